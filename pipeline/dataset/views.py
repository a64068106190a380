"""Ready-made questions: the views of a release's database.

Offsets count from 0 and `substr` from 1; both count code points.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """A named query with the sentence that explains it."""

    name: str
    description: str
    sql: str


def _words(field: str) -> str:
    return f"""
        substr(
            CASE p.{field}_where
                WHEN 'clause' THEN c.text WHEN 'lead_in' THEN c.lead_in ELSE c.text_before
            END,
            p.{field}_start + 1,
            p.{field}_end - p.{field}_start
        ) AS {field}_words"""


POWERS_READ = View(
    "powers_read",
    "Each power with its act, date, language and the clause that it was read from.",
    """
    SELECT
        p.power_id, v.act, v.version_date, v.lang, v.series, v.text_state, v.valid_from, v.valid_to,
        c.eid, p.holder, p.action, p.object, p.domain, p.polarity, p.autonomy, p.lemma,
        p.object_words, c.label, c.needs_review, c.lead_in, c.text, p.clause_id, p.version_id
    FROM powers p JOIN clauses c USING (clause_id) JOIN versions v ON v.version_id = p.version_id
    """,
)

POWER_WORDS = View(
    "power_words",
    "Each power with the words behind its holder, action and object, cut from the text by offset.",
    f"""
    WITH placed AS (
        SELECT *, lag(text) OVER (PARTITION BY version_id ORDER BY rowid) AS text_before
        FROM clauses
    )
    SELECT
        p.power_id, p.clause_id, p.holder, p.action, p.object,
        {_words("holder")}, {_words("action")}, {_words("object")},
        c.lead_in, c.text
    FROM powers p JOIN placed c USING (clause_id)
    """,
)

PRESIDENT = View(
    "president",
    "The President's scores, a row for each span of days without a change of text.",
    """
    SELECT series, lang, scheme, valid_from, valid_to, value, partial, score_id
    FROM scores WHERE holder = 'president'
    ORDER BY series, lang, scheme, valid_from
    """,
)

INDEX_BY_YEAR = View(
    "index_by_year",
    "Scores by calendar year: the value on 31 December (null where no text is in force on that "
    "day), and the mean weighted by the days that a value held. Years run from the first to the "
    "last change of text; a value that still holds fills the last year.",
    """
    WITH years AS (
        SELECT unnest(range(
            (SELECT min(year(valid_from)) FROM scores),
            (SELECT max(greatest(year(valid_from), coalesce(year(valid_to), 0))) FROM scores) + 1
        )) AS year
    ),
    parts AS (
        SELECT
            s.*, y.year, make_date(y.year + 1, 1, 1) AS next_year,
            greatest(s.valid_from, make_date(y.year, 1, 1)) AS part_from,
            least(coalesce(s.valid_to, DATE '9999-12-31'), make_date(y.year + 1, 1, 1)) AS part_to
        FROM scores s CROSS JOIN years y
    )
    SELECT
        scheme, series, lang, holder, year::INTEGER AS year,
        max(value) FILTER (part_to = next_year) AS value_at_end,
        sum(value * (part_to - part_from)) / sum(part_to - part_from) AS mean,
        sum(part_to - part_from)::INTEGER AS days,
        bool_or(partial) AS partial
    FROM parts WHERE part_from < part_to
    GROUP BY ALL
    ORDER BY scheme, series, lang, holder, year
    """,
)

VIEWS = (POWERS_READ, POWER_WORDS, PRESIDENT, INDEX_BY_YEAR)
