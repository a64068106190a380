"""One training step after another: losses, gradients, averages."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from thinc.api import Adam, Optimizer

from pipeline.language.russian.data import Sample, batches
from pipeline.language.russian.network import Floats, Network, pad
from pipeline.language.russian.tagset import Tagset


@dataclass(frozen=True, slots=True)
class Settings:
    """How long and how hard to train."""

    epochs: int = 34
    words: int = 700
    rate: float = 0.003
    dropout: float = 0.33
    # Chance that a column of evidence is hidden: form, ending, shape, lemma, signatures, style.
    hide: tuple[float, ...] = (0.3, 0.1, 0.1, 0.2, 0.05, 0.05, 0.1, 0.3)
    average: float = 0.998
    warm_up: int = 100
    # Shares of sentences as they are, without their closing mark, in capitals.
    variants: tuple[float, float, float] = (0.86, 0.12, 0.02)


@dataclass(slots=True)
class Learner:
    """Trains a network; `averages` holds the running mean of its weights, which is what counts."""

    network: Network
    tagset: Tagset
    settings: Settings
    seed: int
    steps: int = 0
    averages: dict[str, Floats] = field(default_factory=dict)
    optimizer: Optimizer = field(init=False)
    rng: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)  # noqa: S311
        self.optimizer = Adam(
            self.settings.rate, beta1=0.9, beta2=0.95, L2=0.0, grad_clip=5.0, use_averages=False
        )
        for head in (self.network.tagger, self.network.parser):
            head.attrs["dropout"] = self.settings.dropout

    def epoch(self, sentences: Sequence[Sequence[Sample]], total_steps: int) -> float:
        """One pass over the sentences, each in one of its variants; returns the mean loss."""
        losses = []
        weights = self.settings.variants
        samples = [self.rng.choices(options, weights)[0] for options in sentences]
        for batch in batches(samples, self.settings.words, self.rng):
            self.optimizer.learn_rate = self._rate(total_steps)
            losses.append(self._step(batch))
            self._average()
        return float(np.mean(losses))

    def _rate(self, total: int) -> float:
        warm = min(1.0, (self.steps + 1) / self.settings.warm_up)
        left = max(0.0, 1 - self.steps / total)
        return self.settings.rate * warm * (0.05 + 0.95 * left)

    def _average(self) -> None:
        """Running averages that soon forget the first steps."""
        self.steps += 1
        keep = np.float32(min(self.settings.average, (1 + self.steps) / (10 + self.steps)))
        for name, value in self.network.params().items():
            if name in self.averages:
                mean = self.averages[name]
                mean *= keep
                mean += (1 - keep) * value
            else:
                self.averages[name] = value.copy()

    @contextmanager
    def averaged(self) -> Iterator[None]:
        """The network with its averaged weights, for the length of a block."""
        now = {name: value.copy() for name, value in self.network.params().items()}
        self.network.set_params(self.averages)
        yield
        self.network.set_params(now)

    def _step(self, batch: Sequence[Sample]) -> float:
        net, rate = self.network, self.settings.dropout
        ids = np.concatenate([item.ids for item in batch])
        lengths = [len(item) for item in batch]
        vectors, back_embed = net.embed.begin_update(ids)
        shown = self._shown(len(ids))
        split = np.cumsum(lengths)[:-1]
        below, back_lower = net.lower.begin_update(np.split(vectors * shown, split))
        mask_tags = _mask((len(ids), net.sizes.hidden), rate)
        low = np.concatenate(below)
        scores, back_tags = net.tagger.begin_update(low * mask_tags)
        mask_low = _sentence_mask(lengths, net.sizes.hidden, rate)
        above, back_upper = net.upper.begin_update(np.split(low * mask_low, split))
        mask_high = _sentence_mask(lengths, net.sizes.hidden, rate)
        high = np.concatenate(above) * mask_high
        block, sizes = pad(np.split(high, split))
        loss_arcs, d_block = self._parse(block, sizes, batch)
        d_high = np.concatenate([d_block[i, :n] for i, n in enumerate(lengths)]) * mask_high
        d_low = np.concatenate(back_upper(np.split(d_high, split))) * mask_low
        loss_tags, d_scores = self._tag_loss(scores, np.concatenate([i.tags for i in batch]))
        d_low += back_tags(d_scores) * mask_tags
        d_vectors = np.concatenate(back_lower(np.split(d_low, split))) * shown
        back_embed(np.ascontiguousarray(d_vectors))
        for layer in net.layers:
            layer.finish_update(self.optimizer)
        return loss_arcs + loss_tags

    def _shown(self, count: int) -> Floats:
        """Which columns of evidence each word shows in this step."""
        parts = []
        for (_, width), rate in zip(self.network.sizes.tables, self.settings.hide, strict=True):
            shown = (np.random.random((count, 1)) >= rate).astype("f") / np.float32(1 - rate)
            parts.append(np.repeat(shown, width, axis=1))
        return np.hstack(parts)

    def _parse(
        self, block: Floats, sizes: NDArray[np.int64], batch: Sequence[Sample]
    ) -> tuple[float, Floats]:
        steps = block.shape[1]
        heads = np.zeros(block.shape[:2], dtype=int)
        labels = np.zeros(block.shape[:2], dtype=int)
        real = np.arange(steps)[None, :] < sizes[:, None]
        for place, item in enumerate(batch):
            heads[place, : len(item)] = item.heads
            labels[place, : len(item)] = item.relations
        count = np.float32(real.sum())
        arcs, back = self.network.parser.begin_update((block, sizes))
        loss, d_arcs = _cross_entropy(arcs.arcs.reshape(-1, steps + 1), heads.ravel())
        d_arcs *= real.reshape(-1, 1) / count
        scores, back_relations = arcs.relations(heads)
        loss_labels, d_labels = _cross_entropy(scores, labels.ravel())
        d_labels *= real.reshape(-1, 1) / count
        back_relations(d_labels)
        d_block = back(d_arcs.reshape(arcs.arcs.shape))
        total = float(((loss + loss_labels) * real.ravel()).sum() / count)
        return total, d_block

    def _tag_loss(self, scores: Floats, gold: NDArray[np.int64]) -> tuple[float, Floats]:
        count = len(scores)
        logs = self.tagset.log_probabilities(scores)
        rows = np.arange(count)[:, None]
        loss = -float(logs[rows, gold].sum()) / count
        gradient: Floats = np.exp(logs)
        gradient[rows, gold] -= 1
        gradient /= np.float32(count)
        return loss, gradient


def _mask(shape: tuple[int, int], rate: float) -> Floats:
    kept: Floats = (np.random.random(shape) >= rate).astype("f")
    kept /= np.float32(1 - rate)
    return kept


def _sentence_mask(lengths: Sequence[int], width: int, rate: float) -> Floats:
    """Dropout that hides the same units for all words of a sentence."""
    return np.repeat(_mask((len(lengths), width), rate), lengths, axis=0)


def _cross_entropy(scores: Floats, gold: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Loss of each row and its gradient."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    weights = np.exp(shifted)
    total = weights.sum(axis=1, keepdims=True)
    rows = np.arange(len(gold))
    loss = np.log(total[:, 0]) - shifted[rows, gold]
    gradient = weights / total
    gradient[rows, gold] -= 1
    return loss, gradient
