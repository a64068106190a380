"""The page of one power."""

from __future__ import annotations

import html
import re
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page
from starlette.testclient import TestClient

from pipeline.explorer.find import power as find
from pipeline.explorer.lookup.open import Lookup, Row
from pipeline.explorer.served import Fixed

TEXT = "constitution-1995@2007-05-21.rus.restated"
POWER = f"{TEXT}/art_44__sub_3/0/0"


@pytest.fixture(scope="module")
def lookup(shown: Fixed) -> Lookup:
    return shown.now.lookup


def shown_words(text: str) -> str:
    """What a reader sees, in one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", text)).split())


def section(text: str, name: str) -> str:
    found = re.search(rf'<section aria-labelledby="{name}">.*?</section>', text, re.DOTALL)
    assert found
    return found[0]


def sides(text: str) -> dict[str, str]:
    """The two columns of the words, by language."""
    found = re.findall(
        r'<div class="side (rus|kaz)">(.*?)</div>\s*(?=<div class="side|</div>)', text, re.DOTALL
    )
    return dict(found)


def some(lookup: Lookup, where: str) -> Row:
    found = lookup.row(f"SELECT power_id FROM powers p WHERE {where} LIMIT 1")
    assert found, where
    power = find.power(lookup, found["power_id"])
    assert power
    return power


def test_a_power_is_told_in_words_and_in_both_languages(client: TestClient, lookup: Lookup) -> None:
    power = find.power(lookup, POWER)
    assert power
    twin = find.twin(lookup, power)
    assert twin
    answer = client.get(f"/en/power/{POWER}")
    assert answer.status_code == 200
    assert "<h1>President: nominate Prime Minister</h1>" in answer.text
    columns = sides(answer.text)
    assert power["text"] in shown_words(columns["rus"])
    assert twin["text"] in shown_words(columns["kaz"])
    assert 'lang="ru"' in columns["rus"]
    assert 'lang="kk"' in columns["kaz"]
    for told in ("Restated texts", "government formation", "21 May 2007", "grants a power"):
        assert told in shown_words(answer.text)


@pytest.mark.parametrize(
    "where", ["holder_where = 'lead_in'", "holder_where = 'clause'", "holder_where = 'before'"]
)
def test_the_words_of_each_field_are_marked(client: TestClient, lookup: Lookup, where: str) -> None:
    power = some(lookup, f"{where} AND action_where = 'clause' AND object_where = 'clause'")
    column = sides(client.get(f"/en/power/{power['power_id']}").text)[power["lang"]]
    passages = {"clause": power["text"], "lead_in": power["lead_in"], "before": power["before"]}
    for field in ("holder", "action", "object"):
        marked = re.findall(rf'<mark class="[^"]*\b{field}\b[^"]*">(.*?)</mark>', column)
        words = passages[power[f"{field}_where"]][power[f"{field}_start"] : power[f"{field}_end"]]
        assert html.unescape("".join(marked)) == words


def test_each_constraint_is_told_with_the_words_that_say_it(
    client: TestClient, lookup: Lookup
) -> None:
    told = section(client.get(f"/en/power/{POWER}").text, "limits")
    power, limits = find.power(lookup, POWER), find.limits(lookup, POWER)
    assert power
    assert limits
    assert len(re.findall("<li>", told)) == len(limits)
    for limit in limits:
        assert power["text"][limit["span_start"] : limit["span_end"]] in html.unescape(told)
    assert "consultation (mazhilis)" in told
    without = some(lookup, "limits = '' AND holder IS NOT NULL")
    assert "states none" in section(client.get(f"/en/power/{without['power_id']}").text, "limits")


def test_the_counterpart_in_the_other_language_leads_back(lookup: Lookup) -> None:
    fields = ("holder", "action", "object", "polarity")
    found, alike, back = 0, [], []
    for row in lookup.rows("SELECT power_id FROM powers WHERE version_id = ?", [TEXT]):
        power = find.power(lookup, row["power_id"])
        assert power
        twin = find.twin(lookup, power)
        if twin and twin["power"]:
            found += 1
            assert (twin["lang"], twin["eid"], twin["n"]) == ("kaz", power["eid"], power["n"])
            assert twin["power"]["clause_id"] == twin["clause_id"]
            if all(twin["power"][name] == power[name] for name in fields):
                again = find.twin(lookup, twin["power"])
                assert again
                alike.append(power["power_id"])
                back.append(again["power"]["power_id"])
    assert found > len(alike) > 100
    assert back == alike


@pytest.mark.parametrize(
    ("missing", "said"),
    [("the text", "is not in the release"), ("the clause", "no clause at the same place"),
     ("the power", "No such power was read in this text")],
)  # fmt: skip
def test_what_the_other_language_lacks_is_said(
    client: TestClient, lookup: Lookup, monkeypatch: pytest.MonkeyPatch, missing: str, said: str
) -> None:
    def without(lookup: Lookup, power: Row) -> Any:
        found = found_twin(lookup, power)
        return {**found, "power": None} if missing == "the power" and found else None

    found_twin = find.twin
    monkeypatch.setattr(find, "twin", without)
    if missing == "the text":
        monkeypatch.setattr(find, "other_text", lambda lookup, power: None)
    text = client.get(f"/en/power/{POWER}?without={missing}").text  # a page not yet remembered
    assert said in shown_words(sides(text)["kaz"])
    assert "divergences" in section(text, "words")


def test_a_reading_that_differs_says_in_what(client: TestClient, lookup: Lookup) -> None:
    told = 0
    for row in lookup.rows("SELECT power_id FROM powers WHERE lang = 'rus' AND limits <> ''"):
        power = find.power(lookup, row["power_id"])
        assert power
        twin = find.twin(lookup, power)
        if twin and twin["power"] and twin["power"]["limits"] != power["limits"]:
            column = shown_words(sides(client.get(f"/en/power/{row['power_id']}").text)["kaz"])
            assert "Read differently in this text:" in column
            assert "Constraints:" in column
            told += 1
        if told == 3:
            return
    raise AssertionError("no three powers are read with other constraints")


def test_other_powers_of_the_clause_are_linked(client: TestClient, lookup: Lookup) -> None:
    clause = lookup.value("SELECT clause_id FROM powers GROUP BY clause_id ORDER BY count(*) DESC")
    ids = [
        row["power_id"]
        for row in lookup.rows("SELECT power_id FROM powers WHERE clause_id = ?", [clause])
    ]
    told = section(client.get(f"/en/power/{ids[0]}").text, "words")
    assert len(ids) > 5
    assert all(f'href="/en/power/{one}"' in told for one in ids[1:])


def test_the_life_has_every_text_and_says_which_is_looked_at(
    client: TestClient, lookup: Lookup
) -> None:
    power = find.power(lookup, POWER)
    assert power
    told = section(client.get(f"/en/power/{POWER}").text, "life")
    steps = find.life(lookup, power)
    assert len(steps) > 3
    assert all(f'href="/en/power/{one["power_id"]}"' in told for one in steps)
    assert told.count('<li class="here" aria-current="true">') == 1
    assert '<th scope="col">' in told
    # The first text of this release that has it says which act gave it.
    assert "Granted" in told
    assert "On amending the Constitution (2007) (difference of the texts)" in shown_words(told)


def test_changed_words_are_marked_with_what_changed(client: TestClient, lookup: Lookup) -> None:
    change = lookup.row(
        "SELECT * FROM changes WHERE kind = 'weakened' AND lang = 'rus' AND differs <> '[]'"
        " AND similarity > 0.6 AND similarity < 1 AND power_from IS NOT NULL"
    )
    assert change
    told = section(client.get(f"/en/power/{change['power_to']}").text, "life")
    assert "Weakened" in told
    assert re.search(r"<(del|ins)>", told)
    assert '<ul class="differs">' in told
    assert f'href="/en/restated/changes/{change["date"]}"' in told


def test_the_life_is_drawn(client: TestClient, lookup: Lookup) -> None:
    change = lookup.row(
        "SELECT * FROM changes WHERE kind = 'transferred' AND power_from IS NOT NULL"
    )
    assert change
    told = section(client.get(f"/ru/power/{change['power_to']}").text, "life")
    assert len(re.findall(r'<rect class="bar-of-days[^"]* here"', told)) == 1
    assert '<rect class="bar-of-days transferred' in told
    assert len(re.findall('class="row-of"', told)) > 1  # both holders


def test_a_power_that_was_taken_says_when(client: TestClient, lookup: Lookup) -> None:
    change = lookup.row("SELECT * FROM changes WHERE kind = 'removed' AND power_to IS NULL")
    assert change
    told = section(client.get(f"/en/power/{change['power_from']}").text, "life")
    assert re.search(r'<p class="loss">Removed: ', told)


def test_the_official_pages_are_linked_and_nothing_is_asked_of_them(client: TestClient) -> None:
    told = section(client.get(f"/en/power/{POWER}").text, "official")
    assert "https://adilet.zan.kz/rus/docs/K950001000_" in told
    assert "https://adilet.zan.kz/rus/archive/docs/K950001000_/21.05.2007" in told
    assert told.count('rel="external noopener"') == 2
    assert "Article 44, item 3" in told


def test_the_head_names_the_page_in_each_language(client: TestClient) -> None:
    text = client.get(f"/ru/power/{POWER}").text
    assert f'<link rel="canonical" href="/ru/power/{POWER}">' in text
    for code in ("en", "ru", "kk"):
        assert f'<link rel="alternate" hreflang="{code}" href="/{code}/power/{POWER}">' in text
    described = re.search(r'<meta name="description" content="([^"]+)"', text)
    assert described
    assert "Президент" in described[1]
    assert "21.05.2007" in described[1]


def test_a_host_that_a_client_names_never_gets_into_the_page(client: TestClient) -> None:
    answer = client.get(f"/en/power/{POWER}", headers={"host": "elsewhere.example.org"})
    assert answer.status_code == 200
    assert "elsewhere" not in answer.text


def test_a_clause_leads_to_its_only_power_or_lists_them(client: TestClient, lookup: Lookup) -> None:
    one = client.get(f"/en/power/{TEXT}/art_44__sub_3/0")
    assert (one.status_code, one.headers["location"]) == (302, f"/en/power/{POWER}")
    clause = lookup.row("SELECT clause_id, version_id || '/' || eid AS unit FROM powers"
                        " GROUP BY clause_id HAVING count(*) > 2")  # fmt: skip
    assert clause
    for place in (clause["clause_id"], clause["unit"]):
        answer = client.get(f"/en/power/{place}")
        assert answer.status_code == 200
        assert answer.text.count(f'<li><a href="/en/power/{clause["clause_id"]}/') > 2


def test_an_id_of_another_release_leads_to_the_same_place(client: TestClient) -> None:
    answer = client.get("/en/power/constitution-1995@2008-01-01.rus/art_44__sub_3/0/7")
    assert answer.status_code == 404
    assert f'href="/en/power/{TEXT}/art_44__sub_3"' in answer.text
    assert client.get(f"/en/power/{TEXT}/art_44__sub_3").status_code in (200, 302)


@pytest.mark.parametrize(
    ("power_id", "status"),
    [("x", 404), ("x@y/art_1/0/0", 404), ("x'; DROP TABLE powers; --@y/z", 404),
     ("%3Cscript%3Ealert(1)%3C/script%3E@1/art_1/0/0", 404), ("../../etc/passwd", 404),
     ("a%00b", 422), ("a" * 10_000, 422)],
)  # fmt: skip
def test_what_is_no_power_is_refused_plainly(
    client: TestClient, power_id: str, status: int
) -> None:
    answer = client.get(f"/en/power/{power_id}")
    assert answer.status_code == status
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("words", ["the same", "others"])
def test_a_long_life_and_long_texts_make_no_endless_page(
    client: TestClient, lookup: Lookup, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    power = find.power(lookup, POWER)
    assert power
    days = [f"{year}-{month:02}-01" for year in range(1900, 2060) for month in range(1, 13)]
    steps = [
        {
            **power,
            "power_id": POWER if start == "2007-05-01" else f"{POWER}-{start}",
            "version_id": power["version_id"] if start == "2007-05-01" else start,
            "valid_from": start,
            "valid_to": end,
            "text": ("" if words == "the same" else start) + "слова " * 10_000,
        }
        for start, end in pairwise(days)
    ]
    monkeypatch.setattr(find, "power", lambda lookup, power_id: {**power, "text": "я" * 10**6})
    monkeypatch.setattr(find, "life", lambda lookup, power: steps)
    answer = client.get(f"/en/power/{POWER}?long={words}")  # a page not yet remembered
    assert answer.status_code == 200
    assert len(answer.content) < 500_000
    told = section(answer.text, "life")
    assert told.count('<li class="here" aria-current="true">') == 1
    assert ("more periods" in told) == (words == "others")


def test_the_browser_makes_the_address_whole_and_copies_it(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/en/power/{POWER}")
    whole = f"{address}/en/power/{POWER}"
    assert page.locator("#address").inner_text() == whole
    assert page.locator("#citation").inner_text().endswith(whole)
    page.locator("button[data-copies=address]").click()
    assert page.evaluate("navigator.clipboard.readText()") == whole
    page.get_by_text("BibTeX").click()
    assert f"url = {{{whole}}}," in page.locator("#cite-bibtex").inner_text()
    page.get_by_role("link", name="The same power in the Kazakh text").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert ".kaz.restated/" in page.url
    page.locator("#life ~ .switch a", has_text="Russian text").click()
    assert page.url == f"{whole}#life"
    assert page.locator(".life li.here").count() == 1
