"""Between words and numbers: features and labels of a training set get their ids here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

import torch
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from pipeline.language.conllu import Sentence, Word
from pipeline.language.kazakh import lemmas
from pipeline.language.kazakh.features import ROOT
from pipeline.language.kazakh.network import Batch


@dataclass(frozen=True, slots=True)
class Gold:
    """Label ids of one sentence, -1 where there is nothing to learn."""

    columns: Tensor
    heads: Tensor
    rels: Tensor


@dataclass
class Coding:
    """Label lists by column: UPOS, XPOS, lemma edit, whole tag, then one column a feature."""

    features: list[str]
    columns: dict[str, list[str]]
    relations: list[str]

    def __post_init__(self) -> None:
        self.feature_id = {name: place for place, name in enumerate(self.features, start=1)}
        self.label_id = {
            name: {label: place for place, label in enumerate(labels)}
            for name, labels in self.columns.items()
        }
        self.relation_id = {name: place for place, name in enumerate(self.relations)}

    @classmethod
    def of(
        cls, sentences: Sequence[Sentence], seen: Iterable[Sequence[Sequence[str]]], least: int = 2
    ) -> Coding:
        """Features met at least `least` times, and all labels."""
        counts = Counter(name for sentence in seen for word in sentence for name in word)
        words = [word for sentence in sentences for word in sentence.words]
        slots = sorted({f.split("=")[0] for w in words for f in w.feats.split("|") if f != "_"})
        columns = {
            name: Counter(label_of(w, name) for w in words)
            for name in ["upos", "xpos", "edit", "tag", *slots]
        }
        columns["edit"] = Counter({k: n for k, n in columns["edit"].items() if n > 1})
        return cls(
            [*ROOT, *sorted(name for name, n in counts.items() if n >= least)],
            {name: sorted(labels) for name, labels in columns.items()},
            sorted({word.deprel for word in words}),
        )

    def ids(self, seen: Sequence[Sequence[str]]) -> list[list[int]]:
        """Feature ids of the root and of each word."""
        return [self.ids_of(names) for names in (ROOT, *seen)]

    def ids_of(self, names: Sequence[str]) -> list[int]:
        """Feature ids of a word; unknown features say nothing."""
        return [self.feature_id[n] for n in names if n in self.feature_id] or [0]

    def gold(self, sentence: Sentence) -> Gold:
        """Label ids of the root (nothing to learn) and of each word."""
        rows = [[-1] * len(self.columns)] + [
            [self.label_id[n].get(label_of(word, n), -1) for n in self.columns]
            for word in sentence.words
        ]
        return Gold(
            torch.tensor(rows),
            torch.tensor([-1, *(word.head for word in sentence.words)]),
            torch.tensor([-1, *(self.relation_id[word.deprel] for word in sentence.words)]),
        )


def bags(words: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """The ids of words one after the other, and where each word's begin."""
    offsets = [0, *accumulate(len(word) for word in words[:-1])]
    return torch.tensor([i for word in words for i in word]), torch.tensor(offsets)


def batch(ids: Sequence[list[list[int]]], gold: Sequence[Gold]) -> Batch:
    """One batch of sentences to learn from, which must come longest first."""
    return Batch(
        *bags([word for sentence in ids for word in sentence]),
        [len(sentence) for sentence in ids],
        pad_sequence([g.columns for g in gold], True, -1),
        pad_sequence([g.heads for g in gold], True, -1),
        pad_sequence([g.rels for g in gold], True, -1),
    )


def label_of(word: Word, column: str) -> str:
    """The label of a word in a column."""
    match column:
        case "upos":
            return word.upos
        case "xpos":
            return word.xpos
        case "edit":
            return lemmas.script(word.form, word.lemma)
        case "tag":
            return f"{word.upos} {word.xpos} {word.feats}"
    return dict(f.split("=") for f in word.feats.split("|") if "=" in f).get(column, "")
