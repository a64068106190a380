"""A text to read, alone and beside another one."""

from __future__ import annotations

import re
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from pipeline.explorer.lookup.open import Lookup
from pipeline.explorer.served import Fixed, Served
from pipeline.explorer.site import create
from pipeline.explorer.text import units
from tests.explorer.plain import plain

ACT = "constitution-1995@{}.{}.restated"
LAST = ACT.format("2022-09-17", "rus")
BEFORE = ACT.format("2022-06-08", "rus")
TWIN = ACT.format("2022-09-17", "kaz")
SIDES = f"/en/act/{BEFORE}/with/{LAST}"


@pytest.fixture(scope="module")
def reading(client: TestClient) -> str:
    """The page of the newest Russian text."""
    return client.get(f"/en/act/{LAST}").text


class Changed:
    """The release with some of its lookup changed."""

    def __init__(self, shown: Fixed, folder: Path, *statements: str) -> None:
        path = folder / "changed.sqlite"
        shutil.copy(shown.now.lookup.path, path)
        with sqlite3.connect(path) as db:
            for statement in statements:
                assert db.execute(statement).rowcount > 0
        db.close()
        self.now: Served = replace(shown.now, lookup=Lookup(path))


def read(shown: Fixed, folder: Path, *statements: str) -> TestClient:
    return TestClient(create(Changed(shown, folder, *statements)))


def test_the_whole_text_stands_on_the_page_in_its_order(shown: Fixed, reading: str) -> None:
    at = 0
    rows = shown.now.lookup.rows(
        "SELECT eid, text FROM provisions WHERE version_id = ? ORDER BY rowid", [LAST]
    )
    assert len(rows) > 200
    body = re.sub(r'<span class="label"[^>]*>[^<]*</span>', "", reading)
    body = plain(re.sub(r'<details class="found">.*?</details>', "", body, flags=re.DOTALL))
    for row in rows:
        at = body.index(" ".join((row["text"] or "").split()), at)
        assert reading.count(f'id="{row["eid"]}"') == 1


def test_numbers_are_as_texts_of_the_language_print_them(client: TestClient, reading: str) -> None:
    assert ">Статья 44</a>" in reading
    assert re.search(r'href="#art_44__sub_10-1">10-1\)</a>', reading)
    assert re.search(r'href="#art_41__pt_5">5\.</a>', reading)
    assert ">44-бап</a>" in client.get(f"/en/act/{TWIN}").text


def test_the_articles_are_listed_with_links(reading: str, shown: Fixed) -> None:
    contents = reading.partition('<details class="toc">')[2].partition("</details>")[0]
    articles = shown.now.lookup.rows(
        "SELECT eid FROM provisions WHERE version_id = ? AND kind = 'article' ORDER BY rowid",
        [LAST],
    )
    assert re.findall(r'href="#([^"]+)"', contents) == [row["eid"] for row in articles]


def test_each_power_is_linked_where_it_was_read(reading: str, shown: Fixed) -> None:
    powers = shown.now.lookup.rows(
        "SELECT power_id, eid FROM powers WHERE version_id = ? ORDER BY rowid", [LAST]
    )
    linked = re.findall(r'href="/en/power/([^"]+)"', reading)
    assert linked == [row["power_id"] for row in powers]
    unit = reading.partition('id="art_44__sub_1"')[2].partition('class="unit')[0]
    assert "/en/power/" + LAST + "/art_44__sub_1/0/0" in unit


def test_words_of_powers_are_marked_also_in_the_head_of_a_list(shown: Fixed) -> None:
    held = {unit.eid: unit for unit in units(shown.now.lookup, LAST)}
    head = [piece for one in held["art_44"].stretches for piece in one.pieces]
    assert [piece.text for piece in head if "holder" in piece.kinds] == ["Президент"]
    sub = [piece for one in held["art_44__sub_2"].stretches for piece in one.pieces]
    assert {kind for piece in sub for kind in piece.kinds} >= {"action", "object"}


def test_pieces_of_every_unit_joined_are_its_text(shown: Fixed) -> None:
    versions = shown.now.lookup.rows("SELECT version_id FROM versions")
    assert versions
    for row in versions:
        for unit in units(shown.now.lookup, row["version_id"]):
            said = "".join(piece.text for one in unit.stretches for piece in one.pieces)
            assert said == unit.text, unit.eid


def test_clauses_that_limit_or_take_away_say_so(reading: str, shown: Fixed) -> None:
    counts = {
        row["label"]: row["n"]
        for row in shown.now.lookup.rows(
            "SELECT label, count(*) AS n FROM clauses WHERE version_id = ? GROUP BY label", [LAST]
        )
    }
    assert reading.count('<span class="label" lang="en">limits</span>') == counts["constrain"] > 0
    assert reading.count('<span class="label" lang="en">takes away</span>') == counts["remove"] > 0


def test_a_repealed_unit_says_when_and_by_what(reading: str) -> None:
    unit = reading.partition('id="art_41__pt_4"')[2].partition('class="unit')[0]
    assert "Repealed by the act of 7 Oct 1998 (Законом РК от 07.10.1998 № 284-I)" in plain(unit)


def test_editors_notes_are_folded_where_they_stand(reading: str) -> None:
    notes = re.findall(r'<details class="notes"><summary>.*?</details>', reading, re.DOTALL)
    assert len(notes) == 8
    assert "Сноска." not in re.sub(r"<details.*?</details>", "", reading, flags=re.DOTALL)


def test_the_text_says_where_it_is_from(reading: str, shown: Fixed) -> None:
    row = shown.now.lookup.row("SELECT * FROM versions WHERE version_id = ?", [LAST])
    assert row
    about = plain(reading.partition('<details class="about">')[2].partition("</details>")[0])
    assert "17 Sep 2022 – 1 Jul 2026" in about
    for column in ("snapshot", "note", "rests_on", "amended_by", "version_id"):
        assert row[column] in about


def test_texts_before_and_in_the_other_language_are_linked(
    client: TestClient, reading: str
) -> None:
    assert f'rel="prev" href="/en/act/{BEFORE}"' in reading
    assert 'rel="next"' not in reading
    assert f'href="/en/act/{TWIN}">Kazakh text' in reading
    assert f'rel="next" href="/en/act/{LAST}"' in client.get(f"/en/act/{BEFORE}").text


def test_what_a_text_says_is_never_markup(shown: Fixed, tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>\"'&<img src=x onerror=alert(1)>"
    quoted = evil.replace("'", "''")
    client = read(
        shown,
        tmp_path,
        f"UPDATE provisions SET text = '{quoted}', heading = '{quoted}' WHERE eid LIKE 'art_4%'",
        f"UPDATE notes SET text = '{quoted}'",
        f"UPDATE versions SET note = '{quoted}', source = '{quoted}', amended_by = '{quoted}'",
        f"UPDATE divergences SET rus = '{quoted}'",
    )
    for path in (f"/en/act/{LAST}", SIDES, f"/en/act/{LAST}/with/{TWIN}"):
        told = client.get(path).text
        assert "<script>alert" not in told
        assert "<img" not in told
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in told


def test_spans_that_fit_no_text_mark_nothing(shown: Fixed, tmp_path: Path) -> None:
    client = read(
        shown,
        tmp_path,
        "UPDATE powers SET holder_start = 90000, holder_end = 90010 WHERE holder_start NOTNULL",
        "UPDATE powers SET action_start = 5, action_end = 2 WHERE action_start NOTNULL",
        "UPDATE powers SET object_start = -4, object_end = -1 WHERE object_start NOTNULL",
        "UPDATE constraints SET span_start = -9, span_end = 90000 WHERE span_start NOTNULL",
        "UPDATE clauses SET text = 'other words' WHERE n = 1",
    )
    told = client.get(f"/en/act/{LAST}").text.partition('<div class="text">')[2]
    assert "<mark" not in told
    assert "/en/power/" in told


def test_two_days_show_what_changed(client: TestClient) -> None:
    told = client.get(SIDES).text
    assert "5 provisions changed, 1 new, 255 unchanged." in plain(told)
    assert re.findall(r"<del>(.*?)</del>", told)[:2] == ["Нур-Султан", "пять"]
    assert "<ins>Астана</ins>" in told
    assert told.count('class="side none"') == 1
    assert told.count('<div class="pair changed"') == 5
    assert "<mark" not in told


def test_the_older_text_stands_first_whichever_was_asked_for(client: TestClient) -> None:
    heads = [
        re.findall(r'<h2 class="key rus">(.*?)</h2>', client.get(f"/en/act/{path}").text)
        for path in (f"{BEFORE}/with/{LAST}", f"{LAST}/with/{BEFORE}")
    ]
    assert heads[0] == heads[1] == ["Russian text, 8 Jun 2022", "Russian text, 17 Sep 2022"]


def test_unchanged_units_are_folded_and_can_all_be_shown(client: TestClient) -> None:
    folded = client.get(SIDES).text
    opened = client.get(SIDES, params={"all": "1"}).text
    assert '<details class="fold articles"><summary>' in folded
    assert not re.search(r'<details class="fold[^>]* open', folded)
    assert not re.search(r'<details class="fold[^"]*">', opened)
    assert f'href="{SIDES}?all=1"' in folded
    assert f'href="{SIDES}"' in opened
    assert re.findall(r'id="(art[^"]*)"', folded) == re.findall(r'id="(art[^"]*)"', opened)


def test_two_languages_stand_side_by_side_with_their_divergences(
    client: TestClient, shown: Fixed
) -> None:
    told = client.get(f"/en/act/{LAST}/with/{TWIN}").text
    rows = shown.now.lookup.rows(
        "SELECT cause, count(*) AS n FROM divergences WHERE version_date = '2022-09-17' GROUP BY 1"
    )
    count = {row["cause"]: row["n"] for row in rows}
    assert f"{count['reading']} differences of our readings alone" in plain(told)
    noted = re.findall(r'<details class="doubts.*?</details>', told, re.DOTALL)
    assert sum(one.count("<li>") for one in noted) == sum(count.values()) > 0
    assert 'href="/en/restated/divergences?act=constitution-1995"' in told
    assert "<del>" not in told
    assert "<ins>" not in told
    assert '<div class="side in0" lang="kk">' in told


def test_the_form_leads_to_both_texts(client: TestClient, reading: str) -> None:
    assert f'<option value="{BEFORE}"' in reading
    assert f'<option value="{LAST}"' not in reading
    answer = client.get(f"/en/act/{LAST}", params={"with": BEFORE})
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        f"/en/act/{LAST}/with/{BEFORE}",
    )


@pytest.mark.parametrize("other", ["no-such-text", "../../..", "<script>", "//evil.com", "x" * 300])
def test_a_text_that_is_not_there_is_not_found(client: TestClient, other: str) -> None:
    assert client.get(f"/en/act/{LAST}", params={"with": other}).status_code == 404
    assert client.get(f"/en/act/{quote(other, safe='')}").status_code == 404


@pytest.mark.parametrize("other", ["x" * 10_000, "a\x00b"])
def test_what_cannot_be_a_text_is_refused(client: TestClient, other: str) -> None:
    assert client.get(f"/en/act/{LAST}", params={"with": other}).status_code == 422


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (f"UPDATE versions SET act = 'delegation-1993' WHERE version_id = '{BEFORE}'",
         "texts of two acts"),
        (f"UPDATE versions SET series = 'official' WHERE version_id = '{BEFORE}'",
         "never shown side by side"),
        (f"UPDATE versions SET note = '' WHERE version_id = '{BEFORE}'", ""),
    ],
)  # fmt: skip
def test_only_texts_of_one_act_and_series_are_compared(
    shown: Fixed, tmp_path: Path, change: str, words: str
) -> None:
    answer = read(shown, tmp_path, change).get(SIDES)
    assert answer.status_code == (422 if words else 200)
    assert words in answer.text


def test_a_text_is_not_compared_with_itself(client: TestClient) -> None:
    answer = client.get(f"/ru/act/{LAST}/with/{LAST}")
    assert answer.status_code == 422
    assert "один и тот же текст" in answer.text


def test_saved_pages_ask_for_nothing(shown: Fixed) -> None:
    saved = TestClient(create(shown, live=False))
    told = saved.get(f"/en/act/{LAST}").text + saved.get(SIDES).text
    assert "<form" not in told
    assert not re.search(r'href="[^"#]*\?', told)
    assert f'act/{BEFORE}/with/{LAST}/"' in told
    assert f'act/{LAST}/with/{TWIN}/"' in told


def test_marks_can_be_hidden_and_a_unit_is_found_by_its_address(page: Page) -> None:
    page.goto(f"/en/act/{LAST}#art_44__sub_2")
    expect(page.locator("#art_44__sub_2")).to_be_in_viewport()
    mark = page.locator("#art_44__sub_2 mark").first
    shown = mark.evaluate("one => getComputedStyle(one).backgroundColor")
    expect(page.locator("#art_44__sub_2 .found")).to_be_visible()
    page.get_by_label("Mark the powers").uncheck()
    expect(page.locator("#art_44__sub_2 .found")).to_be_hidden()
    assert mark.evaluate("one => getComputedStyle(one).backgroundColor") != shown


def test_two_texts_are_chosen_and_unfolded(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"/ru/act/{LAST}")
    page.get_by_label("Показать рядом").select_option(BEFORE)
    page.get_by_role("button", name="Показать", exact=True).click()
    page.wait_for_url("**/with/**")
    left, right = page.locator("#art_41__pt_1 .side").all()
    above, below = left.bounding_box(), right.bounding_box()
    assert above
    assert below
    assert above["y"] + above["height"] <= below["y"]  # on a phone a pair is stacked
    expect(page.locator("#art_41__pt_2")).to_be_hidden()
    page.get_by_role("link", name="Показать и неизменённое").click()
    expect(page.locator("#art_41__pt_2")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
