"""What every letter and digit of a source text became, and which of them became nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pipeline.normalize import Mapped

if TYPE_CHECKING:
    from pipeline.parse import Parsed

# The kinds of remainders: characters that are no provision's and no note's.
KINDS = {
    "front_matter": "fields about the file at its head",
    "title": "the name of the act",
    "section": "the heading of a part, chapter or section, with the line of its title",
    "heading": "any other heading",
    "mark": "an editors' mark, `<*>`",
    "markup": "an anchor or link",
}


def runs(text: str, words: Iterable[Mapped]) -> Iterator[tuple[int, int]]:
    """The stretches of a source text that words stand in, half-open.

    A stretch goes over characters that are not among the words where none of them is a letter or
    a digit: white space, the hyphen of a broken word.
    """
    for one in words:
        start = before = one.start
        for place in one.at:
            if place - before > 1 and any(map(str.isalnum, text[before + 1 : place])):
                yield start, before + 1
                start = place
            before = place
        if len(one):
            yield start, before + 1


def unaccounted(text: str, parsed: Parsed) -> list[tuple[int, int]]:
    """Stretches of letters and digits that became no provision's words, number or heading.

    Those of notes and remainders are accounted for as well, so that a text which is read without
    loss has none.

    Args:
        text: the source text (see `sourcetext.read_text`).
        parsed: what was made of it.
    """
    lost = bytearray(map(str.isalnum, text))
    for start, end in (*parsed.words, *((one.start, one.end) for one in parsed.remainders)):
        lost[start:end] = bytes(end - start)
    found, position = [], lost.find(1)
    while position >= 0:
        end = lost.find(0, position)
        end = len(lost) if end < 0 else end
        found.append((position, end))
        position = lost.find(1, end)
    return found
