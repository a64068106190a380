"""Published claims, what the texts of a series say of each, and what shows it."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from pipeline.explorer.lookup.open import Lookup, Row
from pipeline.report.opened import toml_of

_LISTS = ("changes", "clauses", "missing")


def claims(lookup: Lookup, series: str) -> list[Row]:
    """Every claim with its verdict in a series, in the order of the file of claims.

    `changes`, `clauses` and `missing` are lists of ids; `others` are the verdicts of other series.
    """
    verdicts: dict[str, dict[str, str]] = {}
    found = lookup.rows("SELECT * FROM claims ORDER BY rowid")
    for row in found:
        verdicts.setdefault(row["claim"], {})[row["series"]] = row["verdict"]
    return [
        row
        | {name: json.loads(row[name]) for name in _LISTS}
        | {"others": {one: told for one, told in verdicts[row["claim"]].items() if one != series}}
        for row in found
        if row["series"] == series
    ]


def changes_of(lookup: Lookup, claim: Row) -> list[dict[str, Row]]:
    """The changes behind a verdict, each with the same change in the other language: by language.

    Each row has the clauses before and after with their words and places: `older_clause`,
    `older_text`, `older_eid` and `newer_...`; None where there is no power on that side.
    """
    found = lookup.rows(
        "SELECT c.*, f.clause_id AS older_clause, f.text AS older_text, f.eid AS older_eid,"
        " t.clause_id AS newer_clause, t.text AS newer_text, t.eid AS newer_eid"
        " FROM json_each(?) asked CROSS JOIN changes c ON c.change_id = asked.value"
        " LEFT JOIN powers pf ON pf.power_id = c.power_from"
        " LEFT JOIN clauses f ON f.rowid = pf.clause"
        " LEFT JOIN powers pt ON pt.power_id = c.power_to"
        " LEFT JOIN clauses t ON t.rowid = pt.clause"
        " ORDER BY asked.key",
        [json.dumps(claim["changes"])],
    )
    by_id = {row["change_id"]: row | {"differs": json.loads(row["differs"])} for row in found}
    pairs: list[dict[str, Row]] = []
    while by_id:
        row = by_id.pop(next(iter(by_id)))
        other = by_id.pop(row["other_language"] or "", None)
        pairs.append({one["lang"]: one for one in (row, other) if one})
    return pairs


@lru_cache(maxsize=4)
def published(release: Path) -> dict[str, Row]:
    """The claims in our own words, by number, as the release keeps them.

    Each has `text` and, where the source says more than a text can show, `untested`, in three
    languages; `date`, `act`, `source` and `cited`, the source in full.
    """
    told = toml_of(release / "claims.toml")
    sources = told.get("sources", {})
    return {
        claim["id"]: claim | {"cited": sources.get(claim["source"], claim["source"])}
        for claim in told.get("claim", [])
    }
