"""Random numbers that depend on what they are drawn for, and on nothing else.

The same words in two versions, acts or series must be read alike in one replicate, or two scores
that rest on the same text would differ by chance. So each number is drawn for a key.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

AT_HAND = 8192  # keys whose numbers are remembered: those of a long text, asked for again and again


class Draws:
    """Numbers in [0, 1), one a replicate, for any key.

    Args:
        replicates: how many numbers a key has; fewer of them are the first of more.
        seed: another seed gives other numbers for every key.
    """

    def __init__(self, replicates: int, seed: int) -> None:
        self.replicates = replicates
        self._seed = seed
        self._known = lru_cache(AT_HAND)(self._drawn)

    def uniform(self, kind: str, key: str) -> Floats:
        """The numbers of a key among those of a kind; shape (replicates,)."""
        return self._known(kind, key)

    def _drawn(self, kind: str, key: str) -> Floats:
        name = f"{self._seed}\0{kind}\0{key}".encode()
        start = int.from_bytes(hashlib.blake2b(name, digest_size=16).digest())
        return np.random.Generator(np.random.Philox(key=start)).random(self.replicates)

    def rows(self, kind: str, keys: list[str]) -> Floats:
        """The numbers of several keys; shape (keys, replicates)."""
        if not keys:
            return np.empty((0, self.replicates))
        return np.stack([self.uniform(kind, key) for key in keys])
