"""Who holds how much: the shares of the largest holders, stacked over time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from pipeline.report.figures.data import (
    Reform,
    Source,
    Span,
    decimal_year,
    horizon,
    read_by,
)
from pipeline.report.figures.figure import Figure, figure
from pipeline.report.figures.theme import HOLDERS, MUTED
from pipeline.report.figures.time import reform_layers, years
from pipeline.report.figures.vega import (
    Datum,
    Spec,
    calculated,
    chart,
    layer,
    lookup,
    name,
    number,
    palette,
    quoted,
    tips,
)
from pipeline.report.figures.words import Say
from pipeline.vocabulary import Holder, label

_SCHEME = "share"
_OTHERS = "others"


def holders_figure(source: Source) -> Figure | None:
    """Shares of the holders that were ever largest, the rest together; None without shares."""
    rows = source.rows(
        """
        SELECT holder, lang, valid_from, valid_to, value, low, high, partial, score_id FROM scores
        WHERE series = $series AND scheme = $p1 AND value IS NOT NULL
        ORDER BY lang DESC, valid_from, holder
        """,
        _SCHEME,
    )
    if not rows:
        return None
    found = [(holder, Span(*span)) for holder, *span in rows]
    return figure(
        "holders",
        source.series,
        partial(_chart, found, source.reforms(), source.series),
        partial(_told, found),
    )


def _shown(found: Sequence[tuple[str, Span]], say: Say) -> list[tuple[str, Span]]:
    """The shares by the text that the reader is shown."""
    own = read_by([span for _, span in found], say.language)[0].lang
    return [(holder, span) for holder, span in found if span.lang == own]


def _largest(found: Sequence[tuple[str, Span]]) -> list[str]:
    """The President, then the holders of the greatest shares, as many as there are colours."""
    peaks: dict[str, float] = {}
    for holder, span in found:
        peaks[holder] = max(span.value, peaks.get(holder, 0))
    ordered = sorted(peaks, key=lambda holder: (holder != "president", -peaks[holder], holder))
    return ordered[: len(HOLDERS)]


def _chart(
    found: Sequence[tuple[str, Span]], reforms: Sequence[Reform], series: str, say: Say
) -> Spec:
    own = _shown(found, say)
    around = horizon([span for _, span in own])
    largest = _largest(own)
    values: list[Datum] = []
    for start in sorted({span.start for _, span in own}):
        here = {holder: span for holder, span in own if span.start == start}
        parts = [(holder, here[holder].value) for holder in largest if holder in here]
        rest = 1 - sum(value for _, value in parts)
        base = 0.0
        one = next(iter(here.values()))
        for holder, value in [*parts, (_OTHERS, rest)]:
            values.append(
                {
                    "x": decimal_year(start),
                    "x2": decimal_year(one.end or around[1]),
                    "y": round(base, 4),
                    "y2": round(base + value, 4),
                    "holder": holder,
                    "partial": one.partial,
                    "day": start.isoformat(),
                    "since": say.date(start),
                }
            )
            base += value
    lang = own[0][1].lang
    legend = {holder: label(Holder(holder), say.language) for holder in largest}
    legend[_OTHERS] = say("others")
    colours = dict(zip(largest, HOLDERS, strict=False)) | {_OTHERS: MUTED}
    told = {
        "series": quoted(series),
        "scheme": quoted(_SCHEME),
        "score_id": f"'{_SCHEME}/{series}/{lang}/' + datum.holder + '/' + datum.day",
        "words": f"{lookup(legend)}[datum.holder]",
        "is": say.written("part", ".1f") + f" + '{say.percent_sign}'",
    }
    axis = {"labelExpr": f"round(100 * datum.value) + '{say.percent_sign}'", "tickCount": 5}
    y = number("y", title=None, axis=axis, scale={"domain": [0, 1]})
    layers = [
        layer(
            values,
            {"type": "rect", "cursor": "pointer"},
            {
                "x": years(around),
                "x2": {"field": "x2"},
                "y": y,
                "y2": {"field": "y2"},
                "color": name("holder")
                | palette(colours, legend, columns={"expr": "width < 440 ? 2 : 4"}),
                "opacity": {"condition": {"test": "datum.partial", "value": 0.5}, "value": 1},
                "tooltip": tips({"words": say("holder"), "since": say("since"), "is": say("value")}),
            },
            transform=calculated({"part": "100 * (datum.y2 - datum.y)"} | told),
        ),
        *reform_layers(reforms, series, around, say),
    ]
    return chart(layers, 300)


def _told(found: Sequence[tuple[str, Span]], say: Say) -> str:
    own = _shown(found, say)
    last = max(span.start for _, span in own)
    here = sorted(
        ((span.value, holder) for holder, span in own if span.start == last), reverse=True
    )
    parts = [
        f"{label(Holder(holder), say.language)} {say.percent(value)}" for value, holder in here[:5]
    ]
    return say("holders_alt", day=say.date(last), parts=", ".join(parts))
