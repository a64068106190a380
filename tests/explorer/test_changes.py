"""Changes: reform by reform, one reform, one change, the table of all and its files."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from pipeline.errors import InputError
from pipeline.explorer.find import changes as find
from pipeline.explorer.find import reforms as find_reforms
from pipeline.explorer.lookup.open import Lookup
from pipeline.explorer.served import Fixed
from pipeline.explorer.site import create
from pipeline.report.ledger import Question, entries
from pipeline.report.reforms import acts_by_day, moves
from pipeline.report.reforms import reforms as reported
from pipeline.report.table import index_rows

DAY = "2007-05-21"
REFORM = f"/en/restated/changes/{DAY}"


@pytest.fixture(scope="module")
def lookup(shown: Fixed) -> Lookup:
    return shown.now.lookup


@pytest.fixture(scope="module")
def everything(lookup: Lookup) -> list[dict[str, Any]]:
    """All changes of the release, both languages of one together."""
    return list(find.every(lookup, find.Wanted("restated")))


def test_a_reform_gives_and_takes_what_the_report_says(shown: Fixed, lookup: Lookup) -> None:
    release = shown.now.path
    rows = [row for lang in ("rus", "kaz") for row in index_rows(release, "restated", lang)]
    steps = moves(release, "restated", rows)
    told = reported(
        entries(release, Question(series="restated")), steps, acts_by_day(release, "restated")
    )
    found = {row["date"]: row for row in find_reforms.reforms(lookup, "restated")}
    assert len(told) > 3
    for reform in told:
        row = found[reform.day.isoformat()]
        for way, counted in (("given", reform.given), ("taken", reform.taken)):
            assert {lang: row[way][lang] for lang in ("rus", "kaz") if row[way][lang]} == counted
            assert sum(row[way]["kinds"].values()) == row[way]["changes"]
        assert row["changes"] == reform.changes
        assert [(move["lang"], move["before"], move["after"]) for move in row["moves"]] == [
            (move.lang, move.before, move.after) for move in reform.moves
        ]
        assert [move["p_rise"] for move in row["moves"]] == [move.p_rise for move in reform.moves]


def test_both_languages_of_a_change_are_one(
    lookup: Lookup, everything: list[dict[str, Any]]
) -> None:
    both = [row for row in everything if len(row["sides"]) == 2]
    assert both
    assert sum(len(row["sides"]) for row in everything) == lookup.value(
        "SELECT count(*) FROM changes"
    )
    for row in both[:20]:
        by_either = [find.change(lookup, side["change_id"]) for side in row["sides"].values()]
        assert by_either[0] is not None
        assert by_either[1] is not None
        assert by_either[0]["sides"] == by_either[1]["sides"] == row["sides"]


def test_filters_choose_and_their_counts_tell_how_many(
    lookup: Lookup, everything: list[dict[str, Any]]
) -> None:
    wanted = find.Wanted(
        "restated", holder=("president",), kind=("granted", "transferred"), since="2000-01-01"
    )
    right = [
        row["change_id"]
        for row in everything
        if "president" in (row["holder"], row["holder_to"])
        and row["kind"] in wanted.kind
        and row["date"] >= "2000-01-01"
    ]
    assert 0 < len(right) < len(everything)
    assert [row["change_id"] for row in find.every(lookup, wanted)] == right
    assert find.count(lookup, wanted) == len(right)
    paged = [find.rows(lookup, wanted, first, 5) for first in range(0, len(right), 5)]
    assert [row["change_id"] for page in paged for row in page] == right
    counted = find.facets(lookup, wanted)
    assert counted["holder"]["president"] == len(right)
    assert sum(counted["kind"][kind] for kind in wanted.kind) == len(right)
    assert sum(counted["domain"].values()) == len(right)


def test_a_language_chooses_what_its_text_shows(
    everything: list[dict[str, Any]], lookup: Lookup
) -> None:
    for lang in ("rus", "kaz"):
        shown = [row for row in everything if lang in row["sides"]]
        assert find.count(lookup, find.Wanted("restated", lang=lang)) == len(shown) > 0


def test_a_code_that_there_is_not_is_named() -> None:
    with pytest.raises(InputError, match="nobody"):
        find.Wanted("restated", holder=("nobody",))


@pytest.mark.parametrize("reader", ["en", "ru", "kk"])
def test_the_reforms_tell_what_the_chosen_holder_was_given(
    client: TestClient, lookup: Lookup, reader: str
) -> None:
    told = client.get(f"/{reader}/restated/changes", params={"holder": "parliament"}).text
    rows = find_reforms.reforms(lookup, "restated", "parliament")
    assert told.count('class="reform') - told.count('class="reforms"') == len(rows)
    for row in rows:
        assert f'/{reader}/restated/changes/{row["date"]}?holder=parliament"' in told
        if row["given"]["changes"] and row["major"]:
            assert f"+{row['given']['changes']} " in told


def test_a_reform_shows_old_and_new_words_in_both_languages(client: TestClient) -> None:
    told = client.get(REFORM, params={"kind": "weakened", "holder": "president"}).text
    assert told.count('<article class="change weakened"') > 0
    assert '<article class="change granted"' not in told
    assert 'lang="ru"' in told
    assert 'lang="kk"' in told
    assert "<del>" in told
    assert "<ins>" in told
    assert "/en/act/constitution-1995@2007-05-21.rus.restated#art_" in told
    assert "/en/power/constitution-1995@1998-10-07.kaz.restated/art_" in told


def test_a_long_day_is_told_in_pages_that_have_every_change(
    client: TestClient, lookup: Lookup
) -> None:
    total = find.count(lookup, find.Wanted("restated", day=DAY))
    pages = [
        client.get(REFORM, params={"page": page}).text for page in range(1, 1 + -(-total // 40))
    ]
    assert len(pages) > 1
    assert sum(page.count("<article") for page in pages) == total
    assert max(map(len, pages)) < 300_000
    beyond = client.get(REFORM, params={"page": 9999}).text
    assert beyond.partition("<main")[2] == pages[-1].partition("<main")[2]


def test_every_day_opens_whatever_kind_is_asked(client: TestClient, lookup: Lookup) -> None:
    days = find_reforms.days(lookup, "restated")
    for day in days:
        for kind in find_reforms.KINDS:
            answer = client.get(f"/ru/restated/changes/{day}", params={"kind": kind})
            wanted = find.Wanted("restated", day=day, kind=(kind,))
            assert answer.status_code == 200
            assert answer.text.count("<article") == min(find.count(lookup, wanted), 40)
    assert len(days) > 3


def test_saved_as_files_a_day_is_whole_and_asks_nothing(shown: Fixed, lookup: Lookup) -> None:
    saved = TestClient(create(shown, live=False))
    address, pages = f"{REFORM}/", []
    while address:
        told = saved.get(address.rstrip("/")).text
        pages.append(told)
        step = re.search(r'rel="next" href="([^"]+)"', told)
        address = urljoin(address, step[1]) if step else ""
    assert len(pages) > 1
    assert sum(page.count("<article") for page in pages) == find.count(
        lookup, find.Wanted("restated", day=DAY)
    )
    for told in pages:
        assert "<form" not in told
        assert not re.search(r'href="[^"]*\?', told)


def test_a_change_has_an_address_of_its_own(
    client: TestClient, everything: list[dict[str, Any]]
) -> None:
    row = next(row for row in everything if row["kind"] == "transferred")
    told = client.get(f"/en/restated/change/{row['change_id']}")
    assert told.status_code == 200
    assert "Transferred" in told.text
    for side in row["sides"].values():
        assert side["change_id"] in told.text


def test_the_files_have_what_the_filters_chose(client: TestClient, lookup: Lookup) -> None:
    asked = {"holder": "parliament", "kind": "removed"}
    count = find.count(lookup, find.Wanted("restated", holder=("parliament",), kind=("removed",)))
    body = client.get("/en/restated/changes.csv", params=asked).content.decode("utf-8-sig")
    table = list(csv.DictReader(io.StringIO(body)))
    told = client.get("/en/restated/changes.json", params=asked).json()
    assert len(table) == len(told["changes"]) == told["count"] == count > 0
    assert {row["kind_name"] for row in table} == {"Removed"}
    assert all(row["text_from_rus"] or row["text_from_kaz"] for row in table)
    shown = client.get("/en/restated/changes/all", params=asked).text
    assert shown.count('<th scope="row">') == min(count, 50)
    assert "changes.csv?holder=parliament&amp;kind=removed" in shown


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("changes/2007-05-22", 404),
        ("changes/2007-02-30", 422),
        ("changes/all?kind=<script>", 422),
        ("changes?holder=nobody", 422),
        (f"changes/{DAY}?domain=' OR 1=1 --", 422),
        ("changes/all?since=2007-99-99", 422),
        ("change/no-such-change", 404),
        ("change/" + "x" * 10_000, 422),
    ],
)
def test_what_there_is_not_is_refused(client: TestClient, path: str, status: int) -> None:
    assert client.get(f"/ru/restated/{path}").status_code == status


def test_filters_without_a_change_have_a_way_out(client: TestClient) -> None:
    told = client.get("/en/restated/changes/all", params={"since": "2090-01-01"}).text
    assert "No change answers to these filters." in told
    assert 'href="/en/restated/changes/all">Clear all filters</a>' in told


def test_a_reader_opens_a_reform_filters_it_and_goes_back_and_forward(page: Page) -> None:
    page.goto("/en/restated/changes")
    page.get_by_label("Whose powers").select_option("parliament")
    expect(page.locator(".legend strong")).to_have_text("Parliament")
    expect(page).to_have_url("/en/restated/changes?holder=parliament")
    day = date.fromisoformat(DAY)
    page.get_by_role("link", name=f"{day.day} May {day.year}").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("21 May 2007")
    page.get_by_label("Kind of change").select_option("removed")
    expect(page.locator("article.change.removed").first).to_be_visible()
    expect(page.locator("article.change.granted")).to_have_count(0)
    expect(page).to_have_url(f"{REFORM}?holder=parliament&kind=removed")
    page.go_back()
    expect(page.locator("article.change.granted").first).to_be_visible()
    page.go_back()
    expect(page.locator(".legend strong")).to_have_text("Parliament")
    page.go_forward()
    page.go_forward()
    expect(page.locator("article.change.granted")).to_have_count(0)
    expect(page.locator("article.change.removed").first).to_be_visible()
