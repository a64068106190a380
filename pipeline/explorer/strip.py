"""The life of a power as a strip of bars: who held it and how free, on a line of years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.explorer.life import Phase
from pipeline.explorer.lookup.open import Row

_TICKS = 6  # years named at most, so that they stand apart on a phone too
_STEPS = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True, slots=True)
class Bar:
    """One statement of the power; `x` and `width` are per cent of the strip."""

    row: int
    x: float
    width: float
    kind: str  # of the change that it began with; "" for none
    here: bool
    phase: Phase


@dataclass(frozen=True, slots=True)
class Strip:
    """Rows are a holder and how free, in the order in which they came."""

    rows: tuple[tuple[str | None, str | None], ...]
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, int], ...]  # per cent, year


def strip(found: Sequence[Phase], power: Row, newest: date) -> Strip:
    """The picture of a life.

    Args:
        found: its phases, at least one.
        power: the one that is looked at.
        newest: the last day that the release knows; what lasts is drawn a little beyond it.
    """
    days = [date.fromisoformat(day) for phase in found for day in (phase.begins, phase.ends) if day]
    start, known = min(days), max([*days, newest])
    until = known.toordinal() + max(30, (known - start).days // 30)
    whole = until - start.toordinal()

    def at(day: int) -> float:
        return round(100 * (day - start.toordinal()) / whole, 2)

    rows: dict[tuple[str | None, str | None], int] = {}
    bars = []
    for phase in found:
        begin = at(date.fromisoformat(phase.begins).toordinal())
        end = at(date.fromisoformat(phase.ends).toordinal() if phase.ends else until)
        for one in phase.statements:
            key = (one.power["holder"], one.power["autonomy"] if _gives(one.power) else None)
            bar = Bar(
                rows.setdefault(key, len(rows)), begin, round(max(end - begin, 0.4), 2),
                one.change["kind"] if one.change else "",
                phase.has(power) and _place(one.power) == _place(power), phase,
            )  # fmt: skip
            bars.append(bar)
    first, last = start.year + 1, date.fromordinal(until).year
    step = next((step for step in _STEPS if (last - first) // step < _TICKS), _STEPS[-1])
    years = range(first + -first % step, last + 1, step)
    ticks = tuple((at(date(year, 1, 1).toordinal()), year) for year in years)
    return Strip(tuple(rows), tuple(bars), tuple(tick for tick in ticks if tick[0] <= 94))


def _place(power: Row) -> tuple[object, ...]:
    return power["eid"], power["n"]


def _gives(power: Row) -> bool:
    """A limit has no degree of freedom."""
    return bool(power["polarity"] == "+")
