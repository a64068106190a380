"""One figure: what the page, and a folder of pictures, are given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline.report.figures.vega import Spec
from pipeline.report.figures.words import READERS, Say

WIDE, NARROW = 600, 320  # least widths, in pixels, that the two forms of a figure are made for


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of one series of texts, in every language of the readers.

    A datum that stands for a day carries `day` (ISO date) and `series`, and where there is one
    `scheme`, `score_id` and `domain`, so that a click leads to the clauses behind it.
    """

    name: str  # stable, safe as a file's name: share-restated
    series: str  # official | restated
    title: Mapping[str, str]  # by language: eng, rus, kaz
    caption: Mapping[str, str]  # what is shown, how to read it, what not to conclude
    alt: Mapping[str, str]  # the same in words, with the main numbers
    spec: Mapping[str, Spec]  # Vega-Lite with its data, as wide as its container
    spec_narrow: Mapping[str, Spec] | None = None  # for less than WIDE, where one does not do


def figure(
    name: str,
    series: str,
    draw: Callable[[Say], Spec],
    alt: Callable[[Say], str],
    narrow: Callable[[Say], Spec] | None = None,
) -> Figure:
    """Put a figure together from how it is drawn and told.

    Args:
        name: of the figure without its series; words.toml has its `_title` and `_caption`.
        series: official or restated.
        draw: gives the spec in the words of one language.
        alt: gives the text alternative.
        narrow: gives the spec for phones, where one spec does not do.
    """
    says = [Say(language) for language in READERS]
    key = name.replace("-", "_")
    return Figure(
        name=f"{name}-{series}",
        series=series,
        title={say.language: f"{say(f'{key}_title')} · {say(series)}" for say in says},
        caption={say.language: f"{say(f'{series}_note')} {say(f'{key}_caption')}" for say in says},
        alt={
            say.language: f"{say(f'{key}_title')}, {say(series)}. {alt(say)}".replace("..", ".")
            for say in says
        },
        spec={say.language: draw(say) for say in says},
        spec_narrow=narrow and {say.language: narrow(say) for say in says},
    )
