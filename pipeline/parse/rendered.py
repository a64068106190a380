"""The Markdown form into which publishers' pages and documents are rendered, and its adapter.

    # Title of the act
    ### Heading
    > note
    | cell | cell |

Paragraphs are parted by empty lines. Nothing else is a mark: a line of the text that only looks
like one is preceded by a zero-width space, which the grammar does not see.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.normalize import Mapped
from pipeline.parse import grammar
from pipeline.parse.blocks import Block, Line, fold, lines_of, words_of

Kind = Literal["title", "heading", "note", "row", "text"]

_MARKS: dict[Kind, str] = {"title": "# ", "heading": "### ", "note": "> ", "row": "| ", "text": ""}
_MARK = re.compile(r"(?P<heading>#{1,6} )|(?P<note>> )|(?P<row>\| )")
_LOOKS_LIKE_MARK = re.compile(r"[#>|]|---")
_NO_MARK = "\u200b"
_NUMBER_ALONE = re.compile(rf"{grammar.NUMBER}[.)]|[а-яәғқңөұүһі]\)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, its lines as the publisher broke them; of a row, its cells."""

    kind: Kind
    lines: tuple[str, ...]


def write(paragraphs: Iterable[Paragraph]) -> str:
    """The source text of these paragraphs."""
    parts: list[str] = []
    before = ""
    for paragraph in paragraphs:
        lines = paragraph.lines
        if paragraph.kind in ("title", "heading"):
            lines = (" ".join(lines),)
        elif paragraph.kind == "row":
            lines = (" | ".join(lines) + " |",)
        elif paragraph.kind == "text":
            lines = tuple(_NO_MARK * bool(_LOOKS_LIKE_MARK.match(line)) + line for line in lines)
        if before == paragraph.kind == "text" and _NUMBER_ALONE.fullmatch(parts[-1]):
            parts[-1] += f" {lines[0]}"
            lines = lines[1:]
        elif parts and not before == paragraph.kind == "row":
            parts.append("")
        parts += (_MARKS[paragraph.kind] + line for line in lines)
        before = paragraph.kind
    return "\n".join(parts) + "\n"


def blocks(source: str, start: int) -> Iterator[Block]:
    """The blocks of a rendered text from a position on."""
    return fold(map(_line, lines_of(source, start)), words_of(source))


def _line(raw: Mapped) -> Line | None:
    mark = _MARK.match(raw.text)
    kind = mark.lastgroup if mark else None
    line = (raw[mark.end() :] if mark and kind != "row" else raw).strip()
    if not line.text:
        return None
    # A row is a paragraph of its own.
    opens = True if kind == "row" else None
    return Line(line, heading=kind == "heading", note=kind == "note", opens=opens)
