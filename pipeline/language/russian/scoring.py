"""Scores in the manner of the CoNLL 2018 shared task, from raw text or over given tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from pipeline.language.russian.conllu import Sentence

if TYPE_CHECKING:
    from pipeline.language.russian.model import Model

# The features that the shared task compares; the others are marks of single treebanks.
UNIVERSAL = frozenset(
    [
        "PronType",
        "NumType",
        "Poss",
        "Reflex",
        "Foreign",
        "Abbr",
        "Gender",
        "Animacy",
        "Number",
        "Case",
        "Definite",
        "Degree",
        "VerbForm",
        "Mood",
        "Tense",
        "Aspect",
        "Voice",
        "Evident",
        "Polarity",
        "Person",
        "Polite",
    ]
)


@dataclass(slots=True)
class Scores:
    """Per cent; F1 over words, which is accuracy where the tokens are given."""

    tokens: float = 0.0
    sentences: float = 0.0
    upos: float = 0.0
    feats: float = 0.0
    feats_universal: float = 0.0
    lemma: float = 0.0
    uas: float = 0.0
    las: float = 0.0
    las_subtypes: float = 0.0

    def as_dict(self) -> dict[str, float]:
        return {name: round(value, 2) for name, value in asdict(self).items()}

    def line(self) -> str:
        return " ".join(f"{name} {value:.2f}" for name, value in asdict(self).items())


@dataclass(frozen=True, slots=True)
class Mark:
    """A word under comparison, its head given as a span of characters."""

    span: tuple[int, int]
    upos: str
    feats: str
    lemma: str
    head: tuple[int, int]
    deprel: str

    @property
    def universal(self) -> str:
        pairs = (item for item in self.feats.split("|") if item)
        return "|".join(item for item in pairs if item.partition("=")[0] in UNIVERSAL)


ROOT = (-1, -1)


def score(gold: Sequence[Sequence[Mark]], system: Sequence[Sequence[Mark]]) -> Scores:
    """Compare sentences of marks whose spans count characters without white space."""
    theirs = {mark.span: mark for sentence in system for mark in sentence}
    wanted = [mark for sentence in gold for mark in sentence]
    pairs = [(mark, theirs[mark.span]) for mark in wanted if mark.span in theirs]
    total = len(wanted) + len(theirs)

    def f1(count: int) -> float:
        return 200 * count / total

    bounds = {(s[0].span[0], s[-1].span[1]) for s in gold}
    found = {(s[0].span[0], s[-1].span[1]) for s in system}
    heads = [(a, b) for a, b in pairs if a.head == b.head]
    return Scores(
        tokens=f1(len(pairs)),
        sentences=200 * len(bounds & found) / (len(bounds) + len(found)),
        upos=f1(sum(a.upos == b.upos for a, b in pairs)),
        feats=f1(sum(a.feats == b.feats for a, b in pairs)),
        feats_universal=f1(sum(a.universal == b.universal for a, b in pairs)),
        lemma=f1(sum(a.lemma == b.lemma for a, b in pairs)),
        uas=f1(len(heads)),
        las=f1(sum(_general(a.deprel) == _general(b.deprel) for a, b in heads)),
        las_subtypes=f1(sum(a.deprel == b.deprel for a, b in heads)),
    )


def _general(deprel: str) -> str:
    return deprel.partition(":")[0]


def gold_marks(sentence: Sentence, start: int) -> list[Mark]:
    """The marks of a treebank's sentence that begins after `start` characters."""
    spans = []
    for word in sentence.words:
        end = start + len(word.form.replace(" ", ""))
        spans.append((start, end))
        start = end
    return [
        Mark(
            span,
            word.upos,
            "|".join(f"{k}={v}" for k, v in sorted(word.feats.items())),
            word.lemma,
            spans[word.head - 1] if word.head else ROOT,
            word.deprel,
        )
        for word, span in zip(sentence.words, spans, strict=True)
    ]


def doc_marks(doc: Doc, start: int) -> list[list[Mark]]:
    """The marks of a tagged doc, sentence by sentence."""
    spans = []
    for token in doc:
        end = start + len("".join(token.text.split()))
        spans.append((start, end))
        start = end
    return [
        [
            Mark(
                spans[token.i],
                token.pos_,
                str(token.morph),
                token.lemma_,
                ROOT if token.head.i == token.i else spans[token.head.i],
                "root" if token.head.i == token.i else token.dep_,
            )
            for token in sentence
            if not token.is_space
        ]
        for sentence in doc.sents
        if not all(token.is_space for token in sentence)
    ]


def score_gold_tokens(model: Model, items: Sequence[Sentence]) -> Scores:
    """How well a model tags and parses sentences whose tokens are given."""
    parsed = model.parse([[word.form for word in item.words] for item in items])
    gold, system, place = [], [], 0
    for item, read in zip(items, parsed, strict=True):
        marks = gold_marks(item, place)
        place = marks[-1].span[1]
        gold.append(marks)
        mine = []
        for number, mark in enumerate(marks):
            upos, feats = read.labels[number]
            head = read.heads[number]
            mine.append(
                Mark(
                    mark.span,
                    upos,
                    "|".join(f"{k}={v}" for k, v in feats),
                    model.lemmatizer.lemma(item.words[number].form, upos, feats),
                    marks[head - 1].span if head else ROOT,
                    read.relations[number],
                )
            )
        system.append(mine)
    return score(gold, system)
