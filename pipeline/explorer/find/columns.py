"""What is filtered, sorted and counted of every power, in memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from pipeline.explorer.lookup.open import Lookup

NEVER = 99_999_999  # a day that does not come: of a text never in force, or without an end
_CODED = (
    "series", "lang", "polarity", "holder", "action", "object", "domain", "types", "autonomy",
    "act",
)  # fmt: skip
_READING = Lock()


class Columns:
    """Columns of the lookup's `powers` as arrays, in the order of its rows.

    `codes[name]` has a number for each power, `names[name]` what the number stands for.
    """

    def __init__(self, lookup: Lookup) -> None:
        wanted = ("rowid", "clause", "valid_from", "valid_to", *_CODED)
        # A column as one JSON text is read three times faster than its values row by row.
        read = lookup.rows(
            f"SELECT {', '.join(f'json_group_array({name}) AS {name}' for name in wanted)}"
            f" FROM (SELECT {', '.join(wanted)} FROM powers ORDER BY powers.rowid)"
        )[0]
        self.rowid, self.clause = (
            np.array(json.loads(read[name]), dtype=np.int32) for name in ("rowid", "clause")
        )
        coded = {name: _coded(json.loads(read[name])) for name in wanted[2:]}
        self.codes = {name: codes for name, (codes, _) in coded.items()}
        self.names = {name: names for name, (_, names) in coded.items()}
        self.start, self.end = (
            np.array([_day(day) for day in self.names[name]], dtype=np.int32)[self.codes[name]]
            for name in ("valid_from", "valid_to")
        )

    def having(self, field: str, wanted: Sequence[str]) -> NDArray[np.bool_]:
        """Which powers have one of some codes; `limit` is a type of constraint."""
        name = "types" if field == "limit" else field
        right = [bool(set(wanted) & set(_parts(field, one))) for one in self.names[name]]
        return np.array(right, dtype=bool)[self.codes[name]]

    def counts(self, field: str, among: NDArray[np.bool_]) -> dict[str, int]:
        """How many of some powers have each code, most frequent first; none that nobody has."""
        name = "types" if field == "limit" else field
        numbers = np.bincount(self.codes[name][among], minlength=len(self.names[name]))
        found: dict[str, int] = {}
        for whole, number in zip(self.names[name], numbers.tolist(), strict=True):
            for code in _parts(field, whole):
                found[code] = found.get(code, 0) + number
        ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        return {code: number for code, number in ordered if number}

    def of_clauses(self, rowids: Iterable[int]) -> NDArray[np.bool_]:
        """Which powers stand in some clauses."""
        held = np.zeros(int(self.clause.max(initial=0)) + 1, dtype=bool)
        wanted = np.fromiter(rowids, dtype=np.int64)
        held[wanted[wanted < len(held)]] = True
        return held[self.clause]


def columns_of(lookup: Lookup) -> Columns:
    """The columns of a lookup, read once."""
    with _READING:
        return _columns(lookup)


@lru_cache(maxsize=2)  # the release that is shown, and the one before while it is still asked
def _columns(lookup: Lookup) -> Columns:
    return Columns(lookup)


def _coded(values: list[str | None]) -> tuple[NDArray[np.int32], list[str | None]]:
    """A number for each value, and the values by their number."""
    known: dict[str | None, int] = {}
    numbers = [known.setdefault(value, len(known)) for value in values]
    return np.array(numbers, dtype=np.int32), list(known)


def _parts(field: str, value: str | None) -> list[str]:
    """The codes that a value stands for."""
    if field == "limit":
        return [one for one in (value or "").split("|") if one]
    return [value] if value else []


def _day(text: str | None) -> int:
    return int(text.replace("-", "")) if text else NEVER
