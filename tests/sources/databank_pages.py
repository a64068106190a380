"""Documents of the shapes of the official databank's API (zan.gov.kz), made from texts.

See `tests.sources.publisher`. Dates that the databank does not know are its sentinel, 2222-02-22.

The shape follows public descriptions of the live answers: ids are strings of digits and equal
`code`; the code in Adilet is `ngr`; dates are ISO dates; titles are by language; the list of
versions is a plain list, each entry with its own metadata. An `article` or a `point` has an `index`
and no text: its words are in the `heading` and `text` units that follow it one level deeper,
without tags; a note may be a `text` like any other, whose property `html` is all in `<i>`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.parse import grammar
from pipeline.vocabulary import Lang
from tests.sources.adilet_pages import REFERENCE
from tests.sources.editions import Edition, Piece, pieces

NO_DATE = "2222-02-22"
_NOTICE = {
    Lang.RUS: "Примечание РЦПИ! Порядок введения в действие см. в конце текста.",
    Lang.KAZ: "РҚАО-ның ескертпесі! Қолданысқа енгізілу тәртібін мәтіннің соңынан қараңыз.",
}
_CONTENTS = {Lang.RUS: "ОГЛАВЛЕНИЕ", Lang.KAZ: "МАЗМҰНЫ"}
_LEVELS = {"section": 2, "article": 3, "point": 4, "excluded": 4, "subpoint": 5}
# Units whose words stand in the units below them.
_EMPTY = {"toc", "section", "chapter", "article", "point", "subpoint", "preamble", "tableCell"}

Document = dict[str, Any]


def document(
    edition: Edition,
    versions: int = 1,
    actual: bool = True,
    page_size: int = 200,
    aside: bool = True,
    flat: bool = False,
) -> list[Document]:
    """The pages of one version of an act, in order.

    Args:
        edition: the version.
        versions: how many the act has in this language.
        actual: whether this is the one that is current.
        page_size: units a page.
        aside: whether there are a table of contents and the publisher's notice, which are no words
            of the act.
        flat: whether a unit has its words itself, with tags and entities, and not in units below.
    """
    content = list(_content(edition, aside, flat))
    parts = [content[at : at + page_size] for at in range(0, len(content), page_size)] or [[]]
    head = {
        "id": str(edition.document),
        "code": str(edition.document),
        "ngr": edition.code,
        "language": edition.lang.value,
        "versionDate": edition.day.isoformat(),
        "actualVersion": actual,
        "versionsCount": versions,
        "pagesCount": len(parts),
        "metadata": metadata(edition),
        "version": version(edition),
        "index": [
            {"title": piece.text, "level": 3, "type": "article", "docIndex": number}
            for number, piece in enumerate(pieces(edition.text))
            if piece.kind == "article"
        ],
    }
    return [head | {"page": number, "content": part} for number, part in enumerate(parts, 1)]


def metadata(edition: Edition) -> Document:
    """What the databank says of the act."""
    return {
        "title": {edition.lang.value: edition.title},
        "actTypes": [edition.kind],
        "status": edition.status,
        "stateAgencyApprovalDate": edition.adopted.isoformat() if edition.adopted else NO_DATE,
        "effectiveDate": NO_DATE,
        "registryNumber": str(edition.document),
    }


def version(edition: Edition) -> Document:
    """One entry in the list of versions; its dates are ISO dates."""
    first = not (edition.cause_code or edition.cause_document or edition.cause_requisites)
    cause = {
        "code": edition.cause_code,
        "document": edition.cause_document,
        "title": {lang.value: edition.cause_title.get(lang, "") for lang in Lang},
        "requisites": edition.cause_requisites,
    }
    return {
        "id": f"{edition.document}_{edition.day:%Y%m%d}",
        "language": edition.lang.value,
        "versionDate": edition.day.isoformat(),
        "metadata": metadata(edition),
        "changes": [] if first else [1],
        "cause": None if first else cause,
    }


def found(editions: Sequence[Edition], page: int = 1, page_size: int = 20) -> Document:
    """The answer to a search: the newest version of each of some acts."""
    shown = editions[(page - 1) * page_size : page * page_size]
    rows = [
        {"id": str(each.document), "code": str(each.document), **metadata(each)} for each in shown
    ]
    pages = -(-len(editions) // page_size)
    return {"page": page, "pageCount": pages, "documentsFound": len(editions), "list": rows}


def _content(edition: Edition, aside: bool, flat: bool) -> Iterator[Document]:
    units = list(_units(edition, aside))
    if not flat:
        units = [each for unit in units for each in _below(*unit)]
    for number, (kind, level, text) in enumerate(units):
        index = re.search(r"\d+(?:-\d+)*", text)
        in_italics = {"key": "html", "value": f"<i>{html.escape(text)}</i>"}
        unit = {
            "id": f"{edition.document}{number:05}",
            "type": kind,
            "level": level,
            "properties": [in_italics] if grammar.NOTE.match(text) else [],
        }
        if index and kind in _EMPTY:
            unit["index"] = index.group()
        if text and (flat or kind not in _EMPTY):
            unit["text"] = _marked(text) if flat and kind != "article" else text
        yield unit


def _units(edition: Edition, aside: bool) -> Iterator[tuple[str, int, str]]:
    """Type, level and words of each unit; a table's rows and cells are units of their own."""
    parts = list(pieces(edition.text))
    yield "doc", 1, ""
    yield "title", 2, edition.title
    if aside:
        headings = [piece.text for piece in parts if piece.kind == "article"]
        yield from (("toc", 2, text) for text in (_CONTENTS[edition.lang], *headings))
        yield "rcpi_notice", 2, _NOTICE[edition.lang]
    level, before, notes = 2, "", 0
    for piece in parts:
        if piece.kind == "title":
            continue
        if piece.kind == "row":
            if before != "row":
                yield "table", level, ""
            yield "tableRow", level + 1, ""
            yield from (("tableCell", level + 2, cell) for cell in piece.cells)
        elif piece.kind == "paragraph":
            yield "text", level + 1, piece.text
        else:
            level = _LEVELS.get(piece.kind, level)
            notes += piece.kind == "note"
            yield _type(piece, notes), level, piece.text
        before = piece.kind


def _below(kind: str, level: int, text: str) -> Iterator[tuple[str, int, str]]:
    """A unit with its words in units below it, the title of a section or article in its own."""
    yield kind, level, text
    if kind in ("section", "chapter", "article"):
        number, stop, title = text.partition(". ")
        yield "heading", level + 1, number + stop.strip()
        if title:
            yield "heading", level + 1, title
    elif kind in _EMPTY:
        yield "text", level + 1, text


def _type(piece: Piece, notes: int) -> str:
    if piece.kind == "note":
        return "text" if notes % 2 and grammar.NOTE.match(piece.text) else "note"
    if piece.kind == "section":
        return "chapter" if re.match("глава|.*тарау", piece.text, re.IGNORECASE) else "section"
    return piece.kind


def _marked(text: str) -> str:
    """Words with HTML inside of JSON where something is linked or escaped."""
    escaped = html.escape(text, quote=False)
    return REFERENCE.sub(rf'<a href="#z{len(text) % 300}">\g<0></a>', escaped)
