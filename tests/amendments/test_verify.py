"""A newer version asked whether it shows what an amending act ordered."""

from __future__ import annotations

import pytest

from pipeline.amendments import Outcome, Result, verify
from tests.amendments.acts import WITHOUT_UNIT, parsed, told

NEWER = """Статья 5. О совете

1. Глава созывает совет три раза в год.

2. Глава:

1) судит.

3. (пункт исключен - Законом РК от 1 января 2001 года N 1)

4. Совет ждет. Он молчит.

Совет спит.
"""
RESTATED = (
    "Статью 5 изложить в следующей редакции:\n\n«Статья 5. О совете\n\n"
    "1. Глава созывает совет три раза в год.\n\n2. Глава:\n\n1) судит."
)


def result(words: str, note: str = "whole text") -> Result:
    (found,) = verify(told("rus", f"1. {words}"), parsed("rus", NEWER, note))
    return found


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("В пункте 1 статьи 5 слово «два» заменить словом «три».", ""),
        ("В пункте 1 статьи 5 слово «три» заменить словами «три раза».", ""),  # old inside new
        ("В пункте 1 статьи 5 слово «два» заменить словом «пять».", "new words are not there"),
        ("В пункте 1 статьи 5 слово «год» заменить словом «три».", "old words are still there"),
        ("В пункте 1 статьи 5 слово «год» исключить.", "old words are still there"),
        ("В пункте 1 статьи 5 слово «день» исключить.", ""),
        ("Пункт 1 статьи 5 после слова «совет» дополнить словом «три».", ""),
        ("Пункт 1 статьи 5 после слова «год» дополнить словом «три».", "do not stand where"),
        ("Пункт 1 статьи 5 дополнить словами «раза в год».", ""),
        ("Пункт 1 статьи 5 дополнить словами «три раза».", "do not stand where"),
        ("Пункт 4 статьи 5 дополнить следующим предложением: «Он молчит.».", ""),
        ("Пункт 4 статьи 5 дополнить следующим предложением: «Он судит.».", "new words"),
        ("Пункт 4 статьи 5 дополнить абзацем следующего содержания: «Совет спит.».", ""),
        ("Пункт 4 статьи 5 дополнить абзацем следующего содержания: «Суд.».", "no such paragraph"),
        ("Пункт 3 статьи 5 исключить.", ""),
        ("Пункт 6 статьи 5 исключить.", ""),
        ("Пункт 4 статьи 5 исключить.", "still there"),
        ("Пункт 3 статьи 5 считать пунктом 4.", ""),
        ("Пункт 3 статьи 5 считать пунктом 7.", "does not hold art_5__pt_7"),
        (("Пункт 1 статьи 5 изложить в следующей редакции:\n\n"
         "«1. Глава созывает совет три раза в год.»."), ""),
        ("Пункт 1 статьи 5 изложить в следующей редакции: «1. Глава.».", "another text"),
        (("Статью 5 дополнить пунктом 1 следующего содержания:\n\n"
         "«1. Глава созывает совет три раза в год.»."), ""),
        ("Статью 5 дополнить пунктом 9 следующего содержания: «9. Совет.».", "does not hold"),
        (RESTATED + "\n\n4. Совет ждет. Он молчит.\n\nСовет спит.».", ""),
        (RESTATED + "\n\n4. Совет ждет. Он молчит.».", "par_1 is no part"),
        (RESTATED + "».", "art_5__pt_4 is no part"),
        (RESTATED + "\n\n2) милует.».", "art_5__pt_2__sub_2 is not there"),
        ("Статью 5 изложить в следующей редакции:\n\n«Статья 5. О главе\n\n1. Глава.».", "heading"),
        ("Заголовок статьи 5 изложить в следующей редакции: «Статья 5. О совете».", ""),
        ("Заголовок статьи 5 изложить в следующей редакции: «Статья 5. О суде».", "heading"),
        ("Абзац первый пункта 2 статьи 5 изложить в следующей редакции: «2. Глава:».", ""),
        ("По всему тексту слово «сейм» заменить словом «совет».", ""),
        ("По всему тексту слово «совет» заменить словом «сейм».", "new words are not there"),
        ("В статье 9 слово «а» исключить.", "does not hold art_9"),
    ],
)  # fmt: skip
def test_each_instruction_is_ok_or_fails_with_the_reason(words: str, why: str) -> None:
    found = result(words)
    assert found.outcome is (Outcome.FAILED if why else Outcome.OK)
    assert why in found.why


def test_a_unit_renumbered_by_the_same_act_is_sought_under_its_new_number() -> None:
    body = "1. В статье 5:\n\nв пункте 3 слово «мы» заменить на «Он»;\n\nпункт 3 считать пунктом 4."
    found = verify(told("rus", body), parsed("rus", NEWER))
    assert [one.outcome for one in found] == [Outcome.OK, Outcome.OK]


@pytest.mark.parametrize(
    "words",
    [
        "В статье 9 слово «а» исключить.",
        "Пункт 9 статьи 5 исключить.",
        "Статью 5 дополнить пунктом 9 следующего содержания: «9. Совет.».",
    ],
)
def test_what_an_excerpt_does_not_hold_is_not_at_hand(words: str) -> None:
    assert result(words, "excerpt: article 5").outcome is Outcome.NOT_AT_HAND


def test_a_sentence_that_the_act_does_not_quote_is_not_at_hand() -> None:
    assert result("Второе предложение пункта 4 статьи 5 исключить.").outcome is Outcome.NOT_AT_HAND


@pytest.mark.parametrize("words", WITHOUT_UNIT)
def test_what_names_no_unit_is_not_at_hand(words: str) -> None:
    assert result(words).outcome is Outcome.NOT_AT_HAND


def test_instructions_on_another_act_are_not_at_hand() -> None:
    found = verify(told("rus", "1. Статью 5 исключить."), parsed("rus", NEWER, act="statute"))
    assert [one.outcome for one in found] == [Outcome.NOT_AT_HAND]
