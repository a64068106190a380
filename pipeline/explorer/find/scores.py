"""The index in a lookup: its schemes, its scores over time, and the reforms between them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipeline.explorer.lookup.open import Lookup, Row
from pipeline.report.figures.data import Reform, Span
from pipeline.vocabulary import Holder


def schemes(lookup: Lookup, series: str | None = None) -> list[Row]:
    """The schemes in their order; with a series those alone that have a value in it."""
    return lookup.rows(
        "SELECT * FROM schemes k WHERE :series IS NULL OR EXISTS (SELECT 1 FROM scores s"
        " WHERE s.series = :series AND s.scheme = k.scheme AND s.value IS NOT NULL)"
        " ORDER BY rowid",
        {"series": series},
    )


def holders(lookup: Lookup, series: str, scheme: str) -> list[str]:
    """The holders that a scheme has values of; none where it measures all of them together."""
    found = {
        row["holder"]
        for row in lookup.rows(
            "SELECT DISTINCT holder FROM scores"
            " WHERE series = ? AND scheme = ? AND holder IS NOT NULL AND value IS NOT NULL",
            [series, scheme],
        )
    }
    return [str(holder) for holder in Holder if holder in found]


def scores(
    lookup: Lookup,
    series: str,
    scheme: str | None = None,
    holder: str | None = None,
    lang: str | None = None,
) -> list[Row]:
    """Scores by scheme, holder, language and time; None is any."""
    return lookup.rows(
        "SELECT * FROM scores WHERE series = :series AND (:scheme IS NULL OR scheme = :scheme)"
        " AND (:holder IS NULL OR holder = :holder) AND (:lang IS NULL OR lang = :lang)"
        " ORDER BY scheme, holder, lang DESC, valid_from",
        {"series": series, "scheme": scheme, "holder": holder, "lang": lang},
    )


def score(lookup: Lookup, score_id: str) -> Row | None:
    """One score."""
    return lookup.row("SELECT * FROM scores WHERE score_id = ?", [score_id])


def near(lookup: Lookup, score: Row) -> dict[str, Row | None]:
    """The scores beside one: `earlier`, `later`, and its `twin` by the other text."""
    own = scores(lookup, score["series"], score["scheme"], score["holder"])
    same = [row for row in own if row["lang"] == score["lang"]]
    at = [row["score_id"] for row in same].index(score["score_id"])
    return {
        "earlier": same[at - 1] if at else None,
        "later": same[at + 1] if at + 1 < len(same) else None,
        "twin": next(
            (
                row
                for row in own
                if row["lang"] != score["lang"] and row["valid_from"] == score["valid_from"]
            ),
            None,
        ),
    }


def spans(rows: Sequence[Row]) -> list[Span]:
    """Scores that have a value, as figures take them."""
    return [
        Span(
            row["lang"],
            date.fromisoformat(row["valid_from"]),
            date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            row["value"],
            row["low"],
            row["high"],
            bool(row["partial"]),
            row["score_id"],
        )
        for row in rows
        if row["value"] is not None
    ]


def segments(lookup: Lookup, series: str) -> list[tuple[date, date | None]]:
    """The days for which the series has texts, in spans of any language, in order."""
    return [
        (
            date.fromisoformat(row["valid_from"]),
            date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        )
        for row in lookup.rows(
            "SELECT DISTINCT valid_from, valid_to FROM scores WHERE series = ?"
            " ORDER BY valid_from, valid_to IS NULL, valid_to",
            [series],
        )
    ]


def without_value(lookup: Lookup, series: str, scheme: str, holder: str | None) -> list[Row]:
    """The days with texts but no value of a holder, by language.

    `untold` where the texts at hand cannot tell it; elsewhere they give the holder nothing.
    """
    return lookup.rows(
        "SELECT t.lang, t.valid_from, t.valid_to, s.score_id IS NOT NULL AS untold"
        " FROM (SELECT DISTINCT lang, valid_from, valid_to FROM scores WHERE series = :series) t"
        " LEFT JOIN scores s ON s.series = :series AND s.scheme = :scheme"
        " AND s.holder IS :holder AND s.lang = t.lang AND s.valid_from = t.valid_from"
        " WHERE s.value IS NULL",
        {"series": series, "scheme": scheme, "holder": holder},
    )


def reforms(lookup: Lookup, series: str) -> list[Reform]:
    """The days from which the series' texts of constitutions are in force, in order."""
    return [
        Reform(date.fromisoformat(row["day"]), bool(row["new"]), row["year"])
        for row in lookup.rows(
            "SELECT v.valid_from AS day, CAST(max(substr(a.adopted, 1, 4)) AS INTEGER) AS year,"
            " max(v.valid_from = coalesce(a.in_force, a.adopted)) AS new"
            " FROM versions v JOIN acts a USING (act)"
            " WHERE a.kind = 'constitution' AND v.series = ? AND v.valid_from IS NOT NULL"
            " GROUP BY v.valid_from ORDER BY v.valid_from",
            [series],
        )
    ]


def days_of_change(lookup: Lookup, series: str) -> set[str]:
    """The days on which powers changed: those that have a page of changes."""
    sql = "SELECT DISTINCT date FROM changes WHERE series = ?"
    return {row["date"] for row in lookup.rows(sql, [series])}


def latest(found: Sequence[Span]) -> dict[str, Span]:
    """The scores of the newest texts by language; those still valid, or else the last that were."""
    ends = {span.end for span in found}
    last = None if None in ends else max((end for end in ends if end), default=None)
    return {span.lang: span for span in found if span.end == last}


def step(found: Sequence[Span], lang: str, day: date) -> tuple[Span | None, Span | None]:
    """A language's scores on the day before a day, and on the day itself."""
    own = [span for span in found if span.lang == lang]
    before = next((span for span in own if span.start < day and _until(span) >= day), None)
    after = next((span for span in own if span.start <= day < _until(span)), None)
    return before, after


def chance(lookup: Lookup, before: str, after: str) -> tuple[float, float] | None:
    """In which parts of the replicates a score rose and fell since the one right before it."""
    row = lookup.row(
        "SELECT p_rise, p_fall FROM score_differences WHERE after = ? AND before = ?",
        [after, before],
    )
    return (row["p_rise"], row["p_fall"]) if row else None


def _until(span: Span) -> date:
    return span.end or date.max
