"""The clauses that the reader is least sure of."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from starlette.testclient import TestClient

from pipeline.annotate.incoming import take
from pipeline.explorer.find import review
from pipeline.explorer.served import Fixed
from pipeline.vocabulary import Label

PAGE = "/en/restated/review"


@pytest.fixture(scope="module")
def found(shown: Fixed) -> list[dict[str, Any]]:
    rows = review.rows(shown.now.lookup, "restated", most=10_000)
    assert rows
    return rows


def test_the_least_sure_come_first(found: list[dict[str, Any]]) -> None:
    margins = []
    for row in found:
        second, first = sorted(row[f"proba_{label}"] for label in Label)[-2:]
        assert row["margin"] == pytest.approx(first - second)
        assert row["needs_review"] or first < 0.8
        margins.append(row["margin"])
    assert margins == sorted(margins)


def test_words_that_stand_again_later_come_once(found: list[dict[str, Any]]) -> None:
    same = [
        (row["act"], row["lang"], row["eid"], row["n"], row["text_sha256"], row["lead_in"])
        for row in found
    ]
    assert len(same) == len(set(same))


@pytest.mark.parametrize(("name", "value"), [("lang", "kaz"), ("label", "constrain")])
def test_filters_narrow(shown: Fixed, found: list[dict[str, Any]], name: str, value: str) -> None:
    chosen: dict[str, Any] = {name: value}
    some = review.rows(shown.now.lookup, "restated", most=10_000, **chosen)
    assert [row["clause_id"] for row in some] == [
        row["clause_id"] for row in found if row[name] == value
    ]
    assert review.count(shown.now.lookup, "restated", **chosen) == len(some) < len(found)


def test_the_page_shows_them_with_what_was_read(
    client: TestClient, found: list[dict[str, Any]]
) -> None:
    page = client.get(PAGE).text
    places = [page.index(f'#{row["eid"]}"') for row in found[:5]]
    assert places == sorted(places)
    assert f"<strong>{len(found)} doubtful clauses</strong>" in page
    assert client.get(f"{PAGE}?page=2").text.count("<article") > 0


@pytest.mark.parametrize(
    "query", ["label=x", "lang=eng", "page=0", "act=a%00b", f"act={'x' * 999}"]
)
def test_what_cannot_be_asked_is_refused(client: TestClient, query: str) -> None:
    assert client.get(f"{PAGE}?{query}").status_code == 422


def test_nothing_found_has_a_way_out(client: TestClient) -> None:
    page = client.get(f"{PAGE}?act=no-such-act")
    assert page.status_code == 200
    assert "Show all doubtful clauses" in page.text


def test_label_studio_gets_what_is_shown(
    client: TestClient, found: list[dict[str, Any]], tmp_path: Path
) -> None:
    tasks = client.get(f"{PAGE}/label-studio.json?lang=rus").json()
    wanted = [row["clause_id"] for row in found if row["lang"] == "rus"][:200]
    assert [task["data"]["clause_id"] for task in tasks] == wanted
    done = tmp_path / "export.json"
    for n, task in enumerate(tasks):  # a person who agrees with all that was read
        result = task["predictions"][0]["result"]
        task |= {"id": n, "annotations": [{"id": n, "result": result, "completed_by": 1}]}
    done.write_text(json.dumps(tasks))
    taken = take([done], tmp_path / "mine.jsonl", None, [], False)
    assert taken.sound
    assert len(taken.annotations) == len(wanted)


def test_doccano_gets_them_too(client: TestClient, found: list[dict[str, Any]]) -> None:
    answer = client.get(f"{PAGE}/doccano.jsonl")
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert [line["clause_id"] for line in lines] == [row["clause_id"] for row in found[:200]]
    assert "attachment" in answer.headers["content-disposition"]


def test_the_tools_are_told_first(client: TestClient) -> None:
    assert client.get(f"{PAGE}/label-studio.xml").text.startswith("<View>")
    assert client.get(f"{PAGE}/doccano-labels.json").json()[0]["text"].startswith("label:")
    assert client.get(f"{PAGE}/passwd").status_code in (404, 422)


def test_filters_change_the_list_in_place(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/ru/restated/review")
    page.get_by_label("Язык", exact=True).last.select_option("kaz")
    page.wait_for_url("**lang=kaz**")
    assert page.locator("article blockquote[lang=ru]").count() == 0
    assert page.locator("article blockquote[lang=kk]").count() > 0
    assert page.evaluate("document.documentElement.scrollWidth") == 360
