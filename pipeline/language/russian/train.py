"""Train the Russian model from a folder of CoNLL-U files."""

from __future__ import annotations

import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from thinc.api import fix_random_seed

from pipeline.errors import InputError
from pipeline.language.conllu import Sentence, joined
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
from pipeline.language.russian.tagset import Label, Tagset
from pipeline.language.scoring import line, score

HELD_OUT = 25  # every so many sentences one is kept apart
# Rows and width of the tables: form, ending, shape, lemma, three signatures, style.
TABLES = (
    (6000, 96), (2000, 48), (100, 8), (6000, 96), (2000, 64), (1000, 64), (1500, 64), (50, 8),
)  # fmt: skip
LEAST = 10  # sentences


def train(
    paths: Sequence[Path],
    out: Path,
    seed: int = 0,
    settings: Settings | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> dict[str, Any]:
    """Train on treebank files, write the model into `out`, return what its card says.

    Raises:
        InputError: a file is malformed, or all of them together are too small.
    """
    settings = settings or Settings()
    fix_random_seed(seed)
    items = sentences(paths)
    if len(items) < LEAST:
        raise InputError(
            f"only {len(items)} sentences", paths[0].parent, f"a model takes at least {LEAST}"
        )
    held = items[::HELD_OUT]
    rest = [item for place, item in enumerate(items) if place % HELD_OUT]
    model = empty_model(rest)
    learner = Learner(model.network, model.tagset, settings, seed)
    numbers = {name: place for place, name in enumerate(model.relations)}
    samples = [variants(item, model.tagset, numbers) for item in rest]
    steps = _steps([plain for plain, *_ in samples], settings) * settings.epochs
    best, best_scores, best_weights = -1.0, dict[str, float](), learner.averages
    progress(f"{len(rest)} sentences to learn from, {len(held)} held out")
    for epoch in range(settings.epochs):
        started = time.monotonic()
        loss = learner.epoch(samples, steps)
        message = f"epoch {epoch + 1} of {settings.epochs}: loss {loss:.3f}"
        message += f", {time.monotonic() - started:.0f} s"
        if epoch % 4 == 3 or epoch + 1 == settings.epochs:
            with learner.averaged():
                scores = score(held, tagged(model, held)).f1()
            message += f", held out: {line(scores)}"
            if scores["las"] + scores["feats"] > best:
                best, best_scores = scores["las"] + scores["feats"], scores
                best_weights = {k: v.copy() for k, v in learner.averages.items()}
        progress(message)
    model.network.set_params(best_weights)
    model.save(out)
    return {
        "data": dict(Counter(item.source for item in rest)),
        "held_out": len(held),
        "held_out_scores": best_scores,
        "seeds": [seed],
        "settings": asdict(settings),
        "parameters": int(sum(v.size for v in model.network.params().values())),
    }


def tagged(model: Model, items: Sequence[Sentence]) -> list[Sentence]:
    """Sentences whose tokens are given, as a model tags and parses them."""
    parsed = model.parse([[word.form for word in item.words] for item in items])
    return [
        replace(
            item,
            words=tuple(
                replace(
                    word,
                    upos=upos,
                    feats=joined(dict(feats)),
                    lemma=model.lemmatizer.lemma(word.form, upos, feats),
                    head=head,
                    deprel=relation,
                )
                for word, (upos, feats), head, relation in zip(
                    item.words, read.labels, read.tree.heads, read.tree.relations, strict=True
                )
            ),
        )
        for item, read in zip(items, parsed, strict=True)
    ]


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
