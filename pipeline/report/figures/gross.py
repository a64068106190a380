"""What each reform gave the President and took from him, gross, with the net."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from pipeline.report.figures.data import LANGUAGES, Source
from pipeline.report.figures.figure import WIDE, Figure, figure
from pipeline.report.figures.theme import GIVEN, TAKEN
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
from pipeline.vocabulary import ChangeKind, label

_ROW = 38  # height of a reform, in pixels
_ROOM = 0.13  # beside the bars for their numbers, as part of the axis


@dataclass(frozen=True, slots=True)
class Count:
    """Changes of one kind in one direction, by one language's texts of one day."""

    day: date
    lang: str
    given: bool
    kind: ChangeKind
    both: int  # found in the other language's texts too
    alone: int


@dataclass(frozen=True, slots=True)
class Event:
    """A day on which texts changed what the President has."""

    day: date
    constitution: bool  # one of the texts is of a constitution
    new: bool  # and its first
    partial: bool  # one of the texts is an excerpt, so what seems taken may stand elsewhere


def gross_figure(source: Source) -> Figure | None:
    """Given and taken by reform; None where no text changed what the President has."""
    counts = _counts(source)
    if not counts:
        return None
    events = _events(source, {count.day for count in counts})
    return figure(
        "gross",
        source.series,
        partial(_chart, counts, events, source.series),
        partial(_told, counts, events),
    )


def _counts(source: Source) -> list[Count]:
    """Rewording is no change. What passes to the President is given, what passes on is taken."""
    rows = source.rows(
        """
        WITH own AS (
            SELECT *, coalesce(holder_to = 'president', false)
                OR (holder = 'president' AND kind IN ('granted', 'strengthened')) AS given
            FROM changes
            WHERE series = $series AND kind <> 'reworded'
                AND (holder = 'president' OR holder_to = 'president')
        )
        SELECT date, lang, given, kind,
            count(other_language)::INTEGER, (count(*) - count(other_language))::INTEGER
        FROM own GROUP BY date, lang, given, kind ORDER BY ALL
        """
    )
    return [
        Count(day, lang, given, ChangeKind(kind), both, alone)
        for day, lang, given, kind, both, alone in rows
    ]


def _events(source: Source, days: set[date]) -> list[Event]:
    rows = source.rows(
        """
        SELECT c.date, bool_or(n.kind = 'constitution'),
            bool_or(n.kind = 'constitution' AND vn.valid_from = coalesce(n.in_force, n.adopted)),
            bool_or(c.partial)
        FROM changes c
        JOIN versions vn ON vn.version_id = c.newer JOIN acts n ON n.act = vn.act
        WHERE c.series = $series GROUP BY c.date ORDER BY c.date
        """
    )
    return [Event(*row) for row in rows if row[0] in days]


def _named(event: Event, say: Say) -> str:
    key = "law" if not event.constitution else "constitution" if event.new else "amended"
    return say(key, year=event.day.year) + (" *" if event.partial else "")


def _chart(counts: Sequence[Count], events: Sequence[Event], series: str, say: Say) -> Spec:
    langs = [lang for lang in LANGUAGES if any(count.lang == lang for count in counts)]
    bars: list[Datum] = []
    ends: list[Datum] = []
    for row, event in enumerate(events):
        for lang in langs:
            own = [count for count in counts if (count.day, count.lang) == (event.day, lang)]
            here: Datum = {"row": row, "lang": lang, "day": event.day.isoformat()}
            here |= {"partial": True} if event.partial else {}
            totals = {given: _total(own, given) for given in (True, False)}
            net = totals[True] - totals[False]
            if own:
                here |= {"given": totals[True], "taken": totals[False], "net": net}
                ends.append(here)
            for given, total in totals.items():
                side = [count for count in own if count.given == given]
                both, sign = sum(count.both for count in side), 1 if given else -1
                kinds = [
                    f"{label(count.kind, say.language).lower()} {count.both + count.alone}"
                    for count in side
                ]
                for code, start, end in (("both", 0, both), ("alone", both, total)):
                    if start < end:
                        bars.append(
                            here
                            | {"x": sign * start, "x2": sign * end, "kinds": ", ".join(kinds)}
                            | {"code": f"{'given' if given else 'taken'}_{code}"}
                        )
    names = ", ".join(quoted(_named(event, say)) for event in events)
    y: Spec = {
        "field": "row",
        "type": "ordinal",
        "title": None,
        "axis": {"labelExpr": f"[{names}][datum.value]", "grid": False},
        "scale": {"paddingInner": 0.3, "paddingOuter": 0.15},
    }
    offset = {"yOffset": name("lang", sort=langs, scale={"paddingInner": 0.12})}
    least, most = (max(end[side] for end in ends) for side in ("taken", "given"))
    room = _ROOM * (least + most)
    x = number(
        "x",
        title=say("gross_axis"),
        axis={"labelExpr": "abs(datum.value)", "tickCount": 7},
        scale={"domain": [-least - room, most + room], "nice": False},
    )
    colours = {"taken_both": TAKEN[0], "taken_alone": TAKEN[1]}
    colours |= {"given_both": GIVEN[0], "given_alone": GIVEN[1]}
    legend = palette(
        colours,
        {code: say(code) for code in colours},
        columns=choose(WIDE, "1", "2"),
    )
    at: Spec = {"y": y, "x": x}
    tooltip = tips(
        {"what": say("event"), "since": say("day"), "text": say("text")}
        | {"kinds": say("kinds"), "is": say("net")}
    )
    told = {
        "series": quoted(series),
        "since": say.dated(),
        "what": f"[{names}][datum.row]",
        "text": f"{lookup({lang: say(f'text_{lang}') for lang in langs})}[datum.lang]",
        "is": f"(datum.net > 0 ? '+' : '') + {say.written('net', 'd')}",
    }
    layers = [
        layer(
            bars,
            {"type": "bar", "cursor": "pointer"},
            at | offset | {"x2": {"field": "x2"}, "color": name("code") | legend}
            | {"opacity": {"condition": {"test": "datum.partial", "value": 0.5}, "value": 1}}
            | {"tooltip": tooltip},
            transform=calculated(told),
        ),
        layer([{"x": 0}], {"type": "rule", "style": "rule"}, {"x": x}),
        *(
            layer(
                ends,
                {"type": "text", "style": "soft", "align": align, "dx": 4 * sign, "fontSize": 10.5},
                at | offset | {"text": number(side)},
                transform=[
                    {"filter": f"datum.{side} > 0"},
                    *calculated({"x": f"{sign} * datum.{side}"}),
                ],
            )
            for side, align, sign in (("given", "left", 1), ("taken", "right", -1))
        ),
        layer(
            ends,
            {"type": "tick", "style": "net", "thickness": 3.5, "cursor": "pointer"},
            at | offset | {"x": x | {"field": "net"}, "tooltip": tooltip},
            transform=calculated(told),
        ),
    ]  # fmt: skip
    return chart(layers, _ROW * len(events))


def _total(own: Sequence[Count], given: bool) -> int:
    return sum(count.both + count.alone for count in own if count.given == given)


def _told(counts: Sequence[Count], events: Sequence[Event], say: Say) -> str:
    told = []
    for event in events:
        for lang in LANGUAGES:
            own = [count for count in counts if (count.day, count.lang) == (event.day, lang)]
            if own:
                given, taken = _total(own, True), _total(own, False)
                told.append(
                    say(
                        "gross_alt",
                        what=_named(event, say),
                        text=say(f"text_{lang}"),
                        given=given,
                        taken=taken,
                        net=say.signed(given - taken),
                    )
                )
    return " ".join(told)
