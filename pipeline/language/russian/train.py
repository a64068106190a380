"""Train the Russian model from a folder of CoNLL-U files."""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from thinc.api import fix_random_seed

from pipeline.language.russian.conllu import Sentence
from pipeline.language.russian.data import (
    Sample,
    batches,
    label_of,
    relations_of,
    sentences,
    tagset_of,
    variants,
)
from pipeline.language.russian.learn import Learner, Settings
from pipeline.language.russian.lemmas import Lemmatizer
from pipeline.language.russian.model import Model
from pipeline.language.russian.network import Network, Sizes
from pipeline.language.russian.scoring import Scores, score_gold_tokens
from pipeline.language.russian.tagset import Label, Tagset

VERSION = "1"
TRAINING = ("ru_gsd-dev", "ru_gsd-test", "ru_taiga-dev", "ru_taiga-test")
HELD_OUT = 25  # every so many sentences one is kept apart
# Rows and width of the tables: form, ending, shape, lemma, three signatures, style.
TABLES = (
    (6000, 96), (2000, 48), (100, 8), (6000, 96), (2000, 64), (1000, 64), (1500, 64), (50, 8),
)  # fmt: skip
LICENCE = (
    "The treebanks UD_Russian-GSD and UD_Russian-Taiga are CC BY-SA 4.0: the model, as adapted "
    "material, is given under the same licence, naming them; the code is not concerned."
)


def train(folder: Path, out: Path, seed: int = 0, settings: Settings | None = None) -> Scores:
    """Train on the files of `folder`, write the model and its card into `out`."""
    settings = settings or Settings()
    begun = time.monotonic()
    fix_random_seed(seed)
    items = sentences([folder / f"{name}.conllu" for name in TRAINING])
    held = items[::HELD_OUT]
    rest = [item for place, item in enumerate(items) if place % HELD_OUT]
    model = empty_model(rest)
    learner = Learner(model.network, model.tagset, settings, seed)
    numbers = {name: place for place, name in enumerate(model.relations)}
    samples = [variants(item, model.tagset, numbers) for item in rest]
    steps = _steps([plain for plain, *_ in samples], settings) * settings.epochs
    best, best_scores, best_weights = -1.0, Scores(), learner.averages
    for epoch in range(settings.epochs):
        started = time.monotonic()
        loss = learner.epoch(samples, steps)
        line = f"epoch {epoch + 1}: loss {loss:.3f}, {time.monotonic() - started:.0f} s"
        if epoch % 4 == 3 or epoch + 1 == settings.epochs:
            with learner.averaged():
                scores = score_gold_tokens(model, held)
            line += f", held out {scores.line()}"
            if scores.las + scores.feats > best:
                best, best_scores = scores.las + scores.feats, scores
                best_weights = {k: v.copy() for k, v in learner.averages.items()}
        sys.stderr.write(line + "\n")
    model.network.set_params(best_weights)
    model.save(out)
    card = {
        "name": "russian",
        "version": VERSION,
        "date": datetime.now(UTC).date().isoformat(),
        "data": dict(Counter(item.source for item in rest)),
        "held_out": len(held),
        "licence": LICENCE,
        "seed": seed,
        "settings": asdict(settings),
        "weights": int(sum(v.size for v in model.network.params().values())),
        "bytes": {path.name: path.stat().st_size for path in sorted(out.glob("*.*"))},
        "seconds": round(time.monotonic() - begun),
        "held_out_scores": best_scores.as_dict(),
    }
    text = json.dumps(card, ensure_ascii=False, indent=2, sort_keys=True)
    (out / "card.json").write_text(text + "\n", encoding="utf8")
    return best_scores


def empty_model(items: Sequence[Sentence]) -> Model:
    """A model with tables learnt by counting and weights not yet learnt."""
    tagset, relations = tagset_of(items), relations_of(items)
    sizes = Sizes(tables=TABLES, tags=tagset.total, labels=len(relations))
    network = Network(sizes)
    network.initialize()
    return Model(
        network=network,
        tagset=tagset,
        relations=relations,
        lemmatizer=Lemmatizer.learn(items),
        lexicon=lexicon_of(items, tagset),
    )


def lexicon_of(items: Sequence[Sentence], tagset: Tagset) -> dict[str, list[Label]]:
    """What the treebanks call a word and the dictionary does not know it may be called."""
    from pipeline.language.russian.dictionary import readings

    counts: dict[str, Counter[Label]] = defaultdict(Counter)
    for item in items:
        for word in item.words:
            counts[word.form.lower()][label_of(word.upos, word.feats)] += 1
    seen = set(tagset.seen)
    lexicon = {}
    for form, labels in sorted(counts.items()):
        known = {(reading.upos, reading.feats) for reading in readings(form)}
        new = [
            label
            for label, count in sorted(labels.items())
            if label in seen and label not in known and (count > 1 or labels.total() < 4)
        ]
        if new:
            lexicon[form] = new
    return lexicon


def _steps(samples: Sequence[Sample], settings: Settings) -> int:
    rng = random.Random(0)  # noqa: S311
    return sum(1 for _ in batches(samples, settings.words, rng))


def main() -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=Settings().epochs)
    args = parser.parse_args()
    np.seterr(over="raise", invalid="raise")
    train(args.folder, args.out, args.seed, Settings(epochs=args.epochs))


if __name__ == "__main__":
    main()
