"""Shuffled labels: powers given to holders at random show no trend."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from pipeline.checks.course import Course, settings
from pipeline.checks.ranks import Numbers, spearman
from pipeline.index.state import Part, State
from pipeline.index.strength import strength
from pipeline.index.volume import volume
from pipeline.records_index import CheckResult
from pipeline.vocabulary import Check, Holder, Scheme, label

_PARTS: dict[Scheme, Callable[[State], list[Part]]] = {
    Scheme.SHARE: strength,
    Scheme.SHARE_VOLUME: volume,
}


def shuffled(course: Course) -> Iterator[CheckResult]:
    """Two results a scheme: the shuffled series' trend, and the President's own beside it.

    The trend is Spearman's rho of the share with time. A power (holder, action, object, domain)
    gets one holder at random for all the days on which it stands: drawn anew in every state, the
    series would be noise between one reform and the next, and any true series would look like a
    trend beside it; drawn within a state, every holder would keep the number of its powers, and
    with it the trend. `SHUFFLED` holds the mean over the shuffled series, which must be near zero;
    `TREND` the part of them whose trend is at least as strong as the President's, two-sided, his
    own counted among them (Phipson and Smyth 2010): a finding, of which nothing is demanded. A
    state in which nothing is worth anything has no shares.
    """
    demanded = settings()["shuffled"]
    states = [
        state
        for segment, state in zip(course.segments, course.states, strict=True)
        if not segment.partial and state.powers
    ]
    for scheme in map(Scheme, demanded["schemes"]):
        worth, presidents = _worth(states, _PARTS[scheme])
        mean = own = p = float("nan")
        if len(worth) >= demanded["least"]:
            chance = np.random.default_rng(demanded["seed"])
            holders = chance.permuted(np.tile(presidents, (demanded["replicates"], 1)), axis=1)
            time = np.arange(len(worth), dtype=float)
            own = float(spearman(_shares(worth, presidents), time))
            trends = spearman(_shares(worth, holders), time)
            mean = float(np.nanmean(trends)) if not np.isnan(trends).all() else mean
            as_strong = int(np.count_nonzero(np.abs(trends) >= abs(own)))
            p = (1 + as_strong) / (1 + demanded["replicates"])
        yield from _results(course, scheme, len(worth), mean, own, p)


def _worth(states: list[State], scheme: Callable[[State], list[Part]]) -> tuple[Numbers, Numbers]:
    """What each power (a column) is worth in each state, and which are the President's."""
    columns: dict[tuple[object, ...], int] = {}
    cells: list[tuple[int, int, float]] = []
    for row, state in enumerate(states):
        for power, part in zip(state.powers, scheme(state), strict=True):
            key = (power.holder, power.action, power.object, power.domain)
            column = columns.setdefault(key, len(columns))
            cells.append((row, column, part.contribution or 0.0))
    worth = np.zeros((len(states), len(columns)))
    for row, column, contribution in cells:
        worth[row, column] = contribution
    defined = worth[worth.sum(axis=1) > 0]
    return defined, np.array([float(key[0] == Holder.PRESIDENT) for key in columns])


def _shares(worth: Numbers, held: Numbers) -> Numbers:
    """Share in each state of a holder of the powers marked in each row of `held`."""
    shares: Numbers = (held @ worth.T / worth.sum(axis=1)).round(9)
    return shares


def _results(
    course: Course, scheme: Scheme, states: int, mean: float, own: float, p: float
) -> Iterator[CheckResult]:
    demanded = settings()["shuffled"]
    unknown = (
        f"Cannot tell: {states} whole texts over time, or a share that never moves;"
        f" {demanded['least']} texts are needed."
    )
    share, trials = label(scheme).lower(), f"{demanded['replicates']:,}"
    at_random = (
        f"With holders dealt out at random {trials} times, the rank correlation of {share} with"
        f" time is {mean:.2f} on average."
    )
    beside = (
        f"The President's {share} has a rank correlation with time of {own:.2f}; holders dealt out"
        f" at random show one as strong in {p:.0%} of {trials} trials."
    )
    for check, value, threshold, told in (
        (Check.SHUFFLED, mean, demanded["threshold"], at_random),
        (Check.TREND, p, None, beside),
    ):
        known = not (np.isnan(mean) or (check is Check.TREND and np.isnan(own)))
        yield CheckResult(
            check=check,
            series=course.series,
            lang=course.lang,
            subject="president",
            scheme=scheme,
            value=round(value, 6) if known else None,
            threshold=threshold,
            passed=abs(value) <= threshold if known and threshold else None,
            cases=demanded["replicates"] if known else 0,
            told=told if known else unknown,
        )
