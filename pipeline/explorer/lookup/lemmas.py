"""Words as a search knows them: each form with its lemmas, the same for texts and for questions."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from pipeline.explorer.lookup import stems
from pipeline.language.light import russian
from pipeline.normalize import repair_letters

# Letters of Latin, Greek and Cyrillic: some of others are signs to SQLite's full-text search, which
# would find two words where one is asked for.
_WORD = re.compile(r"[^\W\d_\u0530-\U0010ffff]+|\d+(?=\D|$)")
_KAZAKH = frozenset("әғқңөұүһі")
_LEAST = 3  # letters after which a word that was begun is searched by its beginning
# Words that join others: asked for only where nothing else is.
_JOINING = frozenset(
    {
        "the", "of", "a", "an", "to", "and", "or", "in", "by", "for", "on", "with",
        "и", "в", "во", "на", "с", "со", "о", "об", "по", "к", "ко", "из", "или", "от", "за", "не",
        "мен", "бен", "пен", "және", "үшін",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A word that is searched for, with the lemmas that it may be a form of."""

    typed: str
    forms: frozenset[str]

    @property
    def match(self) -> str:
        """The word in any of its forms, as full-text search writes it."""
        ways = " OR ".join(f'"{one}"' for one in sorted(self.forms))
        return f"({ways})"

    @property
    def begun(self) -> str:
        """Words that begin so, for one that is found in none of its forms; "" if it is short."""
        return f'"{self.typed}"*' if len(self.typed) >= _LEAST else ""


def words_of(text: str, lang: str) -> str:
    """The words of a text in one language with their lemmas, each once, as the search keeps them.

    >>> words_of("Назначает акимов", "rus")
    'аким акимов назначает назначать'
    """
    found: set[str] = set()
    for word in _words(text):
        found |= known(word, lang)
    return " ".join(sorted(found))


@lru_cache(maxsize=1000)
def words_asked(query: str) -> tuple[Word, ...]:
    """The words of what a person typed, each once; signs and operators are left out."""
    typed = dict.fromkeys(_words(query))
    wanted = [word for word in typed if word not in _JOINING] or list(typed)
    return tuple(Word(word, _any(word)) for word in wanted)


def places(query: str, text: str, lang: str, begun: Collection[str] = ()) -> list[tuple[int, int]]:
    """Where a text has the words of a query in any of their forms; of `begun` ones, as they begin.

    >>> places("аким", "Назначает акимов.", "rus")
    [(10, 16)]
    """
    found: set[tuple[int, int]] = set()
    wanted = words_asked(query)
    if not wanted:
        return []
    spans = [(one.span(), _plain(one.group())) for one in _WORD.finditer(repair_letters(text))]
    for word in wanted:
        found |= {
            span
            for span, one in spans
            if not word.forms.isdisjoint(known(one, lang))
            or (word.typed in begun and one.startswith(word.typed))
        }
    return sorted(found)


def _any(word: str) -> frozenset[str]:
    langs = ("kaz",) if _KAZAKH & set(word) else ("rus", "kaz")
    return frozenset().union(*(known(word, lang) for lang in langs))


def _words(text: str) -> list[str]:
    return [_plain(word) for word in _WORD.findall(repair_letters(text))]


def _plain(word: str) -> str:
    return word.lower().replace("ё", "е")


@lru_cache(maxsize=200_000)
def known(word: str, lang: str) -> frozenset[str]:
    """A lower-case word with the lemmas that it may be a form of."""
    found = russian.lemmas(word) if lang == "rus" else stems.lemmas(word)
    lemmas = (one.replace("ё", "е") for one in found)
    return frozenset({word, *(part for one in lemmas for part in _WORD.findall(one))})
