"""The schemes that add powers up, in all replicates at once.

Each formula is that of the scheme's own module; with nothing drawn it gives the same values.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from pipeline.index.uncertainty.draws import Floats
from pipeline.index.uncertainty.pool import Counted
from pipeline.vocabulary import ConstraintType, Holder, Scheme

# The schemes here that rest on the weights.
WEIGHING = frozenset(
    {
        Scheme.STRENGTH,
        Scheme.SHARE,
        Scheme.HERFINDAHL,
        Scheme.EFFECTIVE_HOLDERS,
        Scheme.OFFICE_AND_PERSON,
    }
)

Values = Mapping[tuple[Scheme, Holder | None], Floats]


def values(counted: Counted) -> Values:
    """Each score by scheme and holder; shape (columns,), not a number where it is not defined."""
    volume = np.add.reduceat(counted.count, counted.starts, axis=0)
    strength = np.add.reduceat(counted.count * counted.value, counted.starts, axis=0)
    bound = np.add.reduceat(counted.count * counted.bound, counted.starts, axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = strength / strength.sum(axis=0)
        share_volume = volume / volume.sum(axis=0)
        herfindahl = (share**2).sum(axis=0)
        effective = 1 / herfindahl
        free = 1 - np.where(volume > 0, bound / volume, 0)
    rows = {
        Scheme.VOLUME: volume,
        Scheme.STRENGTH: strength,
        Scheme.SHARE: share,
        Scheme.SHARE_VOLUME: share_volume,
        Scheme.DISCRETION: share_volume * (1 - counted.types / len(ConstraintType)),
        Scheme.DISCRETION_BY_POWER: share_volume * free,
    }
    by_holder: dict[tuple[Scheme, Holder | None], Floats] = {
        (scheme, holder): row
        for scheme, table in rows.items()
        for holder, row in zip(counted.holders, table, strict=True)
    }
    return {
        **by_holder,
        (Scheme.OFFICE_AND_PERSON, Holder.PRESIDENT): _office_and_person(counted),
        (Scheme.HERFINDAHL, None): herfindahl,
        (Scheme.EFFECTIVE_HOLDERS, None): effective,
    }


def _office_and_person(counted: Counted) -> Floats:
    """The President's strength, and what the person has beside it."""
    strength = counted.count * counted.value
    by_office = (counted.count[counted.office] > 0) & (counted.office >= 0)[:, None]
    bounds = [*counted.starts, len(strength)]
    rows = {holder: slice(*bounds[n : n + 2]) for n, holder in enumerate(counted.holders)}
    office, person = (rows.get(one, slice(0)) for one in (Holder.PRESIDENT, Holder.FIRST_PRESIDENT))
    alone = strength[person] * ~by_office[person]
    return np.asarray(strength[office].sum(axis=0) + alone.sum(axis=0))
