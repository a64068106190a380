"""Which chains of suffixes a Kazakh word may end in, whatever its stem.

A noun is stem + plural + possessive + case + person, a verb stem + voice + negation + form, and a
participle or a verbal noun takes a noun's endings in turn. `readings` strips suffixes from the
right in that order, keeps to vowel harmony, and gives every stem that is left with its chain. It
decides nothing: lexicon and network choose among the readings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

BACK, FRONT = frozenset("аоұыяёю"), frozenset("әөүіе")
VOWELS = "аәеоөұүыіуияёэю"


@dataclass(frozen=True, slots=True)
class Reading:
    """A stem as it stands in the word, its kind (N or V), and the names of its suffixes."""

    stem: str
    kind: str
    chain: tuple[str, ...]


def _pairs(table: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """(suffix, name), the longest suffix first."""
    pairs = [(suffix, name) for name, suffixes in table.items() for suffix in suffixes.split()]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


PERSON = _pairs(
    {
        "1s": "мын мін бын бін пын пін",
        "2s": "сың сің",
        "2f": "сыз сіз",
        "1p": "мыз міз быз біз пыз піз",
        "2p": "сыңдар сіңдер сыздар сіздер",
    }
)
CASE = _pairs(
    {
        "gen": "ның нің дың дің тың тің",
        "acc": "ны ні ды ді ты ті н",
        "dat": "ға ге қа ке на не а е",
        "loc": "да де та те нда нде",
        "abl": "нан нен дан ден тан тен",
        "ins": "мен бен пен менен бенен пенен",
        "eq": "дай дей тай тей ша ше",
        "attr": "дағы дегі тағы тегі ндағы ндегі ғы гі қы кі",
        "poss": "нікі дікі тікі",
    }
)
OWNER = _pairs(
    {
        "p3": "сы сі ы і",
        "p1s": "м ым ім",
        "p2s": "ң ың ің",
        "p2f": "ңыз ңіз ыңыз іңіз",
        "p1p": "мыз міз ымыз іміз",
        "p2p": "ларың лерің",
    }
)
PLURAL = _pairs({"pl": "лар лер дар дер тар тер"})
MADE = _pairs(
    {
        "lyk": "лық лік дық дік тық тік",
        "ly": "лы лі ды ді ты ті",
        "syz": "сыз сіз",
        "shy": "шы ші",
    }
)
NOMINAL_FORM = _pairs(
    {
        "past": "ған ген қан кен",
        "hab": "атын етін йтын йтін",
        "aor": "ар ер р",
        "aor.neg": "мас мес бас бес пас пес",
        "inf": "мақ мек бақ бек пақ пек",
        "agt": "ушы уші",
        "ger": "у",
        "past.ger": "ғандық гендік қандық кендік",
    }
)
FINITE = _pairs(
    {
        "pst.3": "ды ді ты ті",
        "pst.1s": "дым дім тым тім",
        "pst.2s": "дың дің тың тің",
        "pst.1p": "дық дік тық тік",
        "pst.2f": "дыңыз діңіз тыңыз тіңіз",
        "pst.2p": "дыңдар діңдер тыңдар тіңдер дыңыздар діңіздер",
        "prs.3": "ады еді йды йді",
        "prs.1s": "амын емін ймын ймін",
        "prs.2s": "асың есің йсың йсің",
        "prs.1p": "амыз еміз ймыз йміз",
        "prs.2f": "асыз есіз йсыз йсіз",
        "cnd.3": "са се",
        "cnd.1s": "сам сем",
        "cnd.2s": "саң сең",
        "cnd.1p": "сақ сек",
        "cnd.2f": "саңыз сеңіз",
        "opt.3": "сын сін",
        "opt.1s": "айын ейін йын йін",
        "opt.1p": "айық ейік йық йік",
        "imp.2f": "ыңыз іңіз ңыз ңіз",
        "imp.2p": "ыңдар іңдер ңдар ңдер ыңыздар іңіздер ңыздар ңіздер",
        "evd.3": "ыпты іпті пты пті",
        "evd.1s": "ыппын іппін ппын ппін",
        "conv": "ып іп п",
        "conv.a": "а е й",
        "conv.g": "ғалы гелі қалы келі ғанша генше қанша кенше",
    }
)
NEGATION = _pairs({"neg": "ма ме ба бе па пе"})
VOICE = _pairs(
    {
        "pass": "ыл іл л ын ін н",
        "caus": "тыр тір дыр дір т ғыз гіз қыз кіз",
        "rcp": "ыс іс",
    }
)
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@lru_cache(maxsize=100_000)
def readings(word: str) -> tuple[Reading, ...]:
    """All readings of a lower-case word, the bare word itself among them.

    >>> [r.chain for r in readings("мүшелеріне") if (r.stem, r.kind) == ("мүше", "N")]
    [('pl', 'p3', 'dat')]
    """
    if not WORD.fullmatch(word):
        return ()
    found = {Reading(word, "N", ()): None, Reading(word, "V", ()): None}
    for stem, chain in _nominal(word):
        found[Reading(stem, "N", chain)] = None
        for verb, name in _strip(stem, NOMINAL_FORM):
            for root, voices in _verbal(verb):
                found[Reading(root, "V", (*voices, name, *chain))] = None
    for verb, name in _strip(word, FINITE):
        for root, voices in _verbal(verb):
            found[Reading(root, "V", (*voices, name))] = None
    return tuple(found)


def spellings(lemma: str, verb: bool) -> Iterator[str]:
    """The shapes that a dictionary stem takes before suffixes: халық, халқ, халығ."""
    yield lemma
    if len(lemma) < 2:
        return
    voiced = {"қ": "ғ", "к": "г", "п": "б"}.get(lemma[-1])
    if voiced:
        yield lemma[:-1] + voiced
    if verb and lemma[-1] in "ыі":
        yield lemma[:-1]
    if verb and lemma[-1] == "п":
        yield lemma[:-1] + "у"
    if not verb and len(lemma) > 3 and lemma[-2] in "ыі" and lemma[-1] not in VOWELS:
        yield lemma[:-2] + lemma[-1]


def _nominal(word: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Stem and chain for every way to read noun endings, none at all included."""
    for stem, person in _maybe(word, PERSON):
        for owned, case in _maybe(stem, CASE):
            for many, owner in _maybe(owned, OWNER):
                if not _fits(case, owner, owned, stem):
                    continue
                for base, plural in _maybe(many, PLURAL):
                    chain = tuple(n for n in (plural, owner, case, person) if n)
                    yield base, chain
                    if chain and not plural:
                        continue
                    for root, made in _strip(base, MADE):
                        yield root, (made, *chain)


def _fits(case: str, owner: str, owned: str, whole: str) -> bool:
    """The short endings н, на, нда stand behind a third person only, а and е behind м and ң."""
    suffix = whole[len(owned) :]
    if suffix in {"н", "на", "не", "нда", "нде", "ндағы", "ндегі"}:
        return owner == "p3"
    if suffix in {"а", "е"}:
        return owner in {"p1s", "p2s"}
    return not (owner == "p3" and suffix in {"ға", "ге", "да", "де", "ды", "ді"}) or not case


def _verbal(stem: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for base, negation in _maybe(stem, NEGATION):
        for root, voice in _maybe(base, VOICE):
            yield root, tuple(n for n in (voice, negation) if n)
            if voice:
                for inner, second in _strip(root, VOICE):
                    yield inner, tuple(n for n in (second, voice, negation) if n)


def _maybe(word: str, suffixes: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, str]]:
    yield word, ""
    yield from _strip(word, suffixes)


def _strip(word: str, suffixes: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, str]]:
    for suffix, name in suffixes:
        if word.endswith(suffix) and len(word) - len(suffix) >= 2:
            stem = word[: -len(suffix)]
            if _harmonic(stem, suffix):
                yield stem, name


def _harmonic(stem: str, suffix: str) -> bool:
    """Whether stem and suffix agree in front or back vowels; loanwords are let through."""
    last = next((c for c in reversed(stem) if c in BACK or c in FRONT), "")
    first = next((c for c in suffix if c in BACK or c in FRONT), "")
    if not last or not first or suffix.startswith(("мен", "бен", "пен", "нікі", "дікі", "тікі")):
        return True
    return (last in BACK) == (first in BACK) or not first or stem[-1] in "иуьйл"
