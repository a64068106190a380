"""Clauses that show something: their words, unit by unit, Russian and Kazakh side by side."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.explorer.lookup.open import Lookup, Row
from pipeline.explorer.marks import Mark, marks_of, pieces

MarksOf = Callable[[Row], list[Mark]]

_CLAUSES = """
SELECT c.rowid AS clause, c.clause_id, c.version_id, c.eid, c.n, c.lead_in, c.text, c.label,
    v.act, v.version_date, v.lang
"""


@dataclass(frozen=True)
class Unit:
    """A unit of one act's text of one day; `texts` has its clauses by language."""

    act: str
    day: str
    eid: str
    versions: dict[str, str] = field(default_factory=dict)  # version_id by language
    texts: dict[str, list[Row]] = field(default_factory=dict)


def clauses(lookup: Lookup, ids: Iterable[str]) -> list[Row]:
    """Clauses in the order asked, each with its act, day and language, and with its `powers`."""
    asked = json.dumps(list(dict.fromkeys(ids)))
    return _with_powers(
        lookup,
        lookup.rows(
            _CLAUSES + " FROM json_each(?) asked CROSS JOIN clauses c ON c.clause_id = asked.value"
            " JOIN versions v USING (version_id) ORDER BY asked.key",
            [asked],
        ),
    )


def clauses_of(lookup: Lookup, version_id: str, eid: str) -> list[Row]:
    """The clauses of one unit of a text, with their powers."""
    return _with_powers(
        lookup,
        lookup.rows(
            _CLAUSES + " FROM clauses c JOIN versions v USING (version_id)"
            " WHERE c.version_id = ? AND c.eid = ? ORDER BY c.n",
            [version_id, eid],
        ),
    )


def units(found: Sequence[Row], marks: MarksOf | None = None) -> list[Unit]:
    """Clauses by the unit that they stand in, in their order; `pieces` of each are its words.

    Args:
        found: as `clauses` gives them.
        marks: which of a clause's words are marked; those of its powers, where not given.
    """
    by_place: dict[tuple[str, str, str], Unit] = {}
    for row in found:
        place = row["act"], row["version_date"], row["eid"]
        unit = by_place.setdefault(place, Unit(*place))
        unit.versions[row["lang"]] = row["version_id"]
        shown = row | {"pieces": pieces(row["text"], (marks or of_powers)(row))}
        unit.texts.setdefault(row["lang"], []).append(shown)
    return list(by_place.values())


def of_powers(clause: Row) -> list[Mark]:
    """The words of a clause that its powers were read from."""
    return [mark for power in clause["powers"] for mark in marks_of(power)["clause"]]


def of_power_ids(lookup: Lookup, ids: Iterable[str]) -> list[str]:
    """The clauses in which powers stand."""
    found = lookup.rows(
        "SELECT p.clause_id FROM json_each(?) asked CROSS JOIN powers p"
        " ON p.power_id = asked.value ORDER BY asked.key",
        [json.dumps(list(ids))],
    )
    return [row["clause_id"] for row in found]


def _with_powers(lookup: Lookup, found: list[Row]) -> list[Row]:
    by_clause: dict[str, list[Row]] = {row["clause_id"]: [] for row in found}
    for power in lookup.rows(
        "SELECT p.* FROM json_each(?) asked CROSS JOIN powers p ON p.clause = asked.value"
        " ORDER BY p.rowid",
        [json.dumps([row["clause"] for row in found])],
    ):
        by_clause[power["clause_id"]].append(power)
    return [row | {"powers": by_clause[row["clause_id"]]} for row in found]
