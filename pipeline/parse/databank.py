"""A document of the official databank to its source text.

The document is `{"pages": [...]}`, each page as the API gave it. Its content is a tree written as a
list: a unit stands below the last one before it that has a smaller `level`. An article or a point
may have no words of its own: they are in the headings and texts below it. Words are taken from
`text`, in which there may be tags and entities of HTML. The table of contents (`toc`) is left out:
it says the headings again. A unit of a type that is not named here is a paragraph.
"""

from __future__ import annotations

import re

import msgspec

from pipeline.errors import InputError
from pipeline.parse.encoding import check_readable, decode
from pipeline.parse.html import fragment, lines
from pipeline.parse.rendered import Kind, Paragraph, write

_TYPES: dict[Kind, tuple[str, ...]] = {
    "title": ("doc", "title"),
    "heading": (
        "part", "section", "subsection", "chapter", "article", "heading", "subheading", "attach",
        "subattach",
    ),
    "note": ("note", "rcpi_notice"),  # a `sideNote` may hold words of the act, such as a preamble
    "row": ("tableRow", "tableHeaderRow"),
}  # fmt: skip
_KINDS = {each: kind for kind, types in _TYPES.items() for each in types}
# Units whose kind is also that of the words below them.
_HANDED_DOWN = {"title", "heading", "subheading", "note", "rcpi_notice"}
_CONTENTS, _CELL = "toc", "tableCell"
_DEEPEST = 100  # units without words below one another
_HTML = re.compile(r"</?[A-Za-z][\w:]*(?:\s[^<>]*)?/?>|<!--|&#?\w+;")


class _Unit(msgspec.Struct):
    type: str = ""
    level: int = 0
    text: str | None = None


class _Page(msgspec.Struct):
    content: list[_Unit]
    pagesCount: int = 1  # noqa: N815


class _Document(msgspec.Struct):
    pages: list[_Page]


def read(data: bytes, name: str, charset: str = "") -> str:
    """The source text of a document.

    Raises:
        InputError: it is no JSON, no document of this form, lacks a page, or its words cannot be
            read.
    """
    document = _decoded(decode(data, name, charset), name)
    said = max((page.pagesCount for page in document.pages), default=1)
    if len(document.pages) != said:
        raise InputError(
            f"the document has {len(document.pages)} of {said} pages",
            name,
            "fetch it again, all its pages",
        )
    content = _Content(name)
    for page in document.pages:
        for unit in page.content:
            content.take(unit)
    text = write(content.end())
    check_readable(text, name)
    return text


def _decoded(text: str, name: str) -> _Document:
    try:
        return msgspec.json.decode(text, type=_Document)
    except msgspec.ValidationError as error:
        raise InputError(
            f"this is no document of the databank ({error})",
            name,
            'a document is {"pages": [...]}, each page as the databank\'s API gives it',
        ) from None
    except (msgspec.DecodeError, RecursionError) as error:
        raise InputError(f"the JSON is damaged ({error})", name, "fetch it again") from None


class _Content:
    """Goes through the units in order and keeps those that the next one may stand below."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: list[Paragraph] = []
        self.above: list[_Unit] = []  # contents, and units without words of their own; nearest last
        self.cells: list[list[str]] = []  # of the row that is open
        self.heading = -1  # level of the unit before, where it was a heading

    def take(self, unit: _Unit) -> None:
        """Go on with a unit."""
        while self.above and self.above[-1].level >= unit.level:
            self.above.pop()
        within = {each.type for each in self.above}
        if unit.type == _CONTENTS or not unit.text:
            self.above.append(unit)
        if len(self.above) > _DEEPEST:
            raise InputError("the units are nested too deeply", self.name, "fetch it again")
        if _CONTENTS in within | {unit.type}:
            return
        words = _words(unit.text or "", self.name)
        if unit.type == _CELL:
            self.cells.append([])
        if unit.type == _CELL or (self.cells and _CELL in within):
            self.cells[-1] += (line for each in words for line in each.lines)
            return
        self._end_row()
        if handed := within & _HANDED_DOWN:
            kind = _KINDS[handed.pop()]
        else:
            kind = _KINDS.get(unit.type, "text")
        if kind != "text":
            words = [Paragraph(kind, each.lines) for each in words]
        if words and unit.type == "heading" and unit.level == self.heading:
            self.found[-1] = Paragraph(kind, (*self.found[-1].lines, *words.pop(0).lines))
        self.found += words
        self.heading = unit.level if words and unit.type == "heading" else -1

    def end(self) -> list[Paragraph]:
        """All paragraphs, after the last unit."""
        self._end_row()
        return self.found

    def _end_row(self) -> None:
        if any(self.cells):
            self.found.append(Paragraph("row", tuple(" ".join(cell) for cell in self.cells)))
        self.cells = []


def _words(text: str, name: str) -> list[Paragraph]:
    return fragment(text, name) if _HTML.search(text) else lines(text)
