"""Which power of one text is which power of another.

Numbers of articles play hardly any part: powers are matched by holder, action, object and the words
of their clauses. First those whose words did not change are taken out; the others are assigned to
each other so that the sum of their likeness is greatest (the linear assignment problem; Kuhn 1955,
here with SciPy's solver after Crouse 2016), in rounds that ask for less and less:

1. the same holder, action and object;
2. the same holder, and an action and object that go together;
3. another holder, and the same action and object: the power passed on;
4. the same holder, with words so alike that the rest may have been read otherwise.

A statement that only repeats a matched power of its own text stands aside in rounds 2 and 4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.optimize import linear_sum_assignment

from pipeline.changes.likeness import Matrix, cosines, likeness
from pipeline.changes.stated import Key, Stated
from pipeline.changes.tables import table
from pipeline.vocabulary import Action, Polarity

# Parts of a score: the words, the action, the object, the domain, the place in the act.
WORDS, ACTION, OBJECT, DOMAIN, PLACE = 0.45, 0.18, 0.18, 0.07, 0.12
ENOUGH = 0.50  # of a score, for the same holder
PASSED_ON = 0.58  # for another holder
HANDED_ON = 0.5  # the same, where several share it
NEAR = 0.1  # added where both are legislatures or parts of one
VAGUE = 0.2  # of the words alone, where action or object do not name one power
VAGUE_ELSEWHERE = 0.6  # the same, for another holder
REPEATED = 0.3  # of the words alone, for one power stated twice
ALIKE = 0.55  # of the words alone, where what was read differs
FAR = 10.0  # cost of a pair that must not be
Mask = np.ndarray[tuple[int, int], np.dtype[np.bool_]]
Score = Callable[[Sequence[Stated], Sequence[Stated], Matrix], Matrix]


@dataclass(frozen=True, slots=True)
class Pair:
    """One power in the older and in the newer text."""

    older: Stated
    newer: Stated
    likeness: float  # of their words, in [0, 1]


@dataclass(frozen=True, slots=True)
class Matched:
    """All powers of two texts: found in both, or in one alone."""

    pairs: tuple[Pair, ...]
    gone: tuple[Stated, ...]
    new: tuple[Stated, ...]


def match(older: Sequence[Stated], newer: Sequence[Stated]) -> Matched:
    """Find the powers of one text in the other; each is in at most one pair.

    Pairs come in the order of the older text, the rest in the order of their texts. A statement
    that repeats a power which both texts have is neither gone nor new, and in no pair of its own.
    """
    pairs, left, right = _unchanged(older, newer)
    rounds: tuple[tuple[Score, float, bool], ...] = (
        (_same_power, ENOUGH, True),
        (_same_holder, ENOUGH, False),
        (_passed_on, PASSED_ON, True),
        (_alike, ALIKE, False),
    )
    for score, enough, repeats in rounds:
        mine, theirs = left, right
        if not repeats:
            mine = _told_once(left, [pair.older for pair in pairs])
            theirs = _told_once(right, [pair.newer for pair in pairs])
        found = _assign(mine, theirs, score, enough)
        pairs += found
        taken = {one.power_id for pair in found for one in (pair.older, pair.newer)}
        left = [one for one in left if one.power_id not in taken]
        right = [one for one in right if one.power_id not in taken]
    pairs += _handed_on(right, older, newer)
    taken = {one.power_id for pair in pairs for one in (pair.older, pair.newer)}
    left = [one for one in left if one.power_id not in taken]
    right = [one for one in right if one.power_id not in taken]
    order = {one.power_id: at for at, one in enumerate(older)}
    pairs.sort(key=lambda pair: order[pair.older.power_id])
    gone = _told_once(left, [pair.older for pair in pairs])
    new = _told_once(right, [pair.newer for pair in pairs])
    return Matched(tuple(pairs), tuple(gone), tuple(new))


def _handed_on(
    right: Sequence[Stated], older: Sequence[Stated], newer: Sequence[Stated]
) -> list[Pair]:
    """Powers that passed from one holder to several: each new one with the likest that was lost.

    Holders have lost an object where they have no power over it in the newer text.
    """
    kept = {(one.power.holder, one.power.object) for one in newer}
    lost = [one for one in older if (one.power.holder, one.power.object) not in kept]
    new = [one for one in right if one.is_named]
    if not new or not lost:
        return []
    words = likeness(new, lost)
    same = _named(new, lost) & _equal(new, lost, _object)
    scores = np.where(same, _passed_on(new, lost, words), 0.0)
    best = scores.argmax(axis=1)
    return [
        Pair(lost[column], new[row], float(words[row, column]))
        for row, column in enumerate(best)
        if scores[row, column] >= HANDED_ON
    ]


def _told_once(alone: Iterable[Stated], told: Iterable[Stated]) -> list[Stated]:
    """Those that repeat neither each other nor one that was found in the other text."""
    known: dict[Key, list[str]] = {}
    for one in told:
        if one.is_named:
            known.setdefault(one.key, []).append(one.words)
    kept = []
    for one in alone:
        before = known.setdefault(one.key, [])
        if not before or cosines([one.words], before).max() < REPEATED:
            kept.append(one)
            if one.is_named:
                before.append(one.words)
    return kept


def _unchanged(
    older: Sequence[Stated], newer: Sequence[Stated]
) -> tuple[list[Pair], list[Stated], list[Stated]]:
    """Pairs whose words are the same, those at the same place first, and what is left."""
    left, right = list(older), list(newer)
    pairs = []
    keys: tuple[Callable[[Stated], object], ...] = (
        lambda one: (one.words, one.place, one.key),
        lambda one: (one.words, one.key),
        lambda one: (one.words, one.power_id.rsplit("/", 1)[1]),
        lambda one: (one.same, one.key),
    )
    for key in keys:
        waiting: dict[object, list[Stated]] = {}
        for one in right:
            waiting.setdefault(key(one), []).append(one)
        rest = []
        for one in left:
            same = waiting.get(key(one))
            if same:
                pairs.append(Pair(one, same.pop(0), 1.0))
            else:
                rest.append(one)
        left = rest
        kept = {one.power_id for same in waiting.values() for one in same}
        right = [one for one in right if one.power_id in kept]
    return pairs, left, right


def _assign(
    left: Sequence[Stated], right: Sequence[Stated], score: Score, enough: float
) -> list[Pair]:
    """The best assignment of the pairs that reach `enough`."""
    if not left or not right:
        return []
    words = likeness(left, right)
    scores = score(left, right, words)
    cost = np.where(scores >= enough, 1.0 - scores, FAR)
    return [
        Pair(left[row], right[column], float(words[row, column]))
        for row, column in zip(*linear_sum_assignment(cost), strict=True)
        if scores[row, column] >= enough
    ]


def _same_power(left: Sequence[Stated], right: Sequence[Stated], words: Matrix) -> Matrix:
    allowed = _named(left, right) & _equal(
        left, right, lambda one: f"{one.power.action} {one.power.object}"
    )
    return np.where(allowed, _same_holder(left, right, words), 0.0)


def _same_holder(left: Sequence[Stated], right: Sequence[Stated], words: Matrix) -> Matrix:
    allowed = _equal(left, right, _holder) & _equal(left, right, _polarity)
    allowed &= _named(left, right) | (words >= VAGUE)
    return np.where(allowed, _score(left, right, words), 0.0)


def _passed_on(left: Sequence[Stated], right: Sequence[Stated], words: Matrix) -> Matrix:
    known = np.array([[a.power.holder and b.power.holder for b in right] for a in left], bool)
    allowed = known & ~_equal(left, right, _holder) & _equal(left, right, _polarity)
    allowed &= _named(left, right) | (words >= VAGUE_ELSEWHERE)
    bodies = table()["legislatures"]
    mine, theirs = ([one.power.holder in bodies for one in side] for side in (left, right))
    near = np.outer(mine, theirs)
    return np.where(allowed, _score(left, right, words) + NEAR * near, 0.0)


def _alike(left: Sequence[Stated], right: Sequence[Stated], words: Matrix) -> Matrix:
    return np.where(_equal(left, right, _holder), words, 0.0)


def _score(left: Sequence[Stated], right: Sequence[Stated], words: Matrix) -> Matrix:
    """How likely two statements are one power by all that was read; 0 where they cannot be."""
    actions = _table(left, right, _action, _together("actions", unknown=0.5))
    objects = _table(left, right, _object, _together("objects", unknown=0.6))
    limits = _table(left, right, _limits, _shared)
    score = WORDS * words + ACTION * actions + OBJECT * np.maximum(objects, limits)
    score += DOMAIN * _equal(left, right, _domain) + PLACE * _equal(left, right, _place)
    return np.where((actions > 0) & (objects > 0), score, 0.0)


def _named(left: Sequence[Stated], right: Sequence[Stated]) -> Mask:
    return np.outer([one.is_named for one in left], [one.is_named for one in right])


def _together(kind: str, unknown: float) -> Callable[[str, str], float]:
    """How well two codes go together: 1 the same, 0.8 of one family, 0 different."""

    def fit(one: str, other: str) -> float:
        if not one or not other:
            return unknown
        if one == other:
            return 1.0
        if one.startswith(f"{other}_") or other.startswith(f"{one}_"):
            return 0.8  # akim and akim_region
        return 0.8 if any({one, other} <= family for family in _families()[kind]) else 0.0

    return fit


def _shared(one: str, other: str) -> float:
    """The part of the kinds of limits that two limiting clauses share; 0 for powers."""
    mine, theirs = set(one.split()), set(other.split())
    return len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0


@cache
def _families() -> dict[str, list[set[str]]]:
    return {kind: [set(row) for row in table()[kind]] for kind in ("actions", "objects")}


def _table(
    left: Sequence[Stated],
    right: Sequence[Stated],
    code: Callable[[Stated], str],
    fit: Callable[[str, str], float],
) -> Matrix:
    """`fit` for all pairs, computed once for every two codes."""
    rows, mine = np.unique([code(one) for one in left], return_inverse=True)
    columns, theirs = np.unique([code(one) for one in right], return_inverse=True)
    small = np.array([[fit(str(a), str(b)) for b in columns] for a in rows], dtype=np.float64)
    return small[np.ix_(mine, theirs)]


def _equal(left: Sequence[Stated], right: Sequence[Stated], code: Callable[[Stated], str]) -> Mask:
    mine, theirs = (np.array([code(one) for one in side]) for side in (left, right))
    return np.asarray(mine[:, None] == theirs[None, :], dtype=np.bool_)


def _holder(one: Stated) -> str:
    return one.power.holder or ""


def _polarity(one: Stated) -> str:
    return one.power.polarity


def _action(one: Stated) -> str:
    action = one.power.action
    return "" if action is None or action is Action.OTHER else action


def _object(one: Stated) -> str:
    return one.power.object or ""


def _domain(one: Stated) -> str:
    return one.power.domain or ""


def _place(one: Stated) -> str:
    return one.place


def _limits(one: Stated) -> str:
    if one.power.polarity is not Polarity.LIMITS:
        return ""
    return " ".join(sorted({limit.type for limit in one.power.constraints}))
