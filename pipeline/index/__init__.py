"""Scores over time: who holds how much power, each number with the powers behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import fsum

from pipeline.index.counting import CountedPower, Statement, powers_in_force
from pipeline.index.share import share
from pipeline.index.strength import strength
from pipeline.index.timeline import Segment, timelines
from pipeline.index.volume import volume
from pipeline.index.weights import Weights
from pipeline.records import Act, Score, ScoreComponent, Version
from pipeline.vocabulary import Holder, Lang

__all__ = ["score"]

DECIMALS = 9  # of a score's value


def score(
    acts: Mapping[str, Act],
    versions: Iterable[Version],
    powers: Mapping[str, Sequence[Statement]],
    weights: Weights,
) -> tuple[list[Score], list[ScoreComponent]]:
    """Score every holder that has a power, in every series and language, over all days.

    Args:
        acts: the registry.
        versions: the texts at hand, in any order.
        powers: what was read in each version, by version_id: power_id, clause_id and power, in
            the order of the document.
        weights: see `pipeline.index.weights.load`.

    Returns:
        The scores, sorted by series, language, first day, scheme and holder, and the components
        of each in the same order. The values have nine decimals; the contributions are not
        rounded and sum to the value within 1e-9. A holder without a row has no power in those
        days; days without any row have no frame (see `pipeline.index.timeline`).

    Raises:
        UnknownActError: a version's act is not in the registry.
    """
    scores: list[Score] = []
    components: list[ScoreComponent] = []
    for (series, lang), segments in timelines(acts, versions).items():
        for segment in segments:
            version_ids = [version.version_id for version in segment.versions]
            counted = powers_in_force(version_ids, powers, weights)
            for scheme, contributions in _schemes(counted, weights).items():
                for holder, parts in _by_holder(counted, contributions):
                    row = _score(scheme, series, lang, holder, segment, parts.values())
                    scores.append(row)
                    components += [
                        ScoreComponent(row.score_id, power_id, part)
                        for power_id, part in sorted(parts.items())
                    ]
    return scores, components


def _schemes(powers: Sequence[CountedPower], weights: Weights) -> dict[str, dict[str, float]]:
    """What each power adds under each scheme, the schemes in alphabetical order."""
    volumes, strengths = volume(powers), strength(powers, weights)
    return {
        "share": share(strengths),
        "share_volume": share(volumes),
        "strength": strengths,
        "volume": volumes,
    }


def _by_holder(
    powers: Iterable[CountedPower], contributions: Mapping[str, float]
) -> list[tuple[Holder, dict[str, float]]]:
    holders: dict[Holder, dict[str, float]] = {}
    for power in powers:
        if power.power_id in contributions:
            holders.setdefault(power.holder, {})[power.power_id] = contributions[power.power_id]
    return sorted(holders.items())


def _score(
    scheme: str,
    series: str,
    lang: Lang,
    holder: Holder,
    segment: Segment,
    parts: Iterable[float],
) -> Score:
    return Score(
        scheme=scheme,
        series=series,
        lang=lang,
        holder=holder,
        value=round(fsum(parts), DECIMALS),
        valid_from=segment.valid_from,
        valid_to=segment.valid_to,
        partial=segment.partial,
    )
