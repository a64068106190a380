"""A text as it is read: units in order, with clauses, powers, marks and notes where they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from pipeline.explorer.find import acts as find
from pipeline.explorer.lookup.open import Lookup, Row
from pipeline.explorer.marks import Mark, Piece, marks_of, pieces

Place = tuple[int, int, str]  # start, end and kind of a mark


class _Passage(NamedTuple):
    """Words that spans are counted in, as they stand in a unit."""

    eid: str
    start: int
    words: str

    def fitting(self, marks: Iterable[Mark]) -> Iterator[Place]:
        """Marks that lie in these words, counted in the unit."""
        for mark in marks:
            if 0 <= mark.start < mark.end <= len(self.words):
                yield self.start + mark.start, self.start + mark.end, mark.kind


_NOWHERE = _Passage("", 0, "")


@dataclass(slots=True, eq=False)
class Stretch:
    """A clause as it stands in its unit, with what is printed up to the next one."""

    pieces: list[Piece]
    label: str = "none"
    powers: list[Row] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Unit:
    """A numbered unit or a paragraph: a row of `provisions`, and what belongs to it."""

    row: Row
    depth: int = 0  # units above it, articles and parts not counted
    stretches: list[Stretch] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    quoted: list[Unit] = field(default_factory=list)  # words that an amending act quotes

    @property
    def eid(self) -> str:
        return str(self.row["eid"])

    @property
    def kind(self) -> str:
        return str(self.row["kind"])

    @property
    def top(self) -> str:
        """The article that it stands in, or where there is none the outermost unit."""
        path = self.eid.split("__")
        at = next((n for n, part in enumerate(path) if part.startswith("art_")), 0)
        return "__".join(path[: at + 1])

    @property
    def text(self) -> str:
        return self.row["text"] or ""

    @property
    def heading(self) -> str:
        return self.row["heading"] or ""

    @property
    def powers(self) -> list[Row]:
        return [power for stretch in self.stretches for power in stretch.powers]


def units(lookup: Lookup, version_id: str, marked: bool = True) -> list[Unit]:
    """The units of a text; quotations stand with the unit that quotes them.

    Args:
        lookup: of the release.
        version_id: which text.
        marked: with clauses, powers and notes; without them each unit has its words alone.
    """
    found = [Unit(row) for row in find.provisions(lookup, version_id)]
    by_eid = {unit.eid: unit for unit in found}
    if marked:
        _mark(lookup, version_id, found)
        for note in find.notes(lookup, version_id):
            if note["eid"] in by_eid:
                by_eid[note["eid"]].notes.append(note["text"])
    main = []
    for unit in found:
        above = by_eid.get(unit.row["parent"] or "")
        if above and above.kind not in ("article", "part"):
            unit.depth = above.depth + 1
        if unit.kind == "quotation" and above:
            above.quoted.append(unit)
        else:
            main.append(unit)
    return main


def _mark(lookup: Lookup, version_id: str, found: list[Unit]) -> None:
    """Give each unit its stretches: the clauses with their powers, words of powers marked."""
    clauses: dict[str, list[Row]] = defaultdict(list)
    for clause in find.clauses(lookup, version_id):
        clauses[clause["eid"]].append(clause)
    powers, limits = _grouped(lookup, version_id)
    marks: dict[str, set[Place]] = defaultdict(set)  # by eid, in characters of the unit's text
    starts: dict[str, list[int]] = {}  # of its clauses
    heads: dict[str, str] = {}  # the last unit that had these words
    before = _NOWHERE
    for unit in found:
        at, starts[unit.eid] = 0, []
        for clause in clauses[unit.eid]:
            start = unit.text.find(clause["text"], at)
            own = _Passage(unit.eid, start, clause["text"]) if start >= 0 else _NOWHERE
            starts[unit.eid].append(max(start, at))
            at = starts[unit.eid][-1] + len(own.words)
            head = clause["lead_in"] or ""
            passages = {
                "clause": own,
                "lead_in": _Passage(heads.get(head, ""), 0, head),
                "before": before,
            }
            for power in powers[clause["clause_id"]]:
                for where, held in marks_of(power, limits[power["power_id"]]).items():
                    passage = passages[where]
                    marks[passage.eid].update(passage.fitting(held))
            before = own
        heads[unit.text] = unit.eid
    for unit in found:
        unit.stretches = _stretches(
            unit.text, clauses[unit.eid], starts[unit.eid], sorted(marks[unit.eid]), powers
        )


def _grouped(lookup: Lookup, version_id: str) -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
    """Powers by clause, and constraints by power."""
    powers: dict[str, list[Row]] = defaultdict(list)
    limits: dict[str, list[Row]] = defaultdict(list)
    for power in find.powers_of(lookup, version_id):
        powers[power["clause_id"]].append(power)
    for limit in find.constraints_of(lookup, version_id):
        limits[limit["power_id"]].append(limit)
    return powers, limits


def _stretches(
    text: str,
    clauses: list[Row],
    starts: list[int],
    marks: list[Place],
    powers: dict[str, list[Row]],
) -> list[Stretch]:
    """The text cut where clauses begin; the pieces of all stretches joined are the text."""
    cuts = [0, *starts[1:], len(text)]
    found = []
    for n, (start, end) in enumerate(pairwise(cuts)):
        here = [Mark(a - start, b - start, kind) for a, b, kind in marks if start <= a < end]
        stretch = Stretch(pieces(text[start:end], here))
        if clauses:
            stretch.label = clauses[n]["label"]
            stretch.powers = powers[clauses[n]["clause_id"]]
        found.append(stretch)
    return found
