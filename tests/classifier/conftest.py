"""One small retraining on restated texts with the light engines, shared by all tests here."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.classifier.crossing import Seen, samples, see
from pipeline.classifier.examples import Examples, collect
from pipeline.classifier.model import LabelModel, Sample, fit
from pipeline.classifier.retrain import Retrained, retrain
from tests.classifier.making import SMALL, TINY, light, restated


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Annotations of three restated texts in both languages."""
    return restated(tmp_path_factory.mktemp("annotations") / "small.jsonl", SMALL)


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Annotations of three short ones, for what trains often."""
    return restated(tmp_path_factory.mktemp("annotations") / "tiny.jsonl", TINY)


@pytest.fixture(scope="session")
def examples(small: Path) -> Examples:
    return collect([small], [])


@pytest.fixture(scope="session")
def few(tiny: Path) -> Examples:
    return collect([tiny], [])


@pytest.fixture(scope="session")
def seen(examples: Examples) -> list[Seen]:
    return see(examples, light)


@pytest.fixture(scope="session")
def learned(seen: list[Seen]) -> list[Sample]:
    return samples(seen)


@pytest.fixture(scope="session")
def model(learned: list[Sample]) -> LabelModel:
    return fit(learned)


@pytest.fixture(scope="session")
def _first(few: Examples, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Retrained]:
    models = tmp_path_factory.mktemp("models")
    return models, retrain(few, light, models / "classifier")


@pytest.fixture(scope="session")
def retrained(_first: tuple[Path, Retrained]) -> Retrained:
    """The first retraining, on the tiny set."""
    return _first[1]


@pytest.fixture
def models(_first: tuple[Path, Retrained], tmp_path: Path) -> Path:
    """A folder of models whose only classifier, from the tiny set, is the champion."""
    return shutil.copytree(_first[0], tmp_path / "models")


@pytest.fixture
def home(models: Path) -> Path:
    """The classifier's folder in it."""
    return models / "classifier"


@pytest.fixture
def light_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands and flows tag with the light engines."""
    monkeypatch.setenv("BILIK_ENGINE_RUS", "light")
    monkeypatch.setenv("BILIK_ENGINE_KAZ", "light")
