"""Versions of acts as a publisher would hold them, made from our restated texts.

A text is any text in our Markdown form: `#` title, `##` section, `###` article, `>` note,
`| a | b |` row of a table. Everything that a publisher says about a version beside its words is a
field of its own, so that its Russian and its Kazakh record may be made to disagree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from pipeline import registry
from pipeline.normalize import repair_letters
from pipeline.parse import grammar, identity, markdown
from pipeline.records import Act
from pipeline.vocabulary import Lang, TextState

RESTATED = Path(__file__).resolve().parents[2] / "corpus" / "restated"

_KINDS = {"constitution": "КОНС", "constitutional_law": "КЗАК", "decree": "УКАЗ"}


@dataclass(frozen=True)
class Edition:
    """One version of an act in one language, with what its publisher says of it."""

    act: str  # key of the registry
    lang: Lang
    day: date  # first day of the version
    text: str  # Markdown without front matter
    code: str  # in Adilet
    document: int  # number in the databank
    title: str
    kind: str = "ЗАК"  # КОНС, КЗАК, ЗАК, КОД, УКАЗ ...
    status: str = "upd"  # new, upd, yts (repealed), exe, vexp, stop, bak, temporaryRevoked
    adopted: date | None = None
    cause_code: str = ""  # of the act that made this version; of the first version: none
    cause_document: str = ""  # may diverge from the code
    cause_title: dict[str, str] = field(default_factory=dict)  # rus, kaz
    cause_requisites: str = ""


@dataclass(frozen=True)
class Piece:
    """One paragraph of a text, or a row of a table."""

    kind: str  # title section article point subpoint paragraph preamble note excluded row
    text: str
    cells: tuple[str, ...] = ()


@cache
def acts() -> dict[str, Act]:
    """The registry of the repository."""
    return registry.load()


def editions(*keys: str, texts: Path = RESTATED) -> list[Edition]:
    """All versions of these acts of the registry in both languages, in order of time."""
    paths = (path for key in keys for path in (texts / key).glob("*.md"))
    found = [edition(path) for path in paths]
    return sorted(found, key=lambda each: (each.act, each.day, each.lang))


def edition(path: Path) -> Edition:
    """The version that a Markdown file holds, with the facts that the registry knows."""
    source = path.read_text(encoding="utf-8")
    told = identity.identify(source, path.as_posix())
    act = acts()[told.act]
    first = not act.amended_on or told.date < min(act.amended_on)
    cause = acts().get(act.amended_by.get(told.date, ""))
    return Edition(
        act=told.act,
        lang=told.lang,
        day=told.date,
        text=source[told.body :],
        code=act.code or f"X{told.act}",
        document=act.databank or 500000 + sorted(acts()).index(told.act),
        title=act.title[told.lang],
        kind=_KINDS.get(act.kind, "ЗАК"),
        status="new" if first and told.state is TextState.RESTATED else "upd",
        adopted=act.adopted,
        cause_code=cause.code or "" if cause else "",
        cause_document=str(cause.databank or "") if cause else "",
        cause_title={lang: cause.title[lang] for lang in Lang} if cause else {},
        cause_requisites="" if cause else told.amended_by,
    )


def pieces(text: str) -> Iterator[Piece]:
    """The paragraphs of a Markdown text, in order, without its marks."""
    numbered = False  # whether a unit with a number has come
    for number, part in enumerate(re.split(r"\n\s*\n", text.strip())):
        lines = part.strip().splitlines()
        if all(line.lstrip().startswith("|") for line in lines):
            for line in lines:
                cells = tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
                yield Piece("row", " ".join(cells), cells)
            continue
        for block in markdown.blocks(part, 0):
            kind = _kind(block.text.text, block.heading, block.note)
            numbered = numbered or kind not in ("paragraph", "title", "note")
            if kind == "title" and number:
                kind = "section"
            if kind == "paragraph" and not numbered:
                kind = "preamble"
            yield Piece(kind, block.text.text)


def _kind(text: str, heading: bool, note: bool) -> str:
    repaired = repair_letters(text)
    if note or grammar.NOTE.match(repaired):
        return "note"
    if grammar.is_section(repaired):
        return "section"
    if heading:
        return "article" if grammar.ARTICLE.match(repaired) else "title"
    for kind, pattern in (("point", grammar.POINT), ("subpoint", grammar.SUBPOINT)):
        if match := pattern.match(repaired):
            return "excluded" if grammar.is_repeal(match["rest"]) else kind
    return "paragraph"
