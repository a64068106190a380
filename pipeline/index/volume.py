"""Volume: how many powers a holder has."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.index.counting import CountedPower


def volume(powers: Iterable[CountedPower]) -> dict[str, float]:
    """What each power adds to its holder's volume, by power_id: one.

    volume(h) = number of powers in force of holder h

    A plain count, as the Comparative Constitutions Project's count of executive powers; Frye
    (1997) counts a list of 27 presidential powers drawn up beforehand. Unit: powers.
    """
    return {power.power_id: 1.0 for power in powers}
