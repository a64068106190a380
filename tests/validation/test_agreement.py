"""Agreement of two yearly series: correlations, their intervals, and where they part."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.validation.agreement import Estimate, agreement, largest_step
from pipeline.validation.agreement import _blocks as blocks

RISING = {2000 + n: float(n * n) for n in range(20)}
UNEVEN = {2000 + n: float(value) for n, value in enumerate([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8])}

SERIES = st.lists(st.integers(0, 6), min_size=6, max_size=10).map(
    lambda values: {2000 + n: float(value) for n, value in enumerate(values)}
)


def test_a_series_agrees_with_itself_on_any_scale() -> None:
    found = agreement(UNEVEN, {year: 100 - 2 / (1 + value) for year, value in UNEVEN.items()})
    for estimate in (found.rho, found.tau):
        assert estimate == Estimate(1.0, 1.0, 1.0)
    assert len(found.years) == len(UNEVEN)


def test_a_series_turned_round_disagrees() -> None:
    found = agreement(UNEVEN, {year: -value for year, value in UNEVEN.items()})
    assert (found.rho.value, found.tau.value, found.rho_changes.value) == (-1.0, -1.0, -1.0)


@settings(deadline=None, max_examples=30)
@given(one=SERIES, other=SERIES)
def test_neither_side_comes_first(one: dict[int, float], other: dict[int, float]) -> None:
    there, back = agreement(one, other), agreement(other, one)
    assert (there.rho, there.tau, there.rho_changes) == (back.rho, back.tau, back.rho_changes)
    assert [step.year for step in there.parted] == [step.year for step in back.parted]


def test_only_years_that_both_have_count() -> None:
    assert agreement(RISING, {1990: 1.0, **dict(list(RISING.items())[:7])}).years == tuple(
        range(2000, 2007)
    )


@pytest.mark.parametrize(
    "other",
    [{2000: 1.0, 2001: 2.0, 2002: 3.0, 2003: 5.0}, dict.fromkeys(RISING, 4.0)],
    ids=["four years", "constant"],
)
def test_few_years_and_constant_series_tell_nothing(other: dict[int, float]) -> None:
    found = agreement(RISING, other)
    assert (found.rho, found.tau, found.parted) == (Estimate(), Estimate(), ())


def test_a_series_that_moves_once_has_no_interval() -> None:
    once = {year: float(year > 2008) for year in RISING}
    found = agreement(RISING, once)
    assert found.rho.value is not None
    assert (found.rho.low, found.tau.low) == (None, None)
    assert found.rho_changes == Estimate()
    assert (found.our_changes, found.their_changes) == (19, 1)


def test_the_interval_holds_the_unsureness_of_neighbours_that_are_alike() -> None:
    """Thirty years that are two long spells tell less than thirty years of ups and downs."""
    chance = np.random.default_rng(5)
    noise = chance.normal(size=(2, 36))
    spells = np.repeat(chance.normal(size=(2, 6)), 6, axis=1) + noise / 20

    def width(pair: np.ndarray) -> float:
        one, other = ({2000 + n: float(v) for n, v in enumerate(row)} for row in pair)
        rho = agreement(one, other).rho
        assert rho.low is not None
        assert rho.high is not None
        return rho.high - rho.low

    assert width(spells) > width(noise)


def test_steady_growth_has_no_correlation_of_changes() -> None:
    steady = {year: float(year) for year in RISING}
    found = agreement(steady, RISING)
    assert found.rho == Estimate(1.0, 1.0, 1.0)
    assert found.rho_changes == Estimate()


def test_blocks_are_neighbouring_years() -> None:
    drawn = blocks(16)
    assert drawn.shape[1] == 16
    for start in range(0, 16, 4):
        steps = np.diff(drawn[:, start : start + 4], axis=1) % 16
        assert (steps == 1).all()


def test_the_same_series_give_the_same_interval() -> None:
    noisy = {year: value * (-1) ** year for year, value in RISING.items()}
    assert agreement(RISING, noisy) == agreement(RISING, noisy)


def test_they_part_where_one_moves_and_the_other_does_not() -> None:
    ours = {year: float(year >= 1995) for year in range(1990, 2005)}
    theirs = {year: float(year >= 2001) for year in range(1990, 2005)}
    first, second = agreement(ours, theirs).parted
    assert {first.year, second.year} == {1995, 2001}
    by_year = {step.year: step for step in (first, second)}
    assert by_year[1995].ours > 0
    assert by_year[1995].theirs == 0
    assert by_year[2001].ours == 0


def test_years_within_their_interval_are_counted_on_their_scale() -> None:
    theirs = {year: 10 + value for year, value in RISING.items()}
    narrow = {year: (value - 1, value + 1) for year, value in theirs.items()}
    assert agreement(RISING, theirs, narrow).within == len(RISING)
    wrong = {year: (value + 50, value + 60) for year, value in theirs.items()}
    missed = agreement(RISING, theirs, wrong)
    assert (missed.within, missed.bounded) == (0, len(RISING))
    assert agreement(RISING, theirs).within is None


def test_the_largest_step_is_between_years_that_follow_each_other() -> None:
    assert largest_step({1990: 0.0, 1993: 9.0, 1994: 8.0, 1995: 7.0}) == (1994, -1.0)
    assert largest_step({1990: 1.0, 1991: 1.0}) is None
    assert largest_step({}) is None
