from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.dataset import Contents, VersionRow, publish
from pipeline.records import Snapshot
from pipeline.records_index import Score, ScoreComponent
from pipeline.report.figures import Figure, figures
from pipeline.vocabulary import Holder, Lang, TextState
from tests.dataset.sample import DAYS, INPUTS, provisions_of, readings_of, sample_contents, version
from tests.report.figure_sample import figure_contents


def by_domain(contents: Contents) -> Contents:
    """The contents with every score made of its powers' domains."""
    domains = {
        f"{reading.clause.clause_id}/{k}": power.domain
        for readings in contents.readings.values()
        for reading in readings
        for k, power in enumerate(reading.powers)
    }
    components = [
        replace(one, component=domains[one.power_id]) if domains.get(one.power_id) else one
        for one in contents.components
    ]
    return replace(contents, components=components)


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Restated texts alone."""
    return publish(by_domain(sample_contents()), tmp_path_factory.mktemp("restated"), INPUTS)


@pytest.fixture(scope="session")
def mixed_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Restated texts, and one official Russian text of 1998."""
    contents = sample_contents()
    official = replace(version(2, Lang.RUS, TextState.IN_FORCE), sha256="ab" * 32)
    readings = readings_of(official, 2)
    scores = [
        Score(scheme, "official", Lang.RUS, Holder.PRESIDENT, value, DAYS[2], None, False)
        for scheme, value in (("share", 0.617), ("strength", 1.4), ("volume", 2.0))
    ]
    power = f"{readings[0].clause.clause_id}/0"
    mixed = replace(
        contents,
        snapshots=[
            *contents.snapshots,
            Snapshot(official.sha256, "official.md", "folder", "text/markdown", "", 10),
        ],
        versions=[*contents.versions, VersionRow(official, date(1998, 10, 7), None)],
        provisions={**contents.provisions, official.version_id: provisions_of(readings)},
        readings={**contents.readings, official.version_id: readings},
        scores=[*contents.scores, *scores],
        components=[
            *contents.components,
            *(ScoreComponent(score.score_id, power, score.value) for score in scores),
        ],
    )
    return publish(by_domain(mixed), tmp_path_factory.mktemp("mixed"), INPUTS)


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release with something for every figure."""
    return publish(figure_contents(), tmp_path_factory.mktemp("figures"), INPUTS)


@pytest.fixture(scope="session")
def drawn(told: Path) -> dict[str, Figure]:
    return {figure.name.removesuffix("-restated"): figure for figure in figures(told)}
