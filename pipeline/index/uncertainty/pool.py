"""The texts in force in a segment, counted in all replicates at once.

The rules are those of `pipeline.index.counting`: what stands as one power there is one row here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.index.uncertainty.bands import Tables
from pipeline.index.uncertainty.draws import Flags, Floats
from pipeline.index.uncertainty.sheet import GROUND, Sheet
from pipeline.records import Power
from pipeline.vocabulary import Action, ConstraintType, Domain, Doubt, Holder, Polarity

Ints = NDArray[np.intp]
Key = tuple[Holder, Action | None, str | None, Domain]

_DOMAINS = {domain: place for place, domain in enumerate(Domain)}
_TYPES = {kind: place for place, kind in enumerate(ConstraintType)}


@dataclass(frozen=True, slots=True)
class Counted:
    """What is in force; rows of powers sorted by holder, columns of replicates.

    `starts` has the first row of each holder, so that `np.add.reduceat` sums by holder.
    """

    holders: tuple[Holder, ...]
    starts: Ints
    office: Ints  # (powers,): row of the President's same power, -1 where the text has none
    count: Floats  # (powers, columns): 0 where it is not in force, 2 where a twin was missed
    value: Floats  # (powers, columns): autonomy times weight of the domain
    bound: Flags  # (powers, columns): whether a constraint binds it
    types: Floats  # (holders, columns): how many types of constraint bind any of its powers


class Pool:
    """The possible powers of some texts, and how they make up the powers that are counted.

    Attributes:
        sheets: of the texts, the highest first.
        possible: the powers of all sheets.
        keys: of the powers that are counted, by holder.
        tells: for each of these its statements, and the readings that limit it, in `possible`.
    """

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self.sheets = sheets
        self.possible = [one for sheet in sheets for one in sheet.powers]
        powers = [one.power for one in self.possible]
        stated: dict[Key, list[int]] = {}
        limiting: dict[tuple[object, ...], list[int]] = {}
        for at, power in enumerate(powers):
            if power.polarity is Polarity.LIMITS:
                limiting.setdefault((power.holder, power.action, power.object), []).append(at)
            elif power.holder and power.domain:
                key = (power.holder, power.action, power.object, power.domain)
                stated.setdefault(key, []).append(at)
        self.keys = sorted(stated, key=lambda key: key[0])
        self.holders = tuple(dict.fromkeys(key[0] for key in self.keys))
        self._gives = [stated[key] for key in self.keys]
        self.tells = [[*stated[key], *limiting.get(key[:3], ())] for key in self.keys]
        self._domain = np.array([_DOMAINS[key[3]] for key in self.keys], dtype=np.intp)
        rows = {key: row for row, key in enumerate(self.keys)}
        offices = [rows.get((Holder.PRESIDENT, *key[1:]), -1) for key in self.keys]
        self._office = np.array(offices, dtype=np.intp)
        held = [key[0] for key in self.keys]
        self._starts = np.array([held.index(holder) for holder in self.holders], dtype=np.intp)
        self._level = np.concatenate([sheet.level for sheet in sheets])
        self._grounded = np.concatenate([sheet.grounded for sheet in sheets])
        self._limited = np.concatenate([sheet.limited for sheet in sheets])
        self._typed = self._statements_by_type(powers)

    def _statements_by_type(self, powers: Sequence[Power]) -> list[tuple[int, int, int, int]]:
        """(holder, type, power, statement) for each type that a statement sets, in this order."""
        place = {holder: at for at, holder in enumerate(self.holders)}
        return sorted(
            {
                (place[key[0]], _TYPES[limit.type], row, at)
                for row, key in enumerate(self.keys)
                for at in self.tells[row]
                for limit in powers[at].constraints
            }
        )

    def standing(self, doubts: frozenset[Doubt]) -> Flags:
        """Where each possible power is stated, when these sources of doubt are drawn from."""
        return _stacked([sheet.standing(doubts) for sheet in self.sheets])

    def counted(self, doubts: frozenset[Doubt], tables: Tables) -> Counted:
        """The powers in force when these sources of doubt are drawn from, weighed by tables."""
        standing = self.standing(doubts)
        missed = _stacked([sheet.missed(doubts) for sheet in self.sheets])
        gives, first = _flat(self._gives)
        present = np.logical_or.reduceat(standing[gives], first, axis=0)
        freely = standing[gives] & ~self._grounded[gives, None]  # no ground for its use is asked
        freely = np.logical_or.reduceat(freely, first, axis=0)
        seen_whole = np.logical_or.reduceat(standing[gives] & ~missed[gives], first, axis=0)
        counts = tables.domain[self._domain] > 0
        count = counts * (present * 1.0 + (present & ~seen_whole))
        tells, first = _flat(self.tells)
        said = standing[tells]
        level = np.maximum.reduceat(said * self._level[tells, None], first, axis=0)
        limited = np.logical_or.reduceat(said & self._limited[tells, None], first, axis=0)
        return Counted(
            holders=self.holders,
            starts=self._starts,
            office=self._office,
            count=count,
            value=tables.value(self._domain, level),
            bound=(limited | ~freely) & present,
            types=self._types(standing, present & counts, freely),
        )

    def _types(self, standing: Flags, present: Flags, freely: Flags) -> Floats:
        """How many types bind each holder's powers; shape (holders, columns)."""
        columns = present.shape[1]
        found = np.zeros((len(self.holders), columns))
        if not self._typed:
            return found
        holder, kind, row, at = np.array(self._typed, dtype=np.intp).T
        first = np.flatnonzero(np.diff(holder * len(_TYPES) + kind, prepend=-1))
        opens = (kind == _TYPES[GROUND]) & self._grounded[at]
        binds = standing[at] & present[row] & ~(opens[:, None] & freely[row])
        used = np.logical_or.reduceat(binds, first, axis=0)
        holders, begins = np.unique(holder[first], return_index=True)
        found[holders] = np.add.reduceat(used.astype(float), begins, axis=0)
        return found


def _stacked(parts: Sequence[Flags]) -> Flags:
    """Rows of all parts; a part of one column is the same in every column."""
    columns = max(part.shape[1] for part in parts)
    return np.concatenate([np.broadcast_to(part, (len(part), columns)) for part in parts])


def _flat(groups: Sequence[Sequence[int]]) -> tuple[Ints, Ints]:
    """The members of all groups, and where each group begins; no group is empty."""
    members = np.array([one for group in groups for one in group], dtype=np.intp)
    lengths = np.array([len(group) for group in groups], dtype=np.intp)
    return members, np.cumsum(lengths) - lengths
