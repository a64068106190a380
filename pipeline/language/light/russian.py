"""A light analyser of Russian: pymorphy3's dictionary and a few rules of context.

The rules choose a case, which is what the reader of powers leans on: prepositions govern cases,
adjectives agree with their noun, a noun after a noun is a genitive, a subject stands before the
verb and an object after it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from pipeline.language.light.analysis import Analysis, features

CASES = {
    "nomn": "Nom", "gent": "Gen", "datv": "Dat", "accs": "Acc", "ablt": "Ins", "loct": "Loc",
    "voct": "Nom", "gen2": "Gen", "acc2": "Acc", "loc2": "Loc", "gen1": "Gen",
}  # fmt: skip
PARTS = {
    "NOUN": "NOUN", "ADJF": "ADJ", "ADJS": "ADJ", "COMP": "ADV", "VERB": "VERB", "INFN": "VERB",
    "PRTF": "VERB", "PRTS": "VERB", "GRND": "VERB", "NUMR": "NUM", "ADVB": "ADV", "NPRO": "PRON",
    "PRED": "ADV", "PREP": "ADP", "CONJ": "CCONJ", "PRCL": "PART", "INTJ": "INTJ",
}  # fmt: skip
FORMS = {"VERB": "Fin", "INFN": "Inf", "PRTF": "Part", "PRTS": "Part", "GRND": "Conv"}
TENSES = {"pres": "Pres", "past": "Past", "futr": "Fut"}

# Cases that a preposition governs, most likely first.
GOVERNS = {
    "в": ("Loc", "Acc"), "во": ("Loc", "Acc"), "на": ("Acc", "Loc"), "о": ("Loc",),
    "об": ("Loc",), "при": ("Loc",), "с": ("Ins", "Gen"), "со": ("Ins", "Gen"), "по": ("Dat",),
    "к": ("Dat",), "ко": ("Dat",), "от": ("Gen",), "до": ("Gen",), "из": ("Gen",),
    "без": ("Gen",), "для": ("Gen",), "после": ("Gen",), "кроме": ("Gen",), "у": ("Gen",),
    "перед": ("Ins",), "между": ("Ins",), "над": ("Ins",), "под": ("Ins", "Acc"),
    "за": ("Ins", "Acc"), "через": ("Acc",), "против": ("Gen",), "путем": ("Gen",),
}  # fmt: skip

# Words that the dictionary does not know: stem, and whether it is soft.
NAMES = {"мажилис": False, "маслихат": False, "аким": False, "акимат": False, "курултай": True}
HARD = {
    "": ("Nom", "Acc"), "а": ("Gen", "Acc"), "у": ("Dat",), "ом": ("Ins",), "е": ("Loc",),
    "ы": ("Nom", "Acc"), "ов": ("Gen", "Acc"), "ам": ("Dat",), "ами": ("Ins",), "ах": ("Loc",),
}  # fmt: skip
SOFT = {
    "й": ("Nom", "Acc"), "я": ("Gen",), "ю": ("Dat",), "ем": ("Ins",), "е": ("Loc",),
    "и": ("Nom", "Acc"), "ев": ("Gen",), "ям": ("Dat",), "ями": ("Ins",), "ях": ("Loc",),
}  # fmt: skip
PLURAL_ENDINGS = {"ы", "ов", "ам", "ами", "ах", "и", "ев", "ям", "ями", "ях"}
LIVING = {"аким"}

WORD = re.compile(r"[^\W\d_]")
_LIKELY = 0.05  # the least probability of a parse whose lemma is searched
CYRILLIC = re.compile(r"[а-яё]+(?:[-‑][а-яё]+)*$")
DIGIT = re.compile(r"[\d№N]")


def analyse(words: Sequence[str]) -> list[Analysis]:
    """Analyse the tokens of one text, each in the light of its neighbours."""
    options = [_options(word.lower()) for word in words]
    chosen = [found[0] for found in options]
    verbs = _first_verbs(words, chosen)
    place = 0
    while place < len(words):
        end = _phrase_end(options, place)
        if end == place:
            place += 1
            continue
        case = _phrase_case(words, options, chosen, place, end, verbs[place])
        for index in range(place, end):
            chosen[index] = next(
                (a for a in options[index] if a.get("Case") == case), chosen[index]
            )
        place = end
    return chosen


def lemmas(word: str) -> list[str]:
    """Every lemma that a lower-case word may be a form of, for searching; likely ones first.

    >>> lemmas("акимов"), lemmas("вести")
    (['аким'], ['вести', 'весть'])
    """
    if not CYRILLIC.match(word):
        return []
    if named := _name(word):
        return [named[0].lemma]
    parsed = _morph().parse(word)
    return list(dict.fromkeys(one.normal_form for one in parsed if one.score >= _LIKELY))


def _first_verbs(words: Sequence[str], chosen: list[Analysis]) -> list[int]:
    """For each token, where the first finite verb of its sentence stands."""
    verbs = [len(words)] * len(words)
    start = 0
    for place, word in enumerate(words):
        if word in ".;:" or place == len(words) - 1:
            span = range(start, place + 1)
            first = next((i for i in span if chosen[i].get("VerbForm") == "Fin"), len(words))
            verbs[start : place + 1] = [first] * len(span)
            start = place + 1
    return verbs


def _nominal(options: tuple[Analysis, ...]) -> bool:
    return bool(options[0].get("Case")) and options[0].pos in {"NOUN", "ADJ", "NUM", "VERB"}


def _phrase_end(options: list[tuple[Analysis, ...]], start: int) -> int:
    """Where the run of adjectives and the noun they belong to ends."""
    for place in range(start, len(options)):
        if not _nominal(options[place]):
            return place
        if options[place][0].pos == "NOUN":
            return place + 1
    return len(options)


def _phrase_case(
    words: Sequence[str],
    options: list[tuple[Analysis, ...]],
    chosen: list[Analysis],
    start: int,
    end: int,
    verb: int,
) -> str:
    """The case that all words of a phrase can share and that its place asks for."""
    shared = [a.get("Case") for a in options[end - 1]]
    for place in range(start, end - 1):
        agreeing = [case for case in shared if any(a.get("Case") == case for a in options[place])]
        shared = agreeing or shared
    before = words[start - 1].lower() if start else ""
    if before in GOVERNS:
        wanted: tuple[str, ...] = GOVERNS[before]
    elif start and chosen[start - 1].pos == "NOUN" and not _reflexive_ahead(chosen, end, verb):
        wanted = ("Gen", "Ins", "Dat")
    elif start and chosen[start - 1].get("VerbForm") in {"Inf", "Fin"}:
        passive = chosen[start - 1].get("Voice") == "Mid"
        wanted = ("Ins", "Nom") if passive else ("Acc", "Ins", "Dat")
    elif start > 1 and before in {"и", "или", "либо", ","} and chosen[start - 2].get("Case"):
        wanted = (chosen[start - 2].get("Case"),)
    elif verb < start:
        wanted = ("Ins", "Nom") if chosen[verb].get("Voice") == "Mid" else ("Acc",)
    else:
        wanted = ("Nom",)
    return next((case for case in wanted if case in shared), shared[0])


def _reflexive_ahead(chosen: list[Analysis], end: int, verb: int) -> bool:
    """Whether a verb follows at once: then the phrase is its subject and no genitive."""
    return end == verb and chosen[end - 1].get("Case") == "Nom"


@lru_cache(maxsize=60_000)
def _options(word: str) -> tuple[Analysis, ...]:
    if DIGIT.match(word):
        return (Analysis(word, "NUM"),)
    if not WORD.match(word):
        return (Analysis(word, "PUNCT"),)
    if not CYRILLIC.match(word):  # a Roman numeral, a foreign word
        return (Analysis(word, "X"),)
    named = _name(word)
    if named:
        return named
    head, _, tail = word.rpartition("-")
    parsed = [_analysis(item) for item in _morph().parse(word if len(tail) < 3 else tail)]
    if head and len(tail) >= 3:  # премьер-министр: the last part carries the ending
        parsed = [Analysis(f"{head}-{a.lemma}", a.pos, a.feats) for a in parsed]
    first = parsed[0]
    same = [a for a in parsed if (a.pos, a.lemma) == (first.pos, first.lemma)]
    return tuple(dict.fromkeys(same)) or (Analysis(word, "X"),)


def _name(word: str) -> tuple[Analysis, ...]:
    """Declension of the names that the dictionary lacks: `маслихатов`, `Курултаем`."""
    for stem, soft in NAMES.items():
        base = stem[:-1] if soft else stem
        endings = SOFT if soft else HARD
        ending = word[len(base) :]
        if word.startswith(base) and ending in endings:
            number = "Plur" if ending in PLURAL_ENDINGS else "Sing"
            cases = endings[ending]
            if stem in LIVING:
                cases = {"": ("Nom",), "ы": ("Nom",), "ов": ("Gen", "Acc")}.get(ending, cases)
            elif ending in {"а", "ов"}:
                cases = ("Gen",)
            return tuple(Analysis(stem, "NOUN", features(Case=c, Number=number)) for c in cases)
    return ()


def _analysis(parse: Any) -> Analysis:
    tag = parse.tag
    part = str(tag.POS or "")
    form = FORMS.get(part, "")
    voice = ""
    if part in {"PRTF", "PRTS"}:
        voice = "Pass" if tag.voice == "pssv" else "Act"
    elif form and str(parse.normal_form).endswith("ся"):
        voice = "Mid"
    return Analysis(
        parse.normal_form,
        PARTS.get(part, "X"),
        features(
            Case=CASES.get(str(tag.case or ""), ""),
            Number={"sing": "Sing", "plur": "Plur"}.get(str(tag.number or ""), ""),
            Person={"1per": "1", "2per": "2", "3per": "3"}.get(str(tag.person or ""), ""),
            Tense=TENSES.get(str(tag.tense or ""), "") if form == "Fin" else "",
            Mood="Imp" if tag.mood == "impr" else "",
            Variant="Short" if part in {"PRTS", "ADJS"} else "",
            VerbForm=form,
            Voice=voice,
        ),
    )


@cache
def _morph() -> Any:
    import pymorphy3  # loads a dictionary: only those who read Russian pay for it

    return pymorphy3.MorphAnalyzer(lang="ru")
