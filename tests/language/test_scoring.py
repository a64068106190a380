"""CoNLL-18 scores on a sentence small enough to count by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.language.conllu import Sentence, Word
from pipeline.language.evaluation import folds
from pipeline.language.scoring import add, doc_sentences, score

GOLD = Sentence(
    "Сенат созывает сессии",
    (
        Word("Сенат", "сенат", "NOUN", "_", "Case=Nom|Number[psor]=Sing", 2, "nsubj:pass", 0, 5),
        Word("созывает", "созывать", "VERB", "_", "Tense=Pres", 0, "root", 6, 14),
        Word("сессии", "сессия", "NOUN", "_", "Case=Acc", 2, "obj", 15, 21),
    ),
    ((0, 5), (6, 14), (15, 21)),
)
PARTS = Sentence(
    "баласыз өмір",
    (
        Word("бала", "бала", "NOUN", "n", "_", 3, "nmod", 0, 7),
        Word("сыз", "сыз", "ADP", "post", "_", 1, "case", 0, 7),
        Word("өмір", "өмір", "NOUN", "n", "Case=Nom", 0, "root", 8, 12),
    ),
    ((0, 7), (8, 12)),
)
WHOLE = Sentence(
    "баласыз өмір",
    (
        Word("баласыз", "баласыз", "NOUN", "n", "_", 2, "nmod", 0, 7),
        Word("өмір", "өмір", "NOUN", "n", "Case=Nom", 0, "root", 8, 12),
    ),
    ((0, 7), (8, 12)),
)


def changed(**values: Any) -> Sentence:
    """The gold sentence with its first word read otherwise."""
    return replace(GOLD, words=(replace(GOLD.words[0], **values), *GOLD.words[1:]))


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({}, set()),
        ({"upos": "PROPN"}, {"upos"}),
        ({"lemma": "Сенат"}, {"lemma"}),
        ({"feats": "Case=Nom"}, {"feats"}),  # a mark of one language, not compared in CoNLL-18
        ({"feats": "Number[psor]=Sing|Case=Nom"}, set()),  # order says nothing
        ({"feats": "Case=Gen|Number[psor]=Sing"}, {"feats", "feats_universal"}),
        ({"deprel": "nsubj"}, {"las_subtypes"}),
        ({"deprel": "obj"}, {"las", "las_subtypes"}),
        ({"head": 3}, {"uas", "las", "las_subtypes"}),
    ],
    ids=str,
)
def test_each_field_counts_by_itself(values: dict[str, Any], wrong: set[str]) -> None:
    figures = score([GOLD], [changed(**values)]).f1()
    assert {name for name, value in figures.items() if value < 100} == wrong
    assert all(figures[name] == pytest.approx(66.67) for name in wrong)


def test_an_unsplit_multiword_token_loses_words() -> None:
    figures = score([PARTS], [WHOLE]).f1()
    assert figures["tokens"] == 100
    assert figures["words"] == 40  # one of three gold words, one of two found
    assert score([PARTS], [PARTS]).f1()["sentences"] == 100


def test_tallies_add_up() -> None:
    total = add([score([GOLD], [GOLD]), score([PARTS], [WHOLE])]).f1()
    assert total["words"] == pytest.approx(200 * 4 / 11, abs=0.01)


def test_nothing_at_all_scores_nothing() -> None:
    assert set(score([], []).f1().values()) == {0}


def test_docs_become_records() -> None:
    doc = Doc(
        Vocab(),
        ["\n", "Сенат", "созывает", "сессии"],
        spaces=[False, True, True, False],
        pos=["SPACE", "NOUN", "VERB", "NOUN"],
        lemmas=["\n", "сенат", "созывать", "сессия"],
        morphs=["", "Case=Nom|Number[psor]=Sing", "Tense=Pres", "Case=Acc"],
        heads=[1, 2, 2, 2],
        deps=["dep", "nsubj:pass", "ROOT", "obj"],
    )
    assert doc_sentences(doc) == [GOLD]


def test_folds_test_every_sentence_once() -> None:
    many = [Sentence(str(number), ()) for number in range(37)]
    tested = [sentence.text for _, test in folds(many) for sentence in test]
    assert sorted(tested, key=int) == [sentence.text for sentence in many]
    assert all(len(train) + len(test) == 37 for train, test in folds(many))
