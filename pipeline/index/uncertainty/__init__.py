"""How far each score may be off, and how sure each rise and fall is.

The story: `possible` tells which powers a text may state, `sheet` draws in which replicates each
stands, `pool` counts them as the index does, `values` scores them, `intervals` tells the spread.
A replicate is one whole other outcome: the same words are read alike in all texts in it, so that
what two scores share never makes them differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.index.timeline import FRAME, timelines
from pipeline.index.uncertainty.bands import Bands, usual_bands
from pipeline.index.uncertainty.cutting import OtherCut
from pipeline.index.uncertainty.draws import Draws
from pipeline.index.uncertainty.intervals import (
    Key,
    Scored,
    between_versions,
    by_weights,
    differences,
    intervals,
)
from pipeline.index.uncertainty.possible import possible
from pipeline.index.uncertainty.rates import Rates, measured
from pipeline.index.uncertainty.replicates import Replicates
from pipeline.index.uncertainty.sheet import Sheet
from pipeline.index.weights import Weights
from pipeline.records import Act, Reading, Version
from pipeline.records_index import (
    Score,
    ScoreByWeights,
    ScoreDifference,
    ScoreInterval,
    VersionDifference,
)
from pipeline.vocabulary import Doubt, Lang

__all__ = ["REPLICATES", "Uncertainty", "uncertainty"]

REPLICATES = 400
SEED = 1991


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """The scores with their intervals from all sources, and what stands in tables beside them."""

    scores: list[Score]
    intervals: list[ScoreInterval]
    differences: list[ScoreDifference]
    between_versions: list[VersionDifference]
    by_weights: list[ScoreByWeights]


def uncertainty(
    acts: Mapping[str, Act],
    versions: Iterable[Version],
    readings: Mapping[str, Sequence[Reading]],
    weights: Weights,
    scores: Sequence[Score],
    otherwise: Mapping[str, Sequence[OtherCut]] | None = None,
    rates: Mapping[Lang, Rates] | None = None,
    bands: Bands | None = None,
    replicates: int = REPLICATES,
) -> Uncertainty:
    """Draw every score again and again, from each source of doubt and from all together.

    Args:
        acts: the registry.
        versions: the texts at hand.
        readings: what was read in each text, by version_id, with the powers under other labels
            (`Reading.others`) where these are likely enough.
        weights: the table that the scores were made with.
        scores: the published scores, see `pipeline.index.score`.
        otherwise: units of each text that may be cut into other clauses, read so.
        rates: how often the reader errs; by default as measured.
        bands: how far other weights may go; by default as in bands.toml.
        replicates: how often to draw.

    Raises:
        UnknownActError: a version's act is not in the registry.
    """
    versions = list(versions)
    rates, cuts = rates or measured(), otherwise or {}
    draws = Draws(replicates, SEED)
    sheets = {
        version.version_id: Sheet(
            tuple(possible(readings.get(version.version_id, ()), cuts.get(version.version_id, ()))),
            draws,
            rates[version.lang],
        )
        for version in versions
    }
    drawn = Replicates(sheets, versions, weights, bands or usual_bands(), draws)
    found: list[ScoreInterval] = []
    steps: list[ScoreDifference] = []
    apart: list[VersionDifference] = []
    constitutions = {key for key, act in acts.items() if act.kind in FRAME}
    named: list[ScoreByWeights] = []
    for lines in _scored(acts, versions, scores):
        # Span by span, so that what was drawn for one is still at hand for all that asks for it.
        for place, one in enumerate(lines):
            found += intervals([one], drawn)
            steps += differences(lines[max(place - 1, 0) : place + 1], drawn)
            named += by_weights([one], drawn)
        apart += between_versions(lines, drawn, constitutions)
    whole = {one.score_id: one for one in found if one.doubt is Doubt.ALL}
    return Uncertainty(
        [
            replace(score, low=whole[score.score_id].low, high=whole[score.score_id].high)
            if score.score_id in whole
            else score
            for score in scores
        ],
        found,
        steps,
        apart,
        named,
    )


def _scored(
    acts: Mapping[str, Act], versions: Iterable[Version], scores: Iterable[Score]
) -> list[list[Scored]]:
    """The segments of each series and language, with those scores that have a value."""
    by_start: dict[tuple[object, ...], dict[Key, Score]] = {}
    for score in scores:
        if score.value is not None:
            start = (score.series, score.lang, score.valid_from)
            by_start.setdefault(start, {})[score.scheme, score.holder] = score
    return [
        [
            Scored(
                lang,
                segment,
                not segment.partial,
                by_start.get((series, lang, segment.valid_from), {}),
            )
            for segment in segments
        ]
        for (series, lang), segments in timelines(acts, versions).items()
    ]
