"""How alike the words of two statements are.

Words are compared by the cosine of their TF-IDF vectors (Salton and Buckley 1988) over beginnings
of words, which both languages inflect at the end. How rare a word is, is counted in the two texts
that are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from scipy.sparse import csr_matrix

from pipeline.changes.stated import Stated, bare

STEM = 5  # letters: what is left of most Russian and Kazakh words without their endings
Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]


class Likeness:
    """The words of all statements of two texts as vectors, to compare any of them.

    All results are arrays of shape (len(left), len(right)) with values in [0, 1].
    """

    def __init__(self, statements: Iterable[Stated]) -> None:
        known = list(statements)
        self._row = {one.power_id: row for row, one in enumerate(known)}
        objects = [bare(one.power.object_words) for one in known]
        self._clauses = _vectors([one.words for one in known])
        self._objects = _vectors(objects)
        self._has_object = np.array([bool(words) for words in objects], dtype=np.bool_)

    def of_clauses(self, left: Sequence[Stated], right: Sequence[Stated]) -> Matrix:
        """How alike the clauses are; 0 where one has no word."""
        return _cosines(self._clauses, self._rows(left), self._rows(right))

    def __call__(self, left: Sequence[Stated], right: Sequence[Stated]) -> Matrix:
        """How alike the clauses are, and the words of the objects where both name one."""
        mine, theirs = self._rows(left), self._rows(right)
        clauses = _cosines(self._clauses, mine, theirs)
        objects = _cosines(self._objects, mine, theirs)
        both = np.outer(self._has_object[mine], self._has_object[theirs])
        return np.where(both, (2 * clauses + objects) / 3, clauses)

    def _rows(self, statements: Iterable[Stated]) -> list[int]:
        return [self._row[one.power_id] for one in statements]


def _vectors(texts: Sequence[str]) -> csr_matrix:
    """One row a text, of length 1, or 0 where it has no word."""
    bags = [[word[:STEM] for word in text.split()] for text in texts]
    place = {word: at for at, word in enumerate(sorted({word for bag in bags for word in bag}))}
    rows = [row for row, bag in enumerate(bags) for _ in bag]
    columns = [place[word] for bag in bags for word in bag]
    shape = (len(bags), max(1, len(place)))
    counts = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)
    holding = np.asarray((counts > 0).sum(axis=0)).ravel()
    rarity = np.log((1 + len(bags)) / (1 + holding)) + 1
    weighted = counts.multiply(rarity).tocsr()
    lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    return weighted.multiply(1 / np.where(lengths, lengths, 1)[:, None]).tocsr()


def _cosines(vectors: csr_matrix, left: Sequence[int], right: Sequence[int]) -> Matrix:
    products: Matrix = (vectors[left] @ vectors[right].T).toarray()
    return np.clip(products, 0.0, 1.0)
