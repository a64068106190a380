"""What distinguishes the two sides of a change, taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims.differs import Difference, differences
from pipeline.records import Constraint
from pipeline.vocabulary import ConstraintType, Holder

CONSENT = ConstraintType.CONSENT
limits = st.builds(
    Constraint,
    st.sampled_from(ConstraintType),
    st.none() | st.sampled_from(Holder),
    st.none() | st.sampled_from(["P5Y", "2", "absolute", "one_fifth"]),
)


def told(limit: Constraint) -> str:
    return ":".join(str(part) for part in (limit.type, limit.actor, limit.value) if part)


@given(limits)
def test_gained_lost_and_passed_on(limit: Constraint) -> None:
    other = Constraint(CONSENT, Holder.SENATE)
    words = (f"+{told(limit)}", f"-{told(limit)}", f"{told(other)}>{told(limit)}")
    assert list(differences(words)) == [
        Difference(None, limit),
        Difference(limit, None),
        Difference(other, limit),
    ]


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        (
            "term:P5Y>P7Y",
            Constraint(ConstraintType.TERM, None, "P5Y"),
            Constraint(ConstraintType.TERM, None, "P7Y"),
        ),
        (
            "consent:senate:->absolute",
            Constraint(CONSENT, Holder.SENATE),
            Constraint(CONSENT, Holder.SENATE, "absolute"),
        ),
    ],
)
def test_a_value_that_moved_keeps_type_and_actor(
    words: str, before: Constraint, after: Constraint
) -> None:
    assert list(differences((words,))) == [Difference(before, after)]


def test_a_number_of_offices_is_no_limit() -> None:
    assert list(differences(("extent:7>15", "autonomy:alone>consent"))) == []
