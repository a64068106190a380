"""Kazakh tags in the one form that the reading rules know, whichever engine gave them.

A `Doc` keeps its engine's conventions: the trained engine has those of the KTB treebank, where a
verb's lemma is its bare stem and a verbal noun is a gerund. Here they become the light engine's.
The treebank is news and tales, so the suffixes of a word whose stem is listed have the last word
on its form; where a suffix has two meanings, the tag decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.language.light.kazakh import attested

VERBAL, NOMINAL = frozenset({"VERB", "AUX"}), frozenset({"NOUN", "PROPN"})
OF_VERBS = frozenset({"VerbForm", "Mood", "Tense", "Aspect", "Person", "Voice", "Polarity"})
# The agent noun is no form of the verb in law: "атқарушы орган", "таңдаушылар".
AGENT = re.compile(r"[уү]ш[ыі]$|ш[ыі]$")
VERBAL_NOUN = re.compile(r"у(?:ы|і)?(?:н|ның|нің|ды|ді|да|де|нда|нде|дан|ден|нан|нен|мен)?$")
# й and a vowel are one letter: қой-у is қою, баян-да-у keeps its я.
SPELLED = {"йу": "ю", "йа": "я"}
# Passive in shape, with a meaning of their own; табыл- only where it is the copula.
DEPONENT = re.compile(r"^жинал(?!ма)|^құрал")
COPULA = re.compile(r"^табыл")
# Nouns with an ending that became postpositions keep it, so that no list takes them for the noun.
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
        told: what its engine says.

    >>> one_form("қабылдауға", "", Grammar("қабылда", "VERB", {"VerbForm": "Ger", "Case": "Dat"}))
    Grammar(lemma='қабылдау', pos='VERB', feats={'Case': 'Dat', 'VerbForm': 'Vnoun'})
    """
    found = _translated(low, told)
    known = attested(low)
    if known is not None and not _ambiguous(dict(known.feats), found):
        found = _overruled(found, Grammar(known.lemma, known.pos, dict(known.feats)))
    lemma, feats = found.lemma, dict(found.feats)
    for long, short in SPELLED.items():
        lemma = lemma.replace(long, short)
    if DEPONENT.match(low) or (COPULA.match(low) and before == "болып"):
        feats.pop("Voice", None)
    return Grammar(low if low in RELATIONAL else lemma, found.pos, feats)
