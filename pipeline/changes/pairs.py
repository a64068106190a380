"""Which texts are compared: each version with the next, and an act's last with its successor's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from pipeline import registry
from pipeline.index.timeline import FORCE
from pipeline.records import Act, Version


@dataclass(frozen=True, slots=True)
class Two:
    """What was, and what is now: of one series and language.

    A text may take the place of several acts' at once; `older` has them all, the one of the highest
    force first.
    """

    older: tuple[Version, ...]
    newer: Version

    @property
    def within(self) -> bool:
        """Whether both are texts of one act."""
        return self.older[0].act == self.newer.act


def pairs(acts: Mapping[str, Act], versions: Iterable[Version]) -> list[Two]:
    """The texts to compare, by series, language and day.

    An act that amends others is an instruction and no text in force: it is never compared. The text
    that takes an ended act's place is the first one of its successor in force on that day or later.
    """
    groups: dict[tuple[str, str], dict[str, list[Version]]] = {}
    for version in sorted(versions, key=lambda each: (each.date, each.version_id)):
        if not acts[version.act].amends:
            by_act = groups.setdefault((version.series, version.lang), {})
            by_act.setdefault(version.act, []).append(version)
    found = []
    for by_act in groups.values():
        for held in by_act.values():
            found += [Two((older,), newer) for older, newer in pairwise(held)]
        found += _successions(acts, by_act)
    return sorted(found, key=lambda two: (two.newer.series, two.newer.lang, two.newer.date,
                                          two.newer.act, two.older[0].date))  # fmt: skip


def _successions(acts: Mapping[str, Act], by_act: Mapping[str, Sequence[Version]]) -> Iterable[Two]:
    replaced: dict[Version, list[Version]] = {}
    for older, newer in registry.successions(acts):
        last = by_act[older][-1] if older in by_act else None
        ended = acts[older].ended
        first = next(
            (v for v in by_act.get(newer, ()) if not ended or _begins(acts, v) >= ended), None
        )
        if last and first:
            replaced.setdefault(first, []).append(last)
    for first, before in replaced.items():
        yield Two(tuple(sorted(before, key=lambda v: (_force(acts, v), v.date, v.act))), first)


def _begins(acts: Mapping[str, Act], version: Version) -> date:
    act = acts[version.act]
    return max(version.date, act.in_force or act.adopted)


def _force(acts: Mapping[str, Act], version: Version) -> int:
    kind = acts[version.act].kind
    return FORCE.index(kind) if kind in FORCE else len(FORCE)
