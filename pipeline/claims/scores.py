"""How a score moved between the days that a claim names."""

from __future__ import annotations

from datetime import date
from math import fsum

from pipeline.claims.claim import ScoreExpectation, Trend
from pipeline.claims.evidence import Slice
from pipeline.claims.finding import Finding, Outcome, not_at_hand
from pipeline.records_index import Score


def judge(expected: ScoreExpectation, here: Slice) -> Finding:
    """Whether the values of the two days, and for a peak those between, move as expected."""
    days = (expected.first, expected.last)
    first, last = (_value(expected, day, here) for day in days)
    if first is None or last is None:
        missing = [name for day in days for name in _missing(expected, day, here)]
        return not_at_hand(tuple(missing))
    holds, told = _move(expected, first, last, here)
    if any(score.partial for score in here.scores for day in days if _covers(score, day)):
        told += ", of texts that are incomplete"
    return Finding(Outcome.HOLDS if holds else Outcome.CONTRADICTED, told)


def _missing(expected: ScoreExpectation, day: date, here: Slice) -> tuple[str, ...]:
    return here.frame_missing(day) if _value(expected, day, here) is None else ()


def _move(expected: ScoreExpectation, first: float, last: float, here: Slice) -> tuple[bool, str]:
    told = f"{first:.4g} to {last:.4g}"
    if expected.trend is Trend.RISES:
        return last > first, told
    if expected.trend is Trend.FALLS:
        return last < first, told
    if expected.trend is Trend.KEEPS:
        part = last / first if first else 0.0
        return part >= (expected.at_least or 0.0), f"{told}, {part:.0%}"
    days = [
        score.valid_from
        for score in _scores(expected, here)
        if expected.first < score.valid_from <= expected.last
    ]
    peak = expected.peak or expected.first
    by_day = {day: _value(expected, day, here) or 0.0 for day in (expected.first, *days)}
    highest = max(by_day.values())
    reached = min(day for day, value in by_day.items() if value == highest)
    return reached <= peak, f"the highest value, {highest:.4g}, is reached on {reached}"


def _value(expected: ScoreExpectation, day: date, here: Slice) -> float | None:
    """The score on a day, or a domain's part of it; None where no text frames that day.

    A holder without a score on a day that has scores holds nothing.
    """
    found = [score for score in here.scores if _covers(score, day)]
    if not found:
        return None
    score = next((one for one in _scores(expected, here) if one in found), None)
    if score is None:
        return 0.0
    if expected.domain is None:
        return score.value
    return fsum(
        part.contribution or 0.0
        for part in here.components
        if (part.score_id, part.component) == (score.score_id, expected.domain)
    )


def _scores(expected: ScoreExpectation, here: Slice) -> list[Score]:
    key = (expected.scheme, expected.holder)
    return [score for score in here.scores if (score.scheme, score.holder) == key]


def _covers(score: Score, day: date) -> bool:
    return score.valid_from <= day and (score.valid_to is None or day < score.valid_to)
