"""Small multiples: the President's strength by domain over time, on one scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from pipeline.report.figures.data import (
    Days,
    Reform,
    Source,
    Span,
    decimal_year,
    horizon,
    merged,
    read_by,
)
from pipeline.report.figures.figure import Figure, figure
from pipeline.report.figures.theme import TEXTS
from pipeline.report.figures.vega import (
    Datum,
    Spec,
    calculated,
    chart,
    layer,
    lookup,
    name,
    number,
    quoted,
    tips,
)
from pipeline.report.figures.words import Say
from pipeline.vocabulary import Domain, label

_SCHEME = "strength"
_HEAD = 24  # height of the room for a cell's name, in pixels
_VALUE = 34  # width of the room for its greatest value, in pixels
_ROOM = 0.08  # between columns, as part of a column
_LEAST = 0.5  # strength that a domain must reach to be drawn

Held = Mapping[str, Sequence[Span]]  # by domain


def domains_figure(source: Source) -> Figure | None:
    """Strength by domain; None without scores of strength."""
    held = source.by_component(_SCHEME)
    if not held:
        return None
    new = [reform for reform in source.reforms() if reform.new]
    draw = partial(_chart, held, new, source.series)
    return figure(
        "domains",
        source.series,
        partial(draw, 3, 52),
        partial(_told, held),
        narrow=partial(draw, 1, 28),
    )


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the cells of the multiples stand in the one view that they share."""

    columns: int
    rows: int
    plot: int  # height of a cell without its name, in pixels
    around: Days
    top: float  # of the scale of every cell

    @property
    def width(self) -> float:
        return self.columns * (1 + _ROOM) - _ROOM

    @property
    def height(self) -> float:
        """In heights of a plot."""
        return self.rows * (1 + _HEAD / self.plot)

    def x(self, cell: int, day: date) -> float:
        begin, until = (decimal_year(end) for end in self.around)
        part = (decimal_year(day) - begin) / (until - begin)
        return round(cell % self.columns * (1 + _ROOM) + part, 4)


def _chart(
    held: Held, new: Sequence[Reform], series: str, columns: int, plot: int, say: Say
) -> Spec:
    held = _largest_first(held, say)
    every = [span for spans in held.values() for span in spans]
    around = horizon(every)
    grid = _Grid(columns, -(-len(held) // columns), plot, around, max(span.value for span in every))
    spans: list[Datum] = []
    names: list[Datum] = []
    rules: list[Datum] = []
    for cell, (code, own) in enumerate(held.items()):
        row = {"row": cell // columns}
        peak = _peak(own)
        names.append(
            row
            | {"x": grid.x(cell, around[0]), "x2": grid.x(cell, around[1]), "v": peak.value}
            | {"domain": code, "day": peak.start.isoformat()}
        )
        rules += [
            row | {"x": grid.x(cell, one.day), "v": grid.top}
            for one in new
            if around[0] < one.day < around[1]
        ]
        spans += [
            row
            | {"x": grid.x(cell, span.start), "x2": grid.x(cell, span.end or around[1])}
            | {"v": round(span.value, 4), "domain": code, "day": span.start.isoformat()}
            | ({"partial": True} if span.partial else {})
            for span in own
        ]
    ticks = [
        {"x": grid.x(column, day), "words": str(day.year), "last": day > around[0]}
        for column in range(columns)
        for day in around
    ]
    lang = every[0].lang
    domains = {code: label(Domain(code), say.language) for code in held}
    place = {
        "floor": f"(datum.row + 1) * {grid.height / grid.rows:.5f}",
        "y": f"datum.floor - datum.v / {grid.top}",
        "ceiling": "datum.floor - 1",
    }
    told = {
        "series": quoted(series),
        "scheme": quoted(_SCHEME),
        "score_id": f"'{_SCHEME}/{series}/{lang}/president/' + datum.day",
        "words": f"{lookup(domains)}[datum.domain]",
        "since": say.dated(),
        "is": say.written("v", ".1f"),
    }
    at: Spec = {
        "x": number("x", axis=None, scale={"domain": [0, grid.width], "nice": False}),
        "y": number("y", axis=None, scale={"domain": [grid.height, 0], "nice": False}),
    }
    full = {**at, "y": at["y"] | {"field": "ceiling"}, "y2": {"field": "floor"}}
    wide = {"x2": {"field": "x2"}}
    above = {"type": "text", "baseline": "bottom", "dy": -2}
    limit = {"limit": {"expr": f"width / {grid.width:.4f} - {_VALUE}"}}
    placed, everything = calculated(place), calculated(place | told)
    tooltip = tips({"words": say("domain"), "since": say("since"), "is": say("value")})
    layers = [
        layer(rules, {"type": "rule", "style": "rule", "opacity": 0.7}, full, transform=placed),
        layer(
            spans,
            {"type": "rect", "color": TEXTS[lang], "strokeWidth": 0},
            at | wide | {"y2": {"field": "floor"}}
            | {"opacity": {"condition": {"test": "datum.partial", "value": 0.45}, "value": 0.9}},
            transform=placed,
        ),
        layer(
            names,
            {"type": "rule", "style": "rule"},
            full | wide | {"y": at["y"] | {"field": "floor"}, "y2": {"field": "floor"}},
            transform=placed,
        ),
        layer(
            names,
            above | {"style": "ink", "align": "left", "cursor": "pointer"} | limit,
            {**at, "y": full["y"], "text": name("words"), "tooltip": tooltip},
            transform=everything,
        ),
        layer(
            names,
            above | {"style": "soft", "align": "right"},
            {"x": at["x"] | {"field": "x2"}, "y": full["y"], "text": name("is")},
            transform=placed + calculated({"is": told["is"]}),
        ),
        layer(
            ticks,
            {"type": "text", "style": "soft", "baseline": "top", "dy": 4,
             "align": {"expr": "datum.last ? 'right' : 'left'"}},
            {"x": at["x"], "y": {"value": "height"}, "text": name("words")},
        ),
        layer(
            spans,
            {"type": "rect", "color": "transparent", "cursor": "pointer"},
            full | wide | {"tooltip": tooltip},
            transform=everything,
        ),
    ]  # fmt: skip
    return chart(layers, grid.rows * (plot + _HEAD))


def _largest_first(held: Held, say: Say) -> dict[str, list[Span]]:
    """The spans of the text that the reader is shown."""
    own = {code: merged(read_by(spans, say.language)) for code, spans in held.items()}
    drawn = [(code, spans) for code, spans in own.items() if _peak(spans).value >= _LEAST]
    return dict(sorted(drawn, key=lambda item: (-_peak(item[1]).value, item[0])))


def _peak(spans: Sequence[Span]) -> Span:
    return max(spans, key=lambda span: span.value)


def _told(held: Held, say: Say) -> str:
    """The largest domains with their greatest and latest strength."""
    largest = list(_largest_first(held, say).items())[:6]
    return " ".join(
        say(
            "domain_alt",
            domain=label(Domain(code), say.language),
            most=say.number(_peak(spans).value, 1),
            most_day=say.date(_peak(spans).start),
            last=say.number(spans[-1].value, 1),
        )
        for code, spans in largest
    )
