"""The life of a power as a small picture: how free its holder is, over time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

from pipeline.errors import InputError, WorkspaceError
from pipeline.files import write_whole
from pipeline.powers.autonomy import LADDER
from pipeline.report.figures.save import picture_look
from pipeline.report.figures.theme import TEXTS
from pipeline.report.life import LifeStep
from pipeline.report.words import Words
from pipeline.vocabulary import Action, Autonomy, Holder, Polarity, label

Span = tuple[date, date, Autonomy]  # first day, first day after, level


def draw(found: Sequence[LifeStep], path: Path, language: str = "eng") -> Path:
    """Draw one strip for each series and language; the freest level stands at the top.

    A limit leaves its holder no freer or less free by degrees, so limits are not drawn.

    Args:
        found: the steps of one power, as `life.steps` gives them; at least one.
        path: a file .svg or .png.
        language: of the labels: eng, rus or kaz.

    Raises:
        InputError: the file's name ends in neither, or there are only limits.
        WorkspaceError: the file cannot be written.
    """
    import altair as alt
    import vl_convert

    if path.suffix not in {".svg", ".png"}:
        raise InputError("a picture is .svg or .png", path, "name the file so")
    found = [step for step in found if step.polarity == Polarity.GIVES]
    if not found:
        raise InputError("a limit has no degree of autonomy to draw", path, "leave the picture out")
    words = Words(language)
    strips = sorted(
        {(step.series, step.lang) for step in found}, key=lambda s: (s[0], s[1] == "kaz")
    )
    until = date(max(step.ends or step.begins for step in found).year + 1, 1, 1)
    levels = [level for level in LADDER if any(step.autonomy == level for step in found)]
    values = [
        {
            "strip": f"{words(series)}. {words(f'text_{lang}')}",
            "lang": lang,
            "from": str(start),
            "to": str(end),
            "level": label(level, language),
        }
        for series, lang in strips
        for start, end, level in spans(
            [step for step in found if (step.series, step.lang) == (series, lang)], until
        )
    ]
    bars = (
        alt.Chart(alt.InlineData(values=values))
        .mark_bar(height=9, cornerRadius=1)
        .encode(
            x=alt.X("from:T", title=None, axis=alt.Axis(format="%Y", grid=True, tickCount=10)),
            x2="to:T",
            y=alt.Y("level:N", title=None, sort=[label(level, language) for level in levels]),
            color=alt.Color(
                "lang:N",
                legend=None,
                scale=alt.Scale(domain=["rus", "kaz"], range=[TEXTS["rus"], TEXTS["kaz"]]),
            ),
            row=alt.Row(
                "strip:N",
                title=None,
                sort=[f"{words(series)}. {words(f'text_{lang}')}" for series, lang in strips],
                header=alt.Header(
                    labelAngle=0,
                    labelAnchor="start",
                    labelOrient="top",
                    labelPadding=3,
                    labelFontSize=11,
                ),
            ),
        )
        .properties(width=620, height={"step": 17}, title=_title(found, language))
    )
    spec = bars.to_dict() | {"config": picture_look()}
    if path.suffix == ".svg":
        picture = vl_convert.vegalite_to_svg(spec).encode()
    else:
        picture = vl_convert.vegalite_to_png(spec, scale=2)
    try:
        write_whole(path, picture)
    except OSError as error:
        raise WorkspaceError(
            f"cannot be written ({error.strerror})", path, "name another file"
        ) from None
    return path


def spans(steps: Iterable[LifeStep], until: date) -> list[Span]:
    """The strictest level of a power's statements on every day that has any, in order."""
    steps = list(steps)
    days = sorted({day for step in steps for day in (step.begins, step.ends or until)})
    found: list[Span] = []
    for start, end in pairwise(days):
        here = [
            Autonomy(step.autonomy)
            for step in steps
            if step.begins <= start and (step.ends is None or start < step.ends)
        ]
        if not here:
            continue
        level = max(here, key=LADDER.index)
        if found and found[-1][1:] == (start, level):
            start = found.pop()[0]
        found.append((start, end, level))
    return found


def _title(found: Iterable[LifeStep], language: str) -> str:
    """What the power is now; where it had another holder at first, both."""
    ordered = sorted(found, key=lambda step: step.begins)
    holders = dict.fromkeys(ordered[n].holder for n in (0, -1))
    names = " > ".join(label(Holder(holder), language) for holder in holders if holder)
    last = ordered[-1]
    action = last.action and label(Action(last.action), language)
    thing = (last.object or "").replace("_", " ")
    return ": ".join(part for part in (names, action, thing) if part)
