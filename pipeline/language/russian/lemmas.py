"""Lemmas: the dictionary's, in the treebanks' spelling, with a table of learnt exceptions."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.language.conllu import Sentence
from pipeline.language.russian.data import label_of
from pipeline.language.russian.dictionary import LAW_SHORT, Reading, abbreviated, readings
from pipeline.language.russian.mapping import DIGIT, Feats

Table = dict[str, str]
ORDINAL = re.compile(r"^(\d+)-[а-яё]{1,3}$")


@dataclass(slots=True)
class Lemmatizer:
    """`forms` corrects a word form, `lemmas` whatever the dictionary gives as a base form."""

    forms: Table = field(default_factory=dict)
    lemmas: Table = field(default_factory=dict)

    @classmethod
    def learn(cls, sentences: Iterable[Sentence]) -> Lemmatizer:
        """Keep what the treebanks say otherwise than the dictionary."""
        plain = cls()
        by_form: dict[str, Counter[str]] = defaultdict(Counter)
        by_lemma: dict[str, Counter[str]] = defaultdict(Counter)
        given: dict[str, str] = {}
        for sentence in sentences:
            for word in sentence.words:
                if word.upos in {"PUNCT", "SYM", "X"} or word.lemma == "_":
                    continue
                label = label_of(word.upos, word.feats)
                lemma = plain.base(word.form, *label)
                form = f"{word.upos} {word.form.lower()}"
                by_form[form][word.lemma.lower()] += 1
                given[form] = lemma
                by_lemma[f"{word.upos} {lemma}"][word.lemma.lower()] += 1
        lemmas = {}
        for key, counts in by_lemma.items():
            best, count = counts.most_common(1)[0]
            if best != key.split(" ", 1)[1] and count > 1 and count > 0.6 * counts.total():
                lemmas[key] = best
        forms = {}
        for key, counts in by_form.items():
            best, count = counts.most_common(1)[0]
            known = lemmas.get(f"{key.split(' ', 1)[0]} {given[key]}", given[key])
            if best != known and count > 0.5 * counts.total():
                forms[key] = best
        return cls(dict(sorted(forms.items())), dict(sorted(lemmas.items())))

    def base(self, form: str, upos: str, feats: Feats) -> str:
        """The dictionary's base form under a tag, in small letters."""
        options = [reading for reading in readings(form) if reading.upos == upos]
        if not options:
            return form.lower().replace("ё", "е")

        def likeness(reading: Reading) -> tuple[bool, bool]:
            return reading.feats == feats, _agreement(reading.feats) == _agreement(feats)

        return max(options, key=likeness).lemma.lower()

    def lemma(self, form: str, upos: str, feats: Feats) -> str:
        """The lemma of a word as tagged."""
        if upos in {"PUNCT", "SYM"}:
            return form
        if upos == "X":
            return form.replace("ё", "е")
        if upos in {"ADJ", "NUM"} and (form.isascii() or DIGIT.match(form)):
            return _figure(form, upos)
        lower = form.lower()
        if lower in LAW_SHORT and upos == "NOUN":
            return LAW_SHORT[lower]
        found = self.forms.get(f"{upos} {lower}")
        if found is None:
            base = self.base(form, upos, feats)
            found = self.lemmas.get(f"{upos} {base}", base)
        return cased(found, form, upos)


def _figure(form: str, upos: str) -> str:
    """`1960-х` is `1960-й`; other figures, Roman ones too, stay as they are."""
    ordinal = ORDINAL.match(form)
    return f"{ordinal[1]}-й" if ordinal and upos == "ADJ" else form


def _agreement(feats: Feats) -> tuple[str | None, str | None]:
    values = dict(feats)
    return values.get("Number"), values.get("Gender")


def cased(lemma: str, form: str, upos: str) -> str:
    """Names keep their capitals and abbreviations theirs; other lemmas have none."""
    if upos in {"NOUN", "PROPN"} and abbreviated(form):
        return form.replace("Ё", "Е") if len(lemma) == len(form) else lemma.upper()
    if upos != "PROPN" or not form[:1].isupper():
        return form if upos == "PROPN" and form[:1].isascii() else lemma
    if form[:1].isascii():
        return form
    parts, models = lemma.split("-"), form.split("-")
    if len(parts) == len(models):
        return "-".join(
            part[:1].upper() + part[1:] if model[:1].isupper() else part
            for part, model in zip(parts, models, strict=True)
        )
    return lemma[:1].upper() + lemma[1:]
