"""What an amending act quotes, as clauses of its own that can be read like any other.

New words are read for what they give, old ones for what they take away. Where they are no sentence,
the newer text at hand turns them into one: its clause turned back is what stood there before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.amendments.clauses import NEW, OLD, clauses_before_and_after, clauses_of
from pipeline.amendments.records import Amendments, Instruction
from pipeline.parse import Parsed
from pipeline.records import Clause, Provision, Reading, Version
from pipeline.vocabulary import Label, Polarity, TextState

BEFORE = "before"
TAKEN_AWAY = (f"__{OLD}__", f"__{BEFORE}__")


@dataclass(frozen=True, slots=True)
class Edited:
    """One clause as an instruction changed it: the ids before and after, "" where there is none."""

    instruction: Instruction
    before: str  # of a quoted clause
    after: str  # of a clause of the newer text


@dataclass(frozen=True, slots=True)
class Evidence:
    """The quoted clauses of one amending act, their provisions, and the changes that they show."""

    clauses: tuple[Clause, ...]
    provisions: tuple[Provision, ...]
    shown: tuple[Edited, ...]


@dataclass(frozen=True, slots=True)
class Amending:
    """An amending act's text: what it orders, what it quotes, and what was read in that."""

    version: Version
    newer: Version | None  # the text that it made, where that is at hand
    orders: Amendments
    quoted: Evidence
    readings: tuple[Reading, ...] = ()  # one a quoted clause, as if all were in force


def evidence(amendments: Amendments, newer: Parsed | None = None) -> Evidence:
    """Cut everything that an amending act quotes.

    Args:
        amendments: the act's instructions.
        newer: the amended act's text that the instructions made, where it is at hand.
    """
    identity = amendments.identity
    clauses: list[Clause] = []
    shown: list[Edited] = []
    for one in amendments.instructions:
        clauses += [*clauses_of(one, OLD), *clauses_of(one, NEW)]
        known = {clause.clause_id for clause in clauses}
        for before, after in clauses_before_and_after(one, newer) if newer else ():
            if before and before.clause_id not in known:
                before = replace(
                    before,
                    act=identity.act,
                    version=identity.date.isoformat(),
                    eid=f"{one.eid}__ins_{one.n}__{BEFORE}__{before.eid}",
                    restated=identity.state is TextState.RESTATED,
                    start=one.start,
                    end=one.end,
                )
                clauses.append(before)
            shown.append(
                Edited(one, before.clause_id if before else "", after.clause_id if after else "")
            )
    return Evidence(tuple(clauses), tuple(_provisions(clauses)), tuple(shown))


def taken_away(readings: Iterable[Reading]) -> list[Reading]:
    """The same readings, those of words that the act takes away read as the end of their powers."""
    return [
        replace(
            reading,
            label=Label.REMOVE,
            proba={label: float(label is Label.REMOVE) for label in Label},
            powers=tuple(replace(power, polarity=Polarity.LIMITS) for power in reading.powers),
        )
        if reading.powers and any(mark in reading.clause.eid for mark in TAKEN_AWAY)
        else reading
        for reading in readings
    ]


def _provisions(clauses: Iterable[Clause]) -> Iterable[Provision]:
    """One provision for each quoted unit, with the words of its clauses."""
    units: dict[str, list[Clause]] = {}
    for clause in clauses:
        units.setdefault(clause.eid, []).append(clause)
    for eid, here in units.items():
        yield Provision(
            eid=eid,
            kind="quotation",
            number="",
            parent=eid.split("__ins_")[0],
            text=". ".join(clause.text for clause in here),
            start=min(clause.start for clause in here),
            end=max(clause.end for clause in here),
            lead_in=here[0].lead_in,
        )
