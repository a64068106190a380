"""How far two yearly series agree: rank correlations with intervals, and where they part."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.checks.ranks import Numbers, spearman, tau_b

LEAST = 5  # years in common, or changes of each series, below which nothing is said
REPLICATES = 1000
SEED = 1995
PARTINGS = 3

Measure = Callable[[Numbers, Numbers], Numbers]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A correlation in [-1, 1] with its 95% interval; None where there is none."""

    value: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What two series do from the year in common before to this one, in standard deviations."""

    year: int
    ours: float
    theirs: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two series over the years that both have."""

    years: tuple[int, ...]
    our_changes: int = 0  # how often the value is not that of the year in common before
    their_changes: int = 0
    rho: Estimate = Estimate()  # Spearman, of the levels
    tau: Estimate = Estimate()  # Kendall's tau-b, of the levels
    rho_changes: Estimate = Estimate()  # Spearman, of the changes from year to year
    parted: tuple[Step, ...] = ()  # the steps at which they part most, the greatest first
    within: int | None = None  # years in which ours lies in their interval, put on their scale
    bounded: int = 0  # years in common that have an interval


def agreement(
    ours: Mapping[int, float],
    theirs: Mapping[int, float],
    bounds: Mapping[int, tuple[float, float]] | None = None,
) -> Agreement:
    """Compare two series by year.

    Intervals are percentiles over a circular block bootstrap (Politis and Romano 1992): blocks of
    neighbouring years are drawn together, because values of neighbouring years are not independent.
    A block is as long as the square root of the number of years, longer than is usual, because law
    and practice stay the same for years. The seed is fixed. Where a series changes fewer than five
    times, there is no interval, and no correlation of the changes: all hangs on a year or two.
    """
    years = tuple(sorted(ours.keys() & theirs.keys()))
    if len(years) < LEAST:
        return Agreement(years)
    one = np.array([ours[year] for year in years])
    other = np.array([theirs[year] for year in years])
    moves = np.diff(one), np.diff(other)
    our_changes, their_changes = (int(np.count_nonzero(each)) for each in moves)
    if not (our_changes and their_changes):
        return Agreement(years, our_changes, their_changes)
    often = min(our_changes, their_changes) >= LEAST
    standard = _standard(one), _standard(other)
    within, bounded = _within(standard[0], other, [(bounds or {}).get(year) for year in years])
    return Agreement(
        years,
        our_changes,
        their_changes,
        rho=_estimate(spearman, one, other, often),
        tau=_estimate(tau_b, one, other, often),
        rho_changes=_estimate(spearman, *moves, often) if often else Estimate(),
        parted=_parted(years, *standard),
        within=within,
        bounded=bounded,
    )


def largest_step(series: Mapping[int, float]) -> tuple[int, float] | None:
    """The year with the greatest change from the year before, and the change; the first of equals.

    None where no two years follow each other, or nothing ever changes.
    """
    steps = [
        (abs(series[year] - series[year - 1]), -year)
        for year in series
        if year - 1 in series and series[year] != series[year - 1]
    ]
    if not steps:
        return None
    year = -max(steps)[1]
    return year, series[year] - series[year - 1]


def _standard(series: Numbers) -> Numbers:
    """In standard deviations from the mean."""
    standard: Numbers = (series - series.mean()) / series.std()
    return standard


def _estimate(measure: Measure, one: Numbers, other: Numbers, often: bool) -> Estimate:
    value = round(float(measure(one, other)), 3)
    if math.isnan(value):  # changes that are all alike
        return Estimate()
    if not often:
        return Estimate(value)
    drawn = _blocks(len(one))
    replicates = measure(one[drawn], other[drawn])  # nan where one without a change was drawn
    low, high = np.nanpercentile(replicates, [2.5, 97.5])
    return Estimate(value, round(float(low), 3), round(float(high), 3))


def _blocks(length: int) -> npt.NDArray[np.int64]:
    """Places in a series, in blocks of neighbours: one row a replicate."""
    block = math.ceil(math.sqrt(length))
    starts = np.random.default_rng(SEED).integers(
        length, size=(REPLICATES, math.ceil(length / block), 1)
    )
    places: npt.NDArray[np.int64] = (starts + np.arange(block)) % length
    return places.reshape(REPLICATES, -1)[:, :length]


def _parted(years: Sequence[int], ours: Numbers, theirs: Numbers) -> tuple[Step, ...]:
    steps = [
        Step(year, round(float(one), 3), round(float(other), 3))
        for year, one, other in zip(years[1:], np.diff(ours), np.diff(theirs), strict=True)
    ]
    apart = [step for step in steps if step.ours != step.theirs]
    return tuple(sorted(apart, key=lambda s: (-abs(s.ours - s.theirs), s.year))[:PARTINGS])


def _within(
    ours: Numbers, theirs: Numbers, bounds: Sequence[tuple[float, float] | None]
) -> tuple[int | None, int]:
    on_their_scale = ours * theirs.std() + theirs.mean()
    inside = [
        bool(low <= value <= high)
        for value, bound in zip(on_their_scale, bounds, strict=True)
        if bound
        for low, high in [bound]
    ]
    return (sum(inside), len(inside)) if inside else (None, 0)
