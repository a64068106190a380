"""How alike the words of two statements are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pipeline.changes.likeness import Likeness, Matrix
from pipeline.changes.stated import Stated
from tests.changes.making import one


def said(*clauses: str, things: tuple[str, ...] = ()) -> list[Stated]:
    told = [one(words, "president", "appoint", "judge", eid=f"art_{n}")
            for n, words in enumerate(clauses)]  # fmt: skip
    words = things or ("",) * len(told)
    return [replace(each, power=replace(each.power, object_words=thing))
            for each, thing in zip(told, words, strict=True)]  # fmt: skip


def alike(*clauses: str, things: tuple[str, ...] = ()) -> Matrix:
    known = said(*clauses, things=things)
    return Likeness(known)(known, known)


def test_likeness_is_one_for_the_same_words_and_nothing_for_others() -> None:
    found = alike("назначает судей", "судей назначает", "отменяет указы", "", "")
    assert found[0, 0] == found[0, 1] == pytest.approx(1)
    assert found[0, 2] == found[0, 3] == found[3, 4] == 0
    assert np.array_equal(found, found.T)


def test_endings_of_words_do_not_count() -> None:
    found = alike("назначает граждан", "назначили гражданина", "отменяет указы")
    assert found[0, 1] == pytest.approx(1)


def test_a_rare_word_counts_more_than_one_that_many_clauses_have() -> None:
    found = alike("глава награждает", "палата награждает", "глава решает", "глава собирает")
    assert found[0, 1] > found[0, 2] > 0


def test_the_words_of_the_objects_count_where_both_name_one() -> None:
    clauses = ("назначает судей и послов", "назначает судей и министров", "назначает послов")
    same, other, unnamed = ("судей", "судей", ""), ("судей", "министров", ""), ("судей", "", "")
    assert alike(*clauses, things=same)[0, 1] > alike(*clauses)[0, 1]
    assert alike(*clauses, things=other)[0, 1] < alike(*clauses)[0, 1]
    assert alike(*clauses, things=unnamed)[0, 1] == pytest.approx(alike(*clauses)[0, 1])
