"""PDF: every line is broken by width; an indent opens a paragraph, a heading stands unindented.

Extraction now and then loses a line break, so that a heading or the end of one paragraph stands in
a line with the next paragraph's indent; wide gaps inside a line are therefore breaks as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.normalize import Mapped
from pipeline.parse import grammar
from pipeline.parse.blocks import Block, Line, fold, lines_of, words_of

_INDENT = re.compile(r"(?<![ \t\u00a0])[ \t\u00a0]{4,}(?=\S)")


def blocks(source: str, start: int) -> Iterator[Block]:
    """The blocks of a PDF's extracted text from a position on."""
    return fold(_lines(source, start), words_of(source))


def _lines(source: str, start: int) -> Iterator[Line]:
    in_heading = True  # the act's title comes first
    for raw in lines_of(source, start):
        for part, indented in _parts(raw):
            text = part.text
            opens = grammar.is_article_heading(text) or grammar.is_section(text)
            # The title of a section follows its number on lines of its own.
            in_heading = opens or (in_heading and not indented)
            yield Line(part, heading=in_heading, opens=in_heading or indented)


def _parts(raw: Mapped) -> Iterator[tuple[Mapped, bool]]:
    cuts = [(match.start(), match.end()) for match in _INDENT.finditer(raw.text)]
    first = raw[: cuts[0][0]] if cuts else raw
    if first.text.strip():
        yield first.strip(), False
    ends = [*(start for start, _ in cuts[1:]), len(raw.text)]
    for (_, begin), end in zip(cuts, ends[: len(cuts)], strict=True):
        yield raw[begin:end].strip(), True
