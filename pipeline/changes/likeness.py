"""How alike two statements of a power are: in their words and in what was read in them.

Words are compared by the cosine of their TF-IDF vectors (Salton and Buckley 1988) over beginnings
of words, which both languages inflect at the end.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

from pipeline.changes.stated import Stated, bare

STEM = 5  # letters: what is left of most Russian and Kazakh words without their endings
Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]


def cosines(left: Sequence[str], right: Sequence[str]) -> Matrix:
    """Likeness of every text of one list with every text of the other, in [0, 1].

    Returns:
        An array of shape (len(left), len(right)); 0 where a text has no word.
    """
    bags = [[word[:STEM] for word in text.split()] for text in (*left, *right)]
    place = {word: at for at, word in enumerate(sorted({word for bag in bags for word in bag}))}
    rows = [row for row, bag in enumerate(bags) for _ in bag]
    columns = [place[word] for bag in bags for word in bag]
    shape = (len(bags), max(1, len(place)))
    counts = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)
    holding = np.asarray((counts > 0).sum(axis=0)).ravel()
    rarity = np.log((1 + len(bags)) / (1 + holding)) + 1
    weighted = counts.multiply(rarity).tocsr()
    lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    weighted = weighted.multiply(1 / np.where(lengths, lengths, 1)[:, None]).tocsr()
    products: Matrix = (weighted[: len(left)] @ weighted[len(left) :].T).toarray()
    return np.clip(products, 0.0, 1.0)


def likeness(left: Sequence[Stated], right: Sequence[Stated]) -> Matrix:
    """Likeness of the words of every two statements: clauses, and where both name it, objects."""
    texts = cosines([one.words for one in left], [one.words for one in right])
    mine, theirs = ([bare(one.power.object_words) for one in side] for side in (left, right))
    objects = cosines(mine, theirs)
    both = np.outer([bool(words) for words in mine], [bool(words) for words in theirs])
    return np.where(both, (2 * texts + objects) / 3, texts)
