"""A power as one text states it, with what is needed to find it again in another text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.changes.tables import table
from pipeline.normalize import repair_letters
from pipeline.records import Clause, Constraint, Power, Reading
from pipeline.vocabulary import Action, ConstraintType

_KEPT = re.compile(r"[^\W_]+")
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """One power of one clause."""

    power_id: str
    power: Power
    clause: Clause
    same: str  # the clause's words without what makes no difference
    words: str  # the same with those of its lead-in before them
    limits: tuple[Constraint, ...]  # the power's own, and those that its article sets elsewhere

    @property
    def place(self) -> str:
        """The eid and clause number: the same place in the other language's text."""
        return f"{self.clause.eid}/{self.clause.n}"

    @property
    def set_elsewhere(self) -> tuple[Constraint, ...]:
        """The limits that other clauses of the article set."""
        return self.limits[len(self.power.constraints) :]

    @property
    def key(self) -> Key:
        """What makes two statements of one text the same power."""
        power = self.power
        return power.holder, power.action, power.object, power.domain, power.polarity

    @property
    def is_named(self) -> bool:
        """Whether the key names one power: without act or special object it is too wide."""
        special = self.power.object and self.power.object not in table()["generic"]
        return bool(special) and self.power.action not in {None, Action.OTHER}

    @property
    def article(self) -> str:
        return self.clause.eid.split("__")[0]


def stated(readings: Iterable[Reading]) -> list[Stated]:
    """The powers and limits that a text states, in its order; repealed units state none."""
    readings = list(readings)
    nominees = _nominees(readings)
    found = []
    for reading in readings:
        clause = reading.clause
        same, lead = _unnamed_state(bare(clause.text)), _unnamed_state(bare(clause.lead_in))
        found += [
            Stated(
                f"{clause.clause_id}/{k}",
                power,
                clause,
                same,
                f"{lead} {same}".strip(),
                power.constraints + nominees.get(_choice(clause, power), ()),
            )
            for k, power in enumerate(reading.powers)
            if power.holder or power.action
        ]
    return found


def _choice(clause: Clause, power: Power) -> Key | None:
    """Who chooses whom, for a power to appoint."""
    if power.action is not Action.APPOINT:
        return None
    return clause.eid.split("__")[0], power.holder, power.object


def _nominees(readings: Iterable[Reading]) -> dict[Key | None, tuple[Constraint, ...]]:
    """Who must offer several nominees before he appoints: the article says it in another clause."""
    found: dict[Key | None, tuple[Constraint, ...]] = {}
    for reading in readings:
        for power in reading.powers:
            lists = [c for c in power.constraints if c.type is ConstraintType.NOMINEE_LIST]
            if lists and power.object:
                key = (reading.clause.eid.split("__")[0], power.holder, power.object)
                found[key] = tuple(lists)
    return found


def bare(text: str) -> str:
    """The words alone: letters repaired, in lower case, without marks and hyphens at line ends.

    >>> bare("Пpезидент  (№ 5) — «глава».")
    'президент 5 глава'
    """
    lowered = repair_letters(text).lower().replace("ё", "е")
    return " ".join(_KEPT.findall(lowered.replace("№", " ")))


def _unnamed_state(words: str) -> str:
    names = tuple(table()["state_names"])
    return " ".join(word for word in words.split() if not word.startswith(names))
