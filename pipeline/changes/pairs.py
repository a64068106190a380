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

    A text may take the place of several at once: of its own act's one before, and of other acts'.
    `older` has them all, its own act's first and then by force, so that no power is told twice.
    """

    older: tuple[Version, ...]
    newer: Version


def pairs(acts: Mapping[str, Act], versions: Iterable[Version]) -> list[Two]:
    """The texts to compare, by series, language and day; each is the newer one at most once.

    The text that takes an ended act's place is the first one of its successor in force on that day
    or later.

    Args:
        acts: the registry.
        versions: texts in force, in any order; no instructions to amend.
    """
    groups: dict[tuple[str, str], dict[str, list[Version]]] = {}
    for version in sorted(versions, key=lambda each: (each.date, each.version_id)):
        by_act = groups.setdefault((version.series, version.lang), {})
        by_act.setdefault(version.act, []).append(version)
    found = []
    for by_act in groups.values():
        before: dict[Version, list[Version]] = {}
        for held in by_act.values():
            before |= {newer: [older] for older, newer in pairwise(held)}
        for newer, replaced in _successions(acts, by_act).items():
            before.setdefault(newer, []).extend(replaced)
        found += [Two(tuple(older), newer) for newer, older in before.items()]
    return sorted(found, key=lambda two: (two.newer.series, two.newer.lang, two.newer.date,
                                          two.newer.act, two.older[0].date))  # fmt: skip


def _successions(
    acts: Mapping[str, Act], by_act: Mapping[str, Sequence[Version]]
) -> dict[Version, list[Version]]:
    """The last texts of ended acts, by the text that took their place."""
    replaced: dict[Version, list[Version]] = {}
    for older, newer in registry.successions(acts):
        last = by_act[older][-1] if older in by_act else None
        ended = acts[older].ended
        first = next(
            (v for v in by_act.get(newer, ()) if not ended or _begins(acts, v) >= ended), None
        )
        if last and first and last.date <= _begins(acts, first):
            replaced.setdefault(first, []).append(last)
    return {
        first: sorted(before, key=lambda v: (_force(acts, v), v.date, v.act))
        for first, before in replaced.items()
    }


def _begins(acts: Mapping[str, Act], version: Version) -> date:
    act = acts[version.act]
    return max(version.date, act.in_force or act.adopted)


def _force(acts: Mapping[str, Act], version: Version) -> int:
    kind = acts[version.act].kind
    return FORCE.index(kind) if kind in FORCE else len(FORCE)
