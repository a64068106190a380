"""How good the trained models are: Russian on a test file, Kazakh by ten-fold cross-validation.

KTB is so small that its authors ask for ten folds: ten models are trained, each tested on the
tenth that it has not seen. Each fold is kept in a work folder, so an evaluation that was stopped
goes on where it was. In both languages the test sentences are joined to raw text and cut again by
our own tokenizer, as in the CoNLL-18 shared task.
"""

from __future__ import annotations

import hashlib
import json
import random
import statistics
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import InputError
from pipeline.files import write_whole
from pipeline.language import conllu
from pipeline.language.conllu import Sentence, Word
from pipeline.language.engine import (
    MODELS,
    NAMES,
    load_russian,
    model_folder,
    package_missing,
)
from pipeline.language.scoring import doc_sentences, line, score
from pipeline.language.versions import card
from pipeline.vocabulary import Lang

if TYPE_CHECKING:
    from pipeline.language.kazakh.model import KazakhModel
    from pipeline.language.russian.model import Model

Progress = Callable[[str], None]
PREFIXES = {Lang.RUS: "ru", Lang.KAZ: "kk"}
WORK = Path("workspace") / "folds"
FOLDS, FOLD_SEED = 10, 20261121
TARGETS = {
    Lang.RUS: {"tokens": 99, "upos": 95, "feats": 80, "lemma": 95, "uas": 82, "las": 75},
    Lang.KAZ: {"tokens": 98.5, "upos": 89, "feats": 80, "lemma": 88, "uas": 73, "las": 60},
}


def evaluate(
    lang: Lang,
    data: Path,
    models: Path = MODELS,
    *,
    work: Path = WORK,
    epochs: int | None = None,
    progress: Progress = lambda _: None,
) -> dict[str, Any]:
    """Measure a language's model.

    Args:
        lang: which model.
        data: a folder of CoNLL-U files. The newest Russian model is tested on those files that it
            was not trained on; for Kazakh ten models are trained on nine tenths each.
        models: the folder of models.
        work: where the Kazakh folds are kept.
        epochs: passes over the data in place of the usual number, for Kazakh.
        progress: gets a line now and then.

    Returns:
        `model`, `measured`, `figures`, `targets`; for Kazakh also `deviation` and `folds`.

    Raises:
        InputError: the folder or a file of it cannot be used.
        ModelError: the model or a package is missing.
    """
    paths = conllu.files(data, PREFIXES[lang])
    if lang is Lang.RUS:
        found = _russian(paths, models)
    else:
        try:
            found = _kazakh(paths, work, epochs, progress)
        except ModuleNotFoundError as error:
            raise package_missing(error, work) from None
    return {**found, "targets": TARGETS[lang]}


def raw(paths: Sequence[Path]) -> str:
    """What was measured, in words."""
    return f"{', '.join(path.stem for path in paths)}, raw text"


# -- Russian -------------------------------------------------------------------------------------


def _russian(paths: Sequence[Path], models: Path) -> dict[str, Any]:
    folder = model_folder(Lang.RUS, models)
    learnt = card(folder, Lang.RUS).get("data", {})
    unseen = [path for path in paths if path.stem not in learnt]
    if not unseen:
        raise InputError(
            "the model was trained on every ru_*.conllu file there",
            paths[0].parent,
            "add a file that it has not seen, for example ru_pud-test.conllu",
        )
    model = load_russian(folder)
    return {
        "model": f"{NAMES[Lang.RUS]} {folder.name}",
        "measured": raw(unseen),
        "figures": russian_figures(model, unseen),
    }


def russian_figures(model: Model, paths: Sequence[Path]) -> dict[str, float]:
    """Scores from raw text, document by document."""
    from pipeline.language.russian.scheme import printed

    documents: list[list[Sentence]] = []
    for path in paths:
        for place, sentence in enumerate(conllu.read(path, printed)):
            if sentence.new_doc or not place:
                documents.append([])
            documents[-1].append(sentence)
    texts = [" ".join(sentence.text for sentence in document) for document in documents]
    system = [sentence for doc in model.tag(texts) for sentence in doc_sentences(doc)]
    figures = score([s for document in documents for s in document], system).f1()
    figures.pop("xpos")  # the treebanks differ, and nobody needs them
    return figures


# -- Kazakh --------------------------------------------------------------------------------------


def folds(
    sentences: Sequence[Sentence], count: int = FOLDS, seed: int = FOLD_SEED
) -> list[tuple[list[Sentence], list[Sentence]]]:
    """`count` pairs of (train, test); each sentence is tested once, in the treebank's order."""
    order = list(range(len(sentences)))
    random.Random(seed).shuffle(order)  # noqa: S311 - repeatable, not secret
    place = {index: position % count for position, index in enumerate(order)}
    return [
        (
            [s for i, s in enumerate(sentences) if place[i] != fold],
            [s for i, s in enumerate(sentences) if place[i] == fold],
        )
        for fold in range(count)
    ]


def kept(
    paths: Sequence[Path], seeds: Sequence[int], epochs: int | None = None, work: Path = WORK
) -> dict[str, Any]:
    """What an evaluation of the same data, seeds and code found; nothing if there was none."""
    try:
        found = json.loads((_home(paths, seeds, epochs, work) / "scores.json").read_text("utf8"))
    except (OSError, ValueError):
        return {}
    return {name: found[name] for name in ("measured", "figures", "deviation")}


def _kazakh(
    paths: Sequence[Path], work: Path, epochs: int | None, progress: Progress
) -> dict[str, Any]:
    from pipeline.language.kazakh.model import NETWORKS

    seeds = list(range(1, NETWORKS + 1))
    sentences = [sentence for path in paths for sentence in conllu.read(path)]
    if len(sentences) < FOLDS:
        raise InputError(
            f"only {len(sentences)} sentences", paths[0].parent, f"{FOLDS} folds take more"
        )
    home = _home(paths, seeds, epochs, work)
    progress(
        f"{FOLDS} folds of {NETWORKS} networks: half an hour on one core. They are kept in {home}; "
        "a second run goes on where this one stops."
    )
    rows = []
    for number, (train, test) in enumerate(folds(sentences)):
        row = _fold(home / str(number), train, test, seeds, epochs)
        progress(f"fold {number + 1} of {FOLDS}: {line(row)}")
        rows.append(row)
    found = {
        "model": f"{NAMES[Lang.KAZ]}, one a fold, seeds {seeds[0]}-{seeds[-1]}",
        "measured": f"{FOLDS}-fold cross-validation on {raw(paths)}",
        "figures": {n: round(statistics.mean(row[n] for row in rows), 2) for n in rows[0]},
        "deviation": {n: round(statistics.pstdev(row[n] for row in rows), 2) for n in rows[0]},
        "folds": rows,
    }
    _keep(home / "scores.json", found)
    return found


def _fold(
    folder: Path,
    train: Sequence[Sentence],
    test: Sequence[Sentence],
    seeds: Sequence[int],
    epochs: int | None,
) -> dict[str, float]:
    """Scores of one fold, read if it was done before."""
    done = folder / "fold.json"
    if done.exists():
        figures: dict[str, float] = json.loads(done.read_text("utf8"))
        return figures
    from dataclasses import replace

    from pipeline.language.kazakh.model import KazakhModel, train_on
    from pipeline.language.kazakh.training import Plan

    plan = Plan() if epochs is None else replace(Plan(), epochs=epochs)
    train_on(train, folder, seeds, plan)
    model = KazakhModel.load(folder)
    figures = score(test, kazakh_sentences(model, [" ".join(s.text for s in test)])).f1()
    _keep(done, figures)
    return figures


def kazakh_sentences(model: KazakhModel, texts: Sequence[str]) -> list[Sentence]:
    """What the model reads of some texts as treebank records, in the treebank's own tags."""
    result = []
    for text, sentences in zip(texts, model.tag(texts), strict=True):
        for tokens in sentences:
            base = tokens[0].start
            spans = tuple((t.start - base, t.end - base) for t in tokens)
            words = tuple(
                Word(
                    t.text, t.lemma, t.upos, t.xpos, t.feats,
                    0 if t.head == place else t.head + 1, t.deprel, *span,
                )
                for place, (t, span) in enumerate(zip(tokens, spans, strict=True))
            )  # fmt: skip
            result.append(Sentence(text[base : tokens[-1].end], words, spans))
    return result


def _home(paths: Sequence[Path], seeds: Sequence[int], epochs: int | None, work: Path) -> Path:
    """The folder of the folds of one treebank, plan and code: others are never mixed in."""
    code = Path(__file__).parent
    digest = hashlib.sha256(repr((list(seeds), epochs)).encode())
    for path in [*paths, code / "conllu.py", *sorted((code / "kazakh").glob("*.[pt][yo]*"))]:
        digest.update(path.name.encode() + path.read_bytes())
    return work / f"kazakh-{digest.hexdigest()[:12]}"


def _keep(path: Path, values: dict[str, Any]) -> None:
    """Write at once or not at all: a stopped run leaves no half a file."""
    write_whole(path, json.dumps(values, ensure_ascii=False, indent=1) + "\n")
