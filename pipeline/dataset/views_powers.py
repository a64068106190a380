"""Views of the powers that stand in the texts, and of the words that they were read from.

Offsets count from 0 and `substr` from 1; both count code points. Rows of `clauses` stand in the
order of the text, so the clause before one is the row before, where it is of the same text.
"""

from __future__ import annotations

from pipeline.dataset.view import View

_CLAUSE_BEFORE = "clauses b ON b.rowid = c.rowid - 1 AND b.version_id = c.version_id"


def _words(span: str, name: str) -> str:
    return f"""
        substr(
            CASE {span}_where
                WHEN 'clause' THEN c.text WHEN 'lead_in' THEN c.lead_in ELSE b.text
            END,
            {span}_start + 1,
            {span}_end - {span}_start
        ) AS {name}"""


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

POWERS_IN_FORCE = View(
    "powers_in_force",
    "Each statement of a power that is in force, from first_day to last_day, both inclusive "
    "(9999-12-31: it lasts). What two places state has two rows; the index counts it once.",
    """
    SELECT
        power_id, series, lang, act, valid_from AS first_day,
        coalesce(valid_to - 1, DATE '9999-12-31') AS last_day,
        holder, action, object, domain, autonomy, eid, lead_in, text, clause_id, version_id
    FROM powers_read
    WHERE polarity = '+' AND valid_from IS NOT NULL
    """,
)

POWER_WORDS = View(
    "power_words",
    "Each power with the words behind its holder, action and object, cut from the text by offset.",
    f"""
    SELECT
        p.power_id, p.clause_id, p.holder, p.action, p.object,
        {_words("p.holder", "holder_words")},
        {_words("p.action", "action_words")},
        {_words("p.object", "object_words")},
        c.lead_in, c.text
    FROM powers p JOIN clauses c USING (clause_id) LEFT JOIN {_CLAUSE_BEFORE}
    """,
)

CONSTRAINTS_BY_POWER = View(
    "constraints_by_power",
    "Each limit with the power that it binds and the words that say so: whose consent, on whose "
    "proposal, within which days.",
    f"""
    SELECT
        l.power_id, l.n, l.type, l.actor, l.value, {_words("l.span", "words")},
        v.series, v.lang, v.act, v.valid_from, v.valid_to,
        p.holder, p.action, p.object, p.domain, p.polarity, p.autonomy, c.eid, c.lead_in, c.text,
        p.clause_id, p.version_id
    FROM constraints l JOIN powers p USING (power_id) JOIN clauses c USING (clause_id)
    JOIN versions v ON v.version_id = p.version_id LEFT JOIN {_CLAUSE_BEFORE}
    """,
)

CLAUSES_READ = View(
    "clauses_read",
    "Each clause with its act, date and language, and what it was read as.",
    """
    SELECT
        c.clause_id, v.act, v.version_date, v.lang, v.series, v.text_state, v.valid_from,
        v.valid_to, c.eid, c.n, c.lead_in, c.text, c.label, c.needs_review, c.version_id
    FROM clauses c JOIN versions v USING (version_id)
    """,
)

LANGUAGES_DIFFER = View(
    "languages_differ",
    "Where the Russian and the Kazakh text of one version differ, with the unit's words in both.",
    """
    SELECT
        d.act, d.version_date, d.series, d.n, d.eid, d.kind, d.severity, d.cause,
        d.rus AS rus_has, d.kaz AS kaz_has, r.text AS rus_text, k.text AS kaz_text,
        rv.version_id AS rus_version, kv.version_id AS kaz_version
    FROM divergences d
    LEFT JOIN versions rv ON rv.act = d.act AND rv.version_date = d.version_date
        AND rv.series = d.series AND rv.lang = 'rus'
    LEFT JOIN versions kv ON kv.act = d.act AND kv.version_date = d.version_date
        AND kv.series = d.series AND kv.lang = 'kaz'
    LEFT JOIN provisions r ON r.version_id = rv.version_id AND r.eid = d.eid
    LEFT JOIN provisions k ON k.version_id = kv.version_id AND k.eid = d.eid
    """,
)

POWER_VIEWS = (
    POWERS_READ,
    POWERS_IN_FORCE,
    POWER_WORDS,
    CLAUSES_READ,
    CONSTRAINTS_BY_POWER,
    LANGUAGES_DIFFER,
)
