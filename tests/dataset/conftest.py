from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.dataset import Contents, ModelCard, Run, publish
from pipeline.records_index import ScoreDifference, ScoreInterval
from pipeline.vocabulary import Doubt
from tests.dataset.sample import INPUTS, sample_contents


@pytest.fixture(scope="session")
def contents() -> Contents:
    return sample_contents()


@pytest.fixture(scope="session")
def release(contents: Contents, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published release; tests only read it, as everyone does."""
    return publish(contents, tmp_path_factory.mktemp("releases"), INPUTS, {"stage": "test"})


@pytest.fixture(scope="session")
def full_contents(contents: Contents) -> Contents:
    """The sample with an interval for every score, a difference, a model and its run."""
    scores = [
        replace(score, low=score.value - 0.1, high=score.value + 0.2)
        for score in contents.scores
        if score.value is not None
    ]
    first, second, *_ = [score for score in scores if score.score_id.startswith("share/")]
    return replace(
        contents,
        scores=scores,
        components=[replace(one, component="appointment") for one in contents.components],
        intervals=[
            ScoreInterval(score.score_id, doubt, score.low or 0.0, score.high or 0.0)
            for score in scores
            for doubt in Doubt
        ],
        differences=[
            ScoreDifference(
                first.score_id, second.score_id, 0.4, 0.3, 0.5, 0.99, 0.01, False, ("act",)
            )
        ],
        models=[
            ModelCard(
                "russian", 1, "tagger", ("rus",), "2026-01-31", ("ru_gsd=555",), "raw text",
                ("upos=96.05",), "CC BY-SA 4.0", "ab" * 32,
            )
        ],
        run=Run(
            INPUTS, "0.1.0", "c0" * 32, "ac" * 32, "3e" * 32, "c1" * 32, ("rus=trained-1",),
            ("duckdb=2.0.0",),
        ),
    )  # fmt: skip


@pytest.fixture(scope="session")
def full_release(full_contents: Contents, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published release that has something in every table that is checked."""
    card = tmp_path_factory.mktemp("cards") / "card.json"
    card.write_text('{"name": "russian"}')
    folder = tmp_path_factory.mktemp("full")
    extra = {"models/russian-1/card.json": card}
    return publish(full_contents, folder, INPUTS, {"stage": "test"}, extra)
