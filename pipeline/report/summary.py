"""What the index says, in a few careful sentences computed from the release."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from pipeline.report.reforms import Move
from pipeline.report.table import IndexRow
from pipeline.report.words import Words

SURE, LIKELY = 0.975, 0.8  # from which part of the replicates on we say so
STILL = 0.0005  # a smaller step of the share is none


def summary(
    words: Words,
    rows: Sequence[IndexRow],
    steps: Sequence[Move],
    acts: Callable[[date], str],
) -> list[str]:
    """The sentences of one series, most important first; none where it scores nothing.

    Only steps between complete texts are told, because a share read from excerpts cannot be
    compared.

    Args:
        words: in which language.
        rows: the index of one series in all languages.
        steps: of the share, see `pipeline.report.reforms.moves`.
        acts: the titles of the acts whose texts begin on a day.
    """
    rows = [row for row in rows if row.share is not None]
    if not rows:
        return []
    said = _now(words, rows)
    whole = [step for step in steps if step.whole]
    if not whole:
        said.append(words("sum_no_steps"))
    for rises in (True, False):
        if told := _largest(words, whole, rises, acts):
            said.append(told)
    said += _agreement(words, rows)
    return said


def _now(words: Words, rows: Sequence[IndexRow]) -> list[str]:
    """The newest share; where its texts are incomplete, that of the last complete ones first."""
    newest = _latest(rows)
    whole = _latest([row for row in rows if not row.partial])
    told = {"day": words.day(newest[0].valid_from), "shares": _shares(words, newest)}
    if not any(row.partial for row in newest):
        return [words("sum_today", **told)]
    said = [words("sum_partial", **told)]
    if whole:
        first, until = words.day(whole[0].valid_from), words.day(whole[0].valid_to)
        shares = _shares(words, whole)
        said.insert(0, words("sum_last_whole", day=first, until=until, shares=shares))
    return said


def _latest(rows: Sequence[IndexRow]) -> list[IndexRow]:
    last = max((row.valid_from for row in rows), default=None)
    return [row for row in rows if row.valid_from == last]


def _shares(words: Words, rows: Sequence[IndexRow]) -> str:
    """The shares of a day by language, and their interval, once where they have one together."""
    shares = [f"{words.percent(row.share)} ({words('in_' + row.lang)})" for row in rows]
    intervals = dict.fromkeys(
        words("sum_interval", between=f"{words.percent(row.low)} – {words.percent(row.high)}")
        for row in rows
        if row.low is not None and row.high is not None
    )
    return "; ".join([words("and").join(shares), *intervals])


def _largest(
    words: Words, steps: Sequence[Move], rises: bool, acts: Callable[[date], str]
) -> str | None:
    """The day on which the share moved most one way, in all languages that have the step."""
    by_day: dict[date, list[Move]] = {}
    for step in steps:
        by_day.setdefault(step.day, []).append(step)
    sign = 1 if rises else -1
    agreed = {
        day: found
        for day, found in by_day.items()
        if all(sign * step.value > STILL for step in found)
    }
    if not agreed:
        return None
    day = max(agreed, key=lambda day: sum(abs(s.value) for s in agreed[day]) / len(agreed[day]))
    found = agreed[day]
    moved = words("and").join(
        words(
            "sum_move",
            before=words.percent(step.before),
            after=words.percent(step.after),
            text=words("in_" + step.lang),
        )
        for step in found
    )
    key = "sum_rise" if rises else "sum_fall"
    said = words(key, day=words.day(day), acts=acts(day), moved=moved)
    return f"{said} {_how_sure(words, found, rises)}".rstrip()


def _how_sure(words: Words, steps: Sequence[Move], rises: bool) -> str:
    chances = [step.p_rise if rises else step.p_fall for step in steps]
    known = [chance for chance in chances if chance is not None]
    if not known:
        return ""
    least = min(known)
    level = "sure" if least >= SURE else "likely" if least >= LIKELY else "unclear"
    return words(f"sum_{level}", p=words.number(int(100 * least + 1e-9), 0))


def _agreement(words: Words, rows: Sequence[IndexRow]) -> list[str]:
    """How far the Russian and the Kazakh text lie apart on the days that both have."""
    by_day: dict[date, list[float]] = {}
    for row in rows:
        if row.share is not None:
            by_day.setdefault(row.valid_from, []).append(row.share)
    apart = [max(values) - min(values) for values in by_day.values() if len(values) > 1]
    if not apart:
        return []
    most, mean = max(apart), sum(apart) / len(apart)
    return [
        words("sum_languages", most=words.number(100 * most, 1), mean=words.number(100 * mean, 1))
    ]
