"""Training: a treebank in, a small model out; the same seed gives the same model."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import torch

from pipeline.language.conllu import Sentence, Word
from pipeline.language.kazakh.coding import Coding, Gold, batch
from pipeline.language.kazakh.features import features
from pipeline.language.kazakh.lexicon import Lexicon
from pipeline.language.kazakh.network import Batch, Network, Sizes

COLUMN_WEIGHTS = {"upos": 1.0, "xpos": 0.5, "edit": 0.5, "tag": 0.7}
FEATURE_WEIGHT = 0.3
DEFAULT_SIZES = Sizes()


@dataclass(frozen=True, slots=True)
class Plan:
    """How a network is trained; `tokens` is a batch's size in words."""

    sizes: Sizes = DEFAULT_SIZES
    epochs: int = 22
    tokens: int = 250
    rate: float = 4e-3
    decay: float = 1e-3
    tree: float = 1.0
    average_from: float = 0.6


def fit(
    coding: Coding,
    sentences: Sequence[Sentence],
    seen: Sequence[Sequence[Sequence[str]]],
    seed: int,
    plan: Plan,
) -> Network:
    """One network; its weights are the mean over the later steps of training."""
    torch.manual_seed(seed)
    shuffler = random.Random(seed)  # noqa: S311 - repeatable, not secret
    network = Network(
        len(coding.features) + 1,
        [len(labels) for labels in coding.columns.values()],
        len(coding.relations),
        plan.sizes,
    )
    weights = [COLUMN_WEIGHTS.get(name, FEATURE_WEIGHT) for name in coding.columns]
    optimizer = torch.optim.AdamW(
        network.parameters(), plan.rate, betas=(0.9, 0.95), weight_decay=plan.decay
    )
    coded = [
        (coding.ids(names), coding.gold(sentence))
        for names, sentence in zip(seen, sentences, strict=True)
    ]
    batches = list(_batches(coded, plan.tokens, shuffler))
    steps = plan.epochs * len(batches)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, plan.rate, total_steps=steps + 1, pct_start=0.1, cycle_momentum=False
    )
    averaged = torch.optim.swa_utils.AveragedModel(
        network,
        multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.99),  # type: ignore[no-untyped-call]
    )
    step = 0
    for _ in range(plan.epochs):
        network.train()
        batches = list(_batches(coded, plan.tokens, shuffler))[: len(batches)]
        for one in batches:
            optimizer.zero_grad()
            loss = network.loss(one, weights, plan.tree)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            step += 1
            if step >= plan.average_from * steps:
                averaged.update_parameters(network)
    network.load_state_dict(averaged.module.state_dict())
    return network.eval()


def training_features(sentences: Sequence[Sentence], lexicon: Lexicon) -> list[list[list[str]]]:
    """Features as they would be if the sentence itself had not fed the lexicon."""
    return [
        features(
            [word.form for word in sentence.words],
            lexicon,
            Counter((word.lemma, word.upos) for word in sentence.words),
        )
        for sentence in sentences
    ]


def whole_tokens(sentence: Sentence) -> Sentence:
    """A multiword token's words as one word, as the tokenizer will give them at work."""
    groups: list[list[int]] = []
    for place, word in enumerate(sentence.words):
        if place and sentence.words[place - 1].start == word.start:
            groups[-1].append(place)
        else:
            groups.append([place])
    if len(groups) == len(sentence.words):
        return sentence
    number = {old + 1: new for new, group in enumerate(groups, start=1) for old in group}
    words: list[Word] = []
    for group in groups:
        inside = {place + 1 for place in group}
        outer = [p for p in group if sentence.words[p].head not in inside]
        top = sentence.words[outer[0]]
        form = sentence.text[top.start : top.end]
        lemma = top.lemma if len(group) == 1 else form.lower()
        words.append(replace(top, form=form, lemma=lemma, head=number.get(top.head, 0)))
    return replace(sentence, words=tuple(words))


Coded = tuple[list[list[int]], Gold]


def _batches(coded: Sequence[Coded], tokens: int, shuffler: random.Random) -> Iterator[Batch]:
    """Batches of sentences of about the same length, in random order."""
    order = list(range(len(coded)))
    order.sort(key=lambda i: len(coded[i][0]) + shuffler.random() * 6)
    groups: list[list[int]] = [[]]
    size = 0
    for index in order:
        if size >= tokens:
            groups.append([])
            size = 0
        groups[-1].append(index)
        size += len(coded[index][0])
    shuffler.shuffle(groups)
    for group in groups:
        group.sort(key=lambda i: -len(coded[i][0]))
        yield batch([coded[i][0] for i in group], [coded[i][1] for i in group])
