"""Reforms: the days on which powers changed, who was given what, and what that did to the share."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date
from functools import lru_cache

from pipeline.explorer.lookup.open import Lookup, Row
from pipeline.report.ledger import gives, takes
from pipeline.report.reforms import Move, moves_of
from pipeline.report.table import IndexRow
from pipeline.vocabulary import ChangeKind, Holder

# Changes of which the same is told, with their number.
_ALIKE = """
SELECT date, kind, holder, holder_to, lang, exact, effective_for, first, count(*) AS n,
    json_group_array(DISTINCT newer) AS texts
FROM entries WHERE series = ? GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY 1 DESC
"""
KINDS = tuple(map(str, ChangeKind))
_ACTS = """
SELECT v.version_id, v.act, a.kind = 'constitution' AS basic
FROM versions v JOIN acts a USING (act) WHERE v.series = ? ORDER BY basic DESC, a.adopted, v.act
"""
_SHARES = """
SELECT s.lang, s.valid_from, s.valid_to, s.value, s.partial, d.low, d.high, d.p_rise, d.p_fall
FROM scores s LEFT JOIN score_differences d ON d.after = s.score_id AND NOT d.gap
WHERE s.series = ? AND s.scheme = 'share' AND s.holder = ? ORDER BY s.lang DESC, s.valid_from
"""


def reforms(
    lookup: Lookup, series: str, holder: str = Holder.PRESIDENT, day: str | None = None
) -> list[Row]:
    """The days on which powers changed, newest first, as one holder sees them.

    `given` and `taken` are its own, see `gained`; `changes` are those of all holders, without
    `reworded`; `moves` are steps of its share. A `major` one changed or made a constitution.
    """
    acts = lookup.rows(_ACTS, [series])
    basic = {row["version_id"] for row in acts if row["basic"]}
    steps = moves(lookup, series, holder)
    found = []
    for date_, alike in _by_day(lookup, series).items():
        if day not in (None, date_):
            continue
        texts = {text for row in alike for text in row["texts"]}
        first = [row for row in alike if row["first"]]
        reworded = sum(row["n"] for row in first if row["kind"] == ChangeKind.REWORDED)
        found.append(
            {
                "date": date_,
                "exact": any(row["exact"] for row in alike),
                "acts": list(dict.fromkeys(r["act"] for r in acts if r["version_id"] in texts)),
                "major": bool(texts & basic),
                "changes": sum(row["n"] for row in first) - reworded,
                "reworded": reworded,
                "given": gained(alike, holder, gives),
                "taken": gained(alike, holder, takes),
                "moves": [asdict(step) for step in steps if step.day.isoformat() == date_],
                "effective_for": sorted({r["effective_for"] for r in alike if r["effective_for"]}),
            }
        )
    return found


def days(lookup: Lookup, series: str) -> list[str]:
    """The days on which powers changed, newest first."""
    return list(_by_day(lookup, series))


def holders(lookup: Lookup, series: str, day: str) -> list[Row]:
    """Who was given something on a day or lost something, by the vocabulary's order."""
    alike = _by_day(lookup, series).get(day, [])
    told: list[Row] = [
        {
            "holder": holder.value,
            "given": gained(alike, holder, gives),
            "taken": gained(alike, holder, takes),
        }
        for holder in Holder
    ]
    return [row for row in told if row["given"]["changes"] or row["taken"]["changes"]]


def gained(
    alike: Iterable[Row], holder: str, tells: Callable[[str, str | None, str | None, str], bool]
) -> Row:
    """What changes give a holder (`gives`) or take from it (`takes`).

    `changes` counts one that both languages show once, `kinds` are its parts; `rus` and `kaz`
    count what each language shows.
    """
    right = [row for row in alike if tells(row["kind"], row["holder"], row["holder_to"], holder)]
    kinds = {kind: sum(r["n"] for r in right if r["first"] and r["kind"] == kind) for kind in KINDS}
    return {
        "changes": sum(kinds.values()),
        "rus": sum(row["n"] for row in right if row["lang"] == "rus"),
        "kaz": sum(row["n"] for row in right if row["lang"] == "kaz"),
        "kinds": {kind: n for kind, n in kinds.items() if n},
    }


def moves(lookup: Lookup, series: str, holder: str) -> list[Move]:
    """Every step of a holder's share, in order of language and time."""
    rows = lookup.rows(_SHARES, [series, holder])
    return moves_of(
        [
            IndexRow(
                series, row["lang"], date.fromisoformat(row["valid_from"]),
                date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                (), row["value"], None, None, bool(row["partial"]),
            )
            for row in rows
        ],
        {
            (row["lang"], date.fromisoformat(row["valid_from"])): (
                row["low"], row["high"], row["p_rise"], row["p_fall"],
            )
            for row in rows
        },
    )  # fmt: skip


@lru_cache(maxsize=4)
def _by_day(lookup: Lookup, series: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in lookup.rows(_ALIKE, [series]):
        found.setdefault(row["date"], []).append(row | {"texts": json.loads(row["texts"])})
    return found
