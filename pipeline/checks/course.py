"""What the checks look at: one series in one language over time."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.index import SCHEMES, state_of, value_of
from pipeline.index.counting import Statement
from pipeline.index.state import Part, State
from pipeline.index.timeline import Segment, timelines
from pipeline.index.weights import Weights
from pipeline.records import Act, Version
from pipeline.records_index import Score
from pipeline.vocabulary import Holder, Lang, Scheme

Values = Mapping[tuple[Scheme, Holder | None], float | None]


@dataclass(frozen=True, slots=True)
class Course:
    """The segments of one series and language, what holds in each, and the published scores."""

    series: str
    lang: Lang
    segments: Sequence[Segment]
    states: Sequence[State]  # of the segments
    published: Mapping[date, Values]  # by the segments' first days


def courses(
    acts: Mapping[str, Act],
    versions: Iterable[Version],
    powers: Mapping[str, Sequence[Statement]],
    scores: Iterable[Score],
    weights: Weights,
) -> list[Course]:
    """One course for each series and language that has scores."""
    published: dict[tuple[str, Lang], dict[date, dict[tuple[Scheme, Holder | None], float | None]]]
    published = {}
    for score in scores:
        days = published.setdefault((score.series, score.lang), {})
        days.setdefault(score.valid_from, {})[score.scheme, score.holder] = score.value
    return [
        Course(
            series,
            lang,
            segments,
            [state_of(segment, powers, weights) for segment in segments],
            published.get((series, lang), {}),
        )
        for (series, lang), segments in timelines(acts, versions).items()
    ]


def values(state: State) -> Values:
    """What every scheme gives every holder in a state."""
    found: dict[tuple[Scheme, Holder | None], list[Part]] = {}
    for scheme, parts in SCHEMES.items():
        for part in parts(state):
            found.setdefault((scheme, part.holder), []).append(part)
    return {key: value_of(parts) for key, parts in found.items()}


@cache
def settings() -> Mapping[str, Any]:
    """What the checks demand, see `checks.toml`."""
    return tomllib.loads(Path(__file__).with_name("checks.toml").read_text(encoding="utf8"))
