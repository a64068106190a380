"""Folds hold whole articles, so that no clause is tested on what it was learned from."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise, product

import pytest

from pipeline.classifier import crossing
from pipeline.classifier.annotations import Annotation, read_annotations
from pipeline.classifier.crossing import Crossed, Seen, cross, see
from pipeline.classifier.examples import Examples
from pipeline.classifier.folds import folds
from pipeline.vocabulary import Label, Lang
from tests.classifier.making import RESTATED, annotation, example, light


def test_an_article_stays_together_over_versions_languages_and_series() -> None:
    made = [
        annotation(f"art_{article}__pt_{point}", version=version, lang=lang, restated=restated)
        for article, point, version, lang, restated in product(
            range(9), range(3), ("1995-08-30", "2022-09-17"), Lang, (True, False)
        )
    ]
    place: dict[tuple[str, str], set[int]] = {}
    for one, fold in zip(made, folds(made), strict=True):
        place.setdefault(one.article, set()).add(fold)
    assert len(place) == 9
    assert all(len(found) == 1 for found in place.values())


def test_the_same_article_of_two_acts_is_two_articles() -> None:
    assert annotation(act="law-0").article != annotation(act="law-1").article
    assert annotation("art_4__pt_1").article == annotation("art_4__pt_2__sub_1").article
    assert annotation("art_4").article != annotation("art_44").article


def test_folds_are_about_equal_and_repeat() -> None:
    found = read_annotations(RESTATED)
    sizes = Counter(folds(found))
    largest = max(Counter(one.article for one in found).values())
    assert len(sizes) == 5
    assert max(sizes.values()) - min(sizes.values()) <= largest
    assert folds(found) == folds(found)


def test_fewer_articles_than_folds() -> None:
    assert sorted(folds([annotation("art_1"), annotation("art_2")])) == [0, 1]
    assert folds([]) == []


# -- no leakage ----------------------------------------------------------------------------------
# Every article is about a word of its own, which no other article has, and all its clauses have one
# label. A model that has seen a part of the article knows the label; one that has not must guess.

ENDINGS = ("и", "а", "е", "у", "ом", "ой")
WORDS = [a + b + c for a, b, c in product(("бло", "кра", "тру"), ("ку", "мя", "зи"), ("ка", "та"))]


@pytest.fixture(scope="module")
def riddles() -> Examples:
    rows = []
    for place, word in enumerate(WORDS):
        label = (Label.GRANT, Label.NONE)[place % 2]
        for n, ending in enumerate(ENDINGS):
            one = annotation(f"art_{place}__pt_{n}", label)
            rows.append(example(one, f"{word} {word} {ENDINGS[n - 1]} {word}{ending}"))
    return Examples(tuple(rows))


def right(crossed: list[Crossed]) -> float:
    return sum(one.reading.label is one.annotation.label for one in crossed) / len(crossed)


def test_what_one_article_tells_of_itself_helps_no_one(riddles: Examples) -> None:
    assert right(cross(see(riddles, light), light)) <= 0.6


def test_split_by_clause_the_riddles_would_be_solved(
    riddles: Examples, monkeypatch: pytest.MonkeyPatch
) -> None:
    def by_clause(annotations: list[Annotation], number: int = 5) -> list[int]:
        return [place % number for place, _ in enumerate(annotations)]

    monkeypatch.setattr(crossing, "folds", by_clause)
    assert right(cross(see(riddles, light), light)) >= 0.9


def test_no_model_has_seen_an_article_that_it_reads(
    seen: list[Seen], monkeypatch: pytest.MonkeyPatch
) -> None:
    learned: list[set[tuple[str, str]]] = []
    train = crossing.train

    def spy(rows: list[Seen], number: int) -> object:
        found = {one.example.annotation.article for one in rows if one.example.annotation}
        learned.append(found)
        return train(rows, number)

    monkeypatch.setattr(crossing, "train", spy)
    crossed = cross(seen, light)
    assert len(crossed) == sum(one.example.annotation is not None for one in seen)
    for fold, articles in enumerate(learned):
        read = {one.annotation.article for one in crossed if one.fold == fold}
        assert read
        assert not read & articles
    assert all(len(one | two) > len(one) for one, two in pairwise(learned))
