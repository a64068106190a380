"""Provisions of an amending act as passages: their lines kept, their quotations whole."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.amendments.lexicon import Lexicon
from pipeline.amendments.quotations import quotations, unclosed
from pipeline.normalize import Mapped, repair_letters
from pipeline.parse import Parsed, adapter
from pipeline.parse.blocks import Block
from pipeline.records import Provision

_NEVER = re.compile("(?!)")
# Units that a quotation may run over: one that is never closed must not cost a search of the act.
FARTHEST = 50


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
    blocks = list(adapter(media_type)(source, parsed.identity.body))
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
            first.kind == "paragraph" or _names_units(first, words),
            _body(first, units[end - 1].end, blocks, words),
        )
        position = end


def _closed(units: list[Provision], position: int, blocks: Sequence[Block], words: Lexicon) -> int:
    """Behind which unit the quotations of a unit are closed; the next one where they never are.

    Every mark is looked for first; only where one is missing may another close two quotations. A
    paragraph that is a quotation and no more goes on with the new text of the one before.
    """
    for follows in (_NEVER, words.closes):
        for end in range(position + 1, min(position + FARTHEST, len(units)) + 1):
            body = _body(units[position], units[end - 1].end, blocks, words)
            if not unclosed(repair_letters(body.text), follows):
                while end < len(units) and _is_quotation(units[end].text, words):
                    end += 1
                return end
    return position + 1


def _is_quotation(text: str, words: Lexicon) -> bool:
    spans = quotations(repair_letters(text), words.closes)
    return len(spans) == 1 and not (text[: spans[0][0]] + text[spans[0][1] :]).strip(" ;.")


def _names_units(unit: Provision, words: Lexicon) -> bool:
    """Whether the parser took the units that a paragraph names for its own number: `3) және 5)`."""
    return unit.kind == "subpoint" and bool(words.lists.match(repair_letters(unit.text)))


def _body(unit: Provision, end: int, blocks: Sequence[Block], words: Lexicon) -> Mapped:
    """The words from a unit's own to a position of the source, with line breaks."""
    first, last = (bisect_left(blocks, at, key=_start) for at in (unit.start, max(end, 1)))
    lines = [block.text for block in blocks[first:last]]
    joined = Mapped.join(lines, "\n")
    if _names_units(unit, words):
        return joined
    own = joined.text.replace("\n", " ").find(unit.text[:40])
    return joined[max(own, 0) :]


def _start(block: Block) -> int:
    return block.text.start
