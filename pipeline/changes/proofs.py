"""What shows a change beside the two texts: the act that made it, by registry and editors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.parse.grammar import find_date
from pipeline.records import Act, Note, Proof, Version
from pipeline.vocabulary import Shown

_PARTS = re.compile(r"[;,]")


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change of an act's text that the registry knows."""

    day: date  # first day of the changed text
    adopted: date  # of the act that made it
    made_by: str  # its key in the registry, or its requisites


def amendments(acts: Mapping[str, Act], older: Version, newer: Version) -> list[Amendment]:
    """The changes that lie between two texts, by day.

    Between the texts of two acts lie also the end of the one and the beginning of the other.
    """
    was, now = acts[older.act], acts[newer.act]
    made: dict[date, str] = {}
    begins = newer.date
    if was is not now:
        begins = now.in_force or now.adopted
        made |= {was.ended: was.ended_by or ""} if was.ended else {}
        made |= {day: was.amended_by.get(day, "") for day in was.amended_on} | {begins: newer.act}
    for day in now.amended_on:
        made[day] = now.amended_by.get(day, newer.amended_by if day == newer.date else "")
    return [
        Amendment(day, _adopted(acts, made_by) or day, made_by)
        for day, made_by in sorted(made.items())
        if older.date < day <= max(newer.date, begins)
    ]


def _adopted(acts: Mapping[str, Act], made_by: str) -> date | None:
    return acts[made_by].adopted if made_by in acts else find_date(made_by)


def noted(
    known: Iterable[Amendment], notes: Mapping[str, Iterable[Note]], eid: str
) -> list[tuple[Amendment, str]]:
    """The amendments that an editor's note at a unit's article names, with the note's place.

    Args:
        known: the amendments between the two texts.
        notes: the notes of the newer text by version_id; both languages', which say the same.
        eid: the unit in the newer text.
    """
    article = eid.split("__")[0]
    found: dict[Amendment, str] = {}
    for version_id, here in notes.items():
        for note in here:
            if note.eid.split("__")[0] == article:
                days = {find_date(part) for part in _PARTS.split(note.text)}
                for one in known:
                    if {one.day, one.adopted} & days:
                        found.setdefault(one, f"{version_id}/{note.eid}")
    return sorted(found.items(), key=lambda item: item[0].day)


def proofs(
    known: list[Amendment], named: list[tuple[Amendment, str]], provision_id: str
) -> tuple[Proof, ...]:
    """The two texts, with the act between them if there is but one, and the notes."""
    single = known[0].made_by if len(known) == 1 else ""
    return (
        Proof(Shown.VERSIONS, single, provision_id),
        *(Proof(Shown.NOTE, one.made_by, place) for one, place in named),
    )
