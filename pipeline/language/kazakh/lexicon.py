"""Stems with their parts of speech: a hand-made list and what a treebank adds."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from pipeline.language.conllu import Sentence
from pipeline.language.kazakh.morphology import spellings

Entry = tuple[str, str]  # lemma, part of speech


class Lexicon:
    """Looks up stems; a sentence's own words may be left out, so that training sees unknowns."""

    def __init__(self, counts: Mapping[Entry, int]) -> None:
        self.counts = Counter(counts)
        self._stems: dict[str, set[Entry]] = defaultdict(set)
        for lemma, part in [*self.counts, *listed()]:
            for stem in spellings(lemma.lower(), part in {"VERB", "AUX"}):
                self._stems[stem].add((lemma, part))

    @classmethod
    def of(cls, sentences: Iterable[Sentence]) -> Lexicon:
        """The hand-made list and the lemmas of a treebank."""
        return cls(Counter((w.lemma, w.upos) for s in sentences for w in s.words))

    def entries(self, stem: str, without: Mapping[Entry, int] | None = None) -> list[Entry]:
        """Entries behind a stem as a word shows it, those known only from `without` left out."""
        return [
            entry
            for entry in sorted(self._stems.get(stem, ()))
            if entry in listed() or self.counts[entry] > (without.get(entry, 0) if without else 0)
        ]

    def __contains__(self, entry: Entry) -> bool:
        return entry in self.counts or entry in listed()


@cache
def listed() -> frozenset[Entry]:
    """The hand-made list in `lexicon.toml`."""
    table = tomllib.loads((Path(__file__).parent / "lexicon.toml").read_text(encoding="utf-8"))
    return frozenset((word, part) for part, words in table.items() for word in words.split())
