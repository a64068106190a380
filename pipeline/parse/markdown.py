"""Markdown: headings by `#` or a bold line, notes as quotations, anchors dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.normalize import Mapped
from pipeline.parse import grammar
from pipeline.parse.blocks import Block, Line, fold, lines_of, words_of

_ANCHOR = re.compile(r"<a\s[^<>]*>|</a>")
_HEADING = re.compile(r"\s*#{1,6}\s+")
_QUOTATION = re.compile(r"\s*>\s?")
_BOLD_LINE = re.compile(r"\s*\*\*(?P<inner>[^*]+)\*\*\s*$")
# Emphasis marks, but not the editors' `<*>`.
_EMPHASIS = re.compile(r"(?<![<*])\*{1,2}(?![*>])")


def blocks(source: str, start: int) -> Iterator[Block]:
    """The blocks of a Markdown text from a position on (after the front matter)."""
    return fold((_line(line) for line in lines_of(source, start)), words_of(source))


def anchors(source: str, start: int) -> Iterator[tuple[int, int]]:
    """Where the anchors stand, which are in no block."""
    for line in lines_of(source, start):
        for match in _ANCHOR.finditer(line.text):
            yield line.start + match.start(), line.start + match.end()


def _line(raw: Mapped) -> Line | None:
    line = raw.without(_ANCHOR)
    heading = _HEADING.match(line.text)
    quotation = _QUOTATION.match(line.text)
    bold = _BOLD_LINE.match(line.text)
    if bold:
        line = line[bold.start("inner") : bold.end("inner")]
    elif heading:
        line = line[heading.end() :]
    elif quotation:
        line = line[quotation.end() :]
    line = line.without(_EMPHASIS).strip()
    if not line.text:
        return None
    # New text that an amending act quotes may be set as a quotation too.
    quoted = grammar.opens_unit(line.text) and not grammar.NOTE.match(line.text)
    return Line(line, heading=bool(heading or bold), note=bool(quotation) and not quoted)
