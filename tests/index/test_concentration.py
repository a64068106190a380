"""How evenly strength is spread, and how much room a holder is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.index.counting import powers_in_force
from pipeline.index.discretion import discretion, discretion_by_power
from pipeline.index.share import effective_holders, herfindahl, share
from pipeline.index.state import Part, State
from pipeline.records import Constraint, Power
from pipeline.vocabulary import ConstraintType, Domain, Holder
from tests.index.makers import WEIGHTS, power, stated, text

CONSENT = Constraint(ConstraintType.CONSENT, Holder.PARLIAMENT)
DEADLINE = Constraint(ConstraintType.DEADLINE, value="P1M")
TYPES = len(ConstraintType)


def state(*said: Power) -> State:
    version = text("c")
    counted = powers_in_force(
        [version.version_id], {version.version_id: stated(version, said)}, WEIGHTS
    )
    return State(tuple(counted), WEIGHTS, whole=True)


def total(parts: Sequence[Part], holder: Holder | None = None) -> float:
    return fsum(part.contribution or 0.0 for part in parts if part.holder == holder)


def bound(one: Power, *limits: Constraint) -> Power:
    return replace(one, constraints=limits)


# -- Herfindahl index and effective number of holders ----------------------------------------------


@pytest.mark.parametrize(
    ("holders", "index", "number"),
    [
        ([Holder.PRESIDENT], 1.0, 1.0),
        ([Holder.PRESIDENT, Holder.GOVERNMENT], 0.5, 2.0),
        ([Holder.PRESIDENT, Holder.PRESIDENT, Holder.GOVERNMENT], 5 / 9, 9 / 5),
    ],
    ids=["one holds all", "two hold as much", "two thirds and one third"],
)
def test_concentration_of_some_states(holders: list[Holder], index: float, number: float) -> None:
    here = state(*(power(holder, thing=str(n)) for n, holder in enumerate(holders)))
    assert total(herfindahl(here)) == pytest.approx(index)
    assert total(effective_holders(here)) == pytest.approx(number)


def test_each_holder_is_a_component_of_concentration() -> None:
    here = state(power(), power(Holder.COURT, thing="law"))
    assert {(part.holder, part.component) for part in herfindahl(here)} == {
        (None, "president"),
        (None, "court"),
    }


def test_nothing_is_concentrated_where_nothing_is_held() -> None:
    assert (share(state()), herfindahl(state()), effective_holders(state())) == ([], [], [])


@given(st.lists(st.sampled_from([Holder.PRESIDENT, Holder.COURT, Holder.AKIM]), min_size=1))
def test_there_are_at_most_as_many_effective_holders_as_holders(holders: list[Holder]) -> None:
    here = state(*(power(holder, thing=str(n)) for n, holder in enumerate(holders)))
    assert 1 - 1e-9 <= total(effective_holders(here)) <= len(set(holders)) + 1e-9


# -- discretion ------------------------------------------------------------------------------------


def test_discretion_is_what_is_delegated_less_what_is_bound() -> None:
    here = state(
        bound(power(thing="minister"), CONSENT, DEADLINE),
        bound(power(thing="judge_supreme"), CONSENT),
        power(thing="decree"),
        power(Holder.COURT, thing="law"),
    )
    assert total(discretion(here), Holder.PRESIDENT) == pytest.approx(3 / 4 * (1 - 2 / TYPES))
    assert total(discretion(here), Holder.COURT) == pytest.approx(1 / 4)
    assert total(discretion_by_power(here), Holder.PRESIDENT) == pytest.approx(3 / 4 * (1 - 2 / 3))


def test_a_clause_that_only_limits_takes_discretion_from_the_power_it_binds() -> None:
    free = power()
    ban = replace(power(limits=True), constraints=(Constraint(ConstraintType.PROHIBITION),))
    for scheme in (discretion, discretion_by_power):
        assert total(scheme(state(free, ban)), Holder.PRESIDENT) < total(
            scheme(state(free)), Holder.PRESIDENT
        )


def test_actors_and_values_make_no_new_category() -> None:
    one = state(bound(power(), CONSENT))
    two = state(bound(power(), CONSENT, replace(CONSENT, actor=Holder.SENATE)))
    assert total(discretion(one), Holder.PRESIDENT) == total(discretion(two), Holder.PRESIDENT)


@given(
    limits=st.lists(st.builds(Constraint, st.sampled_from(ConstraintType)), max_size=5),
    more=st.builds(Constraint, st.sampled_from(ConstraintType)),
    domain=st.sampled_from([Domain.DECREE, Domain.VETO]),
)
def test_a_new_constraint_never_raises_discretion(
    limits: list[Constraint], more: Constraint, domain: Domain
) -> None:
    rest = [power(thing="law", domain=domain), power(Holder.COURT, thing="law")]
    before = state(bound(power(), *limits), *rest)
    after = state(bound(power(), *limits, more), *rest)
    for scheme in (discretion, discretion_by_power):
        assert total(scheme(after), Holder.PRESIDENT) <= total(scheme(before), Holder.PRESIDENT)
