"""Text in pieces: words marked as a holder, an action ..., and what differs between two texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import Any

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_LONG = 2000  # words, blanks and signs of a text
FIELDS = ("holder", "action", "object")


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters of a text that stand for something: offsets count from 0, `end` is exclusive."""

    start: int
    end: int
    kind: str  # holder, action, object, limit
    of: str = ""  # what it belongs to, such as a power_id


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text with the marks that cover it, or what became of it."""

    text: str
    kinds: tuple[str, ...] = ()  # of marks; or "del", "ins"
    of: tuple[str, ...] = ()


def pieces(text: str, marks: Iterable[Mark]) -> list[Piece]:
    """The text cut wherever a mark starts or ends; the pieces joined are the text.

    >>> [(p.text, p.kinds) for p in pieces("abcd", [Mark(1, 3, "holder"), Mark(2, 4, "action")])]
    [('a', ()), ('b', ('holder',)), ('c', ('action', 'holder')), ('d', ('action',))]
    """
    held = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    edges = sorted({0, len(text)} | {edge for mark in held for edge in (mark.start, mark.end)})
    found = []
    for start, end in pairwise(edges):
        here = [mark for mark in held if mark.start <= start and end <= mark.end]
        kinds = tuple(sorted({mark.kind for mark in here}))
        of = tuple(dict.fromkeys(mark.of for mark in here if mark.of))
        found.append(Piece(text[start:end], kinds, of))
    return found


def marks_of(power: dict[str, Any], limits: Sequence[dict[str, Any]] = ()) -> dict[str, list[Mark]]:
    """The marks of a power and its constraints, by where they stand: clause, lead_in, before.

    Args:
        power: a row of the lookup's `powers`.
        limits: its rows of `constraints`.
    """
    found: dict[str, list[Mark]] = {"clause": [], "lead_in": [], "before": []}
    for row, prefix, kind in [
        *((power, field, field) for field in FIELDS),
        *((limit, "span", "limit") for limit in limits),
    ]:
        where = row[f"{prefix}_where"]
        if where:
            start, end = row[f"{prefix}_start"], row[f"{prefix}_end"]
            found[where].append(Mark(start, end, kind, str(power["power_id"])))
    return found


@lru_cache(maxsize=4096)
def differences(older: str, newer: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Two texts with the words that differ marked: "del" in the older, "ins" in the newer.

    Words are compared without regard to letter case. Of very long texts only what both begin
    and end with stays unmarked.
    """
    a, b = _TOKEN.findall(older), _TOKEN.findall(newer)
    left: list[Piece] = []
    right: list[Piece] = []
    for what, a0, a1, b0, b1 in _steps([x.lower() for x in a], [x.lower() for x in b]):
        same = what == "equal"
        for found, tokens, kind in ((left, a[a0:a1], "del"), (right, b[b0:b1], "ins")):
            if tokens:
                found.append(Piece("".join(tokens), () if same else (kind,)))
    return tuple(left), tuple(right)


def _steps(a: list[str], b: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """What leads from one list of tokens to the other, as `SequenceMatcher` tells it.

    Its time grows with the square of their length.
    """
    if max(len(a), len(b)) <= _LONG:
        return SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    head = _alike(a, b)
    tail = min(_alike(a[::-1], b[::-1]), min(len(a), len(b)) - head)
    ends = len(a) - tail, len(b) - tail
    return [
        ("equal", 0, head, 0, head),
        ("replace", head, ends[0], head, ends[1]),
        ("equal", ends[0], len(a), ends[1], len(b)),
    ]


def _alike(a: list[str], b: list[str]) -> int:
    """How many tokens two lists begin with alike."""
    pairs = enumerate(zip(a, b, strict=False))
    return next((n for n, (one, other) in pairs if one != other), min(len(a), len(b)))
