"""Clauses and readings as JSON lines: the form in which programs exchange them.

A clause is `{act, version, lang, eid, n, lead_in, text, start, end}`; a reading repeats these and
adds `label`, `proba`, `powers` and `needs_review`. Fields that a writer does not know pass through
unread.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.errors import InputError
from pipeline.records import Clause, Power, Reading, Span
from pipeline.vocabulary import Lang

_REQUIRED = ("lang", "text")


def clause_row(clause: Clause) -> dict[str, Any]:
    """A clause as a JSON object."""
    row = dataclasses.asdict(clause)
    if not row.pop("restated"):
        return row
    return {**row, "restated": True}


def reading_row(reading: Reading) -> dict[str, Any]:
    """A reading as a JSON object: the clause's fields and what the reader made of them."""
    return {
        **clause_row(reading.clause),
        "label": reading.label.value,
        "proba": {label.value: round(p, 4) for label, p in reading.proba.items()},
        "powers": [_power_row(power) for power in reading.powers],
        "needs_review": reading.needs_review,
    }


def _power_row(power: Power) -> dict[str, Any]:
    return {
        "holder": power.holder,
        "action": power.action,
        "lemma": power.lemma,
        "object": power.object,
        "object_words": power.object_words,
        "domain": power.domain,
        "polarity": power.polarity.value,
        "autonomy": power.autonomy.value,
        "constraints": [
            {
                "type": constraint.type.value,
                "actor": constraint.actor,
                "value": constraint.value,
                "span": _span_row(constraint.span),
            }
            for constraint in power.constraints
        ],
        "spans": {
            "holder": _span_row(power.holder_span),
            "action": _span_row(power.action_span),
            "object": _span_row(power.object_span),
        },
    }


def _span_row(span: Span | None) -> dict[str, Any] | None:
    return dataclasses.asdict(span) if span else None


def dump(row: dict[str, Any]) -> str:
    """One line of JSON, Cyrillic readable."""
    return json.dumps(row, ensure_ascii=False)


def read_clauses(lines: Iterable[str], name: str) -> Iterator[Clause]:
    """Clauses from JSON lines; empty lines are passed over.

    Raises:
        InputError: a line is no JSON object, lacks `text` or `lang`, or has a field of the wrong
            type; it names the line.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{name}, line {number}"
        try:
            row = json.loads(line)
        except ValueError as error:
            raise InputError(f"no JSON ({error})", where, "write one clause a line") from None
        if not isinstance(row, dict) or any(not row.get(field) for field in _REQUIRED):
            raise InputError(
                "a clause needs at least `lang` and `text`",
                where,
                "write objects as `bilik parse --format jsonl` prints them",
            )
        yield _clause(row, where)


def _clause(row: dict[str, Any], where: str) -> Clause:
    try:
        return Clause(
            act=str(row.get("act") or "unnamed"),
            version=str(row.get("version") or ""),
            lang=Lang(row["lang"]),
            eid=str(row.get("eid") or ""),
            n=int(row.get("n") or 0),
            lead_in=str(row.get("lead_in") or ""),
            text=str(row["text"]),
            start=int(row.get("start") or 0),
            end=int(row.get("end") or 0),
            restated=bool(row.get("restated", False)),
        )
    except (ValueError, TypeError) as error:
        raise InputError(
            str(error), where, "name the language rus or kaz, numbers as numbers"
        ) from None
