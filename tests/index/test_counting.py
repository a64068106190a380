"""A power counts once, as free as its strictest statement."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.index.counting import CountedPower, powers_in_force
from pipeline.records import Constraint, Power
from pipeline.vocabulary import Action, Autonomy, ConstraintType, Domain, Holder
from tests.index.makers import WEIGHTS, power, readings, text

FIRST, SECOND = text("c"), text("l")


def count(first: list[Power], second: list[Power] | None = None) -> list[CountedPower]:
    texts = readings({FIRST: first, SECOND: second or []})
    return powers_in_force([FIRST.version_id, SECOND.version_id], texts, WEIGHTS)


def test_a_power_stated_in_two_texts_counts_once_and_keeps_both_places() -> None:
    (counted,) = count([power()], [power()])
    assert counted.power_id == f"{FIRST.version_id}/art_1__pt_1/0/0"
    assert counted.statements == (counted.power_id, f"{SECOND.version_id}/art_1__pt_1/0/0")


def test_a_power_stated_twice_in_one_text_counts_once() -> None:
    (counted,) = count([power(), power()])
    assert len(counted.statements) == 2


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(power(Holder.GOVERNMENT), id="holder"),
        pytest.param(power(action=Action.DISMISS), id="action"),
        pytest.param(power(thing="judge_supreme"), id="object"),
        pytest.param(power(thing=None), id="no object"),
        pytest.param(power(domain=Domain.APPOINTMENT), id="domain"),
    ],
)
def test_powers_that_differ_in_the_key_count_apart(other: Power) -> None:
    assert len(count([power(), other])) == 2


def test_powers_come_in_the_order_of_their_first_statements() -> None:
    first, second = power(thing="b"), power(thing="a")
    assert [each.object for each in count([first, second], [second, first])] == ["b", "a"]


@pytest.mark.parametrize(
    ("one", "other", "strictest"),
    [
        (Autonomy.ALONE, Autonomy.CONSULTATION, Autonomy.CONSULTATION),
        (Autonomy.CONSENT, Autonomy.PROPOSAL, Autonomy.CONSENT),
        (Autonomy.SHARED, Autonomy.CONSENT_QUALIFIED, Autonomy.SHARED),
        (Autonomy.NOMINEE_LIST, Autonomy.COUNTERSIGNATURE, Autonomy.COUNTERSIGNATURE),  # equal
    ],
)
def test_the_strictest_statement_decides(
    one: Autonomy, other: Autonomy, strictest: Autonomy
) -> None:
    for pair in [(one, other), (other, one)]:
        (counted,) = count(*[[power(autonomy=level)] for level in pair])
        assert counted.autonomy is strictest


TRIGGER = Constraint(ConstraintType.TRIGGER)
CONSENT = Constraint(ConstraintType.CONSENT, Holder.PARLIAMENT)


def test_every_constraint_of_a_statement_binds_the_power() -> None:
    (counted,) = count([power(), replace(power(), constraints=(CONSENT,))])
    assert counted.constraints == (CONSENT,)


@pytest.mark.parametrize(
    ("grounds", "bound"),
    [([True, True], True), ([True, False], False), ([False, True], False)],
    ids=["each statement names a ground", "only the first does", "only the second does"],
)
def test_a_ground_binds_only_where_no_statement_is_free_of_one(
    grounds: list[bool], bound: bool
) -> None:
    said = [replace(power(), constraints=(TRIGGER,) if ground else ()) for ground in grounds]
    (counted,) = count(said)
    assert counted.constraints == ((TRIGGER,) if bound else ())


def test_who_may_ask_for_it_is_told_though_others_may_use_it_freely() -> None:
    asked = replace(TRIGGER, actor=Holder.PRESIDENT)
    (counted,) = count([replace(power(), constraints=(asked,)), power()])
    assert (counted.constraints, counted.requested_by) == ((), (Holder.PRESIDENT,))


def test_a_ground_that_a_limiting_reading_demands_binds_every_statement() -> None:
    (counted,) = count([power(), replace(power(limits=True), constraints=(TRIGGER,))])
    assert counted.constraints == (TRIGGER,)


def test_a_limiting_reading_binds_the_power_and_is_kept_as_evidence() -> None:
    limit = power(autonomy=Autonomy.COUNTERSIGNATURE, domain=Domain.DECREE, limits=True)
    (counted,) = count([limit, power()])
    assert counted.autonomy is Autonomy.COUNTERSIGNATURE
    assert counted.statements == (f"{FIRST.version_id}/art_1__pt_2/0/0",)
    assert counted.limits == (f"{FIRST.version_id}/art_1__pt_1/0/0",)


@pytest.mark.parametrize(
    "limit",
    [
        pytest.param(power(Holder.GOVERNMENT, autonomy=Autonomy.SHARED, limits=True), id="holder"),
        pytest.param(
            power(action=Action.DISMISS, autonomy=Autonomy.SHARED, limits=True), id="action"
        ),
        pytest.param(power(thing=None, autonomy=Autonomy.SHARED, limits=True), id="object"),
    ],
)
def test_a_limit_on_something_else_leaves_the_power_free(limit: Power) -> None:
    (counted,) = count([power(), limit])
    assert counted.autonomy is Autonomy.ALONE


@pytest.mark.parametrize(
    "reading",
    [
        pytest.param(power(limits=True), id="only a limit"),
        pytest.param(power(holder=None), id="no holder"),
        pytest.param(power(domain=None), id="no domain"),
        pytest.param(power(domain=Domain.RESIDUAL), id="other powers"),
    ],
)
def test_what_is_no_power_of_a_holder_is_not_counted(reading: Power) -> None:
    assert count([reading]) == []
