"""Versions on disk: kept, promoted, rolled back, and never opened when damaged or foreign."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from skops.io import dumps

from pipeline.classifier import store
from pipeline.classifier.model import LabelModel, Sample
from pipeline.classifier.store import StoreError
from pipeline.errors import InputError, ReleaseError
from pipeline.vocabulary import Lang
from tests.classifier.making import files


class Foreign(LogisticRegression):
    """What a file from elsewhere may hold."""


def champion(home: Path) -> Any:
    return json.loads((home / "registry.json").read_text("utf8"))["champion"]


def put(home: Path, version: int, data: bytes) -> None:
    """Put a file in a version's place, with the registry in the know."""
    (home / str(version) / "model.skops").write_bytes(data)
    registry = json.loads((home / "registry.json").read_text("utf8"))
    registry["versions"][str(version)]["sha256"] = hashlib.sha256(data).hexdigest()
    (home / "registry.json").write_text(json.dumps(registry), "utf8")


def test_what_is_kept_reads_as_before(
    model: LabelModel, learned: list[Sample], tmp_path: Path
) -> None:
    model.review_below = 0.71
    assert store.save(model, {"date": "2000-01-01"}, tmp_path) == 1
    again = store.load(1, tmp_path)
    assert again.review_below == 0.71
    for one in learned:
        assert again(one.features, Lang.RUS) == model(one.features, Lang.RUS)
    (card,) = store.cards(tmp_path)
    assert (card["name"], card["version"], card["date"]) == ("classifier", 1, "2000-01-01")
    assert not card["champion"]


def test_a_version_reads_only_once_promoted(model: LabelModel, tmp_path: Path) -> None:
    assert store.champion_or_none(tmp_path) is None
    store.save(model, {}, tmp_path)
    assert store.champion_or_none(tmp_path) is None
    assert store.files(tmp_path) == []
    with pytest.raises(StoreError, match="no classifier that reads"):
        store.champion(tmp_path)
    store.promote(1, "the first", tmp_path)
    assert store.champion(tmp_path) is store.champion_or_none(tmp_path)
    assert [path.name for path in store.files(tmp_path)] == ["registry.json", "model.skops"]


def test_promotions_and_rollbacks_are_written_down(model: LabelModel, tmp_path: Path) -> None:
    for version in (1, 2, 3):
        assert store.save(model, {}, tmp_path) == version
        store.promote(version, f"number {version}", tmp_path)
    store.promote(3, "again", tmp_path)  # is the champion: nothing to write down
    assert [store.rollback(tmp_path), store.rollback(tmp_path)] == [2, 1]
    with pytest.raises(InputError, match="no classifier was the champion before"):
        store.rollback(tmp_path)
    assert champion(tmp_path) == 1
    store.promote(3, "after all", tmp_path)
    assert store.rollback(tmp_path) == 1
    history = json.loads((tmp_path / "registry.json").read_text("utf8"))["history"]
    assert [(step["version"], step["before"]) for step in history] == [
        (1, None), (2, 1), (3, 2), (2, 3), (1, 2), (3, 1), (1, 3),
    ]  # fmt: skip
    assert [date.fromisoformat(step["date"]) for step in history]
    assert [card["champion"] for card in store.cards(tmp_path)] == [True, False, False]


def test_a_rollback_reaches_those_who_read_in_this_process(
    model: LabelModel, tmp_path: Path
) -> None:
    for version in (1, 2):
        store.save(model, {}, tmp_path)
        store.promote(version, "", tmp_path)
    second = store.champion(tmp_path)
    store.rollback(tmp_path)
    assert store.champion(tmp_path) is not second


@pytest.mark.parametrize("version", [0, 2, -1])
def test_a_version_that_is_none(version: int, home: Path) -> None:
    before = files(home)
    with pytest.raises(StoreError, match=f"there is no classifier {version}"):
        store.promote(version, "", home)
    assert files(home) == before


# -- damaged -------------------------------------------------------------------------------------


@pytest.mark.parametrize("damage", ["changed", "cut", "gone"])
def test_a_damaged_champion_is_an_error(damage: str, home: Path) -> None:
    path = home / "1" / "model.skops"
    data = path.read_bytes()
    path.write_bytes({"changed": data[:-1] + b"!", "cut": data[:99], "gone": b""}[damage])
    if damage == "gone":
        path.unlink()
    with pytest.raises(StoreError) as error:
        store.champion_or_none(home)
    assert error.value.where == str(path)
    with pytest.raises(StoreError):
        store.promote(1, "", home)


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"champion": 1}', None])
def test_a_damaged_registry_is_an_error(content: str | None, home: Path) -> None:
    path = home / "registry.json"
    path.unlink() if content is None else path.write_text(content, "utf8")
    for look in (store.champion_or_none, store.load, store.cards, store.files):
        with pytest.raises(StoreError) as error:
            look(home=home)
        assert error.value.where == str(path)


@pytest.mark.parametrize("content", ["", "[]", None])
def test_a_damaged_card_is_an_error(content: str | None, home: Path) -> None:
    path = home / "1" / "card.json"
    path.unlink() if content is None else path.write_text(content, "utf8")
    with pytest.raises(StoreError) as error:
        store.cards(home)
    assert error.value.where == str(path)


def test_a_folder_that_cannot_be_written(model: LabelModel, tmp_path: Path) -> None:
    place = tmp_path / "classifier"
    place.write_text("a file")
    with pytest.raises(StoreError, match="cannot be written"):
        store.save(model, {}, place)


# -- foreign -------------------------------------------------------------------------------------


def fitted(classifier: LogisticRegression) -> Any:
    made = make_pipeline(DictVectorizer(), classifier)
    return made.fit([{"a": 1.0}, {"b": 1.0}], ["grant", "none"])


def test_a_file_with_a_class_of_someones_own_is_not_opened(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(home, 1, dumps(fitted(Foreign())))
    opened = []
    monkeypatch.setattr(Foreign, "__setstate__", lambda *_: opened.append(1), raising=False)
    with pytest.raises(StoreError, match=r"types that no classifier of ours has: .*Foreign"):
        store.load(1, home)
    assert opened == []


def test_a_file_with_a_function_of_the_system_is_not_opened(home: Path) -> None:
    import os

    vectorizer = DictVectorizer()
    vectorizer.dtype = os.system
    put(home, 1, dumps(make_pipeline(vectorizer, LogisticRegression())))
    with pytest.raises(StoreError, match=r"types that no classifier of ours has: .*system"):
        store.load(1, home)


@pytest.mark.parametrize("what", ["text", "unfitted", "no file of skops", "other labels"])
def test_a_file_that_is_no_label_model_is_an_error(what: str, home: Path) -> None:
    data = {
        "text": lambda: dumps("grant"),
        "unfitted": lambda: dumps(make_pipeline(DictVectorizer(), LogisticRegression())),
        "no file of skops": lambda: b"PK",
        "other labels": lambda: dumps(
            make_pipeline(DictVectorizer(), LogisticRegression()).fit([{"a": 1.0}, {}], ["x", "y"])
        ),
    }[what]()
    put(home, 1, data)
    with pytest.raises(StoreError, match="cannot be opened"):
        store.load(1, home)


def test_errors_of_the_store_are_told_apart() -> None:
    assert not issubclass(StoreError, InputError | ReleaseError)


def test_a_second_training_at_once_is_refused(tmp_path: Path) -> None:
    with (
        store.training(tmp_path),
        pytest.raises(StoreError, match="another training is going on"),
        store.training(tmp_path),
    ):
        pass
    with store.training(tmp_path):
        pass
