"""A release made of what a constitution gives from year to year, and CSV files beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pipeline import dataset
from pipeline.index import score
from pipeline.index.timeline import presences
from pipeline.records import Act, Change, Clause, Power, Provision, Reading, Snapshot, Version
from pipeline.records_index import ScoreDifference
from pipeline.vocabulary import Label
from tests.index.makers import WEIGHTS, readings


def publish(
    workspace: Path,
    acts: Mapping[str, Act],
    texts: Mapping[Version, Sequence[Power]],
    changes: Iterable[Change] = (),
    differences: Iterable[ScoreDifference] = (),
) -> Path:
    """A release of the texts, each power in a clause and a point of its own."""
    said = readings(texts)
    scores, components = score(acts, list(texts), said, WEIGHTS)
    read: dict[str, list[Reading]] = {}
    provisions: dict[str, list[Provision]] = {}
    for version in texts:
        for n, (_, clause_id, power) in enumerate(said[version.version_id], 1):
            eid = clause_id.split("/")[1]
            clause = Clause(
                version.act, version.date.isoformat(), version.lang, eid, 0, "", f"Пункт {n}",
                restated=version.restated,
            )  # fmt: skip
            unit = Provision(eid, "point", str(n), "art_1", clause.text, 0, 0)
            proba = dict.fromkeys(Label, 0.25)
            reading = Reading(clause, Label.GRANT, proba, (power,), needs_review=False)
            provisions.setdefault(version.version_id, []).append(unit)
            read.setdefault(version.version_id, []).append(reading)
    days = {
        each.version.version_id: (each.valid_from, each.valid_to) for each in presences(acts, texts)
    }
    contents = dataset.Contents(
        acts=list(acts.values()),
        snapshots=[Snapshot("0" * 64, "made", "test", "text/plain", "2026-01-01T00:00:00Z", 0)],
        versions=dataset.version_rows(texts, days),
        provisions=provisions,
        readings=read,
        scores=scores,
        components=components,
        changes=list(changes),
        differences=list(differences),
    )
    return dataset.publish(contents, workspace / "releases", "0123456789abcdef", {})


def written(path: Path, header: str, rows: Iterable[str], comment: str = "# Made up") -> Path:
    """A CSV file of published values."""
    path.write_text("\n".join([comment, header, *rows, ""]), encoding="utf8")
    return path
