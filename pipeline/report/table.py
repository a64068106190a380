"""The index as rows: what the President has from each change of the law to the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from pipeline.dataset import query


@dataclass(frozen=True, slots=True)
class IndexRow:
    """The President's scores over one span of days, in one language's text."""

    series: str
    lang: str
    valid_from: date
    valid_to: date | None  # exclusive; None while it lasts
    acts: tuple[str, ...]  # in force on the first day, constitutions first
    share: float | None
    strength: float | None
    volume: float | None
    partial: bool
    low: float | None = None  # 95% interval of the share
    high: float | None = None


@dataclass(frozen=True, slots=True)
class IndexLine:
    """The index from one day on, in every language; `gap_until` where no text is at hand."""

    day: date
    acts: tuple[str, ...] = ()
    by_lang: tuple[IndexRow | None, ...] = ()
    gap_until: date | None = None

    @property
    def partial(self) -> bool:
        return any(row.partial for row in self.by_lang if row)


def languages_by_series(release: Path) -> dict[str, list[str]]:
    """The series that the release scores, official ones first, each with its languages."""
    _, rows = query(release, "SELECT DISTINCT series, lang FROM president ORDER BY series, lang")
    found: dict[str, list[str]] = {}
    for series, lang in rows:
        found.setdefault(series, []).append(lang)
    return found


def index_rows(release: Path, series: str, lang: str) -> list[IndexRow]:
    """The President's index in one series and language, in order of time."""
    _, rows = query(
        release,
        """
        WITH segments AS (
            SELECT
                series, lang, valid_from, valid_to, bool_or(partial) AS partial,
                max(value) FILTER (scheme = 'share') AS share,
                max(value) FILTER (scheme = 'strength') AS strength,
                max(value) FILTER (scheme = 'volume') AS volume,
                max(low) FILTER (scheme = 'share') AS low,
                max(high) FILTER (scheme = 'share') AS high
            FROM scores WHERE holder = 'president' AND series = ? AND lang = ? GROUP BY ALL
        )
        SELECT
            s.valid_from, s.valid_to,
            (
                SELECT list(
                    v.act ORDER BY a.kind <> 'constitution', coalesce(a.in_force, a.adopted), v.act
                )
                FROM versions v JOIN acts a USING (act)
                WHERE v.series = s.series AND v.lang = s.lang AND v.valid_from <= s.valid_from
                    AND (v.valid_to IS NULL OR v.valid_to > s.valid_from)
            ) AS acts,
            s.share, s.strength, s.volume, s.partial, s.low, s.high
        FROM segments s ORDER BY s.valid_from
        """,
        parameters=[series, lang],
    )
    return [
        IndexRow(series, lang, start, end, tuple(acts or ()), *told)
        for start, end, acts, *told in rows
    ]


def index_lines(rows: Iterable[IndexRow], langs: Sequence[str]) -> list[IndexLine]:
    """The languages' rows side by side, with a line for every gap."""
    by_day: dict[date, dict[str, IndexRow]] = {}
    for row in rows:
        by_day.setdefault(row.valid_from, {})[row.lang] = row
    lines = []
    for day, following in pairwise([*sorted(by_day), None]):
        found = by_day[day or date.max]
        acts = dict.fromkeys(act for lang in langs if lang in found for act in found[lang].acts)
        lines.append(IndexLine(day or date.max, tuple(acts), tuple(map(found.get, langs))))
        ends = [row.valid_to for row in found.values()]
        last = max((end for end in ends if end), default=None)
        if None not in ends and last and following and last < following:
            lines.append(IndexLine(last, gap_until=following))
    return lines


def act_titles(release: Path, language: str) -> dict[str, str]:
    """Titles of acts by key, in the reader's language where the registry has them."""
    _, rows = query(release, "SELECT act, title_kaz, title_rus, title_eng FROM acts")
    titles = {}
    for act, *named in rows:
        by_language = dict(zip(("kaz", "rus", "eng"), named, strict=True))
        titles[act] = by_language[language] or next(filter(None, named), act)
    return titles
