"""Which texts a claim is judged by, and which of them are named as missing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.claims import Claim
from pipeline.vocabulary import Verdict
from tests.claims.making import World, power

Said = Callable[..., Claim]

MINISTER = power("president appoint minister")
GRANTED = 'change = "granted", holder = "president", action = "appoint", object = "minister"'
REMOVED = GRANTED.replace("granted", "removed")
HELD = GRANTED.replace("granted", "held")


def test_without_any_of_the_two_texts_both_are_named(world: World, said: Said) -> None:
    world.text("2017-01-01", MINISTER)
    verdict = world.verdict(said(GRANTED))
    assert verdict.verdict is Verdict.MISSING
    assert verdict.missing == ("main@1998-01-01", "main@2007-01-01")
    assert "Not judged without main@1998-01-01 and main@2007-01-01" in verdict.why


def test_a_text_may_be_dated_later_than_the_law_that_made_it(world: World, said: Said) -> None:
    """It took effect some weeks after its adoption, and long before the next change."""
    older, newer = world.text("1998-01-01"), world.text("2007-02-15", MINISTER)
    world.change("granted", older, newer, None, 1)
    assert world.verdict(said(GRANTED)).verdict is Verdict.SUPPORTED


def test_a_text_from_after_the_next_change_does_not_stand_for_it(world: World, said: Said) -> None:
    world.text("1998-01-01")
    world.text("2017-01-01", MINISTER)
    assert world.verdict(said(HELD)).missing == ("main@2007-01-01",)


def test_a_text_from_before_the_last_change_does_not_stand_for_it(world: World, said: Said) -> None:
    older, newer = world.text("1995-01-01"), world.text("2007-01-01", MINISTER)
    world.change("granted", older, newer, None, 1, dated="1998-01-01")
    verdict = world.verdict(said(GRANTED))
    assert (verdict.verdict, verdict.missing) == (Verdict.MISSING, ("main@1998-01-01",))


def test_the_first_text_of_an_act_is_held_against_the_last_of_the_one_before(
    world: World, said: Said
) -> None:
    older, newer = world.text("1990-01-01", act="old"), world.text("1995-01-01", MINISTER)
    world.change("granted", older, newer, None, 1)
    assert world.verdict(said(GRANTED, on="1995-01-01")).verdict is Verdict.SUPPORTED


def test_the_last_text_of_the_act_before_is_named_when_it_is_missing(
    world: World, said: Said
) -> None:
    world.text("1995-01-01", MINISTER)
    assert world.verdict(said(GRANTED, on="1995-01-01")).missing == ("old@1990-01-01",)


def test_all_that_a_first_text_holds_is_granted(world: World, said: Said) -> None:
    world.text("2001-06-01", MINISTER, act="decree")
    verdict = world.verdict(said(GRANTED, act="decree", on="2001-06-01"))
    assert verdict.verdict is Verdict.SUPPORTED
    assert "in a first text, and in none before it" in verdict.why


def test_unless_another_text_in_force_had_it(world: World, said: Said) -> None:
    world.text("1998-01-01", MINISTER)
    world.text("2001-06-01", MINISTER, act="decree")
    verdict = world.verdict(said(GRANTED, act="decree", on="2001-06-01"))
    assert verdict.verdict is Verdict.CONTRADICTED
    assert "an earlier text had it" in verdict.why


def test_a_first_text_removes_nothing_that_could_be_seen(world: World, said: Said) -> None:
    world.text("2001-06-01", act="decree")
    verdict = world.verdict(said(REMOVED, act="decree", on="2001-06-01"))
    assert (verdict.verdict, verdict.missing) == (Verdict.MISSING, ())


def test_a_note_dates_a_change_between_texts_far_apart(world: World, said: Said) -> None:
    older, newer = world.text("1998-01-01", MINISTER), world.text("2017-01-01")
    change = world.change("removed", older, newer, 1, None, dated="2007-01-01")
    verdict = world.verdict(said(REMOVED))
    assert (verdict.verdict, verdict.changes) == (Verdict.SUPPORTED, (change,))
    assert "a note in a later text dates the change" in verdict.why


def test_a_note_that_names_another_day_decides_nothing(world: World, said: Said) -> None:
    older, newer = world.text("1998-01-01", MINISTER), world.text("2017-01-01")
    world.change("removed", older, newer, 1, None, dated="2017-01-01")
    assert world.verdict(said(REMOVED)).verdict is Verdict.MISSING


@pytest.mark.parametrize("latest", ["2007-01-01", "2017-01-01"])
def test_an_undated_change_is_shown_and_decides_nothing(
    world: World, said: Said, latest: str
) -> None:
    older, newer = world.text("1998-01-01", MINISTER), world.text("2017-01-01")
    change = world.change("removed", older, newer, 1, None, dated=latest, exact=False)
    verdict = world.verdict(said(REMOVED))
    assert (verdict.verdict, verdict.changes) == (Verdict.MISSING, (change,))
    assert verdict.missing == ("main@2007-01-01",)
    assert "seen over a longer span, and nothing dates it" in verdict.why


def test_a_claim_on_no_act_looks_at_all_texts_in_force(world: World, said: Said) -> None:
    world.text("1998-01-01")
    world.text("2001-06-01", MINISTER, act="decree")
    verdict = world.verdict(said(HELD, act="*", on="2002-01-01"))
    assert verdict.verdict is Verdict.SUPPORTED
    assert verdict.clauses == ("decree@2001-06-01.rus/art_1/0",)


def test_without_the_constitution_of_that_day_it_is_not_judged(world: World, said: Said) -> None:
    world.text("2001-06-01", MINISTER, act="decree")
    verdict = world.verdict(said(HELD, act="*", on="2002-01-01"))
    assert (verdict.verdict, verdict.missing) == (Verdict.MISSING, ("main@1998-01-01",))


def test_an_expectation_may_have_a_day_of_its_own(world: World, said: Said) -> None:
    world.text("2017-01-01", MINISTER)
    assert world.verdict(said(f"{HELD}, date = 2017-01-01")).verdict is Verdict.SUPPORTED
