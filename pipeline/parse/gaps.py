"""Every gap in the numbering of a text, and what explains it.

Numbers are compared among siblings: articles of an act, points of an article, sub-points of a
point. A number that is there but repealed is no gap; it is listed as repealed.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.normalize import repair_letters
from pipeline.parse import Parsed
from pipeline.records import Provision
from pipeline.vocabulary import TextState

_KINDS = ("article", "point", "subpoint")
# A leap over more numbers than this is a misprint, not so many missing units.
_LEAP = 1000


@dataclass(frozen=True, slots=True)
class Gap:
    """One oddity of the numbering: where, what is odd, and the likely reason."""

    eid: str  # of the unit that is repealed, missing or doubled
    reason: str  # repealed, excerpt, duplicate, suspected error
    detail: str


def gaps(parsed: Parsed) -> list[Gap]:
    """Explain each number that is repealed, is missing, or is used twice: in this order."""
    found = [
        Gap(unit.eid, "repealed", _repeal(unit)) for unit in parsed.provisions if unit.repealed
    ]
    for siblings in _families(parsed.provisions):
        found.extend(_missing(siblings, parsed))
    found.extend(
        Gap(eid, "duplicate", "the number is used twice; check the source")
        for eid in parsed.duplicates
    )
    return found


def _repeal(unit: Provision) -> str:
    law = unit.repealed_by or "a law that the text does not name"
    return f"by {law}" + (f" of {unit.repealed_on}" if unit.repealed_on else "")


def _families(provisions: tuple[Provision, ...]) -> Iterator[list[Provision]]:
    families: dict[tuple[str, str], list[Provision]] = {}
    for unit in provisions:
        if unit.kind in _KINDS and unit.number[0].isdigit():
            families.setdefault((unit.parent, unit.kind), []).append(unit)
    yield from families.values()


def _missing(siblings: list[Provision], parsed: Parsed) -> Iterator[Gap]:
    first = siblings[0]
    before = 0
    prefix = first.eid.removesuffix(first.number)
    for unit in siblings:
        number = int(unit.number.split("-")[0])
        if number - before > _LEAP:
            yield Gap(unit.eid, "suspected error", f"{unit.number} stands after {before}")
            continue
        absent = (
            _explain(f"{prefix}{n}", first.kind, n, unit, parsed) for n in range(before + 1, number)
        )
        for reason, alike in itertools.groupby(absent, key=lambda gap: (gap.reason, gap.detail)):
            run = [gap.eid for gap in alike]
            yield Gap(run[0] if len(run) == 1 else f"{run[0]}..{run[-1]}", *reason)
        if number < before:
            yield Gap(unit.eid, "suspected error", f"{unit.number} stands after {before}")
        before = max(before, number)


def _explain(eid: str, kind: str, number: int, after: Provision, parsed: Parsed) -> Gap:
    if parsed.identity.state in (TextState.EXCERPT, TextState.RESTATED):
        return Gap(eid, "excerpt", f"the text says so: {parsed.identity.note or 'restated'}")
    article = after.eid.split("__")[0]
    for note in parsed.notes:
        near = kind == "article" or note.eid.split("__")[0] == article
        if near and _says_repealed(note.text, kind, number):
            return Gap(eid, "repealed", "by the note: " + note.text[:80])
    return Gap(eid, "suspected error", f"missing before {after.eid}; compare the other language")


def _says_repealed(note: str, kind: str, number: int) -> bool:
    words = {
        "article": r"\bстать|бап",
        "point": r"\bпункт|тармақ(?!ша)",
        "subpoint": r"\bподпункт|тармақша",
    }
    unit = rf"(?:(?:{words[kind]})\w*\s+{number}\b|\b{number}\)?-?\s*(?:{words[kind]}))"
    repeal = rf"{unit}[^.;]*(?:исключен|алып тасталды)"
    return bool(re.search(repeal, repair_letters(note), re.IGNORECASE))
