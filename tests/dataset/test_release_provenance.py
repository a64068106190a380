"""Where a release says that it comes from: the run, and the models with their cards."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline import provenance
from pipeline.classifier import store
from pipeline.dataset import latest, query, read_json
from pipeline.errors import InputError
from pipeline.language import engine
from pipeline.vocabulary import Lang
from pipeline.workspace import Workspace

TAGGER = {
    "name": "russian",
    "date": "2026-01-31",
    "licence": "CC BY-SA 4.0",
    "data": {"ru_gsd": 555},
    "scores": {"measured": "raw text", "figures": {"upos": 96.05, "las": 81.29}},
}
CLASSIFIER = {
    "name": "classifier",
    "date": "2026-02-28",
    "licence": "Apache-2.0",
    "data": {"rus": {"clauses": 7, "acts": ["constitution-1993", "constitution-1995"]}},
    "measured": "five folds",
    "figures": {"rus": {"reader": {"macro-F1": 0.9}}},
}


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One tagger and one classifier that reads; Kazakh is read by rule."""
    folders = {"russian/1": TAGGER, "classifier/2": CLASSIFIER}
    for place, card in folders.items():
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "card.json").write_text(json.dumps(card))
    (tmp_path / "russian/1/weights.npz").write_bytes(b"weights")
    (tmp_path / "russian/1/tables.json").write_bytes(b"tables")
    (tmp_path / "classifier/2/model.skops").write_bytes(b"model")
    registry = {"champion": 2, "versions": {"2": {}}, "history": []}
    (tmp_path / "classifier/registry.json").write_text(json.dumps(registry))
    monkeypatch.setattr(store, "HOME", tmp_path / "classifier")
    monkeypatch.setattr(engine, "model_folder", lambda lang: tmp_path / "russian" / "1")
    monkeypatch.setenv("BILIK_ENGINE_RUS", "trained")
    monkeypatch.setenv("BILIK_ENGINE_KAZ", "light")
    return tmp_path


def test_the_models_that_read_are_told_as_their_cards_tell(models: Path):
    tagger, classifier = provenance.models_in_use().values()
    assert (tagger.model, tagger.kind, tagger.langs) == ("russian-1", "tagger", ("rus",))
    assert tagger.trained_on == ("ru_gsd=555",)
    assert tagger.scores == ("upos=96.05", "las=81.29")
    assert tagger.sha256 == hashlib.sha256(b"tablesweights").hexdigest()
    assert (classifier.model, classifier.measured) == ("classifier-2", "five folds")
    assert classifier.langs == tuple(lang.value for lang in Lang)
    assert classifier.trained_on == (
        "rus/clauses=7",
        "rus/acts=constitution-1993",
        "rus/acts=constitution-1995",
    )
    assert classifier.scores == ("rus/reader/macro-F1=0.9",)
    assert classifier.sha256 == hashlib.sha256(b"model").hexdigest()


def test_engines_by_rule_have_no_model(models: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BILIK_ENGINE_RUS", "light")
    (models / "classifier/registry.json").write_text(json.dumps(store.EMPTY))
    assert provenance.models_in_use() == {}


@pytest.mark.parametrize("card", [None, "", "[]", "{}", json.dumps(TAGGER | {"scores": {}})])
def test_a_card_that_is_missing_or_damaged_is_named(models: Path, card: str | None):
    path = models / "russian/1/card.json"
    if card is None:
        path.unlink()
    else:
        path.write_text(card)
    with pytest.raises(InputError, match="card cannot be read") as caught:
        provenance.models_in_use()
    assert caught.value.where == str(path)


def test_a_built_release_has_its_run_its_models_and_their_cards(built_workspace: Path):
    release = latest(Workspace(built_workspace).releases)
    log: dict[str, Any] = read_json(release, "log.json")
    _, [(inputs, code, weights, readers, texts)] = query(
        release,
        "SELECT inputs_hash, code_sha256, weights_sha256, readers, texts FROM runs "
        "WHERE kind = 'build'",
    )
    assert inputs == log["inputs_hash"]
    assert release.name.endswith(inputs[:8])
    assert len(code) == 64
    assert weights == hashlib.sha256((release / "weights.toml").read_bytes()).hexdigest()
    assert readers == [f"{name}={version}" for name, version in log["build"]["readers"].items()]
    assert texts == log["rows"]["versions"]
    _, models = query(release, "SELECT model FROM models")
    assert models
    for (model,) in models:
        card = json.loads((release / "models" / model / "card.json").read_text())
        assert model.startswith(card["name"])
    assert not [path for path in release.rglob("models/*/*") if path.name != "card.json"]
