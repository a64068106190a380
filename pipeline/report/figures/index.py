"""A scheme over time in both languages of the texts, with intervals and reforms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from pipeline.report.figures.data import (
    Days,
    Reform,
    Source,
    Span,
    decimal_year,
    gaps,
    horizon,
    languages_of,
    on_day,
    rounded,
    steps,
)
from pipeline.report.figures.figure import WIDE, Figure, figure
from pipeline.report.figures.theme import MUTED, TEXTS
from pipeline.report.figures.timeline import gap_layers, reform_layers, years
from pipeline.report.figures.vega import (
    Datum,
    Spec,
    calculated,
    chart,
    choose,
    layer,
    lookup,
    name,
    number,
    palette,
    quoted,
    tips,
)
from pipeline.report.figures.words import Say

_WIDTHS = {"rus": 4.6, "kaz": 2}  # the broad line lies below the narrow one: both show
PERCENT = ("share", "share_volume", "discretion", "discretion_by_power", "local")
_DECIMALS = {"volume": 0, "herfindahl": 3}


def index_figure(source: Source, scheme: str, holder: str | None = "president") -> Figure | None:
    """One scheme over time; None where the series has no scores of it."""
    spans = source.spans(scheme, holder)
    if not spans:
        return None
    reforms, missing = source.reforms(), gaps(source.segments())
    return figure(
        scheme.replace("_", "-"),
        source.series,
        lambda say: index_chart(spans, reforms, missing, scheme, source.series, say),
        lambda say: index_told(spans, scheme, say),
    )


def written(value: float | None, scheme: str, say: Say) -> str:
    """A value of a scheme as people write it."""
    if scheme in PERCENT:
        return say.percent(value)
    return say.number(value, _DECIMALS.get(scheme, 1))


def valued(span: Span, scheme: str, say: Say) -> str:
    """A score with its interval, and whether it rests on part of the texts."""
    parts = [written(span.value, scheme, say)]
    if span.low is not None and span.high is not None:
        low, high = written(span.low, scheme, say), written(span.high, scheme, say)
        parts.append(f"[{low} – {high}]")
    if span.partial:
        parts.append(f"({say('partial')})")
    return " ".join(parts)


def index_chart(
    spans: Sequence[Span],
    reforms: Sequence[Reform],
    missing: Sequence[Days],
    scheme: str,
    series: str,
    say: Say,
) -> Spec:
    """One scheme over time as Vega-Lite, in the words of one language.

    Args:
        spans: its scores, of one holder or of all together; at least one.
        reforms: the days to mark.
        missing: days for which the series has no texts.
        scheme: how the scores are computed.
        series: official or restated.
        say: the words.
    """
    around = horizon(spans)
    languages = languages_of(spans)
    percent = scheme in PERCENT
    tick = say.percents() if percent else say.written("value", "~r")
    axis: Spec = {"tickCount": 5, "labelExpr": tick}
    y = number("value", title=None, axis=axis, scale={"nice": 5, "zero": not percent})
    texts = {lang: say(f"text_{lang}") for lang in languages}
    colours, legend = {lang: TEXTS[lang] for lang in languages}, dict(texts)
    if any(_interval(span) for span in spans):
        colours, legend = colours | {"band": MUTED}, legend | {"band": say("interval")}
    columns = choose(WIDE, "2", "3")
    colour = name("lang") | palette(
        colours, legend, columns=columns, symbolOpacity=1, symbolType="circle"
    )
    states = {"whole": say("whole"), "partial": say("partial")}
    dash = name("state") | palette({"whole": "", "partial": ""}, states)
    dash["scale"]["range"] = [[1, 0], [5, 4]]
    if not any(span.partial for span in spans):
        dash["legend"] = None
    layers = []
    for lang in languages:
        own_spans = [span for span in spans if span.lang == lang]
        points = [
            {
                "x": decimal_year(day),
                "value": rounded(span.value),
                "lang": lang,
                "piece": piece,
            }
            | ({"partial": True} if span.partial else {})
            | _interval(span)
            for day, span, piece in steps(own_spans, around[1])
        ]
        own = {"x": years(around), "detail": name("piece")}
        known = [point for point in points if "low" in point]
        if known:
            layers.append(
                layer(
                    known,
                    {"type": "area", "interpolate": "step-after", "opacity": 0.2},
                    own
                    | {"y": number("low", title=None), "y2": {"field": "high"}}
                    | {"color": colour | {"field": "band"}},
                    transform=calculated({"band": "'band'"}),
                )
            )
        layers.append(
            layer(
                points,
                {"type": "line", "interpolate": "step-after", "strokeWidth": _WIDTHS[lang]},
                own | {"y": y, "color": colour, "strokeDash": dash},
                transform=calculated({"state": "datum.partial ? 'partial' : 'whole'"}),
            )
        )
    # Above bands and lines, which would keep a pointer from it.
    layers.append(_hover_bands(spans, scheme, series, say, around[1]))
    layers += reform_layers(reforms, series, around, say)
    layers += gap_layers(missing, around, say)
    layers.append(
        layer(
            _dots(spans, {reform.day for reform in reforms}, scheme, say),
            {"type": "circle", "size": 64, "opacity": 1, "cursor": "pointer"},
            {
                "x": number("x"),
                "y": number("value"),
                "color": colour,
                "tooltip": tips({"since": say("since"), "text": say("text"), "is": say("value")}),
            },
            transform=_told_days(scheme, series, say)
            + calculated({"text": f"{lookup(texts)}[datum.lang]"}),
        )
    )
    return chart(layers, 300 if scheme == "share" else 190)


def _interval(span: Span) -> Datum:
    if span.low is None or span.high is None:
        return {}
    return {"low": rounded(span.low), "high": rounded(span.high)}


def _hover_bands(spans: Sequence[Span], scheme: str, series: str, say: Say, until: date) -> Spec:
    """The days from each change to the next, in full height, to hover over and to click on."""
    values: list[Datum] = []
    for start, end in pairwise(sorted({span.start for span in spans} | {until})):
        here = on_day(spans, start)
        ends = [span.end for span in here.values() if span.end]
        values.append(
            {
                "x": decimal_year(start),
                "x2": decimal_year(min([*ends, end])),
                "day": start.isoformat(),
                "score_id": next(iter(here.values())).score_id,
            }
            | {lang: valued(span, scheme, say) for lang, span in here.items()}
        )
    titles = {lang: say(f"text_{lang}") for lang in languages_of(spans)}
    return layer(
        values,
        {"type": "rect", "style": "hover", "cursor": "pointer"},
        {
            "x": number("x"),
            "x2": {"field": "x2"},
            "y": {"value": 0},
            "y2": {"value": "height"},
            "opacity": {
                "condition": {"param": "hover", "empty": False, "value": 0.09},
                "value": 0,
            },
            "tooltip": tips({"since": say("since")} | titles),
        },
        transform=_told_days(scheme, series, say),
        params=[
            {
                "name": "hover",
                "select": {
                    "type": "point",
                    "fields": ["day"],
                    "on": "pointerover",
                    "clear": "pointerout",
                },
            }
        ],
    )


def _told_days(scheme: str, series: str, say: Say) -> list[Spec]:
    return calculated({"series": quoted(series), "scheme": quoted(scheme), "since": say.dated()})


def _dots(spans: Sequence[Span], days: set[date], scheme: str, say: Say) -> list[Datum]:
    """A dot where a reform begins a value."""
    return [
        {
            "x": decimal_year(span.start),
            "value": rounded(span.value),
            "lang": span.lang,
            "day": span.start.isoformat(),
            "score_id": span.score_id,
            "is": valued(span, scheme, say),
        }
        for span in spans
        if span.start in days
    ]


def index_told(spans: Sequence[Span], scheme: str, say: Say) -> str:
    """The same in words: first, last, least and most by language."""
    return " ".join(_told(spans, lang, scheme, say) for lang in languages_of(spans))


def _told(spans: Sequence[Span], lang: str, scheme: str, say: Say) -> str:
    own = [span for span in spans if span.lang == lang]
    first, last = own[0], own[-1]
    least, most = min(own, key=lambda span: span.value), max(own, key=lambda span: span.value)
    return say(
        "index_alt",
        text=say(f"text_{lang}"),
        first=valued(first, scheme, say),
        first_day=say.date(first.start),
        last=valued(last, scheme, say),
        last_day=say.date(last.start),
        least=valued(least, scheme, say),
        least_day=say.date(least.start),
        most=valued(most, scheme, say),
        most_day=say.date(most.start),
    )
