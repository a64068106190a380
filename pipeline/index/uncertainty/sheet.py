"""One text's possible powers, and in which replicates each of them stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from pipeline.index.uncertainty.cutting import WHOLE, Part
from pipeline.index.uncertainty.draws import Draws, Flags
from pipeline.index.uncertainty.possible import Possible
from pipeline.index.uncertainty.rates import Rates
from pipeline.vocabulary import Autonomy, ConstraintType, Doubt, Polarity

GROUND = ConstraintType.TRIGGER
_LADDER = {level: place for place, level in enumerate(Autonomy)}


class Sheet:
    """The possible powers of one text with their draws.

    Arrays have a row for each possible power, and a column for each replicate or one column where
    nothing is drawn.

    Attributes:
        powers: the possible powers.
        level: of each, the autonomy as a place on the ladder.
        grounded: whether it gives a power for one case only.
        limited: whether it sets a limit beside that.
    """

    def __init__(self, powers: Sequence[Possible], draws: Draws, rates: Rates) -> None:
        self.powers = tuple(powers)
        told = [one.power for one in self.powers]
        kinds = [{limit.type for limit in power.constraints} for power in told]
        gives = np.array([power.polarity is Polarity.GIVES for power in told], dtype=bool)
        self.level = np.array([_LADDER[power.autonomy] for power in told], dtype=np.uint8)
        self.grounded = gives & np.array([GROUND in found for found in kinds], dtype=bool)
        self.limited = np.array([bool(found - {GROUND}) for found in kinds], dtype=bool)
        self.limited |= ~gives & np.array([bool(found) for found in kinds], dtype=bool)
        self._draws, self._rates = draws, rates
        # In bits: a text stays in force for years, and its flags are asked for in every span.
        self._standing_bits = cache(lambda doubts: _packed(self._standing(doubts)))
        self._missed_bits = cache(lambda doubts: _packed(self._missed(doubts)))

    def standing(self, doubts: frozenset[Doubt]) -> Flags:
        """Where each power is stated, when these sources of doubt are drawn from."""
        return _unpacked(*self._standing_bits(doubts))

    def missed(self, doubts: frozenset[Doubt]) -> Flags:
        """Where a power has a twin that the reader missed."""
        return _unpacked(*self._missed_bits(doubts))

    def _standing(self, doubts: frozenset[Doubt]) -> Flags:
        rows = self.powers
        if Doubt.CLASSIFIER in doubts:
            flags = self._fallen("label", [p.words for p in rows], [p.label for p in rows])
        else:
            flags = np.array([p.chosen for p in rows], dtype=bool).reshape(-1, 1)
        if Doubt.CUTTING in doubts:
            flags = flags & self._fallen("cut", [p.unit for p in rows], [p.cut for p in rows])
        else:
            flags = flags & np.array([p.standard for p in rows], dtype=bool).reshape(-1, 1)
        if Doubt.READER in doubts:
            flags = flags & self._fallen("read", self._places, [Part(0, self._rates.precision)])
        return flags

    def _missed(self, doubts: frozenset[Doubt]) -> Flags:
        if Doubt.READER not in doubts:
            return np.zeros((len(self.powers), 1), dtype=bool)
        return self._fallen("missed", self._places, [Part(0, self._rates.missed)])

    @property
    def _places(self) -> list[str]:
        return [f"{one.words}/{one.place}" for one in self.powers]

    def _fallen(self, kind: str, keys: list[str], parts: list[Part]) -> Flags:
        """Where each key's number falls into its part; one part stands for all."""
        if all(part == WHOLE for part in parts):
            return np.ones((len(keys), 1), dtype=bool)
        drawn = self._draws.rows(kind, keys)
        low = np.array([part.low for part in parts]).reshape(-1, 1)
        high = np.array([part.high for part in parts]).reshape(-1, 1)
        return (low <= drawn) & (drawn < high)


def _packed(flags: Flags) -> tuple[NDArray[np.uint8], int]:
    return np.packbits(flags, axis=1), flags.shape[1]


def _unpacked(bits: NDArray[np.uint8], columns: int) -> Flags:
    return np.unpackbits(bits, axis=1, count=columns).view(np.bool_)
