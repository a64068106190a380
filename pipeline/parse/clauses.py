"""Clauses: a provision's text cut at `;` and at sentence ends, exactly by the codebook.

Not cut: inside quotation marks or parentheses, after abbreviations, inside numbers and dates.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from pipeline.normalize import Mapped

_OPENING = {"(": ")", "«": "»", "“": "”", "[": "]"}
_EDGES = " .;,\u00a0"
_INK = re.compile(r"\S")


@cache
def _abbreviations() -> frozenset[str]:
    path = Path(__file__).with_name("abbreviations.toml")
    lists = tomllib.loads(path.read_text(encoding="utf8"))
    return frozenset(word for words in lists.values() for word in words)


def cut(text: Mapped, semicolons: bool = True, sentences: bool = True) -> list[Mapped]:
    """The clauses of a text, without the marks that end them, in order; none is empty.

    Args:
        text: a provision's.
        semicolons: whether `;` ends a clause.
        sentences: whether a sentence's end does.

    >>> [clause.text for clause in cut(Mapped.of("Назначает судей; вносит законы. См. ст. 5."))]
    ['Назначает судей', 'вносит законы', 'См. ст. 5']
    """
    pieces, begin = [], 0
    for end in _ends(text.text, semicolons, sentences):
        pieces.append(text[begin:end])
        begin = end
    pieces.append(text[begin:])
    stripped = (_strip(piece) for piece in pieces)
    return [piece for piece in stripped if any(c.isalnum() for c in piece.text)]


def _strip(piece: Mapped) -> Mapped:
    piece = piece.strip()
    left = len(piece.text) - len(piece.text.lstrip(_EDGES))
    return piece[left : max(left, len(piece.text.rstrip(_EDGES)))]


def _ends(text: str, semicolons: bool, sentences: bool) -> list[int]:
    """Positions just after the marks that end a clause."""
    ends = []
    closing: list[str] = []  # marks that must come before a cut is possible again
    last = {mark: text.rfind(mark) for mark in ('"', *_OPENING.values())}
    for position, mark in enumerate(text):
        if closing and mark == closing[-1]:
            closing.pop()
        elif mark == '"':
            if last['"'] > position:  # a mark that is never closed opens nothing
                closing.append('"')
        elif mark in _OPENING:
            if last[_OPENING[mark]] > position:
                closing.append(_OPENING[mark])
        elif closing:
            continue
        elif (semicolons and mark == ";") or (
            sentences and mark in ".!?…" and _ends_sentence(text, position)
        ):
            ends.append(position + 1)
    return ends


def _ends_sentence(text: str, position: int) -> bool:
    following = _INK.search(text, position + 1)
    if not following or text[position + 1] not in " \t\n\u00a0":
        return False
    first = following.group()
    if not (first.isupper() or first.isdigit() or first in '"«“('):
        return False
    word = _last_word(text, position).lstrip('(«"“').lower()
    bare = word.lstrip("0123456789.-")  # 2007г., 5-б.
    if {word, bare, word.rsplit(".", 1)[-1]} & _abbreviations():
        return False
    if text[position] == "." and len(word) == 1 and word.isalpha():
        return False  # initials
    return not (word[-1:].isdigit() and first.isdigit())


def _last_word(text: str, end: int) -> str:
    while end and text[end - 1].isspace():
        end -= 1
    start = end
    while start and not text[start - 1].isspace():
        start -= 1
    return text[start:end]
