"""Share: a holder's part of what all holders have, and how evenly the parts are spread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import fsum

from pipeline.index.state import Part, State
from pipeline.index.strength import strength
from pipeline.index.volume import volume
from pipeline.vocabulary import Holder


def share(state: State) -> list[Part]:
    """Parts of all holders' strength, see `_shares`."""
    return _shares(state, strength)


def share_volume(state: State) -> list[Part]:
    """Parts of all holders' volume, see `_shares`."""
    return _shares(state, volume)


def herfindahl(state: State) -> list[Part]:
    """How concentrated strength is, in the components of the holders.

    H = sum over the holders h of  share(h)^2,  between 1 / number of holders and 1

    Herfindahl (1950), Hirschman (1945). Each power adds its part of a share times that share.
    """
    shares = share(state)
    totals = totals_by_holder(shares)
    return [
        replace(
            part,
            holder=None,
            component=str(part.holder),
            contribution=(part.contribution or 0.0) * totals[part.holder],
        )
        for part in shares
    ]


def effective_holders(state: State) -> list[Part]:
    """How many holders of equal strength would give the same Herfindahl index.

    N = 1 / H

    Laakso and Taagepera (1979). One component, `all`; its powers are those of `herfindahl`.
    """
    concentration = fsum(part.contribution or 0.0 for part in herfindahl(state))
    return [Part(None, "all", 1 / concentration)] if concentration else []


def totals_by_holder(parts: list[Part]) -> dict[Holder | None, float]:
    """The sum of the contributions of each holder's parts."""
    found: dict[Holder | None, list[float]] = {}
    for part in parts:
        found.setdefault(part.holder, []).append(part.contribution or 0.0)
    return {holder: fsum(values) for holder, values in found.items()}


def _shares(state: State, scheme: Callable[[State], list[Part]]) -> list[Part]:
    """What each power adds to its holder's share.

    share(h) = x(h) / sum of x over all holders,  x being strength or volume

    Not taken from the literature: published indices score the president alone. A share says
    whether a growth of the president's powers outran everyone else's. Unit: parts of one. Empty
    when the total is zero, for then no share is defined.
    """
    parts = scheme(state)
    total = fsum(part.contribution or 0.0 for part in parts)
    if not total:
        return []
    return [replace(part, contribution=(part.contribution or 0.0) / total) for part in parts]
