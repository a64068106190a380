"""Places where the Russian and the Kazakh text of one version do not read alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from pipeline.records import Divergence, Provision, Reading, Version
from pipeline.vocabulary import Lang

Sides = tuple[str, str]  # what the Russian and what the Kazakh text has
Finding = tuple[str, str, Sides]  # eid, kind

_T = TypeVar("_T")


def divergences(
    provisions: Mapping[str, Sequence[Provision]],
    readings: Mapping[str, Sequence[Reading]],
    versions: Iterable[Version],
) -> list[Divergence]:
    """Compare every Russian version with the Kazakh one of the same act, date and series.

    Units are compared by eid. A unit that only one text has, or that only one text repeals, is
    reported as that alone: all else would follow from it. Otherwise:

    - `clauses`: the numbers of clauses differ;
    - `label`: the numbers agree and a clause's labels differ, as `n:label, ...`;
    - `power`: the sets of holder and action differ, as `holder:action, ...`, `-` for unknown.

    Args:
        provisions: the units of each version, by version_id.
        readings: the readings of each version, by version_id, one a clause. A version that is
            missing was not read, and its pair is compared by units only.
        versions: the versions to pair, in any order; one without its pair is left out.

    Returns:
        At most one divergence a unit and kind, sorted by act, date, series, eid and kind.
    """
    found = []
    for rus, kaz in _pairs(versions):
        both = _both(provisions, rus, kaz)
        rows = [*_units(*both)]
        if rus.version_id in readings and kaz.version_id in readings:
            rows += _readings(_comparable(*both), *_both(readings, rus, kaz))
        found += [
            Divergence(rus.act, rus.date.isoformat(), rus.series, eid, kind, *sides)
            for eid, kind, sides in sorted(rows)
        ]
    return found


def agreement(
    provisions: Mapping[str, Sequence[Provision]], versions: Iterable[Version]
) -> dict[tuple[str, str, str], float]:
    """The share of units that both texts have, of those that either has, in [0, 1].

    Keyed by act, date and series, for the pairs that `divergences` compares; a pair without any
    unit is left out.
    """
    shares = {}
    for rus, kaz in _pairs(versions):
        left, right = ({unit.eid for unit in side} for side in _both(provisions, rus, kaz))
        if left | right:
            key = (rus.act, rus.date.isoformat(), rus.series)
            shares[key] = len(left & right) / len(left | right)
    return shares


def _pairs(versions: Iterable[Version]) -> list[tuple[Version, Version]]:
    sides: dict[tuple[str, str, str], dict[Lang, Version]] = {}
    for version in versions:
        key = (version.act, version.date.isoformat(), version.series)
        sides.setdefault(key, {})[version.lang] = version
    return [(side[Lang.RUS], side[Lang.KAZ]) for _, side in sorted(sides.items()) if len(side) == 2]


def _both(
    by_version: Mapping[str, Sequence[_T]], rus: Version, kaz: Version
) -> tuple[Sequence[_T], Sequence[_T]]:
    return by_version.get(rus.version_id, ()), by_version.get(kaz.version_id, ())


def _units(rus: Iterable[Provision], kaz: Iterable[Provision]) -> Iterator[Finding]:
    left, right = _by_eid(rus), _by_eid(kaz)
    for eid in left.keys() ^ right.keys():
        yield eid, "unit", (_name(left.get(eid)), _name(right.get(eid)))
    for eid in left.keys() & right.keys():
        if left[eid].repealed != right[eid].repealed:
            yield eid, "repeal", (_state(left[eid]), _state(right[eid]))


def _comparable(rus: Iterable[Provision], kaz: Iterable[Provision]) -> set[str]:
    """Units that both texts have, in force in both or repealed in both."""
    left, right = _by_eid(rus), _by_eid(kaz)
    return {eid for eid in left.keys() & right.keys() if left[eid].repealed == right[eid].repealed}


def _by_eid(units: Iterable[Provision]) -> dict[str, Provision]:
    return {unit.eid: unit for unit in units}


def _name(unit: Provision | None) -> str:
    return f"{unit.kind} {unit.number}".strip() if unit else ""


def _state(unit: Provision) -> str:
    return "repealed" if unit.repealed else "in force"


def _readings(
    eids: Iterable[str], rus: Iterable[Reading], kaz: Iterable[Reading]
) -> Iterator[Finding]:
    left, right = _by_unit(rus), _by_unit(kaz)
    for eid in eids:
        ours, theirs = left.get(eid, []), right.get(eid, [])
        if len(ours) != len(theirs):
            yield eid, "clauses", (str(len(ours)), str(len(theirs)))
        elif labels := _labels(ours, theirs):
            yield eid, "label", labels
        if _held(ours) != _held(theirs):
            yield eid, "power", (", ".join(_held(ours)), ", ".join(_held(theirs)))


def _by_unit(readings: Iterable[Reading]) -> dict[str, list[Reading]]:
    units: dict[str, list[Reading]] = {}
    for reading in sorted(readings, key=lambda each: each.clause.n):
        units.setdefault(reading.clause.eid, []).append(reading)
    return units


def _labels(rus: Iterable[Reading], kaz: Iterable[Reading]) -> Sides | None:
    """The labels of the clauses that the texts label differently."""
    differing = [
        (f"{ours.clause.n}:{ours.label}", f"{theirs.clause.n}:{theirs.label}")
        for ours, theirs in zip(rus, kaz, strict=True)
        if ours.label is not theirs.label
    ]
    if not differing:
        return None
    left, right = zip(*differing, strict=True)
    return ", ".join(left), ", ".join(right)


def _held(readings: Iterable[Reading]) -> list[str]:
    """Who does what in a unit, each pair once; readings that know neither are left out."""
    return sorted(
        {
            f"{power.holder or '-'}:{power.action or '-'}"
            for reading in readings
            for power in reading.powers
            if power.holder or power.action
        }
    )
