"""Differences in what the reader made of the two texts.

A difference of the texts shows in the words, where `told` finds it. What shows in the readings
alone is taken for an error of reading; it is kept, with that cause, for whoever mends the reader.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from pipeline.divergences.finding import HIGH, LOW, MEDIUM, READING, Finding
from pipeline.divergences.side import Side
from pipeline.records import Constraint, Power, Reading

Tell = Callable[[Power], Iterable[str]]


def read(rus: Side, kaz: Side, eid: str) -> Iterator[Finding]:
    """What is read differently in one unit: number of clauses, labels, powers."""
    ours, theirs = rus.read.get(eid, []), kaz.read.get(eid, [])
    if len(ours) != len(theirs):
        counts = str(len(ours)), str(len(theirs))
        yield Finding(eid, None, "clauses", LOW, READING, *counts)
    else:
        for left, right in zip(ours, theirs, strict=True):
            if left.label is not right.label:
                labels = left.label.value, right.label.value
                yield Finding(eid, left.clause.n, "label", LOW, READING, *labels)
    for kind, severity, tell in _FIELDS:
        left_only, right_only = _apart(ours, theirs, tell)
        if left_only or right_only:
            yield Finding(eid, None, kind, severity, READING, left_only, right_only)


def _apart(ours: Sequence[Reading], theirs: Sequence[Reading], tell: Tell) -> tuple[str, str]:
    left, right = (
        {told for reading in side for power in reading.powers for told in tell(power)}
        for side in (ours, theirs)
    )
    return ", ".join(sorted(left - right)), ", ".join(sorted(right - left))


def _holder(power: Power) -> Iterator[str]:
    if power.holder:
        yield power.holder


def _action(power: Power) -> Iterator[str]:
    if power.action:
        yield f"{power.holder or '-'}:{power.action}"


def _constraints(power: Power) -> Iterator[str]:
    return map(_constraint, power.constraints)


def _constraint(limit: Constraint) -> str:
    return ":".join(str(part) for part in (limit.type, limit.actor, limit.value) if part)


_FIELDS: tuple[tuple[str, str, Tell], ...] = (
    ("holder", HIGH, _holder),
    ("action", MEDIUM, _action),
    ("constraint", MEDIUM, _constraints),
)
