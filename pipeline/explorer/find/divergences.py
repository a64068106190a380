"""Where the Russian and the Kazakh text of an act differ, or are read differently."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.dataset.tables import CAUSES, DIFFERENCES, SEVERITIES
from pipeline.errors import InputError
from pipeline.explorer.find import evidence
from pipeline.explorer.lookup.open import Lookup, Row
from pipeline.explorer.marks import Mark, marks_of
from pipeline.normalize import repair_letters

FILTERS = {"cause": CAUSES, "severity": SEVERITIES, "kind": DIFFERENCES}

# The same difference in several versions of an act is one; `day` is its newest text's, and so is
# `clause_n`: SQLite takes plain columns beside max() from the row that has it.
_FOLDED = """
SELECT act, eid, kind, severity, cause, rus, kaz, max(version_date) AS day, clause_n, n,
    json_group_array(DISTINCT version_date) AS days
FROM divergences WHERE series = :series {where}
GROUP BY act, eid, kind, severity, cause, rus, kaz
"""
_RANK = "CASE severity WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END"

_CODES = re.compile(r"\b[a-z]+(?:_[a-z]+)*\b:?|\d+ of \d+")


@dataclass(frozen=True)
class Wanted:
    """Which differences; an empty filter lets all through."""

    series: str
    cause: tuple[str, ...] = ()
    severity: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    act: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name, known in FILTERS.items():
            for code in getattr(self, name):
                if code not in known:
                    raise InputError(
                        f"there is no {name} '{code[:40]}'", name, f"use one of {', '.join(known)}"
                    )


def count(lookup: Lookup, wanted: Wanted) -> int:
    """How many differences there are, each told once for all versions that have it."""
    where, values = _where(wanted)
    found = lookup.value(f"SELECT count(*) FROM ({_FOLDED.format(where=where)})", values)
    return int(found)


def rows(lookup: Lookup, wanted: Wanted, first: int = 0, most: int = 50) -> list[Row]:
    """Differences, the gravest first; `days` are those of the versions that have each."""
    where, values = _where(wanted)
    found = lookup.rows(
        _FOLDED.format(where=where)
        + f" ORDER BY {_RANK}, act, day DESC, n, kind LIMIT :most OFFSET :first",
        values | {"first": first, "most": most},
    )
    return [row | {"days": sorted(json.loads(row["days"]))} for row in found]


def facets(lookup: Lookup, wanted: Wanted) -> dict[str, dict[str, int]]:
    """How many differences each value of a filter would leave, given the other filters."""
    names = (*FILTERS, "act")
    cube = lookup.rows(
        f"SELECT {', '.join(names)}, count(*) AS found FROM ({_FOLDED.format(where='')})"
        f" GROUP BY {', '.join(names)}",
        {"series": wanted.series},
    )
    counted: dict[str, Counter[str]] = {name: Counter() for name in names}
    for row in cube:
        unmet = [name for name in names if getattr(wanted, name) and
                 row[name] not in getattr(wanted, name)]  # fmt: skip
        for name in names:
            if not set(unmet) - {name}:
                counted[name][row[name]] += row["found"]
    return {
        name: {
            code: found[code]
            for code in (FILTERS.get(name) or sorted(found, key=lambda one: -found[one]))
            if found[code]
        }
        for name, found in counted.items()
    }


def side_by_side(lookup: Lookup, row: Row, series: str) -> evidence.Unit:
    """The unit that differs in both languages of its newest text, the words behind it marked."""
    unit = evidence.Unit(row["act"], row["day"], row["eid"])
    versions = lookup.rows(
        "SELECT version_id, lang FROM versions WHERE act = ? AND version_date = ? AND series = ?",
        [row["act"], row["day"], series],
    )
    found = []
    for version in versions:
        unit.versions[version["lang"]] = version["version_id"]
        here = evidence.clauses_of(lookup, version["version_id"], row["eid"])
        one = row["kind"] == "label" and [c for c in here if c["n"] == row["clause_n"]]
        found += one or here
    constraints = _constraints(lookup, found) if row["kind"] == "constraint" else {}
    for shown in evidence.units(found, lambda clause: _behind(row, clause, constraints)):
        unit.texts.update(shown.texts)
    return unit


def fact_differences(lookup: Lookup, series: str, most: int = 200) -> list[Row]:
    """Facts on which the Russian and the Kazakh record of one version disagree."""
    return lookup.rows(
        "SELECT f.*, v.version_date FROM fact_differences f"
        " JOIN versions v ON v.version_id = f.rus WHERE v.series = ?"
        " ORDER BY f.act, v.version_date, f.field LIMIT ?",
        [series, most],
    )


def _where(wanted: Wanted) -> tuple[str, dict[str, object]]:
    values: dict[str, object] = {"series": wanted.series}
    where = ""
    for name in (*FILTERS, "act"):
        if codes := getattr(wanted, name):
            where += f" AND {name} IN (SELECT value FROM json_each(:{name}))"
            values[name] = json.dumps(codes)
    return where, values


def _constraints(lookup: Lookup, found: Sequence[Row]) -> dict[str, list[Row]]:
    powers = [power["power_id"] for clause in found for power in clause["powers"]]
    by_power: dict[str, list[Row]] = {power: [] for power in powers}
    for limit in lookup.rows(
        "SELECT c.* FROM json_each(?) asked CROSS JOIN constraints c ON c.power_id = asked.value",
        [json.dumps(powers)],
    ):
        by_power[limit["power_id"]].append(limit)
    return by_power


def _behind(row: Row, clause: Row, constraints: dict[str, list[Row]]) -> list[Mark]:
    """The words of a clause that the difference is about."""
    here = row[clause["lang"]] or ""
    codes = set(here.split(", "))
    found = [] if row["cause"] == "reading" else _words(here, clause["text"])
    for power in clause["powers"]:
        told = {"holder": power["holder"], "action": f"{power['holder'] or '-'}:{power['action']}"}
        limits = [limit for limit in constraints.get(power["power_id"], ()) if _code(limit) in codes]
        kept = {row["kind"]} if told.get(row["kind"]) in codes else set()
        found += [
            mark for mark in marks_of(power, limits)["clause"] if mark.kind in kept | {"limit"}
        ]
    return [Mark(mark.start, mark.end, "differs") for mark in found]


def _words(told: str, text: str) -> list[Mark]:
    """Where a text has the words that a difference quotes from it."""
    found, clean = [], repair_letters(text)  # of the same length
    for words in filter(None, (part.strip() for part in _CODES.sub("", told).split(","))):
        pattern = r"\b" + r"\s+".join(map(re.escape, words.split())) + r"\b"
        found += [Mark(*match.span(), "differs") for match in re.finditer(pattern, clean, re.I)]
    return found


def _code(limit: Row) -> str:
    return ":".join(part for part in (limit["type"], limit["actor"], limit["value"]) if part)
