"""From replicates to intervals, and to what each change of the texts did to a score."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np

from pipeline.index.timeline import Segment
from pipeline.index.uncertainty.bands import as_tables, named_tables
from pipeline.index.uncertainty.draws import Floats
from pipeline.index.uncertainty.replicates import Replicates
from pipeline.index.uncertainty.values import WEIGHING
from pipeline.records_index import (
    Score,
    ScoreByWeights,
    ScoreDifference,
    ScoreInterval,
    VersionDifference,
)
from pipeline.vocabulary import Doubt, Holder, Lang, Scheme

BOUNDS = (0.025, 0.975)  # 95%
DECIMALS = 9
ALIKE = 1e-9  # scores no further apart are the same

Key = tuple[Scheme, Holder | None]
# score_ids before and after, difference, ends of its interval, P(rise), P(fall)
Step = tuple[str, str, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Scored:
    """A segment of one series and language with its published scores that have a value."""

    lang: Lang
    segment: Segment
    whole: bool  # see `pipeline.index.state.State`
    scores: Mapping[Key, Score]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(version.version_id for version in self.segment.versions)


def intervals(scored: Iterable[Scored], replicates: Replicates) -> list[ScoreInterval]:
    """One interval for each score and source of doubt that can be drawn for it."""
    found = []
    for one in scored:
        for doubt in Doubt:
            drawn = replicates.scores(one.texts, one.lang, one.whole, doubt)
            rows = [score for key, score in one.scores.items() if key in drawn]
            ends = _ends([drawn[key] for key in one.scores if key in drawn])
            found += [
                ScoreInterval(score.score_id, doubt, *_with(score.value or 0.0, *end))
                for score, end in zip(rows, ends, strict=True)
            ]
    return found


def differences(scored: Iterable[Scored], replicates: Replicates) -> Iterator[ScoreDifference]:
    """What came between each score and the next: of neighbours in one series and language."""
    for before, after in pairwise(scored):
        changed = set(before.segment.versions) ^ set(after.segment.versions)
        for step in _steps(before, after, replicates):
            yield ScoreDifference(
                *step,
                gap=before.segment.valid_to != after.segment.valid_from,
                acts=tuple(sorted({version.act for version in changed})),
            )


def between_versions(
    scored: Iterable[Scored], replicates: Replicates, framing: Set[str]
) -> Iterator[VersionDifference]:
    """Every two texts of the acts that `framing` names, each by its first span of days."""
    first: dict[str, Scored] = {}
    for one in scored:
        for version in one.segment.versions:
            if version.act in framing:
                first.setdefault(version.version_id, one)
    for (older, before), (newer, after) in combinations(first.items(), 2):
        for step in _steps(before, after, replicates):
            yield VersionDifference(older, newer, *step)


def _steps(before: Scored, after: Scored, replicates: Replicates) -> Iterator[Step]:
    """The difference of every score that both have, drawn from all sources of doubt."""
    earlier = replicates.scores(before.texts, before.lang, before.whole, Doubt.ALL)
    later = replicates.scores(after.texts, after.lang, after.whole, Doubt.ALL)
    both = before.scores.keys() & after.scores.keys() & earlier.keys() & later.keys()
    keys = [key for key in before.scores if key in both]
    drawn = [later[key] - earlier[key] for key in keys]
    for key, step, end in zip(keys, drawn, _ends(drawn), strict=True):
        old, new = before.scores[key], after.scores[key]
        value = round((new.value or 0.0) - (old.value or 0.0), DECIMALS)
        rises, falls = float(np.mean(step > ALIKE)), float(np.mean(step < -ALIKE))
        yield old.score_id, new.score_id, value, *_with(value, *end), rises, falls


def by_weights(scored: Iterable[Scored], replicates: Replicates) -> Iterator[ScoreByWeights]:
    """The scores that rest on weights, as read, under each table that has a name."""
    tables = named_tables()
    columns = as_tables(list(tables.values()))
    for one in scored:
        found = replicates.under(one.texts, columns)
        for key, score in one.scores.items():
            if key[0] in WEIGHING:
                for name, value in zip(tables, found[key].tolist(), strict=True):
                    yield ScoreByWeights(score.score_id, name, round(value, DECIMALS))


def _ends(rows: list[Floats]) -> list[tuple[float, float]]:
    """Lower and upper end of each row's replicates; a replicate without a value is left out."""
    if not rows:
        return []
    wide = np.stack(np.broadcast_arrays(*rows))
    ends = np.quantile(wide, BOUNDS, axis=1)
    lacking = np.isnan(wide).any(axis=1)
    if lacking.any():  # slower, and seldom needed
        ends[:, lacking] = np.nanquantile(wide[lacking], BOUNDS, axis=1)
    return [(float(low), float(high)) for low, high in ends.T]


def _with(value: float, low: float, high: float) -> tuple[float, float]:
    """The interval, reaching to the published value: that reading is a possible one too."""
    return round(min(low, value), DECIMALS), round(max(high, value), DECIMALS)
