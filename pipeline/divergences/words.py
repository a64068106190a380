"""A clause as bare words, without a tagger: what the lexicons of both languages are laid on."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pipeline.normalize import repair_letters
from pipeline.powers.words import Passage, Word
from pipeline.vocabulary import Lang

_WORD = re.compile(r"\d+/\d+|\w+(?:-\w+)*|[^\w\s]")
# What the ending of a Kazakh word may say; the first that fits.
_FORMS = {
    "#neg": re.compile(
        r"\w{2,}[мбп][ае](?:й|йд[ыі]|йт[ыі]н\w*|й[ыі]нша|с[ае]|ған\w*|ген\w*|у|у[ыі]\w*|уға|уге"
        r"|ст[ае]н|д[ыі])"
    ),
    "#until": re.compile(r"\w{2,}[ғгқк][ае]нш[ае]"),
    "#without": re.compile(r"\w{2,}с[ыі]з\w*"),
    "#conv": re.compile(r"\w{2,}[аей]"),
}

# Passages that are remembered: those of the texts of one act, which come one after the other.
AT_HAND = 4096


@cache
def table() -> dict[str, Any]:
    """The lexicon file of this folder."""
    return tomllib.loads((Path(__file__).parent / "marks.toml").read_text(encoding="utf8"))


@lru_cache(AT_HAND)
def words_of(text: str, lang: Lang) -> Passage:
    """The words and marks of a text in lower case, letters repaired.

    In place of a lemma a Kazakh word has what its ending says: `#neg` for a verb form with a
    negative suffix, `#until`, `#without`, `#conv`; see `marks.toml`.

    >>> [word.low for word in words_of("Не позднее 2-х дней.", Lang.RUS).words]
    ['не', 'позднее', '2-х', 'дней', '.']
    """
    return Passage(
        tuple(
            Word(low, match.start(), match.end(), _form(low) if lang is Lang.KAZ else "")
            for match in _WORD.finditer(repair_letters(text).lower().replace("ё", "е"))
            for low in (match.group(),)
        ),
        lang,
    )


@cache
def _form(low: str) -> str:
    if low in table()["no_negation"]["kaz"]:
        return ""
    last = low.split("-")[-1]  # "көрсету-көрсетпеуге"
    return next((form for form, ending in _FORMS.items() if ending.fullmatch(last)), "")
