"""Our own series by year, and which change of the texts each move was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import fsum
from pathlib import Path
from typing import Literal

from pipeline import dataset
from pipeline.errors import QueryError

Value = Literal["end", "mean"]
_Key = tuple[str, str | None, str | None, str | None, str | None]  # the first of PowerMove


@dataclass(frozen=True, slots=True)
class Span:
    """A score of one series over its days."""

    score_id: str
    valid_from: date
    valid_to: date  # exclusive
    value: float | None
    partial: bool


@dataclass(frozen=True, slots=True)
class Ours:
    """One scheme for one holder in one series and language."""

    scheme: str
    series: str
    lang: str
    holder: str | None
    spans: tuple[Span, ...]  # in order; days between them have no text

    def by_year(self, value: Value, until: int) -> dict[int, float]:
        """The value on 31 December, or the mean over the days of the year.

        Years that rest on partial texts, have a day that is needed without a text, or a value that
        the texts cannot tell are left out. A value that still holds fills the years to `until`.
        """
        found = {}
        for year in range(self.spans[0].valid_from.year, until + 1):
            first = date(year, 12, 31) if value == "end" else date(year, 1, 1)
            known = _mean(self.spans, first, date(year + 1, 1, 1))
            if known is not None:
                found[year] = known
        return found

    def at_end(self, year: int) -> Span | None:
        """What holds on 31 December."""
        day = date(year, 12, 31)
        return next((s for s in self.spans if s.valid_from <= day < s.valid_to), None)


@dataclass(frozen=True, slots=True)
class PowerMove:
    """What one power did to the score, between the ends of two years."""

    component: str
    holder: str | None
    action: str | None
    object: str | None
    domain: str | None
    change: float
    power_id: str  # after or, of a power that is gone, before; "" where no power decides
    change_id: str = ""  # the change of the power that this was, where one is known


@dataclass(frozen=True, slots=True)
class Move:
    """What happened to our series in a year."""

    year: int
    change: float | None  # of the value on 31 December; None where a year is missing
    up: float  # what the powers add that add more than before
    down: float  # and what the others add less
    p_rise: float | None  # probability that the greatest step of the year is a rise
    acts: tuple[str, ...]  # whose texts begin (+), go on in other words (~) or end (-) in the year
    powers: tuple[PowerMove, ...]  # the largest, the greatest first


def read(
    release: Path, schemes: Iterable[str], holder: str, series: str | None, lang: str | None
) -> list[Ours]:
    """The series of a release, by scheme, series and language.

    A scheme that scores all holders together is taken as it is. Where others have a score of a
    scheme and the holder has none, it has no power, and the value is 0.

    Raises:
        QueryError: nothing of this is in the release.
    """
    _, rows = dataset.query(
        release,
        """
        SELECT scheme, series, lang, valid_from, valid_to, bool_or(partial),
               max(score_id) FILTER (mine), max(value) FILTER (mine), bool_or(mine)
        FROM (
            SELECT *, holder IS NOT DISTINCT FROM ? OR holder IS NULL AS mine FROM scores
            WHERE list_contains(?, scheme) AND (? IS NULL OR series = ?) AND (? IS NULL OR lang = ?)
        )
        GROUP BY ALL ORDER BY scheme, series, lang, valid_from
        """,
        parameters=(holder, list(schemes), series, series, lang, lang),
    )
    spans: dict[tuple[str, str, str], list[Span]] = {}
    held: set[tuple[str, str, str]] = set()
    for scheme, of, language, start, end, partial, score_id, value, mine in rows:
        key = (scheme, of, language)
        held |= {key} if mine else set()
        known = value if mine else 0.0
        spans.setdefault(key, []).append(
            Span(score_id or "", start, end or date.max, known, partial)
        )
    if not held:
        raise QueryError(
            f"no score of {holder} by {', '.join(schemes)} in these texts",
            release,
            "choose another --holder, --scheme, --series or --lang",
        )
    return [Ours(*key, holder, tuple(spans[key])) for key in sorted(held)]


def move(release: Path, ours: Ours, year: int, most: int = 3) -> Move:
    """Which change of the texts moved the score in a year, and the powers that moved it most."""
    before, after = ours.at_end(year - 1), ours.at_end(year)
    change = None
    if before and after and before.value is not None and after.value is not None:
        change = round(after.value - before.value, 6)
    moves: list[PowerMove] = []
    causes = _causes(release, ours, year)
    if before and after and before.score_id != after.score_id:
        was, now = (_contributions(release, span.score_id) for span in (before, after))
        for key in was.keys() | now.keys():
            difference = fsum((now.get(key, (0.0, ""))[0], -was.get(key, (0.0, ""))[0]))
            power_id = (now.get(key) or was[key])[1]
            cause = causes.get(power_id, "")
            moves.append(PowerMove(*key, difference, power_id, cause))
    moves.sort(key=lambda one: (-round(abs(one.change), 9), one.component, one.power_id))
    return Move(
        year,
        change,
        round(fsum(one.change for one in moves if one.change > 0), 6),
        round(fsum(one.change for one in moves if one.change < 0), 6),
        _p_rise(release, ours, year),
        _acts(release, ours, year),
        tuple(replace(one, change=round(one.change, 6)) for one in moves[:most] if one.change),
    )


def _mean(spans: Iterable[Span], first: date, end: date) -> float | None:
    """The mean over the days from `first` to `end`, exclusive; None where a day is not known."""
    parts = []
    for span in spans:
        days = (min(span.valid_to, end) - max(span.valid_from, first)).days
        if days > 0:
            if span.partial or span.value is None:
                return None
            parts.append((days, span.value))
    if sum(days for days, _ in parts) < (end - first).days:
        return None
    return fsum(days * value for days, value in parts) / (end - first).days


def _contributions(release: Path, score_id: str) -> Mapping[_Key, tuple[float, str]]:
    """What each power adds to a score, known by what it is and not by where it stands."""
    _, rows = dataset.query(
        release,
        """
        SELECT c.component, p.holder, p.action, p.object, p.domain,
               sum(c.contribution), coalesce(min(c.power_id), '')
        FROM score_components c LEFT JOIN powers p USING (power_id)
        WHERE c.score_id = ? AND c.contribution IS NOT NULL GROUP BY ALL
        """,
        parameters=(score_id,),
    )
    return {
        (component, holder, action, thing, domain): (value, power_id)
        for component, holder, action, thing, domain, value, power_id in rows
    }


def _causes(release: Path, ours: Ours, year: int) -> Mapping[str, str]:
    """The year's change of each power, by its power_id after or, of one that is gone, before."""
    _, rows = dataset.query(
        release,
        """
        SELECT coalesce(power_to, power_from), min(change_id) FROM changes
        WHERE series = ? AND lang = ? AND year(date) = ? GROUP BY 1
        """,
        parameters=(ours.series, ours.lang, year),
    )
    return dict(rows)


def _p_rise(release: Path, ours: Ours, year: int) -> float | None:
    """By all sources of doubt together; None where the score has no step or no interval."""
    _, rows = dataset.query(
        release,
        """
        SELECT p_rise FROM score_differences
        WHERE list_contains(?, after) AND value <> 0 ORDER BY abs(value) DESC, after LIMIT 1
        """,
        parameters=([span.score_id for span in ours.spans if span.valid_from.year == year],),
    )
    return next((p for (p,) in rows), None)


def _acts(release: Path, ours: Ours, year: int) -> tuple[str, ...]:
    """Acts whose text in force at the end of the year is not that of the end of the year before."""
    before, after = date(year - 1, 12, 31), date(year, 12, 31)
    _, rows = dataset.query(
        release,
        """
        WITH held AS (
            SELECT act, version_id,
                   valid_from <= ? AND coalesce(valid_to > ?, true) AS before,
                   valid_from <= ? AND coalesce(valid_to > ?, true) AS after
            FROM versions WHERE series = ? AND lang = ? AND valid_from IS NOT NULL
        )
        SELECT act, bool_or(before), bool_or(after) FROM held
        WHERE before <> after GROUP BY act ORDER BY act
        """,
        parameters=(before, before, after, after, ours.series, ours.lang),
    )
    signs = {(False, True): "+", (True, False): "-", (True, True): "~"}
    return tuple(signs[before, after] + act for act, before, after in rows)
