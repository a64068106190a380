"""Step charts of the President's index over time.

The Russian line is broad and lies below the narrow Kazakh one, so that both show where they agree.
A value holds until the next change, so lines are steps; where no text is in force there is none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import ReleaseError
from pipeline.report.steps import Figure, Label, decimal_year, figure, place_labels, step_points
from pipeline.report.table import languages_by_series
from pipeline.report.words import Words

if TYPE_CHECKING:
    import altair as alt

    Layers = alt.LayerChart | alt.FacetChart

# Colours on white, by role; a page may give the same roles other colours in the dark.
PALETTE = {
    "ink": "#1c2630",
    "soft": "#5d6b78",
    "grid": "#e6e9ec",
    "rule": "#98a4af",
    "rus": "#e0a53d",
    "kaz": "#0b6a8a",
}
LINES = {"rus": 4.6, "kaz": 1.9}  # language of the text to width of its line, in drawing order
FONT = "Inter, Roboto, Segoe UI, Noto Sans, DejaVu Sans, sans-serif"
WIDE, NARROW = 820, 330
_LEVEL = 13  # height of a row of labels


@dataclass(frozen=True, slots=True)
class Look:
    """Size and dress of one chart."""

    width: int
    height: int
    form: str  # of numbers on the axis, in d3's notation
    title: str | None = None  # of the axis
    legend: int | None = None  # room between legend and chart; None for no legend


def share_chart(shown: Figure, words: Words, width: int = WIDE, legend: bool = False) -> Layers:
    """The President's share over time, with the constitutions above it."""
    import altair as alt

    labels = place_labels(shown, words, width)
    top = max((label.level for label in labels), default=0)
    look = Look(
        width=width,
        height=300 if width > NARROW else 220,
        form=".0%",
        title=words("share_axis"),
        legend=14 + _LEVEL * top if legend else None,
    )
    return alt.layer(_steps(shown, "share", words, look), _mark_labels(labels))


def multiples(
    shown: Figure, words: Words, width: int = WIDE
) -> alt.HConcatChart | alt.VConcatChart:
    """Volume and strength beside each other, or one above the other where it is narrow."""
    import altair as alt

    beside = width > NARROW
    each = (width - 58) // 2 if beside else width
    charts = [
        _steps(shown, scheme, words, Look(each, 170, "~f")).properties(
            title=words(f"{scheme}_title")
        )
        for scheme in ("volume", "strength")
    ]
    return alt.hconcat(*charts, spacing=34) if beside else alt.vconcat(*charts, spacing=28)


def whole_chart(shown: Figure, words: Words, series: str) -> alt.VConcatChart:
    """Everything in one picture that stands alone."""
    import altair as alt

    title = alt.TitleParams(
        words("share_title"),
        subtitle=f"{words(series)}. {words('share_caption')}",
        fontSize=19,
        subtitleFontSize=12.5,
        subtitlePadding=7,
        offset=18,
        anchor="start",
        frame="bounds",
    )
    return alt.vconcat(
        share_chart(shown, words, legend=True), multiples(shown, words), spacing=30, title=title
    )


def to_svg(chart: alt.TopLevelMixin) -> str:
    """The chart as SVG, drawn without a browser and without the network."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(styled(chart).to_dict()))


def chart_svg(release: Path, path: Path, language: str = "eng") -> Path:
    """Write the whole picture as SVG."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(to_svg(_picture(release, language)), encoding="utf8")
    return path


def chart_png(release: Path, path: Path, language: str = "eng", scale: float = 2) -> Path:
    """Write the whole picture as PNG."""
    import vl_convert

    path.parent.mkdir(parents=True, exist_ok=True)
    spec = styled(_picture(release, language)).properties(background="white").to_dict()
    path.write_bytes(vl_convert.vegalite_to_png(spec, scale=scale))
    return path


def _picture(release: Path, language: str) -> alt.VConcatChart:
    series = next(iter(languages_by_series(release)), None)
    if series is None:
        raise ReleaseError(
            "it scores no powers of the President",
            release,
            "build it from texts that state some",
        )
    return whole_chart(figure(release, series), Words(language), series)


def _steps(shown: Figure, scheme: str, words: Words, look: Look) -> Layers:
    import altair as alt

    present = {row.lang for row in shown.rows}
    texts = {lang: words(f"text_{lang}") for lang in LINES if lang in present}
    states = {False: words("whole"), True: words("partial")}
    box = alt.Legend(title=None, orient="top", direction="horizontal", offset=look.legend or 0)
    broken = look.legend and any(row.partial for row in shown.rows)
    x = alt.X(
        "year:Q",
        title=None,
        scale=alt.Scale(domain=list(shown.years), nice=False, zero=False),
        axis=alt.Axis(
            format="d", grid=False, labelFlush=False, tickCount=8 if look.width > NARROW else 5
        ),
    )
    y = alt.Y(
        "value:Q",
        title=look.title,
        scale=alt.Scale(nice=5),  # the axis ends on a tick, so charts beside each other align
        axis=alt.Axis(format=look.form, tickCount=5),
    )
    color = alt.Color(
        "text:N",
        scale=alt.Scale(domain=list(texts.values()), range=[PALETTE[lang] for lang in texts]),
        legend=box if look.legend else None,
    )
    dash = alt.StrokeDash(
        "state:N",
        scale=alt.Scale(domain=list(states.values()), range=[[1, 0], [7, 4]]),
        legend=box if broken else None,
    )
    layers = [_rules(shown)]
    for lang in texts:
        rows = [row for row in shown.rows if row.lang == lang]
        values = [
            point | {"text": texts[lang], "state": states[point["partial"]]}
            for point in step_points(rows, scheme, shown.until)
        ]
        layers.append(
            alt.Chart(alt.InlineData(values=values))
            .mark_line(interpolate="step-after", strokeWidth=LINES[lang], strokeJoin="round")
            .encode(x=x, y=y, detail="piece:N", color=color, strokeDash=dash)
        )
    return alt.layer(*layers).properties(width=look.width, height=look.height)


def _rules(shown: Figure) -> alt.Chart:
    import altair as alt

    values = [{"year": decimal_year(mark.day), "new": mark.new} for mark in shown.marks]
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=values))
        .mark_rule(color=PALETTE["rule"], strokeWidth=1)
        .encode(
            x="year:Q",
            strokeDash=alt.condition("datum.new", alt.value([1, 0]), alt.value([1, 3])),
        )
    )
    return chart


def _mark_labels(labels: Iterable[Label]) -> Layers:
    import altair as alt

    layers = [
        alt.Chart(alt.InlineData(values=[{"year": label.year, "words": label.words}]))
        .mark_text(
            align="right" if label.flipped else "left",
            baseline="bottom",
            dx=1 if label.flipped else -1,
            fontSize=10.5,
            fontWeight=600 if label.new else 400,
            color=PALETTE["ink"] if label.new else PALETTE["soft"],
        )
        .encode(x="year:Q", y=alt.value(-5 - _LEVEL * label.level), text="words:N")
        for label in labels
    ]
    return alt.layer(*layers)


def styled(chart: Any) -> Any:
    """The look that all charts share."""
    plain = {"labelColor": PALETTE["soft"], "titleColor": PALETTE["soft"], "labelFontSize": 11}
    return (
        chart.configure(font=FONT, background="transparent", aria=False)
        .configure_view(stroke=None)
        .configure_axis(
            **plain,
            titleFontSize=11,
            titleFontWeight="normal",
            gridColor=PALETTE["grid"],
            domainColor=PALETTE["rule"],
            tickColor=PALETTE["rule"],
        )
        .configure_axisY(domain=False, ticks=False, labelPadding=6)
        .configure_legend(labelColor=PALETTE["ink"], labelFontSize=11.5, symbolSize=260)
        .configure_title(
            color=PALETTE["ink"],
            subtitleColor=PALETTE["soft"],
            fontSize=12.5,
            fontWeight=600,
            anchor="start",
            frame="group",
            offset=12,
        )
    )
