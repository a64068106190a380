"""What shows a change beside the two texts: the act that made it, by registry and editors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.changes.pairs import Two
from pipeline.parse.grammar import find_date
from pipeline.records import Act, Note, Proof
from pipeline.vocabulary import Shown

_PARTS = re.compile(r"[;,]")


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change of an act's text that the registry knows."""

    day: date  # first day of the changed text
    adopted: date  # of the act that made it
    made_by: str  # its key in the registry, or its requisites


def amendments(acts: Mapping[str, Act], two: Two) -> list[Amendment]:
    """The changes that lie between two texts, the last of them the newer text's own."""
    older, newer = two.older[0], two.newer
    act = acts[newer.act]
    if not two.within:
        return [Amendment(max(newer.date, act.in_force or act.adopted), act.adopted, newer.act)]
    found = []
    for day in act.amended_on:
        if older.date < day <= newer.date:
            made_by = act.amended_by.get(day, newer.amended_by if day == newer.date else "")
            known = acts[made_by].adopted if made_by in acts else find_date(made_by)
            found.append(Amendment(day, known or day, made_by))
    return found


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
