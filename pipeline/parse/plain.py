"""Plain text: paragraphs parted by empty lines, some of them broken by width."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.parse.blocks import Block, Line, fold, lines_of, words_of


def blocks(source: str, start: int) -> Iterator[Block]:
    """The blocks of a plain text from a position on."""
    stripped = (line.strip() for line in lines_of(source, start))
    return fold((Line(line) if line.text else None for line in stripped), words_of(source))
