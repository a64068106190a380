"""What pymorphy3's dictionary knows of a word, in the terms of Universal Dependencies."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pipeline.language.russian.mapping import DIGIT, Feats, Parse, base_form, noun, tags

LATIN = re.compile(r"^[A-Za-zÀ-ɏ][\wÀ-ɏ.'’&-]*$")
WORD = re.compile(r"[^\W\d_]")
ROMAN = re.compile(r"^[IVXLCХІ]+$")
CAPITALS = re.compile(r"^[А-ЯЁӘІҢҒҮҰҚӨҺ][А-ЯЁӘІҢҒҮҰҚӨҺ-]*[А-ЯЁӘІҢҒҮҰҚӨҺ]$")
# Words the dictionary may be asked about; on letters without a name in Unicode it fails.
ASKED = re.compile(r"^[\u0400-\u04ffa-z\d.'’‑#@_-]+$")
_OWN = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf8"))
# Words of Kazakhstan's law that the dictionary lacks: stem, and a stem that declines like it.
WORDS: dict[str, str] = _OWN["declined_like"]
# Short words of laws and what they stand for; no treebank can teach them.
LAW_SHORT: dict[str, str] = _OWN["short"]
ENDINGS = frozenset([
    "", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах", "й", "я", "ю", "ем", "и", "ев", "ям",
    "ями", "ях",
])  # fmt: skip
PARSES = 12  # further parses of one word say nothing new


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word: part of speech, features, lemma."""

    upos: str
    feats: Feats
    lemma: str

    @property
    def morph(self) -> str:
        return "|".join(f"{name}={value}" for name, value in self.feats)


@cache
def analyser() -> Any:
    """The dictionary, loaded once."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=40_000)
def parses(lower: str) -> tuple[Parse, ...]:
    """The dictionary's parses of a word in small letters, the likeliest first."""
    if not ASKED.match(lower):
        return ()
    for stem, model in WORDS.items():
        if lower.startswith(stem) and lower[len(stem) :] in ENDINGS:
            found = analyser().parse(model + lower[len(stem) :])
            return tuple(
                Parse(item.tag, stem + item.normal_form.removeprefix(model), True)
                for item in found
                if item.normal_form.startswith(model) and item.tag.POS == "NOUN"
            )
    return tuple(
        Parse(item.tag, item.normal_form, _in_dictionary(item))
        for item in analyser().parse(lower)[:PARSES]
    )


def _in_dictionary(parse: Any) -> bool:
    first: str = type(parse.methods_stack[0][0]).__name__
    return first == "DictionaryAnalyzer" and len(parse.methods_stack) == 1


@lru_cache(maxsize=40_000)
def readings(form: str) -> tuple[Reading, ...]:
    """Every reading that the dictionary allows a word, in the terms of the treebanks."""
    if DIGIT.match(form):
        lemma = form if "№" in form else form.lower()
        return tuple(Reading(upos, (), lemma) for upos in ("NUM", "ADJ"))
    if LATIN.match(form):
        foreign = (("Foreign", "Yes"),)
        found = [Reading("X", foreign, form), Reading("PROPN", foreign, form)]
        if ROMAN.match(form):
            found += [Reading("ADJ", (), form), Reading("NUM", (), form)]
        return tuple(found)
    if not WORD.search(form):
        return (Reading("PUNCT", (), form), Reading("SYM", (), form))
    if form.lower() in LAW_SHORT:
        return _short_word(LAW_SHORT[form.lower()])
    lower = looked_up(form)
    found = []
    for parse in parses(lower):
        lemma = _spelled_as(parse.normal_form.replace("ё", "е"), lower)
        shortened = _shortened(form, parse)
        bases = {"": lemma}  # by rule: many readings of a parse share one
        for upos, feats, rule in tags(parse, lemma):
            if rule not in bases:
                bases[rule] = base_form(rule, lemma, lower)
            reading = Reading(upos, feats, bases[rule])
            found.append(_abbreviated(reading) if shortened else reading)
    return tuple(dict.fromkeys(found))


def _short_word(whole: str) -> tuple[Reading, ...]:
    """Every case of the noun that a short word stands for."""
    return tuple(
        dict.fromkeys(
            Reading("NOUN", feats, whole)
            for item in analyser().parse(whole)[0].lexeme
            for upos, feats in noun(Parse(item.tag, whole, True))
            if upos == "NOUN"
        )
    )


def looked_up(form: str) -> str:
    """What to ask the dictionary for: small letters, no stress marks, no stop of a short word."""
    lower = form.lower().replace("\u0301", "")
    return lower[:-1] if len(lower) > 1 and lower.endswith(".") else lower


def _spelled_as(lemma: str, lower: str) -> str:
    """The dictionary folds -ье into -ие; the lemma follows the word's own spelling."""
    soft = lemma.endswith("ие") and lower[len(lemma) - 2 : len(lemma) - 1] == "ь"
    return lemma[:-2] + "ье" if soft else lemma


def abbreviated(form: str) -> bool:
    """Whether the likeliest parse of a word takes its capitals for an abbreviation."""
    found = parses(looked_up(form))
    return bool(found) and _shortened(form, found[0])


def _shortened(form: str, parse: Parse) -> bool:
    """Whether capitals make an abbreviation: `США`, `МВД`, not a word in capitals."""
    if len(form) > 7 or not CAPITALS.match(form):
        return False
    return "Abbr" in parse.tag or not parse.is_known


def _abbreviated(reading: Reading) -> Reading:
    if reading.upos not in {"NOUN", "PROPN"}:
        return reading
    return Reading(reading.upos, (("Abbr", "Yes"), *reading.feats), reading.lemma)
