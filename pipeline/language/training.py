"""Training from a folder of treebanks: a new version beside the old ones, with its card."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.language import conllu, evaluation
from pipeline.language.engine import MODELS, NAMES, package_missing
from pipeline.language.versions import CARD, new_version, newest, write_card
from pipeline.language.working import single_thread
from pipeline.vocabulary import Lang

Progress = Callable[[str], None]
SEEDS = {Lang.RUS: 0, Lang.KAZ: 1}  # of the models that ship
PACKAGES = {Lang.RUS: ("spacy", "thinc", "numpy", "pymorphy3"), Lang.KAZ: ("stanza", "torch")}
TREEBANKS = {
    "ru_gsd": "UD_Russian-GSD (CC BY-SA 4.0)",
    "ru_taiga": "UD_Russian-Taiga (CC BY-SA 4.0)",
    "kk_ktb": "UD_Kazakh-KTB (CC BY-SA 4.0)",
}
SHARE_ALIKE = (
    "As material adapted from a treebank under CC BY-SA, the model is given under the same licence "
    "and names the treebank's authors; the code is not concerned."
)
UNKNOWN = "{} (see its LICENSE.txt: its terms bind the model)"
TESTED = "ru_pud"  # kept for testing, never learnt from


def silent(_: str) -> None:
    """Progress that nobody watches."""


def train(
    lang: Lang,
    data: Path,
    models: Path = MODELS,
    seed: int | None = None,
    *,
    epochs: int | None = None,
    work: Path = evaluation.WORK,
    progress: Progress = silent,
) -> Path:
    """Train a language's model on a folder of CoNLL-U files; the same seed gives the same model.

    Args:
        lang: which model; Russian learns from `ru_*.conllu` but for PUD, Kazakh from `kk_*.conllu`.
        data: the folder of treebank files.
        models: the folder in which the new version appears when it is complete.
        seed: of the first network; by default that of the model that ships.
        epochs: passes over the data, in place of the usual number.
        work: where `evaluate` keeps a ten-fold evaluation, whose scores the card takes over.
        progress: gets a line now and then.

    Raises:
        InputError: the folder or a file of it cannot be used.
        ModelError: a package is missing.
        WorkspaceError: `models` cannot be written.
    """
    seed = SEEDS[lang] if seed is None else seed
    paths = conllu.files(data, evaluation.PREFIXES[lang])
    begun = time.monotonic()
    try:
        with new_version(lang, models) as folder:
            if lang is Lang.RUS:
                made = _russian(paths, folder, seed, epochs, progress)
            else:
                made = _kazakh(paths, folder, seed, epochs, work, progress)
            write_card(folder, _card(lang, folder, made, time.monotonic() - begun))
    except ModuleNotFoundError as error:
        raise package_missing(error, models / NAMES[lang]) from None
    return models / NAMES[lang] / str(newest(lang, models))


def _russian(
    paths: Sequence[Path], folder: Path, seed: int, epochs: int | None, progress: Progress
) -> dict[str, Any]:
    from pipeline.language.russian.learn import Settings
    from pipeline.language.russian.model import load
    from pipeline.language.russian.train import train as learn

    settings = Settings() if epochs is None else Settings(epochs=epochs)
    learnt = [path for path in paths if not path.name.startswith(TESTED)]
    tested = [path for path in paths if path.name.startswith(TESTED)]
    with single_thread():  # the last digits differ by the number of threads
        made = learn(learnt or paths, folder, seed, settings, progress)
    held_out = made.pop("held_out_scores")
    made["scores"] = {"measured": "held-out sentences, tokens given", "figures": held_out}
    if learnt and tested:
        figures = evaluation.russian_figures(load(folder), tested)
        made["scores"] = {"measured": evaluation.raw(tested), "figures": figures}
        made["held_out_scores"] = held_out
    return made


def _kazakh(
    paths: Sequence[Path],
    folder: Path,
    seed: int,
    epochs: int | None,
    work: Path,
    progress: Progress,
) -> dict[str, Any]:
    """Train network after network, so that there is something to tell in between."""
    from pipeline.language.kazakh.model import NETWORKS, train_on
    from pipeline.language.kazakh.training import Plan

    sentences = [sentence for path in paths for sentence in conllu.read(path)]
    plan = Plan() if epochs is None else replace(Plan(), epochs=epochs)
    seeds = [seed + number for number in range(NETWORKS)]
    made: dict[str, Any] = {}
    for number in range(NETWORKS):
        progress(f"network {number + 1} of {NETWORKS}, on {len(sentences)} sentences")
        made = train_on(sentences, folder, seeds[: number + 1], plan)
    for part in folder.glob("network-*.pt"):
        part.unlink()
    return {
        "data": dict(Counter(sentence.source for sentence in sentences)),
        "seeds": seeds,
        "settings": {**made["plan"], "sizes": made["sizes"]},
        "parameters": made["parameters"],
        "scores": evaluation.kept(paths, seeds, epochs, work)
        or {"measured": "not yet: bilik models evaluate kazakh", "figures": {}},
    }


def _card(lang: Lang, folder: Path, made: dict[str, Any], seconds: float) -> dict[str, Any]:
    return {
        "name": NAMES[lang],
        "date": datetime.now(UTC).date().isoformat(),
        "licence": licence(made["data"]),
        **made,
        "bytes": {
            path.name: path.stat().st_size
            for path in sorted(folder.iterdir())
            if path.is_file() and path.name != CARD
        },
        "seconds": round(seconds),
        "packages": _installed(PACKAGES[lang]),
    }


def licence(sources: Iterable[str]) -> str:
    """Which treebanks a model is made from, and what follows for it."""
    banks = sorted({source.partition("-")[0] for source in sources})
    named = [TREEBANKS.get(bank, UNKNOWN.format(bank)) for bank in banks]
    return f"Made from {', '.join(named)}. {SHARE_ALIKE}"


def _installed(names: Iterable[str]) -> dict[str, str]:
    from importlib.metadata import version

    return {name: version(name) for name in names}
