"""The life of a power as phases: texts in a row that state it in the same words are one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from pipeline.explorer.lookup.open import Row

_WORDS = ("text", "lead_in", "holder", "action", "object", "polarity", "autonomy", "limits")


@dataclass(frozen=True, slots=True)
class Statement:
    """A power in one clause of a text."""

    power: Row
    older: Row | None  # what it was in the text before, where it changed
    change: Row | None  # what made it so
    gone: Row | None  # the change that ended it
    again: bool  # whether an earlier text says the same


@dataclass(frozen=True, slots=True)
class Phase:
    """Texts of one act, one after the other, that state the power in the same words."""

    statements: tuple[Statement, ...]
    texts: tuple[Row, ...]  # the first statement of each text, the oldest first
    unstated: str | None  # the day since when no text at hand has stated the power, if any

    @property
    def begins(self) -> str:
        return _begin(self.texts[0])

    @property
    def ends(self) -> str | None:
        """The first day after; None while it lasts."""
        end: str | None = self.texts[-1]["valid_to"]
        return end

    def has(self, power: Row) -> bool:
        """Whether a power's text is one of these."""
        return any(text["version_id"] == power["version_id"] for text in self.texts)


def phases(steps: Iterable[Row], changes: Iterable[Row]) -> list[Phase]:
    """The phases of a life, by their first day.

    Args:
        steps: every statement of the power, by time, as `find.power.life` gives them.
        changes: what happened to it, as `find.power.changes_of` gives it.
    """
    texts: dict[str, list[Row]] = {}
    for step in steps:
        texts.setdefault(step["version_id"], []).append(step)
    changes = list(changes)
    made = {change["power_to"]: change for change in changes if change["power_to"]}
    runs: list[list[list[Row]]] = []
    last: dict[str, list[list[Row]]] = {}  # run of texts, by act
    for text in texts.values():
        run = last.get(text[0]["act"])
        if run and _goes_on(run[-1], text) and not any(one["power_id"] in made for one in text):
            run.append(text)
        else:
            last[text[0]["act"]] = [text]
            runs.append(last[text[0]["act"]])
    by_id = {step["power_id"]: step for text in texts.values() for step in text}
    ended = {change["power_from"]: change for change in changes if not change["power_to"]}
    found: list[Phase] = []
    known: set[tuple[object, ...]] = set()
    until: str | None = ""  # the last day that is told so far; None: it lasts
    for run in sorted(runs, key=lambda run: _begin(run[0][0])):
        statements = []
        for first, final in zip(run[0], run[-1], strict=True):
            change = made.get(first["power_id"])
            older = by_id.get(change["power_from"]) if change else None
            again = not change and _told(first) in known
            statements.append(Statement(first, older, change, ended.get(final["power_id"]), again))
        known |= {_told(one) for one in run[0]}
        begins = _begin(run[0][0])
        unstated = until if until and until < begins else None
        found.append(Phase(tuple(statements), tuple(text[0] for text in run), unstated))
        until = None if until is None or not found[-1].ends else max(until, found[-1].ends)
    return found


def around(found: Sequence[Phase], power: Row, most: int) -> list[Phase]:
    """Phases about a power's own with at most so many statements: what a page can bear."""
    place = next((n for n, phase in enumerate(found) if phase.has(power)), 0)
    near = sorted(range(len(found)), key=lambda n: abs(n - place))
    sums = accumulate(len(found[n].statements) for n in near)
    kept = sorted(n for n, total in zip(near, sums, strict=True) if total <= most or n == place)
    return [replace(found[n], statements=found[n].statements[:most]) for n in kept]


def _goes_on(before: list[Row], after: list[Row]) -> bool:
    touching = before[0]["valid_to"] == after[0]["valid_from"]
    places = [[one["eid"] for one in text] for text in (before, after)]
    return (
        touching and places[0] == places[1] and list(map(_told, before)) == list(map(_told, after))
    )


def _told(step: Row) -> tuple[object, ...]:
    return tuple(step[name] for name in _WORDS)


def _begin(step: Row) -> str:
    return str(step["valid_from"] or step["version_date"])
