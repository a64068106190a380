"""The table of the texts at hand against what the literature says happened."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline import registry
from pipeline.dataset import power_ids
from pipeline.reading import Text
from pipeline.records import Reading, TierRule
from pipeline.tiers import tiers
from pipeline.vocabulary import Choice, Lang, Tier

Corpus = tuple[list[Text], dict[str, list[Reading]]]
REGION, DISTRICT, VILLAGE = Tier.REGION, Tier.DISTRICT, Tier.VILLAGE
pytestmark = pytest.mark.slow


def made(corpus: Corpus) -> list[TierRule]:
    texts, readings = corpus
    return tiers(registry.load(), [text.version for text in texts], readings)


@pytest.fixture(scope="module")
def table(restated: Corpus) -> list[TierRule]:
    return made(restated)


def on(table: list[TierRule], day: str, tier: Tier) -> list[TierRule]:
    at = date.fromisoformat(day)
    return [
        row
        for row in table
        if row.tier is tier and row.valid_from <= at and (row.valid_to is None or at < row.valid_to)
    ]


def in_language(table: list[TierRule], lang: Lang) -> set[tuple[object, ...]]:
    """The rows of one language without their evidence."""
    return {
        (row.tier, row.valid_from, row.valid_to, row.choice, row.release, row.everywhere, row.act)
        for row in table
        if row.lang is lang
    }


@pytest.mark.parametrize(
    ("day", "tier", "choice", "everywhere"),
    [
        ("1993-01-28", REGION, Choice.PRESIDENT_ALONE, True),
        ("1993-01-28", DISTRICT, Choice.AKIM, True),
        ("1995-09-05", REGION, Choice.PRESIDENT_ON_NOMINATION, True),
        ("1995-09-05", VILLAGE, Choice.AKIM, True),
        ("2001-06-23", VILLAGE, Choice.ELECTORS, False),
        ("2005-07-08", VILLAGE, Choice.AKIM, True),
        ("2006-06-06", DISTRICT, Choice.MASLIKHAT, False),
        ("2007-05-21", REGION, Choice.PRESIDENT_WITH_CONSENT, True),
        ("2007-06-04", DISTRICT, Choice.AKIM_WITH_CONSENT, True),
        ("2011-05-19", VILLAGE, Choice.AKIM_WITH_CONSENT, True),
        ("2013-04-24", VILLAGE, Choice.MASLIKHAT, False),
        ("2018-01-01", VILLAGE, Choice.OPEN, True),
        ("2021-05-24", VILLAGE, Choice.DIRECT, True),
        ("2022-06-08", REGION, Choice.PRESIDENT_WITH_VOTE, True),
        ("2022-11-05", DISTRICT, Choice.DIRECT, False),
        ("2026-07-01", REGION, Choice.PRESIDENT_WITH_VOTE, True),
    ],
)
def test_what_happened_is_found_in_both_languages(
    table: list[TierRule], day: str, tier: Tier, choice: Choice, everywhere: bool
) -> None:
    found = {row.lang: (row.choice, row.everywhere) for row in on(table, day, tier)}
    assert found == dict.fromkeys(Lang, (choice, everywhere))


def test_both_languages_give_the_same_table(table: list[TierRule]) -> None:
    russian, kazakh = (in_language(table, lang) for lang in (Lang.RUS, Lang.KAZ))
    assert len(russian) > 20
    assert russian == kazakh


def test_official_texts_say_it_only_for_their_own_days(official: Corpus) -> None:
    table = made(official)
    found = in_language(table, Lang.RUS)
    assert found == in_language(table, Lang.KAZ)
    regions = {(row.valid_from.year, row.choice) for row in table if row.tier is REGION}
    assert {
        (1998, Choice.PRESIDENT_ON_NOMINATION),
        (2007, Choice.PRESIDENT_WITH_CONSENT),
        (2023, Choice.PRESIDENT_WITH_VOTE),
    } <= regions
    assert [tier for tier in Tier if on(table, "2015-01-01", tier)] == []


def test_every_row_leads_back_to_its_own_texts(table: list[TierRule], restated: Corpus) -> None:
    _, readings = restated
    clauses = {each.clause.clause_id for found in readings.values() for each in found}
    powers = {id_ for found in readings.values() for each in found for id_ in power_ids(each)}
    for row in table:
        assert row.powers or row.clauses
        assert powers.issuperset(row.powers)
        assert clauses.issuperset(row.clauses)
        assert all(f".{row.lang}.restated/" in id_ for id_ in (*row.powers, *row.clauses))
        assert any(id_.startswith(f"{row.act}@") for id_ in (*row.powers, *row.clauses))


def test_spans_of_a_tier_do_not_overlap(table: list[TierRule]) -> None:
    for lang in Lang:
        for tier in Tier:
            rows = [row for row in table if (row.lang, row.tier) == (lang, tier)]
            ends = [row.valid_to for row in rows[:-1]]
            assert all(
                end and end <= row.valid_from for end, row in zip(ends, rows[1:], strict=True)
            )
