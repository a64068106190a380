"""Which clauses of a release are most worth an annotator's time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import dataset
from pipeline.annotate.tasks import Pair, Reason, Task, Unit, tasks_of
from pipeline.classifier.annotations import Annotation
from pipeline.errors import InputError
from pipeline.records import Clause
from pipeline.vocabulary import Lang

# Differences that reading again can settle.
_READABLE = """
SELECT DISTINCT act, version_date, series, eid FROM divergences
WHERE cause = 'reading' AND kind NOT IN ('unit', 'repeal')
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which clauses are asked for."""

    lang: Lang | None = None
    act: str | None = None
    all: bool = False  # sure and repeated ones too
    limit: int | None = None

    def includes(self, clause: Clause) -> bool:
        return self.lang in (None, clause.lang) and self.act in (None, clause.act)


def select(release: Path, known: Iterable[Annotation], wanted: Wanted) -> list[Task]:
    """Clauses that no one has annotated, the most doubtful first.

    The two languages of a clause that they do not read alike stand together, and neither comes
    without the other when the limit is reached. Unless all are wanted, a clause whose words are
    those of an annotated version, or of a later one, is left out.

    Raises:
        ReleaseError: the release cannot be opened.
        InputError: it holds no clause of the act.
    """
    tasks, known = list(tasks_of(release)), list(known)
    acts = dict.fromkeys(task.reading.clause.act for task in tasks)
    if wanted.act not in (None, *acts):
        raise InputError(
            f"'{wanted.act}' is no act of the release", "--act", f"use one of: {', '.join(acts)}"
        )
    differing = _differing(tasks, _units(release))
    keys = {one.key for one in known}
    words = {(one.act, one.lang, one.eid, one.n, one.sha256) for one in known}
    groups: dict[object, list[Task]] = {}
    for task in tasks:
        clause = task.reading.clause
        reason = _reason(task, differing)
        if not wanted.includes(clause) or task.key in keys:
            continue
        if not wanted.all and (reason is Reason.ALL or _words(task) in words):
            continue
        chosen = replace(task, reason=reason)
        together = task.pair if reason is Reason.DIVERGENCE else clause.clause_id
        groups.setdefault(together, []).append(chosen)
    ordered = sorted(groups.values(), key=_doubt)
    return _first(ordered if wanted.all else _once(ordered), wanted.limit)


def _words(task: Task) -> tuple[str, Lang, str, int, str]:
    clause = task.reading.clause
    return clause.act, clause.lang, clause.eid, clause.n, task.sha256


def _reason(task: Task, differing: set[Pair]) -> Reason:
    if task.pair in differing:
        return Reason.DIVERGENCE
    return Reason.UNCERTAIN if task.doubtful else Reason.ALL


def _doubt(group: Sequence[Task]) -> tuple[bool, float]:
    """Doubtful groups first, and among them the least sure; the text's order decides the rest."""
    return group[0].reason is Reason.ALL, min(task.sure for task in group)


def _once(groups: Iterable[list[Task]]) -> list[list[Task]]:
    """Without groups whose words stand again in a later version of their act."""
    newest: dict[object, list[Task]] = {}
    for group in groups:
        same = tuple(sorted((*_words(task), task.reading.clause.lead_in) for task in group))
        other = newest.setdefault(same, group)
        if other[0].reading.clause.version < group[0].reading.clause.version:
            newest[same] = group
    return list(newest.values())


def _first(groups: Iterable[list[Task]], limit: int | None) -> list[Task]:
    chosen: list[Task] = []
    for group in groups:
        if limit is None or len(chosen) + len(group) <= limit:
            chosen += group
    return chosen


def _units(release: Path) -> set[Unit]:
    """Units that are read differently where their words do not differ."""
    return {
        (act, day.isoformat(), series == "restated", eid)
        for act, day, series, eid in dataset.query(release, _READABLE)[1]
    }


def _differing(tasks: Iterable[Task], units: set[Unit]) -> set[Pair]:
    """Of those units, the clauses that differ themselves, or that only one text has."""
    sides: defaultdict[Pair, list[object]] = defaultdict(list)
    for task in tasks:
        if task.unit in units:
            powers = {(power.holder, power.action) for power in task.reading.powers}
            sides[task.pair].append((task.reading.label, powers))
    return {pair for pair, read in sides.items() if len(read) != 2 or read[0] != read[1]}
