"""Akims by tier: the rules in a picture, in a table, and in the words of the clauses."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from starlette.testclient import TestClient

from pipeline.explorer.find.tiers import lasting, tiers
from pipeline.explorer.lookup.open import Row
from pipeline.explorer.served import Fixed
from pipeline.vocabulary import Choice, label
from tests.explorer.small import small_lookup


@pytest.fixture(scope="module")
def rules(shown: Fixed) -> list[Row]:
    found = tiers(shown.now.lookup, "restated")
    assert found
    return found


def test_every_rule_is_told_in_words_with_its_clauses(
    client: TestClient, shown: Fixed, rules: list[Row]
) -> None:
    text = unescape(client.get("/ru/restated/akims").text)
    rows = re.findall(r'<tr id="[^"]+">.*?<tr class="behind">.*?</tr>', text, re.DOTALL)
    assert len(rows) == len(rules)
    for rule, row in zip(rules, rows, strict=True):
        assert label(Choice(rule["choice"]), "rus") in row
        assert shown.now.titles[rule["act"]]["rus"] in row
        plain = re.sub(r"</?mark[^>]*>", "", row)
        shows = "SELECT text FROM clauses JOIN powers USING (clause_id) WHERE power_id = ?"
        words = [shown.now.lookup.value(shows, [power]) for power in rule["powers"]]
        of_clause = "SELECT text FROM clauses WHERE clause_id = ?"
        words += [shown.now.lookup.value(of_clause, [clause]) for clause in rule["clauses"]]
        assert words
        assert all(one in plain for one in words)


def test_todays_rules_are_told_first(client: TestClient, rules: list[Row]) -> None:
    text = client.get("/en/restated/akims").text
    now = re.search(r'<ul class="now">(.*?)</ul>', text, re.DOTALL)
    assert now
    told = re.findall(r"<li>(.*?)</li>", now[1], re.DOTALL)
    today = lasting(rules)
    assert len(told) == max(1, len(today))
    for rule, one in zip(today, told, strict=False):
        assert label(Choice(rule["choice"]), "eng") in one


def test_every_band_of_the_picture_leads_to_its_row(client: TestClient) -> None:
    text = client.get("/kk/restated/akims").text
    spec = re.search(r'<script type="application/json">(.*?)</script>', text)
    assert spec
    bands = [one for one in _all(json.loads(spec[1])) if "tier" in one and "choice" in one]
    assert bands
    for band in bands:
        assert f'<tr id="{band["href"].removeprefix("#")}">' in text


def test_a_band_is_clicked(page: Page) -> None:
    page.goto("/en/restated/akims")
    page.wait_for_selector("[data-drawn]")
    page.locator(".layer_0_marks path").first.click()
    page.wait_for_url("**/akims#*")
    assert page.locator("tr:target").count() == 1


def test_a_rule_alike_in_both_languages_is_one_and_another_stands_apart(tmp_path: Path) -> None:
    rule = {
        "series": "restated", "tier": "village", "valid_from": "2001-01-01", "valid_to": None,
        "choice": "direct", "release": ["akim"], "everywhere": 1, "act": "act",
        "powers": [], "clauses": [],
    }  # fmt: skip
    older = rule | {"valid_from": "1999-01-01", "valid_to": "2001-01-01", "tier": "region"}
    lookup = small_lookup(
        tmp_path / "small.sqlite",
        tiers=[
            rule | {"lang": "kaz", "clauses": ["k"]},
            rule | {"lang": "rus", "clauses": ["r"]},
            older | {"lang": "kaz", "choice": "indirect_electors"},
            older | {"lang": "rus"},
        ],
    )
    found = tiers(lookup, "restated")
    assert [(row["tier"], row["langs"]) for row in found] == [
        ("region", ["kaz"]), ("region", ["rus"]), ("village", ["rus", "kaz"]),
    ]  # fmt: skip
    assert found[2]["clauses"] == ["r", "k"]
    assert lasting(found) == [found[2]]
    assert tiers(lookup, "restated", on="2000-05-05") == found[:2]
    assert tiers(lookup, "restated", tier="village", on="2000-05-05") == []
    assert tiers(lookup, "official") == []


def _all(part: Any) -> list[dict[str, Any]]:
    """Every object inside a piece of JSON."""
    if isinstance(part, dict):
        return [part, *(one for value in part.values() for one in _all(value))]
    return [one for value in part for one in _all(value)] if isinstance(part, list) else []
