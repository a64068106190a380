"""Powers to take away: rows of a table for spreadsheets, or JSON, given out as they are read."""

from __future__ import annotations

import csv as spreadsheet
import io
import json as notation
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.explorer.asked import Asked
from pipeline.explorer.lookup.open import Row
from pipeline.explorer.render import limits_of, name_of, place

Parts = Iterator[str]
_TOGETHER = 200  # rows given out at a time
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would compute


def records(asked: Asked, rows: Iterable[Row], host: str) -> Iterator[dict[str, Any]]:
    """Powers with codes, their names in the reader's language, and where they stand."""
    language = asked.language
    for row in rows:
        stands = place(row["eid"], language)
        title = asked.title(row["act"])
        yield {
            "power_id": row["power_id"],
            "holder": row["holder"],
            "holder_name": _name("Holder", row["holder"], language),
            "action": row["action"],
            "action_name": _name("Action", row["action"], language),
            "object": row["object"],
            "object_name": asked.object(row["object"]),
            "domain": row["domain"],
            "domain_name": _name("Domain", row["domain"], language),
            "effect": "limits" if row["polarity"] == "-" else "gives",
            "autonomy": row["autonomy"],
            "autonomy_name": _name("Autonomy", row["autonomy"], language),
            "constraints": row["limits"].strip("|").replace("|", "; "),
            "constraints_told": "; ".join(limits_of(row["limits"], language)),
            "lead_in": row["lead_in"],
            "text": row["text"],
            "lang": row["lang"],
            "series": row["series"],
            "act": row["act"],
            "act_title": title,
            "place": stands,
            "version_id": row["version_id"],
            "version_date": row["version_date"],
            "in_force_from": row["valid_from"],
            "in_force_until": row["valid_to"],
            "citation": f"{title}, {stands} ({row['version_date']}). Bilik {asked.served.name},"
            f" {row['power_id']}",
            "address": host + asked.link("power", row["power_id"]),
        }


def csv(rows: Iterable[dict[str, Any]]) -> Parts:
    """Lines of a table with its head, marked as UTF-8, in which no cell is a formula.

    >>> next(csv([{"a": "=1+1", "b": None}]))
    "\\ufeffa,b\\r\\n'=1+1,\\r\\n"
    """
    written = io.StringIO()
    writer = spreadsheet.writer(written)
    written.write("\ufeff")
    for number, row in enumerate(rows):
        if not number:
            writer.writerow(row)
        writer.writerow([_cell(value) for value in row.values()])
        if number % _TOGETHER == _TOGETHER - 1:
            yield written.getvalue()
            written.seek(0)
            written.truncate()
    yield written.getvalue()


def json(head: dict[str, Any], name: str, rows: Iterable[dict[str, Any]]) -> Parts:
    """An object with what is told of the whole, and the rows under a name.

    >>> "".join(json({"count": 1}, "powers", [{"a": 1}]))
    '{"count": 1, "powers": [\\n{"a": 1}\\n]}\\n'
    """
    yield f"{notation.dumps(head, ensure_ascii=False)[:-1]}, {notation.dumps(name)}: ["
    before = "\n"
    for row in rows:
        yield before + notation.dumps(row, ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


def _name(kind: str, code: str | None, language: str) -> str | None:
    return name_of(kind, code, language) if code else None


def _cell(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
