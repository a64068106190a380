"""Whatever is sent to the site, it neither breaks, nor runs it, nor opens what it should not.

Routes are those that the site has, so that a new page is held to this as well.
"""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from httpx2 import Response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from pipeline.explorer import api, files
from pipeline.explorer.pages import ROUTERS
from pipeline.explorer.served import Fixed

SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
TEXTS = {
    "long": "а" * 10_000,
    "controls": "a\x1b\r\n\x85\x00b",
    "sql": "' OR 1=1; DROP TABLE powers; --",
    "search": '"а* NEAR(b c) ^ forms: - OR AND NOT ((',
    "script": SCRIPT,
    "number": "9" * 400,
    "negative": "-1",
    "template": "{0.__class__}%s%n${7*7}{{7*7}}",
    "letters": "\u202e\ufeff\u0300\U0010ffff🇰🇿",
    "day": "2007-02-30",
}
PLACES = (
    "../../../../../../etc/passwd",
    "/etc/passwd",
    "..\\..\\etc\\passwd",
    "file:" + "///etc/passwd",
)
ENCODED = (
    "%00", "%ff%fe", "%c0%ae%c0%ae%c0%af", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "%252e%252e%252f", "%",
    "%zz", "..%5c..%5c", "%ed%a0%80", "%f0%9f", "....//....//", ";", "%0d%0aset-cookie:a=b",
)  # fmt: skip
GOOD = {"reader": "ru", "series": "restated"}  # of parts of a path, so that what follows is reached
HEADERS = {"content-security-policy", "x-content-type-options", "referrer-policy"}
SECRETS = re.compile(r"root:[x*]:0:|\[build-system\]")


@dataclass(frozen=True)
class Route:
    path: str
    query: tuple[str, ...]

    @property
    def parts(self) -> list[str]:
        """The parameters of the path."""
        return re.findall(r"\{(\w+)", self.path)

    def at(self, **parts: str) -> str:
        """An address of it; parts that are not given are good ones, where we know any."""
        return re.sub(
            r"\{(\w+)[^}]*\}", lambda part: {**GOOD, **parts}.get(part[1], "x"), self.path
        )


def _routes() -> Iterator[Route]:
    routers = (api.ROUTER, files.ROUTER, *ROUTERS)
    for found in iter_route_contexts([route for router in routers for route in router.routes]):
        yield Route(str(found.path), tuple(_asked(found.dependant)))


def _asked(wants: Dependant) -> Iterator[str]:
    """What a handler, and what it depends on, take from the query."""
    yield from (one.alias for one in wants.query_params)
    for other in wants.dependencies:
        yield from _asked(other)


ROUTES = list(_routes())
by_route = pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.path)


@pytest.fixture(scope="module")
def client(site: ASGIApp) -> Iterator[TestClient]:
    """One that stays open: thousands of questions are asked."""
    with TestClient(site, follow_redirects=False) as opened:
        yield opened


def harmless(answer: Response) -> None:
    """What holds for every answer, whatever was asked."""
    told = f"{answer.request.method} {str(answer.url)[:200]}: {answer.status_code}"
    assert answer.status_code < 500, told
    assert set(answer.headers) >= HEADERS, told
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in answer.headers, told
    assert not SECRETS.search(answer.text), told
    if answer.headers.get("content-type", "").startswith("text/html"):
        assert "<script>alert" not in answer.text, told
        assert "<img src=x" not in answer.text, told


def test_every_part_of_the_site_is_asked() -> None:
    paths = {route.path for route in ROUTES}
    assert {"/data/{name:path}", "/static/{key}/{name}", "/{reader}/{series}"} <= paths
    assert {"/api/powers/{power_id:path}", "/{reader}/power/{power_id:path}"} <= paths
    assert len(paths) > 30
    assert sum(len(route.query) for route in ROUTES) > 60


@by_route
def test_hostile_parts_of_a_path(client: TestClient, route: Route) -> None:
    for part in route.parts:
        for text in (*TEXTS.values(), *PLACES):
            harmless(client.get(route.at(**{part: quote(text, safe="")})))
        for raw in ENCODED:
            harmless(client.get(route.at(**{part: raw})))


@by_route
def test_hostile_values_of_a_query(client: TestClient, route: Route) -> None:
    harmless(client.get(f"{route.at()}?unheard_of={quote(SCRIPT)}&{quote(SCRIPT)}=1"))
    harmless(client.get(f"{route.at()}?{'&'.join(route.query)}"))
    for name in route.query:
        for text in TEXTS.values():
            harmless(client.get(f"{route.at()}?{name}={quote(text, safe='')}"))
        harmless(client.get(f"{route.at()}?{name}={'&'.join(ENCODED)}"))
        harmless(client.get(f"{route.at()}?" + "&".join([f"{name}=a"] * 1000)))


@by_route
def test_only_reading_is_allowed(client: TestClient, route: Route) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
        answer = client.request(method, route.at(), content=b'{"a": 1}')
        harmless(answer)
        assert answer.status_code == 405, method
        assert answer.headers["allow"] in ("GET", "GET, HEAD", "HEAD, GET")


@settings(max_examples=60, derandomize=True, deadline=None, database=None,
          suppress_health_check=list(HealthCheck))  # fmt: skip
@given(
    route=st.sampled_from(ROUTES),
    query=st.lists(st.tuples(st.text(max_size=12), st.text(max_size=40)), max_size=5),
    known=st.lists(st.tuples(st.integers(0, 30), st.text(max_size=60)), max_size=4),
)
def test_random_queries(
    client: TestClient, route: Route, query: list[tuple[str, str]], known: list[tuple[int, str]]
) -> None:
    names = route.query or ("q",)
    asked = [*query, *((names[place % len(names)], text) for place, text in known)]
    said = "&".join(
        f"{quote(name.encode('utf8', 'replace'), safe='')}"
        f"={quote(text.encode('utf8', 'replace'), safe='')}"
        for name, text in asked
    )
    harmless(client.get(f"{route.at()}?{said}"))


@pytest.mark.parametrize("folder", ["/data/", "/static/x/", "/static/"])
@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../LATEST", "log.json/../../LATEST", "..%2fLATEST", "//etc/passwd", "csv",
     "csv/../SHA256SUMS", "./SHA256SUMS", "%2fetc%2fpasswd", "SHA256SUMS%00.csv",
     "../site.py", "..%2f..%2fsite.py", "site.css/..", "sha256sums"],
)  # fmt: skip
def test_no_other_file_can_be_had(client: TestClient, folder: str, name: str) -> None:
    client.get("/data/SHA256SUMS").raise_for_status()
    # A client that takes the dots out of an address itself would hide them from the site.
    answer = client.get(f"{folder}{name.replace('.', '%2e')}", follow_redirects=True)
    harmless(answer)
    assert answer.status_code == 404


def test_errors_files_and_answers_one_has_are_safe_as_well(client: TestClient) -> None:
    page = client.get("/en/restated")
    for path, headers, status in (
        ("/", {}, 302),
        ("/none", {}, 404),
        ("/en/restated?page=x", {"if-none-match": page.headers["etag"]}, None),
        ("/en/restated", {"if-none-match": page.headers["etag"]}, 304),
        ("/data/SHA256SUMS", {}, 200),
        ("/data/bilik.duckdb", {"range": "bytes=0-9"}, None),
        ("/static/x/site.css", {}, 200),
        ("/api/none", {}, 404),
        ("/api/powers?size=x", {}, 422),
    ):
        answer = client.get(path, headers=headers)
        harmless(answer)
        assert status in (None, answer.status_code), path


def test_a_clients_host_is_not_told_to_others(client: TestClient) -> None:
    """Answers are remembered, so nothing that one client says of itself may stand in them."""
    for route in ROUTES:
        client.get(route.at(), headers={"host": "evil.example", "x-forwarded-host": "evil.example"})
        assert "evil.example" not in client.get(route.at()).text, route.path


def test_nothing_is_changed_by_asking(client: TestClient, shown: Fixed) -> None:
    lookup = shown.now.lookup
    assert lookup.value("SELECT count(*) FROM powers") > 0
    with pytest.raises(Exception, match="readonly database"):
        lookup.rows("DELETE FROM powers")


@pytest.mark.parametrize(
    ("path", "status"), [("/api/powers?q=", 422), ("/en/restated?x=", 200), ("/en/restated/", 404)]
)
@pytest.mark.parametrize("length", [10_000, 60_000, 70_000, 300_000])
def test_an_address_of_more_than_64_kib_does_not_reach_the_site(
    address: str, path: str, length: int, status: int
) -> None:
    asking = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    try:
        asking.request("GET", path + "a" * length)
        assert asking.getresponse().status == (status if length < 65_536 else 400)
    finally:
        asking.close()
