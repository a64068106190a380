"""What several figures read from a release: spans of scores, and the days of reforms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from pipeline.report.figures.words import READERS

if TYPE_CHECKING:
    import duckdb

Days = tuple[date, date]  # the first day, and the first day after

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

    def by_component(self, scheme: str) -> dict[str, list[Span]]:
        """The President's scores of a scheme in their components, each by language and time.

        A component without a row is zero. Scores that the texts cannot tell are left out.
        """
        found = self.rows(
            """
            WITH here AS (
                SELECT * FROM scores
                WHERE series = $series AND scheme = $p1 AND holder = 'president'
                    AND value IS NOT NULL
            ),
            parts AS (
                SELECT score_id, component, sum(contribution) AS value
                FROM score_components JOIN here USING (score_id) GROUP BY ALL
            )
            SELECT c.component, h.lang, h.valid_from, h.valid_to, coalesce(p.value, 0),
                NULL, NULL, h.partial, h.score_id
            FROM here h
            CROSS JOIN (SELECT DISTINCT component FROM parts) c
            LEFT JOIN parts p ON p.score_id = h.score_id AND p.component = c.component
            ORDER BY c.component, h.lang DESC, h.valid_from
            """,
            scheme,
        )
        return _grouped(found)

    def by_holder(self, scheme: str) -> dict[str, list[Span]]:
        """A scheme's scores of every holder, each by language and time."""
        found = self.rows(
            """
            SELECT holder, lang, valid_from, valid_to, value, low, high, partial, score_id
            FROM scores
            WHERE series = $series AND scheme = $p1 AND holder IS NOT NULL AND value IS NOT NULL
            ORDER BY holder, lang DESC, valid_from
            """,
            scheme,
        )
        return _grouped(found)

    def component_names(self, scheme: str) -> dict[str, dict[str, str]]:
        """Names of a scheme's components by language and code, in the scheme's order."""
        rows = self.rows(
            "SELECT component, name_eng, name_rus, name_kaz FROM components"
            " WHERE scheme = $p1 ORDER BY rowid",
            scheme,
        )
        return {language: {row[0]: row[n] for row in rows} for n, language in enumerate(READERS, 1)}

    def segments(self) -> list[tuple[date, date | None]]:
        """The days for which the series has texts, in spans of any language, in order."""
        found = self.rows(
            "SELECT DISTINCT valid_from, valid_to FROM scores WHERE series = $series ORDER BY ALL"
        )
        return [(start, end) for start, end in found]

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


def read_by(spans: Iterable[Span], language: str) -> list[Span]:
    """The spans of the text that readers of a language are shown where one must do.

    The Kazakh text for readers of Kazakh, the Russian one for others, as far as there is such.
    """
    spans = list(spans)
    languages = languages_of(spans)
    shown = language if language in languages else languages[0]
    return [span for span in spans if span.lang == shown]


def on_day(spans: Iterable[Span], day: date) -> dict[str, Span]:
    """The spans that hold on a day, by language."""
    return {
        span.lang: span
        for span in spans
        if span.start <= day and (span.end is None or day < span.end)
    }


def horizon(spans: Iterable[Span]) -> Days:
    """First and last day of the axis of some spans, see `whole_years`."""
    return whole_years(day for span in spans for day in (span.start, span.end) if day)


def whole_years(days: Iterable[date]) -> Days:
    """Whole years around all that changes; what lasts is seen for a year at least."""
    days = sorted(days)
    return date(days[0].year, 1, 1), date(days[-1].year + 2, 1, 1)


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans with neighbours of one value, and as whole as each other, put together."""
    found: list[Span] = []
    for span in spans:
        last = found[-1] if found else None
        if (
            last
            and (last.lang, last.end, last.partial) == (span.lang, span.start, span.partial)
            and abs(last.value - span.value) < 1e-9
        ):
            found[-1] = replace(last, end=span.end)
        else:
            found.append(span)
    return found


def steps(spans: Sequence[Span], until: date) -> list[tuple[date, Span, int]]:
    """Days and values of a step-after line of one language, with the number of its piece.

    A piece ends at a gap and where `partial` changes: no step joins a whole text to an excerpt, for
    what lies between them is no change of the law.
    """
    found: list[tuple[date, Span, int]] = []
    piece = 0
    for span, following in zip(spans, [*spans[1:], None], strict=True):
        found.append((span.start, span, piece))
        if following is None or following.start != span.end or following.partial != span.partial:
            found.append((span.end or until, span, piece))
            piece += 1
    return found


def gaps(segments: Iterable[tuple[date, date | None]]) -> list[Days]:
    """The days between ordered segments that none of them has."""
    found = []
    reached: date | None = None
    for start, end in segments:
        if reached and start > reached:
            found.append((reached, start))
        if end is None:
            break
        reached = max(reached or end, end)
    return found


def rounded(value: float | None) -> float | None:
    """As precise as a figure can show, so that pages stay small."""
    return None if value is None else round(value, 5)


def _grouped(rows: Iterable[tuple[Any, ...]]) -> dict[str, list[Span]]:
    """Spans by the code before them."""
    found: dict[str, list[Span]] = {}
    for code, *span in rows:
        found.setdefault(code, []).append(Span(*span))
    return found
