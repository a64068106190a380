"""What a chart draws, before any drawing: steps of lines, rules, and labels that do not touch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.report.table import (
    IndexRow,
    Mark,
    constitution_marks,
    index_rows,
    languages_by_series,
)
from pipeline.report.words import Words

_LETTER = 6.1  # width of a letter in a rule's label, in pixels


@dataclass(frozen=True, slots=True)
class Figure:
    """What the charts of one series show."""

    rows: tuple[IndexRow, ...]
    marks: tuple[Mark, ...]

    @property
    def begin(self) -> float:
        days = [row.valid_from for row in self.rows] + [mark.day for mark in self.marks]
        return float(min(days).year)

    @property
    def until(self) -> date:
        """Where lines that still last end: the end of the last change's year."""
        days = [day for row in self.rows for day in (row.valid_from, row.valid_to) if day]
        return date(max([*days, *(mark.day for mark in self.marks)]).year + 1, 1, 1)

    @property
    def years(self) -> tuple[float, float]:
        return self.begin, decimal_year(self.until)


def figure(release: Path, series: str) -> Figure:
    """Read what the charts of one series show."""
    languages = languages_by_series(release)[series]
    rows = [row for lang in languages for row in index_rows(release, series, lang)]
    return Figure(tuple(rows), tuple(constitution_marks(release, series)))


@dataclass(frozen=True, slots=True)
class Label:
    """Words above a rule."""

    year: float
    words: str
    new: bool
    level: int  # row, counted upwards from the chart
    flipped: bool  # stands to the left of its rule


def place_labels(shown: Figure, words: Words, width: int) -> list[Label]:
    """Labels of the rules, each in the lowest row in which it touches no other."""
    begin, end = shown.years
    free: list[float] = []  # where each row is free from, in pixels
    placed: list[Label] = []
    years: set[int] = set()
    for mark in shown.marks:
        if mark.day.year in years and not mark.new:
            continue  # the year already stands there
        years.add(mark.day.year)
        year = decimal_year(mark.day)
        text = words("constitution", year=mark.day.year) if mark.new else str(mark.day.year)
        room = len(text) * _LETTER
        left = (year - begin) / (end - begin) * width
        flipped = left + room > width
        left -= room if flipped else 0
        level = next((n for n, edge in enumerate(free) if edge <= left), len(free))
        free[level : level + 1] = [left + room + 6]
        placed.append(Label(year, text, mark.new, level, flipped))
    return placed


def decimal_year(day: date) -> float:
    """A day as a place on the axis of years.

    >>> decimal_year(date(1995, 7, 2))
    1995.499
    """
    first, last = date(day.year, 1, 1), date(day.year + 1, 1, 1)
    return round(day.year + (day - first) / (last - first), 3)


def step_points(rows: Iterable[IndexRow], scheme: str, until: date) -> list[dict[str, Any]]:
    """Points of step-after lines; a piece ends at a gap and where `partial` changes."""
    points: list[dict[str, Any]] = []
    piece = 0
    shown = [row for row in rows if getattr(row, scheme) is not None]
    for row, following in zip(shown, [*shown, None][1:], strict=True):
        value = getattr(row, scheme)
        point = {"lang": row.lang, "partial": row.partial, "piece": piece}
        points.append(point | {"year": decimal_year(row.valid_from), "value": value})
        meets = following is not None and row.valid_to == following.valid_from
        if following is None or not meets or following.partial != row.partial:
            end = getattr(following, scheme) if following is not None and meets else value
            points.append(point | {"year": decimal_year(row.valid_to or until), "value": end})
            piece += 1
    return points
