"""How far the Kazakh text's share lies from the Russian text's, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from itertools import pairwise

from pipeline.report.figures.data import (
    Reform,
    Source,
    Span,
    decimal_year,
    horizon,
    merged,
    on_day,
)
from pipeline.report.figures.figure import WIDE, Figure, figure
from pipeline.report.figures.theme import TEXTS
from pipeline.report.figures.timeline import reform_layers, years
from pipeline.report.figures.vega import (
    Datum,
    Spec,
    calculated,
    chart,
    choose,
    layer,
    name,
    number,
    palette,
    quoted,
    tips,
)
from pipeline.report.figures.words import Say

_SCHEME = "share"


def languages_figure(source: Source) -> Figure | None:
    """Kazakh minus Russian; None where the two never stand side by side."""
    spans = source.spans(_SCHEME)
    apart = differences(spans)
    if not apart:
        return None
    return figure(
        "languages",
        source.series,
        partial(_chart, spans, apart, source.reforms(), source.series),
        partial(_told, apart),
    )


def differences(spans: Sequence[Span]) -> list[Span]:
    """Kazakh minus Russian, on days on which both have a score."""
    days = sorted({day for span in spans for day in (span.start, span.end or date.max)})
    found = []
    for start, end in pairwise(days):
        here = on_day(spans, start)
        if len(here) == 2:
            rus, kaz = here["rus"], here["kaz"]
            until = None if end == date.max else end
            partly = rus.partial or kaz.partial
            value = kaz.value - rus.value
            found.append(Span("", start, until, value, None, None, partly, kaz.score_id))
    return merged(found)


def _chart(
    spans: Sequence[Span],
    apart: Sequence[Span],
    reforms: Sequence[Reform],
    series: str,
    say: Say,
) -> Spec:
    around = horizon(spans)
    values: list[Datum] = [
        {
            "x": decimal_year(span.start),
            "x2": decimal_year(span.end or around[1]),
            "value": round(100 * span.value, 3),
            "more": "kaz" if span.value > 0 else "rus",
            "partial": span.partial,
            "day": span.start.isoformat(),
            "score_id": span.score_id,
            "is": _points(span, say),
        }
        for span in apart
    ]
    largest = _largest(apart)
    height = 100 * largest.value
    mark: Datum = {
        "x": decimal_year(largest.start),
        "value": round(height, 3),
        "words": _points(largest, say),
        "day": largest.start.isoformat(),
        "series": series,
        "scheme": _SCHEME,
        "score_id": largest.score_id,
    }
    room = 0.15 * (abs(height) + 1)  # for the number beside the largest
    scale = {
        "domain": [
            min(0, *(value["value"] for value in values)) - room,
            max(0, *(value["value"] for value in values)) + room,
        ],
        "nice": False,
    }
    signed = f"(datum.value > 0 ? '+' : '') + {say.written('value', '~r')}"
    axis = {"tickCount": 5, "labelExpr": signed}
    y = number("value", title=say("points_axis"), axis=axis, scale=scale)
    colours = {"rus": TEXTS["rus"], "kaz": TEXTS["kaz"]}
    legend = {"rus": say("more_rus"), "kaz": say("more_kaz")}
    colour = name("more") | palette(colours, legend, columns=choose(WIDE, "1", "2"))
    x2 = {"x2": {"field": "x2"}}
    late = largest.start.year > (around[0].year + around[1].year) / 2
    told = {"series": quoted(series), "scheme": quoted(_SCHEME), "since": say.dated()}
    layers = [
        layer(
            values,
            {"type": "rect"},
            {"x": years(around), **x2, "y": y, "y2": {"datum": 0}, "color": colour}
            | {"opacity": {"condition": {"test": "datum.partial", "value": 0.45}, "value": 0.9}},
        ),
        layer([{"value": 0}], {"type": "rule", "style": "rule"}, {"y": y}),
        *reform_layers(reforms, series, around, say),
        layer(
            [mark],
            {"type": "text", "style": "ink", "fontWeight": 600, "cursor": "pointer"}
            | {"align": "right" if late else "left", "dx": -6 if late else 6}
            | {"baseline": "bottom" if height > 0 else "top"},
            {"x": number("x"), "y": y, "text": name("words")},
        ),
        layer(
            values,
            {"type": "rect", "color": "transparent", "cursor": "pointer"},
            {"x": number("x"), **x2, "y": {"value": 0}, "y2": {"value": "height"}}
            | {"tooltip": tips({"since": say("since"), "is": say("difference")})},
            transform=calculated(told),
        ),
    ]  # fmt: skip
    return chart(layers, 190)


def _largest(apart: Sequence[Span]) -> Span:
    return max(apart, key=lambda span: abs(span.value))


def _points(span: Span, say: Say) -> str:
    return say("points", n=say.signed(100 * span.value, 1))


def _told(apart: Sequence[Span], say: Say) -> str:
    largest, last = _largest(apart), apart[-1]
    return say(
        "languages_alt",
        most=_points(largest, say),
        most_day=say.date(largest.start),
        last=_points(last, say),
        last_day=say.date(last.start),
    )
