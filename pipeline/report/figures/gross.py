"""What each reform gave the President and took from him, gross, with the net."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from pipeline.report.figures.data import Source
from pipeline.report.figures.figure import Figure, figure
from pipeline.report.figures.theme import GIVEN, TAKEN
from pipeline.report.figures.vega import Datum, Spec, chart, layer, name, number, palette, tips
from pipeline.report.figures.words import Say
from pipeline.vocabulary import ChangeKind, label

_ROW = 34  # height of a reform, in pixels


@dataclass(frozen=True, slots=True)
class Count:
    """Changes of one kind in one direction on one day."""

    day: date
    kind: str
    given: bool
    both: int  # found in the Russian and in the Kazakh text
    one: int  # found in one of them alone


@dataclass(frozen=True, slots=True)
class Event:
    """A day on which texts changed what the President has."""

    day: date
    kind: str  # of the act whose text changed, the highest of them
    new: bool  # the act itself took another's place


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
    """A change that both texts show is one change.

    Rewording changes nothing; a power transferred from the President is taken, one transferred to
    him is given.
    """
    rows = source.rows(
        """
        WITH own AS (
            SELECT *, coalesce(holder_to = 'president', false)
                OR (holder = 'president' AND kind IN ('granted', 'strengthened')) AS given
            FROM changes
            WHERE series = $series AND kind <> 'reworded'
                AND (holder = 'president' OR holder_to = 'president')
        )
        SELECT date, kind, given,
            (count(*) FILTER (other_language IS NOT NULL AND lang = 'rus'))::INTEGER,
            (count(*) FILTER (other_language IS NULL))::INTEGER
        FROM own GROUP BY date, kind, given ORDER BY ALL
        """
    )
    return [Count(*row) for row in rows]


def _events(source: Source, days: set[date]) -> list[Event]:
    rows = source.rows(
        """
        SELECT c.date, min_by(n.kind, n.kind <> 'constitution'), bool_or(o.act <> n.act)
        FROM changes c
        JOIN versions vn ON vn.version_id = c.newer JOIN acts n ON n.act = vn.act
        JOIN versions vo ON vo.version_id = c.older JOIN acts o ON o.act = vo.act
        WHERE c.series = $series AND (c.holder = 'president' OR c.holder_to = 'president')
        GROUP BY c.date ORDER BY c.date
        """
    )
    return [Event(*row) for row in rows if row[0] in days]


def _named(event: Event, say: Say) -> str:
    if event.kind == "constitution":
        key = "constitution" if event.new else "amended"
        return say(key, year=event.day.year)
    return say("law", year=event.day.year)


def _chart(counts: Sequence[Count], events: Sequence[Event], series: str, say: Say) -> Spec:
    bars: list[Datum] = []
    nets: list[Datum] = []
    for row, event in enumerate(events):
        here = [count for count in counts if count.day == event.day]
        own = {"row": row, "day": event.day.isoformat(), "series": series, "what": _what(event, say)}
        totals = {True: 0, False: 0}
        for given in (True, False):
            side = [count for count in here if count.given == given]
            kinds = ", ".join(
                f"{label(ChangeKind(count.kind), say.language).lower()} {count.both + count.one}"
                for count in side
            )
            for shown in ("both", "one"):
                n = sum(getattr(count, shown) for count in side)
                start, totals[given] = totals[given], totals[given] + n
                if n:
                    sign = 1 if given else -1
                    code = f"{'given' if given else 'taken'}_{shown}"
                    bars.append(
                        own
                        | {"x": sign * start, "x2": sign * totals[given], "code": code}
                        | {"n": n, "kinds": kinds}
                    )
        nets.append(
            own
            | {"given": totals[True], "taken": -totals[False], "net": totals[True] - totals[False]}
            | {"is": say.signed(totals[True] - totals[False])}
        )
    names = [_named(event, say) for event in events]
    y = {
        "field": "row",
        "type": "ordinal",
        "title": None,
        "axis": {"labelExpr": f"{names!r}[datum.value]", "grid": False},
        "scale": {"paddingInner": 0.35, "paddingOuter": 0.2},
    }
    x = number("x", title=say("gross_axis"), axis={"labelExpr": "abs(datum.value)", "tickCount": 7})
    colours = {"taken_both": TAKEN[0], "taken_one": TAKEN[1]}
    colours |= {"given_both": GIVEN[0], "given_one": GIVEN[1]}
    legend = {code: say(code) for code in colours}
    at: Spec = {"y": y, "x": x}
    numbers = {"type": "text", "style": "soft", "baseline": "middle"}
    tooltip = {"what": say("day"), "text": say("shown_by"), "n": say("changes"), "kinds": say("kinds")}
    for bar in bars:
        bar["text"] = legend[bar["code"]]
    layers = [
        layer(
            bars,
            {"type": "bar", "cursor": "pointer"},
            at
            | {"x2": {"field": "x2"}, "tooltip": tips(tooltip)}
            | {"color": name("code") | palette(colours, legend, columns={"expr": "width < 440 ? 1 : 2"})},
        ),
        layer([{"x": 0}], {"type": "rule", "style": "rule"}, {"x": x}),
        *(
            layer(
                nets,
                numbers | {"align": align, "dx": 4 * direction},
                {"y": y, "x": x | {"field": field}, "text": number(field, format="+d")},
            )
            for field, align, direction in (("given", "left", 1), ("taken", "right", -1))
        ),
        layer(
            nets,
            {"type": "point", "shape": "diamond", "size": 90, "style": "net", "filled": True,
             "opacity": 1, "cursor": "pointer"},
            {"y": y, "x": x | {"field": "net"},
             "tooltip": tips({"what": say("day"), "is": say("net")})},
        ),
    ]  # fmt: skip
    return chart(layers, _ROW * len(events) + 8)


def _what(event: Event, say: Say) -> str:
    return f"{say.date(event.day)}: {_named(event, say)}"


def _told(counts: Sequence[Count], events: Sequence[Event], say: Say) -> str:
    told = []
    for event in events:
        given, taken = (
            sum(c.both + c.one for c in counts if c.day == event.day and c.given == side)
            for side in (True, False)
        )
        told.append(
            say("gross_alt", what=_what(event, say), given=given, taken=taken, net=say.signed(given - taken))
        )
    return " ".join(told)
