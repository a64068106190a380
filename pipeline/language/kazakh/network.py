"""One small network for tags, lemma edits and the tree, built of Stanza's own layers.

Stanza's stock parser gives each word one embedding of its form and one of its tag (in 1.15.0 the
features are embedded and then left out of the input). With a thousand sentences that is too
little, so a word enters here as a bag of named features; Stanza's highway LSTM and deep biaffine
scorer do the rest. Tags reach the parser as probabilities, in training as well, so it learns with
the tagger's doubts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import torch
from stanza.models.common.biaffine import DeepBiaffineScorer
from stanza.models.common.hlstm import HighwayLSTM
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, log_softmax
from torch.nn.utils.rnn import pad_sequence

REACH = 10  # words; heads further away share one bucket a side


@dataclass(frozen=True, slots=True)
class Sizes:
    """The network's dimensions and dropouts."""

    word: int = 80
    tagger: int = 96
    parser: int = 160
    layers: int = 1
    tags: int = 64
    arcs: int = 96
    rels: int = 48
    hidden: int = 128
    dropout: float = 0.4
    feature_dropout: float = 0.25

    def as_dict(self) -> dict[str, float]:
        return asdict(self)


@dataclass(slots=True)
class Batch:
    """Sentences to learn from, longest first, each with the root in front."""

    features: Tensor  # ids of all words' features, one word after the other
    offsets: Tensor  # where each word's features begin
    lengths: list[int]  # with the root
    columns: Tensor  # sentence x word x column, -1 where there is nothing to learn
    heads: Tensor
    rels: Tensor


class Network(nn.Module):
    """Feature bags, a tagging LSTM with one output a column, a parsing LSTM, two biaffines."""

    def __init__(self, features: int, columns: Sequence[int], rels: int, sizes: Sizes) -> None:
        super().__init__()
        self.sizes, self.columns, self.relations = sizes, list(columns), rels
        self.bag = nn.EmbeddingBag(features, sizes.word, mode="sum", padding_idx=0)
        nn.init.normal_(self.bag.weight, std=0.15)
        self.norm = nn.LayerNorm(sizes.word)
        self.drop = nn.Dropout(sizes.dropout)
        self.tagger = HighwayLSTM(
            sizes.word,
            sizes.tagger,
            1,
            batch_first=True,
            bidirectional=True,
            dropout=sizes.dropout,
            highway_func=torch.tanh,
            pad=True,
        )
        self.hidden = nn.Linear(2 * sizes.tagger + sizes.word, sizes.hidden)
        self.tags = nn.Linear(sizes.hidden, sum(columns))
        self.tag_input = nn.Linear(sum(columns), sizes.tags, bias=False)
        self.parser = HighwayLSTM(
            sizes.word + sizes.tags,
            sizes.parser,
            sizes.layers,
            batch_first=True,
            bidirectional=True,
            dropout=sizes.dropout,
            highway_func=torch.tanh,
            pad=True,
        )
        wide = 2 * sizes.parser
        self.arcs = DeepBiaffineScorer(wide, wide, sizes.arcs, 1, dropout=sizes.dropout)
        self.offset = nn.Linear(wide, 2 * REACH + 2)
        self.rels = DeepBiaffineScorer(wide, wide, sizes.rels, rels, dropout=sizes.dropout)

    def forward(self, batch: Batch) -> tuple[list[Tensor], Tensor, Tensor]:
        """Log-probabilities of each column, scores of arcs, and states for `relate`."""
        parts = torch.split(self._words(batch), batch.lengths)
        words = pad_sequence(list(parts), batch_first=True)
        columns = self.columns_of(words, batch.lengths)
        arcs, states = self.arcs_of(self.parser_input(words, columns), batch.lengths)
        return columns, arcs, states

    def vectors(self, features: Tensor, offsets: Tensor, keep: Tensor | None = None) -> Tensor:
        """One row a word, from its features; `keep` weighs them."""
        rows: Tensor = self.norm(self.bag(features, offsets, per_sample_weights=keep))
        return rows

    def columns_of(self, words: Tensor, lengths: list[int]) -> list[Tensor]:
        """Log-probabilities of each column for padded sentences of word vectors."""
        context, _ = self.tagger(self.drop(words), lengths)
        hidden = torch.relu(self.hidden(self.drop(torch.cat([context, words], -1))))
        logits = self.tags(self.drop(hidden)).split(self.columns, dim=-1)
        return [log_softmax(column, -1) for column in logits]

    def parser_input(self, words: Tensor, columns: Sequence[Tensor]) -> Tensor:
        """What the parser sees of words: their vectors and the tagger's beliefs."""
        tags = torch.cat(list(columns), -1).detach().exp()
        return torch.cat([self.drop(words), self.drop(self.tag_input(tags))], -1)

    def arcs_of(self, given: Tensor, lengths: list[int]) -> tuple[Tensor, Tensor]:
        """Scores of arcs, and states for `relate`."""
        states, _ = self.parser(given, lengths)
        states = self.drop(states)
        arcs = self.arcs(states, states).squeeze(-1) + self._offsets(states)
        return self._masked(arcs, lengths), states

    def relate(self, states: Tensor, heads: Tensor) -> Tensor:
        """Scores of the relations between each word and its head: Stanza's biaffine, arc by arc.

        The stock scorer takes every pair of words; only the chosen arcs are needed here.
        """
        scorer = self.rels
        above = states.gather(1, heads[..., None].expand(-1, -1, states.size(-1)))
        low = scorer.dropout(scorer.hidden_func(scorer.W1(states)))
        high = scorer.dropout(scorer.hidden_func(scorer.W2(above)))
        one = low.new_ones(*low.shape[:-1], 1)
        bilinear = scorer.scorer.W_bilin
        size, inner, out = bilinear.weight.shape
        left = torch.cat([low, one], -1).flatten(0, 1) @ bilinear.weight.view(size, inner * out)
        right = torch.cat([high, one], -1).flatten(0, 1)[:, None, :]
        scores: Tensor = (right @ left.view(-1, inner, out)).view(*heads.shape, out)
        scores += bilinear.bias
        return scores

    def loss(self, batch: Batch, weights: Sequence[float], tree: float) -> Tensor:
        """Weighted cross-entropies of columns, arcs and relations."""
        columns, arcs, states = self(batch)
        total = sum(
            weight
            * cross_entropy(
                column.flatten(0, 1), batch.columns[..., place].flatten(), ignore_index=-1
            )
            for place, (weight, column) in enumerate(zip(weights, columns, strict=True))
        )
        heads = batch.heads
        chosen = self.relate(states, heads.clamp(min=0))
        return total + tree * (
            cross_entropy(arcs.flatten(0, 1), heads.flatten(), ignore_index=-1)
            + cross_entropy(chosen.flatten(0, 1), batch.rels.flatten(), ignore_index=-1)
        )

    def _words(self, batch: Batch) -> Tensor:
        keep = None
        if self.training and self.sizes.feature_dropout:
            kept = torch.rand(len(batch.features)) >= self.sizes.feature_dropout
            keep = kept.to(self.bag.weight.dtype) / (1 - self.sizes.feature_dropout)
        return self.vectors(batch.features, batch.offsets, keep)

    def _offsets(self, states: Tensor) -> Tensor:
        """What a word says of how far away its head is; the root is a place of its own."""
        places = torch.arange(states.size(1))
        bucket = (places[None, :] - places[:, None]).clamp(-REACH, REACH) + REACH + 1
        bucket[:, 0] = 0
        offsets: Tensor = self.offset(states)
        return offsets.gather(2, bucket.expand(states.size(0), -1, -1))

    @staticmethod
    def _masked(arcs: Tensor, lengths: Sequence[int]) -> Tensor:
        places = torch.arange(arcs.size(1))
        absent = places[None, :] >= torch.tensor(lengths)[:, None]
        itself = torch.eye(arcs.size(1), dtype=torch.bool)
        return arcs.masked_fill(absent[:, None, :] | itself[None], -1e4)
