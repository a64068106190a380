"""From scores of arcs to a tree with one root."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def heads_of(scores: NDArray[np.float32]) -> list[int]:
    """The best tree for `scores[word, head]`, head 0 being the root; heads count from 1."""
    heads = scores.argmax(axis=1)
    if _is_tree(heads):
        return [int(head) for head in heads]
    return _single_root(scores)


def _is_tree(heads: NDArray[np.int64]) -> bool:
    if int((heads == 0).sum()) != 1:
        return False
    states = [0] * (len(heads) + 1)
    states[0] = 2
    for start in range(1, len(heads) + 1):
        path, place = [], start
        while states[place] == 0:
            states[place] = 1
            path.append(place)
            place = int(heads[place - 1])
        if states[place] == 1:
            return False
        for node in path:
            states[node] = 2
    return True


def _single_root(scores: NDArray[np.float32]) -> list[int]:
    """Chu, Liu and Edmonds' tree; where it has several roots, the best root alone is allowed."""
    size = len(scores)
    full = np.full((size + 1, size + 1), -1e9)
    full[1:, :] = scores
    heads = chu_liu_edmonds(full)
    roots = [place for place in range(1, size + 1) if heads[place] == 0]
    if len(roots) == 1:
        return heads[1:]
    best, best_total = heads, -np.inf
    for root in sorted(roots, key=lambda place: -full[place, 0])[:4]:
        limited = full.copy()
        limited[1:, 0] = -1e9
        limited[root, :] = -1e9
        limited[root, 0] = full[root, 0]
        candidate = chu_liu_edmonds(limited)
        total = sum(full[place, candidate[place]] for place in range(1, size + 1))
        if total > best_total and sum(h == 0 for h in candidate[1:]) == 1:
            best, best_total = candidate, total
    return best[1:]


def chu_liu_edmonds(scores: NDArray[np.float64]) -> list[int]:
    """The tree of highest score over `scores[node, head]`, node 0 being the root."""
    size = len(scores)
    weights = scores.copy()
    np.fill_diagonal(weights, -np.inf)
    heads = weights.argmax(axis=1)
    heads[0] = -1
    cycle = _cycle(heads)
    if not cycle:
        return [int(head) for head in heads]
    inside = np.zeros(size, dtype=bool)
    ring = np.array(cycle)
    inside[ring] = True
    outside = np.flatnonzero(~inside)
    loss = weights[cycle, heads[cycle]]
    # Entering the cycle breaks one of its arcs; leaving it takes its best node.
    entering = weights[np.ix_(ring, outside)] - loss[:, None]
    entry = entering.argmax(axis=0)
    leaving = weights[np.ix_(outside, ring)]
    exits = leaving.argmax(axis=1)
    count = len(outside)
    smaller = np.full((count + 1, count + 1), -1e18)
    smaller[:count, :count] = weights[np.ix_(outside, outside)]
    smaller[count, :count] = entering[entry, np.arange(count)]
    smaller[:count, count] = leaving[np.arange(count), exits]
    inner = chu_liu_edmonds(smaller)
    result = [int(head) for head in heads]
    for place in range(1, count):
        head = inner[place]
        node = int(outside[place])
        result[node] = cycle[int(exits[place])] if head == count else int(outside[head])
    enters_from = inner[count]
    broken = cycle[int(entry[enters_from])]
    result[broken] = int(outside[enters_from])
    return result


def _cycle(heads: NDArray[np.int64]) -> list[int]:
    """The nodes of one cycle, or nothing."""
    states = [0] * len(heads)
    for start in range(1, len(heads)):
        path, place = [], start
        while place > 0 and states[place] == 0:
            states[place] = 1
            path.append(place)
            place = int(heads[place])
        if place > 0 and states[place] == 1 and place in path:
            return path[path.index(place) :]
        for node in path:
            states[node] = 2
    return []
