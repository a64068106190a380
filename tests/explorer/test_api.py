"""The API: lists in pages, one thing by its id, filters, and what every answer has."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from pipeline.explorer.api import document
from pipeline.explorer.served import Fixed
from pipeline.explorer.site import create
from pipeline.vocabulary import Holder, label

LISTS = [path for path in document()["paths"] if "{" not in path]
PAGED = [
    path
    for path in LISTS
    if any(one["name"] == "page" for one in document()["paths"][path]["get"].get("parameters", ()))
]


def get(client: TestClient, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def every(client: TestClient, path: str) -> Iterator[dict[str, Any]]:
    """All items of a list, page after page as it says."""
    following: str | None = path
    while following:
        found = get(client, following)
        yield from found["items"]
        following = found["next"]


def test_there_are_lists_and_pages_of_them() -> None:
    assert {"/api/release", "/api/codes", "/api/openapi.json"} < set(LISTS)
    assert {"/api/powers", "/api/changes", "/api/scores", "/api/versions"} < set(PAGED)


@pytest.mark.parametrize("path", PAGED)
def test_pages_of_a_list_together_are_the_whole_list(client: TestClient, path: str) -> None:
    whole = list(every(client, f"{path}?size=200"))
    total = get(client, path)["total"]
    assert len(whole) == total
    size = max(1, total // 3)
    if size <= 200:
        assert list(every(client, f"{path}?size={size}")) == whole


def test_links_to_other_pages_keep_the_filters(client: TestClient) -> None:
    found = get(client, "/api/powers?holder=president&holder=parliament&size=2&page=2&lang=rus")
    assert found["next"] == "/api/powers?holder=president&holder=parliament&size=2&page=3&lang=rus"
    assert found["previous"].endswith("&page=1&lang=rus")
    assert {one["holder"] for one in found["items"]} <= {"president", "parliament"}
    last = get(client, f"/api/powers?size=1&page={get(client, '/api/powers')['total']}")
    assert (last["next"], len(last["items"])) == (None, 1)


def test_a_page_after_the_last_is_empty(client: TestClient) -> None:
    found = get(client, "/api/powers?page=99999")
    assert (found["items"], found["next"]) == ([], None)


def test_values_are_json_and_not_what_the_lookup_keeps(client: TestClient) -> None:
    act = get(client, "/api/acts?size=1")["items"][0]
    power = next(one for one in every(client, "/api/powers?limit=consent") if one["limits"])
    assert isinstance(act["amends"], list)
    assert isinstance(power["needs_review"], bool)
    assert {"type": "consent"}.items() <= power["limits"][0].items() or len(power["limits"]) > 1
    assert power["version_date"].count("-") == 2


def test_a_power_has_the_words_of_its_fields(client: TestClient) -> None:
    listed = next(one for one in every(client, "/api/powers?lang=rus") if one["object"])
    found = get(client, f"/api/powers/{listed['power_id']}")
    assert found["power"] == listed
    texts = {"clause": listed["text"], "lead_in": listed["lead_in"], "before": found["before"]}
    span = found["spans"]["object"]
    assert texts[span["where"]][span["start"] : span["end"]] == listed["object_words"]
    assert listed["power_id"] in [one["power_id"] for one in found["life"]]
    assert found["twin"]["lang"] == "kaz"
    assert found["twin"]["eid"] == listed["eid"]


def test_constraints_of_a_power_have_their_words(client: TestClient) -> None:
    listed = get(client, "/api/powers?limit=consent&lang=rus&size=1")["items"][0]
    found = get(client, f"/api/powers/{listed['power_id']}")["constraints"]
    told = [{name: one[name] for name in ("type", "actor", "value")} for one in found]
    assert told == listed["limits"]
    assert any(one["span"] for one in found)


def test_a_life_is_the_power_in_each_text(client: TestClient) -> None:
    listed = next(one for one in every(client, "/api/powers") if one["life"])
    found = list(every(client, f"/api/lives/{listed['life']}"))
    assert listed["power_id"] in [one["power_id"] for one in found]
    assert {one["life"] for one in found} == {listed["life"]}


def test_a_text_is_read_in_its_order(client: TestClient) -> None:
    version = get(client, "/api/versions?lang=rus&size=1")["items"][0]
    found = get(client, f"/api/versions/{version['version_id']}?size=200")
    assert found["version"]["version_id"] == version["version_id"]
    assert found["total"] == version["provisions"]
    starts = [one["span_start"] for one in found["items"] if one["parent"] is None]
    assert starts == sorted(starts)
    rest = list(every(client, f"/api/versions/{version['version_id']}"))
    assert sum(len(one["powers"]) for one in rest) == version["powers"]


def test_a_search_knows_inflection(client: TestClient) -> None:
    found = {
        word: get(client, f"/api/powers?q={word}&lang=rus")["total"]
        for word in ("парламент", "парламента", "парламентом")
    }
    assert len(set(found.values())) == 1
    assert found["парламент"] > 0
    assert get(client, "/api/powers?q=ьььь")["total"] == 0


def test_filters_narrow_what_is_found(client: TestClient) -> None:
    whole = get(client, "/api/powers")["total"]
    parts = [get(client, f"/api/powers?lang={lang}")["total"] for lang in ("rus", "kaz")]
    assert sum(parts) == whole
    assert all(parts)
    both = get(client, "/api/powers?show=both")["total"]
    assert both == whole + get(client, "/api/powers?show=limits")["total"] > whole
    assert get(client, "/api/powers?on=1901-01-01")["total"] == 0


def test_codes_have_names_in_three_languages(client: TestClient) -> None:
    lists = {one["name"]: one for one in get(client, "/api/codes")["lists"]}
    named = {one["code"]: one["rus"] for one in lists["Holder"]["codes"]}
    assert named == {code.value: label(code, "rus") for code in Holder}
    assert "powers.holder" in lists["Holder"]["columns"]


def test_the_release_tells_what_it_holds(client: TestClient, shown: Fixed) -> None:
    found = get(client, "/api/release")
    assert found["release"] == shown.now.name
    assert shown.now.name in found["cite"]["title"]
    assert [one["name"] for one in found["licences"]] == ["CC-BY-4.0"]
    powers = next(one for one in found["tables"] if one["table"] == "powers")
    assert powers["rows"] == get(client, "/api/powers?show=both")["total"]
    for file in found["files"]:
        answer = client.head(file["url"])
        assert int(answer.headers["content-length"]) == file["size"]


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/api/powers?holdr=akim", 422, "holdr: unknown"),
        ("/api/powers?holder=king", 422, "holder"),
        ("/api/powers?object=unheard_of", 422, "unheard_of"),
        ("/api/powers?on=2007-02-30", 422, "on"),
        ("/api/powers?size=201", 422, "size"),
        ("/api/powers?q=a%00b", 422, "control characters"),
        ("/api/powers/no/such", 404, "no such power"),
        ("/api/versions/none", 404, "no such text"),
        ("/api/changes/none", 404, "no such change"),
        ("/api/lives/none", 404, "no such power"),
        ("/api/acts?series=official", 404, "no such texts"),
        ("/api/nothing", 404, ""),
        ("/api", 404, ""),
    ],
)
def test_what_cannot_be_is_told_as_a_problem(
    client: TestClient, path: str, status: int, said: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert said in problem["detail"]
    assert problem["detail"]


def test_what_only_sends_is_refused(client: TestClient) -> None:
    answer = client.post("/api/powers")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")


@pytest.mark.parametrize("path", ["/api/powers?size=3", "/api/powers?size=x", "/api/none"])
def test_any_page_may_read_the_api(client: TestClient, path: str) -> None:
    for method in ("GET", "HEAD"):
        answer = client.request(method, path, headers={"origin": "https://elsewhere.example"})
        assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("path", ["/en/restated", "/data/SHA256SUMS", "/none"])
def test_no_other_page_may_read_the_rest(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"origin": "https://elsewhere.example"})
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("packing", ["gzip", "identity"])
@pytest.mark.parametrize("path", ["/api/powers?size=20", "/api/openapi.json", "/api/codes"])
def test_an_answer_that_one_has_is_not_sent_again(
    client: TestClient, path: str, packing: str
) -> None:
    accepts = {"accept-encoding": packing}
    first = client.get(path, headers=accepts)
    assert first.headers.get("content-encoding", "identity") == packing
    again = client.get(path, headers={**accepts, "if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["access-control-allow-origin"] == "*"
    other = client.get(path, headers={**accepts, "if-none-match": 'W/"another"'})
    assert other.json() == first.json()


@pytest.mark.parametrize("path", ["/api/powers?size=7", "/api/tiers"])
def test_head_is_get_without_the_body(client: TestClient, path: str) -> None:
    head = client.head(path)
    whole = client.get(path)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("etag", "content-type", "content-length"):
        assert head.headers[name] == whole.headers[name]


def test_every_field_and_parameter_is_described() -> None:
    told = document()
    for name, schema in told["components"]["schemas"].items():
        assert schema.get("description"), name
        for field, described in schema.get("properties", {}).items():
            assert described.get("description"), f"{name}.{field}"
    for path, methods in told["paths"].items():
        operation = methods["get"]
        assert operation["summary"], path
        assert operation["description"], path
        assert {"200", "304", "404", "422", "503"} <= set(operation["responses"]), path
        for parameter in operation.get("parameters", ()):
            assert parameter["description"], (path, parameter["name"])
            assert parameter["schema"]["examples"], (path, parameter["name"])
            assert _bounded(parameter["schema"], told), (path, parameter["name"])


def _bounded(schema: dict[str, Any], told: dict[str, Any]) -> bool:
    """Whether a parameter has an end: a closed list, a length, a pattern, or a number's bounds."""
    if "$ref" in schema:
        return "enum" in told["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        return all(_bounded(one, told) for one in schema["anyOf"])
    if schema["type"] == "array":
        return "maxItems" in schema and _bounded(schema["items"], told)
    return schema["type"] in ("null", "boolean") or bool(
        {"enum", "const", "maxLength", "pattern", "maximum"} & set(schema)
    )


def test_paths_begin_with_that_of_the_site(shown: Fixed) -> None:
    below = TestClient(create(shown, root="/law"))
    assert get(below, "/law/api/powers?size=1")["next"] == "/law/api/powers?size=1&page=2"
    assert get(below, "/law/api/openapi.json")["servers"] == [{"url": "/law"}]
    assert get(below, "/law/api/release")["cite"]["file"] == "/law/data/CITATION.cff"


def test_the_document_is_served_as_it_is_made(client: TestClient) -> None:
    served = get(client, "/api/openapi.json")
    assert served.pop("servers") == [{"url": "/"}]
    assert served == json.loads(json.dumps(document()))
    assert served["openapi"].startswith("3.1")
