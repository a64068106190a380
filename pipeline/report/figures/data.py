"""What several figures read from a release: spans of scores, and the days of reforms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

LANGUAGES = ("rus", "kaz")  # of texts, in drawing order


@dataclass(frozen=True, slots=True)
class Span:
    """A score over the days on which it holds."""

    lang: str
    start: date
    end: date | None  # exclusive; None while it lasts
    value: float
    low: float | None  # 95% interval
    high: float | None
    partial: bool
    score_id: str


@dataclass(frozen=True, slots=True)
class Reform:
    """A day on which a constitution, or a changed text of one, took effect."""

    day: date
    new: bool  # the constitution itself is new
    year: int  # of the constitution


@dataclass(frozen=True, slots=True)
class Source:
    """One series of a release, open for reading."""

    db: duckdb.DuckDBPyConnection
    series: str

    def rows(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        """The rows of a query; `$series` and further parameters `$1` ... are filled in."""
        named = {"series": self.series} | {f"p{n}": one for n, one in enumerate(parameters, 1)}
        used = {key: value for key, value in named.items() if f"${key}" in sql}
        return self.db.execute(sql, used).fetchall()

    def spans(self, scheme: str, holder: str | None = "president") -> list[Span]:
        """A scheme's scores of one holder, or of all together, by language and time."""
        found = self.rows(
            """
            SELECT lang, valid_from, valid_to, value, low, high, partial, score_id FROM scores
            WHERE series = $series AND scheme = $p1 AND holder IS NOT DISTINCT FROM $p2
                AND value IS NOT NULL
            ORDER BY lang DESC, valid_from
            """,
            scheme,
            holder,
        )
        return [Span(*row) for row in found]

    def reforms(self) -> list[Reform]:
        """The days from which the series' texts of constitutions are in force, in order."""
        found = self.rows(
            """
            SELECT v.valid_from, bool_or(v.valid_from = coalesce(a.in_force, a.adopted)),
                max(year(a.adopted))::INTEGER
            FROM versions v JOIN acts a USING (act)
            WHERE a.kind = 'constitution' AND v.series = $series AND v.valid_from IS NOT NULL
            GROUP BY v.valid_from ORDER BY v.valid_from
            """
        )
        return [Reform(*row) for row in found]


def decimal_year(day: date) -> float:
    """A day as a place on the axis of years.

    >>> decimal_year(date(1995, 7, 2))
    1995.499
    """
    first, last = date(day.year, 1, 1), date(day.year + 1, 1, 1)
    return round(day.year + (day - first) / (last - first), 3)


def languages_of(spans: Sequence[Span]) -> list[str]:
    """The languages that have any, in drawing order."""
    return [lang for lang in LANGUAGES if any(span.lang == lang for span in spans)]


def on_day(spans: Iterable[Span], day: date) -> dict[str, Span]:
    """The spans that hold on a day, by language."""
    return {
        span.lang: span
        for span in spans
        if span.start <= day and (span.end is None or day < span.end)
    }


def horizon(spans: Sequence[Span]) -> tuple[date, date]:
    """First and last day of the axis: whole years around all that changes."""
    days = [day for span in spans for day in (span.start, span.end) if day]
    return date(min(days).year, 1, 1), date(max(days).year + 1, 1, 1)


def step_points(spans: Sequence[Span], until: date) -> list[dict[str, Any]]:
    """Points of step-after lines of one language; a piece ends at a gap and where `partial` changes.

    No step joins a whole text to an excerpt: what lies between them is no change of the law.
    """
    points: list[dict[str, Any]] = []
    piece = 0
    for span, following in zip(spans, [*spans[1:], None], strict=True):
        state = "partial" if span.partial else "whole"
        own = {"lang": span.lang, "state": state, "piece": f"{span.lang}{piece}"}
        own |= {"value": rounded(span.value)}
        if span.low is not None and span.high is not None:
            own |= {"low": rounded(span.low), "high": rounded(span.high)}
        points.append(own | {"x": decimal_year(span.start)})
        meets = following is not None and span.end == following.start
        if following is None or not meets or following.partial != span.partial:
            points.append(own | {"x": decimal_year(span.end or until)})
            piece += 1
    return points


def gaps(spans: Sequence[Span]) -> list[tuple[date, date]]:
    """Spans of days, between the first and the last, on which no language has a value."""
    found = []
    reached: date | None = None
    for span in sorted(spans, key=lambda span: span.start):
        if reached and span.start > reached:
            found.append((reached, span.start))
        if span.end is None:
            break
        reached = max(reached or span.end, span.end)
    return found


def rounded(value: float | None) -> float | None:
    """As precise as a figure can show, so that pages stay small."""
    return None if value is None else round(value, 5)
