"""The home page, and the page of each number that it shows."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from pipeline.explorer.find import powers, scores
from pipeline.explorer.find.sums import sums
from pipeline.explorer.lookup.open import Lookup
from pipeline.explorer.served import Fixed, Served
from pipeline.explorer.site import create
from pipeline.explorer.words import Said
from pipeline.vocabulary import Scheme

SHARE = "share/restated/rus/president/1995-09-05"
READERS = ("en", "ru", "kk")


@dataclass(frozen=True)
class Shown:
    """What says which release is shown."""

    now: Served


def text_of(html: str) -> str:
    """What a page says, without its scripts."""
    return " ".join(re.sub(r"<script.*?</script>|<[^>]+>", " ", html, flags=re.DOTALL).split())


def chart_of(html: str) -> dict[str, Any]:
    """The spec of a page's chart."""
    found = re.search(r'<script type="application/json">(.*?)</script>', html, flags=re.DOTALL)
    assert found
    spec: dict[str, Any] = json.loads(found[1])
    return spec


def links_of(html: str) -> set[str]:
    """Where a page leads."""
    found: set[str] = set()

    class Reading(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag == "a":
                found.add(dict(attrs)["href"] or "")

    Reading().feed(html)
    return found


# The chart ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("reader", READERS)
def test_the_newest_value_is_told_with_its_interval(
    client: TestClient, shown: Fixed, reader: str
) -> None:
    newest = scores.latest(
        scores.spans(scores.scores(shown.now.lookup, "restated", "share", "president"))
    )
    told = text_of(client.get(f"/{reader}/restated").text).replace(",", ".")
    assert set(newest) == {"rus", "kaz"}
    for span in newest.values():
        assert span.low is not None
        assert span.high is not None
        for value in (span.value, span.low, span.high):
            assert f"{100 * value:.1f}" in told


def test_every_measure_can_be_chosen_in_every_language(client: TestClient, shown: Fixed) -> None:
    codes = [row["scheme"] for row in scores.schemes(shown.now.lookup, "restated")]
    assert {"share", "volume", "effective_holders", "frye"} <= set(codes)
    for code in codes:
        for reader in READERS:
            answer = client.get(f"/{reader}/restated", params={"scheme": code})
            assert answer.status_code == 200
            assert f'<option value="{code}" selected>' in answer.text
            assert chart_of(answer.text)["layer"]


def test_every_measure_is_explained() -> None:
    for language in ("eng", "rus", "kaz"):
        assert all(Said(language)(f"home_about_{scheme}") for scheme in Scheme)


def test_only_holders_that_a_measure_has_can_be_chosen(client: TestClient) -> None:
    share = client.get("/en/restated").text
    assert '<option value="government"' in share
    local = client.get("/en/restated", params={"scheme": "office_and_person"}).text
    assert '<option value="government"' not in local
    together = client.get("/en/restated", params={"scheme": "effective_holders"}).text
    assert '<select id="home-holder"' not in together
    assert "all holders together" in text_of(together)


def test_a_holder_that_a_measure_lacks_is_replaced_and_that_is_said(client: TestClient) -> None:
    query = {"scheme": "office_and_person", "holder": "government"}
    told = text_of(client.get("/en/restated", params=query).text)
    assert "This measure has no values for: Government. Shown instead: President." in told


def test_one_language_of_the_texts_alone(client: TestClient) -> None:
    html = client.get("/en/restated", params={"lang": "kaz"}).text
    drawn = {
        datum["lang"]
        for values in chart_of(html)["datasets"].values()
        for datum in values
        if "lang" in datum
    }
    assert drawn == {"kaz"}
    assert {link for link in links_of(html) if "/score/" in link}
    assert not {link for link in links_of(html) if "/rus/" in link}


@pytest.mark.parametrize(
    "query",
    [
        {"scheme": "nothing"},
        {"holder": "nobody"},
        {"lang": "eng"},
        {"scheme": "x" * 10_000},
        {"holder": "\x00' OR 1=1 --"},
        {"lang": "<script>alert(1)</script>"},
    ],
)
def test_what_there_is_not_is_refused_with_a_page(
    client: TestClient, query: dict[str, str]
) -> None:
    answer = client.get("/en/restated", params=query)
    assert answer.status_code == 422
    assert "<h1>This cannot be asked</h1>" in answer.text
    assert "<script>alert" not in answer.text


def test_the_chart_and_the_tables_lead_to_the_same_pages(client: TestClient) -> None:
    html = client.get("/en/restated").text
    leads = {
        datum["href"]
        for values in chart_of(html)["datasets"].values()
        for datum in values
        if "href" in datum
    }
    assert {"/en/restated/changes/2017-03-10", f"/en/score/{SHARE}"} <= leads
    assert leads <= links_of(html)


def test_a_reform_without_changes_leads_to_the_number(client: TestClient, shown: Fixed) -> None:
    changed = {row["date"] for row in shown.now.lookup.rows("SELECT date FROM changes")}
    first = "1995-09-05"  # the first text: there is none to compare it with
    assert first not in changed
    html = client.get("/en/restated").text
    assert f"/en/restated/changes/{first}" not in html
    dots = [
        datum
        for values in chart_of(html)["datasets"].values()
        for datum in values
        if datum.get("day") == first and "is" in datum
    ]
    assert [dot["href"] for dot in dots] == [f"/en/score/{dot['score_id']}" for dot in dots] != []


def test_an_export_has_no_form_and_relative_links(shown: Fixed) -> None:
    html = TestClient(create(shown, live=False)).get("/en/restated").text
    assert "<form" not in html
    assert "?" not in "".join(links_of(html))
    assert f"../../en/score/{SHARE}/" in links_of(html)
    hrefs = {
        datum["href"]
        for values in chart_of(html)["datasets"].values()
        for datum in values
        if "href" in datum
    }
    assert hrefs
    assert all(href.startswith("../../en/") and href.endswith("/") for href in hrefs)


def test_texts_still_in_force_lead_to_the_powers_that_they_give(
    shown: Fixed, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.sqlite"
    shutil.copy(shown.now.lookup.path, copy)
    with sqlite3.connect(copy) as db:
        for table in ("versions", "powers", "scores"):
            last = f"(SELECT max(valid_to) FROM {table})"
            db.execute(f"UPDATE {table} SET valid_to = NULL WHERE valid_to = {last}")
    lookup = Lookup(copy)
    wanted = powers.Wanted("restated", lang="rus", holder=("president",), on=powers.NOW)
    counted = powers.count(lookup, wanted)
    assert counted > 50
    html = TestClient(create(Shown(replace(shown.now, lookup=lookup)))).get("/en/restated").text
    assert "By the newest texts, in force since 17 Sep 2022" in text_of(html)
    assert f"{counted} in the Russian text" in text_of(html)
    assert any("/en/restated/powers?holder=president" in link for link in links_of(html))


# A number -----------------------------------------------------------------------------------------


def test_a_number_is_the_sum_of_what_its_powers_add(shown: Fixed) -> None:
    score = scores.score(shown.now.lookup, SHARE)
    assert score
    parts, added, doubts = sums(shown.now.path, SHARE, None, 0, 10_000)
    assert sum(part["powers"] for part in parts) == len(added) > 50
    assert sum(part["value"] for part in parts) == pytest.approx(score["value"], abs=1e-6)
    assert sum(one["contribution"] for one in added) == pytest.approx(score["value"], abs=1e-6)
    assert (doubts["all"]["low"], doubts["all"]["high"]) == (score["low"], score["high"])


def test_each_power_that_counts_is_on_one_of_the_pages(client: TestClient, shown: Fixed) -> None:
    _, added, _ = sums(shown.now.path, SHARE, None, 0, 10_000)
    seen: list[str] = []
    for page in range(1, 1 + -(-len(added) // 50)):
        html = client.get(f"/en/score/{SHARE}", params={"page": page}).text
        seen += [link for link in links_of(html) if link.startswith("/en/power/")]
    assert sorted(seen) == sorted({f"/en/power/{one['power_id']}" for one in added})


def test_an_exported_number_shows_all_its_powers(shown: Fixed) -> None:
    _, added, _ = sums(shown.now.path, SHARE, None, 0, 10_000)
    html = TestClient(create(shown, live=False)).get(f"/en/score/{SHARE}").text
    assert len([link for link in links_of(html) if "/en/power/" in link]) == len(added)
    assert "?" not in "".join(links_of(html))


def test_the_powers_of_one_part(client: TestClient, shown: Fixed) -> None:
    parts, _, _ = sums(shown.now.path, SHARE, None, 0, 0)
    part = next(one for one in parts if 1 < one["powers"] < 50)
    html = client.get(f"/en/score/{SHARE}", params={"part": part["component"]}).text
    assert f"{part['powers']} powers count: {part['name_eng']}" in text_of(html)
    assert len([link for link in links_of(html) if "/en/power/" in link]) == part["powers"]
    assert client.get(f"/en/score/{SHARE}", params={"part": "nothing"}).status_code == 422


def test_every_kind_of_number_has_a_page(client: TestClient, shown: Fixed) -> None:
    found = shown.now.lookup.rows(
        "SELECT scheme, max(score_id) AS score_id FROM scores WHERE lang = 'kaz' GROUP BY scheme"
    )
    assert len(found) > len(READERS)
    for row, reader in zip(found, cycle(READERS), strict=False):
        assert client.get(f"/{reader}/score/{row['score_id']}").status_code == 200


def test_a_number_that_there_is_not(client: TestClient) -> None:
    answer = client.get("/en/score/share/restated/rus/president/1900-01-01")
    assert answer.status_code == 404
    assert "This release has no such number." in answer.text
    assert client.get("/en/score/..%2f..%2fetc/passwd").status_code == 404


# In a browser -------------------------------------------------------------------------------------


def drawn(page: Page) -> None:
    expect(page.locator("[data-chart][data-drawn] svg.marks")).to_be_visible()


def test_the_form_draws_the_chart_anew_and_back_undoes_it(page: Page) -> None:
    page.goto("/en/restated")
    drawn(page)
    page.get_by_label("Holder").select_option("government")
    expect(page.get_by_role("heading", level=2).first).to_have_text("Share of strength: Government")
    expect(page.get_by_role("status")).to_have_text("Share of strength: Government")
    drawn(page)
    expect(page).to_have_url(re.compile("holder=government"))
    expect(page.locator(".tools a[lang=ru]")).to_have_attribute(
        "href", re.compile("holder=government")
    )
    page.get_by_label("Measure").select_option("volume")
    expect(page.get_by_role("heading", level=2).first).to_have_text("Volume: Government")
    page.go_back()
    expect(page.get_by_role("heading", level=2).first).to_have_text("Share of strength: Government")
    drawn(page)
    page.go_forward()
    expect(page.get_by_role("heading", level=2).first).to_have_text("Volume: Government")
    drawn(page)
    assert page.locator("svg.marks").count() == 1
    page.get_by_role("button", name="Light or dark").click()
    drawn(page)


def test_a_click_on_the_chart(page: Page) -> None:
    page.goto("/en/restated")
    drawn(page)
    page.get_by_text("2017", exact=True).first.click()
    expect(page).to_have_url(re.compile("/en/restated/changes/2017-03-10$"))
    page.go_back()
    drawn(page)
    svg = page.locator("svg.marks")
    box = svg.bounding_box()
    assert box
    svg.click(position={"x": box["width"] * 0.3, "y": box["height"] * 0.4})
    expect(page).to_have_url(re.compile("/en/score/share/restated/rus/president/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Share of strength: President")
