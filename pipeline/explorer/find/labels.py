"""Codes by what they are called: "veto" finds the powers of that domain, in any language."""

from __future__ import annotations

from functools import lru_cache

from pipeline import vocabulary
from pipeline.explorer.lookup.lemmas import Word, known, words_asked
from pipeline.vocabulary import LABEL_LANGUAGES, label

_CALLED = {"holder": "Holder", "action": "Action", "domain": "Domain"}
_ENDINGS = ("'s", "ments", "ment", "ings", "ing", "ed", "es", "s", "e")
_LEAST = 4  # letters that remain of an English word without its ending
_Codes = dict[str, frozenset[str]]


def codes_called(word: Word, objects: frozenset[str]) -> _Codes:
    """By filter, the codes whose name has a word in one of its forms.

    Names are those of the vocabulary in its three languages.
    """
    wanted = {*word.forms, _stem(word.typed)}
    found = {
        field: frozenset(code for code, words in table.items() if not wanted.isdisjoint(words))
        for field, table in (*_tables().items(), ("object", _objects(objects)))
    }
    return {field: codes for field, codes in found.items() if codes}


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, frozenset[str]]]:
    """By filter and code, the words of its names with their lemmas."""
    return {
        field: {
            code.value: frozenset().union(
                *(_forms(label(code, language), language) for language in LABEL_LANGUAGES)
            )
            for code in getattr(vocabulary, name)
        }
        for field, name in _CALLED.items()
    }


@lru_cache(maxsize=2)
def _objects(codes: frozenset[str]) -> dict[str, frozenset[str]]:
    """The words of an object's code; one that names a holder has the holder's names as well."""
    holders = _tables()["holder"]
    return {
        code: _forms(code.replace("_", " "), "eng").union(
            *(names for holder, names in holders.items() if f"_{holder}_" in f"_{code}_")
        )
        for code in codes
    }


def _forms(name: str, language: str) -> frozenset[str]:
    typed = [word.typed for word in words_asked(name)]
    if language == "eng":
        return frozenset(_stem(one) for one in typed)
    return frozenset().union(*(known(one, language) for one in typed))


def _stem(word: str) -> str:
    """An English word without its ending; words in other letters have none of these."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            return word.removesuffix(ending)
    return word
