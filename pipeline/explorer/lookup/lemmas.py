"""Words as a search knows them: each form with its lemmas, the same for texts and for questions."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.language.light import kazakh, russian
from pipeline.normalize import repair_letters

_WORD = re.compile(r"[^\W\d_]+|\d+(?=\D|$)")
_KAZAKH = frozenset("әғқңөұүһі")
_LEAST = 3  # letters after which a word that was begun is searched by its beginning


def words_of(text: str, lang: str) -> str:
    """The words of a text in one language with their lemmas, each once, as the search keeps them.

    >>> words_of("Назначает акимов", "rus")
    'аким акимов назначает назначать'
    """
    found: set[str] = set()
    for word in _words(text):
        found |= _known(word, lang)
    return " ".join(sorted(found))


def asked(query: str) -> str:
    """A query of full-text search for what a person typed: every word, in any of its forms.

    The language is not asked for: a word is looked up as Russian and as Kazakh. Gives "" where
    nothing was asked.

    >>> asked("акимов")
    '("аким" OR "акимов" OR "акимов"*)'
    """
    return " AND ".join(_any(word) for word in dict.fromkeys(_words(query)))


def _any(word: str) -> str:
    langs = ("kaz",) if _KAZAKH & set(word) else ("rus", "kaz")
    known = set[str]().union(*(_known(word, lang) for lang in langs))
    ways = [f'"{one}"' for one in sorted(known)]
    if len(word) >= _LEAST:
        ways.append(f'"{word}"*')
    return f"({' OR '.join(ways)})"


def _words(text: str) -> list[str]:
    return _WORD.findall(repair_letters(text).lower().replace("ё", "е"))


@lru_cache(maxsize=200_000)
def _known(word: str, lang: str) -> frozenset[str]:
    analyser = russian if lang == "rus" else kazakh
    lemmas = (one.replace("ё", "е") for one in analyser.lemmas(word))
    return frozenset({word, *(part for one in lemmas for part in _WORD.findall(one))})
