"""Rank correlations of many pairs at once agree with SciPy's of one pair."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from pipeline.checks.ranks import spearman, tau_b

SERIES = st.integers(min_value=3, max_value=12).flatmap(
    lambda n: st.tuples(*[st.lists(st.integers(0, 4), min_size=n, max_size=n)] * 2)
)


@given(SERIES)
def test_both_agree_with_scipy_ties_or_not(pair: tuple[list[int], list[int]]) -> None:
    one, other = (np.array(series, float) for series in pair)
    if np.ptp(one) == 0 or np.ptp(other) == 0:
        assert math.isnan(spearman(one, other))
        assert math.isnan(tau_b(one, other))
    else:
        assert spearman(one, other) == pytest.approx(stats.spearmanr(one, other).statistic)
        assert tau_b(one, other) == pytest.approx(stats.kendalltau(one, other).statistic)


def test_rows_are_correlated_one_by_one() -> None:
    one = np.array([[1.0, 2.0, 3.0], [3.0, 2.0, 1.0], [1.0, 1.0, 1.0]])
    other = np.array([10.0, 20.0, 40.0])
    assert spearman(one, other)[:2] == pytest.approx([1, -1])
    assert tau_b(one, np.tile(other, (3, 1)))[:2] == pytest.approx([1, -1])
    assert math.isnan(spearman(one, other)[2])
