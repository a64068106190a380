"""A document of the official databank to its source text.

The document is `{"pages": [...]}`, each page as the API gave it. Its content is a flat list of
units, each with a type and with words that may hold tags and entities of HTML. The table of
contents (`toc`) is left out: it says the headings again. A unit of a type that is not named here is
a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from pipeline.errors import InputError
from pipeline.parse.encoding import check_readable, decode
from pipeline.parse.html import fragment
from pipeline.parse.rendered import Kind, Paragraph, write

_TYPES: dict[Kind, tuple[str, ...]] = {
    "title": ("doc", "title"),
    "heading": (
        "part", "section", "subsection", "chapter", "article", "heading", "subheading", "attach",
        "subattach",
    ),
    "note": ("note", "sideNote", "rcpi_notice"),
    "row": ("tableRow",),
}  # fmt: skip
_KINDS = {each: kind for kind, types in _TYPES.items() for each in types}
_LEFT_OUT = "toc"


class _Unit(msgspec.Struct):
    type: str = ""
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
    units = [unit for page in document.pages for unit in page.content if unit.type != _LEFT_OUT]
    text = write(_paragraphs(units, name))
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


def _paragraphs(units: list[_Unit], name: str) -> Iterator[Paragraph]:
    cells: list[str] = []  # of the row of a table that is open
    for unit in units:
        found = fragment(unit.text or "", name)
        if unit.type == "tableCell":
            cells.append(" ".join(" ".join(each.lines) for each in found))
            continue
        if any(cells):
            yield Paragraph("row", tuple(cells))
        cells = []
        for each in found:
            kind = _KINDS.get(unit.type, each.kind)
            yield each if kind == each.kind else Paragraph(kind, each.lines)
    if any(cells):
        yield Paragraph("row", tuple(cells))
