"""From blocks to provisions: the one grammar of articles, points, sub-points and paragraphs.

A unit's own text is what stands on the line of its number or, when nothing does, its first
unnumbered paragraph. Further unnumbered paragraphs hang on the unit before them as `par_k`, where
`k` counts the unnumbered paragraphs of that unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from pipeline.normalize import Mapped, repair_letters
from pipeline.parse import grammar
from pipeline.parse.blocks import Block
from pipeline.parse.clauses import cut
from pipeline.records import Note

PREAMBLE = "preamble"
_ABBREVIATION = {"article": "art", "part": "sec", "point": "pt", "subpoint": "sub"}
_LEVEL = {"preamble": 0, "part": 0, "article": 1, "point": 2, "subpoint": 3}


@dataclass(slots=True)
class Unit:
    """A provision while it is being built."""

    eid: str
    kind: str
    number: str
    parent: Unit | None
    body: Mapped
    start: int
    heading: str = ""
    paragraphs: int = 0
    is_lead_in: bool = False
    lead_in: str = ""
    repealed: bool = False
    repealed_by: str = ""
    repealed_on: date | None = None
    order: list[str] = field(default_factory=list)  # numbers of the children, as printed

    @property
    def text(self) -> str:
        return self.body.text

    @property
    def item(self) -> Unit:
        """The unit that a paragraph belongs to; the unit itself when it is no paragraph."""
        return self.parent if self.kind == "paragraph" and self.parent else self


@dataclass(slots=True)
class Structure:
    """What the blocks of one text hold."""

    title: str = ""
    units: list[Unit] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    duplicates: list[str] = field(default_factory=list)


def build(blocks: Iterable[Block]) -> Structure:
    """Read blocks into units and notes, in document order."""
    return _Builder().run(list(blocks))


class _Builder:
    def __init__(self) -> None:
        self.out = Structure()
        self.open: list[Unit] = []  # the chain of units that the next block may belong to
        self.eids: set[str] = set()
        self.in_section_title = False

    def run(self, blocks: list[Block]) -> Structure:
        position = 0
        while position < len(blocks):
            quoted = _quotation_after(blocks, position)
            block = blocks[position]
            if quoted > position + 1:
                parts = [b.text for b in blocks[position:quoted]]
                block = Block(Mapped.join(parts), block.heading, block.note)
            self._take(block)
            position = max(quoted, position + 1)
        _mark_lead_ins(self.out.units)
        for unit in self.out.units:
            _mark_repeal(unit)
        self._articles_repealed_by_note()
        return self.out

    # What a block may be, in the order in which it is tried.
    def _take(self, block: Block) -> None:
        text = repair_letters(block.text.text)
        title_follows, self.in_section_title = self.in_section_title, False
        if grammar.NOTE.match(text) or (block.note and not grammar.opens_unit(text)):
            self._note(block.text)
        elif grammar.is_section(text):
            self.open, self.in_section_title = [], True
        elif match := grammar.ARTICLE.match(text):
            self._article(block, match)
        elif block.heading:
            if not self.out.title and not self.out.units:
                self.out.title = block.text.text
        elif match := grammar.PART.match(text):
            self._numbered("part", match, block.text)
        elif match := grammar.POINT.match(text):
            self._numbered("point", match, block.text)
        elif match := grammar.SUBPOINT.match(text):
            self._numbered("subpoint", match, block.text)
        elif not (title_follows and not text.endswith((".", ";", ":"))):
            self._paragraph(block.text)

    def _note(self, text: Mapped) -> None:
        eid = self.open[-1].eid if self.open else ""
        self.out.notes.append(Note(eid, text.text, text.start, text.end))

    def _article(self, block: Block, match: re.Match[str]) -> None:
        number = match["rus"] or match["kaz"]
        rest = block.text[match.start("rest") :]
        last = self.out.units[-1] if self.out.units else None
        says_repeal = grammar.is_repeal(rest.text)
        if grammar.NOTE_ABOUT_ARTICLE.match(rest.text):
            self._note(block.text)
        elif last and (last.kind, last.number, last.text) == ("article", number, ""):
            # The number is said again in the article's own first line.
            self._paragraph(block.text if says_repeal else rest)
        else:
            is_title = not says_repeal and not rest.text.endswith((".", ";", ":"))
            body = block.text if says_repeal else rest[:0] if is_title else rest
            heading = grammar.EDITORS_MARK.sub("", rest.text) if is_title else ""
            self._add("article", number, body, block.text.start, heading)

    def _numbered(self, kind: str, match: re.Match[str], text: Mapped) -> None:
        number = match["number"]
        if kind == "part":
            number = number.translate(grammar.CYRILLIC_ROMAN)
        self._add(kind, number, text[match.start("rest") :], text.start)

    def _paragraph(self, text: Mapped) -> None:
        if not self.open and not self.out.units:
            self._open_preamble(text)
            return
        last = self.open[-1] if self.open else None
        unit = last.item if last else None
        if last and unit and unit.kind == PREAMBLE and text.text[0].islower():
            # A preamble is one long sentence, set in lines.
            last.body = Mapped.join([last.body, text])
            return
        if unit is None:  # after the heading of a section
            self._add("paragraph", str(len(self.out.units)), text, text.start)
            return
        unit.paragraphs += 1
        if not unit.text and not unit.repealed and not unit.order and unit.kind == "article":
            self._fill(unit, text)
        else:
            self._add("paragraph", str(unit.paragraphs), text, text.start)

    def _open_preamble(self, text: Mapped) -> None:
        if not self.out.title and not text.text.endswith((".", ";", ":", ",")):
            self.out.title = text.text
        else:
            self._add(PREAMBLE, "", text, text.start)
            self.open[-1].paragraphs = 1

    def _add(self, kind: str, number: str, text: Mapped, start: int, heading: str = "") -> None:
        parent = self._parent(kind, number)
        eid = self._eid(kind, number, parent)
        unit = Unit(eid, kind, number, parent, text[:0], start, heading)
        if parent and kind != "paragraph":
            parent.order.append(number)
        self.open = [*_chain(parent), unit]
        self.out.units.append(unit)
        self._fill(unit, text)

    def _fill(self, unit: Unit, text: Mapped) -> None:
        """Give a unit its own words, with editors' notes and marks taken out."""
        note = grammar.NOTE.match(text.text) or grammar.INNER_NOTE.search(text.text)
        if note:
            self._note(text[note.start() :].strip())
            text = text[: note.start()]
        marked = bool(grammar.EDITORS_MARK.search(text.text))
        unit.body = text.without(grammar.EDITORS_MARK).strip()
        # A bare `<*>` in place of a unit's text is how some editions show a repeal.
        unit.repealed = marked and not unit.body.text

    def _parent(self, kind: str, number: str) -> Unit | None:
        last = self.open[-1] if self.open else None
        if kind == "paragraph":
            return last.item if last else None
        if kind == "subpoint" and last:
            return self._parent_of_subpoint(number, last)
        return self._above(_LEVEL[kind])

    def _above(self, level: int) -> Unit | None:
        above = [unit for unit in self.open if 0 <= _LEVEL.get(unit.kind, -1) < level]
        return above[-1] if above and above[-1].kind != PREAMBLE else None

    def _parent_of_subpoint(self, number: str, last: Unit) -> Unit | None:
        """The list that a sub-point continues, or the unit under whose lead-in it opens one."""
        lists = [unit.parent for unit in reversed(self.open) if unit.kind == "subpoint"]
        lists = lists or [self._above(_LEVEL["subpoint"])]
        opens = last.text.endswith(":")
        lettered = not number[0].isdigit() and last.item.number[:1].isdigit()
        if last.item.kind == "subpoint" and (lettered or (opens and number == "1")):
            return last if opens else last.item
        fresh = (unit for unit in lists if unit is None or _may_follow(number, unit.order))
        return next(fresh, lists[-1])

    def _eid(self, kind: str, number: str, parent: Unit | None) -> str:
        prefix = f"{parent.eid}__" if parent else ""
        if kind == PREAMBLE:
            eid = PREAMBLE
        elif kind == "paragraph":
            eid = f"{prefix}par_{number}"
        else:
            eid = f"{prefix}{_ABBREVIATION[kind]}_{number}"
        if eid in self.eids:
            self.out.duplicates.append(eid)
            again = 2
            while f"{eid}~{again}" in self.eids:
                again += 1
            eid = f"{eid}~{again}"
        self.eids.add(eid)
        return eid

    def _articles_repealed_by_note(self) -> None:
        """An article without text whose note says that it was repealed."""
        notes = {note.eid: note.text for note in self.out.notes}
        for unit in self.out.units:
            if unit.kind == "article" and not (unit.text or unit.order):
                note = grammar.NOTE.sub("", notes.get(unit.eid, "")).strip()
                said = grammar.ARTICLE.match(repair_letters(note))
                if said and grammar.is_repeal(said["rest"]):
                    unit.repealed = True
                    unit.repealed_by, unit.repealed_on = grammar.repealing_law(note)


def _may_follow(number: str, order: list[str]) -> bool:
    """Whether a number is new to a list, and a letter among letters or a digit among digits."""
    alike = not order or order[-1][0].isdigit() == number[0].isdigit()
    return alike and number not in order


def _chain(unit: Unit | None) -> list[Unit]:
    return [*_chain(unit.parent), unit] if unit else []


def _mark_repeal(unit: Unit) -> None:
    if grammar.is_repeal(unit.text) or (
        unit.kind == "article"
        and (match := grammar.ARTICLE.match(repair_letters(unit.text)))
        and grammar.is_repeal(match["rest"])
    ):
        unit.repealed = True
        unit.repealed_by, unit.repealed_on = grammar.repealing_law(unit.text)


def _mark_lead_ins(units: list[Unit]) -> None:
    """Find the heads of lists, and give each item the head that it stands under."""
    heads: list[tuple[str, Unit | None, str]] = []  # kind of the items, their parent, the head
    for before, unit in zip([None, *units], units, strict=False):
        opens_list = before is not None and before.text.endswith(":") and _is_item(unit, before)
        if before is not None and opens_list:
            before.is_lead_in = True
            head = cut(before.body)[-1:] or [before.body]
            heads.append((unit.kind, unit.parent, head[0].text))
        while heads and not _stands_under(unit, before, opens_list, *heads[-1][:2]):
            heads.pop()
        if heads:
            unit.lead_in = heads[-1][2]


def _is_item(unit: Unit, head: Unit) -> bool:
    if unit.kind in ("subpoint", "paragraph"):
        return unit.parent in (head, head.parent)
    return head.kind in (PREAMBLE, "part") and unit.kind == "point"


def _stands_under(
    unit: Unit, before: Unit | None, first: bool, kind: str, parent: Unit | None
) -> bool:
    if first:
        return True
    inside = next((u for u in _chain(unit) if u.kind == kind and u.parent is parent), None)
    if inside is None:
        return False
    # Unnumbered items end with the one that closes with a full stop.
    closed = kind == "paragraph" and before is not None and before.text.endswith(".")
    return not (closed and inside is unit)


def _quotation_after(blocks: list[Block], position: int) -> int:
    """Where the blocks end that belong to this one because they quote new text.

    In amending acts an instruction ends with a colon and the new text follows in quotation marks,
    with paragraphs and numbers of its own.
    """
    end = position + 1
    if not blocks[position].text.text.endswith(":") or end >= len(blocks):
        return end
    if blocks[end].text.text[0] not in '"«“':
        return end
    open_marks = 0
    for stop in range(end, len(blocks)):
        text = blocks[stop].text.text
        open_marks += sum(text.count(mark) for mark in "«“") - sum(text.count(m) for m in "»”")
        open_marks = (open_marks + text.count('"')) % 2 if '"' in text else open_marks
        if open_marks <= 0:
            return stop + 1
    return end
