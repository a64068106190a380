"""From one parse of pymorphy3's dictionary to the tags and lemmas that a treebank may give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

Feats = tuple[tuple[str, str], ...]

CASES = {
    "nomn": "Nom", "gent": "Gen", "datv": "Dat", "accs": "Acc", "ablt": "Ins", "loct": "Loc",
    "voct": "Nom", "gen2": "Gen", "acc2": "Acc", "loc2": "Loc", "gen1": "Gen",
}  # fmt: skip
NUMBERS = {"sing": "Sing", "plur": "Plur"}
GENDERS = {"masc": "Masc", "femn": "Fem", "neut": "Neut"}
PERSONS = {"1per": "1", "2per": "2", "3per": "3"}
TENSES = {"pres": "Pres", "past": "Past", "futr": "Fut"}
ASPECTS = {"perf": "Perf", "impf": "Imp"}

# Parts of speech of the dictionary to those that a treebank may give the word.
PLAIN = {
    "ADVB": ("ADV",), "PREP": ("ADP",), "CONJ": ("CCONJ", "SCONJ"), "PRCL": ("PART",),
    "INTJ": ("INTJ",), "PRED": ("VERB", "ADV"),
}  # fmt: skip
DEGREE: Feats = (("Degree", "Pos"),)
DIGIT = re.compile(r"^(?:[#№N]\s?)?[\d½]")
PARTICIPLE = re.compile(
    r"^(?P<stem>.+?)(?:ого|его|ому|ему|ыми|ими|ым|им|ом|ем|ый|ий|ая|яя|ую|юю|ой|ей|ое|ее|ые|ие|ых|их)"
    r"(?P<reflexive>ся)?$"
)
Choice = tuple[str, Feats, str]
_CHOICES: dict[tuple[str, bool, str], tuple[Choice, ...]] = {}
OWN_WAY = frozenset(["быть", "стать", "один", "кто", "себя", "никто", "некто"])


@dataclass(frozen=True, slots=True)
class Parse:
    """One parse of the dictionary: its tag, base form, and whether it knows the word."""

    tag: Any
    normal_form: str
    is_known: bool


def make_feats(**values: str | None) -> Feats:
    """Features by keyword, sorted, the empty ones left out."""
    return tuple(sorted((name, value) for name, value in values.items() if value))


def tags(parse: Parse, lemma: str) -> tuple[Choice, ...]:
    """Part of speech, features and rule of the lemma for one parse; kept for the next such word."""
    kind = lemma if lemma in OWN_WAY else lemma[-2:] if lemma.endswith(("ся", "сь")) else ""
    key = (str(parse.tag), parse.is_known, kind)
    if key not in _CHOICES:
        _CHOICES[key] = tuple(
            (upos, feats, base_rule(parse.tag, upos, feats))
            for upos, feats in _mapped(parse, lemma)
        )
    return _CHOICES[key]


def _mapped(parse: Parse, lemma: str) -> Iterator[tuple[str, Feats]]:
    """Part of speech and features for one parse; several where the schemes do not map."""
    part = str(parse.tag.POS or "")
    if part == "NOUN":
        yield from noun(parse)
    elif part in {"ADJF", "PRTF"}:
        yield from _adjective(parse, lemma, part)
    elif part in {"ADJS", "PRTS"}:
        yield from _short(parse, lemma, part)
    elif part in {"VERB", "INFN", "GRND"}:
        yield from _verb(parse, lemma, part)
    elif part == "NUMR":
        yield from _numeral(parse)
    elif part == "NPRO":
        yield "PRON", _pronoun(parse, lemma)
    elif part == "COMP":
        yield from ((upos, (("Degree", "Cmp"),)) for upos in ("ADV", "ADJ"))
    else:
        for upos in PLAIN.get(part, ()):
            yield upos, DEGREE if upos == "ADV" else ()


def living(tag: Any) -> str | None:
    """Whether a noun's tag says that it lives.

    A few words are declined both ways (`единица`, `робот`), and of their two signs pymorphy3 gives
    the one that stands first in a set, which changes from process to process. Ours is always the
    commoner one.
    """
    both = {"anim", "inan"} <= tag.grammemes
    return "inan" if both else tag.animacy and str(tag.animacy)


def _case(tag: Any) -> str:
    return CASES.get(str(tag.case or ""), "")


def _genders(tag: Any) -> tuple[str, ...]:
    gender = GENDERS.get(str(tag.gender or ""))
    if gender:
        return (gender,)
    return ("Masc", "Fem") if "ms-f" in tag else ("Masc", "Fem", "Neut")


def noun(parse: Parse) -> Iterator[tuple[str, Feats]]:
    """What a noun may be called: common or a name, living or not where the form hides it."""
    tag = parse.tag
    sure = parse.is_known and not {"Name", "Surn", "Patr", "Geox", "Orgn", "Abbr"} & tag.grammemes
    own = "Anim" if living(tag) == "anim" else "Inan"
    animacies = (own,) if sure else ("Anim", "Inan")
    case, number = _case(tag), NUMBERS.get(str(tag.number or ""))
    for upos, gender, animacy in product(("NOUN", "PROPN"), _genders(tag), animacies):
        yield upos, make_feats(Animacy=animacy, Case=case, Gender=gender, Number=number)


def _agreement(tag: Any) -> dict[str, str | None]:
    number = NUMBERS.get(str(tag.number or ""))
    case = _case(tag)
    animacy = {"anim": "Anim", "inan": "Inan"}.get(living(tag) or "")
    return {
        "Case": case,
        "Number": number,
        "Gender": GENDERS.get(str(tag.gender or "")) if number == "Sing" else None,
        "Animacy": animacy if case == "Acc" else None,
    }


def _adjective(parse: Parse, lemma: str, part: str) -> Iterator[tuple[str, Feats]]:
    tag = parse.tag
    agreement = _agreement(tag)
    if "Apro" in tag:
        yield "DET", () if "Fixd" in tag else make_feats(**agreement)
        yield "PRON", make_feats(**agreement)
    if lemma == "один":
        yield "NUM", make_feats(**agreement)
    if part == "PRTF":
        for voice in _voices(tag, lemma):
            yield "VERB", make_feats(**agreement, **_verbal(tag, "Part", voice))
    yield "ADJ", make_feats(**agreement, Degree="Sup" if "Supr" in tag else "Pos")
    if "Apro" not in tag:
        nominal = {k: v for k, v in agreement.items() if k in {"Case", "Number"}}
        genders = [str(agreement["Gender"])] if agreement["Gender"] else ["Masc", "Fem", "Neut"]
        animacies = [agreement["Animacy"]] if agreement["Animacy"] else ["Anim", "Inan"]
        for upos, gender, animacy in product(("NOUN", "PROPN"), genders, animacies):
            yield upos, make_feats(**nominal, Gender=gender, Animacy=animacy)


def _short(parse: Parse, lemma: str, part: str) -> Iterator[tuple[str, Feats]]:
    tag = parse.tag
    agreement = _agreement(tag) | {"Case": None, "Animacy": None, "Variant": "Short"}
    if part == "PRTS":
        for voice in _voices(tag, lemma):
            yield "VERB", make_feats(**agreement, **_verbal(tag, "Part", voice))
    yield "ADJ", make_feats(**agreement, Degree="Pos")
    if agreement["Gender"] == "Neut":
        yield "ADV", DEGREE


def _voices(tag: Any, lemma: str) -> tuple[str, ...]:
    if tag.voice == "pssv":
        return ("Pass",)
    return ("Mid", "Pass") if lemma.endswith(("ся", "сь")) else ("Act",)


def _verbal(tag: Any, form: str, voice: str) -> dict[str, str | None]:
    return {
        "Aspect": ASPECTS.get(str(tag.aspect or "")),
        "Tense": TENSES.get(str(tag.tense or "")),
        "VerbForm": form,
        "Voice": voice,
    }


def _verb(parse: Parse, lemma: str, part: str) -> Iterator[tuple[str, Feats]]:
    tag = parse.tag
    form = {"VERB": "Fin", "INFN": "Inf", "GRND": "Conv"}[part]
    for voice in _voices(tag, lemma):
        values = _verbal(tag, form, voice)
        if part == "VERB":
            number = NUMBERS.get(str(tag.number or ""))
            imperative = tag.mood == "impr"
            values |= {
                "Mood": "Imp" if imperative else "Ind",
                "Number": number,
                "Gender": GENDERS.get(str(tag.gender or "")) if number == "Sing" else None,
                "Person": PERSONS.get(str(tag.person or ""), "2" if imperative else None),
            }
        if lemma == "быть" and values["Tense"] == "Fut":
            values["Aspect"] = None
        yield "VERB", make_feats(**values)
        if lemma in {"быть", "стать"}:
            yield "AUX", make_feats(**values)


def _numeral(parse: Parse) -> Iterator[tuple[str, Feats]]:
    tag = parse.tag
    case, gender = _case(tag), GENDERS.get(str(tag.gender or ""))
    for animacy in (None, "Inan", "Anim") if case == "Acc" else (None,):
        yield "NUM", make_feats(Case=case, Gender=gender, Animacy=animacy)


def _pronoun(parse: Parse, lemma: str) -> Feats:
    tag = parse.tag
    if lemma in {"кто", "себя", "никто", "некто"}:
        return make_feats(Case=_case(tag))
    number = NUMBERS.get(str(tag.number or ""))
    return make_feats(
        Case=_case(tag),
        Number=number,
        Gender=GENDERS.get(str(tag.gender or "")) if number == "Sing" else None,
        Person=PERSONS.get(str(tag.person or "")),
    )


def base_rule(tag: Any, upos: str, feats: Feats) -> str:
    """How to make the lemma under a part of speech other than the dictionary's own, "" if as it is.

    A participle read as an adjective or noun has itself as its base (`заслуженный`), a feminine
    name its own nominative, a comparative adverb the adverb.
    """
    part = str(tag.POS or "")
    if part == "COMP" and upos == "ADV":
        return "adverb"
    if part == "NOUN" and tag.gender == "femn" and {"Patr", "Surn"} & tag.grammemes:
        return "patronymic" if "Patr" in tag else "surname"
    rules = []
    if part in {"PRTF", "PRTS"} and upos in {"ADJ", "NOUN", "PROPN"}:
        rules.append("participle" if part == "PRTF" else "short")
    if "Supr" in tag:
        rules.append("participle")  # ближайший, not близкий: the treebanks' way
    if part in {"ADJF", "PRTF"} and upos in {"NOUN", "PROPN"}:
        rules.append(dict(feats).get("Gender", "Masc"))
    return " ".join(rules)


def base_form(rules: str, lemma: str, lower: str) -> str:
    """The lemma that the rules make of the dictionary's and of the word."""
    for rule in rules.split():
        if rule == "adverb":
            lemma = re.sub(r"(?:ый|ой|ий)$", "о", lemma)
        elif rule == "patronymic":
            lemma = lemma[:-2] + "на" if lemma.endswith("ич") else lemma
        elif rule == "surname":
            short = lemma.endswith(("ов", "ев", "ин", "ын"))
            lemma = lemma + "а" if short else _of_gender(lemma, "Fem")
        elif rule in {"participle", "short"}:
            lemma = _participle(lower, rule == "short")
        else:
            lemma = _of_gender(lemma, rule)
    return lemma


def _participle(lower: str, short: bool) -> str:
    lower = lower.replace("ё", "е")
    if short:
        stem = re.sub(r"[аоы]$", "", lower)
        return stem + ("ный" if stem.endswith("н") else "ый")
    found = PARTICIPLE.match(lower)
    if found is None:
        return lower
    stem, reflexive = found["stem"], found["reflexive"] or ""
    return stem + ("ий" if stem[-1:] in "щшжчгкх" else "ый") + reflexive


def _of_gender(lemma: str, gender: str) -> str:
    """The nominative of an adjective's gender: `переменный`, `переменная`."""
    endings = {"Fem": ("яя", "ая"), "Neut": ("ее", "ое")}.get(gender)
    if endings is None or not lemma.endswith(("ый", "ий", "ой")):
        return lemma
    soft = lemma.endswith("ий") and lemma[-3:-2] == "н"
    return lemma[:-2] + endings[0 if soft else 1]
