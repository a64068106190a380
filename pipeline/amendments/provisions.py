"""Provisions of an amending act as passages: their lines kept, their quotations whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.amendments.lexicon import Lexicon
from pipeline.amendments.quotations import unclosed
from pipeline.normalize import Mapped, repair_letters
from pipeline.parse import Parsed, markdown, pdf, plain
from pipeline.parse.blocks import Block
from pipeline.records import Provision

_BLOCKS: dict[str, Callable[[str, int], Iterator[Block]]] = {
    "text/markdown": markdown.blocks,
    "text/plain": plain.blocks,
    "application/pdf": pdf.blocks,
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A provision's own words without its number, a line for each paragraph of the source."""

    eid: str
    parent: str
    is_paragraph: bool
    body: Mapped


def passages(parsed: Parsed, source: str, media_type: str, words: Lexicon) -> Iterator[Passage]:
    """The provisions of an act that hold words, in order.

    A quotation that the parser took for provisions of the act itself, because it begins in the
    middle of a line, is given back to the provision that it begins in.
    """
    blocks = list(_BLOCKS[media_type](source, parsed.identity.body))
    units = [unit for unit in parsed.provisions if unit.text]
    position, heirs = 0, dict[str, str]()
    while position < len(units):
        first = units[position]
        end = _closed(units, position, blocks, words)
        # What the parser hung on a unit that is a quotation hangs on the unit that quotes it.
        home = first.parent if first.kind == "paragraph" else first.eid
        heirs |= {unit.eid: heirs.get(home, home) for unit in units[position + 1 : end]}
        yield Passage(
            first.eid,
            heirs.get(first.parent, first.parent),
            first.kind == "paragraph",
            _body(first, units[end - 1].end, blocks),
        )
        position = end


def _closed(units: list[Provision], position: int, blocks: list[Block], words: Lexicon) -> int:
    """Behind which unit the quotations of a unit are closed; the next one where they never are."""
    for end in range(position + 1, len(units) + 1):
        body = _body(units[position], units[end - 1].end, blocks)
        if not unclosed(repair_letters(body.text), words.closes):
            return end
    return position + 1


def _body(unit: Provision, end: int, blocks: list[Block]) -> Mapped:
    """The words from a unit's own to a position of the source, with line breaks."""
    lines = [block.text for block in blocks if unit.start <= block.text.start < max(end, 1)]
    joined = Mapped.join(lines, "\n")
    own = joined.text.replace("\n", " ").find(unit.text[:40])
    return joined[max(own, 0) :]
