"""What the lookup holds: tables of the release as they are, and powers with what is asked of them.

Dates are ISO text, lists are JSON text, truth is 0 or 1; other columns are as in the release.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.dataset.schema import Table
from pipeline.dataset.tables import SEVERITIES, TABLES
from pipeline.vocabulary import ChangeKind, Holder, Label

VERSION = 1  # raised with every change of what a lookup holds

COPIED = (
    "acts", "versions", "provisions", "notes", "clauses", "constraints", "changes",
    "change_proofs", "lives", "tiers", "claims", "divergences", "facts", "fact_differences",
    "schemes", "components", "scores", "score_differences", "checks", "models", "runs",
)  # fmt: skip

_TYPES = {
    "string": "TEXT", "strings": "TEXT", "date": "TEXT", "integer": "INTEGER", "number": "REAL",
    "boolean": "INTEGER",
}  # fmt: skip
_MADE_TYPES = {"VARCHAR": "TEXT", "DOUBLE": "REAL", "FLOAT": "REAL"}
_TAKEN = {"date": "CAST({0} AS VARCHAR)", "strings": "CAST(to_json({0}) AS VARCHAR)"}

UNSURE = 0.8  # a label less probable than this is doubtful, as for `bilik annotate`
_PROBABILITIES = ", ".join(f"c.proba_{label}" for label in Label)

# Powers with their clause, text and life beside them, so that a page of a table is one look-up.
# `clause` is the clause's rowid; `limits` and `types` have a bar before, between and after.
POWERS = """
SELECT
    p.power_id, p.clause_id, c.rowid + 1 AS clause, p.version_id, v.act,
    CAST(v.version_date AS VARCHAR) AS version_date, v.lang, v.series,
    CAST(v.valid_from AS VARCHAR) AS valid_from, CAST(v.valid_to AS VARCHAR) AS valid_to,
    c.eid, c.n, p.holder, p.action, p.object, p.domain, p.polarity, p.autonomy, p.lemma,
    p.object_words, p.holder_start, p.holder_end, p.holder_where, p.action_start, p.action_end,
    p.action_where, p.object_start, p.object_end, p.object_where,
    c.label, CAST(c.needs_review AS INTEGER) AS needs_review,
    coalesce(l.limits, '') AS limits, coalesce(l.types, '') AS types, life.power AS life
FROM powers p
JOIN clauses c USING (clause_id) JOIN versions v ON v.version_id = p.version_id
LEFT JOIN (
    SELECT power_id,
        '|' || string_agg(type || ':' || coalesce(actor, '') || ':' || coalesce(value, ''), '|'
                          ORDER BY n) || '|' AS limits,
        '|' || string_agg(DISTINCT type, '|' ORDER BY type) || '|' AS types
    FROM constraints GROUP BY power_id
) l ON l.power_id = p.power_id
LEFT JOIN (SELECT power_id, min(power) AS power FROM lives GROUP BY power_id) life
    ON life.power_id = p.power_id
ORDER BY p.rowid
"""

# What the texts of each language call an object most often: words for a code.
OBJECTS = "SELECT DISTINCT object FROM powers WHERE object IS NOT NULL ORDER BY object"

# Clauses that the reader is not sure of, the least sure first. `margin` is by how much the
# likeliest label is likelier than the next. Words that stand again in a later version count there
# alone.
DOUBTS = f"""
SELECT c.rowid + 1 AS clause, c.clause_id, v.act, v.lang, v.series, c.label,
    list_reverse_sort([{_PROBABILITIES}])[1]
        - list_reverse_sort([{_PROBABILITIES}])[2] AS margin
FROM clauses c JOIN versions v USING (version_id)
WHERE c.needs_review OR greatest({_PROBABILITIES}) < {UNSURE}
QUALIFY row_number() OVER (
    PARTITION BY v.act, v.lang, v.series, c.eid, c.n, c.text_sha256, c.lead_in
    ORDER BY v.version_date DESC
) = 1
ORDER BY margin, c.rowid
"""

# Changes as they are listed, newest day first; of a day what was given and taken comes before words
# alone, the President first, and what both languages show before the rest. `change` and `other` are
# rowids of `changes`; `first` are those that stand for both languages.
ENTRIES = f"""
SELECT c.rowid + 1 AS change, o.rowid + 1 AS other, c.series, CAST(c.date AS VARCHAR) AS date,
    c.kind, c.holder, c.holder_to, c.domain, c.lang, c.newer, CAST(c.exact AS INTEGER) AS exact,
    c.effective_for, CAST(c.lang = 'rus' OR o.change_id IS NULL AS INTEGER) AS first
FROM changes c LEFT JOIN changes o ON o.change_id = c.other_language
ORDER BY c.series, c.date DESC, list_position({[*map(str, ChangeKind)]}, c.kind),
    list_position({[*map(str, Holder)]}, c.holder),
    list_position({[*map(str, Holder)]}, c.holder_to) NULLS FIRST, other IS NULL, c.rowid
"""

# Divergences, the gravest first; the same in several versions of an act is one. `day` is that of
# the newest version that has it, and so is `clause_n`.
DIFFERENCES = f"""
SELECT series, cause, severity, kind, act, eid, rus, kaz, CAST(max(version_date) AS VARCHAR) AS day,
    nullif(arg_max(coalesce(clause_n, -1), version_date), -1) AS clause_n,
    CAST(to_json(list_sort(list_distinct(list(CAST(version_date AS VARCHAR))))) AS VARCHAR) AS days
FROM divergences GROUP BY series, cause, severity, kind, act, eid, rus, kaz
ORDER BY series, list_position({[*SEVERITIES]}, severity), act, day DESC, min(n), kind, eid
"""

MADE = {
    "powers": POWERS, "objects": OBJECTS, "doubts": DOUBTS, "entries": ENTRIES,
    "differences": DIFFERENCES,
}  # fmt: skip

INDEXES = {
    "acts": ("act",),
    "versions": ("version_id", "act, version_date"),
    "provisions": ("version_id, eid",),
    "notes": ("version_id",),
    "clauses": ("clause_id", "version_id, eid"),
    "constraints": ("power_id",),
    "changes": ("change_id", "series, date", "power, series, lang", "power_from", "power_to"),
    "change_proofs": ("change_id",),
    "lives": ("power, series, lang", "power_id"),
    "divergences": ("act, version_date, eid",),
    "scores": ("series, scheme, holder", "score_id"),
    "score_differences": ("after",),
    "powers": ("power_id", "clause", "version_id", "series, lang, valid_from", "object"),
    "objects": ("object",),
    "doubts": ("series, lang",),
    "entries": ("series, date",),
    "differences": ("series, cause, severity, kind, act",),
}

# Only which clauses hold a word is kept: the words themselves stand in `clauses`.
WORDS = "CREATE VIRTUAL TABLE words USING fts5(forms, content = '', detail = none)"
ABOUT = "CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL)"


def tables() -> list[Table]:
    """The tables that are copied as they are."""
    by_name = {table.name: table for table in TABLES}
    return [by_name[name] for name in COPIED]


def creating(table: Table) -> str:
    """The statement that makes a copied table."""
    columns = ", ".join(f'"{column.name}" {_TYPES[column.kind]}' for column in table.columns)
    return f'CREATE TABLE "{table.name}" ({columns})'


def creating_made(name: str, columns: Iterable[Sequence[object]]) -> str:
    """The statement that makes a table of `MADE`, from the names and types that DuckDB tells.

    A column without a type would be compared with others without the help of an index.
    """
    typed = (f'"{column}" {_MADE_TYPES.get(str(kind), "INTEGER")}' for column, kind, *_ in columns)
    return f"CREATE TABLE {name} ({', '.join(typed)})"


def taking(table: Table) -> str:
    """The question that takes a table's rows out of the release, in their order."""
    columns = ", ".join(
        _TAKEN.get(column.kind, "{0}").format(f'"{column.name}"') for column in table.columns
    )
    return f'SELECT {columns} FROM "{table.name}" ORDER BY rowid'
