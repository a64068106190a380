"""Which dictionary words a Kazakh word may be a form of, for searching.

Suffixes are read in every order that Kazakh allows; a reading counts where the lists know its
stem. A word of none is taken as a noun, and its likely stems are guessed.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.language.kazakh.lemmas import VERBAL, bare
from pipeline.language.kazakh.lexicon import Lexicon
from pipeline.language.kazakh.morphology import Reading, readings
from pipeline.language.light import kazakh

_Y_AND_VOWEL = re.compile(r"(?<=[аеоөұүыі])[юя]")
_SHORTEST = (
    3  # letters of a stem: of one that is guessed, and of others where there is a longer one
)


def lemmas(word: str) -> set[str]:
    """The lemmas of a lower-case word, likely ones; verbs as `келу`.

    >>> sorted(lemmas("әкімдерін")), sorted(lemmas("мектебіміз"))
    (['әкім'], ['мектеп'])
    """
    best: dict[str, tuple[int, set[str]]] = {}  # by part of speech: letters of the stem, lemmas
    for reading in _readings(word):
        verb = reading.kind == "V"
        for lemma, part in _lexicon().entries(reading.stem):
            longest, named = best.get(part, (0, set()))
            if (part in VERBAL) == verb and len(reading.stem) >= longest:
                named = named if len(reading.stem) == longest else set()
                best[part] = (len(reading.stem), named | {f"{lemma}у" if verb else lemma.lower()})
    sure = [found for found in best.values() if found[0] >= _SHORTEST] or best.values()
    listed = set().union(*(named for _, named in sure))
    return listed or {*kazakh.lemmas(word), *_guessed(word)}


def _guessed(word: str) -> set[str]:
    return {
        bare(reading.stem, word)
        for reading in _readings(word)
        if reading.kind == "N" and reading.chain and len(reading.stem) >= _SHORTEST
    }


def _readings(word: str) -> tuple[Reading, ...]:
    """Readings of a word, with й and its vowel spelled out too: жою as жойу."""
    spelled = _Y_AND_VOWEL.sub(lambda found: {"ю": "йу", "я": "йа"}[found[0]], word)
    return readings(word) + (readings(spelled) if spelled != word else ())


@cache
def _lexicon() -> Lexicon:
    return Lexicon({})
