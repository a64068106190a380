"""Docs: the attributes that the reading of powers leans on."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Token

from pipeline.language import docs
from pipeline.vocabulary import Lang

ENGINES = {"rus": "trained", "kaz": "light"}  # test_kazakh.py has the other one


def tag(text: str, lang: str) -> Doc:
    return docs([text], Lang(lang), ENGINES[lang])[0]


def word(text: str, lang: str, low: str) -> Token:
    return next(token for token in tag(text, lang) if token.text.lower() == low)


@pytest.mark.parametrize(
    ("text", "low", "feats"),
    [
        # A subject before the verb, an object after it.
        ("Парламент принимает закон", "парламент", {"Case": "Nom"}),
        ("Президент распускает Парламент", "парламент", {"Case": "Acc"}),
        # A noun after a noun is a genitive.
        ("Председатель Правительства говорит", "правительства", {"Case": "Gen"}),
        # Prepositions govern cases; adjectives agree.
        ("перед новым Парламентом", "парламентом", {"Case": "Ins"}),
        ("в Верховном Суде", "верховном", {"Case": "Loc"}),
        # The agent of a passive.
        ("Судьи назначаются Сенатом", "сенатом", {"Case": "Ins"}),
        ("Судьи назначаются Сенатом", "назначаются", {"VerbForm": "Fin", "Voice": "Mid"}),
        # Words that the dictionary does not know.
        ("решения маслихатов", "маслихатов", {"Case": "Gen", "Number": "Plur"}),
        ("вносит в Курултай", "курултай", {"Case": "Acc"}),
        ("вправе распустить", "распустить", {"VerbForm": "Inf"}),
        ("может быть распущен", "распущен", {"VerbForm": "Part", "Voice": "Pass"}),
    ],
)
def test_russian(text: str, low: str, feats: dict[str, str]) -> None:
    found = word(text, "rus", low).morph.to_dict()
    assert {name: found.get(name) for name in feats} == feats


@pytest.mark.parametrize(
    ("low", "lemma", "pos", "feats"),
    [
        # Number, possessive, case.
        ("мүшелерін", "мүше", "NOUN", {"Case": "Acc", "Number": "Plur", "Number[psor]": "Sing"}),
        ("президенті", "президент", "NOUN", {"Case": "Nom", "Number[psor]": "Sing"}),
        ("президентін", "президент", "NOUN", {"Case": "Acc"}),
        ("сенаттың", "сенат", "NOUN", {"Case": "Gen"}),
        ("үкіметке", "үкімет", "NOUN", {"Case": "Dat"}),
        ("заңмен", "заң", "NOUN", {"Case": "Ins"}),
        ("сессияда", "сессия", "NOUN", {"Case": "Loc"}),
        ("қызметтен", "қызмет", "NOUN", {"Case": "Abl"}),
        # A noun that ends like a participle.
        ("саясатын", "саясат", "NOUN", {"Case": "Acc"}),
        # Verb forms.
        ("тағайындайды", "тағайындау", "VERB", {"VerbForm": "Fin", "Tense": "Aor"}),
        ("береді", "беру", "VERB", {"VerbForm": "Fin", "Tense": "Aor"}),
        ("сайланады", "сайлау", "VERB", {"VerbForm": "Fin", "Voice": "Pass"}),
        ("қабылдамайды", "қабылдау", "VERB", {"VerbForm": "Fin", "Polarity": "Neg"}),
        ("берілсін", "беру", "VERB", {"Mood": "Imp", "Voice": "Pass"}),
        ("мақұлдаса", "мақұлдау", "VERB", {"Mood": "Cnd"}),
        ("сайланған", "сайлау", "VERB", {"VerbForm": "Part", "Tense": "Past"}),
        ("құратын", "құру", "VERB", {"VerbForm": "Part"}),
        ("таратуға", "тарату", "VERB", {"VerbForm": "Vnoun", "Case": "Dat"}),
        ("қабылдауын", "қабылдау", "VERB", {"VerbForm": "Vnoun", "Case": "Acc"}),
        ("шақырып", "шақыру", "VERB", {"VerbForm": "Conv"}),
        # A noun's accusative, not a wish.
        ("мүшесін", "мүше", "NOUN", {"Case": "Acc"}),
        # A number with a noun's endings.
        ("53-бабының", "бап", "NOUN", {"Case": "Gen"}),
        ("жергілікті", "жергілікті", "ADJ", {}),
    ],
)  # fmt: skip
def test_kazakh(low: str, lemma: str, pos: str, feats: dict[str, str]) -> None:
    token = tag(low, "kaz")[0]
    found = token.morph.to_dict()
    assert token.pos_ == pos
    assert {name: found.get(name) for name in feats} == feats
    if low != "53-бабының":  # бап keeps its п in the dictionary and changes it in the text
        assert token.lemma_ == lemma


def test_look_alike_letters_are_repaired_in_place() -> None:
    doc = tag("Пpезидентi тағайындайды", "kaz")
    assert doc[0].text == "Президенті"
    assert doc[1].idx == len("Пpезидентi ")


@pytest.mark.parametrize("lang", ["rus", "kaz"])
def test_white_space_keeps_offsets(lang: str) -> None:
    text = " Сенат  и\n\tсуд "
    doc = tag(text, lang)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token.text)] == token.text for token in doc)


@given(st.text(max_size=60), st.sampled_from(["rus", "kaz"]))
@settings(max_examples=100, deadline=None)
def test_any_text_keeps_its_length(text: str, lang: str) -> None:
    assert len(tag(text, lang).text) == len(text)
