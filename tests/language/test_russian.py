"""What the Russian model promises: whole legal marks, the dictionary's terms, trees."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from functools import cache

import numpy as np
import pytest
import spacy

from pipeline.language.conllu import Word
from pipeline.language.engine import load_russian, model_folder
from pipeline.language.russian import component
from pipeline.language.russian.dictionary import readings
from pipeline.language.russian.evidence import evidence
from pipeline.language.russian.model import Model
from pipeline.language.russian.recurrent import bilstm
from pipeline.language.russian.scheme import feats
from pipeline.language.russian.segment import marker, sentence_starts, tokens
from pipeline.language.russian.tree import heads_of
from pipeline.language.tree import is_tree
from pipeline.vocabulary import Lang


@cache
def model() -> Model:
    return load_russian(model_folder(Lang.RUS))


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("назначает Премьер-Министра;", "Премьер-Министра"),
        ("в статье 44-1 Конституции", "44-1"),
        ("10-1) утверждает", "10-1)"),
        ("пп. 2) пункта 1", "пп."),
        ("Закон № 254-III принят", "№ 254-III"),
        ("большинством в 2/3 голосов", "2/3"),
        ("указы и т.д.", "т.д."),
        ("от 10.12.1993 г.", "10.12.1993"),
    ],
)
def test_legal_marks_stay_whole(text: str, mark: str) -> None:
    assert mark in [piece.text for piece in tokens(text)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("20 мая 1995 г. Президент подписал Указ.", 1),
        ("В соответствии со ст. 44 Президент назначает судей.", 1),
        ("Сенат в г. Астане. Мажилис там же.", 2),
        ("1. Президент избирается. 2. Срок определяет закон.", 2),
        ("И. о. акима Н. А. Назарбаев принял решение.", 1),
        ("указы, распоряжения и т.д. Сенат не вправе.", 2),
        ("", 0),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert sum(sentence_starts(tokens(text))) == count


def test_list_numbers_are_set_aside() -> None:
    assert marker(["10-1)", "утверждает"]) == 1
    assert marker(["1", ".", "3)", "утверждает"]) == 3
    assert marker(["утверждает"]) == 0


@pytest.mark.parametrize(
    ("form", "upos", "morph", "lemma"),
    [
        ("акимы", "NOUN", "Animacy=Anim|Case=Nom|Gender=Masc|Number=Plur", "аким"),
        ("маслихатов", "NOUN", "Animacy=Inan|Case=Gen|Gender=Masc|Number=Plur", "маслихат"),
        ("ближайшему", "ADJ", "Case=Dat|Degree=Sup|Gender=Masc|Number=Sing", "ближайший"),
        ("США", "PROPN", "Abbr=Yes|Animacy=Inan|Case=Gen|Gender=Masc|Number=Plur", "сша"),
    ],
)
def test_dictionary_speaks_the_treebanks_terms(
    form: str, upos: str, morph: str, lemma: str
) -> None:
    assert (upos, morph, lemma) in [(r.upos, r.morph, r.lemma) for r in readings(form)]


def test_words_of_two_declensions_are_read_alike_in_every_process() -> None:
    asked = "from pipeline.language.russian.evidence import evidence as e; print(e('единиц'))"
    found = {
        subprocess.run(
            [sys.executable, "-c", asked],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(found) == 1
    assert "NOUN.accs.plur.femn.inan" in found.pop()


def test_scheme_drops_what_the_form_does_not_show() -> None:
    given_feats = "Animacy=Inan|Case=Nom|Gender=Fem|Number=Plur"
    word = Word("данные", "данный", "ADJ", "_", given_feats, 0, "amod", 0, 6)
    assert feats(word) == {"Case": "Nom", "Number": "Plur", "Degree": "Pos"}


def test_best_tree_is_the_best_of_all_trees() -> None:
    rng = np.random.default_rng(0)
    for _ in range(60):
        size = int(rng.integers(2, 6))
        scores = rng.normal(size=(size, size + 1)).astype("f")
        scores[np.arange(size), np.arange(1, size + 1)] = -1e9
        rows = np.arange(size)
        every = itertools.product(range(size + 1), repeat=size)
        best = max(float(scores[rows, heads].sum()) for heads in every if is_tree(heads))
        found = heads_of(scores)
        assert is_tree(found)
        assert float(scores[rows, found].sum()) == pytest.approx(best, abs=1e-4)


def test_gradient_of_the_lstm() -> None:
    np.random.seed(0)
    layer = bilstm(5, 4)
    layer.initialize()
    rows = [np.random.normal(size=(n, 5)).astype("f") for n in (4, 2, 3)]
    weights = [np.random.normal(size=(n, 8)).astype("f") for n in (4, 2, 3)]
    _, backward = layer.begin_update(rows)
    found = backward(weights)

    def loss() -> float:
        out = layer.predict(rows)
        return float(sum((a * b).sum() for a, b in zip(out, weights, strict=True)))

    for sentence, row, column in [(0, 0, 1), (0, 3, 2), (1, 1, 0), (2, 1, 4)]:
        rows[sentence][row, column] += 0.01
        above = loss()
        rows[sentence][row, column] -= 0.02
        slope = (above - loss()) / 0.02
        rows[sentence][row, column] += 0.01
        assert slope == pytest.approx(float(found[sentence][row, column]), abs=2e-3)


def test_holder_act_and_object() -> None:
    doc = model().tag(["Президент назначает акимов областей."])[0]
    assert [token.pos_ for token in doc] == ["NOUN", "VERB", "NOUN", "NOUN", "PUNCT"]
    assert [token.dep_ for token in doc][:4] == ["nsubj", "ROOT", "obj", "nmod"]
    assert doc[2].lemma_ == "аким"


def test_short_words_of_law_are_nouns() -> None:
    doc = model().tag(["предусмотренные пп. 2) ст. 44-1 Конституции"])[0]
    found = {token.text: (token.pos_, token.lemma_) for token in doc}
    assert found["пп."] == ("NOUN", "подпункт")
    assert found["ст."] == ("NOUN", "статья")


@pytest.mark.parametrize(
    ("form", "columns"),
    [
        ("10-1)", ("dd-d", "dd-d", "p10-", "dd-d", "NUMB", "NUMB", "mixed")),
        ("1995", ("dddd", "dddd", "p199", "dddd", "NUMB", "NUMB", "year")),
        ("--", ("—", "—", "p--", "—", "PNCT", "PNCT", "PNCT")),
        (chr(0x17000), (chr(0x17000), chr(0x17000), "m", chr(0x17000), "UNKN", "UNKN", "UNKN")),
    ],
)
def test_evidence(form: str, columns: tuple[str, ...]) -> None:
    assert evidence(form) == columns


def test_a_pipeline_of_the_users_own() -> None:
    nlp = spacy.blank("ru")
    nlp.add_pipe(component.NAME)
    nlp.add_pipe("sentencizer")
    texts = [("10-1) назначает судей;", 1), ("", 2)]
    found = list(nlp.pipe(texts, as_tuples=True))
    assert [number for _, number in found] == [1, 2]
    doc = found[0][0]
    assert [(token.text, token.pos_) for token in doc][:2] == [
        ("10-1)", "NUM"),
        ("назначает", "VERB"),
    ]
    assert doc.vocab is nlp.vocab
    assert nlp("Сенат созывает сессию")[2].dep_ == "obj"
