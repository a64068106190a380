"""Checks of what a release's numbers say: sums, spans, intervals.

Each check is one query that finds the first row that breaks a rule, and one that counts the rows
it looked at.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.dataset.jsonfiles import REMEDY
from pipeline.dataset.verify_tables import Opened
from pipeline.errors import ReleaseError

TOLERANCE = 1e-9  # of a sum; values have nine decimals

_SUMS = f"""
SELECT s.score_id, CASE
    WHEN c.n IS NULL THEN 'has no component'
    WHEN c.untold AND s.value IS NOT NULL THEN 'has a value, though a component cannot be told'
    WHEN NOT c.untold AND s.value IS NULL THEN 'has no value, though every component can be told'
    ELSE format('is {{}}, and its components sum to {{}}', s.value, c.total)
END
FROM scores s LEFT JOIN (
    SELECT score_id, count(*) AS n, fsum(contribution) AS total,
           bool_or(contribution IS NULL) AS untold
    FROM score_components GROUP BY score_id
) c USING (score_id)
WHERE c.n IS NULL OR c.untold <> (s.value IS NULL)
   OR NOT c.untold AND NOT abs(s.value - c.total) <= {TOLERANCE}
ORDER BY ALL LIMIT 1
"""

# Every span with the text that it counts characters of.
_SPANS = """
WITH placed AS (
    SELECT *, lag(text) OVER (PARTITION BY version_id ORDER BY rowid) AS text_before FROM clauses
),
spans AS (
    SELECT power_id, clause_id, 'holder' AS field, holder_start AS first, holder_end AS past,
           holder_where AS place FROM powers
    UNION ALL SELECT power_id, clause_id, 'action', action_start, action_end, action_where
    FROM powers
    UNION ALL SELECT power_id, clause_id, 'object', object_start, object_end, object_where
    FROM powers
    UNION ALL SELECT power_id, clause_id, 'constraint ' || n, span_start, span_end, span_where
    FROM constraints JOIN powers USING (power_id)
),
measured AS (
    SELECT s.*, length(CASE place WHEN 'clause' THEN text WHEN 'lead_in' THEN lead_in
                       WHEN 'before' THEN text_before END) AS size
    FROM spans s JOIN placed USING (clause_id)
    WHERE first IS NOT NULL OR past IS NOT NULL OR place IS NOT NULL
)
"""

_SPANS_OUTSIDE = f"""{_SPANS}
SELECT power_id, format('the span of its {{}} lies outside the text', field) FROM measured
WHERE NOT coalesce(0 <= first AND first < past AND past <= size, false)
ORDER BY ALL LIMIT 1
"""

_BOUNDS = """
WITH bounds AS (
    SELECT score_id AS id, value, low, high FROM scores WHERE low IS NOT NULL OR high IS NOT NULL
    UNION ALL SELECT score_id || ' ' || doubt, s.value, i.low, i.high
    FROM score_intervals i JOIN scores s USING (score_id)
    UNION ALL SELECT format('{} to {}', before, after), value, low, high FROM score_differences
    UNION ALL SELECT format('{} to {}', before, after), value, low, high FROM version_differences
)
"""

_BOUNDS_OUTSIDE = f"""{_BOUNDS}
SELECT id, format('its value {{}} lies outside the interval {{}} to {{}}', value, low, high)
FROM bounds
WHERE NOT coalesce(low - {TOLERANCE} <= value AND value <= high + {TOLERANCE}, false)
ORDER BY ALL LIMIT 1
"""


def sums(opened: Opened) -> tuple[int, str]:
    """Each score is the sum of its components."""
    _refuse_first(opened, _SUMS)
    return _count(opened, "SELECT count(*) FROM scores"), "scores are the sum of their components"


def spans(opened: Opened) -> tuple[int, str]:
    """Each span lies inside the text that it points into."""
    _refuse_first(opened, _SPANS_OUTSIDE)
    return _count(opened, f"{_SPANS} SELECT count(*) FROM measured"), "spans lie inside their text"


def intervals(opened: Opened) -> tuple[int, str]:
    """Each interval contains its value."""
    _refuse_first(opened, _BOUNDS_OUTSIDE)
    return _count(opened, f"{_BOUNDS} SELECT count(*) FROM bounds"), "intervals contain their value"


def _refuse_first(opened: Opened, sql: str) -> None:
    found = opened.db.execute(sql).fetchone()
    if found:
        identifier, what = found
        raise ReleaseError(what, identifier, REMEDY)


def _count(opened: Opened, sql: str) -> int:
    ((count,),) = opened.db.execute(sql).fetchall()
    return int(count)


CHECKS: dict[str, Callable[[Opened], tuple[int, str]]] = {
    "sums": sums,
    "spans": spans,
    "intervals": intervals,
}
