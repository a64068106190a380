"""Powers to take away: rows of a table for spreadsheets, or JSON, given out as they are read."""

from __future__ import annotations

import csv as spreadsheet
import io
import json as notation
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from starlette.responses import Response, StreamingResponse

from pipeline.explorer.asked import Asked
from pipeline.explorer.lookup.open import Row
from pipeline.explorer.render import limits_of, name_of
from pipeline.report.told import place

Parts = Iterator[str]
_TOGETHER = 100  # rows given out at a time
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would compute


COLUMNS = (
    "power_id", "holder", "holder_name", "action", "action_name", "object", "object_name",
    "domain", "domain_name", "effect", "autonomy", "autonomy_name", "constraints",
    "constraints_told", "lead_in", "text", "lang", "series", "act", "act_title", "place",
    "version_id", "version_date", "in_force_from", "in_force_until", "citation", "address",
)  # fmt: skip


def records(asked: Asked, rows: Iterable[Row], host: str) -> Iterator[dict[str, Any]]:
    """Powers with codes, their names in the reader's language, and where they stand.

    `host` is what the site's addresses begin with, such as https://example.org.
    """
    language, release = asked.language, f"Bilik {asked.served.name}"
    for row in rows:
        title, stands = asked.title(row["act"]), place(row["eid"], language)
        values = (
            row["power_id"],
            *_named("Holder", row["holder"], language),
            *_named("Action", row["action"], language),
            row["object"], asked.object(row["object"]) or None,
            *_named("Domain", row["domain"], language),
            "limits" if row["polarity"] == "-" else "gives",
            *_named("Autonomy", row["autonomy"], language),
            row["limits"].strip("|").replace("|", "; "),
            "; ".join(limits_of(row["limits"], language)),
            row["lead_in"], row["text"], row["lang"], row["series"],
            row["act"], title, stands,
            row["version_id"], row["version_date"], row["valid_from"], row["valid_to"],
            f"{title}, {stands} ({row['version_date']}). {release}, {row['power_id']}",
            host + asked.link("power", row["power_id"]),
        )  # fmt: skip
        yield dict(zip(COLUMNS, values, strict=True))


def csv(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> Parts:
    r"""Lines of a table with its head, marked as UTF-8, in which no cell is a formula.

    >>> next(csv(["a", "b"], [{"a": "=1+1", "b": None}]))
    "\ufeffa,b\r\n'=1+1,\r\n"
    """
    written = io.StringIO()
    writer = spreadsheet.writer(written)
    written.write("\ufeff")
    writer.writerow(columns)
    for number, row in enumerate(rows, 1):
        writer.writerow([_cell(row[name]) for name in columns])
        if number % _TOGETHER == 0:
            yield written.getvalue()
            written.seek(0)
            written.truncate()
    yield written.getvalue()


def json(head: dict[str, Any], name: str, rows: Iterable[dict[str, Any]]) -> Parts:
    r"""An object with what is told of the whole, and the rows under a name.

    >>> "".join(json({"count": 1}, "powers", [{"a": 1}]))
    '{"count": 1, "powers": [\n{"a": 1}\n]}\n'
    """
    yield f"{notation.dumps(head, ensure_ascii=False)[:-1]}, {notation.dumps(name)}: ["
    before = "\n"
    for row in rows:
        yield before + notation.dumps(row, ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


def given(
    asked: Asked,
    form: Literal["csv", "json"],
    name: str,
    columns: Sequence[str],
    head: dict[str, Any],
    rows: Iterable[dict[str, Any]],
) -> Response:
    """The answer that a browser saves: rows in a form; as JSON with what is told of the whole."""
    if form == "csv":
        media, parts = "text/csv; charset=utf-8", csv(columns, rows)
    else:
        media, parts = "application/json", json({"release": asked.served.name} | head, name, rows)
    file = f'attachment; filename="bilik-{asked.served.name}-{name}.{form}"'
    return StreamingResponse(parts, media_type=media, headers={"content-disposition": file})


def _named(kind: str, code: str | None, language: str) -> tuple[str | None, str | None]:
    return code, name_of(kind, code, language) if code else None


def _cell(value: Any) -> Any:
    # A sign alone, such as that of a polarity, computes nothing.
    formula = isinstance(value, str) and len(value) > 1 and value.startswith(_FORMULA)
    return f"'{value}" if formula else value
