"""A made world as a release."""

from __future__ import annotations

from pathlib import Path

from pipeline import dataset
from pipeline.records import Clause, Label, Provision, Reading, Snapshot
from tests.claims.making import ACTS, REGISTRY, World


def release(world: World, workspace: Path) -> Path:
    """Publish the world; every power stands in a clause and an article of its own."""
    readings, provisions = {}, {}
    for version in world.versions:
        clauses = [
            Clause(
                act=version.act,
                version=version.date.isoformat(),
                lang=version.lang,
                eid=f"art_{n}",
                n=0,
                lead_in="Президент:",
                text=f"статья {n} от {version.date}",
                restated=version.restated,
            )
            for n, _ in enumerate(world.powers[version.version_id], 1)
        ]
        provisions[version.version_id] = [
            Provision(clause.eid, "article", clause.eid[4:], "", clause.text, 0, 0)
            for clause in clauses
        ]
        readings[version.version_id] = [
            Reading(clause, Label.GRANT, dict.fromkeys(Label, 0.25), (power,), needs_review=False)
            for clause, (_, _, power) in zip(clauses, world.powers[version.version_id], strict=True)
        ]
    contents = dataset.Contents(
        acts=list(ACTS.values()),
        snapshots=[Snapshot("0" * 64, "made", "test", "text/plain", "2026-01-01T00:00:00Z", 0)],
        versions=dataset.version_rows(world.versions, {}),
        provisions=provisions,
        readings=readings,
        scores=world.scores,
        components=world.components,
        changes=world.changes,
        tiers=world.tiers,
    )
    return dataset.publish(
        contents, workspace / "releases", "0123456789abcdef", {}, {"acts.toml": REGISTRY}
    )
