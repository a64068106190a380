"""Where the Russian and the Kazakh text of an act differ, or are read differently."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.dataset.tables import CAUSES, DIFFERENCES, SEVERITIES
from pipeline.divergences.words import words_of
from pipeline.errors import InputError
from pipeline.explorer.find import evidence
from pipeline.explorer.lookup.open import Lookup, Row
from pipeline.explorer.marks import Mark, marks_of
from pipeline.normalize import repair_letters
from pipeline.powers.lexicon import lexicon
from pipeline.vocabulary import Lang

FILTERS = {"cause": CAUSES, "severity": SEVERITIES, "kind": DIFFERENCES}

Span = tuple[int, int]  # of characters

# What a difference tells beside the words that it quotes: a sense, a reach.
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
    return int(lookup.value(f"SELECT count(*) FROM differences WHERE {where}", values))


def rows(lookup: Lookup, wanted: Wanted, first: int = 0, most: int = 50) -> list[Row]:
    """Differences, the gravest first; `days` are those of the versions that have each."""
    where, values = _where(wanted)
    found = lookup.rows(
        f"SELECT * FROM differences WHERE {where} ORDER BY rowid LIMIT :most OFFSET :first",
        values | {"first": first, "most": most},
    )
    return [row | {"days": json.loads(row["days"])} for row in found]


def facets(lookup: Lookup, wanted: Wanted) -> dict[str, dict[str, int]]:
    """How many differences each value of a filter would leave, given the other filters."""
    names = (*FILTERS, "act")
    cube = lookup.rows(
        f"SELECT {', '.join(names)}, count(*) AS found FROM differences WHERE series = ?"
        f" GROUP BY {', '.join(names)}",
        [wanted.series],
    )
    counted: dict[str, Counter[str]] = {name: Counter() for name in names}
    for row in cube:
        unmet = {
            name for name in names if (codes := getattr(wanted, name)) and row[name] not in codes
        }
        for name in names:
            if unmet <= {name}:
                counted[name][row[name]] += row["found"]
    return {
        name: {
            code: found[code]
            for code in FILTERS.get(name) or sorted(found, key=lambda act: (-found[act], act))
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
    found: list[Row] = []
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
    where = "series = :series"
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
    told = row[clause["lang"]] or ""
    codes = set(told.split(", "))
    if row["cause"] == "texts":
        names = row["kind"] == "holder"
        spans = _named(codes, clause) if names else _quoted(told, clause)
        return [Mark(*span, "differs") for span in spans]
    return [
        Mark(mark.start, mark.end, "differs")
        for power in clause["powers"]
        for mark in _read(row["kind"], codes, power, constraints.get(power["power_id"], ()))
    ]


def _named(holders: set[str], clause: Row) -> Iterator[Span]:
    """Where a clause names one of these holders."""
    lang = Lang(clause["lang"])
    passage = words_of(clause["text"], lang)
    for match in lexicon("holders", "holder", lang).longest(passage):
        if match.entry.data["code"] in holders:
            yield passage.words[match.start].start, passage.words[match.end - 1].end


def _quoted(told: str, clause: Row) -> Iterator[Span]:
    """Where a clause has the words that a difference quotes from it."""
    text = repair_letters(clause["text"])  # of the same length
    for words in filter(None, (part.strip() for part in _CODES.sub("", told).split(","))):
        pattern = r"\b" + r"\s+".join(map(re.escape, words.split())) + r"\b"
        for match in re.finditer(pattern, text, re.IGNORECASE):
            yield match.span()


def _read(kind: str, codes: set[str], power: Row, limits: Sequence[Row]) -> list[Mark]:
    """The words from which a power's holder, action or constraints were read, if these differ."""
    of_kind = {"holder": power["holder"], "action": f"{power['holder'] or '-'}:{power['action']}"}
    apart = [limit for limit in limits if _code(limit) in codes]
    marks = marks_of(power, apart)["clause"]
    return [
        mark
        for mark in marks
        if mark.kind == "limit" or (mark.kind == kind and of_kind.get(kind) in codes)
    ]


def _code(limit: Row) -> str:
    return ":".join(part for part in (limit["type"], limit["actor"], limit["value"]) if part)
