"""Scores: what the schemes give, and what must never move them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.index import score
from pipeline.records import Act, Power, Version
from pipeline.records_index import Score, ScoreComponent
from pipeline.vocabulary import Action, Autonomy, Domain, Holder, Lang, TextState
from tests.index.makers import WEIGHTS, act, day, power, readings, registry, text

ROUNDED = 0.5e-9  # what nine decimals may add or take

ACTS = registry(act("c"), act("l", "law"))
CONSTITUTION, LAW = text("c"), text("l")

PLAIN = {"share", "share_volume", "strength", "volume"}

POWERS = st.lists(
    st.builds(
        power,
        st.sampled_from([Holder.PRESIDENT, Holder.PARLIAMENT, Holder.GOVERNMENT]),
        st.sampled_from([Action.APPOINT, Action.DISMISS, Action.ISSUE]),
        st.sampled_from(["minister", "akim_region", None]),
        domain=st.sampled_from([Domain.APPOINTMENT, Domain.DECREE, Domain.CITIZENSHIP]),
        autonomy=st.sampled_from(Autonomy),
        limits=st.booleans(),
    ),
    max_size=12,
)


def run(
    texts: Mapping[Version, Sequence[Power]], acts: Mapping[str, Act] = ACTS
) -> tuple[list[Score], list[ScoreComponent]]:
    return score(acts, list(texts), readings(texts), WEIGHTS)


def values(
    texts: Mapping[Version, Sequence[Power]],
) -> dict[tuple[str, Holder | None], float | None]:
    """Scheme and holder to value, where all the texts are in force together."""
    scores, _ = run(texts)
    assert len({each.valid_from for each in scores}) <= 1
    return {(each.scheme, each.holder): each.value for each in scores}


def of_president(texts: Mapping[Version, Sequence[Power]]) -> dict[str, float]:
    return {
        scheme: value for (scheme, holder), value in values(texts).items() if holder == "president"
    }


# -- the schemes ---------------------------------------------------------------------------------


def test_schemes_of_a_small_constitution() -> None:
    texts = {
        CONSTITUTION: [
            power(domain=Domain.GOVERNMENT_FORMATION, autonomy=Autonomy.CONSENT),  # 1.00 x 0.40
            power(thing="decree", action=Action.ISSUE, domain=Domain.DECREE),  # 1.00 x 1.00
            power(Holder.PARLIAMENT, Action.CONSENT, autonomy=Autonomy.ALONE),  # 1.00 x 1.00
            power(Holder.COURT, action=Action.OTHER, domain=Domain.RESIDUAL),  # counts zero
        ]
    }
    found = values(texts)
    assert {key: found[key] for key in found if key[0] in PLAIN} == {
        ("share", Holder.PARLIAMENT): pytest.approx(1 / 2.4),
        ("share", Holder.PRESIDENT): pytest.approx(1.4 / 2.4),
        ("share_volume", Holder.PARLIAMENT): pytest.approx(1 / 3),
        ("share_volume", Holder.PRESIDENT): pytest.approx(2 / 3),
        ("strength", Holder.PARLIAMENT): 1.0,
        ("strength", Holder.PRESIDENT): 1.4,
        ("volume", Holder.PARLIAMENT): 1.0,
        ("volume", Holder.PRESIDENT): 2.0,
    }


def test_values_have_nine_decimals() -> None:
    texts = {CONSTITUTION: [power(thing=str(n)) for n in range(2)] + [power(Holder.COURT)]}
    assert of_president(texts)["share"] == 0.666666667


def test_a_share_of_nothing_is_not_defined() -> None:
    free_of_worth = replace(WEIGHTS, autonomy=dict.fromkeys(Autonomy, 0.0))
    scores, _ = score(ACTS, [CONSTITUTION], readings({CONSTITUTION: [power()]}), free_of_worth)
    assert {each.scheme: each.value for each in scores if each.scheme in PLAIN} == {
        "share_volume": 1.0,
        "strength": 0.0,
        "volume": 1.0,
    }
    assert not {each.scheme for each in scores} & {"herfindahl", "effective_holders"}


def test_a_domain_of_weight_zero_is_in_no_scheme() -> None:
    uncounted = replace(WEIGHTS, domain={**WEIGHTS.domain, Domain.DECREE: 0.0})
    texts = {CONSTITUTION: [power(), power(domain=Domain.DECREE)]}
    scores, _ = score(ACTS, list(texts), readings(texts), uncounted)
    assert {each.scheme: each.value for each in scores}["volume"] == 1.0


def test_a_component_is_the_first_statement_with_its_contribution() -> None:
    bound = power(autonomy=Autonomy.CONSENT, domain=Domain.APPOINTMENT)
    _, components = run({CONSTITUTION: [bound], LAW: [bound]})
    power_id = "c@2000-01-01.rus/art_1__pt_1/0/0"
    found = {c.score_id.split("/")[0]: (c.power_id, c.contribution) for c in components}
    assert {scheme: found[scheme] for scheme in PLAIN} == {
        "share": (power_id, 1.0),
        "share_volume": (power_id, 1.0),
        "strength": (power_id, pytest.approx(0.4 * 0.75)),
        "volume": (power_id, 1.0),
    }


def test_a_text_that_was_not_read_states_no_power() -> None:
    assert score(ACTS, [CONSTITUTION], {}, WEIGHTS) == ([], [])


# -- time, series and languages ------------------------------------------------------------------


def test_a_gap_has_no_scores_after_an_amendment_whose_text_is_missing() -> None:
    acts = registry(act("c", amended_on=["2003-01-01", "2005-01-01"]))
    scores, _ = run({CONSTITUTION: [power()], text("c", "2005-01-01"): [power()]}, acts)
    spans = {(each.valid_from, each.valid_to) for each in scores}
    assert spans == {
        (day("2000-01-01"), day("2003-01-01")),
        (day("2005-01-01"), None),
    }


def test_scores_say_when_they_rest_on_an_excerpt() -> None:
    scores, _ = run({text("c", state=TextState.EXCERPT): [power()]})
    assert {each.partial for each in scores} == {True}


def test_a_text_repeated_at_a_later_date_gives_the_same_scores() -> None:
    acts = registry(act("c", amended_on=["2005-01-01"]))
    said = [power(), power(Holder.COURT, autonomy=Autonomy.SHARED)]
    scores, _ = run({CONSTITUTION: said, text("c", "2005-01-01"): said}, acts)
    by_start: dict[str, dict[tuple[str, str], float]] = {}
    for each in scores:
        by_start.setdefault(str(each.valid_from), {})[each.scheme, each.holder] = each.value
    assert by_start["2000-01-01"] == by_start["2005-01-01"]


@given(official=POWERS, restated=POWERS)
def test_official_and_restated_texts_never_mix(
    official: list[Power], restated: list[Power]
) -> None:
    ours = {text("c", state=TextState.RESTATED): restated}
    theirs = {CONSTITUTION: official}
    together, components = run({**ours, **theirs})
    assert together == [*run(theirs)[0], *run(ours)[0]]
    for each in components:
        if each.power_id:
            assert ("/restated/" in each.score_id) == (".restated/" in each.power_id)


def test_languages_never_mix() -> None:
    kaz = text("c", lang=Lang.KAZ)
    scores, _ = run({CONSTITUTION: [power()], kaz: [power(), power(thing="judge_supreme")]})
    assert {each.lang: each.value for each in scores if each.scheme == "volume"} == {
        Lang.KAZ: 2.0,
        Lang.RUS: 1.0,
    }


# -- what must hold for any reading --------------------------------------------------------------


@given(said=POWERS)
def test_a_law_that_repeats_the_constitution_changes_nothing(said: list[Power]) -> None:
    assert values({CONSTITUTION: said, LAW: said}) == values({CONSTITUTION: said})


@given(said=POWERS, data=st.data())
def test_order_of_statements_changes_no_value(said: list[Power], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(said))
    assert values({CONSTITUTION: shuffled}) == values({CONSTITUTION: said})


@given(said=POWERS)
def test_a_new_consent_never_raises_a_score_of_its_holder(said: list[Power]) -> None:
    free = power(thing="akim_village", domain=Domain.DECREE)
    bound = replace(free, autonomy=Autonomy.CONSENT)
    before = of_president({CONSTITUTION: [*said, free]})
    after = of_president({CONSTITUTION: [*said, bound]})
    assert before.keys() == after.keys()
    for scheme, value in before.items():
        now = after[scheme]
        assert now == value or (now is not None and value is not None and now < value)


@given(said=POWERS, more=POWERS)
def test_a_new_limit_never_raises_any_strength(said: list[Power], more: list[Power]) -> None:
    before = values({CONSTITUTION: said})
    limits = [each for each in more if each.polarity == "-"]
    after = values({CONSTITUTION: [*said, *limits]})
    assert before.keys() == after.keys()
    for (scheme, holder), value in after.items():
        if scheme in {"strength", "volume"}:
            assert value <= before[scheme, holder]


@given(said=POWERS, more=POWERS)
def test_shares_sum_to_one(said: list[Power], more: list[Power]) -> None:
    shares: dict[str, list[float]] = {}
    for (scheme, _), value in values({CONSTITUTION: said, LAW: more}).items():
        if scheme.startswith("share"):
            assert 0 <= value <= 1
            shares.setdefault(scheme, []).append(value)
    for parts in shares.values():
        assert fsum(parts) == pytest.approx(1, abs=len(parts) * ROUNDED)


@given(said=POWERS, more=POWERS)
def test_components_sum_to_their_score(said: list[Power], more: list[Power]) -> None:
    scores, components = run({CONSTITUTION: said, LAW: more})
    parts: dict[str, dict[tuple[str, str], float | None]] = {each.score_id: {} for each in scores}
    assert len(parts) == len(scores)
    for part in components:
        key = part.component, part.power_id
        assert key not in parts[part.score_id]
        parts[part.score_id][key] = part.contribution
    for each in scores:
        told = [part for part in parts[each.score_id].values() if part is not None]
        if len(told) < len(parts[each.score_id]):
            assert each.value is None  # what cannot be told is never a zero
        else:
            assert fsum(told) == pytest.approx(each.value, abs=1e-9)


@given(said=POWERS, more=POWERS)
def test_the_same_input_in_any_order_gives_the_same_tables(
    said: list[Power], more: list[Power]
) -> None:
    texts = {CONSTITUTION: said, LAW: more, text("c", lang=Lang.KAZ): more}
    scores, components = run(texts)
    assert run(dict(reversed(texts.items()))) == (scores, components)
    order = [
        (each.series, each.lang, each.valid_from, each.scheme, each.holder or "") for each in scores
    ]
    assert order == sorted(order)
