"""Sentences of a treebank as the numbers that the network learns from."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.strings import get_string_id

from pipeline.language.conllu import Sentence, pairs, read
from pipeline.language.russian.evidence import evidence
from pipeline.language.russian.mapping import Feats
from pipeline.language.russian.scheme import normalise, printed
from pipeline.language.russian.tagset import Label, Tagset

LONGEST = 120  # words; longer sentences of the treebanks are faults of their splitting
EDITED, SPOKEN = "edited", "spoken"


@dataclass(slots=True)
class Sample:
    """One sentence, ready for the network."""

    ids: NDArray[np.uint64]
    tags: NDArray[np.int64]
    heads: NDArray[np.int64]
    relations: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ids)


def sentences(paths: Sequence[Path]) -> list[Sentence]:
    """The sentences of some files in the common scheme."""
    return [
        normalise(sentence)
        for path in sorted(paths)
        for sentence in read(path, printed)
        if len(sentence.words) <= LONGEST
    ]


def label_of(upos: str, feats: str) -> Label:
    """Part of speech and features as one hashable thing."""
    items: Feats = tuple(sorted(pairs(feats).items()))
    return (upos, items)


def tagset_of(items: Sequence[Sentence]) -> Tagset:
    """The tagset of some sentences."""
    return Tagset.from_labels(label_of(w.upos, w.feats) for s in items for w in s.words)


def relations_of(items: Sequence[Sentence]) -> list[str]:
    """The relations in use; a rare one is read as its general kind."""
    counts = Counter(word.deprel for sentence in items for word in sentence.words)
    return sorted(name for name, count in counts.items() if count > 5 or ":" not in name)


@lru_cache(maxsize=40_000)
def word_ids(form: str) -> tuple[int, ...]:
    """The evidence of a word as hashes."""
    return tuple(get_string_id(f"{place}{text}") for place, text in enumerate(evidence(form)))


def sentence_ids(forms: Sequence[str], style: str) -> NDArray[np.uint64]:
    """The evidence of a sentence, with the style of its source as the last column."""
    mark = get_string_id(f"style {style}") if style else 0
    return np.array([(*word_ids(form), mark) for form in forms], dtype="uint64")


def style_of(source: str) -> str:
    """Edited prose, or the speech of networks and verse."""
    return SPOKEN if "taiga" in source else EDITED


def sample(sentence: Sentence, tagset: Tagset, relations: dict[str, int]) -> Sample:
    """A sentence as numbers."""
    words = sentence.words
    return Sample(
        ids=sentence_ids([word.form for word in words], style_of(sentence.source)),
        tags=np.array([tagset.choices(label_of(w.upos, w.feats)) for w in words]),
        heads=np.array([word.head for word in words]),
        relations=np.array(
            [relations.get(w.deprel, relations.get(w.deprel.partition(":")[0], 0)) for w in words]
        ),
    )


def variants(sentence: Sentence, tagset: Tagset, relations: dict[str, int]) -> list[Sample]:
    """A sentence as it is, without its closing mark, and in capitals: laws have all three."""
    words = sentence.words
    plain = sample(sentence, tagset, relations)
    last = len(words)
    open_ended = plain
    closes = last > 3 and words[-1].upos == "PUNCT" and all(w.head != last for w in words)
    if closes:
        open_ended = Sample(plain.ids[:-1], plain.tags[:-1], plain.heads[:-1], plain.relations[:-1])
    loud = Sample(
        sentence_ids([word.form.upper() for word in words], style_of(sentence.source)),
        plain.tags,
        plain.heads,
        plain.relations,
    )
    return [plain, open_ended, loud]


def batches(samples: Sequence[Sample], words: int, rng: random.Random) -> Iterator[list[Sample]]:
    """Shuffled batches of about so many words, each of sentences of like length."""
    order = sorted(samples, key=lambda item: len(item) + rng.uniform(-3, 3))
    groups: list[list[Sample]] = [[]]
    size = 0
    for item in order:
        if groups[-1] and size + len(item) > words:
            groups.append([])
            size = 0
        groups[-1].append(item)
        size += len(item)
    rng.shuffle(groups)
    yield from groups
