"""The versions of the label model on disk: which one reads, who came before, whole or damaged.

    models/classifier/registry.json      the champion, those before it, a hash for each file
    models/classifier/3/model.skops      the fitted pipeline
    models/classifier/3/card.json        data, date, figures, versions of the libraries

A model is opened only if its file has the registered hash and holds no other types than those of
scikit-learn and numpy: a pickle could run anything.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.classifier.model import LabelModel
from pipeline.errors import BilikError, InputError
from pipeline.files import write_whole

HOME = Path(__file__).parents[2] / "models" / "classifier"
REGISTRY, MODEL, CARD = "registry.json", "model.skops", "card.json"
EMPTY: dict[str, Any] = {"champion": None, "versions": {}, "history": []}
RETRAIN = "train one: bilik models train classifier"
KEPT = "take it back from where it was kept, or delete the folder of classifiers and train anew"
LIST = "see which there are: bilik models list"
ROLLED_BACK = "rolled back"


class StoreError(BilikError):
    """A label model that is missing, damaged, or not ours."""


@contextmanager
def training(home: Path = HOME) -> Iterator[None]:
    """Hold the folder for one training; those who only read are never kept out.

    Raises:
        StoreError: the folder cannot be written, or another training holds it.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock = (home / ".lock").open("w")
    except OSError as error:
        raise _unwritable(error, home) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StoreError("another training is going on here", home, "wait for it") from None
        yield


def save(model: LabelModel, card: dict[str, Any], home: Path = HOME) -> int:
    """Keep a model as the next version; it does not read clauses until it is promoted.

    Raises:
        StoreError: the registry is damaged, or the folder cannot be written.
    """
    from skops.io import dumps

    registry = _registry(home)
    version = max(map(int, registry["versions"]), default=0) + 1
    folder = home / str(version)
    data = dumps(model.pipeline)
    card = {"name": "classifier", "version": version, **card}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MODEL).write_bytes(data)
        text = json.dumps(card, ensure_ascii=False, indent=1)
        (folder / CARD).write_text(text + "\n", encoding="utf8")
    except OSError as error:
        raise _unwritable(error, folder) from None
    registry["versions"][str(version)] = {
        "sha256": hashlib.sha256(data).hexdigest(),
        "review_below": round(model.review_below, 4),
    }
    _write(home, registry)
    return version


def load(version: int | None = None, home: Path = HOME) -> LabelModel:
    """Open a version, by default the champion.

    Raises:
        StoreError: there is none, its file is not the registered one, or it holds foreign types.
    """
    registry = _registry(home)
    if version is None:
        version = registry["champion"]
    if version is None:
        raise StoreError("there is no classifier that reads", home, RETRAIN)
    known = registry["versions"].get(str(version))
    if known is None:
        raise StoreError(f"there is no classifier {version}", home, LIST)
    path = home / str(version) / MODEL
    try:
        data = path.read_bytes()
    except OSError as error:
        raise StoreError(f"cannot be read ({error.strerror})", path, KEPT) from None
    if hashlib.sha256(data).hexdigest() != known["sha256"]:
        raise StoreError("the file is not the one that was registered", path, KEPT)
    return _open(data, path, known["review_below"])


def _open(data: bytes, path: Path, review_below: float) -> LabelModel:
    from skops.io import get_untrusted_types, loads

    try:
        foreign = get_untrusted_types(data=data)
        if foreign:
            raise StoreError(
                f"holds types that no classifier of ours has: {', '.join(foreign)}", path, KEPT
            )
        return LabelModel(loads(data, trusted=[]), review_below)
    except BilikError:
        raise
    except Exception as error:  # a damaged archive fails in many ways
        raise StoreError(f"cannot be opened ({error})", path, KEPT) from error


def champion_version(home: Path | None = None) -> int | None:
    """The number of the version that reads clauses, None where none was ever promoted.

    Raises:
        StoreError: the registry is damaged, or gone while there are versions.
    """
    number: int | None = _registry(home or HOME)["champion"]
    return number


def champion_or_none(home: Path | None = None) -> LabelModel | None:
    """The model that reads clauses, loaded once a process; without one the rules read alone.

    Only where none was ever promoted is there none: a damaged one is an error.

    Raises:
        StoreError: as `load`.
    """
    number = champion_version(home)
    return None if number is None else _loaded(number, home or HOME)


def champion(home: Path | None = None) -> LabelModel:
    """The model that reads clauses, loaded once a process.

    Raises:
        StoreError: as `load`, and where there is none.
    """
    return champion_or_none(home) or load(home=home or HOME)


_loaded = cache(load)


def cards(home: Path = HOME) -> list[dict[str, Any]]:
    """The card of every version, the champion marked.

    Raises:
        StoreError: the registry or a card is damaged.
    """
    registry = _registry(home)
    found = []
    for version in sorted(registry["versions"], key=int):
        card = _object(home / version / CARD)
        found.append({**card, "champion": int(version) == registry["champion"]})
    return found


def files(home: Path = HOME) -> list[Path]:
    """What a reading depends on: the registry and the champion's file."""
    registry = _registry(home)
    return (
        [home / REGISTRY, home / str(registry["champion"]) / MODEL] if registry["champion"] else []
    )


def promote(version: int, why: str, home: Path = HOME) -> None:
    """Let a version read clauses from now on.

    Raises:
        StoreError: there is no such version, or its file is damaged.
    """
    load(version, home)
    registry = _registry(home)
    if registry["champion"] == version:
        return
    registry["history"].append(
        {
            "version": version,
            "before": registry["champion"],
            "date": str(datetime.now(UTC).date()),
            "why": why,
        }
    )
    registry["champion"] = version
    _write(home, registry)


def rollback(home: Path = HOME) -> int:
    """Give the place back to the champion before this one.

    Returns:
        The version that reads now.

    Raises:
        InputError: there was no other before.
    """
    line: list[int] = []  # of champions, without those that were rolled back
    for step in _registry(home)["history"]:
        if step["why"] == ROLLED_BACK:
            line.pop()
        else:
            line.append(step["version"])
    if len(line) < 2:
        raise InputError("no classifier was the champion before", home, LIST)
    promote(line[-2], ROLLED_BACK, home)
    return line[-2]


def _registry(home: Path) -> dict[str, Any]:
    path = home / REGISTRY
    if path.exists():
        found = _object(path)
        if not EMPTY.keys() <= found.keys():
            raise StoreError(f"lacks {', '.join(sorted(EMPTY.keys() - found.keys()))}", path, KEPT)
        return found
    if any(home.glob(f"*/{MODEL}")):
        raise StoreError("there are classifiers, but not what tells which one reads", path, KEPT)
    return deepcopy(EMPTY)


def _object(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf8"))
    except (OSError, ValueError, RecursionError) as error:
        raise StoreError(f"cannot be read ({error})", path, KEPT) from None
    if not isinstance(found, dict):
        raise StoreError("is no JSON object", path, KEPT)
    return found


def _write(home: Path, registry: dict[str, Any]) -> None:
    try:
        write_whole(home / REGISTRY, json.dumps(registry, ensure_ascii=False, indent=1) + "\n")
    except OSError as error:
        raise _unwritable(error, home) from None


def _unwritable(error: OSError, folder: Path) -> StoreError:
    return StoreError(
        f"cannot be written ({error.strerror})", folder,
        "give yourself the right to write there, or name another folder with --models",
    )  # fmt: skip
