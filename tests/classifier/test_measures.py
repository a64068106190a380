"""Measures on cases that were computed by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.classifier.measures import (
    calibration_error,
    coverage_curve,
    f1,
    label_scores,
    scores,
)
from pipeline.vocabulary import Action, ConstraintType, Domain, Holder, Label, Polarity
from tests.classifier.making import power, row

GRANT, CONSTRAIN, NONE, REMOVE = Label.GRANT, Label.CONSTRAIN, Label.NONE, Label.REMOVE


def test_f1_is_the_harmonic_mean() -> None:
    assert f1(2, 3, 4) == pytest.approx(2 * (2 / 3) * (2 / 4) / (2 / 3 + 2 / 4))
    assert f1(0, 0, 0) == f1(0, 5, 5) == 0.0
    assert f1(5, 5, 5) == 1.0


def test_scores_of_labels() -> None:
    pairs = [(GRANT, GRANT)] * 3 + [(GRANT, NONE), (NONE, NONE), (CONSTRAIN, GRANT)]
    found = label_scores(pairs)
    assert found["grant precision"] == 3 / 4
    assert found["grant recall"] == 3 / 4
    assert found["grant F1"] == 0.75
    assert found["none precision"] == 1.0
    assert found["none recall"] == 0.5
    assert found["none F1"] == pytest.approx(2 / 3)
    assert found["constrain F1"] == found["remove F1"] == 0.0
    assert found["macro-F1"] == pytest.approx((0.75 + 2 / 3 + 0) / 3)


def test_removals_have_no_part_in_the_macro_f1() -> None:
    pairs = [(label, label) for label in (GRANT, CONSTRAIN, NONE)]
    assert label_scores(pairs)["macro-F1"] == 1.0
    assert label_scores([*pairs, (REMOVE, REMOVE)])["macro-F1"] == 1.0


def test_fields_are_compared_as_sets_over_all_clauses() -> None:
    first = power()
    other = power(Holder.SENATE, Action.ELECT, "judge", Domain.JUDICIARY)
    wrong = power(Holder.SENATE, Action.APPOINT, "judge", Domain.JUDICIARY)
    found = scores(
        [
            row(GRANT, GRANT, powers=[first, first], right_powers=[first, other]),
            row(GRANT, GRANT, powers=[wrong], right_powers=[other]),
        ]
    )
    assert found["holder"] == pytest.approx(f1(2, 2, 3))
    assert found["holder+action"] == pytest.approx(f1(1, 2, 3))
    assert found["holder+action+object"] == pytest.approx(f1(1, 2, 3))
    assert found["domain"] == pytest.approx(f1(1, 2, 3))
    assert found["object"] == 1.0
    assert found["clauses"] == 2.0


def test_a_constraint_is_its_kind_and_actor() -> None:
    of_senate = (ConstraintType.CONSENT, Holder.SENATE, None)
    told = power(constraints=[(ConstraintType.CONSENT, Holder.SENATE, "two_thirds")])
    right = power(constraints=[of_senate, (ConstraintType.TERM, None, "P5Y")])
    found = scores([row(GRANT, GRANT, powers=[told], right_powers=[right])])
    assert found["constraint"] == pytest.approx(f1(1, 1, 2))


def test_a_repealed_unit_counts_for_no_field() -> None:
    gone = power(None, None, None, None, Polarity.LIMITS)
    found = scores([row(REMOVE, REMOVE, powers=[gone], right_powers=[gone])])
    assert found["holder"] == found["object"] == 0.0
    assert found["accuracy"] == 1.0


def test_nothing_has_no_scores() -> None:
    assert scores([]) == {}


def test_calibration_error_by_hand() -> None:
    rows = [
        row(GRANT, GRANT, 0.95),
        row(GRANT, NONE, 0.95),  # said 1.9 right of two, 1 was
        row(GRANT, GRANT, 0.65),
        row(GRANT, GRANT, 0.65),  # said 1.3, 2 were
    ]
    assert calibration_error(rows) == pytest.approx((0.9 + 0.7) / 4)
    assert calibration_error([row(GRANT, GRANT, 1.0)]) == 0.0
    assert calibration_error([row(GRANT, NONE, 1.0)]) == 1.0


def test_a_bin_weighs_errors_up_against_each_other() -> None:
    rows = [row(GRANT, GRANT, 0.5)] * 5 + [row(GRANT, NONE, 0.5)] * 5
    assert calibration_error(rows) == pytest.approx(0.0)


def test_coverage_curve_by_hand() -> None:
    rows = [row(GRANT, GRANT, 0.6), row(GRANT, GRANT, 0.9), row(GRANT, NONE, 0.7),
            row(NONE, NONE, 0.9)]  # fmt: skip
    assert coverage_curve(rows) == [
        (0.9, 0.5, 1.0),
        (0.7, 0.75, pytest.approx(2 / 3)),
        (0.6, 1.0, 0.75),
    ]
    assert coverage_curve([]) == []


judged_rows = st.lists(
    st.builds(row, st.sampled_from(Label), st.sampled_from(Label), st.floats(0, 1)), min_size=1
)


@given(judged_rows)
def test_every_measure_is_a_share(rows: list) -> None:
    found = scores(rows)
    assert found.pop("clauses") == len(rows)
    assert all(0 <= value <= 1 for value in found.values())
    sure, share, accuracy = coverage_curve(rows)[-1]
    assert (sure, share) == (min(one.sure for one in rows), 1.0)
    assert accuracy == pytest.approx(found["accuracy"])
