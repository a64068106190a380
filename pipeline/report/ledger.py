"""The ledger of changes as a person asks for it: one row a change, both languages side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pipeline import dataset
from pipeline.errors import ReleaseError
from pipeline.vocabulary import ChangeKind

# What a kind does for the holder: gains less losses are the net of a ledger.
GAINS = {ChangeKind.GRANTED: 1, ChangeKind.STRENGTHENED: 1}
LOSSES = {ChangeKind.REMOVED: 1, ChangeKind.WEAKENED: 1}

_QUOTED = re.compile(r".*__ins_\d+__(?:old|new|before)__")
_SQL = """
SELECT c.*, o.act AS act_from, o.version_date AS from_date, n.act, n.version_date AS to_date,
       fc.eid AS eid_from, tc.eid AS eid_to, fc.lead_in AS lead_from, tc.lead_in AS lead_to,
       fc.text AS text_from, tc.text AS text_to,
       list(p.shown || coalesce(' ' || p.act, '') ORDER BY p.n) AS shown,
       list(DISTINCT p.act) FILTER (p.act IS NOT NULL) AS acts
FROM changes c
JOIN versions o ON o.version_id = c.older JOIN versions n ON n.version_id = c.newer
LEFT JOIN powers fp ON fp.power_id = c.power_from
LEFT JOIN clauses fc ON fc.clause_id = fp.clause_id
LEFT JOIN powers tp ON tp.power_id = c.power_to
LEFT JOIN clauses tc ON tc.clause_id = tp.clause_id
LEFT JOIN change_proofs p ON p.change_id = c.change_id
WHERE {where}
GROUP BY ALL
ORDER BY c.series, c.date, n.act, c.lang DESC, c.change_id
"""


@dataclass(frozen=True, slots=True)
class Side:
    """One language's words of a change, with their ids."""

    change_id: str
    power_from: str | None
    power_to: str | None
    text_from: str
    text_to: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One change, in one language or in both."""

    series: str
    date: date
    exact: bool
    kind: str
    holder: str | None
    holder_to: str | None
    action: str | None
    object: str | None
    domain: str | None
    differs: list[str]
    place: str  # eid before > eid after
    acts: list[str]
    shown: list[str]
    effective_for: str | None
    power: str
    sides: dict[str, Side] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Question:
    """Which changes; what is None does not choose."""

    act: str | None = None
    since: date | None = None
    until: date | None = None
    holder: str | None = None
    kinds: Sequence[str] = ()
    domain: str | None = None
    series: str | None = None
    lang: str | None = None


def entries(release: Path, question: Question) -> list[Entry]:
    """The changes that a question chooses, by series and day; two languages make one entry.

    Raises:
        ReleaseError: the release holds no text of the act.
    """
    if question.act:
        sql = "SELECT count(*) FROM versions WHERE act = ?"
        _, [(known,)] = dataset.query(release, sql, parameters=[question.act])
        if not known:
            raise ReleaseError(
                f"it holds no text of '{question.act}'",
                release,
                "see `bilik timeline` for the acts",
            )
    where, values = _conditions(question)
    columns, rows = dataset.query(release, _SQL.format(where=where), parameters=values)
    found: dict[str, Entry] = {}
    for row in rows:
        change = dict(zip(columns, row, strict=True))
        side = Side(
            change["change_id"],
            change["power_from"],
            change["power_to"],
            _whole(change["lead_from"], change["text_from"]),
            _whole(change["lead_to"], change["text_to"]),
        )
        entry = found.get(change["other_language"] or "")
        if entry is None:
            entry = found[change["change_id"]] = _entry(change)
        entry.sides[change["lang"]] = side
    return list(found.values())


def counts(found: Iterable[Entry]) -> dict[str, int]:
    """How many changes of each kind: the gross, in the order of the kinds."""
    told = Counter(entry.kind for entry in found)
    return {kind.value: told[kind.value] for kind in ChangeKind if told[kind.value]}


def net(found: Iterable[Entry], holder: str) -> int:
    """A holder's gains less losses; a power passed on is a loss of one and a gain of another."""
    total = 0
    for entry in found:
        kind = ChangeKind(entry.kind)
        if entry.holder == holder:
            total += GAINS.get(kind, 0) - LOSSES.get(kind, 0) - (kind is ChangeKind.TRANSFERRED)
        total += entry.holder_to == holder
    return total


def gives(kind: str, holder: str | None, holder_to: str | None, to: str) -> bool:
    """Whether a change gives something to a holder: granted, strengthened, passed on to it."""
    return holder_to == to or (holder == to and ChangeKind(kind) in GAINS)


def takes(kind: str, holder: str | None, holder_to: str | None, away_from: str) -> bool:
    """Whether a change takes something away from a holder."""
    away = kind == ChangeKind.TRANSFERRED and holder_to != away_from
    return holder == away_from and (ChangeKind(kind) in LOSSES or away)


def _conditions(question: Question) -> tuple[str, list[object]]:
    parts: list[tuple[str, list[object]]] = [("true", [])]
    for value, condition in (
        (question.act, "(o.act = ? OR n.act = ?)"),
        (question.since, "c.date > ?"),
        (question.until, "c.date <= ?"),
        (question.holder, "(c.holder = ? OR c.holder_to = ?)"),
        (question.domain, "c.domain = ?"),
        (question.series, "c.series = ?"),
        (question.lang, "c.lang = ?"),
    ):
        if value is not None:
            parts.append((condition, [value] * condition.count("?")))
    if question.kinds:
        marks = ", ".join("?" * len(question.kinds))
        parts.append((f"c.kind IN ({marks})", list(question.kinds)))
    return " AND ".join(part for part, _ in parts), [v for _, values in parts for v in values]


def _entry(change: dict[str, Any]) -> Entry:
    names = (
        "series", "date", "exact", "kind", "holder", "holder_to", "action", "object", "domain",
        "differs", "shown", "effective_for", "power",
    )  # fmt: skip
    # A clause that an instruction turned back has the unit at the end of its own eid.
    places = [_QUOTED.sub("", change["eid_from"] or ""), change["eid_to"] or ""]
    same = places[0] == places[1] and (
        change["act_from"] == change["act"] or places[0] != change["eid_from"]
    )
    return Entry(
        **{name: change[name] for name in names},
        place=places[1] if same else f"{places[0]} > {places[1]}".strip(),
        acts=sorted(change["acts"] or []),
    )


def _whole(lead_in: str | None, text: str | None) -> str:
    return " ".join(part for part in (lead_in, text) if part)
