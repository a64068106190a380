"""CoNLL-18 scores: what a system says of a text, aligned with a treebank by characters.

Of the features two figures are given: `feats` compares all of them, `feats_universal` those that
the shared task compares, without marks of single languages (`Number[psor]`). Relations count
without their subtypes; `las_subtypes` is the strict figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.language.conllu import Sentence, Word

if TYPE_CHECKING:
    from spacy.tokens import Doc

UNIVERSAL = frozenset({
    "PronType", "NumType", "Poss", "Reflex", "Foreign", "Abbr", "Gender", "Animacy", "Number",
    "Case", "Definite", "Degree", "VerbForm", "Mood", "Tense", "Aspect", "Voice", "Evident",
    "Polarity", "Person", "Polite",
})  # fmt: skip
WORDS = (
    "words", "upos", "xpos", "feats", "feats_universal", "lemma", "uas", "las", "las_subtypes",
)  # fmt: skip
Span = tuple[int, int]


@dataclass(slots=True)
class Tally:
    """Counts of gold, system and agreeing things, by metric; tallies add up over folds."""

    gold: Counter[str] = field(default_factory=Counter)
    system: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    def f1(self) -> dict[str, float]:
        """F1 of each metric in percent; accuracy where the tokens are given."""
        return {
            name: round(200 * self.right[name] / max(1, self.gold[name] + self.system[name]), 2)
            for name in self.gold
        }


def score(gold: Sequence[Sentence], system: Sequence[Sentence]) -> Tally:
    """Compare two analyses of the same characters, white space aside."""
    tally = Tally()
    gold_words, gold_tokens, gold_bounds = _flat(gold)
    words, tokens, bounds = _flat(system)
    _count(tally, "tokens", gold_tokens, tokens)
    _count(tally, "sentences", gold_bounds, bounds)
    parts = Counter(span for span, _, _ in gold_words)
    here = {span: (word, head) for span, word, head in words}
    for span, word, head in gold_words:
        if span in here and parts[span] == 1:
            found, found_head = here[span]
            tally.right.update(_agreements(word, found, head == found_head))
    for name in WORDS:
        tally.gold[name], tally.system[name] = len(gold_words), len(words)
    return tally


def add(tallies: Iterable[Tally]) -> Tally:
    """One tally over several."""
    total = Tally()
    for tally in tallies:
        total.gold += tally.gold
        total.system += tally.system
        total.right += tally.right
    return total


def line(figures: dict[str, float]) -> str:
    """Figures in one line of text."""
    return " ".join(f"{name} {value:.2f}" for name, value in figures.items())


def doc_sentences(doc: Doc) -> list[Sentence]:
    """A tagged doc as treebank records, sentence by sentence; odd white space is left out."""
    result = []
    for span in doc.sents:
        tokens = [token for token in span if not token.text.isspace()]
        if not tokens:
            continue
        base = tokens[0].idx
        number = {token.i: place for place, token in enumerate(tokens, start=1)}
        spans = [(token.idx - base, token.idx - base + len(token.text)) for token in tokens]
        words = []
        for token, place in zip(tokens, spans, strict=True):
            root = token.head.i == token.i
            words.append(
                Word(
                    token.text,
                    token.lemma_,
                    token.pos_,
                    token.tag_ or "_",
                    str(token.morph) or "_",
                    0 if root else number.get(token.head.i, 0),
                    "root" if root else token.dep_,
                    *place,
                )
            )
        text = doc.text[base : base + spans[-1][1]]
        result.append(Sentence(text, tuple(words), tuple(spans)))
    return result


def _agreements(gold: Word, system: Word, head: bool) -> list[str]:
    """The metrics by which an aligned word is right."""
    right = {
        "words": True,
        "upos": gold.upos == system.upos,
        "xpos": gold.xpos == system.xpos,
        "feats": _features(gold.feats) == _features(system.feats),
        "feats_universal": _universal(gold.feats) == _universal(system.feats),
        "lemma": gold.lemma == system.lemma,
        "uas": head,
        "las": head and _general(gold.deprel) == _general(system.deprel),
        "las_subtypes": head and gold.deprel == system.deprel,
    }
    return [name for name in WORDS if right[name]]


def _flat(
    sentences: Sequence[Sentence],
) -> tuple[list[tuple[Span, Word, Span | None]], list[Span], list[Span]]:
    """Words with their spans and their heads' spans, tokens, sentences: spans without spaces."""
    words: list[tuple[Span, Word, Span | None]] = []
    tokens: list[Span] = []
    bounds: list[Span] = []
    base = 0
    for sentence in sentences:
        solid = [0]
        for character in sentence.text:
            solid.append(solid[-1] + (not character.isspace()))
        spans = [(base + solid[w.start], base + solid[w.end]) for w in sentence.words]
        words += [
            (span, word, spans[word.head - 1] if word.head else None)
            for span, word in zip(spans, sentence.words, strict=True)
        ]
        tokens += [(base + solid[start], base + solid[end]) for start, end in sentence.tokens]
        bounds.append((base, base + solid[-1]))
        base += solid[-1]
    return words, tokens, bounds


def _count(tally: Tally, name: str, gold: list[Span], system: list[Span]) -> None:
    tally.gold[name], tally.system[name] = len(gold), len(system)
    tally.right[name] = len(set(gold) & set(system))


def _features(feats: str) -> list[str]:
    return sorted(feats.split("|"))


def _universal(feats: str) -> list[str]:
    return sorted(item for item in feats.split("|") if item.split("=")[0] in UNIVERSAL)


def _general(deprel: str) -> str:
    return deprel.split(":")[0]
