"""What becomes of a power that a claim names: each kind of change, and what is seen instead."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.claims import Claim
from pipeline.vocabulary import TextState, Verdict
from tests.claims.making import World, power

Said = Callable[..., Claim]

MINISTER = "president appoint minister"
GRANTED = 'change = "granted", holder = "president", action = "appoint", object = "minister"'
REMOVED = 'change = "removed", holder = "president", action = "appoint", object = "minister"'
UNCHANGED = 'change = "unchanged", holder = "president", action = "appoint", object = "minister"'
CONSENT = (
    'change = "weakened", holder = "president", action = "appoint", object = "minister", '
    'constraint = "consent", actor = "senate"'
)


def test_a_power_granted(world: World, said: Said) -> None:
    older, newer = world.text("1998-01-01"), world.text("2007-01-01", power(MINISTER))
    change = world.change("granted", older, newer, None, 1)
    verdict = world.verdict(said(GRANTED))
    assert verdict.verdict is Verdict.SUPPORTED
    assert verdict.changes == (change,)
    assert verdict.clauses == ("main@2007-01-01.rus/art_1/0",)
    assert verdict.missing == ()


def test_a_power_of_another_object_or_holder_is_no_evidence(world: World, said: Said) -> None:
    older = world.text("1998-01-01")
    newer = world.text(
        "2007-01-01", power("president appoint judge"), power("senate appoint minister")
    )
    world.change("granted", older, newer, None, 1)
    world.change("granted", older, newer, None, 2)
    verdict = world.verdict(said(GRANTED))
    assert (verdict.verdict, verdict.changes) == (Verdict.CONTRADICTED, ())
    assert "neither text has such a power" in verdict.why


def test_a_power_granted_anew_was_held_elsewhere_in_the_older_text(
    world: World, said: Said
) -> None:
    older = world.text("1998-01-01", power(MINISTER))
    newer = world.text("2007-01-01", power(MINISTER), power(MINISTER))
    world.change("granted", older, newer, None, 2)
    assert world.verdict(said(GRANTED)).verdict is Verdict.CONTRADICTED


def test_a_power_passed_on_to_the_holder_is_granted_to_him(world: World, said: Said) -> None:
    older = world.text("1998-01-01", power("senate appoint minister"))
    newer = world.text("2007-01-01", power(MINISTER))
    world.change("transferred", older, newer, 1, 1)
    assert world.verdict(said(GRANTED)).verdict is Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("still", "verdict"), [(False, Verdict.SUPPORTED), (True, Verdict.CONTRADICTED)]
)
def test_a_power_removed_must_be_gone_from_the_whole_text(
    world: World, said: Said, still: bool, verdict: Verdict
) -> None:
    older = world.text("1998-01-01", power(MINISTER), power(MINISTER))
    newer = world.text("2007-01-01", *[power(MINISTER)] * still)
    world.change("removed", older, newer, 1, None)
    assert world.verdict(said(REMOVED)).verdict is verdict


def test_nothing_changed_where_a_change_was_claimed(world: World, said: Said) -> None:
    world.text("1998-01-01", power(MINISTER))
    world.text("2007-01-01", power(MINISTER))
    verdict = world.verdict(said(CONSENT))
    assert verdict.verdict is Verdict.CONTRADICTED
    assert "it is unchanged" in verdict.why
    assert len(verdict.clauses) == 2


@pytest.mark.parametrize(
    ("kind", "differs", "verdict"),
    [
        ("weakened", ("-proposal:prime_minister", "+consent:senate"), Verdict.SUPPORTED),
        ("weakened", ("+consent:senate:absolute",), Verdict.SUPPORTED),
        ("weakened", ("consent:mazhilis>consent:senate",), Verdict.SUPPORTED),
        ("weakened", ("+consent:mazhilis",), Verdict.CONTRADICTED),
        ("weakened", ("+consultation:senate",), Verdict.CONTRADICTED),
        ("weakened", ("-consent:senate", "+consent:kurultai"), Verdict.CONTRADICTED),
        ("weakened", ("consent:senate:simple>absolute",), Verdict.CONTRADICTED),
        ("strengthened", ("+consent:senate", "-consent:kurultai"), Verdict.CONTRADICTED),
        ("reworded", (), Verdict.CONTRADICTED),
    ],
)
def test_a_power_is_weakened_by_the_limit_named(
    world: World, said: Said, kind: str, differs: tuple[str, ...], verdict: Verdict
) -> None:
    older = world.text("1998-01-01", power(MINISTER))
    newer = world.text("2007-01-01", power(MINISTER))
    world.change(kind, older, newer, 1, 1, *differs)
    assert world.verdict(said(CONSENT)).verdict is verdict


def test_what_happened_instead_is_told(world: World, said: Said) -> None:
    older = world.text("1998-01-01", power(MINISTER, "consent:senate"))
    newer = world.text("2007-01-01", power(MINISTER))
    world.change("strengthened", older, newer, 1, 1, "-consent:senate")
    assert "it is strengthened (-consent:senate)" in world.verdict(said(CONSENT)).why


def test_a_limit_may_stand_in_a_clause_of_its_own(world: World, said: Said) -> None:
    """Who may appoint must from now on name two candidates: that binds the appointment."""
    listed = (
        'change = "weakened", holder = "president", action = ["appoint", "nominate"], '
        'object = "akim_region", constraint = "nominee_list", value = "2"'
    )
    appoints = power("president appoint akim_region")
    names = power("president nominate akim_region", "nominee_list::2")
    older, newer = world.text("1998-01-01", appoints), world.text("2007-01-01", appoints, names)
    world.change("granted", older, newer, None, 2)
    assert world.verdict(said(listed)).verdict is Verdict.SUPPORTED


def test_a_limited_power_that_is_all_new_weakens_nobody(world: World, said: Said) -> None:
    older, newer = (
        world.text("1998-01-01"),
        world.text("2007-01-01", power(MINISTER, "consent:senate")),
    )
    world.change("granted", older, newer, None, 1)
    assert world.verdict(said(CONSENT)).verdict is Verdict.CONTRADICTED


@pytest.mark.parametrize("differs", ["-trigger:parliament", "+trigger:parliament"])
def test_a_ground_weakens_when_it_is_added_and_when_one_of_several_goes(
    world: World, said: Said, differs: str
) -> None:
    older = world.text("1998-01-01", power(MINISTER))
    newer = world.text("2007-01-01", power(MINISTER))
    world.change("weakened", older, newer, 1, 1, differs)
    by_ground = CONSENT.replace('"consent"', '"trigger"').replace("senate", "parliament")
    assert world.verdict(said(by_ground)).verdict is Verdict.SUPPORTED
    assert world.verdict(said(CONSENT)).verdict is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    ("differs", "verdict"),
    [
        ("term:P7Y>P5Y", Verdict.SUPPORTED),
        ("term:P5Y>P7Y", Verdict.CONTRADICTED),
        ("term:P6Y>P5Y", Verdict.CONTRADICTED),
        ("term:P7Y>P6Y", Verdict.CONTRADICTED),
        ("term:2>1", Verdict.CONTRADICTED),
    ],
)
def test_a_term_goes_from_one_length_to_another(
    world: World, said: Said, differs: str, verdict: Verdict
) -> None:
    term = (
        'change = "weakened", holder = "president", object = "president", constraint = "term", '
        'from = "P7Y", to = "P5Y"'
    )
    elected = power("president elect president", "term::P7Y", limits_only=True)
    older, newer = world.text("1998-01-01", elected), world.text("2007-01-01", elected)
    world.change("weakened", older, newer, 1, 1, differs)
    assert world.verdict(said(term)).verdict is verdict


TRANSFERRED = (
    'change = "transferred", holder = "president", action = "approve", '
    'object = "state_programme", to = "government"'
)


def test_a_power_transferred_in_one_change(world: World, said: Said) -> None:
    older = world.text("1998-01-01", power("president approve state_programme"))
    newer = world.text("2007-01-01", power("government approve state_programme"))
    world.change("transferred", older, newer, 1, 1)
    assert world.verdict(said(TRANSFERRED)).verdict is Verdict.SUPPORTED


def test_a_power_taken_from_one_and_given_to_the_other_is_transferred(
    world: World, said: Said
) -> None:
    older = world.text("1998-01-01", power("president approve state_programme"))
    newer = world.text("2007-01-01", power("government approve state_programme"))
    changes = (
        world.change("removed", older, newer, 1, None),
        world.change("granted", older, newer, None, 1),
    )
    verdict = world.verdict(said(TRANSFERRED))
    assert (verdict.verdict, verdict.changes) == (Verdict.SUPPORTED, changes)


def test_a_power_that_only_one_of_them_has_to_do_with_is_not_transferred(
    world: World, said: Said
) -> None:
    older, newer = (
        world.text("1998-01-01", power("president approve state_programme")),
        world.text("2007-01-01"),
    )
    world.change("removed", older, newer, 1, None)
    verdict = world.verdict(said(TRANSFERRED))
    assert verdict.verdict is Verdict.CONTRADICTED
    assert "president loses it" in verdict.why


@pytest.mark.parametrize("year", ["1998", "2007"])
def test_a_power_that_both_had_or_both_have_is_shared_and_not_transferred(
    world: World, said: Said, year: str
) -> None:
    one, other = (
        power("president approve state_programme"),
        power("government approve state_programme"),
    )
    older = world.text("1998-01-01", one, *[other] * (year == "1998"))
    newer = world.text("2007-01-01", other, *[one] * (year == "2007"))
    world.change("transferred", older, newer, 1, 1)
    verdict = world.verdict(said(TRANSFERRED))
    assert verdict.verdict is Verdict.CONTRADICTED
    assert ("president keeps it" if year == "2007" else "government had it") in verdict.why


def test_a_transfer_may_be_told_from_the_side_of_the_one_who_gets(world: World, said: Said) -> None:
    gets = (
        'change = "transferred", holder = "president", action = "terminate_early", '
        'object = "maslikhat", from = "senate"'
    )
    older = world.text("1998-01-01", power("senate terminate_early maslikhat"))
    newer = world.text("2007-01-01", power("president terminate_early maslikhat"))
    world.change("transferred", older, newer, 1, 1)
    assert world.verdict(said(gets)).verdict is Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("kind", "verdict"),
    [("", Verdict.SUPPORTED), ("reworded", Verdict.SUPPORTED), ("weakened", Verdict.CONTRADICTED)],
)
def test_a_power_unchanged(world: World, said: Said, kind: str, verdict: Verdict) -> None:
    older = world.text("1998-01-01", power(MINISTER))
    newer = world.text("2007-01-01", power(MINISTER))
    if kind:
        world.change(kind, older, newer, 1, 1, *["+consent:senate"] * (kind == "weakened"))
    assert world.verdict(said(UNCHANGED)).verdict is verdict


def test_a_power_that_one_text_lacks_is_not_unchanged(world: World, said: Said) -> None:
    world.text("1998-01-01")
    world.text("2007-01-01", power(MINISTER))
    assert world.verdict(said(UNCHANGED)).verdict is Verdict.CONTRADICTED


def test_a_power_held_needs_no_older_text(world: World, said: Said) -> None:
    held = GRANTED.replace("granted", "held") + ', constraint = "consent", actor = "senate"'
    world.text("2007-01-01", power(MINISTER, "consent:senate"))
    assert world.verdict(said(held)).verdict is Verdict.SUPPORTED
    assert world.verdict(said(held.replace("senate", "mazhilis"))).verdict is Verdict.CONTRADICTED


def test_what_an_excerpt_lacks_may_stand_where_it_was_cut(world: World, said: Said) -> None:
    world.text("1998-01-01")
    world.text("2007-01-01", state=TextState.EXCERPT)
    verdict = world.verdict(said(GRANTED))
    assert (verdict.verdict, verdict.missing) == (Verdict.MISSING, ("main@2007-01-01",))
    assert "excerpt" in verdict.why


def test_powers_that_merely_limit_are_no_powers_held(world: World, said: Said) -> None:
    world.text("2007-01-01", power(MINISTER, limits_only=True))
    held = GRANTED.replace("granted", "held")
    assert world.verdict(said(held)).verdict is Verdict.CONTRADICTED
