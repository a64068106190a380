"""The clauses of a release as tasks: what was read, and what stood before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from pipeline import dataset
from pipeline.classifier.annotations import Key
from pipeline.records import Clause, Constraint, Power, Reading, Span
from pipeline.vocabulary import (
    Action,
    Autonomy,
    ConstraintType,
    Domain,
    Holder,
    Label,
    Lang,
    Polarity,
)

UNSURE = 0.8  # below this probability of its label, a clause is worth a look

_CLAUSES = """
SELECT * FROM (
    SELECT c.*, v.act, v.version_date, v.lang, v.series, c.rowid AS nth,
           lag(c.text) OVER (
               PARTITION BY c.version_id, split_part(c.eid, '__', 1) ORDER BY c.rowid
           ) AS text_before
    FROM clauses c JOIN versions v USING (version_id)
    WHERE $all OR version_id IN (
        SELECT version_id FROM clauses WHERE list_contains($only, clause_id)
    )
) WHERE $all OR list_contains($only, clause_id) ORDER BY nth
"""
_POWERS = "SELECT * FROM powers WHERE $all OR list_contains($only, clause_id) ORDER BY rowid"
_CONSTRAINTS = """
SELECT l.* FROM constraints l JOIN powers USING (power_id)
WHERE $all OR list_contains($only, clause_id) ORDER BY power_id, l.n
"""

Unit = tuple[str, str, bool, str]  # act, version, restated, eid
Pair = tuple[str, str, bool, str, int]  # and the clause's number


class Reason(StrEnum):
    """Why a clause was chosen."""

    UNCERTAIN = "uncertain"  # the reader is not sure of it
    DIVERGENCE = "divergence"  # the Russian and the Kazakh clause do not read alike
    ALL = "all"  # neither; every clause was asked for


@dataclass(frozen=True, slots=True)
class Task:
    """A clause to be labelled, as it was read."""

    reading: Reading
    sha256: str  # of its text, as annotations name it
    before: str  # the clause before it in its article, which a pronoun may point to
    reason: Reason = Reason.ALL

    @property
    def pair(self) -> Pair:
        clause = self.reading.clause
        return clause.act, clause.version, clause.restated, clause.eid, clause.n

    @property
    def key(self) -> Key:
        """The clause as annotations name it."""
        clause = self.reading.clause
        lang = clause.lang.value
        return clause.act, clause.version, lang, clause.restated, clause.eid, clause.n

    @property
    def unit(self) -> Unit:
        return self.pair[:4]

    @property
    def sure(self) -> float:
        """The probability of the likeliest label."""
        return max(self.reading.proba.values())

    @property
    def doubtful(self) -> bool:
        return self.reading.needs_review or self.sure < UNSURE


def tasks_of(release: Path, only: Sequence[str] | None = None) -> Iterator[Task]:
    """Every clause of a release with its reading, in the order of the texts; or only some, by id.

    Raises:
        ReleaseError: the release cannot be opened.
    """
    limits: defaultdict[str, list[Constraint]] = defaultdict(list)
    wanted = {"all": only is None, "only": list(only or ())}
    for row in _rows(release, _CONSTRAINTS, wanted):
        limits[row["power_id"]].append(_constraint(row))
    powers: defaultdict[str, list[Power]] = defaultdict(list)
    for row in _rows(release, _POWERS, wanted):
        powers[row["clause_id"]].append(_power(row, limits[row["power_id"]]))
    for row in _rows(release, _CLAUSES, wanted):
        reading = Reading(
            clause=_clause(row),
            label=Label(row["label"]),
            proba={label: row[f"proba_{label}"] for label in Label},
            powers=tuple(powers[row["clause_id"]]),
            needs_review=row["needs_review"],
        )
        yield Task(reading, row["text_sha256"], row["text_before"] or "")


def _rows(release: Path, sql: str, wanted: Mapping[str, object]) -> Iterator[dict[str, Any]]:
    columns, rows = dataset.query(release, sql, wanted)
    return (dict(zip(columns, row, strict=True)) for row in rows)


def _clause(row: dict[str, Any]) -> Clause:
    return Clause(
        act=row["act"],
        version=row["version_date"].isoformat(),
        lang=Lang(row["lang"]),
        eid=row["eid"],
        n=row["n"],
        lead_in=row["lead_in"] or "",
        text=row["text"],
        restated=row["series"] == "restated",
    )


def _power(row: dict[str, Any], limits: Sequence[Constraint]) -> Power:
    return Power(
        holder=Holder(row["holder"]) if row["holder"] else None,
        action=Action(row["action"]) if row["action"] else None,
        object=row["object"],
        domain=Domain(row["domain"]) if row["domain"] else None,
        polarity=Polarity(row["polarity"]),
        constraints=tuple(limits),
        autonomy=Autonomy(row["autonomy"]),
        lemma=row["lemma"] or "",
        object_words=row["object_words"] or "",
        holder_span=_span(row, "holder"),
        action_span=_span(row, "action"),
        object_span=_span(row, "object"),
    )


def _constraint(row: dict[str, Any]) -> Constraint:
    actor = Holder(row["actor"]) if row["actor"] else None
    return Constraint(ConstraintType(row["type"]), actor, row["value"], _span(row, "span"))


def _span(row: dict[str, Any], name: str) -> Span | None:
    start, end, where = (row[f"{name}_{part}"] for part in ("start", "end", "where"))
    return None if start is None else Span(start, end, where)
