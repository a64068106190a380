"""Rows of the tables of the index."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple
from operator import attrgetter

from pipeline.index.catalogue import catalogue
from pipeline.records_index import (
    CheckResult,
    Score,
    ScoreByWeights,
    ScoreComponent,
    ScoreDifference,
    ScoreInterval,
    VersionDifference,
)
from pipeline.vocabulary import LABEL_LANGUAGES, label

Row = tuple[object, ...]


def index_rows(
    scores: Iterable[Score],
    components: Iterable[ScoreComponent],
    intervals: Iterable[ScoreInterval],
    by_weights: Iterable[ScoreByWeights],
    differences: Iterable[ScoreDifference],
    between_versions: Iterable[VersionDifference],
    checks: Iterable[CheckResult],
) -> dict[str, list[Row]]:
    """The rows of each table, sorted by their keys."""
    facts = catalogue()
    return {
        "schemes": [
            (
                scheme.code,
                *(label(scheme.code, language) for language in LABEL_LANGUAGES),
                scheme.unit,
                scheme.minimum,
                scheme.maximum,
                scheme.formula,
                scheme.source,
            )
            for scheme in facts
        ],
        "components": [
            (scheme.code, part.code, *part.names, part.maximum)
            for scheme in facts
            for part in scheme.components
        ],
        "scores": [_score(score) for score in sorted(scores, key=attrgetter("score_id"))],
        "score_components": sorted(
            (
                (one.score_id, one.component, one.power_id, one.contribution, one.rule)
                for one in components
            ),
            key=lambda row: row[:3],
        ),
        "score_intervals": sorted(
            (one.score_id, one.doubt, one.low, one.high) for one in intervals
        ),
        "scores_by_weights": sorted((one.score_id, one.weights, one.value) for one in by_weights),
        "score_differences": [
            (
                one.before,
                one.after,
                one.value,
                one.low,
                one.high,
                one.p_rise,
                one.p_fall,
                one.gap,
                list(one.acts),
            )
            for one in sorted(differences, key=attrgetter("before", "after"))
        ],
        "version_differences": sorted(map(astuple, between_versions)),
        "checks": sorted(
            (
                (
                    one.check,
                    one.series,
                    one.lang,
                    one.subject,
                    one.scheme,
                    one.value,
                    one.threshold,
                    one.passed,
                    one.cases,
                    one.told,
                )
                for one in checks
            ),
            key=lambda row: (*row[:4], row[4] or ""),
        ),
    }


def _score(score: Score) -> Row:
    return (
        score.score_id,
        score.scheme,
        score.series,
        score.lang,
        score.holder,
        score.value,
        score.low,
        score.high,
        score.valid_from,
        score.valid_to,
        score.partial,
    )
