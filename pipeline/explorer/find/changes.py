"""Changes of powers that filters choose; the same change in both languages is one row."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from pipeline.errors import InputError
from pipeline.explorer.lookup.open import Lookup, Row
from pipeline.vocabulary import ChangeKind, Domain, Holder

_TOGETHER = 100  # changes looked up at a time: what a slow download holds
CODES = {"kind": ChangeKind, "holder": Holder, "domain": Domain}

# A change that both languages show is told once, as the Russian text shows it, unless one language
# is asked for. Rows of `entries` stand in the order of a list: a day is found by its index, and
# without a day `+` keeps SQLite to that order.
_CONDITIONS = {
    "day": "e.series = :series AND e.date = :day",
    "since": "e.date >= :since",
    "until": "e.date <= :until",
    "kind": "e.kind IN (SELECT value FROM json_each(:kind))",
    "domain": "e.domain IN (SELECT value FROM json_each(:domain))",
    "holder": "(e.holder IN (SELECT value FROM json_each(:holder))"
    " OR e.holder_to IN (SELECT value FROM json_each(:holder)))",
    "lang": "e.lang = :lang",
}
_SIDES = """
SELECT c.rowid AS change, c.*, o.act AS act_from, n.act AS act,
    fp.version_id AS version_from, fp.eid AS eid_from, fc.lead_in AS lead_from,
    fc.text AS text_from, tp.version_id AS version_to, tp.eid AS eid_to, tc.lead_in AS lead_to,
    tc.text AS text_to,
    (
        SELECT json_group_array(json_object('shown', p.shown, 'act', p.act, 'ref', p.ref))
        FROM change_proofs p WHERE p.change_id = c.change_id
    ) AS proofs
FROM json_each(?) e CROSS JOIN changes c ON c.rowid = e.value
JOIN versions o ON o.version_id = c.older JOIN versions n ON n.version_id = c.newer
LEFT JOIN powers fp ON fp.power_id = c.power_from LEFT JOIN clauses fc ON fc.rowid = fp.clause
LEFT JOIN powers tp ON tp.power_id = c.power_to LEFT JOIN clauses tc ON tc.rowid = tp.clause
ORDER BY e.key
"""
_OF_SIDE = (
    "change_id", "power_from", "version_from", "eid_from", "text_from", "power_to", "version_to",
    "eid_to", "text_to", "differs", "proofs",
)  # fmt: skip
_OF_BOTH = (
    "change_id", "series", "date", "kind", "holder", "holder_to", "action", "object", "domain",
    "polarity", "power", "act_from", "act", "effective_for",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes; what is empty does not choose.

    Raises:
        InputError: a code is not one of the vocabulary's.
    """

    series: str
    lang: str | None = None  # whose text shows the change
    holder: tuple[str, ...] = ()  # before or after
    kind: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    since: str | None = None  # first day
    until: str | None = None  # last day
    day: str | None = None

    def __post_init__(self) -> None:
        for field, codes in CODES.items():
            for code in getattr(self, field):
                if code not in list(codes):
                    some = ", ".join(list(codes)[:6])
                    raise InputError(f"there is no {field} '{code[:40]}'", field, f"such as {some}")


def count(lookup: Lookup, wanted: Wanted) -> int:
    """How many changes there are."""
    sql = f"SELECT count(*) FROM entries e WHERE {_where(wanted)}"
    return int(lookup.value(sql, _values(wanted)))


def rows(lookup: Lookup, wanted: Wanted, first: int = 0, most: int = 50) -> list[Row]:
    """Changes, newest day first; `sides` has what the text of each language tells of one."""
    found = lookup.rows(
        f"SELECT e.change, e.other FROM entries e WHERE {_where(wanted)}"
        " ORDER BY e.rowid LIMIT :most OFFSET :first",
        {**_values(wanted), "most": most, "first": first},
    )
    return _told(lookup, found)


def every(lookup: Lookup, wanted: Wanted) -> Iterator[Row]:
    """All of them, looked up as they are taken."""
    days = lookup.rows(
        f"SELECT DISTINCT e.date FROM entries e WHERE {_where(wanted)} ORDER BY e.date DESC",
        _values(wanted),
    )
    for day in days:
        first, of_day = 0, replace(wanted, day=day["date"])
        while found := rows(lookup, of_day, first, _TOGETHER):
            yield from found
            first += _TOGETHER


def facets(lookup: Lookup, wanted: Wanted) -> dict[str, dict[str, int]]:
    """How many changes each code of a filter has, given the other filters.

    A change that passes a power on counts for both its holders.
    """
    return {
        "kind": _counted(lookup, replace(wanted, kind=()), "kind"),
        "domain": _counted(lookup, replace(wanted, domain=()), "domain"),
        "holder": _counted(lookup, replace(wanted, holder=()), "holder", "holder_to"),
    }


def change(lookup: Lookup, change_id: str) -> Row | None:
    """One change by the id that either language has for it; None where there is none."""
    found = lookup.rows(
        "SELECT c.rowid AS change, o.rowid AS other FROM changes c"
        " LEFT JOIN changes o ON o.change_id = c.other_language WHERE c.change_id = ?",
        [change_id],
    )
    return _told(lookup, found)[0] if found else None


def _counted(lookup: Lookup, wanted: Wanted, *columns: str) -> dict[str, int]:
    """How many changes have each code in one of some columns, most frequent first."""
    told = ", ".join(columns)
    sql = f"SELECT {told}, count(*) AS n FROM entries e WHERE {_where(wanted)} GROUP BY {told}"
    found: Counter[str] = Counter()
    for row in lookup.rows(sql, _values(wanted)):
        found.update({row[column]: row["n"] for column in columns if row[column]})
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _where(wanted: Wanted) -> str:
    conditions = [sql for field, sql in _CONDITIONS.items() if getattr(wanted, field)]
    if not wanted.day:
        conditions.append("+e.series = :series")
    if not wanted.lang:
        conditions.append("e.first")
    return " AND ".join(conditions)


def _values(wanted: Wanted) -> dict[str, Any]:
    asked = asdict(wanted)
    return asked | {name: json.dumps(asked[name]) for name in CODES}


def _told(lookup: Lookup, found: list[Row]) -> list[Row]:
    """Changes by rowid, each with that of its other language."""
    pairs = [[one for one in row.values() if one] for row in found]
    asked = json.dumps([one for pair in pairs for one in pair])
    sides = {row["change"]: row for row in lookup.rows(_SIDES, [asked])}
    return [_change([sides[one] for one in pair]) for pair in pairs]


def _change(shown: list[Row]) -> Row:
    told = {name: shown[0][name] for name in _OF_BOTH}
    told["exact"] = bool(shown[0]["exact"])
    told["partial"] = any(side["partial"] for side in shown)
    return told | {"sides": {side["lang"]: _side(side) for side in shown}}


def _side(row: Row) -> Row:
    row["differs"], row["proofs"] = json.loads(row["differs"]), json.loads(row["proofs"])
    for end in ("from", "to"):
        parts = (row[f"lead_{end}"], row[f"text_{end}"])
        row[f"text_{end}"] = " ".join(part for part in parts if part) or None
    return {name: row[name] for name in _OF_SIDE}
