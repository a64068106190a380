"""Divergences: what the texts show apart from what only our readings show."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from pipeline.dataset.tables import CAUSES, SEVERITIES
from pipeline.errors import InputError
from pipeline.explorer.find import divergences as find
from pipeline.explorer.served import Fixed
from pipeline.explorer.site import create
from tests.explorer.small import small_lookup


def _shown(text: str) -> list[str]:
    """The differences of a page, one string each."""
    return re.findall(r'<article class="unit .*?</article>', text, re.DOTALL)


def test_a_difference_that_versions_share_is_told_once_with_their_days(
    client: TestClient, shown: Fixed
) -> None:
    found = find.rows(shown.now.lookup, find.Wanted("restated", ("texts",)))
    shared = next(row for row in found if len(row["days"]) > 1)
    told = _shown(client.get("/ru/restated/divergences").text)
    assert len(told) == len(found)
    (one,) = [one for one in told if f"#{shared['eid']}" in one]
    for day in shared["days"]:
        assert ".".join(reversed(day.split("-"))) in one
    total = "SELECT count(*) FROM divergences WHERE series = 'restated' AND cause = 'texts'"
    assert sum(len(row["days"]) for row in found) == shown.now.lookup.value(total)


def test_the_words_that_differ_are_marked_in_their_text(client: TestClient) -> None:
    """Article 44 names two posts in Kazakh with their number, in Russian without."""
    text = client.get("/en/restated/divergences?kind=number").text
    (one,) = _shown(text)
    russian, kazakh = re.findall(r'<div class="side">(.*?)</div>', one, re.DOTALL)
    assert "Not in this text" in russian
    assert 'class="differs"' not in russian
    assert '<mark class="differs">екі</mark>' in kazakh


def test_texts_come_first_and_readings_at_a_switch(client: TestClient, shown: Fixed) -> None:
    text = client.get("/en/restated/divergences").text
    for cause in CAUSES:
        total = find.count(shown.now.lookup, find.Wanted("restated", (cause,)))
        assert re.search(rf'cause={cause}[^"]*"[^>]*>[^<]*\({total}\)', text)
    assert 'cause=texts" aria-current="true"' in text
    reading = client.get("/en/restated/divergences?cause=reading").text
    assert "do not cite it" in reading
    assert "do not cite it" not in text


def test_the_gravest_come_first(shown: Fixed) -> None:
    found = find.rows(shown.now.lookup, find.Wanted("restated", ("reading",)), most=10_000)
    ranks = [SEVERITIES.index(row["severity"]) for row in found]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) > 1


def test_a_filters_counts_are_what_it_leaves(shown: Fixed) -> None:
    lookup = shown.now.lookup
    wanted = find.Wanted("restated", ("reading",), severity=("medium",))
    facets = find.facets(lookup, wanted)
    assert facets["kind"]
    for kind, n in facets["kind"].items():
        chosen = find.Wanted("restated", ("reading",), ("medium",), (kind,))
        assert find.count(lookup, chosen) == n == len(find.rows(lookup, chosen, most=10_000))
    assert sum(facets["kind"].values()) == find.count(lookup, wanted)
    assert len(facets["severity"]) > 1  # a filter's own choice does not narrow it


def test_the_words_behind_readings_are_marked(shown: Fixed) -> None:
    lookup = shown.now.lookup
    for kind in ("holder", "action", "constraint"):
        found = find.rows(lookup, find.Wanted("restated", ("reading",), kind=(kind,)))
        marked = [
            piece.text
            for row in found
            for clauses in find.side_by_side(lookup, row, "restated").texts.values()
            for clause in clauses
            for piece in clause["pieces"]
            if piece.kinds == ("differs",)
        ]
        assert marked, kind


@pytest.mark.parametrize(
    ("kind", "rus", "kaz", "marked"),
    [
        ("holder", "supreme_judicial_council", "supreme_court",
         ("Высший Судебный Совет", "Жоғарғы Сот")),
        ("bound", "not_earlier пяти дней", "not_later бес күннен", ("пяти  дней", "бес күннен")),
        ("scope", "посылает, 1 of 2", None, ("посылает", "")),
    ],
)  # fmt: skip
def test_the_words_that_texts_differ_in_are_found(
    tmp_path: Path, kind: str, rus: str, kaz: str, marked: tuple[str, str]
) -> None:
    texts = {
        "rus": "посылает в Высший Судебный Совет двух депутатов не ранее пяти  дней",
        "kaz": "Жоғарғы Сот құрамына екі депутатты бес күннен кешіктірмей жiбередi",
    }
    act = {"act": "act", "version_date": "2001-01-01"}
    lookup = small_lookup(
        tmp_path / "small.sqlite",
        versions=[{"version_id": x, "lang": x, "series": "official"} | act for x in texts],
        clauses=[
            {"clause_id": x, "version_id": x, "eid": "art_1", "n": 0, "text": text}
            for x, text in texts.items()
        ],
    )
    row = {"act": "act", "day": "2001-01-01", "eid": "art_1", "kind": kind, "cause": "texts",
           "rus": rus, "kaz": kaz, "clause_n": 0}  # fmt: skip
    unit = find.side_by_side(lookup, row, "official")
    for lang, words in zip(("rus", "kaz"), marked, strict=True):
        (clause,) = unit.texts[lang]
        assert "".join(piece.text for piece in clause["pieces"]) == texts[lang]
        assert "".join(piece.text for piece in clause["pieces"] if piece.kinds) == words


def test_each_leads_to_both_texts_side_by_side(client: TestClient) -> None:
    for one in _shown(client.get("/kk/restated/divergences").text):
        link = re.search(r'href="(/kk/act/[^"]+\.rus[^"]*/with/[^"]+\.kaz[^"]*)#(\w[^"]*)"', one)
        assert link
        answer = client.get(unescape(link[1]))
        assert answer.status_code == 200
        assert f'id="{link[2]}"' in answer.text


def test_pages_follow_each_other_without_loss(client: TestClient, shown: Fixed) -> None:
    total = find.count(shown.now.lookup, find.Wanted("restated", ("reading",)))
    path, seen = "/en/restated/divergences?cause=reading", []
    while path:
        text = client.get(path).text
        seen += _shown(text)
        following = re.search(r'rel="next" href="([^"]+)"', text)
        path = unescape(following[1]) if following else ""
    assert len(set(seen)) == len(seen) == total > 20


def test_an_export_has_all_that_the_texts_show_and_nothing_to_ask(shown: Fixed) -> None:
    text = TestClient(create(shown, live=False)).get("/en/restated/divergences").text
    assert len(_shown(text)) == find.count(shown.now.lookup, find.Wanted("restated", ("texts",)))
    assert "<form" not in text
    assert 'href="?' not in text


def test_what_cannot_be_asked_is_refused(client: TestClient, shown: Fixed) -> None:
    for query in ("kind=feeling", "severity='--", "cause=magic", "page=0", "act=%00"):
        assert client.get(f"/en/restated/divergences?{query}").status_code == 422
    empty = client.get("/en/restated/divergences", params={"act": "' OR 1=1 --<script>"})
    assert empty.status_code == 200
    assert _shown(empty.text) == []
    assert "Show all of this cause" in empty.text
    with pytest.raises(InputError, match="no kind 'feeling'"):
        find.Wanted("restated", kind=("feeling",))


def test_records_of_a_publisher_that_disagree_are_told_by_series(tmp_path: Path) -> None:
    versions = [
        {"version_id": f"act@2001-01-01.{lang}", "act": "act", "version_date": "2001-01-01",
         "lang": lang, "series": "official"}
        for lang in ("rus", "kaz")
    ]  # fmt: skip
    facts = [{"act": "act", "rus": "act@2001-01-01.rus", "kaz": "act@2001-01-01.kaz",
              "field": "status", "rus_says": "amended", "kaz_says": "ended"}]  # fmt: skip
    lookup = small_lookup(tmp_path / "s.sqlite", versions=versions, fact_differences=facts)
    (fact,) = find.fact_differences(lookup, "official")
    assert (fact["rus_says"], fact["kaz_says"]) == ("amended", "ended")
    assert find.fact_differences(lookup, "restated") == []


def test_a_filter_is_chosen_and_taken_back(page: Page) -> None:
    page.goto("/en/restated/divergences?cause=reading")
    before = page.locator("[data-told]").inner_text()
    page.get_by_label("Importance").select_option("low")
    expect(page.locator("[role=status]")).to_contain_text("importance: low")
    assert "severity=low" in page.url
    assert page.locator("article .badge").all_inner_texts().count("high importance") == 0
    page.go_back()
    expect(page.locator("[data-told]")).to_have_text(before)
