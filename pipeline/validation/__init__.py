"""Our yearly series beside a published one: never blended with it, and never tuned to it.

`published` reads the file, `ours` the release, `agreement` compares. Nothing here is read by a
build, and nothing is written into a release.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from pipeline.errors import InputError
from pipeline.validation.agreement import LEAST, Agreement, agreement, largest_step
from pipeline.validation.ours import Move, Ours, Value, move, read
from pipeline.validation.published import Published, load

__all__ = ["Comparison", "Published", "compare", "load", "read"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One series of ours beside one published column."""

    ours: Ours
    column: str
    flipped: bool  # whether the column was turned round, so that higher means more power
    left_out: int  # years of theirs for which ours is missing or partial
    agreement: Agreement
    our_largest: Move | None  # our greatest change from one year to the next, in their years
    their_largest: tuple[int, float] | None  # theirs in ours: year, and change as it is compared
    partings: tuple[Move, ...]  # what ours did in the steps of `agreement.parted`

    @property
    def telling(self) -> bool:
        """Whether there are years enough in common, and both series ever change."""
        return self.agreement.rho.value is not None


def compare(
    release: Path,
    published: Published,
    ours: Iterable[Ours],
    value: Value = "end",
    flip: Collection[str] = (),
    years: tuple[int, int] = (1, 9998),
) -> list[Comparison]:
    """Set each of our series beside each published column.

    Args:
        release: the folder of a release.
        published: see `load`.
        ours: see `read`.
        value: our value on 31 December, or the mean over the days of the year.
        flip: columns in which a lower value means more power; "all" for every column.
        years: the first and the last year to look at, in both series.

    Returns:
        One comparison a pair, in the order of `ours`, then of the columns. A pair with fewer than
        five years in common, or a series that never changes, has no correlation.

    Raises:
        InputError: a column to flip is not there, or no pair has five years in common.
    """
    turned = published.columns if "all" in flip else flip
    for column in turned:
        if column not in published.columns:
            raise InputError(
                f"there is no column '{column}' among those compared",
                "--flip",
                f"use one of {', '.join(published.columns)}",
            )
    found = [one for each in ours for one in _pairs(release, published, each, value, turned, years)]
    longest = max((len(one.agreement.years) for one in found), default=0)
    if longest < LEAST:
        raise InputError(
            f"the series have {longest} years in common",
            "validate",
            f"at least {LEAST} are needed: choose another file, --series, --value or --from",
        )
    return found


def _pairs(
    release: Path,
    published: Published,
    ours: Ours,
    value: Value,
    flip: Collection[str],
    years: tuple[int, int],
) -> Iterator[Comparison]:
    last = ours.spans[-1].valid_from.year
    until = max([last, *chain(*published.columns.values())])
    mine = _between(ours.by_year(value, until), years)
    moves: dict[int, Move] = {}

    def told(year: int) -> Move:
        if year not in moves:
            moves[year] = move(release, ours, year)
        return moves[year]

    for column in published.columns:
        theirs = _between(published.columns[column], years)
        bounds = published.bounds.get(column, {})
        if column in flip:
            theirs = {year: -number for year, number in theirs.items()}
            bounds = {year: (-high, -low) for year, (low, high) in bounds.items()}
        found = agreement(mine, theirs, bounds)
        mine_too, theirs_too = (_between(series, found.years) for series in (mine, theirs))
        largest = largest_step(mine_too)
        yield Comparison(
            ours=ours,
            column=column,
            flipped=column in flip,
            left_out=len(theirs.keys() - mine.keys()),
            agreement=found,
            our_largest=told(largest[0]) if largest else None,
            their_largest=largest_step(theirs_too),
            partings=tuple(told(step.year) for step in found.parted),
        )


def _between(series: Mapping[int, float], years: Sequence[int]) -> dict[int, float]:
    """The series from the first to the last of the years; nothing where there are none."""
    return {year: one for year, one in series.items() if years and years[0] <= year <= years[-1]}
