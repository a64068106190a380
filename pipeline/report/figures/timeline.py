"""What figures over time share: the axis of years, reforms with labels, gaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.report.figures.data import Days, Reform, decimal_year
from pipeline.report.figures.figure import NARROW, WIDE
from pipeline.report.figures.vega import (
    Datum,
    Spec,
    calculated,
    choose,
    expression,
    layer,
    name,
    narrower,
    number,
    quoted,
    tips,
)
from pipeline.report.figures.words import Say

_LETTER = 7.2  # width of a letter of a label, in pixels
_LEVEL = 15  # height of a row of labels
_FRAME = 60  # what the axis of values takes from a figure's width


@dataclass(frozen=True, slots=True)
class Place:
    """Where the words above a reform's rule stand."""

    level: int  # row, counted upwards from the chart
    flipped: bool  # to the left of the rule


def years(horizon: Days) -> Spec:
    """The axis of years."""
    return number(
        "x",
        title=None,
        scale={"domain": [horizon[0].year, horizon[1].year], "nice": False, "zero": False},
        axis={
            "format": "d",
            "grid": False,
            "labelFlush": False,
            "tickCount": choose(WIDE, "5", "8"),
        },
    )


def reform_layers(reforms: Sequence[Reform], series: str, horizon: Days, say: Say) -> list[Spec]:
    """A rule for each reform, its label, and room around both to click on."""
    reforms = [one for one in reforms if horizon[0] <= one.day < horizon[1]]
    forms = [place_labels(reforms, horizon, say, width) for width in (NARROW, WIDE)]
    values: list[Datum] = [
        {
            "x": decimal_year(one.day),
            "day": one.day.isoformat(),
            "new": one.new,
            "of": one.year,
        }
        | {
            "words": short_name(one, say) if one.day in forms[0] else "",
            "levels": [form[one.day].level for form in forms if one.day in form],
            "flipped": [form[one.day].flipped for form in forms if one.day in form],
        }
        for one in reforms
    ]
    kinds = (_with_year("new_constitution", say), _with_year("amended_constitution", say))
    what = f"datum.new ? {kinds[0]} : {kinds[1]}"
    told = calculated({"series": quoted(series), "since": say.dated(), "what": what})
    tooltip = tips({"since": say("day"), "what": say("event")})
    of_form = f"[{narrower(WIDE)} ? 0 : 1]"
    return [
        layer(
            values,
            {"type": "rule", "style": "rule"},
            {
                "x": number("x"),
                "strokeDash": {
                    "condition": {"test": "datum.new", "value": [1, 0]},
                    "value": [2, 3],
                },
            },
        ),
        layer(
            values,
            {"type": "rule", "strokeWidth": 11, "color": "transparent", "cursor": "pointer"},
            {"x": number("x"), "tooltip": tooltip},
            transform=told,
        ),
        layer(
            values,
            {
                "type": "text",
                "style": "soft",
                "baseline": "bottom",
                "align": expression(f"datum.flipped{of_form} ? 'right' : 'left'"),
                "y": expression(f"-5 - {_LEVEL} * datum.levels{of_form}"),
                "cursor": "pointer",
            },
            {"x": number("x"), "text": name("words"), "tooltip": tooltip},
            transform=[{"filter": "datum.words"}, *told],
        ),
    ]


def _with_year(key: str, say: Say) -> str:
    """An expression of words about a constitution of the datum's year."""
    before, after = say(key, year="|").split("|")
    return f"{quoted(before)} + datum.of + {quoted(after)}"


def short_name(reform: Reform, say: Say) -> str:
    """What stands above a reform's rule: the year, or the new constitution's name."""
    year = reform.day.year
    return say("constitution", year=year) if reform.new else str(year)


def place_labels(
    reforms: Iterable[Reform], horizon: Days, say: Say, least: int
) -> dict[date, Place]:
    """Places of the rules' labels by day, each in the lowest row in which it touches no other.

    They are made for a figure `least` pixels wide; on more room labels only move apart. A second
    change in a year has no label, for the year already stands there.
    """
    width = least - _FRAME
    begin, until = decimal_year(horizon[0]), decimal_year(horizon[1])
    free: list[float] = []  # where each row is free from, in pixels
    placed: dict[date, Place] = {}
    for reform in reforms:
        if not reform.new and any(reform.day.year == day.year for day in placed):
            continue
        room = len(short_name(reform, say)) * _LETTER
        left = (decimal_year(reform.day) - begin) / (until - begin) * width
        flipped = left + room > width
        left -= room if flipped else 0
        level = next((n for n, edge in enumerate(free) if edge <= left), len(free))
        free[level : level + 1] = [left + room + 8]
        placed[reform.day] = Place(level, flipped)
    return placed


def gap_layers(gaps: Iterable[Days], horizon: Days, say: Say) -> list[Spec]:
    """Words in the gaps that are wide enough for them; nothing where there is none."""
    values = [
        {"x": round((decimal_year(start) + decimal_year(end)) / 2, 3), "words": say("no_text")}
        for start, end in gaps
        if (end - start).days > 3 * 365 and start > horizon[0]
    ]
    mark = {"type": "text", "style": "soft", "fontStyle": "italic", "y": expression("height / 2")}
    return [layer(values, mark, {"x": number("x"), "text": name("words")})] if values else []
