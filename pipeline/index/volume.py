"""Volume: how many powers a holder has."""

from __future__ import annotations

from pipeline.index.state import Part, State


def volume(state: State) -> list[Part]:
    """Each power in force adds one, in the component of its domain.

    volume(h) = number of powers of holder h

    The definition of concentration that the source articles use, and the plain count of Frye
    (1997), without a closed list of powers.
    """
    return [Part(power.holder, power.domain, 1.0, power.power_id) for power in state.powers]
