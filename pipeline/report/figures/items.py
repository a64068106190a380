"""Schemes made of items: how much the President has of each, version by version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from pipeline.report.figures.data import Source
from pipeline.report.figures.figure import Figure, figure
from pipeline.report.figures.theme import HEAT, MUTED
from pipeline.report.figures.vega import Datum, Spec, chart, layer, name, number, tips
from pipeline.report.figures.words import Say

_ROW, _NAME = 52, 22  # heights of an item and of its name in it, in pixels


@dataclass(frozen=True, slots=True)
class Item:
    """A component of a scheme."""

    scheme: str
    code: str
    names: Mapping[str, str]
    maximum: float


@dataclass(frozen=True, slots=True)
class Cell:
    """What one language's text gives for an item from a day on; None: it cannot be told."""

    item: str
    lang: str
    day: date
    score_id: str
    value: float | None


def items_figure(source: Source, figure_name: str, schemes: Sequence[str]) -> Figure | None:
    """Items against versions; None where the series has no scores of the schemes."""
    cells = _cells(source, schemes)
    if not cells:
        return None
    items = [item for scheme in schemes for item in _items(source, scheme)]
    days = _telling(cells)
    return figure(
        figure_name,
        source.series,
        partial(_chart, items, cells, days, source.series),
        partial(_told, items, cells, days),
    )


def _items(source: Source, scheme: str) -> list[Item]:
    rows = source.rows(
        "SELECT component, name_eng, name_rus, name_kaz, maximum FROM components"
        " WHERE scheme = $p1 ORDER BY rowid",
        scheme,
    )
    return [
        Item(scheme, code, {"eng": eng, "rus": rus, "kaz": kaz}, maximum or 1)
        for code, eng, rus, kaz, maximum in rows
    ]


def _cells(source: Source, schemes: Sequence[str]) -> list[Cell]:
    found = []
    for scheme in schemes:
        rows = source.rows(
            """
            SELECT c.component, s.lang, s.valid_from, s.score_id,
                CASE WHEN bool_or(c.contribution IS NULL) THEN NULL ELSE sum(c.contribution) END
            FROM scores s JOIN score_components c USING (score_id)
            WHERE s.series = $series AND s.scheme = $p1 AND s.holder = 'president'
            GROUP BY ALL ORDER BY s.valid_from, s.lang DESC, c.component
            """,
            scheme,
        )
        found += [Cell(f"{scheme}/{item}", *rest) for item, *rest in rows]
    return found


def _telling(cells: Sequence[Cell]) -> list[date]:
    """The days from which on any item has another value in any language, in order."""
    by_day: dict[date, dict[tuple[str, str], float | None]] = {}
    for cell in cells:
        by_day.setdefault(cell.day, {})[(cell.item, cell.lang)] = cell.value
    kept: list[date] = []
    for day in sorted(by_day):
        if not kept or by_day[day] != by_day[kept[-1]]:
            kept.append(day)
    return kept


def _chart(
    items: Sequence[Item], cells: Sequence[Cell], days: Sequence[date], series: str, say: Say
) -> Spec:
    rows = {f"{item.scheme}/{item.code}": n for n, item in enumerate(items)}
    top = _NAME / _ROW
    half = (0.96 - top) / 2
    values: list[Datum] = []
    for cell in cells:
        if cell.day not in days:
            continue
        row = rows[cell.item]
        item = items[row]
        upper = row + top + (0 if cell.lang == "rus" else half)
        values.append(
            {
                "c": days.index(cell.day),
                "c2": days.index(cell.day) + 0.96,
                "m": days.index(cell.day) + 0.48,
                "y": round(upper, 3),
                "y2": round(upper + half, 3),
                "ym": round(upper + half / 2, 3),
                "value": cell.value,
                "part": None if cell.value is None else round(cell.value / item.maximum, 3),
                "words": "?" if cell.value is None else _short(cell.value, say),
                "day": cell.day.isoformat(),
                "series": series,
                "scheme": item.scheme,
                "component": item.code,
                "score_id": cell.score_id,
                "named": item.names[say.language],
                "since": say.date(cell.day),
                "text": say(f"text_{cell.lang}"),
                "is": say("cannot_tell") if cell.value is None else _short(cell.value, say),
            }
        )
    names = [{"c": 0, "y": n + top, "words": item.names[say.language]} for n, item in enumerate(items)]
    heads = [
        {"m": n + 0.48, "words": str(day.year) if n == 0 or days[n - 1].year != day.year else "",
         "day": day.isoformat(), "series": series}
        for n, day in enumerate(days)
    ]  # fmt: skip
    x = number("c", axis=None, scale={"domain": [0, len(days)], "nice": False})
    y = number("y", axis=None, scale={"domain": [len(items), 0], "nice": False})
    middle = {"x": x | {"field": "m"}, "y": y | {"field": "ym"}}
    heat: Spec = number("part", scale={"domain": [0, 1], "range": list(HEAT)}, legend=None)
    layers = [
        layer(
            values,
            {"type": "rect", "cursor": "pointer"},
            {
                "x": x,
                "x2": {"field": "c2"},
                "y": y,
                "y2": {"field": "y2"},
                "color": {"condition": {"test": "datum.value === null", "value": MUTED}} | heat,
                "opacity": {"condition": {"test": "datum.value === null", "value": 0.35}, "value": 1},
                "tooltip": tips(
                    {"named": say("item"), "since": say("since"), "text": say("text"), "is": say("value")}
                ),
            },
        ),
        layer(
            values,
            {"type": "text", "fontSize": {"expr": "width < 440 ? 9 : 11"}, "cursor": "pointer"},
            middle
            | {"text": name("words")}
            | {"color": {"condition": {"test": "datum.part > 0.45", "value": "#ffffff"}, "value": "#1c2630"}},
        ),
        layer(
            names,
            {"type": "text", "style": "ink", "align": "left", "baseline": "bottom", "dy": -2},
            {"x": x, "y": y, "text": name("words")},
        ),
        layer(
            heads,
            {"type": "text", "style": "soft", "baseline": "top", "dy": 5, "cursor": "pointer",
             "angle": {"expr": "width < 440 ? -60 : 0"}, "align": {"expr": "width < 440 ? 'right' : 'center'"}},
            {"x": x | {"field": "m"}, "y": {"value": "height"}, "text": name("words")},
        ),
    ]  # fmt: skip
    return chart(layers, _ROW * len(items))


def _short(value: float, say: Say) -> str:
    return say.number(value, 0 if value == int(value) else 1)


def _told(
    items: Sequence[Item], cells: Sequence[Cell], days: Sequence[date], say: Say
) -> str:
    last = [cell for cell in cells if cell.day == days[-1]]
    own = [cell for cell in last if cell.lang == last[0].lang]
    by_item = {cell.item: cell.value for cell in own}
    parts = []
    for item in items:
        value = by_item.get(f"{item.scheme}/{item.code}")
        words = say("cannot_tell") if value is None else _short(value, say)
        parts.append(f"{item.names[say.language]} {words}")
    return say("items_alt", day=say.date(days[-1]), parts=", ".join(parts))
