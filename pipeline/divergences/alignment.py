"""Which clauses of a unit say the same in the two texts.

Clauses are aligned by their lengths with the method of Gale and Church (A program for aligning
sentences in bilingual corpora, Computational Linguistics 19, 1993): a sentence is translated by one
of a proportional length, seldom by two or by none.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

Slice = tuple[int, int]  # half-open places of clauses
Pair = tuple[Slice, Slice]

# How many clauses of either side a step takes, and how often that happens (their table 5); the last
# are ours, for lists that one text cuts at semicolons and the other does not.
STEPS = {
    (1, 1): 0.89, (1, 0): 0.0099, (0, 1): 0.0099, (2, 1): 0.089, (1, 2): 0.089, (2, 2): 0.011,
    **{(n, 1): 0.01 for n in range(3, 9)}, **{(1, n): 0.01 for n in range(3, 9)},
}  # fmt: skip
VARIANCE = 6.8  # of the length of a translation, in characters, for each character


def align(rus: Sequence[int], kaz: Sequence[int], ratio: float) -> list[Pair]:
    """The likeliest pairs of neighbouring clauses, in order.

    Args:
        rus: lengths of the Russian clauses, in characters.
        kaz: lengths of the Kazakh ones.
        ratio: Kazakh characters for each Russian one, over the whole text.

    >>> align([100, 40], [95, 45], 1.0)
    [((0, 1), (0, 1)), ((1, 2), (1, 2))]
    """
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for at in ((i, j) for i in range(len(rus) + 1) for j in range(len(kaz) + 1)):
        if at == (0, 0):
            continue
        best[at] = min(_arrivals(best, at, rus, kaz, ratio))
    return list(reversed(list(_back(best, (len(rus), len(kaz))))))


def _arrivals(
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]],
    at: tuple[int, int],
    rus: Sequence[int],
    kaz: Sequence[int],
    ratio: float,
) -> Iterator[tuple[float, tuple[int, int]]]:
    for (down, across), often in STEPS.items():
        i, j = at[0] - down, at[1] - across
        if i >= 0 and j >= 0:
            cost = _cost(sum(rus[i : at[0]]), sum(kaz[j : at[1]]), ratio) - math.log(often)
            yield best[i, j][0] + cost, (i, j)


def _cost(rus: int, kaz: int, ratio: float) -> float:
    """Minus the logarithm of how likely two lengths so far apart are.

    A clause without a translation costs the same whatever its length; by the authors' formula a
    long one would rather be merged with its neighbour.
    """
    if not rus or not kaz:
        return 0.0
    mean = (rus + kaz / ratio) / 2
    deviation = abs(kaz - rus * ratio) / math.sqrt(VARIANCE * mean)
    return -math.log(max(math.erfc(deviation / math.sqrt(2)), 1e-300))


def _back(
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]], at: tuple[int, int]
) -> Iterator[Pair]:
    while at != (0, 0):
        before = best[at][1]
        yield (before[0], at[0]), (before[1], at[1])
        at = before
