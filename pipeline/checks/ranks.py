"""Rank correlations, for many pairs of series at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]


def ranks(series: Numbers) -> Numbers:
    """Ranks from 1 along the last axis; equal values share the mean of their ranks."""
    from scipy.stats import rankdata

    found: Numbers = rankdata(series, axis=-1)
    return found


def pearson(one: Numbers, other: Numbers) -> Numbers:
    """Correlation along the last axis, in [-1, 1]; nan where a series is constant."""
    one = one - one.mean(axis=-1, keepdims=True)
    other = other - other.mean(axis=-1, keepdims=True)
    scale = np.sqrt((one**2).sum(axis=-1) * (other**2).sum(axis=-1))
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Numbers = np.where(scale > 0, (one * other).sum(axis=-1) / scale, np.nan)
    return found


def spearman(one: Numbers, other: Numbers) -> Numbers:
    """Spearman's (1904) rho: the correlation of the ranks; nan where a series is constant."""
    return pearson(ranks(one), ranks(other))


def tau_b(one: Numbers, other: Numbers) -> Numbers:
    """Kendall's (1945) tau-b, which allows for ties; nan where a series is constant."""
    signs = [np.sign(series[..., :, None] - series[..., None, :]) for series in (one, other)]
    agree = (signs[0] * signs[1]).sum(axis=(-1, -2))
    untied = [np.abs(sign).sum(axis=(-1, -2)) for sign in signs]
    scale = np.sqrt(untied[0] * untied[1])
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Numbers = np.where(scale > 0, agree / scale, np.nan)
    return found
