"""What a release was made from and with: the run's hashes, and the models with their cards."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from pipeline.classifier import store
from pipeline.dataset import ModelCard, Run
from pipeline.errors import InputError
from pipeline.language import engine
from pipeline.vocabulary import Lang

CARD = "card.json"


def run_of(
    inputs_hash: str,
    files: Mapping[str, Path],
    code: Iterable[Path],
    readers: Mapping[str, object],
    packages: Iterable[str],
) -> Run:
    """The record of a run.

    Args:
        inputs_hash: hash of all that may change the release.
        files: its `registry`, `weights` and `claims`.
        code: our code and data files, in a fixed order.
        readers: which models read.
        packages: those whose version may change what a text gives.
    """
    return Run(
        inputs_hash=inputs_hash,
        bilik=metadata.version("bilik"),
        code_sha256=sha256(code),
        registry_sha256=sha256([files["registry"]]),
        weights_sha256=sha256([files["weights"]]),
        claims_sha256=sha256([files["claims"]]),
        readers=tuple(f"{name}={version}" for name, version in readers.items()),
        packages=tuple(f"{name}={metadata.version(name)}" for name in packages),
    )


def models_in_use() -> dict[Path, ModelCard]:
    """The models that read clauses now, by the place of their cards; engines by rule have none.

    Raises:
        ModelError, StoreError: a model is missing or its registry damaged.
        InputError: a model has no card, or one that cannot be read.
    """
    found = {}
    for lang in Lang:
        if engine.chosen(lang) == engine.TRAINED:
            card = engine.model_folder(lang) / CARD
            found[card] = _model(card, "tagger", [lang], engine.files(lang))
    if (version := store.champion_version()) is not None:
        card = store.HOME / str(version) / CARD
        found[card] = _model(card, "classifier", list(Lang), [card.with_name(store.MODEL)])
    return found


def sha256(files: Iterable[Path]) -> str:
    """SHA-256 of the files' bytes, one after the other."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _model(path: Path, kind: str, langs: Sequence[Lang], files: Sequence[Path]) -> ModelCard:
    try:
        card = json.loads(path.read_text(encoding="utf8"))
        # A tagger's card has its figures under `scores`, a classifier's beside how it was measured.
        told = card.get("scores", card)
        return ModelCard(
            name=card["name"],
            version=int(path.parent.name),
            kind=kind,
            langs=tuple(lang.value for lang in langs),
            made=card["date"],
            trained_on=tuple(_leaves(card["data"])),
            measured=told["measured"],
            scores=tuple(_leaves(told["figures"])),
            licence=card["licence"],
            sha256=sha256(files),
        )
    except (OSError, ValueError, KeyError, AttributeError) as cause:
        raise InputError(
            f"the model's card cannot be read ({cause!r})",
            path,
            "put the card back, or train the model anew with `bilik models train`",
        ) from cause


def _leaves(value: Any, path: str = "") -> Iterator[str]:
    """Each leaf of a JSON value as path=value, in the card's order."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _leaves(below, f"{path}/{key}" if path else key)
    elif isinstance(value, list):
        for below in value:
            yield from _leaves(below, path)
    else:
        yield f"{path}={value}"
