"""Where the doubt about the latest share comes from: intervals by source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from pipeline.report.figures.data import Source, rounded
from pipeline.report.figures.figure import WIDE, Figure, figure
from pipeline.report.figures.theme import TEXTS
from pipeline.report.figures.vega import (
    Datum,
    Spec,
    chart,
    choose,
    layer,
    lookup,
    name,
    number,
    palette,
    tips,
)
from pipeline.report.figures.words import Say
from pipeline.vocabulary import Doubt, label

_SCHEME = "share"


@dataclass(frozen=True, slots=True)
class Interval:
    """How far the latest score of one language may be off, for one source of doubt."""

    lang: str
    score_id: str
    day: date
    value: float
    doubt: Doubt
    low: float
    high: float


def doubt_figure(source: Source) -> Figure | None:
    """Intervals of the latest share by whole texts, if there is one; None without intervals."""
    rows = source.rows(
        """
        WITH latest AS (
            SELECT lang, score_id, valid_from, value FROM scores
            WHERE series = $series AND scheme = $p1 AND holder = 'president' AND value IS NOT NULL
            QUALIFY row_number() OVER (PARTITION BY lang ORDER BY partial, valid_from DESC) = 1
        )
        SELECT l.lang, l.score_id, l.valid_from, l.value, i.doubt, i.low, i.high
        FROM latest l JOIN score_intervals i USING (score_id) ORDER BY l.lang DESC, i.doubt
        """,
        _SCHEME,
    )
    found = [
        Interval(lang, score_id, day, value, Doubt(doubt), low, high)
        for lang, score_id, day, value, doubt, low, high in rows
    ]
    if not found:
        return None
    return figure(
        "doubt", source.series, partial(_chart, found, source.series), partial(_told, found)
    )


def _doubts(found: Sequence[Interval]) -> list[Doubt]:
    return [doubt for doubt in Doubt if any(one.doubt is doubt for one in found)]


def _chart(found: Sequence[Interval], series: str, say: Say) -> Spec:
    order = _doubts(found)
    values: list[Datum] = [
        {
            "doubt": one.doubt.value,
            "lang": one.lang,
            "low": rounded(one.low),
            "high": rounded(one.high),
            "value": rounded(one.value),
            "day": one.day.isoformat(),
            "series": series,
            "scheme": _SCHEME,
            "score_id": one.score_id,
            "text": say(f"text_{one.lang}"),
            "is": f"{say.percent(one.low)} – {say.percent(one.high)}",
        }
        for one in found
    ]
    words = lookup({one.value: label(one, say.language) for one in order})
    y: Spec = {
        "field": "doubt",
        "type": "nominal",
        "sort": [one.value for one in order],
        "title": None,
        "axis": {"labelExpr": f"{words}[datum.value]", "grid": False},
        "scale": {"paddingInner": 0.3},
    }
    languages = list(dict.fromkeys(one.lang for one in found))
    axis = {"labelExpr": say.percents(), "tickCount": 5}
    x = number(
        "low",
        title=say("share_from", day=say.date(found[0].day)),
        axis=axis,
        scale={"zero": False, "nice": True},
    )
    colours = {lang: TEXTS[lang] for lang in languages}
    legend = {lang: say(f"text_{lang}") for lang in languages}
    at: Spec = {
        "y": y,
        "yOffset": name("lang", sort=languages, scale={"paddingInner": 0.2}),
        "color": name("lang") | palette(colours, legend, columns=choose(WIDE, "1", "2")),
    }
    layers = [
        layer(
            values,
            {"type": "bar", "opacity": 0.75, "cursor": "pointer"},
            at | {"x": x, "x2": {"field": "high"}}
            | {"tooltip": tips({"text": say("text"), "is": say("interval")})},
        ),
        layer(
            values,
            {"type": "tick", "style": "ink", "thickness": 2, "bandSize": 14, "cursor": "pointer"},
            {"y": y, "yOffset": at["yOffset"], "x": x | {"field": "value"}},
        ),
    ]  # fmt: skip
    return chart(layers, 46 * len(order))


def _told(found: Sequence[Interval], say: Say) -> str:
    told = []
    for lang in dict.fromkeys(one.lang for one in found):
        own = {one.doubt: one for one in found if one.lang == lang}
        first = next(iter(own.values()))
        parts = [
            f"{label(doubt, say.language).lower()} {say.percent(own[doubt].low)} – "
            f"{say.percent(own[doubt].high)}"
            for doubt in _doubts(list(own.values()))
        ]
        told.append(
            say("doubt_alt", text=say(f"text_{lang}"), value=say.percent(first.value),
                day=say.date(first.day), parts=", ".join(parts))
        )  # fmt: skip
    return " ".join(told)
