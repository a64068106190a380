"""Kazakh tags in the one form that the reading rules know, whichever engine gave them.

A `Doc` keeps its engine's conventions. The trained engine has those of the KTB treebank, where a
verb's lemma is its bare stem and a verbal noun is a gerund; here they become the light engine's,
whose own tags pass unchanged. The treebank is news and tales, not law, so the suffixes of a word
whose stem is listed have the last word on its form; where they allow two readings the tag decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.language.light.kazakh import attested

NOMINAL = frozenset({"NOUN", "PROPN"})
OF_VERBS = frozenset({"VerbForm", "Mood", "Tense", "Aspect", "Person", "Voice", "Polarity"})
OF_FORMS = OF_VERBS | {"Case", "Number", "Number[psor]", "Person[psor]"}
FORMS = {"Ger": "Vnoun", "Inf": "Conv"}  # before a helping verb: "сайлай алады"
AGENT = re.compile(r"[уү]ш[ыі]$")  # "атқарушы" is an adjective or a noun, no form of a verb
SPELLED = {"йу": "ю", "йа": "я"}  # one letter for й and a vowel: қою, баяндау
# Passive in shape, with an active meaning of their own; табыл- only where it is the copula.
DEPONENT, COPULA = re.compile(r"жинал|құрал"), re.compile(r"табыл")
# Nouns that became postpositions: their lemma is no name of a thing.
RELATIONAL = frozenset({"есебінен"})


@dataclass(frozen=True, slots=True)
class Grammar:
    """What is known of a token beside its letters: lemma, universal tag, features."""

    lemma: str
    pos: str
    feats: Mapping[str, str] = field(default_factory=dict)


def one_form(low: str, before: str, told: Grammar) -> Grammar:
    """A Kazakh token's grammar in the light engine's conventions.

    Args:
        low: the token in lower case.
        before: the token before it in lower case, or "".
        told: what the engine says.

    >>> one_form("таратуға", "", Grammar("тарат", "VERB", {"Case": "Dat", "VerbForm": "Ger"}))
    Grammar(lemma='тарату', pos='VERB', feats={'Case': 'Dat', 'VerbForm': 'Vnoun'})
    """
    found = _translated(low, told)
    known = attested(low)
    if known is not None:
        found = _judged(found, Grammar(known.lemma, known.pos, dict(known.feats)))
    feats, lemma = dict(found.feats), found.lemma
    for apart, together in SPELLED.items():
        lemma = lemma.replace(apart, together)
    if DEPONENT.match(low) or (COPULA.match(low) and before == "болып"):
        feats.pop("Voice", None)
    return Grammar(low if low in RELATIONAL else lemma, found.pos, feats)


def _translated(low: str, told: Grammar) -> Grammar:
    """KTB's conventions turned into the light engine's."""
    feats = dict(told.feats)
    if told.pos in NOMINAL:
        return Grammar(told.lemma, told.pos, {"Case": "Nom"} | feats)
    if told.pos not in {"VERB", "AUX"} or AGENT.search(low):
        return Grammar(told.lemma, told.pos, _without(feats, OF_VERBS))
    form = feats.get("VerbForm", "")
    if form == "Ger" and feats.get("Tense") == "Past":
        feats["VerbForm"] = "Part"  # -ған with a case: "қабылданғаннан кейін"
    elif form in FORMS:
        feats["VerbForm"] = FORMS[form]
    if feats.get("VerbForm") in {"Part", "Vnoun"}:
        feats.setdefault("Case", "Nom")
    _translate_mood(feats)
    if feats.get("VerbForm") != "Fin":
        feats.pop("Person", None)
    return Grammar(told.lemma + "у" * (not told.lemma.endswith("у")), "VERB", feats)


def _translate_mood(feats: dict[str, str]) -> None:
    mood = feats.pop("Mood", "")
    if mood == "Cnd":
        feats["VerbForm"] = "Fin"
    if mood not in {"", "Ind", "Pot"}:
        feats["Mood"] = {"Opt": "Imp"}.get(mood, mood)
    if feats.get("Tense") == "Pres" and feats.pop("Aspect", "") == "Hab":
        feats["Tense"] = "Aor"


def _judged(found: Grammar, known: Grammar) -> Grammar:
    """The tag after the word's own suffixes, read with a listed stem, have had their say."""
    past = known.feats.get("VerbForm") == "Fin" and known.feats.get("Tense") == "Past"
    if past and found.pos != "VERB":
        return found  # a past looks like an accusative: "жұмысты"
    if known.pos in {"NOUN", "VERB"}:
        return Grammar(known.lemma, known.pos, {**_without(found.feats, OF_FORMS), **known.feats})
    case = {"Case": known.feats["Case"]} if "Case" in known.feats else {}
    return Grammar(found.lemma, known.pos, _without(found.feats, OF_FORMS) | case)


def _without(feats: Mapping[str, str], names: frozenset[str]) -> dict[str, str]:
    return {name: value for name, value in feats.items() if name not in names}
