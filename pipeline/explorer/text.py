"""A text as it is read: its units in order, with clauses, powers, marks and notes where they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.explorer.find import acts as find
from pipeline.explorer.lookup.open import Lookup, Row
from pipeline.explorer.marks import Mark, Piece, marks_of, pieces

Place = tuple[int, int, str]  # start, end and kind of a mark


@dataclass(slots=True)
class Stretch:
    """A clause as it stands in its unit, with what is printed up to the next one."""

    pieces: list[Piece]
    label: str = "none"
    powers: list[Row] = field(default_factory=list)


@dataclass(slots=True)
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
        """The article, or other unit, that it stands in."""
        return self.eid.partition("__")[0]

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
    before: dict[str, Row] = {}
    last: Row | None = None
    for clause in find.clauses(lookup, version_id):
        clauses[clause["eid"]].append(clause)
        if last:
            before[clause["clause_id"]] = last
        last = clause
    powers, limits = _grouped(lookup, version_id)
    marks: dict[str, set[Place]] = defaultdict(set)  # by eid, in characters of the unit's text
    heads: dict[str, str] = {}  # the last unit that had these words
    starts: dict[str, int] = {}
    for unit in found:
        at = 0
        for clause in clauses[unit.eid]:
            at = max(unit.text.find(clause["text"], at), at)
            starts[clause["clause_id"]] = at
            at += len(clause["text"])
            for power in powers[clause["clause_id"]]:
                for where, held in marks_of(power, limits[power["power_id"]]).items():
                    if where == "lead_in":
                        marks[heads.get(clause["lead_in"], "")] |= _moved(held, 0)
                    else:
                        of = clause if where == "clause" else before.get(clause["clause_id"])
                        if of:
                            marks[of["eid"]] |= _moved(held, starts[of["clause_id"]])
        heads[unit.text] = unit.eid
    for unit in found:
        unit.stretches = _stretches(
            unit.text, clauses[unit.eid], starts, sorted(marks[unit.eid]), powers
        )


def _grouped(
    lookup: Lookup, version_id: str
) -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
    """Powers by clause, and constraints by power."""
    powers: dict[str, list[Row]] = defaultdict(list)
    limits: dict[str, list[Row]] = defaultdict(list)
    for power in find.powers_of(lookup, version_id):
        powers[power["clause_id"]].append(power)
    for limit in find.constraints_of(lookup, version_id):
        limits[limit["power_id"]].append(limit)
    return powers, limits


def _moved(marks: Iterable[Mark], start: int) -> set[Place]:
    """Marks of a clause in a unit's text; those that powers share become one."""
    return {(mark.start + start, mark.end + start, mark.kind) for mark in marks}


def _stretches(
    text: str,
    clauses: list[Row],
    starts: dict[str, int],
    marks: list[Place],
    powers: dict[str, list[Row]],
) -> list[Stretch]:
    """The text cut where clauses begin; the pieces of all stretches joined are the text."""
    cuts = [0, *(starts[clause["clause_id"]] for clause in clauses[1:]), len(text)]
    found = []
    for clause, (start, end) in zip(clauses or [None], pairwise(cuts), strict=True):
        here = [Mark(a - start, b - start, kind) for a, b, kind in marks if start <= a < end]
        cut = pieces(text[start:end], here)
        if clause:
            found.append(Stretch(cut, clause["label"], powers[clause["clause_id"]]))
        elif text:
            found.append(Stretch(cut))
    return found
