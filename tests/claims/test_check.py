"""Expectations, languages and series put together to one verdict, with its sentence."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.claims import Claim
from pipeline.records import Power
from pipeline.vocabulary import Lang, TextState, Verdict
from tests.claims.making import World, power

Said = Callable[..., Claim]

MINISTER, JUDGE = power("president appoint minister"), power("president appoint judge")
APPOINTS = 'holder = "president", action = "appoint", object = '
MINISTER_GRANTED = f'change = "granted", {APPOINTS}"minister"'
JUDGE_GRANTED = f'change = "granted", {APPOINTS}"judge"'


def granted(world: World, lang: Lang, *powers: Power, state: TextState) -> None:
    """Two texts; all powers of the newer one are new."""
    older = world.text("1998-01-01", lang=lang, state=state)
    newer = world.text("2007-01-01", *powers, lang=lang, state=state)
    for n in range(len(powers)):
        world.change("granted", older, newer, None, n + 1)


def test_some_hold_and_some_do_not(world: World, said: Said) -> None:
    granted(world, Lang.RUS, MINISTER, state=TextState.IN_FORCE)
    verdict = world.verdict(said(MINISTER_GRANTED, JUDGE_GRANTED))
    assert verdict.verdict is Verdict.MIXED
    assert verdict.why.startswith(
        "Not borne out (1 of 2): president appoint judge: granted (neither text has such a power); "
        "borne out (1 of 2): president appoint minister: granted"
    )


def test_a_claim_is_judged_on_what_can_be_judged(world: World, said: Said) -> None:
    granted(world, Lang.RUS, MINISTER, state=TextState.IN_FORCE)
    elsewhere = f'change = "held", {APPOINTS}"judge", act = "decree", date = 2001-06-01'
    verdict = world.verdict(said(MINISTER_GRANTED, elsewhere))
    assert (verdict.verdict, verdict.missing) == (Verdict.SUPPORTED, ("decree@2001-06-01",))
    assert "not judged without decree@2001-06-01 (1 of 2)" in verdict.why


def test_what_both_languages_show_is_sure(world: World, said: Said) -> None:
    for lang in Lang:
        granted(world, lang, MINISTER, state=TextState.IN_FORCE)
    verdict = world.verdict(said(MINISTER_GRANTED))
    assert verdict.verdict is Verdict.SUPPORTED
    assert len(verdict.changes) == 2
    assert "only" not in verdict.why


def test_what_one_language_shows_is_called_so(world: World, said: Said) -> None:
    granted(world, Lang.RUS, MINISTER, state=TextState.IN_FORCE)
    granted(world, Lang.KAZ, state=TextState.IN_FORCE)
    verdict = world.verdict(said(MINISTER_GRANTED))
    assert verdict.verdict is Verdict.SUPPORTED
    assert "(in Russian only; Kazakh: neither text has such a power)" in verdict.why


def test_a_text_at_hand_in_one_language_is_not_missing(world: World, said: Said) -> None:
    granted(world, Lang.RUS, MINISTER, state=TextState.IN_FORCE)
    world.text("2017-01-01", lang=Lang.KAZ)
    verdict = world.verdict(said(MINISTER_GRANTED))
    assert (verdict.verdict, verdict.missing) == (Verdict.SUPPORTED, ())
    assert "in Russian only" in verdict.why


def test_official_and_restated_texts_are_never_mixed(world: World, said: Said) -> None:
    granted(world, Lang.RUS, MINISTER, state=TextState.IN_FORCE)
    granted(world, Lang.RUS, state=TextState.RESTATED)
    official, restated = world.verdicts(said(MINISTER_GRANTED))
    assert (official.series, official.verdict) == ("official", Verdict.SUPPORTED)
    assert (restated.series, restated.verdict) == ("restated", Verdict.CONTRADICTED)
    assert all("restated" not in clause for clause in official.clauses)
    assert all("restated" in clause for clause in restated.clauses)


def test_an_older_text_of_the_other_series_does_not_help(world: World, said: Said) -> None:
    world.text("1998-01-01", state=TextState.RESTATED)
    world.text("2007-01-01", MINISTER)
    official, restated = world.verdicts(said(MINISTER_GRANTED))
    assert official.missing == ("main@1998-01-01",)
    assert restated.missing == ("main@2007-01-01",)


def test_gross_numbers_stand_beside_the_net(world: World, said: Said) -> None:
    older = world.text("1998-01-01", JUDGE, power("senate appoint envoy"))
    newer = world.text("2007-01-01", MINISTER, power("president appoint envoy"))
    world.change("granted", older, newer, None, 1)
    world.change("removed", older, newer, 1, None)
    world.change("transferred", older, newer, 2, 2)
    verdict = world.verdict(said(MINISTER_GRANTED))
    assert verdict.why.endswith(
        "; the President by this text (Russian: 2 up, 1 down, net +1), "
        "where the claim says less power."
    )


def test_without_texts_there_is_no_verdict(world: World, said: Said) -> None:
    assert world.verdicts(said(MINISTER_GRANTED)) == []
