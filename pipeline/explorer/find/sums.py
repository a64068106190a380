"""What a score is the sum of: components, and the powers that count in each, from the release."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.dataset import connect
from pipeline.explorer.lookup.open import Lookup, Row

_PARTS = """
SELECT p.component, p.name_kaz, p.name_rus, p.name_eng, p.value, p.powers, r.rule
FROM score_parts p
LEFT JOIN (
    SELECT component, string_agg(DISTINCT rule, ', ' ORDER BY rule) AS rule
    FROM score_components WHERE score_id = $score GROUP BY component
) r USING (component)
WHERE p.score_id = $score ORDER BY p.value DESC NULLS LAST, p.component
"""
_ADDED = """
SELECT component, power_id, contribution, rule FROM score_components
WHERE score_id = $score AND power_id IS NOT NULL AND ($part IS NULL OR component = $part)
ORDER BY contribution DESC NULLS LAST, component, power_id LIMIT $most OFFSET $first
"""
_DOUBTS = "SELECT doubt, low, high FROM score_intervals WHERE score_id = $score"


def sums(
    release: Path, score_id: str, part: str | None, first: int, most: int
) -> tuple[list[Row], list[Row], dict[str, Row]]:
    """A score's components, greatest first; some of the powers that count; intervals by doubt.

    Args:
        release: the release's folder.
        score_id: which score.
        part: the component whose powers are wanted; None for all.
        first: how many powers to pass over, those that add most first.
        most: how many powers to give.
    """
    with connect(release) as db:

        def rows(sql: str, **values: object) -> list[Row]:
            found = db.execute(sql, {"score": score_id, **values})
            columns = [column[0] for column in found.description]
            return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]

        return (
            rows(_PARTS),
            rows(_ADDED, part=part, first=first, most=most),
            {row["doubt"]: row for row in rows(_DOUBTS)},
        )


def with_powers(lookup: Lookup, added: list[Row]) -> list[Row]:
    """What powers add, each with `power`, the text of its clause in it, and its `limits`."""
    ids = [json.dumps([row["power_id"] for row in added])]
    among = "power_id IN (SELECT value FROM json_each(?))"
    found: dict[str, Row] = {
        row["power_id"]: row
        for row in lookup.rows(
            "SELECT p.*, c.text, c.lead_in FROM powers p JOIN clauses c ON c.rowid = p.clause"
            f" WHERE p.{among}",
            ids,
        )
    }
    limits: dict[str, list[Row]] = {}
    for row in lookup.rows(f"SELECT * FROM constraints WHERE {among}", ids):
        limits.setdefault(row["power_id"], []).append(row)
    return [
        row | {"power": found[row["power_id"]], "limits": limits.get(row["power_id"], [])}
        for row in added
    ]
