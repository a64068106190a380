"""The units of a version as texts that can be edited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.amendments.records import Part
from pipeline.amendments.references import NEXT
from pipeline.parse import Parsed


@dataclass(frozen=True, slots=True)
class UnitText:
    """A unit's own words, without its number and its children."""

    text: str
    heading: str = ""
    repealed: bool = False

    def part(self, part: Part) -> str:
        return self.heading if part is Part.HEADING else self.text

    def with_part(self, part: Part, words: str) -> UnitText:
        if part is Part.HEADING:
            return replace(self, heading=words)
        return replace(self, text=words)


Texts = Mapping[str, UnitText]


def texts_of(parsed: Parsed) -> dict[str, UnitText]:
    """The units of a parsed version by eid, in document order."""
    return {
        unit.eid: UnitText("" if unit.repealed else unit.text, unit.heading, unit.repealed)
        for unit in parsed.provisions
    }


def scope(units: Texts, eid: str) -> Iterator[str]:
    """A unit and all units below it; every unit for ""."""
    for name in units:
        if not eid or name == eid or name.startswith(f"{eid}__"):
            yield name


def resolve(units: Texts, eid: str) -> str:
    """The eid under which a text holds a unit, "" where it does not.

    Where an article's words begin on the line of its number, its second paragraph is `par_1`. The
    paragraph after the last one is `par_next`.
    """
    above, _, last = eid.rpartition("__")
    if last == f"par_{NEXT}":
        return _next(units, above)
    if eid in units or not eid:
        return eid
    number = last.removeprefix("par_")
    if number != last and number.isdigit() and "__" not in above and f"{above}__par_1" in units:
        shifted = f"{above}__par_{int(number) - 1}"
        return shifted if shifted in units else ""
    return ""


def _next(units: Texts, above: str) -> str:
    if above not in units:
        return ""
    numbers = [n for name in units if (n := _number(name, above))]
    first = 2 if above.startswith("art_") and "__" not in above else 1
    return f"{above}__par_{max(numbers, default=first - 1) + 1}"


def _number(name: str, above: str) -> int:
    number = name.removeprefix(f"{above}__par_")
    return int(number) if number.isdigit() else 0


def make_room(units: dict[str, UnitText], eid: str) -> None:
    """Give each paragraph from this one on the next number, so that this one is free."""
    above, _, last = eid.rpartition("__")
    number = int(last.removeprefix("par_"))
    while f"{above}__par_{number}" in units:
        number += 1
    while number > int(last.removeprefix("par_")):
        units[f"{above}__par_{number}"] = units.pop(f"{above}__par_{number - 1}")
        number -= 1
