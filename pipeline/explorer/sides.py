"""Two texts side by side: their units paired, and told apart into changed and unchanged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby
from typing import TypeVar

from pipeline.explorer.lookup.open import Row
from pipeline.explorer.marks import Piece, differences
from pipeline.explorer.text import Unit

T = TypeVar("T")
Sides = tuple[tuple[Piece, ...], tuple[Piece, ...]]


@dataclass(frozen=True, slots=True)
class Pair:
    """A unit of one text beside that of the other; None where only one has it."""

    left: Unit | None
    right: Unit | None
    state: str = ""  # same, changed, gone, new; "" between languages
    words: Sides = ((), ())
    headings: Sides = ((), ())
    doubts: tuple[Row, ...] = ()  # divergences between the languages in this unit

    @property
    def unit(self) -> Unit:
        found = self.left or self.right
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Part:
    """An article, or what stands outside of articles, with its pairs in order."""

    pairs: tuple[Pair, ...]

    @property
    def same(self) -> bool:
        return all(pair.state == "same" for pair in self.pairs)

    @property
    def runs(self) -> list[tuple[bool, list[Pair]]]:
        """Pairs in runs of unchanged ones (True) and others; the article itself is never folded."""
        return [
            (same, list(run))
            for same, run in groupby(
                self.pairs, lambda pair: pair.state == "same" and pair.unit.kind != "article"
            )
        ]


def aligned(
    left: Sequence[T], right: Sequence[T], key: Callable[[T], str]
) -> Iterator[tuple[T | None, T | None]]:
    """Both lists in their order, those with the same key beside each other.

    Nothing is lost: what has no partner, or whose partner stands on the other side of other pairs,
    stands alone.

    >>> list(aligned("abd", "acd", str))
    [('a', 'a'), ('b', None), (None, 'c'), ('d', 'd')]
    """
    a, b = [key(one) for one in left], [key(one) for one in right]
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    for what, a0, a1, b0, b1 in matcher.get_opcodes():
        if what == "equal":
            yield from zip(left[a0:a1], right[b0:b1], strict=True)
        else:
            yield from ((one, None) for one in left[a0:a1])
            yield from ((None, one) for one in right[b0:b1])


def compared(older: list[Unit], newer: list[Unit]) -> list[Part]:
    """Two texts of one language: each pair with what became of it, differences marked."""
    return _parts(_told(left, right) for left, right in _pairs(older, newer))


def beside(left: list[Unit], right: list[Unit], doubts: Sequence[Row]) -> list[Part]:
    """Two languages: pairs as they are, with the divergences of each unit."""
    by_unit: dict[str, list[Row]] = {}
    for doubt in doubts:
        eid = (doubt["eid"] or "").partition("__ins_")[
            0
        ]  # what is quoted stands where it is quoted
        by_unit.setdefault(eid, []).append(doubt)
    pairs = (Pair(one, other) for one, other in _pairs(left, right))
    return _parts(replace(pair, doubts=tuple(by_unit.get(pair.unit.eid, ()))) for pair in pairs)


def _pairs(left: list[Unit], right: list[Unit]) -> Iterator[tuple[Unit | None, Unit | None]]:
    return aligned(left, right, lambda unit: unit.eid)


def _told(left: Unit | None, right: Unit | None) -> Pair:
    if left is None or right is None:
        return Pair(left, right, "gone" if right is None else "new")
    if _printed(left) == _printed(right):
        return Pair(left, right, "same")
    return Pair(
        left,
        right,
        "changed",
        differences(left.text, right.text),
        differences(left.heading, right.heading),
    )


def _printed(unit: Unit) -> tuple[object, ...]:
    return unit.text, unit.heading, unit.row["number"], unit.row["repealed"]


def _parts(pairs: Iterator[Pair]) -> list[Part]:
    return [Part(tuple(held)) for _, held in groupby(pairs, lambda pair: pair.unit.top)]
