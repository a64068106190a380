"""Strength: how much a holder's powers weigh."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.index.counting import CountedPower
from pipeline.index.weights import Weights


def strength(powers: Iterable[CountedPower], weights: Weights) -> dict[str, float]:
    """What each power adds to its holder's strength, by power_id.

    strength(h) = sum over the powers p of holder h of  autonomy(p) x weight(domain of p)

    Epstein and O'Halloran (1999) take discretion for delegation x (1 - constraint), for a whole
    statute; here the autonomy of each power stands for (1 - constraint). Sums over dimensions of
    presidential power follow Shugart and Carey (1992). Unit: free powers of full weight.
    """
    return {
        power.power_id: weights.autonomy[power.autonomy] * weights.domain[power.domain]
        for power in powers
    }
