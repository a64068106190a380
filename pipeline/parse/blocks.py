"""Blocks: the paragraphs and headings of a source text, whatever its form.

An adapter a form (`markdown`, `plain`, `pdf`) turns the source text into blocks; the one grammar
in `structure` makes provisions of them. A new form costs one adapter.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.normalize import Mapped
from pipeline.parse import grammar

# A line at least this long was probably broken by its width, not by its author.
_FULL_LINE = 50
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]+)-$")
# Letters by which the endings of one word differ.
_ENDING = 3
# A paragraph's last characters, by which it is told whether the next line goes on with it.
_TAIL = 200


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph; `heading` and `note` are what the form itself says (`###`, `>`)."""

    text: Mapped
    heading: bool = False
    note: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source, with what its form says about it."""

    text: Mapped  # without white space at its ends
    heading: bool = False
    note: bool = False
    opens: bool | None = None  # whether a paragraph starts here, where the form says so


def lines_of(source: str, start: int = 0) -> Iterator[Mapped]:
    """The lines of the source from a position on; page breaks end lines too."""
    for match in re.finditer(r"[^\n\r\f]*(?:\r\n|[\n\r\f]|\Z)", source[start:]):
        if match.group():
            yield Mapped.of(source, start + match.start(), start + match.end())


def words_of(source: str) -> Sequence[str]:
    """The words of the source in lower case, compounds whole, sorted."""
    return sorted({word.lower() for word in _WORD.findall(source)})


def fold(lines: Iterable[Line | None], words: Sequence[str] = ()) -> Iterator[Block]:
    """Join broken lines into blocks; None stands for an empty line.

    Args:
        lines: in document order.
        words: words of the document in lower case, sorted, to decide whether a hyphen at a line's
            end belongs to a compound (`социально-экономический`) or only breaks a word.
    """
    pending: Line | None = None
    begun: list[Mapped] = []  # what stands before the pending line in its paragraph
    for line in lines:
        if line is None or not line.text.tidy().text:
            if pending:
                yield _block(begun, pending)
            pending, begun = None, []
        elif pending is None:
            pending = line
        elif _continues(pending, line):
            text = _joined(pending.text, line.text, words)
            if len(text) > 2 * _TAIL:
                begun.append(text[:-_TAIL])
                text = text[-_TAIL:]
            pending = Line(text, pending.heading, pending.note)
        else:
            yield _block(begun, pending)
            pending, begun = line, []
    if pending:
        yield _block(begun, pending)


def _block(begun: list[Mapped], last: Line) -> Block:
    return Block(Mapped.join([*begun, last.text], "").tidy(), last.heading, last.note)


def _continues(before: Line, line: Line) -> bool:
    if line.opens is not None and not line.heading:
        return not line.opens
    if line.heading or before.heading or (line.note and not before.note):
        return False
    text, previous = line.text.text, before.text.text
    if grammar.opens_unit(text):
        return False
    if not (text[0].isupper() or text[0] in '"«') or previous.endswith(("-", ",")):
        return True
    return len(previous) >= _FULL_LINE and previous[-1] not in ".;:!?"


def _is_met(compound: str, tail: int, words: Sequence[str]) -> bool:
    """Whether the document has a compound elsewhere, be it with another ending."""
    stem = compound[:-_ENDING] if tail > 2 * _ENDING else compound
    place = bisect_left(words, stem)
    return place < len(words) and words[place].startswith(stem)


def _joined(left: Mapped, right: Mapped, words: Sequence[str]) -> Mapped:
    broken = _BROKEN_WORD.search(left.text)
    tail = re.match(r"[^\W\d_]+", right.text)
    if broken and tail:
        compound = f"{broken.group(1)}-{tail.group()}".lower()
        is_compound = tail.group()[0].isupper() or _is_met(compound, len(tail.group()), words)
        return Mapped.join([left if is_compound else left[: len(left) - 1], right], "")
    glued = right.text[:1] in ".,;:)" or left.text.endswith(("-", "("))
    return Mapped.join([left, right], "" if glued and not left.text.endswith(" -") else " ")
