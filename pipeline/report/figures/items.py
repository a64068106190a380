"""Schemes made of items: how much the President has of each, version by version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from pipeline.report.figures.data import LANGUAGES, Source
from pipeline.report.figures.figure import WIDE, Figure, figure
from pipeline.report.figures.theme import HEAT, MUTED
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
    quoted,
    tips,
)
from pipeline.report.figures.words import Say
from pipeline.vocabulary import Scheme

_ROW = 46  # height of an item, in pixels
_NAME, _FOOT = 0.46, 0.04  # parts of it above and below the cells
_APART = 0.96  # width of a cell, as part of its column
_GAP = 0.5  # room for days without a text, in columns

Values = dict[str, dict[str, tuple[str, float | None]]]  # item, language: score_id and value


@dataclass(frozen=True, slots=True)
class Item:
    """A component of a scheme."""

    scheme: Scheme
    code: str
    names: Mapping[str, str]
    maximum: float

    @property
    def key(self) -> str:
        return f"{self.scheme}/{self.code}"


@dataclass(frozen=True, slots=True)
class Column:
    """The days from one change of any item to the next."""

    day: date
    gap: bool  # days without a text lie before it
    values: Values


def items_figure(source: Source, figure_name: str, schemes: Sequence[Scheme]) -> Figure | None:
    """Items against versions; None where the series has no scores of the schemes."""
    columns = _columns(source, schemes)
    if not columns:
        return None
    items = [item for scheme in schemes for item in _items(source, scheme)]
    return figure(
        figure_name,
        source.series,
        partial(_chart, items, columns, source.series),
        partial(_told, items, columns),
    )


def _items(source: Source, scheme: Scheme) -> list[Item]:
    names = source.component_names(scheme)
    rows = source.rows("SELECT component, maximum FROM components WHERE scheme = $p1", scheme)
    most = dict(rows)
    return [
        Item(scheme, code, {lang: names[lang][code] for lang in names}, most[code] or 1)
        for code in names["eng"]
    ]


def _columns(source: Source, schemes: Sequence[Scheme]) -> list[Column]:
    """A column for each day on which the value of any item in any language is another one."""
    rows = source.rows(
        """
        SELECT s.valid_from, s.valid_to, s.scheme || '/' || c.component, s.lang, s.score_id,
            CASE WHEN bool_and(c.contribution IS NOT NULL) THEN sum(c.contribution) END
        FROM scores s JOIN score_components c USING (score_id)
        WHERE s.series = $series AND s.holder = 'president' AND list_contains($p1, s.scheme)
        GROUP BY ALL ORDER BY ALL
        """,
        list(schemes),
    )
    found: list[Column] = []
    reached: date | None = None
    for day in sorted({row[0] for row in rows}):
        here = [row for row in rows if row[0] == day]
        values: Values = {}
        for _, _, item, lang, score_id, value in here:
            values.setdefault(item, {})[lang] = (score_id, value)
        gap = reached is not None and reached < day
        if not found or gap or _bare(values) != _bare(found[-1].values):
            found.append(Column(day, gap, values))
        reached = max((row[1] or date.max for row in here), default=None)
    return found


def _bare(values: Values) -> dict[tuple[str, str], float | None]:
    return {(item, lang): one[1] for item, own in values.items() for lang, one in own.items()}


def _chart(items: Sequence[Item], columns: Sequence[Column], series: str, say: Say) -> Spec:
    places: list[float] = []
    for n, column in enumerate(columns):
        places.append(round((places[-1] + 1 if n else 0) + _GAP * column.gap, 2))
    cells = [
        {"x": place, "row": row, "day": column.day.isoformat(), "component": item.code, **cell}
        for column, place in zip(columns, places, strict=True)
        for row, item in enumerate(items)
        for cell in _cells(column.values.get(item.key, {}), item.maximum, say)
    ]
    names = [
        {"x": 0, "row": row, "words": item.names[say.language], "part": 0, "of": 1}
        for row, item in enumerate(items)
    ]
    heads = [
        {"x": place, "day": column.day.isoformat(), "words": _head(columns, n)}
        for n, (column, place) in enumerate(zip(columns, places, strict=True))
    ]
    x = number("x", axis=None, scale={"domain": [0, places[-1] + 1], "nice": False})
    y = number("y", axis=None, scale={"domain": [len(items), 0], "nice": False})
    deep = 1 - _NAME - _FOOT
    place = {
        "x2": f"datum.x + {_APART}",
        "middle": f"datum.x + {_APART / 2}",
        "y": f"datum.row + {_NAME} + {deep} * datum.part / datum.of",
        "y2": f"datum.y + {deep} / datum.of",
        "line": "(datum.y + datum.y2) / 2",
    }
    texts = {lang: say(f"text_{lang}") for lang in LANGUAGES} | {"both": say("text_both")}
    schemes = {item.code: item.scheme.value for item in items}
    told = {
        "series": quoted(series),
        "scheme": f"{lookup(schemes)}[datum.component]",
        "named": f"{lookup({item.code: item.names[say.language] for item in items})}"
        "[datum.component]",
        "since": say.dated(),
        "text": f"{lookup(texts)}[datum.lang]",
        "is": f"datum.words == '?' ? {quoted(say('cannot_tell'))} : datum.words",
    }
    placed, everything = calculated(place), calculated(place | told)
    clicked = calculated(place | {key: told[key] for key in ("series", "scheme")})
    middle = {"x": x | {"field": "middle"}, "y": y | {"field": "line"}, "text": name("words")}
    unknown = "datum.words == '?'"
    tooltip = {"named": say("item"), "since": say("since"), "text": say("text"), "is": say("value")}
    dark_cell = {"test": "datum.degree > 0.4", "value": "#ffffff"}
    layers = [
        layer(
            cells,
            {"type": "rect", "cursor": "pointer"},
            {
                "x": x,
                "x2": {"field": "x2"},
                "y": y,
                "y2": {"field": "y2"},
                "color": {"condition": {"test": unknown, "value": MUTED}}
                | number("degree", scale={"domain": [0, 1], "range": list(HEAT)}, legend=None),
                "opacity": {"condition": {"test": unknown, "value": 0.3}, "value": 1},
                "tooltip": tips(tooltip),
            },
            transform=everything,
        ),
        layer(
            cells,
            {"type": "text", "fontSize": choose(WIDE, "9.5", "11"), "cursor": "pointer"},
            middle | {"color": {"condition": dark_cell, "value": "#1c2630"}},
            transform=[{"filter": f"!({unknown})"}, *clicked],
        ),
        layer(
            cells,
            {"type": "text", "style": "soft", "cursor": "pointer"},
            middle,
            transform=[{"filter": unknown}, *clicked],
        ),
        layer(
            names,
            {"type": "text", "style": "ink", "align": "left", "baseline": "bottom", "dy": -3},
            {"x": x, "y": y, "text": name("words")},
            transform=placed,
        ),
        layer(
            heads,
            {"type": "text", "style": "soft", "baseline": "middle", "dy": 12, "cursor": "pointer"}
            | {"angle": choose(WIDE, "-50", "0")}
            | {"align": choose(WIDE, "'right'", "'center'")},
            {"x": x | {"field": "middle"}, "y": {"value": "height"}, "text": name("words")},
            transform=calculated({"middle": place["middle"], "series": quoted(series)}),
        ),
    ]
    return chart(layers, _ROW * len(items))


def _cells(own: Mapping[str, tuple[str, float | None]], most: float, say: Say) -> list[Datum]:
    """One cell where the languages agree, else one over the other, the Russian text's above."""
    langs = [lang for lang in LANGUAGES if lang in own]
    agreed = len(langs) == 2 and own["rus"][1] == own["kaz"][1]
    cells = []
    for part, lang in enumerate(langs[:1] if agreed else langs):
        score_id, value = own[lang]
        cells.append(
            {
                "part": part,
                "of": 1 if agreed else len(langs),
                "lang": "both" if agreed else lang,
                "score_id": score_id,
                "value": value,
                "degree": 0 if value is None else round(value / most, 3),
                "words": _short(value, say),
            }
        )
    return cells


def _short(value: float | None, say: Say) -> str:
    if value is None:
        return "?"
    return say.number(value, 0 if value == int(value) else 1)


def _head(columns: Sequence[Column], n: int) -> str:
    """The year, with the month where a year has several columns."""
    day = columns[n].day
    alone = sum(column.day.year == day.year for column in columns) == 1
    return str(day.year) if alone else f"{day:%m.%Y}"


def _told(items: Sequence[Item], columns: Sequence[Column], say: Say) -> str:
    """The values of the last column, by both texts."""
    last = columns[-1]
    parts = []
    for item in items:
        own = last.values.get(item.key, {})
        values = [_short(own[lang][1], say) for lang in LANGUAGES if lang in own]
        words = " / ".join(dict.fromkeys(values)).replace("?", say("cannot_tell"))
        parts.append(f"{item.names[say.language]}: {words}")
    return say("parts_alt", day=say.date(last.day), parts="; ".join(parts))
