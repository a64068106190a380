"""A question put together from codes and a day, each checked before it is asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeAlias

from pipeline.dataset.ask import asking
from pipeline.dataset.tables import CAUSES, SEVERITIES
from pipeline.errors import InputError
from pipeline.vocabulary import (
    Action,
    ChangeKind,
    ConstraintType,
    Domain,
    Doubt,
    Holder,
    Label,
    Lang,
    Polarity,
    Scheme,
    Tier,
    Verdict,
)

if TYPE_CHECKING:
    import duckdb

Some: TypeAlias = str | Collection[str] | None  # one code, several, or no matter which
Day: TypeAlias = str | date | None

_CLOSED: dict[str, Iterable[str]] = {
    "action": Action,
    "actor": Holder,
    "cause": CAUSES,
    "domain": Domain,
    "doubt": Doubt,
    "holder": Holder,
    "kind": ChangeKind,
    "label": Label,
    "lang": Lang,
    "polarity": Polarity,
    "scheme": Scheme,
    "series": ("official", "restated"),
    "severity": SEVERITIES,
    "tier": Tier,
    "type": ConstraintType,
    "verdict": Verdict,
}
_OPEN = {  # the release says which there are, in this table
    "act": "acts",
    "claim": "claims",
    "newer": "version_differences",
    "object": "powers",
    "older": "version_differences",
    "power": "lives",
    "score_id": "scores",
}
_SHOWN = 8  # codes of an open list that an error names


class Choice:
    """Which rows of a view are wanted: conditions joined by AND, with their values."""

    def __init__(self, db: duckdb.DuckDBPyConnection) -> None:
        self._db = db
        self._conditions: list[str] = []
        self._values: list[object] = []

    def where(self, condition: str, *values: object) -> Choice:
        """Add a condition of SQL; its places are question marks."""
        self._conditions.append(condition)
        self._values += values
        return self

    def among(self, codes: Mapping[str, Some], condition: str = "{column} IN ({marks})") -> Choice:
        """Take the rows whose columns have one of the codes given for each; None takes all.

        Raises:
            InputError: a code is none of those of its column.
        """
        for column, wanted in codes.items():
            if wanted is not None:
                values = [wanted] if isinstance(wanted, str) else list(wanted)
                self._check(column, values)
                marks = ", ".join("?" * len(values)) or "NULL"
                told = condition.format(column=column, marks=marks)
                self.where(told, *values * condition.count("{marks}"))
        return self

    def on(self, day: Day, series: Some, lang: Some, spans: str = "versions") -> Choice:
        """Take the rows that hold on a day; None takes all.

        Raises:
            InputError: it is no day, or one on which no row of `spans` holds: the texts at hand
                begin later, or do not tell of that day.
        """
        if day is not None:
            wanted = as_date("on", day)
            texts = Choice(self._db).among({"series": series, "lang": lang})
            texts._check_day(wanted, spans)
            self.where("valid_from <= ? AND (valid_to IS NULL OR valid_to > ?)", wanted, wanted)
        return self

    def sql(self, view: str, columns: Sequence[str] | None, order: str) -> tuple[str, list[object]]:
        """The statement and its values.

        Raises:
            InputError: the view has no such column.
        """
        if columns is not None:
            sql = f"SELECT column_name FROM (DESCRIBE {view})"
            known = [str(name) for (name,) in self._rows(sql)]
            for column in columns:
                if column not in known:
                    raise InputError(
                        f"there is no column '{column}' in {view}",
                        "columns",
                        f"use some of {', '.join(known)}",
                    )
        taken = "*" if columns is None else ", ".join(columns)
        return f"SELECT {taken} FROM {view}{self._where()} ORDER BY {order}", self._values

    def _where(self) -> str:
        return f" WHERE {' AND '.join(self._conditions)}" if self._conditions else ""

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with asking(self._db, sql, values) as answer:
            return [row for batch in answer.rows()[1] for row in batch]

    def _check(self, column: str, values: Sequence[str]) -> None:
        if column in _CLOSED:
            known = list(_CLOSED[column])
            missing = [value for value in values if value not in known]
            told = known
        else:
            missing, told = self._missing(column, values)
        if missing:
            raise InputError(
                f"there is no {column} '{missing[0]}'",
                column,
                f"use one of {', '.join(told)}" if told else "the release has none",
            )

    def _missing(self, column: str, values: Sequence[str]) -> tuple[list[str], list[str]]:
        """Values that an open column does not have, and what it has that is like the first."""
        every = f"SELECT DISTINCT {column} FROM {_OPEN[column]} WHERE {column} IS NOT NULL"
        marks = ", ".join("?" * len(values)) or "NULL"
        there = {code for (code,) in self._rows(f"{every} AND {column} IN ({marks})", values)}
        missing = [value for value in values if value not in there]
        if not missing:
            return [], []
        known = [code for (code,) in self._rows(f"{every} ORDER BY 1")]
        return missing, get_close_matches(str(missing[0]), known, _SHOWN, 0.4) or known[:_SHOWN]

    def _check_day(self, day: date, spans: str) -> None:
        found = self._rows(
            f"SELECT DISTINCT valid_from, valid_to FROM {spans}{self._where()}", self._values
        )
        begun = [start for start, _ in found if start]
        if not begun:
            raise InputError("the release has no such text", "on", "choose other texts")
        if day < min(begun):
            raise InputError(
                f"{day} is before the first text in force", "on", f"the first day is {min(begun)}"
            )
        if not any(start and start <= day and (not end or end > day) for start, end in found):
            before = max(end for _, end in found if end and end <= day)
            after = min((start for start in begun if start > day), default=None)
            until = f" or from {after} on" if after else ""
            raise InputError(
                f"no text at hand tells of {day}: a gap, not a day without powers",
                "on",
                f"choose a day before {before}{until}",
            )


def as_date(name: str, day: str | date) -> date:
    """A day as a date; text is ISO 8601, and of a moment its day is taken.

    Raises:
        InputError: it is none.
    """
    if isinstance(day, datetime):
        return day.date()
    try:
        return day if isinstance(day, date) else date.fromisoformat(day)
    except (TypeError, ValueError):
        raise InputError(f"'{day}' is no day", name, "write it as in 2007-06-01") from None
