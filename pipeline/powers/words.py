"""A tagged `Doc` as plain words: the only view of a text that the reading rules have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.powers.grammar import Grammar, one_form
from pipeline.vocabulary import Lang

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Word:
    """One token: its letters in lower case, its place in the text, and its grammar."""

    low: str
    start: int
    end: int
    lemma: str = ""
    pos: str = ""
    case: str = ""
    form: str = ""  # VerbForm: Fin, Inf, Part, Conv, Vnoun
    mood: str = ""
    voice: str = ""
    tense: str = ""
    person: str = ""
    negative: bool = False
    owned: bool = False  # Kazakh third-person possessive
    short: bool = False  # Russian short participle or adjective
    head: int = -1  # place of the head in the passage; -1 for a root, or where there is no tree
    dep: str = ""  # universal relation to the head, "" where there is no tree


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a clause, of its lead-in, or of the clause before."""

    words: tuple[Word, ...]
    lang: Lang
    where: str = "clause"
    # What the lexicons have found in these words already; many rules ask the same.
    found: dict[Any, Any] = field(init=False, default_factory=dict, compare=False, repr=False)

    def lows(self, start: int, end: int) -> tuple[str, ...]:
        """The words between two places, in lower case."""
        return tuple(word.low for word in self.words[max(start, 0) : end])

    def has(self, *lows: str) -> bool:
        """Whether one of these word forms stands in the passage."""
        return any(word.low in lows for word in self.words)


def passage(doc: Doc, lang: Lang, where: str = "clause") -> Passage:
    """The words of a doc without its white space."""
    return Passage(tuple(_words(doc, lang)), lang, where)


@cache
def _feats(morph: str) -> Mapping[str, str]:
    """Features as they are written: "Case=Nom|Number=Sing"."""
    return dict(pair.split("=", 1) for pair in morph.split("|")) if morph else {}


def _words(doc: Doc, lang: Lang) -> Iterable[Word]:
    before = ""
    tokens = [token for token in doc if token.pos_ != "SPACE"]
    places = {token.i: place for place, token in enumerate(tokens)}
    tree = doc.has_annotation("DEP")
    for token in tokens:
        low = token.text.lower()
        found = Grammar(token.lemma_, token.pos_, _feats(str(token.morph)))
        if lang is Lang.KAZ:
            found = one_form(low, before, found)
        before, feats = low, found.feats
        yield Word(
            low=low,
            start=token.idx,
            end=token.idx + len(token.text),
            lemma=found.lemma,
            pos=found.pos,
            case=feats.get("Case", ""),
            form=feats.get("VerbForm", ""),
            mood=feats.get("Mood", ""),
            voice=feats.get("Voice", ""),
            tense=feats.get("Tense", ""),
            person=feats.get("Person", ""),
            negative=feats.get("Polarity") == "Neg",
            owned="Number[psor]" in feats,
            short=feats.get("Variant") == "Short",
            head=places.get(token.head.i, -1) if tree and token.head.i != token.i else -1,
            dep=token.dep_ if tree else "",
        )
