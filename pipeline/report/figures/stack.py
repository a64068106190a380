"""Stacked over time: the shares of the largest holders, and the components of a scheme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import accumulate, cycle

from pipeline.report.figures.data import Reform, Source, Span, decimal_year, horizon, read_by
from pipeline.report.figures.figure import WIDE, Figure, figure
from pipeline.report.figures.theme import MUTED, STACKED
from pipeline.report.figures.timeline import reform_layers, years
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
    wrapped,
)
from pipeline.report.figures.words import READERS, Say
from pipeline.vocabulary import Holder, Scheme, label

OTHERS = "others"
_LARGEST = 7  # holders that are told apart
Column = tuple[date, date | None, bool, list[tuple[str, float]]]  # span, partial, part and value
Parts = Mapping[str, Sequence[Span]]  # by code, in the order of the stack from below


@dataclass(frozen=True, slots=True)
class Look:
    """How a stack is told apart from other stacks."""

    scheme: Scheme
    field: str  # of a datum that has the part's code: holder or component
    id_of: str  # expression of a datum's score_id, without the day
    percent: bool
    whole: bool  # the parts sum to one


def holders_figure(source: Source) -> Figure | None:
    """Shares of the holders that were ever largest, the rest together; None without shares."""
    shares = source.by_holder(Scheme.SHARE)
    if not shares:
        return None
    id_of = f"'{Scheme.SHARE}/{source.series}/{{lang}}/' + datum.holder"
    look = Look(Scheme.SHARE, "holder", id_of, percent=True, whole=True)
    names = {lang: {holder: label(Holder(holder), lang) for holder in shares} for lang in READERS}
    return _figure(source, "holders", _with_rest(shares), look, names)


def parts_figure(source: Source, scheme: Scheme, percent: bool) -> Figure | None:
    """The components of the President's scores of a scheme; None without such scores."""
    parts = source.by_component(scheme)
    names = source.component_names(scheme)
    parts = {code: parts[code] for code in names["eng"] if code in parts}
    if not parts:
        return None
    id_of = f"'{scheme}/{source.series}/{{lang}}/president'"
    look = Look(scheme, "component", id_of, percent, whole=False)
    return _figure(source, scheme.replace("_", "-"), parts, look, names)


def _figure(
    source: Source,
    figure_name: str,
    parts: Parts,
    look: Look,
    names: Mapping[str, Mapping[str, str]],
) -> Figure:
    return figure(
        figure_name,
        source.series,
        partial(_chart, parts, source.reforms(), source.series, look, names),
        partial(_told, parts, look, names),
    )


def _with_rest(shares: Parts) -> dict[str, list[Span]]:
    """The President, then the holders of the greatest shares, then all others together."""
    peaks = {holder: max(span.value for span in spans) for holder, spans in shares.items()}
    ordered = sorted(peaks, key=lambda holder: (holder != "president", -peaks[holder], holder))
    kept = {holder: list(shares[holder]) for holder in ordered[:_LARGEST]}
    rest: dict[tuple[str, date], Span] = {}
    for holder in ordered[_LARGEST:]:
        for span in shares[holder]:
            key = (span.lang, span.start)
            known = rest.get(key, replace(span, value=0.0))
            rest[key] = replace(known, value=known.value + span.value)
    return kept | {OTHERS: list(rest.values())}


def _chart(
    parts: Parts,
    reforms: Sequence[Reform],
    series: str,
    look: Look,
    names: Mapping[str, Mapping[str, str]],
    say: Say,
) -> Spec:
    own = _shown(parts, say)
    every = [span for spans in own.values() for span in spans]
    around = horizon(every)
    values: list[Datum] = [
        {
            "x": decimal_year(start),
            "x2": decimal_year(end or around[1]),
            "y": round(base, 4),
            "y2": round(base + value, 4),
            look.field: code,
            "day": start.isoformat(),
        }
        | ({"partial": True} if partial else {})
        for start, end, partial, column in _columns(own)
        for (code, value), base in zip(
            column, accumulate((value for _, value in column), initial=0.0), strict=False
        )
    ]
    legend = {code: names[say.language].get(code) or say(code) for code in own}
    colours = dict(zip([code for code in own if code != OTHERS], cycle(STACKED), strict=False))
    colours |= {OTHERS: MUTED} if OTHERS in own else {}
    id_of = look.id_of.replace("{lang}", every[0].lang)
    size = "100 * (datum.y2 - datum.y)" if look.percent else "datum.y2 - datum.y"
    told = {
        "part": size,
        "series": quoted(series),
        "scheme": quoted(look.scheme),
        "score_id": f"{id_of} + '/' + datum.day",
        "words": f"{lookup(legend)}[datum.{look.field}]",
        "since": say.dated(),
        "is": say.written("part", ".1f") + (f" + '{say.percent_sign}'" if look.percent else ""),
    }
    axis: Spec = {"tickCount": 5}
    if look.percent:
        axis["labelExpr"] = say.percents()
    scale = {"domain": [0, 1]} if look.whole else {"nice": 5}
    columns = choose(WIDE, "2", "4") if look.whole else choose(WIDE, "1", "2")
    encoding: Spec = {
        "x": years(around),
        "x2": {"field": "x2"},
        "y": number("y", title=None, axis=axis, scale=scale),
        "y2": {"field": "y2"},
        "color": name(look.field)
        | palette(colours, legend, columns=columns, labelExpr=wrapped(legend, 30, WIDE)),
        "opacity": {"condition": {"test": "datum.partial", "value": 0.5}, "value": 1},
        "tooltip": tips({"words": say("part"), "since": say("since"), "is": say("value")}),
    }
    layers = [
        layer(
            values,
            {"type": "rect", "cursor": "pointer"},
            encoding,
            transform=calculated(told),
        ),
        *reform_layers(reforms, series, around, say),
    ]
    return chart(layers, 300 if look.whole else 220)


def _columns(own: Parts) -> list[Column]:
    """The parts of each day from which on any of them is another one; no part of zero."""
    by_day: dict[date, list[tuple[str, Span]]] = {}
    for code, spans in own.items():
        for span in spans:
            by_day.setdefault(span.start, []).append((code, span))
    found: list[Column] = []
    for start, here in sorted(by_day.items()):
        column = [(code, span.value) for code, span in here if span.value]
        end, partial = here[0][1].end, here[0][1].partial
        if found and found[-1][1:] == (start, partial, column):
            start = found.pop()[0]
        found.append((start, end, partial, column))
    return found


def _shown(parts: Parts, say: Say) -> dict[str, list[Span]]:
    """The parts by the text that the reader is shown."""
    lang = read_by([span for spans in parts.values() for span in spans], say.language)[0].lang
    return {code: [span for span in spans if span.lang == lang] for code, spans in parts.items()}


def _told(parts: Parts, look: Look, names: Mapping[str, Mapping[str, str]], say: Say) -> str:
    """The latest parts, the largest first."""
    own = _shown(parts, say)
    last = max(span.start for spans in own.values() for span in spans)
    here = [
        (span.value, code) for code, spans in own.items() for span in spans if span.start == last
    ]
    told = [
        f"{names[say.language].get(code) or say(code)} "
        + (say.percent(value) if look.percent else say.number(value, 1))
        for value, code in sorted(here, key=lambda part: -part[0])
    ]
    return say("parts_alt", day=say.date(last), parts=", ".join(told))
