"""Quoted words as clauses that can be read, and instructions found by unit."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import registry
from pipeline.amendments import (
    NEW,
    OLD,
    amended_act,
    attribute,
    clauses_before_and_after,
    clauses_of,
)
from tests.amendments.acts import parsed, told, written

BODY = """1. Статью 7 изложить в следующей редакции:

«Статья 7

Глава:

1) созывает совет; открывает его;

2) судит.».

2. В пункте 1 статьи 5 слова «Суд милует. Совет судит.» исключить, слово «два» заменить на «три».
"""


def test_new_and_old_words_are_clauses_of_the_amending_act() -> None:
    restated, excluded, replaced = told("rus", BODY)
    new = clauses_of(restated, NEW)
    assert [(clause.eid, clause.n, clause.text, clause.lead_in) for clause in new] == [
        ("sec_I__pt_1__ins_1__new__art_7__sub_1", 0, "созывает совет", "Глава:"),
        ("sec_I__pt_1__ins_1__new__art_7__sub_1", 1, "открывает его", "Глава:"),
        ("sec_I__pt_1__ins_1__new__art_7__sub_2", 0, "судит", "Глава:"),
    ]
    assert {clause.version_id for clause in new} == {"amending@2001-01-01.rus"}
    assert [clause.text for clause in clauses_of(excluded, OLD)] == ["Суд милует", "Совет судит"]
    assert clauses_of(excluded, NEW) == []
    assert clauses_of(replaced, OLD)[0].eid == "sec_I__pt_2__ins_2__old__art_5__pt_1"


def test_clauses_count_characters_of_the_source() -> None:
    source = written("rus", BODY)
    for one in told("rus", BODY):
        for clause in (*clauses_of(one, NEW), *clauses_of(one, OLD)):
            assert source[clause.start : clause.end] == clause.text


def test_each_clause_has_an_id_of_its_own() -> None:
    found = [c for one in told("rus", BODY) for side in (NEW, OLD) for c in clauses_of(one, side)]
    assert len({clause.clause_id for clause in found}) == len(found) == 7


def test_a_lead_in_from_another_text() -> None:
    (one,) = told(
        "rus", "1. Статью 5 дополнить подпунктом 3) следующего содержания:\n\n«3) судит.»."
    )
    assert [c.lead_in for c in clauses_of(one, NEW, lead_in="Глава:")] == ["Глава:"]


# -- before and after ------------------------------------------------------------------------------

NEWER = """Статья 5

1. Совет ждет. Глава судит три раза; он милует. Совет молчит.

Статья 6

Глава:

1) судит и рядит; созывает совет.
"""


@pytest.mark.parametrize(
    ("words", "pairs"),
    [
        ("В пункте 1 статьи 5 слово «два» заменить словом «три».",
         [("Глава судит два раза", "Глава судит три раза")]),
        ("Пункт 1 статьи 5 дополнить словами «Совет молчит.».", [(None, "Совет молчит")]),
        ("В пункте 1 статьи 5 слово «дремлет» заменить словами «судит три раза; он милует».",
         [("Глава дремлет", "Глава судит три раза"), (None, "он милует")]),
        ("Подпункт 1) статьи 6 после слова «судит» дополнить словами «и рядит».",
         [("судит", "судит и рядит")]),
        (("Статью 6 дополнить подпунктом 1) следующего содержания:\n\n"
         "«1) судит и рядит; созывает совет.»."),
         [(None, "судит и рядит"), (None, "созывает совет")]),
        ("В пункте 1 статьи 5 слово «пять» исключить.", []),
        ("В пункте 1 статьи 5 слова «Суд спит; он тих.» исключить.",
         [("Суд спит", None), ("он тих", None)]),
        ("Пункт 1 статьи 5 изложить в следующей редакции:\n\n«1. Суд.».", []),
        ("В статье 9 слово «два» заменить словом «три».", []),
    ],
)  # fmt: skip
def test_whole_clauses_before_and_after(words: str, pairs: list[tuple[str, str]]) -> None:
    newer = parsed("rus", NEWER)
    (one,) = told("rus", f"1. {words}")
    found = clauses_before_and_after(one, newer)
    assert [(old and old.text, new and new.text) for old, new in found] == pairs
    assert all(new in newer.clauses for _, new in found if new)


def test_words_in_a_unit_below_the_one_that_is_named() -> None:
    (one,) = told("rus", "1. В статье 6 слово «дремлет» заменить словами «судит и рядит».")
    ((old, new),) = clauses_before_and_after(one, parsed("rus", NEWER))
    assert old is not None
    assert new is not None
    assert (old.text, old.lead_in, old.eid) == ("дремлет", "Глава:", new.eid)


# -- attribution -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("eid", "places"),
    [
        ("art_5", "1 2 5"),  # units below it
        ("art_5__pt_2", "1 5"),
        ("art_5__pt_2__sub_3", "1 5"),  # units above it
        ("art_5__pt_4", "2 5"),
        ("art_5__pt_6", "2 5"),  # a new number
        ("art_51", "4 5"),
        ("art_9", "5"),  # the whole act
    ],
)
def test_instructions_that_concern_a_unit(eid: str, places: str) -> None:
    found = told(
        "rus",
        "1. В пункте 2 статьи 5 слово «а» исключить.\n\n2. Пункт 4 статьи 5 считать пунктом 6.\n\n"
        "3. Статью 7 исключить.\n\n4. Статью 51 исключить.\n\n"
        "5. По всему тексту слово «а» заменить словом «б».",
    )
    assert [one.eid[-1] for one in attribute(found, eid)] == places.split()


# -- which act is amended --------------------------------------------------------------------------

ACTS = """
[acts.head]
kind = "law"
title = { kaz = "Одақ басшысы туралы", rus = "О главе Союза", eng = "On the head" }
adopted = 2000-01-01
[acts.council]
kind = "law"
title = { kaz = "Одақ кеңесі туралы", rus = "О совете Союза", eng = "On the council" }
adopted = 2000-01-01
[acts.one]
kind = "law"
title = { kaz = "Өзгеріс туралы", rus = "О внесении изменения", eng = "Amending" }
adopted = 2001-01-01
amends = ["head"]
[acts.both]
kind = "law"
title = { kaz = "Өзгерістер туралы", rus = "О внесении изменений", eng = "Amending" }
adopted = 2001-01-01
amends = ["head", "council"]
"""


@pytest.mark.parametrize(
    ("amending", "words", "key"),
    [
        ("one", "В Закон", "head"),
        ("both", "В Закон «О совете Союза» от 1 мая", "council"),
        ("both", "В Закон «О главе Союза»", "head"),
        ("both", "В Закон «О суде»", ""),
        ("unknown", "В Закон «О главе Союза»", "head"),
    ],
)
def test_the_act_that_is_amended(tmp_path: Path, amending: str, words: str, key: str) -> None:
    path = tmp_path / "acts.toml"
    path.write_text(ACTS, encoding="utf8")
    assert amended_act(registry.load(path), amending, "rus")(words) == key
