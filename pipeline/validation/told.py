"""Comparisons as rows and as lines to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from pipeline.validation import Comparison
from pipeline.validation.agreement import Estimate
from pipeline.validation.ours import Move, PowerMove

COLUMNS = (
    "series", "lang", "scheme", "holder", "column", "flipped", "years", "first", "last", "left_out",
    "our_changes", "their_changes", "rho", "rho_low", "rho_high", "tau", "tau_low", "tau_high",
    "rho_changes", "rho_changes_low", "rho_changes_high", "within", "bounded",
    "our_largest", "their_largest", "parted",
)  # fmt: skip
SHORT = (
    "series", "lang", "scheme", "column", "years", "left_out", "changes",
    "rho", "tau", "rho_changes", "within", "our_largest", "their_largest", "parted",
)  # fmt: skip


def row(one: Comparison) -> tuple[Any, ...]:
    """The columns of `COLUMNS`; years of steps stand for the change from the year before."""
    found = one.agreement
    ours = one.ours
    return (
        ours.series,
        ours.lang,
        ours.scheme,
        ours.holder,
        one.column,
        one.flipped,
        len(found.years),
        min(found.years, default=None),
        max(found.years, default=None),
        one.left_out,
        found.our_changes,
        found.their_changes,
        *_ends(found.rho),
        *_ends(found.tau),
        *_ends(found.rho_changes),
        found.within,
        found.bounded,
        one.our_largest.year if one.our_largest else None,
        one.their_largest[0] if one.their_largest else None,
        [step.year for step in found.parted],
    )


def short(one: Comparison) -> tuple[Any, ...]:
    """The columns of `SHORT`, intervals in brackets."""
    whole = dict(zip(COLUMNS, row(one), strict=True))
    found = one.agreement
    shown = {
        **whole,
        "changes": f"{found.our_changes}, {found.their_changes}",
        "rho": _bracketed(found.rho),
        "tau": _bracketed(found.tau),
        "rho_changes": _bracketed(found.rho_changes),
        "within": f"{found.within} of {found.bounded}" if found.bounded else "",
    }
    return tuple(shown[column] for column in SHORT)


def as_json(one: Comparison) -> dict[str, Any]:
    """All of a comparison."""
    found = asdict(one.agreement)
    steps = found.pop("parted")
    ours = one.ours
    return {
        "series": ours.series,
        "lang": ours.lang,
        "scheme": ours.scheme,
        "holder": ours.holder,
        "column": one.column,
        "flipped": one.flipped,
        "left_out": one.left_out,
        **found,
        "our_largest": asdict(one.our_largest) if one.our_largest else None,
        "their_largest": one.their_largest,
        "parted": [
            {**step, "our_move": asdict(moved)}
            for step, moved in zip(steps, one.partings, strict=True)
        ],
    }


def moves(comparisons: Iterable[Comparison]) -> Iterator[str]:
    """Each of our moves that a comparison names, once a series, in order of time."""
    named: dict[tuple[str, str, str], dict[int, Move]] = {}
    for one in comparisons:
        found = named.setdefault((one.ours.series, one.ours.lang, one.ours.scheme), {})
        for moved in (one.our_largest, *one.partings):
            if moved:
                found[moved.year] = moved
    for (series, lang, scheme), by_year in named.items():
        yield f"\nOur moves, {scheme} of {series} texts in {lang}, and the powers that moved most:"
        for _, moved in sorted(by_year.items()):
            change = "not known" if moved.change is None else f"{moved.change:+.4g}"
            gross = f"{moved.up:+.4g} and {moved.down:+.4g}"
            sure = "" if moved.p_rise is None else f", P(rise) {moved.p_rise:.2f}"
            acts = " ".join(moved.acts) or "no change of text"
            yield f"  {moved.year}: {change} ({gross}{sure}) {acts}"
            yield from (f"    {_told(power)}" for power in moved.powers)


def _told(power: PowerMove) -> str:
    what = [power.holder, power.action, power.object or "(no object)"] if power.holder else []
    words = " ".join(filter(None, what)) or power.component
    return f"{power.change:+.4g} {words} {power.power_id}".rstrip()


def _ends(estimate: Estimate) -> tuple[float | None, float | None, float | None]:
    return estimate.value, estimate.low, estimate.high


def _bracketed(estimate: Estimate) -> str:
    if estimate.value is None:
        return ""
    if estimate.low is None:
        return f"{estimate.value:.2f}"
    return f"{estimate.value:.2f} [{estimate.low:.2f}, {estimate.high:.2f}]"
