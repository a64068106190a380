"""The clauses that the reader is least sure of, to be looked at by a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from pipeline.explorer.lookup.open import Lookup, Row

_WHERE = """
WHERE d.series = :series AND (:lang IS NULL OR d.lang = :lang)
    AND (:act IS NULL OR d.act = :act) AND (:label IS NULL OR d.label = :label)
"""
_ROWS = f"""
SELECT c.*, d.clause, d.act, d.lang, d.series, d.margin, v.version_date
FROM doubts d JOIN clauses c ON c.rowid = d.clause JOIN versions v ON v.version_id = c.version_id
{_WHERE} ORDER BY d.rowid LIMIT :most OFFSET :first
"""
_ACTS = "SELECT act, count(*) AS n FROM doubts WHERE series = ? GROUP BY act ORDER BY n DESC, act"


def rows(
    lookup: Lookup,
    series: str,
    lang: str | None = None,
    first: int = 0,
    most: int = 50,
    act: str | None = None,
    label: str | None = None,
) -> list[Row]:
    """Doubtful clauses, the least sure first: columns of `clauses`, and act, lang, margin."""
    values = _values(series, lang, act, label)
    return lookup.rows(_ROWS, {**values, "first": first, "most": most})


def count(
    lookup: Lookup,
    series: str,
    lang: str | None = None,
    act: str | None = None,
    label: str | None = None,
) -> int:
    """How many there are."""
    values = _values(series, lang, act, label)
    return int(lookup.value(f"SELECT count(*) FROM doubts d {_WHERE}", values))


def acts(lookup: Lookup, series: str) -> dict[str, int]:
    """How many each act has, the most first."""
    return {row["act"]: row["n"] for row in lookup.rows(_ACTS, (series,))}


def powers(lookup: Lookup, clauses: Sequence[int]) -> dict[int, list[Row]]:
    """The powers that were read in some clauses, by `clause`."""
    found: defaultdict[int, list[Row]] = defaultdict(list)
    marks = ", ".join("?" * len(clauses))
    sql = f"SELECT * FROM powers WHERE clause IN ({marks}) ORDER BY rowid"
    for row in lookup.rows(sql, clauses):
        found[row["clause"]].append(row)
    return dict(found)


def _values(series: str, lang: str | None, act: str | None, label: str | None) -> dict[str, Any]:
    return {"series": series, "lang": lang, "act": act, "label": label}
