"""How likely every statement of one text is the same power as every one of another.

Each function is one way to be the same, for one round of the matching. All take the statements and
the likeness of their words, and give an array of shape (len(left), len(right)) with values from 0,
which says that the two cannot be one power, to about 1.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import permutations

import numpy as np

from pipeline.changes.likeness import Matrix
from pipeline.changes.stated import Stated
from pipeline.changes.tables import table
from pipeline.vocabulary import Action

# Parts of a score: the words, the action, the object, the domain, the place in the act.
WORDS, ACTION, OBJECT, DOMAIN, PLACE = 0.45, 0.18, 0.18, 0.07, 0.12
NEAR = 0.1  # added where both holders are legislatures or parts of one
VAGUE = 0.2  # of the words alone, where action or object do not name one power
VAGUE_ELSEWHERE = 0.6  # the same, for another holder
Mask = np.ndarray[tuple[int, int], np.dtype[np.bool_]]
Score = Callable[[Sequence[Stated], Sequence[Stated], Matrix], Matrix]


def same_power(left: Sequence[Stated], right: Sequence[Stated], words: Matrix) -> Matrix:
    """The same holder, action and object, which name one power."""
    allowed = _named(left, right) & _equal(
        left, right, lambda one: f"{one.power.action} {one.power.object}"
    )
    return np.where(allowed, same_holder(left, right, words), 0.0)


def same_holder(left: Sequence[Stated], right: Sequence[Stated], words: Matrix) -> Matrix:
    """The same holder, and an action and object that go together."""
    allowed = _equal(left, right, _holder) & _equal(left, right, _polarity)
    allowed &= _named(left, right) | (words >= VAGUE)
    return np.where(allowed, _score(left, right, words), 0.0)


def passed_on(left: Sequence[Stated], right: Sequence[Stated], words: Matrix) -> Matrix:
    """Another holder, and an action and object that go together."""
    known = np.outer([bool(_holder(one)) for one in left], [bool(_holder(one)) for one in right])
    allowed = known & ~_equal(left, right, _holder) & _equal(left, right, _polarity)
    allowed &= _named(left, right) | (words >= VAGUE_ELSEWHERE)
    bodies = table()["legislatures"]
    mine, theirs = ([one.power.holder in bodies for one in side] for side in (left, right))
    near = np.outer(mine, theirs)
    return np.where(allowed, _score(left, right, words) + NEAR * near, 0.0)


def alike(left: Sequence[Stated], right: Sequence[Stated], words: Matrix) -> Matrix:
    """The same holder, whatever else was read: the words alone."""
    return np.where(_equal(left, right, _holder), words, 0.0)


def same_object(left: Sequence[Stated], right: Sequence[Stated]) -> Mask:
    """Whether two statements name one power each and have the same object."""
    return _named(left, right) & _equal(left, right, _object)


def _score(left: Sequence[Stated], right: Sequence[Stated], words: Matrix) -> Matrix:
    """How likely two statements are one power by all that was read; 0 where they cannot be."""
    actions = _table(left, right, _action, _together("actions", unknown=0.5))
    objects = _table(left, right, _object, _together("objects", unknown=0.6))
    score = WORDS * words + ACTION * actions + OBJECT * objects
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
        return 0.8 if (one, other) in _families()[kind] else 0.0

    return fit


@cache
def _families() -> dict[str, set[tuple[str, str]]]:
    """All pairs of codes of one family."""
    kinds = ("actions", "objects")
    return {
        kind: {pair for row in table()[kind] for pair in permutations(row, 2)} for kind in kinds
    }


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
