"""How akims of each tier come to office over time: from the centre's choice to elections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from pipeline.report.figures.data import LANGUAGES, Reform, Source, decimal_year, whole_years
from pipeline.report.figures.figure import Figure, figure
from pipeline.report.figures.theme import CHOICES
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
from pipeline.report.figures.words import Say
from pipeline.vocabulary import Choice, Domain, Tier, label

_ROW = 66  # height of a tier, in pixels
_NAME = 0.36  # part of it that the tier's name takes
_THIN = 0.4  # thickness of a band that holds in some places only


@dataclass(frozen=True, slots=True)
class Rule:
    """How akims of a tier come to office by one language's text."""

    lang: str
    tier: Tier
    start: date
    end: date | None
    choice: Choice
    everywhere: bool
    act: str


def tiers_figure(source: Source) -> Figure | None:
    """Choice of akims by tier; None where no text says how."""
    rows = source.rows(
        "SELECT lang, tier, valid_from, valid_to, choice, everywhere, act FROM tiers"
        " WHERE series = $series ORDER BY tier, lang DESC, valid_from, everywhere DESC"
    )
    rules = [
        Rule(lang, Tier(tier), start, end, Choice(choice), everywhere, act)
        for lang, tier, start, end, choice, everywhere, act in rows
    ]
    if not rules:
        return None
    return figure(
        "tiers",
        source.series,
        partial(_chart, rules, source.reforms(), source.series),
        partial(_told, rules),
    )


def _chart(rules: Sequence[Rule], reforms: Sequence[Reform], series: str, say: Say) -> Spec:
    around = whole_years(day for rule in rules for day in (rule.start, rule.end) if day)
    tiers = [tier for tier in Tier if any(rule.tier == tier for rule in rules)]
    choices = [choice for choice in Choice if any(rule.choice == choice for rule in rules)]
    values: list[Datum] = [
        {
            "x": decimal_year(rule.start),
            "x2": decimal_year(rule.end or around[1]),
            **_band(tiers.index(rule.tier), rule),
            "choice": rule.choice.value,
            "day": rule.start.isoformat(),
            "tier": rule.tier.value,
            "lang": rule.lang,
            "act": rule.act,
        }
        | ({} if rule.everywhere else {"experiment": True})
        for rule in rules
    ]
    names = [
        {"x": around[0].year, "y": n + _NAME, "words": say(f"akim_{tier.value}")}
        for n, tier in enumerate(tiers)
    ]
    colours = {choice.value: CHOICES[choice.value] for choice in choices}
    legend = {choice.value: label(choice, say.language) for choice in choices}
    y = number("y", axis=None, scale={"domain": [len(tiers), 0], "nice": False})
    colour = name("choice") | palette(
        colours,
        legend,
        columns=choose(700, "1", "2"),
        labelExpr=wrapped(legend, 40, 400),
    )
    experiment = f" ({say('experiment')})"
    name_mark = {"type": "text", "align": "left", "baseline": "bottom", "dx": 4, "dy": -5}
    akims = {tier.value: say(f"akim_{tier.value}") for tier in tiers}
    texts = {lang: say(f"text_{lang}") for lang in LANGUAGES}
    told = {
        "series": quoted(series),
        "domain": quoted(Domain.LOCAL_GOVERNMENT),
        "since": say.dated(),
        "what": f"{lookup(akims)}[datum.tier]",
        "text": f"{lookup(texts)}[datum.lang]",
        "how": f"{lookup(legend)}[datum.choice] + (datum.experiment ? {quoted(experiment)} : '')",
    }
    layers = [
        layer(
            values,
            {"type": "rect", "cursor": "pointer"},
            {
                "x": years(around),
                "x2": {"field": "x2"},
                "y": y,
                "y2": {"field": "y2"},
                "color": colour,
                "tooltip": tips(
                    {"what": say("tier"), "text": say("text"), "since": say("since")}
                    | {"how": say("how"), "act": say("act")}
                ),
            },
            transform=calculated(told),
        ),
        *reform_layers(reforms, series, around, say),
        *(
            layer(
                names,
                name_mark | {"style": style, "fontWeight": 600},
                {"x": number("x"), "y": y, "text": name("words")},
            )
            for style in ("halo", "ink")
        ),
    ]
    return chart(layers, _ROW * len(tiers))


def _band(row: int, rule: Rule) -> dict[str, float]:
    """The upper half of a tier's band for the Russian text, the lower one for the Kazakh.

    What holds in some places only takes the half next to the band's middle.
    """
    half = (0.94 - _NAME) / 2
    middle = row + _NAME + half
    thick = half if rule.everywhere else half * _THIN
    y, y2 = (middle - thick, middle) if rule.lang == "rus" else (middle, middle + thick)
    return {"y": round(y, 3), "y2": round(y2, 3)}


def _told(rules: Sequence[Rule], say: Say) -> str:
    """For each tier, from when each way of choosing holds, by the Russian text or the only one."""
    told = []
    for tier in Tier:
        own = [rule for rule in rules if rule.tier == tier]
        own = [rule for rule in own if rule.lang == own[0].lang]
        parts: list[str] = []
        last = None
        for rule in own:
            if rule.choice != last:
                parts.append(f"{say.date(rule.start)} – {label(rule.choice, say.language).lower()}")
            last = rule.choice
        if parts:
            told.append(f"{say(f'akim_{tier.value}')}: {'; '.join(parts)}.")
    return " ".join(told)
