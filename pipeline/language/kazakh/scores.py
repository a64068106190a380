"""CoNLL-18 style scores: system words are aligned with gold words by their characters.

As in the shared task's script, features count without the language's own (`Number[psor]`) and
relations without their subtypes; `feats_full` and `las_full` are the strict figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.language.kazakh.conllu import Sentence, Word

UNIVERSAL = frozenset({
    "PronType", "NumType", "Poss", "Reflex", "Foreign", "Abbr", "Gender", "Animacy", "Number",
    "Case", "Definite", "Degree", "VerbForm", "Mood", "Tense", "Aspect", "Voice", "Evident",
    "Polarity", "Person", "Polite",
})  # fmt: skip
METRICS = ("words", "upos", "xpos", "feats", "feats_full", "lemma", "uas", "las", "las_full")


@dataclass(slots=True)
class Tally:
    """Counts of gold, system and agreeing things, by metric; tallies add up over folds."""

    gold: Counter[str] = field(default_factory=Counter)
    system: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    def f1(self) -> dict[str, float]:
        """F1 of each metric in percent."""
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
    aligned = [
        (word, head, *here[span])
        for span, word, head in gold_words
        if span in here and parts[span] == 1
    ]
    for word, head, found, found_head in aligned:
        tally.right.update(_agreements(word, found, head == found_head))
    for name in METRICS:
        tally.gold[name], tally.system[name] = len(gold_words), len(words)
    return tally


def _agreements(gold: Word, system: Word, head: bool) -> list[str]:
    """The metrics by which an aligned word is right."""
    right = {
        "words": True,
        "upos": gold.upos == system.upos,
        "xpos": gold.xpos == system.xpos,
        "feats": _universal(gold.feats) == _universal(system.feats),
        "feats_full": gold.feats == system.feats,
        "lemma": gold.lemma == system.lemma,
        "uas": head,
        "las": head and _bare(gold.deprel) == _bare(system.deprel),
        "las_full": head and gold.deprel == system.deprel,
    }
    return [name for name in METRICS if right[name]]


def add(tallies: Sequence[Tally]) -> Tally:
    """One tally over several."""
    total = Tally()
    for tally in tallies:
        total.gold += tally.gold
        total.system += tally.system
        total.right += tally.right
    return total


Span = tuple[int, int]


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


def _universal(feats: str) -> str:
    return "|".join(sorted(f for f in feats.split("|") if f.split("=")[0] in UNIVERSAL))


def _bare(deprel: str) -> str:
    return deprel.split(":")[0]
