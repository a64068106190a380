"""From texts to spaCy docs through a tokenizer and an analyser."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from pipeline.language.light import kazakh, russian
from pipeline.language.light.analysis import Analyser
from pipeline.language.light.tokens import tokenize
from pipeline.normalize import repair_letters
from pipeline.vocabulary import Lang

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

ANALYSERS: dict[Lang, Analyser] = {Lang.RUS: russian.analyse, Lang.KAZ: kazakh.analyse}


def docs(texts: Iterable[str], lang: Lang) -> list[Doc]:
    """Tag texts of one language; `doc.text` has the texts' length, and letters are repaired.

    >>> [token.pos_ for token in docs(["Сенат созывает сессию"], Lang.RUS)[0]]
    ['NOUN', 'VERB', 'NOUN']
    """
    return [_doc(repair_letters(text), lang) for text in texts]


def _doc(text: str, lang: Lang) -> Doc:
    from spacy.tokens import Doc  # a second's import that `bilik --help` should not pay for

    tokens = tokenize(text)
    doc = Doc(
        _vocab(lang),
        words=[token.text for token in tokens],
        spaces=[token.space for token in tokens],
    )
    places = [place for place, token in enumerate(tokens) if not token.blank]
    analyses = ANALYSERS[lang]([tokens[place].text for place in places])
    for place, token in enumerate(tokens):
        if token.blank:
            doc[place].pos_ = "SPACE"
            doc[place].lemma_ = token.text
    for place, analysis in zip(places, analyses, strict=True):
        doc[place].lemma_ = analysis.lemma
        doc[place].pos_ = analysis.pos
        if analysis.feats:
            doc[place].set_morph(analysis.morph)  # type: ignore[attr-defined]
    return doc


@cache
def _vocab(_lang: Lang) -> Vocab:
    """One store of strings for each language, so that docs of one language share it."""
    from spacy.vocab import Vocab

    return Vocab()
