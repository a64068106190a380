"""From blocks to provisions: the one grammar of articles, points, sub-points and paragraphs.

A unit's own text is what stands on the line of its number or, when nothing does, its first
unnumbered paragraph. Further unnumbered paragraphs hang on the unit before them as `par_k`, where
`k` counts the unnumbered paragraphs of that unit.

Whatever becomes no unit and no note is kept as a remainder with its kind (see `coverage.KINDS`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from pipeline.normalize import Mapped, repair_letters
from pipeline.parse import grammar
from pipeline.parse.blocks import Block
from pipeline.parse.clauses import cut
from pipeline.parse.quotations import ends_of_quotations
from pipeline.records import Note

PREAMBLE = "preamble"
_ABBREVIATION = {"article": "art", "part": "sec", "point": "pt", "subpoint": "sub"}
_LEVEL = {"preamble": 0, "part": 0, "article": 1, "point": 2, "subpoint": 3}
# No list of a law stands deeper; one that seems to goes on beside the items before it.
_DEEPEST = 8
_NOTHING = Mapped("", ())


@dataclass(slots=True)
class Unit:
    """A provision while it is being built."""

    eid: str
    kind: str
    number: str
    parent: Unit | None
    label: Mapped  # the number as printed, with its marks
    title: Mapped
    start: int
    body: Mapped
    lines: list[Mapped] = field(default_factory=list)  # that the body goes on in
    paragraphs: int = 0
    is_lead_in: bool = False
    lead_in: str = ""
    repealed: bool = False
    repealed_by: str = ""
    repealed_on: date | None = None
    numbers: set[str] = field(default_factory=set)  # of the children, as printed
    last_number: str = ""  # of the children

    @property
    def text(self) -> str:
        return self.body.text

    @property
    def heading(self) -> str:
        return self.title.text

    @property
    def opens_list(self) -> bool:
        return (self.lines or [self.body])[-1].text.endswith(":")

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
    words: list[Mapped] = field(default_factory=list)  # all that units and notes hold
    left: list[tuple[str, Mapped]] = field(default_factory=list)  # the rest, each with its kind


def build(blocks: Iterable[Block]) -> Structure:
    """Read blocks into units and notes, in document order."""
    return _Builder().run(list(blocks))


class _Builder:
    def __init__(self) -> None:
        self.out = Structure()
        self.open: list[Unit] = []  # the chain of units that the next block may belong to
        self.eids: Counter[str] = Counter()  # how often each was given
        self.in_section_title = False

    def run(self, blocks: list[Block]) -> Structure:
        position = 0
        ends = ends_of_quotations([block.text.text for block in blocks])
        while position < len(blocks):
            block, end = blocks[position], _quotation_after(blocks, position, ends)
            if end > position + 1:
                parts = [b.text for b in blocks[position:end]]
                block = Block(Mapped.join(parts), block.heading, block.note)
            self._take(block)
            position = end
        for unit in self.out.units:
            unit.body = Mapped.join([unit.body, *unit.lines]) if unit.lines else unit.body
            self.out.words += [unit.label, unit.title, unit.body]
        _mark_lead_ins(self.out.units)
        for unit in self.out.units:
            _mark_repeal(unit)
        self._articles_repealed_by_note()
        return self.out

    # What a block may be, in the order in which it is tried.
    def _take(self, block: Block) -> None:
        text = repair_letters(block.text.text)
        title_follows, self.in_section_title = self.in_section_title, False
        if grammar.NOTE.match(text) or block.note:
            self._note(block.text)
        elif grammar.is_section(text):
            self.open, self.in_section_title = [], True
            self._leave("section", block.text)
        elif match := grammar.ARTICLE.match(text):
            self._article(block, match)
        elif block.heading:
            self._heading(block.text, "section" if title_follows else "heading")
        elif match := grammar.PART.match(text):
            self._numbered("part", match, block.text)
        elif match := grammar.POINT.match(text):
            self._numbered("point", match, block.text)
        elif match := grammar.SUBPOINT.match(text):
            self._numbered("subpoint", match, block.text)
        elif title_follows and not text.endswith((".", ";", ":")):
            self._leave("section", block.text)
        else:
            self._paragraph(block.text)

    def _note(self, text: Mapped) -> None:
        eid = self.open[-1].eid if self.open else ""
        self.out.notes.append(Note(eid, text.text, text.start, text.end))
        self.out.words.append(text)

    def _heading(self, text: Mapped, kind: str) -> None:
        last = self.out.units[-1] if self.out.units else None
        if last is None and not self.out.title:
            self._title(text)
        elif last and _lacks_title(last, text):
            last.title = self._without_marks(text)
        else:
            self._leave(kind, text)

    def _title(self, text: Mapped) -> None:
        self.out.title = text.text
        self._leave("title", text)

    def _leave(self, kind: str, text: Mapped) -> None:
        self.out.left.append((kind, text))

    def _article(self, block: Block, match: re.Match[str]) -> None:
        number = grammar.plain_number(match["rus"] or match["kaz"])
        label, rest = block.text[: match.start("rest")], block.text[match.start("rest") :]
        last = self.out.units[-1] if self.out.units else None
        says_repeal = grammar.is_repeal(rest.text)
        if grammar.NOTE_ABOUT_ARTICLE.match(rest.text):
            self._note(block.text)
        elif last and (last.kind, last.number, last.text) == ("article", number, ""):
            # The number is said again in the article's own first line.
            if not says_repeal:
                self.out.words.append(label)
            self._paragraph(block.text if says_repeal else rest)
        elif says_repeal:
            self._add("article", number, block.text[:0], block.text)
        elif rest.text.endswith((".", ";", ":")):
            self._add("article", number, label, rest)
        else:
            self._add("article", number, label, rest[:0], self._without_marks(rest))

    def _numbered(self, kind: str, match: re.Match[str], text: Mapped) -> None:
        number = grammar.plain_number(match["number"])
        if kind == "part":
            number = number.translate(grammar.CYRILLIC_ROMAN)
        self._add(kind, number, text[: match.start("rest")], text[match.start("rest") :])

    def _paragraph(self, text: Mapped) -> None:
        if not self.open and not self.out.units:
            self._open_preamble(text)
            return
        last = self.open[-1] if self.open else None
        unit = last.item if last else None
        if last and unit and unit.kind == PREAMBLE and text.text[0].islower():
            # A preamble is one long sentence, set in lines.
            last.lines.append(text)
            return
        if unit is None:  # after the heading of a section
            self._add("paragraph", str(len(self.out.units)), text[:0], text)
            return
        unit.paragraphs += 1
        if not unit.text and not unit.repealed and not unit.numbers and unit.kind == "article":
            self._fill(unit, text)
        else:
            self._add("paragraph", str(unit.paragraphs), text[:0], text)

    def _open_preamble(self, text: Mapped) -> None:
        if not self.out.title and not text.text.endswith((".", ";", ":", ",")):
            self._title(text)
        else:
            self._add(PREAMBLE, "", text[:0], text)
            self.open[-1].paragraphs = 1

    def _add(
        self, kind: str, number: str, label: Mapped, text: Mapped, title: Mapped = _NOTHING
    ) -> None:
        parent = self._parent(kind, number)
        eid = self._eid(kind, number, parent)
        start = label.start if len(label) else text.start
        unit = Unit(eid, kind, number, parent, label, title, start, _NOTHING)
        if parent and kind != "paragraph":
            parent.numbers.add(number)
            parent.last_number = number
        self.open = [*_chain(parent), unit]
        self.out.units.append(unit)
        self._fill(unit, text)

    def _fill(self, unit: Unit, text: Mapped) -> None:
        """Give a unit its own words, with editors' notes and marks taken out."""
        note = grammar.NOTE.match(text.text) or grammar.INNER_NOTE.search(text.text)
        if note:
            self._note(text[note.start() :].strip())
            text = text[: note.start()]
        unit.body = self._without_marks(text).strip()
        # A bare `<*>` in place of a unit's text is how some editions show a repeal.
        unit.repealed = len(unit.body) == 0 and bool(grammar.EDITORS_MARK.search(text.text))

    def _without_marks(self, text: Mapped) -> Mapped:
        for mark in grammar.EDITORS_MARK.finditer(text.text):
            self._leave("mark", text[mark.start() : mark.end()].strip())
        return text.without(grammar.EDITORS_MARK)

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
        opens = last.opens_list
        lettered = not number[0].isdigit() and last.item.number[:1].isdigit()
        if last.item.kind == "subpoint" and (lettered or (opens and number == "1")):
            return self._not_too_deep(last if opens else last.item)
        fresh = (unit for unit in lists if unit is None or _may_follow(number, unit))
        return next(fresh, lists[-1])

    def _not_too_deep(self, unit: Unit) -> Unit:
        chain = _chain(unit)
        return chain[min(len(chain), _DEEPEST) - 1]

    def _eid(self, kind: str, number: str, parent: Unit | None) -> str:
        prefix = f"{parent.eid}__" if parent else ""
        if kind == PREAMBLE:
            eid = PREAMBLE
        elif kind == "paragraph":
            eid = f"{prefix}par_{number}"
        else:
            eid = f"{prefix}{_ABBREVIATION[kind]}_{number}"
        self.eids[eid] += 1
        if self.eids[eid] > 1:
            self.out.duplicates.append(eid)
            eid = f"{eid}~{self.eids[eid]}"
        return eid

    def _articles_repealed_by_note(self) -> None:
        """An article without text whose note says that it was repealed."""
        notes = {note.eid: note.text for note in self.out.notes}
        for unit in self.out.units:
            if unit.kind == "article" and not (unit.text or unit.numbers):
                note = grammar.NOTE.sub("", notes.get(unit.eid, "")).strip()
                said = grammar.ARTICLE.match(repair_letters(note))
                if said and grammar.is_repeal(said["rest"]):
                    unit.repealed = True
                    unit.repealed_by, unit.repealed_on = grammar.repealing_law(note)


def _may_follow(number: str, unit: Unit) -> bool:
    """Whether a number is new to a list, and a letter among letters or a digit among digits."""
    alike = not unit.last_number or unit.last_number[0].isdigit() == number[0].isdigit()
    return alike and number not in unit.numbers


def _lacks_title(unit: Unit, heading: Mapped) -> bool:
    """Whether a heading names an article of which only the number was said, just before."""
    between = heading.start - unit.label.end
    return unit.kind == "article" and not (unit.heading or unit.text) and between < 10


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


def _quotation_after(blocks: list[Block], position: int, ends: Sequence[int]) -> int:
    """Where the blocks end that belong to this one because they quote new text.

    In amending acts an instruction ends with a colon and the new text follows in quotation marks,
    with paragraphs and numbers of its own.
    """
    after = position + 1
    if not blocks[position].text.text.endswith(":") or after >= len(blocks):
        return after
    quotes = blocks[after].text.text[0] in '"«“'
    return ends[after] or after if quotes else after
