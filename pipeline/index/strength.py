"""Strength: how much a holder's powers weigh."""

from __future__ import annotations

from pipeline.index.state import Part, State


def strength(state: State) -> list[Part]:
    """What each power adds to its holder's strength, in the component of its domain.

    strength(h) = sum over the powers p of holder h of  autonomy(p) x weight(domain of p)

    Epstein and O'Halloran (1999) take discretion for delegation x (1 - constraint), for a whole
    statute; here the autonomy of each power stands for (1 - constraint). Sums over dimensions of
    presidential power follow Shugart and Carey (1992). Unit: free powers of full weight.
    """
    weights = state.weights
    return [
        Part(
            power.holder,
            power.domain,
            weights.autonomy[power.autonomy] * weights.domain[power.domain],
            power.power_id,
        )
        for power in state.powers
    ]
