"""A release of two restated texts of one constitution in both languages, built once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline import dataset, registry
from pipeline.build import build
from pipeline.index.weights import DEFAULT as WEIGHTS
from pipeline.ingest import ingest
from pipeline.sources import source
from pipeline.workspace import Workspace

RESTATED = Path(__file__).parents[2] / "corpus" / "restated"


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with that release."""
    place = Workspace(tmp_path_factory.mktemp("annotate"))
    texts = tmp_path_factory.mktemp("texts") / "constitution-1995"
    texts.mkdir()
    for day in ("1998-10-07", "2022-09-17"):
        for path in (RESTATED / texts.name).glob(f"{day}.*"):
            shutil.copy(path, texts)
    acts = registry.load(registry.DEFAULT)
    ingest(source(f"folder:{texts.parent}"), place, acts, False, lambda _: None)
    build(place, registry.DEFAULT, WEIGHTS, lambda _: None)
    return place.root


@pytest.fixture(scope="session")
def release(workspace: Path) -> Path:
    """The folder of the release."""
    return dataset.latest(Workspace(workspace).releases)
