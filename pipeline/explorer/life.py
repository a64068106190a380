"""The life of a power as phases: texts in a row that state it in the same words are one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.explorer.lookup.open import Row

_SAME = (
    "eid", "text", "lead_in", "holder", "action", "object", "polarity", "autonomy", "limits",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """A power in one clause of a text."""

    power: Row
    older: Row | None  # what it was in the text before, where it changed
    change: Row | None  # what made it so
    gone: Row | None  # the change that ended it


@dataclass(frozen=True, slots=True)
class Phase:
    """Texts of one act, one after the other, that state the power in the same words."""

    statements: tuple[Statement, ...]
    texts: tuple[Row, ...]  # the first statement of each text, the oldest first

    @property
    def begins(self) -> str:
        return str(self.texts[0]["valid_from"] or self.texts[0]["version_date"])

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
        act = text[0]["act"]
        if act in last and _goes_on(last[act][-1], text) and not any(
            step["power_id"] in made for step in text
        ):
            last[act].append(text)
        else:
            last[act] = [text]
            runs.append(last[act])
    by_id = {step["power_id"]: step for text in texts.values() for step in text}
    ended = {change["power_from"]: change for change in changes if not change["power_to"]}
    found = [_phase(run, by_id, made, ended) for run in runs]
    return sorted(found, key=lambda phase: phase.begins)


def around(found: Sequence[Phase], power: Row, most: int) -> list[Phase]:
    """As many phases as a page can bear, those around a power's own."""
    place = next((n for n, phase in enumerate(found) if phase.has(power)), 0)
    first = max(0, min(place - most // 2, len(found) - most))
    return list(found[first : first + most])


def _goes_on(before: list[Row], after: list[Row]) -> bool:
    touching = before[0]["valid_to"] == after[0]["valid_from"]
    return touching and _told(before) == _told(after)


def _told(text: list[Row]) -> list[tuple[object, ...]]:
    return [tuple(step[name] for name in _SAME) for step in text]


def _phase(
    run: list[list[Row]], by_id: dict[str, Row], made: dict[str, Row], ended: dict[str, Row]
) -> Phase:
    statements = []
    for first, final in zip(run[0], run[-1], strict=True):
        change = made.get(first["power_id"])
        older = by_id.get(change["power_from"]) if change else None
        statements.append(Statement(first, older, change, ended.get(final["power_id"])))
    return Phase(tuple(statements), tuple(text[0] for text in run))
