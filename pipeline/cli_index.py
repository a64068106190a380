"""`bilik index`: scores over time, by day, version or year, with what they are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli_output import (
    check_code,
    format_option,
    print_rows,
    series_option,
    workspace_option,
)

if TYPE_CHECKING:
    from pipeline.errors import InputError

DEFAULT = ("volume", "strength", "share")
ALL, DEFAULT_OF_ALL = "all", ("herfindahl", "effective_holders")  # all holders together
WIDTH = 120  # of a table
Row = tuple[Any, ...]


@click.command()
@click.option(
    "--scheme",
    "schemes",
    multiple=True,
    show_default="volume, strength, share",
    help="How to score, repeatable.",
)
@click.option(
    "--by",
    type=click.Choice(["day", "version", "year"]),
    default="day",
    show_default=True,
    help="Days between changes of text, first days of versions, or years (last day and mean).",
)
@click.option("--holder", default="president", show_default=True, help="Whose, or `all` together.")
@series_option
@click.option("--lang", type=click.Choice(["rus", "kaz"]), help="Only texts in this language.")
@click.option("--components", is_flag=True, help="What the scores are made of, not their totals.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Only what held on this day.")
@workspace_option
@format_option("table", "json", "csv")
def index(
    schemes: tuple[str, ...],
    by: str,
    holder: str,
    series: str | None,
    lang: str | None,
    components: bool,
    on: datetime | None,
    workspace: Path,
    format_: str,
) -> None:
    """Show a holder's scores over time, per series and language.

    A 95% interval follows its score where the release has one; `?` says that the texts at hand
    cannot tell. Days without a text in force have no row. A table rounds, and cuts the names of the
    acts whose texts begin to the width of a page; json and csv have everything.

    \b
    Example:
      bilik index --by year --series restated --lang rus
      bilik index --scheme frye --scheme local --on 2007-06-01
      bilik index --scheme frye --components --on 2007-06-01 --lang kaz
      bilik index --holder all --format csv
    """
    from pipeline import dataset
    from pipeline.index.catalogue import scheme_named
    from pipeline.vocabulary import Holder
    from pipeline.workspace import Workspace

    if by != "day" and (on or components):
        raise click.UsageError("--on and --components go with --by day alone.")
    check_code("--holder", holder, [*Holder, ALL])
    asked = _Asked(
        release=dataset.latest(Workspace(workspace).releases),
        schemes=[scheme_named(name).value for name in schemes]
        or list(DEFAULT_OF_ALL if holder == ALL else DEFAULT),
        holder=holder,
        series=series,
        lang=lang,
        day=on.date() if on else None,
    )
    shape = COMPONENTS if components else SHAPES[by]
    rows = asked.rows(shape.sql)
    if not components:
        missing = "" if format_ == "table" else None  # a holder without a row has no power
        rows = _side_by_side(rows, asked.schemes, shape, missing)
        shape = shape.wide(asked.schemes)
    if format_ == "table":
        shape, rows = shape.as_table(rows)
    print_rows([*shape.head, *shape.numbers, *shape.tail], rows, format_)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the command was asked for."""

    release: Path
    schemes: Sequence[str]
    holder: str
    series: str | None
    lang: str | None
    day: date | None

    def rows(self, sql: str) -> list[Row]:
        """The rows of a query that begins with `SELECTED`.

        Raises:
            InputError: there are none, and why.
        """
        rows = self._query(sql, *self._limits(), self.day)
        if not rows:
            raise self._nothing()
        return rows

    def _limits(self) -> Row:
        holder = None if self.holder == ALL else self.holder
        return self.schemes, holder, self.series, self.lang

    def _query(self, sql: str, *parameters: object) -> list[Row]:
        from pipeline import dataset

        return dataset.query(self.release, sql, parameters=parameters)[1]

    def _nothing(self) -> InputError:
        from pipeline.errors import InputError

        spans = self._query(SPANS_SQL, *self._limits(), None)
        if not spans:
            scored = ", ".join(holder for (holder,) in self._query(HOLDERS_SQL, self.schemes))
            return InputError(
                f"the release has no such score of {self.holder} by {', '.join(self.schemes)}",
                "--holder",
                f"name one of {scored}" if scored else "use another --scheme, or build anew",
            )
        first = spans[0][0]
        if self.day and self.day < first:
            return InputError(
                f"no text of this release is in force on {self.day}",
                "--on",
                f"name a day from {first} on, the first with a score of {self.holder}",
            )
        told = ", ".join(f"{start} to {end or 'now'}" for start, end in spans)
        return InputError(f"the text of {self.day} is not at hand", "--on", f"name a day in {told}")


@dataclass(frozen=True, slots=True)
class _Shape:
    """Columns: those before the numbers, the numbers, those after."""

    sql: str
    head: tuple[str, ...]
    numbers: tuple[str, ...]  # of one scheme; `_low` and `_high` are the interval of the first
    tail: tuple[str, ...]

    def wide(self, schemes: Iterable[str]) -> _Shape:
        """The same with the numbers of several schemes side by side."""
        head = self.head[:-1]  # without the scheme
        numbers = tuple(scheme + number for scheme in schemes for number in self.numbers)
        return _Shape(self.sql, head, numbers, self.tail)

    def as_table(self, rows: Iterable[Row]) -> tuple[_Shape, list[Row]]:
        """Numbers rounded, each with its interval in one cell, the last column cut."""
        start, end = len(self.head), len(self.head) + len(self.numbers)
        shown = tuple(name for name in self.numbers if not name.endswith(("_low", "_high")))
        tail = self.tail[:-1] if self.tail[-1] == "power_ids" else self.tail
        rows = [
            (*row[:start], *_cells(self.numbers, row[start:end]), *row[end : end + len(tail)])
            for row in rows
        ]
        shape = _Shape(self.sql, self.head, shown, tail)
        return shape, _cut([*shape.head, *shown, *tail], rows)


def _side_by_side(
    rows: Iterable[Row], schemes: Sequence[str], shape: _Shape, missing: object
) -> list[Row]:
    """One row for those that differ only in scheme and numbers."""
    head, end = len(shape.head) - 1, len(shape.head) + len(shape.numbers)
    found: dict[Row, dict[str, Row]] = {}
    tails: dict[Row, Row] = {}
    for row in rows:
        found.setdefault(row[:head], {})[row[head]] = row[head + 1 : end]
        tails[row[:head]] = row[end:]
    none = (missing,) * len(shape.numbers)
    return [
        (*key, *(number for scheme in schemes for number in by.get(scheme, none)), *tails[key])
        for key, by in found.items()
    ]


def _cells(names: Iterable[str], numbers: Iterable[Any]) -> list[str]:
    """Numbers with three digits or whole, `?` for one that cannot be told."""
    cells: list[str] = []
    for name, number in zip(names, numbers, strict=True):
        told = _rounded(number) if isinstance(number, float) else number
        if name.endswith("_low"):
            cells[-1] += f" ({told}" if told else ""
        elif name.endswith("_high"):
            cells[-1] += f"-{told})" if told else ""
        else:
            cells.append("?" if told is None else told)
    return cells


def _rounded(number: float) -> str:
    return f"{number:.3g}" if abs(number) < 1000 else f"{number:.0f}"


def _cut(columns: Sequence[str], rows: list[Row]) -> list[Row]:
    """The rows with names of acts cut to what the other columns leave of a page."""
    if columns[-1] != "begins":
        return rows
    taken = sum(
        2 + max(len(str(cell)) for cell in column)
        for column in list(zip(columns, *rows, strict=True))[:-1]
    )
    room = max(WIDTH - taken, len(columns[-1]))
    return [
        (*row, begins if len(begins) <= room else f"{begins[: room - 1]}…") for *row, begins in rows
    ]


SELECTED = """
WITH selected AS (
    SELECT * FROM {table}
    WHERE list_contains($1, scheme) AND holder IS NOT DISTINCT FROM $2
      AND ($3 IS NULL OR series = $3) AND ($4 IS NULL OR lang = $4) AND {days}
)"""
ON = "($5::DATE IS NULL OR (valid_from <= $5 AND (valid_to IS NULL OR valid_to > $5)))"
ALWAYS = "$5::DATE IS NULL"
SCORES = SELECTED.format(table="scores", days=ON)

DAY_SQL = f"""{SCORES},
beginnings AS (
    SELECT series, lang, valid_from, string_agg(act, ', ' ORDER BY act) AS begins
    FROM versions WHERE valid_from IS NOT NULL GROUP BY ALL
)
SELECT series, lang, valid_from, valid_to, scheme, value, low, high, partial, coalesce(begins, '')
FROM selected LEFT JOIN beginnings USING (series, lang, valid_from)
ORDER BY series, lang, valid_from
"""

VERSION_SQL = f"""{SCORES}
SELECT series, lang, act, version_date, v.valid_from, scheme, value, low, high, partial
FROM selected s JOIN versions v USING (series, lang)
WHERE s.valid_from <= v.valid_from AND (s.valid_to IS NULL OR s.valid_to > v.valid_from)
ORDER BY series, lang, v.valid_from, act
"""

YEAR_SQL = f"""{SELECTED.format(table="index_by_year", days=ALWAYS)}
SELECT series, lang, year, scheme, value_at_end, mean, days, partial
FROM selected ORDER BY series, lang, year
"""

COMPONENTS_SQL = f"""{SCORES}
SELECT series, lang, valid_from, valid_to, scheme, component,
       CASE WHEN bool_and(contribution IS NOT NULL) THEN sum(contribution) END,
       count(power_id), list_sort(list(DISTINCT rule) FILTER (rule <> '')),
       list(power_id ORDER BY power_id) FILTER (power_id IS NOT NULL)
FROM selected JOIN score_components USING (score_id)
GROUP BY ALL ORDER BY series, lang, valid_from, scheme, component
"""

SPANS_SQL = f"{SCORES} SELECT DISTINCT valid_from, valid_to FROM selected ORDER BY valid_from"
HOLDERS_SQL = """
SELECT DISTINCT coalesce(holder, 'all') FROM scores WHERE list_contains($1, scheme) ORDER BY 1
"""

SHAPES = {
    "day": _Shape(
        DAY_SQL,
        ("series", "lang", "valid_from", "valid_to", "scheme"),
        ("", "_low", "_high"),
        ("partial", "begins"),
    ),
    "version": _Shape(
        VERSION_SQL,
        ("series", "lang", "act", "version", "valid_from", "scheme"),
        ("", "_low", "_high"),
        ("partial",),
    ),
    "year": _Shape(
        YEAR_SQL, ("series", "lang", "year", "scheme"), ("", "_mean"), ("days", "partial")
    ),
}
COMPONENTS = _Shape(
    COMPONENTS_SQL,
    ("series", "lang", "valid_from", "valid_to", "scheme", "component"),
    ("value",),
    ("powers", "rules", "power_ids"),
)
