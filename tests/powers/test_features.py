"""What the classifier may see of a clause, and when a tree is asked for."""

from __future__ import annotations

import pytest

from pipeline.language import docs
from pipeline.powers import Reader
from pipeline.powers.trees import worth_a_tree
from pipeline.powers.words import passage
from pipeline.vocabulary import Label, Lang
from tests.powers.making import clause, read_one


def features(text: str, lang: str, lead_in: str = "") -> dict[str, float]:
    return read_one(text, lang, lead_in)[1].features


@pytest.mark.parametrize(
    ("lang", "one", "other"),
    [
        ("rus", "Президент назначает судью", "Сенат назначает судью"),
        ("kaz", "Президент судьяны тағайындайды", "Сенат судьяны тағайындайды"),
    ],
)
def test_holders_are_masked(lang: str, one: str, other: str) -> None:
    tree = {"tree=agrees", "tree=silent"}  # the parser may know one name better than another
    assert features(one, lang).keys() - tree == features(other, lang).keys() - tree


@pytest.mark.parametrize(
    ("lang", "given", "denied"),
    [
        ("rus", "Сенат вправе отменить акт", "Сенат не вправе отменить акт"),
        ("kaz", "Сенат актінің күшін жоюға құқылы", "Сенаттың актінің күшін жоюға құқығы жоқ"),
    ],
)
def test_a_ban_looks_different_from_a_right(lang: str, given: str, denied: str) -> None:
    gained = features(denied, lang).keys() - features(given, lang).keys()
    assert {"verdict=constrain", "cue=forbidden:may_not"} <= gained


def test_the_head_of_a_list_is_seen() -> None:
    assert "lead=holder" in features("назначает судей", "rus", "Президент Республики:")
    assert "lead=holder" not in features("назначает судей", "rus")


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("rus", "Президент назначает министра", True),
        ("rus", "Столицей является город Астана", False),
        ("kaz", "Президент министрді тағайындайды", True),
        ("kaz", "Республиканың астанасы - Астана қаласы", False),
    ],
)
def test_only_a_clause_with_holder_and_act_gets_a_tree(lang: str, text: str, wanted: bool) -> None:
    (doc,) = docs([text], Lang(lang))
    assert worth_a_tree(passage(doc, Lang(lang))) is wanted


def test_the_tree_is_a_second_witness_of_the_subject() -> None:
    assert "tree=agrees" in features("Президент назначает министра", "rus")


class Sworn:
    """A classifier of one opinion."""

    review_below = 0.7

    def __init__(self, label: Label, sure: float) -> None:
        rest = (1 - sure) / (len(Label) - 1)
        self.chances = {each: sure if each is label else rest for each in Label}

    def __call__(self, features: dict[str, float], lang: Lang, /) -> dict[Label, float]:
        return self.chances


@pytest.mark.parametrize("label", [Label.GRANT, Label.CONSTRAIN, Label.NONE, Label.REMOVE])
def test_the_classifier_decides_the_label(label: Label) -> None:
    one = clause("Президент назначает министра", "rus")
    (reading,) = Reader(judge=Sworn(label, 0.9)).read([one])
    assert (reading.label, reading.proba[label]) == (label, 0.9)
    assert bool(reading.powers) is (label is not Label.NONE)


def test_an_unsure_label_is_to_be_looked_at() -> None:
    one = clause("Президент назначает министра", "rus")
    (sure,) = Reader(judge=Sworn(Label.GRANT, 0.71)).read([one])
    (unsure,) = Reader(judge=Sworn(Label.GRANT, 0.69)).read([one])
    assert (sure.needs_review, unsure.needs_review) == (False, True)
