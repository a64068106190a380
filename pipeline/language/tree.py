"""Trees from scores of arcs: Chu, Liu and Edmonds' algorithm, for both languages."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def is_tree(heads: Sequence[int]) -> bool:
    """Whether heads, which count from 1, make one tree; head 0 is the root."""
    if heads.count(0) != 1:
        return False
    states = [0] * (len(heads) + 1)
    states[0] = 2
    for start in range(1, len(heads) + 1):
        path, place = [], start
        while states[place] == 0:
            states[place] = 1
            path.append(place)
            place = heads[place - 1]
        if states[place] == 1:
            return False
        for node in path:
            states[node] = 2
    return True


def chu_liu_edmonds(scores: NDArray[np.float64]) -> list[int]:
    """The tree of highest score over `scores[node, head]`, node 0 being the root."""
    size = len(scores)
    weights = scores.copy()
    np.fill_diagonal(weights, -np.inf)
    heads = weights.argmax(axis=1)
    heads[0] = -1
    plain: list[int] = heads.tolist()
    cycle = _cycle(plain)
    if not cycle:
        return plain
    inside = np.zeros(size, dtype=bool)
    ring = np.array(cycle)
    inside[ring] = True
    outside = np.flatnonzero(~inside)
    loss = weights[cycle, heads[cycle]]
    # Entering the cycle breaks one of its arcs; leaving it takes its best node.
    entering = weights[ring[:, None], outside] - loss[:, None]
    entry = entering.argmax(axis=0)
    leaving = weights[outside[:, None], ring]
    exits = leaving.argmax(axis=1)
    count = len(outside)
    smaller = np.full((count + 1, count + 1), -1e18)
    smaller[:count, :count] = weights[outside[:, None], outside]
    smaller[count, :count] = entering[entry, np.arange(count)]
    smaller[:count, count] = leaving[np.arange(count), exits]
    inner = chu_liu_edmonds(smaller)
    result = plain
    for place in range(1, count):
        head = inner[place]
        node = int(outside[place])
        result[node] = cycle[int(exits[place])] if head == count else int(outside[head])
    enters_from = inner[count]
    broken = cycle[int(entry[enters_from])]
    result[broken] = int(outside[enters_from])
    return result


def _cycle(heads: Sequence[int]) -> list[int]:
    """The nodes of one cycle, or nothing."""
    states = [0] * len(heads)
    for start in range(1, len(heads)):
        path, place = [], start
        while place > 0 and states[place] == 0:
            states[place] = 1
            path.append(place)
            place = heads[place]
        if place > 0 and states[place] == 1 and place in path:
            return path[path.index(place) :]
        for node in path:
            states[node] = 2
    return []
