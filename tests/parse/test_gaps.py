"""Every oddity of a text's numbering, and its reason."""

from __future__ import annotations

import pytest

from pipeline.parse.gaps import gaps
from tests.parse.reading import read


def found(text: str, lang: str = "rus", more: str = "") -> list[tuple[str, str]]:
    return [(gap.eid, gap.reason) for gap in gaps(read(text, lang, more=more))]


RUS = "Статья 1\n\n1. Совет ведет дела.\n\n"
KAZ = "1-бап\n\n1. Кеңес іс жүргізеді.\n\n"


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        pytest.param(f"{RUS}2. Суд судит.\n", "rus", [], id="a full count"),
        pytest.param(
            f"{RUS}1-1. Суд.\n\n2. Хлеб:\n\n1) ржаной;\n\n1-1) белый;\n\n2) свежий.\n",
            "rus",
            [],
            id="inserted numbers are no gaps",
        ),
        pytest.param(
            f"{RUS}2. Исключен Законом РК от 21.05.2007 № 254.\n\n3. Суд.\n",
            "rus",
            [("art_1__pt_2", "repealed")],
            id="repealed in place",
        ),
        pytest.param(
            f"{KAZ}2. алып тасталды\n\n3. Сот шешеді.\n",
            "kaz",
            [("art_1__pt_2", "repealed")],
            id="repealed in place, Kazakh",
        ),
        pytest.param(
            f"{RUS}> *Сноска. Пункт 2 исключен Законом РК от 21.05.2007.*\n\n3. Суд.\n",
            "rus",
            [("art_1__pt_2", "repealed")],
            id="absent, and a note says that it was repealed",
        ),
        pytest.param(
            f"{KAZ}> *Ескерту. 2-тармақ алып тасталды - ҚР 2007.05.21 N 254 Заңымен.*\n\n3. Сот.\n",
            "kaz",
            [("art_1__pt_2", "repealed")],
            id="absent with a note, Kazakh",
        ),
        pytest.param(
            f"{RUS}2. Суд:\n\n1) ждет;\n\n4) решает.\n",
            "rus",
            [("art_1__pt_2__sub_2..art_1__pt_2__sub_3", "suspected error")],
            id="sub-points missing",
        ),
        pytest.param(
            f"{RUS}> *Сноска. Пункт 3 исключен законом.*\n\n3. Суд ждет.\n",
            "rus",
            [("art_1__pt_2", "suspected error")],
            id="the note speaks of another point",
        ),
        pytest.param(
            f"{RUS}> *Сноска. Подпункт 2 исключен законом.*\n\n3. Суд ждет.\n",
            "rus",
            [("art_1__pt_2", "suspected error")],
            id="the note speaks of a sub-point of that number",
        ),
        pytest.param(
            f"{KAZ}> *Ескерту. 2-тармақша алып тасталды.*\n\n3. Сот күтеді.\n",
            "kaz",
            [("art_1__pt_2", "suspected error")],
            id="the same, Kazakh",
        ),
        pytest.param(
            "Статья 1\n\n2. Дела.\n\n"
            + "\n\n".join(f"Статья {n}\n\nСуд." for n in range(2, 11))
            + "\n\n> Сноска. Пункт 1 исключен законом.\n",
            "rus",
            [("art_1__pt_1", "suspected error")],
            id="the note stands in another article, whose number starts alike",
        ),
        pytest.param(
            f"{RUS}> *Сноска. Статья 2 исключена законом.*\n\nСтатья 3\n\nСуд ждет.\n",
            "rus",
            [("art_2", "repealed")],
            id="an article is absent, and a note before or after its place says why",
        ),
        pytest.param(
            f"{RUS}Статья 4\n\nСуд ждет.\n",
            "rus",
            [("art_2..art_3", "suspected error")],
            id="articles missing",
        ),
        pytest.param(
            f"{RUS}3. Суд ждет.\n\n2. Совет ждет.\n",
            "rus",
            [("art_1__pt_2", "suspected error"), ("art_1__pt_2", "suspected error")],
            id="out of order: missing where expected, late where it stands",
        ),
        pytest.param(
            f"{RUS}1. Снова дела.\n\n2. Суд ждет.\n",
            "rus",
            [("art_1__pt_1", "duplicate")],
            id="a number used twice",
        ),
        pytest.param(
            "I. Внести поправки:\n\n1. Слово исключить.\n\nII. Закон в силе сразу.\n",
            "rus",
            [],
            id="parts in Roman numerals are not counted",
        ),
    ],
)
def test_gaps_and_their_reasons(text: str, lang: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, lang) == expected


@pytest.mark.parametrize(
    ("more", "reason", "detail"),
    [
        ("note: 'excerpt: articles 5-6'\n", "excerpt", "the text says so: excerpt: articles 5-6"),
        ("text: restated\n", "excerpt", "the text says so: restated"),
        ("", "suspected error", "missing before art_5; compare the other language"),
    ],
)
def test_an_excerpt_explains_what_it_leaves_out(more: str, reason: str, detail: str) -> None:
    (gap,) = gaps(read("Статья 5\n\nСовет ведет дела.\n", more=more))
    assert (gap.eid, gap.reason, gap.detail) == ("art_1..art_4", reason, detail)


@pytest.mark.parametrize(
    ("words", "detail"),
    [
        (
            "Исключен Законом РК от 21 мая 2007 г. N 254",
            "by Законом РК от 21 мая 2007 г. N 254 of 2007-05-21",
        ),
        ("Исключен.", "by a law that the text does not name"),
        ("(исключен - 21.05.2007)", "by a law that the text does not name of 2007-05-21"),
    ],
)
def test_a_repeal_tells_its_law(words: str, detail: str) -> None:
    (gap,) = gaps(read(f"{RUS}2. {words}\n"))
    assert gap.detail == detail


def test_a_leap_over_thousands_is_one_misprint_and_no_list_of_missing_units() -> None:
    text = f"{RUS}Статья 999999999\n\nСуд судит.\n"
    assert found(text) == [("art_999999999", "suspected error")]
