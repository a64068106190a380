"""The folder of trained models: `<name>/<version>/`, each version with a card."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.errors import WorkspaceError
from pipeline.language.engine import MODELS, NAMES, ModelError, rebuild
from pipeline.vocabulary import Lang

CARD = "card.json"


def card(folder: Path, lang: Lang) -> dict[str, Any]:
    """What a version says of itself.

    Raises:
        ModelError: the card is missing or damaged.
    """
    try:
        found = json.loads((folder / CARD).read_text(encoding="utf8"))
    except (OSError, ValueError) as error:
        raise ModelError(
            f"the model's card cannot be read ({error})", folder / CARD, rebuild(lang)
        ) from None
    if not isinstance(found, dict):
        raise ModelError("the model's card is no object", folder / CARD, rebuild(lang))
    return {**found, "name": NAMES[lang], "version": folder.name}


def cards(models: Path = MODELS) -> list[dict[str, Any]]:
    """The cards of all versions, by name, the oldest version first."""
    langs = sorted(Lang, key=lambda lang: NAMES[lang])
    return [card(folder, lang) for lang in langs for folder in _all(lang, models)]


def write_card(folder: Path, values: dict[str, Any]) -> None:
    """Write a card; numbers and names in a stable order."""
    text = json.dumps(values, ensure_ascii=False, indent=1)
    (folder / CARD).write_text(text + "\n", encoding="utf8")


@contextmanager
def new_version(lang: Lang, models: Path = MODELS) -> Iterator[Path]:
    """An empty folder that becomes the next version when the block ends well, and vanishes if not.

    Raises:
        WorkspaceError: the folder of models cannot be written.
    """
    home = models / NAMES[lang]
    try:
        home.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".new-", dir=home))
    except OSError as error:
        raise WorkspaceError(
            f"the folder cannot be written ({error.strerror})",
            home,
            "give yourself the right to write there, or name another folder with --models",
        ) from None
    try:
        yield beside
        beside.chmod(0o755)
        _publish(beside, lang, models)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def newest(lang: Lang, models: Path = MODELS) -> int:
    """The number of the newest version, 0 if there is none."""
    return max((int(folder.name) for folder in _all(lang, models)), default=0)


def _all(lang: Lang, models: Path) -> list[Path]:
    folders = [
        path for path in (models / NAMES[lang]).glob("*") if path.name.isdigit() and path.is_dir()
    ]
    return sorted(folders, key=lambda path: int(path.name))


def _publish(beside: Path, lang: Lang, models: Path) -> None:
    """Rename to the next number that is free; another training may have taken one meanwhile."""
    while True:
        target = models / NAMES[lang] / str(newest(lang, models) + 1)
        try:
            os.rename(beside, target)  # noqa: PTH104 - onto a full folder it fails, as it must
        except OSError:
            if target.exists():
                continue
            raise
        return
