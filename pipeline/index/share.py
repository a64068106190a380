"""Share: a holder's part of what all holders have."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum


def share(contributions: Mapping[str, float]) -> dict[str, float]:
    """What each power adds to its holder's share, by power_id, given what it adds to a total.

    share(h) = x(h) / sum of x over all holders,  x being strength or volume

    Not taken from the literature: published indices score the president alone. A share says
    whether a growth of the president's powers outran everyone else's. Unit: parts of one. Empty
    when the total is zero, for then no share is defined.
    """
    total = fsum(contributions.values())
    return {power_id: part / total for power_id, part in contributions.items()} if total else {}
