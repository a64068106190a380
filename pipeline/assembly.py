"""From readings to all that a release holds: versions and languages compared, scores, claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import claims, dataset, registry
from pipeline.amendments import Amending, taken_away
from pipeline.changes import changes
from pipeline.checks import checks
from pipeline.claims.load import DEFAULT as CLAIMS
from pipeline.dataset import Contents
from pipeline.divergences import divergences
from pipeline.index import score
from pipeline.index.timeline import presences
from pipeline.index.uncertainty import uncertainty
from pipeline.index.weights import DEFAULT as DEFAULT_WEIGHTS
from pipeline.index.weights import load as load_weights
from pipeline.records import Act, Reading, Version
from pipeline.sources.facts import fact_differences
from pipeline.tiers import tiers
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    from pipeline.index.uncertainty.cutting import OtherCut
    from pipeline.reading import Text


def assemble(
    workspace: Workspace,
    acts: Mapping[str, Act],
    texts: Iterable[Text],
    read: Mapping[str, Sequence[Reading]],
    weights_path: Path = DEFAULT_WEIGHTS,
    amending: Sequence[Amending] = (),
    otherwise: Mapping[str, Sequence[OtherCut]] | None = None,
) -> Contents:
    """Compare versions and languages, score, check the claims: everything that a release holds."""
    texts = list(texts)
    readings = {version_id: list(found) for version_id, found in read.items()}
    versions = [text.version for text in texts]
    provisions = {text.version.version_id: text.parsed.provisions for text in texts}
    powers = dataset.statements(readings)
    weights = load_weights(weights_path)
    telling = _telling(acts, versions, readings)
    scores, components = score(acts, telling, powers, weights)
    doubted = uncertainty(acts, telling, readings, weights, scores, otherwise)
    notes = {text.version.version_id: text.parsed.notes for text in texts}
    found = changes(acts, versions, provisions, notes, readings, amending)
    facts = workspace.all_facts()
    differing = divergences(provisions, readings, versions)
    akims = tiers(acts, versions, readings)
    evidence = claims.Evidence(acts, versions, powers, found.changes, akims, scores, components)
    for one in amending:  # from here on what is published: the amending acts' own quotations too
        version_id = one.version.version_id
        provisions[version_id] = (*provisions[version_id], *one.quoted.provisions)
        readings[version_id] += taken_away(one.readings)
    return Contents(
        acts=list(acts.values()),
        snapshots=[workspace.snapshot(sha) for sha in sorted({v.sha256 for v in versions})],
        versions=dataset.version_rows(
            versions,
            _validity(acts, versions),
            {text.version.version_id for text in texts if text.passed_over},
        ),
        provisions=provisions,
        notes=notes,
        readings=readings,
        scores=doubted.scores,
        components=components,
        intervals=doubted.intervals,
        by_weights=doubted.by_weights,
        differences=doubted.differences,
        between_versions=doubted.between_versions,
        checks=checks(acts, telling, powers, scores, weights),
        divergences=differing,
        facts=facts,
        fact_differences=fact_differences(facts),
        instructions=[order for one in amending for order in one.orders.instructions],
        changes=found.changes,
        lives=found.lives,
        tiers=akims,
        # The claims speak of acts of the project's own registry, whichever the build was given.
        claims=claims.check(claims.load(CLAIMS, {**registry.load(), **acts}), evidence),
    )


def _telling(
    acts: Mapping[str, Act], versions: Sequence[Version], readings: Mapping[str, Sequence[Reading]]
) -> list[Version]:
    """The texts that the index is made of: of acts of which some text tells of a power.

    The others say nothing of who may do what, and their days would cut the index's time into as
    many pieces as there are acts. Nor are those in it that the registry keeps out.
    """
    telling = {
        version.act
        for version in versions
        if acts[version.act].indexed and any(one.powers for one in readings[version.version_id])
    }
    return [version for version in versions if version.act in telling]


def _validity(
    acts: Mapping[str, Act], versions: Iterable[Version]
) -> dict[str, tuple[date | None, date | None]]:
    groups: dict[tuple[str, str], list[Version]] = {}
    for version in versions:
        groups.setdefault((version.series, version.lang), []).append(version)
    return {
        presence.version.version_id: (presence.valid_from, presence.valid_to)
        for group in groups.values()
        for presence in presences(acts, group)
    }
