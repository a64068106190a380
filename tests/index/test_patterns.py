"""Patterns of powers: what matches, and what a wrong table is told."""

from __future__ import annotations

import pytest

from pipeline.errors import InputError
from pipeline.index.counting import CountedPower
from pipeline.index.patterns import load, object_codes
from pipeline.records import Constraint
from pipeline.vocabulary import Action, Autonomy, ConstraintType, Domain, Holder

POWER = CountedPower(
    holder=Holder.PRESIDENT,
    action=Action.APPOINT,
    object="prime_minister",
    domain=Domain.GOVERNMENT_FORMATION,
    autonomy=Autonomy.CONSENT_QUALIFIED,
    constraints=(
        Constraint(ConstraintType.CONSENT, Holder.MAZHILIS, "two_thirds"),
        Constraint(ConstraintType.DEADLINE, None, "P1M"),
    ),
    statements=("first", "second"),
    limits=(),
)


def matches(scored: Holder = Holder.PRESIDENT, **table: object) -> bool:
    return load(table, "here").matches(POWER, scored)


@pytest.mark.parametrize(
    ("field", "fits", "fits_not"),
    [
        ("holder", "president", "government"),
        ("action", "appoint", "dismiss"),
        ("object", "prime_minister", "minister"),
        ("domain", "government_formation", "appointment"),
        ("autonomy", "consent_qualified", "alone"),
        ("constraint", "deadline", "term"),
        ("without", "term", "deadline"),
    ],
)
def test_each_key_must_hold_one_of_its_codes(field: str, fits: str, fits_not: str) -> None:
    assert matches(**{field: fits})
    assert not matches(**{field: fits_not})
    assert matches(**{field: [fits, fits_not]}) is (field != "without")  # any of these is too many


def test_all_keys_must_hold() -> None:
    assert matches(holder="president", action="appoint", constraint="consent")
    assert not matches(holder="president", action="dismiss", constraint="consent")
    assert not matches(holder="government", action="appoint", constraint="consent")


def test_self_is_the_holder_that_is_scored_and_other_everyone_else() -> None:
    assert matches(holder="self")
    assert not matches(holder="other")
    assert not matches(Holder.GOVERNMENT, holder="self")
    assert matches(Holder.GOVERNMENT, holder="other")


def test_an_assembly_is_any_body_that_makes_laws() -> None:
    assert matches(constraint="consent:assembly")
    assert not matches(constraint="consent:self")
    assert matches(Holder.MAZHILIS, constraint="consent:self")
    assert not matches(holder="assembly")


@pytest.mark.parametrize(
    ("constraint", "binds"),
    [
        ("consent", True),
        ("consent:mazhilis", True),
        ("consent=two_thirds", True),
        ("consent:mazhilis=two_thirds", True),
        ("deadline=P1M", True),
        ("consent:senate", False),
        ("consent:mazhilis=absolute", False),
        ("deadline:mazhilis", False),
    ],
)
def test_a_constraint_may_name_its_actor_and_value(constraint: str, binds: bool) -> None:
    assert matches(constraint=constraint) is binds
    assert matches(without=constraint) is not binds


def test_an_object_may_be_missing() -> None:
    assert not matches(object="none")
    assert matches(object=["none", "prime_minister"])


def test_objects_are_those_that_the_reader_knows() -> None:
    known = object_codes()
    assert {"law", "akim_region", "supreme_court_judge", "legislative_powers"} <= known
    assert known.isdisjoint({"", "-"})


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({}, "an empty pattern matches every power"),
        ({"holders": "self"}, "a pattern has no `holders`"),
        ({"holder": "king"}, "`holder` is 'king', which is no code. Use one of president"),
        ({"action": ["appoint", "anoint"]}, "`action` is 'anoint'"),
        ({"action": []}, "`action` is []. Give a code"),
        ({"action": 3}, "`action` is 3"),
        ({"object": "crown"}, "`object` is 'crown', which is no code. Use a code of pipeline"),
        ({"domain": "weather"}, "`domain` is 'weather'"),
        ({"autonomy": "free"}, "`autonomy` is 'free'"),
        ({"constraint": "advice"}, "`constraint` is 'advice'"),
        ({"constraint": "consent:king"}, "`constraint` is 'king'"),
        ({"without": "majority=most"}, "`without` has the value 'most'"),
    ],
)
def test_a_wrong_table_is_told_with_its_place_and_remedy(
    table: dict[str, object], told: str
) -> None:
    with pytest.raises(InputError) as error:
        load(table, "list.toml: item veto")
    assert str(error.value).startswith("list.toml: item veto: ")
    assert told in str(error.value)
