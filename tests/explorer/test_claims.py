"""Claims: each with its verdict in words, and everything that shows it."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pipeline.explorer.find.claims import changes_of, claims, published
from pipeline.explorer.lookup.open import Row
from pipeline.explorer.served import Fixed
from pipeline.vocabulary import Verdict, label
from tests.explorer.small import small_lookup


@pytest.fixture(scope="module")
def told(shown: Fixed) -> list[Row]:
    found = claims(shown.now.lookup, "restated")
    assert {row["verdict"] for row in found} >= {"supported", "not_in_corpus"}
    return found


@pytest.fixture(scope="module")
def changed(told: list[Row]) -> Row:
    """A claim that changes bear out."""
    return next(row for row in told if row["changes"] and row["verdict"] == "supported")


@pytest.mark.parametrize(("reader", "language"), [("en", "eng"), ("ru", "rus"), ("kk", "kaz")])
def test_every_claim_stands_with_its_words_and_its_verdict(
    client: TestClient, shown: Fixed, told: list[Row], reader: str, language: str
) -> None:
    text = unescape(client.get(f"/{reader}/restated/claims").text)
    said = published(shown.now.path)
    articles = re.findall(
        r'<article class="claim \w+" id="([^"]+)">(.*?)</article>', text, re.DOTALL
    )
    assert [claim for claim, _ in articles] == [row["claim"] for row in told]
    for row, (_, article) in zip(told, articles, strict=True):
        assert said[row["claim"]]["text"][language] in article
        assert label(Verdict(row["verdict"]), language) in article
        assert f'lang="en">{row["why"]}<' in article
    for cited in {one["cited"] for one in said.values()}:
        assert text.count(f">{cited}</h2>") == 1


def test_claims_of_one_verdict_can_be_chosen_by_their_count(
    client: TestClient, told: list[Row]
) -> None:
    wanted = [row["claim"] for row in told if row["verdict"] == "supported"]
    every = client.get("/en/restated/claims").text
    chip = re.search(r'href="([^"]+verdict=supported)".*?<span class="n">(\d+)', every)
    assert chip
    assert int(chip[2]) == len(wanted) < len(told)
    chosen = client.get(unescape(chip[1])).text
    assert re.findall(r'<article class="claim supported" id="([^"]+)"', chosen) == wanted
    assert chosen.count("<article") == len(wanted)


def test_a_verdict_that_no_claim_has_leads_back_to_all(client: TestClient, told: list[Row]) -> None:
    unused = next(v for v in Verdict if v not in {row["verdict"] for row in told})
    text = client.get(f"/en/restated/claims?verdict={unused}").text
    assert "<article" not in text
    assert '<a href="/en/restated/claims">Show all claims</a>' in text


def test_a_claim_shows_its_changes_with_what_differs_in_both_languages(
    client: TestClient, shown: Fixed, changed: Row
) -> None:
    text = client.get(f"/en/restated/claims/{changed['claim']}").text
    pairs = changes_of(shown.now.lookup, changed)
    assert sum(map(len, pairs)) == len(changed["changes"])
    assert any(set(pair) == {"rus", "kaz"} for pair in pairs)
    both = [change for pair in pairs for change in pair.values()
            if change["older_text"] and change["newer_text"]]  # fmt: skip
    assert both
    assert "<del>" in text
    assert "<ins>" in text
    for change in both:
        for power in (change["power_from"], change["power_to"]):
            assert f'href="/en/power/{power}"' in text
        assert f'href="/en/restated/changes/{change["date"]}"' in text
        assert f'href="/en/act/{change["newer"]}#{change["newer_eid"]}"' in text


def test_every_clause_behind_a_verdict_is_read_on_the_claims_page(
    client: TestClient, shown: Fixed, told: list[Row]
) -> None:
    checked = 0
    for row in told:
        text = unescape(client.get(f"/ru/restated/claims/{row['claim']}").text)
        plain = re.sub(r"</?(?:mark|del|ins)[^>]*>", "", text)
        for clause in row["clauses"]:
            words = shown.now.lookup.value("SELECT text FROM clauses WHERE clause_id = ?", [clause])
            assert words in plain, clause
            checked += 1
    assert checked > 10


def test_texts_that_are_missing_are_named_by_act_and_day(
    client: TestClient, shown: Fixed, told: list[Row]
) -> None:
    row = next(row for row in told if row["missing"])
    act, day = row["missing"][0].split("@")
    text = unescape(client.get(f"/ru/restated/claims/{row['claim']}").text)
    assert f"{shown.now.titles[act]['rus']} ({'.'.join(reversed(day.split('-')))})" in text


@pytest.mark.parametrize(
    ("path", "status"), [("/S99.9", 404), ("/%3Cscript%3E", 404), ("?verdict=guilty", 422)]
)
def test_what_there_is_not_is_refused(client: TestClient, path: str, status: int) -> None:
    answer = client.get(f"/en/restated/claims{path}")
    assert answer.status_code == status
    assert "<script>" not in answer.text


def test_the_verdict_of_the_other_series_goes_with_a_claim(tmp_path: Path) -> None:
    row = {"claim": "C1", "why": "", "changes": [], "clauses": [], "missing": ["act@1990-01-01"]}
    lookup = small_lookup(
        tmp_path / "small.sqlite",
        claims=[
            row | {"series": "official", "verdict": "not_in_corpus"},
            row | {"series": "restated", "verdict": "mixed"},
        ],
    )
    (official,) = claims(lookup, "official")
    assert official["others"] == {"restated": "mixed"}
    assert official["missing"] == ["act@1990-01-01"]
