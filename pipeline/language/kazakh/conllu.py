"""Sentences of a CoNLL-U treebank as records, and ten folds of them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word; `start` and `end` are its place in the text of its sentence."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A tree over words; `tokens` are the surface spans, one for a multiword token's words."""

    text: str
    words: tuple[Word, ...]
    tokens: tuple[tuple[int, int], ...] = field(default=())


def read(paths: Iterable[Path]) -> list[Sentence]:
    """All sentences of some CoNLL-U files, in the order of the files."""
    return [_sentence(block) for path in paths for block in _blocks(path)]


def read_folder(folder: Path) -> list[Sentence]:
    """All sentences of the `.conllu` files in a folder, by name."""
    return read(sorted(folder.glob("*.conllu")))


def folds(
    sentences: Sequence[Sentence], count: int = 10, seed: int = 20261121
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


def _blocks(path: Path) -> Iterator[list[str]]:
    block: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _sentence(lines: Sequence[str]) -> Sentence:
    text, words, tokens = "", list[Word](), list[tuple[int, int]]()
    covered = 0  # the last word that the multiword token in hand covers
    for line in lines:
        if line.startswith("#"):
            continue
        column = line.split("\t")
        if "." in column[0]:
            continue
        last = int(column[0].rpartition("-")[2])
        surface = "-" in column[0] or last > covered
        if surface:
            tokens.append((len(text), len(text) + len(column[1])))
            text += column[1] + ("" if "SpaceAfter=No" in column[9] else " ")
        if "-" in column[0]:
            covered = last
            continue
        form, lemma, upos, xpos, feats, head, deprel = column[1:8]
        words.append(Word(form, lemma, upos, xpos, feats, int(head), deprel, *tokens[-1]))
    return Sentence(text.rstrip(), tuple(words), tuple(tokens))
