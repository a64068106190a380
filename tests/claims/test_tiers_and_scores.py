"""Claims on how akims come to office, and on the index."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.claims import Claim
from pipeline.vocabulary import Lang, Verdict
from tests.claims.making import World, power

Said = Callable[..., Claim]
DECREE = {"act": "decree", "on": "2001-06-01"}


@pytest.mark.parametrize(
    ("claimed", "found", "verdict"),
    [
        ("direct", "direct", Verdict.SUPPORTED),
        ("direct", "indirect_maslikhat", Verdict.CONTRADICTED),
        ("appointed_by_akim", "appointed_by_akim_with_consent", Verdict.SUPPORTED),
        ("appointed_by_akim_with_consent", "appointed_by_akim", Verdict.CONTRADICTED),
        ("appointed_by_president", "appointed_by_president_with_consent", Verdict.SUPPORTED),
        (
            "appointed_by_president_with_consent",
            "appointed_by_president_with_vote_on_nominees",
            Verdict.SUPPORTED,
        ),
        ("appointed_by_president", "appointed_by_akim", Verdict.CONTRADICTED),
    ],
)
def test_a_coarser_way_covers_a_finer_one(
    world: World, said: Said, claimed: str, found: str, verdict: Verdict
) -> None:
    world.text("2001-06-01", act="decree")
    world.tier("village", found, "2001-06-01")
    shown = world.verdict(said(f'tier = "village", method = "{claimed}"', **DECREE))
    assert shown.verdict is verdict
    assert shown.clauses == ("decree@2001-06-01.rus/art_1/0",)


def test_an_experiment_is_told_from_a_general_rule(world: World, said: Said) -> None:
    world.text("2001-06-01", act="decree")
    world.tier("village", "direct", "2001-06-01", everywhere=False)
    general, trial = (f'tier = "village", everywhere = {word}' for word in ("true", "false"))
    assert world.verdict(said(general, **DECREE)).verdict is Verdict.CONTRADICTED
    assert world.verdict(said(trial, **DECREE)).verdict is Verdict.SUPPORTED


def test_a_rule_of_another_tier_or_of_later_days_is_none(world: World, said: Said) -> None:
    world.text("2001-06-01", act="decree")
    world.tier("district", "direct", "2001-06-01")
    world.tier("village", "direct", "2003-01-01")
    verdict = world.verdict(said('tier = "village"', **DECREE))
    assert verdict.verdict is Verdict.CONTRADICTED
    assert "no text of that day says how" in verdict.why


def test_the_act_s_own_rule_goes_before_that_of_another(world: World, said: Said) -> None:
    world.text("1998-01-01")
    world.text("2001-06-01", act="decree")
    world.tier("village", "direct", "2001-06-01", act="main")
    claim = said('tier = "village", method = "direct"', **DECREE)
    assert world.verdict(claim).verdict is Verdict.SUPPORTED
    world.tier("village", "appointed_by_akim", "2001-06-01")
    assert world.verdict(claim).verdict is Verdict.CONTRADICTED


def test_only_clauses_of_that_day_are_shown(world: World, said: Said) -> None:
    """The rule goes on in later texts, which are its evidence too."""
    world.text("2001-06-01", act="decree")
    world.tier("village", "direct", "2001-06-01")
    [rule] = world.tiers
    later = (*rule.clauses, "decree@2009-01-01.rus/art_1/0")
    world.tiers = [replace(rule, clauses=later)]
    verdict = world.verdict(said('tier = "village"', **DECREE))
    assert verdict.clauses == ("decree@2001-06-01.rus/art_1/0",)


def test_the_text_of_the_act_is_named_when_it_is_missing(world: World, said: Said) -> None:
    world.text("1998-01-01")
    world.tier("village", "direct", "2001-06-01")
    verdict = world.verdict(said('tier = "village"', **DECREE))
    assert (verdict.verdict, verdict.missing) == (Verdict.MISSING, ("decree@2001-06-01",))


def trend(kind: str, more: str = "", first: str = "1999-01-01", last: str = "2010-01-01") -> str:
    return (
        f'score = "strength", holder = "president", trend = "{kind}", '
        f"from = {first}, to = {last}{more}"
    )


def scored(world: World, *values: float, lang: Lang = Lang.RUS) -> World:
    """A constitution whose texts of 1998, 2007 and 2017 give the President these strengths."""
    spans = [("1998-01-01", "2007-01-01"), ("2007-01-01", "2017-01-01"), ("2017-01-01", None)]
    for (since, until), value in zip(spans, values, strict=True):
        world.text(since, lang=lang)
        world.score(since, until, value, lang)
    return world


@pytest.mark.parametrize(
    ("claimed", "verdict"),
    [
        (trend("rises"), Verdict.SUPPORTED),
        (trend("falls"), Verdict.CONTRADICTED),
        (trend("falls", first="2010-01-01", last="2020-01-01"), Verdict.SUPPORTED),
        (trend("peaks", ", peak = 2007-06-01", last="2020-01-01"), Verdict.SUPPORTED),
        (trend("peaks", ", peak = 2006-12-31", last="2020-01-01"), Verdict.CONTRADICTED),
        (trend("keeps", ", at_least = 0.7", "2010-01-01", "2020-01-01"), Verdict.SUPPORTED),
        (trend("keeps", ", at_least = 0.9", "2010-01-01", "2020-01-01"), Verdict.CONTRADICTED),
    ],
)
def test_a_score_moves(world: World, said: Said, claimed: str, verdict: Verdict) -> None:
    scored(world, 10.0, 20.0, 16.0)
    assert world.verdict(said(claimed, act="*", on="2020-01-01")).verdict is verdict


def test_a_score_must_move_so_in_both_languages(world: World, said: Said) -> None:
    scored(world, 10.0, 20.0, 16.0)
    scored(world, 10.0, 9.0, 16.0, lang=Lang.KAZ)
    verdict = world.verdict(said(trend("rises"), act="*", on="2020-01-01"))
    assert verdict.verdict is Verdict.CONTRADICTED
    assert "Kazakh: 10 to 9; Russian: 10 to 20" in verdict.why


def test_a_domain_s_part_of_a_score(world: World, said: Said) -> None:
    texts = (
        world.text(
            since,
            power("president appoint akim_region local_government"),
            power("president dissolve parliament dissolution"),
        )
        for since in ("1998-01-01", "2007-01-01")
    )
    spans = (("1998-01-01", "2007-01-01", 0.75), ("2007-01-01", None, 0.25))
    for text, (since, until, local) in zip(texts, spans, strict=True):
        parts = [
            (power_id, value)
            for (power_id, _, _), value in zip(
                world.powers[text.version_id], (local, 9.0 - local), strict=True
            )
        ]
        world.score(since, until, 9.0, parts=parts)
    local = ', domain = "local_government"'
    verdict = world.verdict(said(trend("falls", local), act="*", on="2010-01-01"))
    assert verdict.verdict is Verdict.SUPPORTED
    assert "0.75 to 0.25" in verdict.why


def test_days_without_a_score_name_the_constitution_that_is_missing(
    world: World, said: Said
) -> None:
    world.text("2007-01-01")
    world.score("2007-01-01", "2017-01-01", 5.0)
    verdict = world.verdict(said(trend("rises"), act="*", on="2010-01-01"))
    assert (verdict.verdict, verdict.missing) == (Verdict.MISSING, ("main@1998-01-01",))


def test_scores_of_incomplete_texts_are_called_so(world: World, said: Said) -> None:
    scored(world, 10.0, 20.0, 16.0)
    world.scores = []
    world.score("1998-01-01", "2007-01-01", 1.0, partial=True)
    world.score("2007-01-01", None, 2.0)
    verdict = world.verdict(said(trend("rises"), act="*", on="2010-01-01"))
    assert "of texts that are incomplete" in verdict.why
