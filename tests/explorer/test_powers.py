"""The page of powers: filters, counts, order, pages, downloads."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from pipeline.errors import InputError
from pipeline.explorer.downloads import csv as table
from pipeline.explorer.find import powers as find
from pipeline.explorer.find.powers import NOW, Wanted
from pipeline.explorer.served import Fixed
from pipeline.explorer.site import create

READERS = ("en", "ru", "kk")
PRESIDENT = Wanted("restated", lang="rus", holder=("president",))


def _text(client: TestClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return unescape(answer.text)


def _told(client: TestClient, address: str) -> str:
    found = re.search(r'<h2 id="told"[^>]*>(.+?)</h2>', _text(client, address))
    assert found
    return found[1]


def test_conditions_of_one_filter_add_up_and_those_of_several_narrow(shown: Fixed) -> None:
    lookup = shown.now.lookup
    two = Wanted("restated", holder=("president", "senate"))
    one = Wanted("restated", holder=("senate",))
    both = Wanted("restated", holder=("senate",), action=("consent",))
    assert find.count(lookup, two) > find.count(lookup, one) > find.count(lookup, both) > 0
    assert {row["holder"] for row in find.every(lookup, two)} == {"president", "senate"}
    assert {row["action"] for row in find.every(lookup, both)} == {"consent"}


@pytest.mark.parametrize("field", [*find.FILTERS, "lang", "polarity"])
def test_a_filter_tells_what_each_of_its_codes_would_leave(shown: Fixed, field: str) -> None:
    lookup = shown.now.lookup
    base = Wanted(
        "restated", "президент", on="2008-01-01", holder=("president",), domain=("appointment",)
    )
    counts = find.facets(lookup, base)[field]
    assert counts
    for code, number in counts.items():
        chosen: Any = code if field in ("lang", "polarity") else (code,)
        assert find.count(lookup, replace(base, **{field: chosen})) == number
    assert list(counts.values()) == sorted(counts.values(), reverse=True)


def test_powers_are_counted_as_the_table_of_the_release_has_them(shown: Fixed) -> None:
    lookup = shown.now.lookup
    day = "2010-05-05"
    number = lookup.value(
        "SELECT count(*) FROM powers WHERE series = 'restated' AND lang = 'kaz' AND polarity = '+'"
        " AND types LIKE '%|consent|%' AND valid_from <= ? AND (valid_to > ? OR valid_to IS NULL)",
        (day, day),
    )
    wanted = Wanted("restated", lang="kaz", limit=("consent",), on=day)
    assert find.count(lookup, wanted) == len(list(find.every(lookup, wanted))) == number > 0


def test_a_text_is_in_force_until_the_day_of_the_next_one(shown: Fixed) -> None:
    lookup = shown.now.lookup
    for day, version in (("2007-05-20", "1998-10-07"), ("2007-05-21", "2007-05-21")):
        rows = find.rows(lookup, Wanted("restated", on=day))
        assert {row["version_date"] for row in rows} == {version}
    assert find.count(lookup, Wanted("restated", on="1990-01-01")) == 0
    newest = max(row["version_date"] for row in find.every(lookup, Wanted("restated")))
    rows = list(find.every(lookup, Wanted("restated", on=NOW)))
    assert {row["version_date"] for row in rows} == {newest}


@pytest.mark.parametrize("order", find.SORTS)
def test_pages_of_an_order_hold_every_power_once(shown: Fixed, order: str) -> None:
    lookup = shown.now.lookup
    for descending in (False, True):
        wanted = Wanted("restated", lang="rus", sort=order, descending=descending, reader="rus")
        ids = [row["power_id"] for row in find.every(lookup, wanted)]
        paged = [
            row["power_id"]
            for first in range(0, len(ids), 97)
            for row in find.rows(lookup, wanted, first, 97)
        ]
        assert paged == ids
        assert len(set(ids)) == len(ids) == find.count(lookup, wanted)


KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"


def test_names_are_sorted_by_the_readers_alphabet(shown: Fixed) -> None:
    for reader in ("eng", "rus", "kaz"):
        rows = find.every(
            shown.now.lookup, Wanted("restated", lang="rus", sort="holder", reader=reader)
        )
        names = find.names(shown.now.lookup, "holder", reader)
        said = [names[row["holder"]].casefold() for row in rows if row["holder"]]
        assert said == sorted(said, key=lambda name: [(KAZAKH.find(one), one) for one in name])


@pytest.mark.parametrize("field", [*find.FILTERS, "sort"])
def test_an_unknown_code_is_told_with_some_that_there_are(shown: Fixed, field: str) -> None:
    value: Any = "no_such" if field == "sort" else ("no_such",)
    with pytest.raises(InputError, match=f"(?s){field}.*no_such.*among others"):
        find.count(shown.now.lookup, replace(PRESIDENT, **{field: value}))


@pytest.mark.parametrize("reader", READERS)
def test_the_page_says_what_is_shown_and_takes_each_filter_away(
    client: TestClient, shown: Fixed, reader: str
) -> None:
    address = f"/{reader}/restated/powers?on=2008-01-01&holder=president&domain=veto&lang=rus"
    number = find.count(
        shown.now.lookup,
        Wanted("restated", lang="rus", on="2008-01-01", holder=("president",), domain=("veto",)),
    )
    told = _told(client, address)
    assert told.startswith(f"{number} ")
    assert "2008" in told
    assert re.search("President|Президент", told)
    page = _text(client, address)
    chips = re.search(r'<ul class="chips".+?</ul>', page, re.DOTALL)
    assert chips
    assert f'/{reader}/restated/powers?lang=rus&domain=veto&on=2008-01-01"' in chips[0] or (
        f'/{reader}/restated/powers?domain=veto&on=2008-01-01"' in chips[0]
    )
    assert f'href="/{reader}/restated/powers"' in chips[0]


def test_nothing_found_offers_ways_out_that_find_something(client: TestClient) -> None:
    page = _text(client, "/en/restated/powers?q=абракадабра&holder=akim&when=any")
    ways = re.search(r'<ul class="ways">.+?</ul>', page, re.DOTALL)
    assert ways
    for way in re.findall(r'href="([^"]+)"', ways[0]):
        assert not _told(client, way).startswith("0 ")


def test_a_day_that_a_calendar_lacks_and_unknown_codes_are_refused(client: TestClient) -> None:
    for query in ("on=2007-02-30", "holder=no_such", "sort=no_such", "lang=eng", "page=0"):
        assert client.get(f"/en/restated/powers?{query}").status_code == 422


def test_fields_of_the_form_that_are_left_empty_ask_nothing(client: TestClient) -> None:
    form = "/en/restated/powers?q=&lang=rus&on=&holder=president"
    assert _told(client, form) == _told(client, "/en/restated/powers?holder=president")


def test_a_page_past_the_last_leads_back_to_the_first(client: TestClient) -> None:
    assert 'href="/en/restated/powers?holder=president"' in _text(
        client, "/en/restated/powers?holder=president&page=999"
    )


def test_all_that_is_found_can_be_taken_away(client: TestClient, shown: Fixed) -> None:
    query = "holder=president&when=any"
    number = find.count(shown.now.lookup, PRESIDENT)
    answer = client.get(f"/en/restated/powers.csv?{query}")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert "powers.csv" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    told = client.get(f"/en/restated/powers.json?{query}").json()
    assert len(rows) == len(told["powers"]) == told["count"] == number > 0
    assert [row["power_id"] for row in rows] == [row["power_id"] for row in told["powers"]]
    first = rows[0]
    assert first["holder_name"] == "President"
    assert first["address"] == f"http://testserver/en/power/{first['power_id']}"
    assert first["power_id"] in first["citation"]


def test_a_table_without_rows_has_its_head(client: TestClient) -> None:
    rows = client.get("/en/restated/powers.csv?q=абракадабра").content.decode("utf-8-sig")
    assert rows.startswith("power_id,holder,")
    assert rows.count("\n") == 1


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str) -> None:
    written = "".join(table(["a"], [{"a": f"{start}HYPERLINK(1)"}]))
    (row,) = csv.DictReader(io.StringIO(written.removeprefix("\ufeff"), newline=""))
    assert row["a"] == f"'{start}HYPERLINK(1)"


def test_an_export_has_the_powers_in_force_in_plain_lists(shown: Fixed) -> None:
    page = _text(TestClient(create(shown, live=False)), "/en/restated/powers")
    number = find.count(shown.now.lookup, Wanted("restated", lang="rus", on=NOW))
    assert page.count('<a href="../../../en/power/') == number > 0
    assert "csv/powers.csv" in page
    assert "<form" not in page
    assert "?" not in "".join(re.findall(r'href="([^"]*)"', page))


def test_filters_change_the_table_without_a_new_page(page: Page) -> None:
    page.goto("/en/restated/powers")
    page.evaluate("window.same = true")
    page.get_by_role("checkbox", name="President", exact=False).first.check()
    expect(page.locator("#told")).to_contain_text("holder: President")
    expect(page).to_have_url(re.compile(r"/en/restated/powers\?holder=president$"))
    page.locator("#filter-action > summary").click()
    page.locator("#action-appoint").check()
    expect(page.locator(".chips")).to_contain_text("Action: Appoint")
    assert page.locator("#filter-action").evaluate("fold => fold.open")
    expect(page.locator(".heard")).to_contain_text("action: Appoint")
    assert page.evaluate("window.same")
    page.get_by_role("link", name="Remove the filter: Holder: President").click()
    expect(page).to_have_url(re.compile(r"\?action=appoint$"))
    page.go_back()
    expect(page.locator("#told")).to_contain_text("holder: President")
    expect(page.locator("#holder-president")).to_be_checked()


def test_the_table_is_sorted_by_its_head_and_is_cards_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/kk/restated/powers?sort=holder")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("tbody").first.evaluate("row => getComputedStyle(row).display") == "block"
    page.set_viewport_size({"width": 1280, "height": 800})
    head = page.locator("th[aria-sort]")
    assert head.get_attribute("aria-sort") == "ascending"
    head.get_by_role("link").click()
    expect(page.locator("th[aria-sort=descending]")).to_have_count(1)
