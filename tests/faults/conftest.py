"""Texts that change between two runs, and a workspace as the first of them left it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.dataset import latest
from tests.faults.condition import result
from tests.faults.warm import Fault, Warm

FIRST = ("decree-2007-339", "decree-2011-86/2011-05-19")
SECOND = ("decree-2011-86/2013-04-24", "decree-2006-130", "delegation-1993")
REPLACED = "decree-2007-339/2007-06-04.rus.md"


def ingest(texts: Path, workspace: Path) -> list[object]:
    return [
        "ingest", "--source", f"folder:{texts}", "--replace", "--workspace", workspace, "--quiet"
    ]  # fmt: skip


def build(workspace: Path) -> list[object]:
    return ["build", "--workspace", workspace, "--quiet"]


def commands(texts: Path, workspace: Path) -> list[list[object]]:
    """A scheduled run: take what is new, build, tell of it."""
    return [ingest(texts, workspace), build(workspace), ["news", workspace]]


def at_change(stage: Stage, *words: str) -> int:
    """The number of the first change of storage that has these words, to put a fault there."""
    return next(
        number
        for number, change in enumerate(stage.changes, 1)
        if all(word in change for word in words)
    )


@dataclass(frozen=True, slots=True)
class Stage:
    """A workspace that a first run filled, and the texts that a second run finds."""

    workspace: Path  # never written: tests take copies
    texts: Path  # with those of the first run
    old: str  # name of the first release
    second: dict[str, str]  # what the second makes, undisturbed
    changes: list[str]  # of storage in the second run, undisturbed


@pytest.fixture(scope="session")
def warm() -> Iterator[Warm]:
    with Warm() as process:
        yield process


@pytest.fixture(scope="session")
def stage(warm: Warm, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    folder = tmp_path_factory.mktemp("stage")
    texts, workspace = folder / "texts", folder / "first"
    restated = root / "corpus" / "restated"
    _copy(restated, texts, FIRST)
    done = warm.run(commands(texts, workspace))
    assert done.code == 0, done.err
    _copy(restated, texts, SECOND)
    with (texts / REPLACED).open("a", encoding="utf8") as file:
        file.write("\nПрезидент Республики отменяет настоящий Указ.\n")
    second = shutil.copytree(workspace, folder / "second")
    done = warm.run(commands(texts, second), Fault(below=str(second)))
    assert done.code == 0, done.err
    old = latest(workspace / "releases").name
    return Stage(workspace, texts, old, result(second), done.changes)


def _copy(corpus: Path, texts: Path, names: tuple[str, ...]) -> None:
    for name in names:
        for path in corpus.glob(f"{name}*/*" if "/" not in name else f"{name}*"):
            place = texts / path.relative_to(corpus)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)


@pytest.fixture
def filled(stage: Stage, tmp_path: Path) -> Path:
    """A copy of the workspace after the first run."""
    return shutil.copytree(stage.workspace, tmp_path / "workspace")
