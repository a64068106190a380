"""What pymorphy3's dictionary knows of a word, in the terms of Universal Dependencies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
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
LATIN = re.compile(r"^[A-Za-zÀ-ɏ][\wÀ-ɏ.'’&-]*$")
DIGIT = re.compile(r"^(?:[#№N]\s?)?[\d½]")
WORD = re.compile(r"[^\W\d_]")
ROMAN = re.compile(r"^[IVXLCХІ]+$")
CAPITALS = re.compile(r"^[А-ЯЁӘІҢҒҮҰҚӨҺ][А-ЯЁӘІҢҒҮҰҚӨҺ-]*[А-ЯЁӘІҢҒҮҰҚӨҺ]$")
# Words the dictionary may be asked about; on letters without a name in Unicode it fails.
ASKED = re.compile(r"^[\u0400-\u04ffa-z\d.'’‑#@_-]+$")
DASHES = re.compile(r"^[-–—]+$")
QUOTES = {"„": "«", "“": "«", "”": "»", "’": "»", "‘": "«"}
PARTICIPLE = re.compile(
    r"^(?P<stem>.+?)(?:ого|его|ому|ему|ыми|ими|ым|им|ом|ем|ый|ий|ая|яя|ую|юю|ой|ей|ое|ее|ые|ие|ых|их)"
    r"(?P<reflexive>ся)?$"
)
# Words of Kazakhstan's law that the dictionary lacks: stem, and a stem that declines like it.
WORDS = {
    "маслихат": "сенат", "акимат": "сенат", "аким": "министр", "мажилис": "кодекс",
    "курулта": "случа", "жуз": "союз", "омбудсмен": "спортсмен",
}  # fmt: skip
# Short words of laws and what they stand for; no treebank can teach them.
LAW_SHORT = {
    "ст.": "статья", "ст.ст.": "статья", "п.": "пункт", "пп.": "подпункт", "подп.": "подпункт",
    "ч.": "часть", "гл.": "глава", "разд.": "раздел", "абз.": "абзац",
}  # fmt: skip
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


def make_feats(**values: str | None) -> Feats:
    """Features by keyword, sorted, the empty ones left out."""
    return tuple(sorted((name, value) for name, value in values.items() if value))


@cache
def analyser() -> Any:
    """The dictionary, loaded once."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


@dataclass(frozen=True, slots=True)
class Parse:
    """One parse of the dictionary: its tag, base form, and whether it knows the word."""

    tag: Any
    normal_form: str
    is_known: bool


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


def forget() -> None:
    """Empty the caches, to measure what words cost that were never met."""
    for cached in (parses, readings, evidence):
        cached.cache_clear()


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
    lower = _looked_up(form)
    found = []
    for parse in parses(lower):
        lemma = _spelled_as(parse.normal_form.replace("ё", "е"), lower)
        shortened = _shortened(form, parse)
        for upos, feats, rule in _tags(parse, lemma):
            base = base_form(rule, lemma, lower) if rule else lemma
            reading = Reading(upos, feats, base)
            found.append(_abbreviated(reading) if shortened else reading)
    return tuple(dict.fromkeys(found))


def _short_word(whole: str) -> tuple[Reading, ...]:
    """Every case of the noun that a short word stands for."""
    return tuple(
        dict.fromkeys(
            Reading("NOUN", feats, whole)
            for item in analyser().parse(whole)[0].lexeme
            for upos, feats in _noun(Parse(item.tag, whole, True))
            if upos == "NOUN"
        )
    )


def _looked_up(form: str) -> str:
    """What to ask the dictionary for: small letters, no stress marks, no stop of a short word."""
    lower = form.lower().replace("\u0301", "")
    return lower[:-1] if len(lower) > 1 and lower.endswith(".") else lower


def _spelled_as(lemma: str, lower: str) -> str:
    """The dictionary folds -ье into -ие; the lemma follows the word's own spelling."""
    soft = lemma.endswith("ие") and lower[len(lemma) - 2 : len(lemma) - 1] == "ь"
    return lemma[:-2] + "ье" if soft else lemma


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


def abbreviated(form: str) -> bool:
    """Whether the likeliest parse of a word takes its capitals for an abbreviation."""
    found = parses(_looked_up(form))
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


Choice = tuple[str, Feats, str]
_CHOICES: dict[tuple[str, bool, str], tuple[Choice, ...]] = {}
OWN_WAY = frozenset(["быть", "стать", "один", "кто", "себя", "никто", "некто"])


def _tags(parse: Parse, lemma: str) -> tuple[Choice, ...]:
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
        yield from _noun(parse)
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


def _case(tag: Any) -> str:
    return CASES.get(str(tag.case or ""), "")


def _genders(tag: Any) -> tuple[str, ...]:
    gender = GENDERS.get(str(tag.gender or ""))
    if gender:
        return (gender,)
    return ("Masc", "Fem") if "ms-f" in tag else ("Masc", "Fem", "Neut")


def _noun(parse: Parse) -> Iterator[tuple[str, Feats]]:
    tag = parse.tag
    sure = parse.is_known and not {"Name", "Surn", "Patr", "Geox", "Orgn", "Abbr"} & tag.grammemes
    living = "Anim" if tag.animacy == "anim" else "Inan"
    animacies = (living,) if sure else ("Anim", "Inan")
    case, number = _case(tag), NUMBERS.get(str(tag.number or ""))
    for upos, gender, animacy in product(("NOUN", "PROPN"), _genders(tag), animacies):
        yield upos, make_feats(Animacy=animacy, Case=case, Gender=gender, Number=number)


def _agreement(tag: Any) -> dict[str, str | None]:
    number = NUMBERS.get(str(tag.number or ""))
    case = _case(tag)
    animacy = {"anim": "Anim", "inan": "Inan"}.get(str(tag.animacy or ""))
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


@lru_cache(maxsize=40_000)
def evidence(form: str) -> tuple[str, ...]:
    """What the tagger sees of a word: the columns of its embedding.

    Form, ending, shape, the likeliest lemma, and three signatures of the dictionary's parses: all
    of them, their cases and numbers, and the first alone.
    """
    lower = form.lower().replace("ё", "е").replace("\u0301", "")
    if DIGIT.match(form):
        lower = lower.lstrip("№#n ").rstrip(")")  # № 254, 10-1): treebanks cut the marks off
    if DASHES.match(form):
        lower = "—"
    lower = QUOTES.get(lower, lower)
    ending = lower[-3:]
    shape = _shape(form)
    if DIGIT.match(form):
        figure = re.sub(r"\d", "d", lower)
        return (figure[:6], figure[-4:], shape, figure, "NUMB", "NUMB", _figure(form))
    if LATIN.match(form) or not WORD.search(form):
        kind = "LATN" if LATIN.match(form) else "PNCT"
        return (lower, ending, shape, lower if kind == "PNCT" else "latin", kind, kind, kind)
    found = parses(_looked_up(form))
    if not found:
        return (lower, ending, shape, lower, "UNKN", "UNKN", "UNKN")
    known = "" if found[0].is_known else "?"
    brief = sorted({_brief(parse.tag) for parse in found})
    cases = sorted({_case_number(parse.tag) for parse in found})
    first = found[0]
    return (
        lower,
        ending,
        shape,
        first.normal_form.replace("ё", "е"),
        known + ",".join(brief),
        ",".join(cases),
        known + str(first.tag),
    )


@cache
def _brief(tag: Any) -> str:
    part = str(tag.POS or tag)
    if part in {"NOUN", "ADJF", "PRTF", "NUMR", "NPRO"}:
        pro = "p" if "Apro" in tag else ""
        return f"{part}{pro}.{tag.case}.{tag.number}.{tag.gender}.{tag.animacy}"
    if part == "VERB":
        return f"{part}.{tag.number}.{tag.person}.{tag.tense}.{tag.transitivity}"
    return part


@cache
def _case_number(tag: Any) -> str:
    return f"{tag.case}{tag.number}"


def _shape(form: str) -> str:
    if form.islower() or not WORD.search(form):
        return "l" if WORD.search(form) else f"p{form[:3]}"
    if form.isupper():
        return "U" if len(form) > 1 else "u"
    return "Tt" if form[0].isupper() else "m"


def _figure(form: str) -> str:
    """Figures that look like years differ from other figures."""
    digits = form.strip("№# ")
    if digits.isdigit():
        year = len(digits) == 4 and digits[:2] in {"17", "18", "19", "20"}
        return "year" if year else f"n{min(len(digits), 5)}{'s' if int(digits) < 32 else ''}"
    return "mixed"
