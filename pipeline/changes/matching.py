"""Which power of one text is which power of another.

Numbers of articles play hardly any part: powers are matched by holder, action, object and the words
of their clauses. First those whose words did not change are taken out; the others are assigned to
each other so that the sum of their likeness is greatest (the linear assignment problem; Kuhn 1955,
here with SciPy's solver after Crouse 2016), in rounds that ask for less and less:

1. the same holder, action and object;
2. the same holder, and an action and object that go together;
3. another holder, and an action and object that go together: the power passed on;
4. the same holder, with words so alike that the rest may have been read otherwise.

A statement that only repeats a matched power of its own text stands aside in rounds 2 and 4. What
is left of the newer text may at last be a power that passed on to several holders at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from pipeline.changes.likeness import Likeness
from pipeline.changes.scoring import Score, alike, passed_on, same_holder, same_object, same_power
from pipeline.changes.stated import Key, Stated

ENOUGH = 0.50  # of a score, for the same holder
PASSED_ON = 0.58  # for another holder
HANDED_ON = 0.5  # the same, where several share it
REPEATED = 0.35  # of the words alone, for one power stated twice
ALIKE = 0.55  # of the words alone, where what was read differs


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
    """Find the powers of one text in the other.

    Each is in at most one pair, but for an older one that passed on to several holders. Pairs come
    in the order of the older text, the rest in the order of their texts. A statement that repeats a
    power which both texts have is neither gone nor new, and in no pair of its own.
    """
    likeness = Likeness([*older, *newer])
    pairs, left, right = _unchanged(older, newer)
    rounds: tuple[tuple[Score, float, bool], ...] = (
        (same_power, ENOUGH, True),
        (same_holder, ENOUGH, False),
        (passed_on, PASSED_ON, True),
        (alike, ALIKE, False),
    )
    for score, enough, repeats in rounds:
        mine, theirs = left, right
        if not repeats:
            mine = _told_once(likeness, left, [pair.older for pair in pairs])
            theirs = _told_once(likeness, right, [pair.newer for pair in pairs])
        pairs += _assign(likeness, mine, theirs, score, enough)
        left, right = _unmatched(left, right, pairs)
    pairs += _handed_on(likeness, right, older, newer)
    left, right = _unmatched(left, right, pairs)
    order = {one.power_id: at for at, one in enumerate(older)}
    pairs.sort(key=lambda pair: order[pair.older.power_id])
    gone = _told_once(likeness, left, [pair.older for pair in pairs])
    new = _told_once(likeness, right, [pair.newer for pair in pairs])
    return Matched(tuple(pairs), tuple(gone), tuple(new))


def _unmatched(
    left: Iterable[Stated], right: Iterable[Stated], pairs: Iterable[Pair]
) -> tuple[list[Stated], list[Stated]]:
    """The statements of both sides that are in no pair."""
    taken = {one.power_id for pair in pairs for one in (pair.older, pair.newer)}
    mine, theirs = ([one for one in side if one.power_id not in taken] for side in (left, right))
    return mine, theirs


def _handed_on(
    likeness: Likeness,
    right: Sequence[Stated],
    older: Sequence[Stated],
    newer: Sequence[Stated],
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
    scores = np.where(same_object(new, lost), passed_on(new, lost, words), 0.0)
    best = scores.argmax(axis=1)
    return [
        Pair(lost[column], new[row], float(words[row, column]))
        for row, column in enumerate(best)
        if scores[row, column] >= HANDED_ON
    ]


def _told_once(likeness: Likeness, alone: Iterable[Stated], told: Iterable[Stated]) -> list[Stated]:
    """Those that repeat neither each other nor one that was found in the other text."""
    alone = list(alone)
    known, asked = _by_key(told), _by_key(alone)
    repeats: set[str] = set()
    for key, here in asked.items():
        same = [*known.get(key, ()), *here]
        if len(same) == 1:
            continue
        alike = likeness.of_clauses(same, same) >= REPEATED
        first = len(same) - len(here)
        kept = list(range(first))
        for at, one in enumerate(here, first):
            if alike[at, kept].any():
                repeats.add(one.power_id)
            else:
                kept.append(at)
    return [one for one in alone if one.power_id not in repeats]


def _by_key(statements: Iterable[Stated]) -> dict[Key, list[Stated]]:
    """Statements that say the same of one power; those that name no power are in none."""
    found: dict[Key, list[Stated]] = {}
    for one in statements:
        if one.is_named:
            found.setdefault(one.key, []).append(one)
    return found


def _unchanged(
    older: Sequence[Stated], newer: Sequence[Stated]
) -> tuple[list[Pair], list[Stated], list[Stated]]:
    """Pairs whose words are the same, those at the same place first, and what is left."""
    left, right = list(older), list(newer)
    pairs = []
    keys: tuple[Callable[[Stated], object], ...] = (
        lambda one: (one.words, one.place, one.key),
        lambda one: (one.words, one.key),
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
    likeness: Likeness,
    left: Sequence[Stated],
    right: Sequence[Stated],
    score: Score,
    enough: float,
) -> list[Pair]:
    """The best assignment of the pairs that reach `enough`."""
    if not left or not right:
        return []
    words = likeness(left, right)
    scores = score(left, right, words)
    gain = np.where(scores >= enough, scores, 0.0)
    return [
        Pair(left[row], right[column], float(words[row, column]))
        for row, column in zip(*linear_sum_assignment(gain, maximize=True), strict=True)
        if scores[row, column] >= enough
    ]
