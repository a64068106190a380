"""Scores over time: who holds how much power, each number with the powers behind it.

The story: `timeline` says which texts are in force on which days, `counting` which powers they
state, each scheme what those are worth; `catalogue` tells the schemes to readers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import fsum

from pipeline.index.counting import Statement, powers_in_force
from pipeline.index.discretion import discretion, discretion_by_power
from pipeline.index.executive_lawmaking import executive_lawmaking
from pipeline.index.frye import frye
from pipeline.index.local import local
from pipeline.index.office_and_person import office_and_person
from pipeline.index.share import effective_holders, herfindahl, share, share_volume
from pipeline.index.shugart_carey import legislative, non_legislative
from pipeline.index.state import Part, State
from pipeline.index.strength import strength
from pipeline.index.timeline import Segment, timelines
from pipeline.index.volume import volume
from pipeline.index.weights import Weights
from pipeline.records import Act, Version
from pipeline.records_index import Score, ScoreComponent
from pipeline.vocabulary import Holder, Lang, Scheme

__all__ = ["SCHEMES", "score"]

DECIMALS = 9  # of a score's value

SCHEMES: dict[Scheme, Callable[[State], list[Part]]] = {
    Scheme.VOLUME: volume,
    Scheme.STRENGTH: strength,
    Scheme.SHARE: share,
    Scheme.SHARE_VOLUME: share_volume,
    Scheme.HERFINDAHL: herfindahl,
    Scheme.EFFECTIVE_HOLDERS: effective_holders,
    Scheme.DISCRETION: discretion,
    Scheme.DISCRETION_BY_POWER: discretion_by_power,
    Scheme.LEGISLATIVE: legislative,
    Scheme.NON_LEGISLATIVE: non_legislative,
    Scheme.FRYE: frye,
    Scheme.EXECUTIVE_LAWMAKING: executive_lawmaking,
    Scheme.LOCAL: local,
    Scheme.OFFICE_AND_PERSON: office_and_person,
}


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
        of each, sorted by component and power. The values have nine decimals; the contributions
        are not rounded and sum to the value within 1e-9; a score of which a component cannot be
        told has no value. A holder without a row has no power in those
        days; days without any row have no frame (see `pipeline.index.timeline`).

    Raises:
        UnknownActError: a version's act is not in the registry.
    """
    scores: list[Score] = []
    components: list[ScoreComponent] = []
    for (series, lang), segments in timelines(acts, versions).items():
        for segment in segments:
            state = state_of(segment, powers, weights)
            for scheme in sorted(SCHEMES):
                for holder, parts in _by_holder(SCHEMES[scheme](state)):
                    row = _score(scheme, series, lang, holder, segment, parts)
                    scores.append(row)
                    components += [
                        ScoreComponent(
                            row.score_id,
                            part.power_id,
                            part.contribution,
                            part.component,
                            part.rule,
                        )
                        for part in parts
                    ]
    return scores, components


def state_of(
    segment: Segment,
    powers: Mapping[str, Sequence[Statement]],
    weights: Weights,
) -> State:
    """What the schemes are given for a segment."""
    version_ids = [version.version_id for version in segment.versions]
    return State(
        powers=tuple(powers_in_force(version_ids, powers, weights)),
        weights=weights,
        whole=not segment.partial,
    )


def value_of(parts: Iterable[Part]) -> float | None:
    """The sum of the contributions; None where a part cannot be told."""
    contributions = [part.contribution for part in parts]
    told = [one for one in contributions if one is not None]
    return round(fsum(told), DECIMALS) if len(told) == len(contributions) else None


def _by_holder(parts: Iterable[Part]) -> list[tuple[Holder | None, list[Part]]]:
    holders: dict[Holder | None, list[Part]] = {}
    for part in parts:
        holders.setdefault(part.holder, []).append(part)
    return [
        (holder, sorted(found, key=lambda part: (part.component, part.power_id)))
        for holder, found in sorted(holders.items(), key=lambda item: item[0] or "")
    ]


def _score(
    scheme: Scheme,
    series: str,
    lang: Lang,
    holder: Holder | None,
    segment: Segment,
    parts: Iterable[Part],
) -> Score:
    return Score(
        scheme=scheme,
        series=series,
        lang=lang,
        holder=holder,
        value=value_of(parts),
        valid_from=segment.valid_from,
        valid_to=segment.valid_to,
        partial=segment.partial,
    )
