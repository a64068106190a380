"""One scheme of features for treebanks that differ in theirs.

The treebanks agree on what a case is, not on where to write it down: one gives every participle an
animacy, another none; one writes features beside figures, another does not. Training on the mix
would teach chance. The common scheme is that of the smallest inventory, and it says of each word
only what its form shows.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace

from pipeline.language.conllu import Sentence, Word, joined, pairs
from pipeline.language.russian.dictionary import abbreviated

# Typewriter marks of one treebank, put into the form that printed texts have.
MARKS = {"``": "«", "''": "»", "--": "—"}
# Features that only some treebanks have.
DROPPED = frozenset(
    ["PronType", "NumType", "NumForm", "NameType", "InflClass", "Poss", "Reflex", "Typo", "ExtPos"]
)
# What words that change by agreement may carry besides the rest.
AGREEING = frozenset({"ADJ", "DET", "NUM", "PRON", "VERB", "AUX"})
BARE = frozenset({"ADP", "CCONJ", "SCONJ", "PUNCT", "SYM", "INTJ"})
LATIN = re.compile(r"^[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ.'’&-]*$")
DIGIT = re.compile(r"^[#№]?\d")
# Readings of frequent words on which the treebanks disagree: lemma to the one part of speech.
ONE_PART = {"который": "PRON"}
CASE_ONLY = frozenset({"кто", "себя", "никто", "некто"})


def printed(form: str) -> str:
    """A form as printed texts have it.

    >>> printed("--"), printed("&quot;")
    ('—', '"')
    """
    form = html.unescape(form)
    return MARKS.get(form, form)


def normalise(sentence: Sentence) -> Sentence:
    """The tags and features of a sentence in the common scheme."""
    return replace(sentence, words=tuple(_normal(word) for word in sentence.words))


def _normal(word: Word) -> Word:
    word = replace(
        word,
        upos=ONE_PART.get(word.lemma, word.upos),
        lemma=word.lemma.replace("ё", "е").replace("Ё", "Е"),
        deprel=word.deprel.partition(":")[0] if _rare(word.deprel) else word.deprel,
    )
    return replace(word, feats=joined(feats(word)))


def _rare(deprel: str) -> bool:
    return deprel in {
        "parataxis:discourse", "obl:float", "obl:depict", "obl:tmod", "csubj:outer", "nsubj:outer",
        "nummod:entity",
    }  # fmt: skip


def feats(word: Word) -> dict[str, str]:
    """The features of a word in the common scheme."""
    found = {name: value for name, value in pairs(word.feats).items() if name not in DROPPED}
    upos, form = word.upos, word.form
    if upos in BARE or (upos in {"ADJ", "NUM"} and DIGIT.match(form)):
        return {}
    if upos in {"PROPN", "X"} and LATIN.match(form):
        return {"Foreign": "Yes"}
    if upos == "PART":
        return {k: v for k, v in found.items() if k == "Polarity"}
    if upos == "ADV":
        return {"Degree": found.get("Degree", "Pos")}
    return _inflected(word, found)


def _inflected(word: Word, found: dict[str, str]) -> dict[str, str]:
    """The features of a word that changes its form."""
    upos = word.upos
    found.pop("Polarity", None)
    found.pop("Foreign", None)
    if found.get("Case") in {"Par", "Voc"}:
        found["Case"] = "Gen" if found["Case"] == "Par" else "Nom"
    if upos == "ADJ" and "Number" in found:
        found.setdefault("Degree", "Pos")
    if upos in AGREEING:
        found = _agreeing(found)
    if word.lemma.lower() in CASE_ONLY:
        found = {k: v for k, v in found.items() if k == "Case"}
    if upos in {"VERB", "AUX"} and "VerbForm" in found:
        found = _verbal(word, found)
    if upos in {"NOUN", "PROPN"} and "Case" in found and abbreviated(word.form):
        found["Abbr"] = "Yes"
    return found


def _agreeing(found: dict[str, str]) -> dict[str, str]:
    """Animacy shows only in the accusative; a plural and a short form show less still."""
    if found.get("Variant") == "Short":
        found.pop("Case", None)
        found.pop("Animacy", None)
    shows = found.get("Case") == "Acc" and found.get("Gender") not in {"Fem", "Neut"}
    if not shows:
        found.pop("Animacy", None)
    if found.get("Number") == "Plur":
        found.pop("Gender", None)
    return found


def _verbal(word: Word, found: dict[str, str]) -> dict[str, str]:
    found.setdefault("Voice", "Act")
    if word.lemma == "быть":
        found["Aspect"] = "Imp"
        if found.get("Tense") == "Fut":
            found.pop("Aspect")
    if found.get("Mood") == "Imp":
        found.pop("Tense", None)
        found.setdefault("Person", "2")
    return found
