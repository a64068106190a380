"""From scores of arcs to a tree with one root."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.language.tree import chu_liu_edmonds, is_tree


def heads_of(scores: NDArray[np.float32]) -> list[int]:
    """The best tree for `scores[word, head]`, head 0 being the root; heads count from 1."""
    heads: list[int] = scores.argmax(axis=1).tolist()
    if is_tree(heads):
        return heads
    return _single_root(scores)


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
