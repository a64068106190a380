"""A light analyser of Kazakh: suffixes read from the end, in their fixed order.

A noun is stem + number + possessive + case, a verb stem + voice + negation + form; vowel harmony
gives each suffix its two or four shapes. Word lists in `kazakh.toml` settle what suffixes alone
cannot. Izafet keeps the first noun bare ("Үкімет мүшелері"), so a bare noun may be a genitive in
meaning; that is for the reader to judge.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from pipeline.language.light.analysis import Analysis, features

WORD_LISTS = (
    ("pronouns", "PRON"), ("conjunctions", "CCONJ"), ("postpositions", "ADP"),
    ("adverbs", "ADV"), ("numerals", "NUM"), ("adjectives", "ADJ"),
)  # fmt: skip

# Case endings; the last sound of the stem chooses the consonant (парламент-ті, мүше-ні).
VOICELESS, NASAL, VOWEL = "[бвгдкқпстфхһцчшщ]", "[мнң]", "[аәеоөұүыіуияёэюө]"
SONORANT = "[жзйлрмнң]"
GENITIVE = (
    rf"(?<={VOICELESS})(?:тың|тің)|(?<=[жзйлр])(?:дың|дің)"
    rf"|(?:(?<={VOWEL})|(?<={NASAL}))(?:ның|нің)"
)
ABLATIVE = (
    rf"(?<={VOICELESS})(?:тан|тен)|(?<={NASAL})(?:нан|нен)"
    rf"|(?:(?<={VOWEL})|(?<=[жзйлр]))(?:дан|ден)|(?<=[ыі])(?:нан|нен)"
)
INSTRUMENTAL = rf"(?<={VOICELESS})пен|(?<=[жз])бен|(?:(?<={VOWEL})|(?<=[йлрмнң]))мен"
LOCATIVE = (
    rf"(?<=[ыі])(?:нда|нде)|(?<={VOICELESS})(?:та|те)"
    rf"|(?:(?<={VOWEL})|(?<={SONORANT}))(?:да|де)"
)
DATIVE = rf"(?<={VOICELESS})(?:қа|ке)|(?:(?<={VOWEL})|(?<={SONORANT}))(?:ға|ге)|(?<=[ыі])(?:на|не)"
ACCUSATIVE = rf"(?<={VOICELESS})(?:ты|ті)|(?<={SONORANT})(?:ды|ді)|(?<={VOWEL})(?:ны|ні)"
CASE_ENDINGS = (
    ("Gen", GENITIVE),
    ("Abl", ABLATIVE),
    ("Ins", INSTRUMENTAL),
    ("Loc", LOCATIVE),
    ("Dat", DATIVE),
    ("Acc", ACCUSATIVE),
)
CASES = tuple((case, re.compile(rf"^(.{{2,}}?)(?:{ends})$")) for case, ends in CASE_ENDINGS)
# н after a third-person possessive is the accusative, на/не the dative.
OWNED_CASES = (
    ("Acc", re.compile(r"^(.{2,}?(?:сы|сі|ы|і))н$")),
    ("Dat", re.compile(r"^(.{2,}?(?:сы|сі|ы|і))(?:на|не)$")),
)
OWNED = re.compile(r"^(.{2,}?[аеәыіуияою])(?:сы|сі)$|^(.{2,}?)(?<![аеәоөұүыіуи])(?:ы|і)$")
PLURAL = re.compile(r"^(.{2,}?)(?:лар|лер|дар|дер|тар|тер)$")

NOMINAL_TAIL = (
    r"(?P<psor>ы|і|сы|сі)?"
    r"(?P<case>ның|нің|дың|дің|тың|тің|нан|нен|дан|ден|мен|бен|пен|нда|нде|да|де|та|те"
    r"|ға|ге|қа|ке|на|не|ны|ні|ды|ді|н)?"
)
VERB_FORMS = (
    # тағайындайды, береді
    ("Fin", re.compile(r"^(?P<stem>.{2,}?)(?:[ае]|й)(?:ды|ді)$")),
    # берілсін, жүргізсін
    ("Imp", re.compile(r"^(?P<stem>.{2,}?)(?:сын|сін)$")),
    # болса, етсе
    ("Cnd", re.compile(r"^(?P<stem>.{2,}?)(?:са|се)$")),
    # сайланған, берілгенде
    ("Past", re.compile(
        rf"^(?P<stem>.{{2,}}?)(?:ған|ген|қан|кен)(?:дық|дік|дығы|дігі)?{NOMINAL_TAIL}$")),
    # құратын, ететін
    ("Hab", re.compile(rf"^(?P<stem>.{{2,}}?)(?:а|е|й)?(?:тын|тін){NOMINAL_TAIL}$")),
    # тағайындау, сайлауға, қабылдауын
    ("Vnoun", re.compile(rf"^(?P<stem>.{{2,}}?)у{NOMINAL_TAIL}$")),
    # шақырып, деп
    ("Conv", re.compile(r"^(?P<stem>.{2,}?)(?:ып|іп|п)$")),
    # тағайындалды, сайлады
    ("Pst", re.compile(r"^(?P<stem>.{2,}?)(?:ды|ді|ты|ті)$")),
    # before a helping verb: тарата алады
    ("Conv", re.compile(r"^(?P<stem>.{2,}?)(?:а|е|й)$")),
)  # fmt: skip
NEEDS_KNOWN_STEM = {"Cnd", "Pst"}
DERIVED = ("ыл", "іл", "дыр", "дір", "тыр", "тір", "лан", "лен", "лас", "лес", "лат", "лет")
NOUN_TAIL = re.compile(rf"^(?P<plural>лар|лер|дар|дер|тар|тер)?{NOMINAL_TAIL}$")
NEGATION = re.compile(r"^(.{2,}?)(?:ма|ме|ба|бе|па|пе)$")
PASSIVE = re.compile(r"^(.+?)(?:ыл|іл|л|ын|ін|н)$")
CASE_OF_ENDING = {
    ending: case
    for case, endings in (
        ("Gen", "ның нің дың дің тың тің"), ("Abl", "нан нен дан ден тан тен"),
        ("Ins", "мен бен пен"), ("Loc", "нда нде да де та те"), ("Dat", "ға ге қа ке на не"),
        ("Acc", "ны ні ды ді ты ті н"),
    )
    for ending in endings.split()
}  # fmt: skip
WORD = re.compile(r"[^\W\d_]")
NUMBERED = re.compile(r"^\d[\d-]*\)?-(?=[^\W\d_])")


def analyse(words: Sequence[str]) -> list[Analysis]:
    """Analyse the tokens of one text."""
    return [_analyse_word(word.lower()) for word in words]


def lemmas(word: str) -> list[str]:
    """The lemma of a lower-case word, as a list like the Russian one.

    >>> lemmas("әкімдерін")
    ['әкім']
    """
    return [_analyse_word(word).lemma]


def attested(word: str) -> Analysis | None:
    """The analysis of a lower-case word where the lists know the word or its stem, else None.

    >>> attested("тағайындайды").get("VerbForm"), attested("жасайды-мыс")
    ('Fin', None)
    """
    found = _analyse_word(word)
    _, stems, nouns = _lists()
    known = {"VERB": found.lemma.removesuffix("у") in stems, "NOUN": found.lemma in nouns}
    return found if known.get(found.pos, found.pos not in {"PUNCT", "NUM"}) else None


@lru_cache(maxsize=60_000)
def _analyse_word(word: str) -> Analysis:
    numbered = NUMBERED.match(word)
    if numbered:  # 53-бабының: the noun carries the endings
        inner = _analyse_word(word[numbered.end() :])
        return Analysis(inner.lemma, inner.pos, inner.feats)
    if word[:1].isdigit() or word[:1] == "№":
        return Analysis(word, "NUM")
    if not WORD.match(word):
        return Analysis(word, "PUNCT")
    return _listed(word) or _known_noun(word) or _verb(word) or _noun(word)


def _listed(word: str) -> Analysis | None:
    part = _lists()[0].get(word)
    if part is None:
        return None
    case = "Gen" if part == "PRON" and word.endswith(("ың", "ің")) else ""
    return Analysis(word, part, features(Case=case))


def _known_noun(word: str) -> Analysis | None:
    """A noun of the list with nothing but noun endings after it: `орган-ы`, `саясат-ы-н`."""
    nouns = _lists()[2]
    for length in range(len(word), 2, -1):
        stem = word[:length]
        match = NOUN_TAIL.match(word[length:]) if stem in nouns else None
        if match is None:
            continue
        ending = match["case"] or ""
        if ending == "н" and not match["psor"]:
            continue
        return Analysis(
            stem,
            "NOUN",
            features(
                Case=CASE_OF_ENDING.get(ending, "Nom"),
                Number="Plur" if match["plural"] else "Sing",
                psor="Sing" if match["psor"] else "",
            ),
        )
    return None


def _verb(word: str) -> Analysis | None:
    """A verb where an ending says so: `құрады`, `берілсін`, `таратуға`, `сайланған`."""
    stems = _lists()[1]
    spelled = _spell_out(word)
    for form, pattern in VERB_FORMS:
        match = pattern.match(spelled)
        if match is None:
            continue
        stem, negative = _negation(match["stem"], stems)
        known, passive = _known(stem, stems)
        if not known and (form in NEEDS_KNOWN_STEM or not _safe(form, stem, spelled)):
            continue
        return _verb_analysis(form, match, known or stem, negative, passive)
    return None


def _spell_out(word: str) -> str:
    """Undo the spelling of й with a vowel: жоюға is жой-у-ға, қояды is қой-ады."""
    word = re.sub(r"(?<=[аеоөұүыі])ю", "йу", word)
    return re.sub(r"(?<=[аеоөұүыі])я", "йа", word)


def _negation(stem: str, stems: frozenset[str]) -> tuple[str, bool]:
    match = NEGATION.match(stem)
    if match and _known(match[1], stems)[0]:
        return match[1], True
    return stem, False


def _known(stem: str, stems: frozenset[str]) -> tuple[str, bool]:
    """The verb stem in the list, "" if none, and whether a passive suffix stood after it."""
    if stem in stems:
        return stem, False
    match = PASSIVE.match(stem)
    while match:
        if match[1] in stems:
            return match[1], True
        match = PASSIVE.match(match[1])
    return "", False


def _safe(form: str, stem: str, word: str) -> bool:
    """Whether an ending alone makes a verb of a stem that no list knows."""
    if form == "Imp":
        return stem[-1] not in "аеәоөұүыіу"  # after a consonant -сын is no possessive
    if form == "Conv":
        return word.endswith(("ып", "іп")) and len(stem) > 3
    if form == "Hab":  # саясат-ын and қызмет-ін end like a participle
        return word.endswith(("йтын", "йтін")) or stem.endswith(DERIVED)
    if form == "Vnoun":
        return len(stem) > 3
    return len(stem) > 2


def _verb_analysis(
    form: str, match: re.Match[str], stem: str, negative: bool, passive: bool
) -> Analysis:
    groups = match.groupdict()
    case = CASE_OF_ENDING.get(groups.get("case") or "", "Nom")
    nominal = form in {"Past", "Hab", "Vnoun"}
    return Analysis(
        stem + "у",
        "VERB",
        features(
            VerbForm={"Past": "Part", "Hab": "Part", "Vnoun": "Vnoun", "Conv": "Conv"}.get(
                form, "Fin"
            ),
            Mood={"Imp": "Imp", "Cnd": "Cnd"}.get(form, ""),
            Tense={"Fin": "Aor", "Past": "Past", "Pst": "Past"}.get(form, ""),
            Person="3" if form in {"Fin", "Imp", "Pst"} else "",
            Voice="Pass" if passive else "",
            Polarity="Neg" if negative else "",
            Case=case if nominal else "",
            psor="Sing" if nominal and (groups.get("psor") or groups.get("case") == "н") else "",
        ),
    )


def _noun(word: str) -> Analysis:
    """Number, possessive and case, read from the end: `мүшелерін` is мүше-лер-і-н."""
    nouns = _lists()[2]
    rest, case, owned = word, "Nom", False
    for name, pattern in (*OWNED_CASES, *CASES):
        match = pattern.match(word)
        if match and len(match[1]) > 2:
            rest, case = match[1], name
            break
    match = None if rest in nouns else OWNED.match(rest)
    if match:
        rest, owned = match[1] or match[2], True
    plural = PLURAL.match(rest)
    if plural:
        rest = plural[1]
    return Analysis(
        rest,
        "NOUN",
        features(Case=case, Number="Plur" if plural else "Sing", psor="Sing" if owned else ""),
    )


@cache
def _lists() -> tuple[dict[str, str], frozenset[str], frozenset[str]]:
    """Words with a fixed part of speech, verb stems (spelled out), and nouns that mislead."""
    path = Path(__file__).parent / "kazakh.toml"
    data = tomllib.loads(path.read_text(encoding="utf8"))
    fixed = {word: part for name, part in reversed(WORD_LISTS) for word in data[name]}
    stems = frozenset(_spell_out(stem) for stem in data["verb_stems"])
    return fixed, stems, frozenset(data["nouns"])
