"""The clauses that the reader is least sure of, to be looked at by a person."""

from __future__ import annotations

from typing import Any

from pipeline.explorer.lookup.open import Lookup, Row

_WHERE = """
WHERE d.series = :series AND (:lang IS NULL OR d.lang = :lang)
    AND (:act IS NULL OR d.act = :act) AND (:label IS NULL OR d.label = :label)
"""
_ROWS = f"""
SELECT c.*, d.act, d.lang, d.series, d.margin
FROM doubts d JOIN clauses c ON c.rowid = d.clause {_WHERE}
ORDER BY d.rowid LIMIT :most OFFSET :first
"""


def rows(
    lookup: Lookup,
    series: str,
    lang: str | None = None,
    first: int = 0,
    most: int = 50,
    act: str | None = None,
    label: str | None = None,
) -> list[Row]:
    """Doubtful clauses, the least sure first: columns of `clauses`, act, lang, series, margin."""
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


def _values(series: str, lang: str | None, act: str | None, label: str | None) -> dict[str, Any]:
    return {"series": series, "lang": lang, "act": act, "label": label}
