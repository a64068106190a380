"""Lists and their heads, unnumbered paragraphs, and the nested instructions of amending acts."""

from __future__ import annotations

import pytest

from tests.parse.reading import outline, structure

# -- lists and their heads -----------------------------------------------------------------------


def lead_ins(text: str) -> list[tuple[str, str]]:
    """Each unit that says something and is no head itself, with the head that it stands under."""
    units = structure(text).units
    return [(unit.eid, unit.lead_in) for unit in units if unit.text and not unit.is_lead_in]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Статья 5\n\nГлава Союза:\n\n1) ведет совет;\n\n2) мирит. Он ждет;\n\n3) судит.",
            [
                ("art_5__sub_1", "Глава Союза:"),
                ("art_5__sub_2", "Глава Союза:"),
                ("art_5__sub_3", "Глава Союза:"),
            ],
            id="the first paragraph of an article",
        ),
        pytest.param(
            "5-бап\n\nОдақ басшысы:\n\n1) кеңесті басқарады;\n\n2) соттайды.",
            [("art_5__sub_1", "Одақ басшысы:"), ("art_5__sub_2", "Одақ басшысы:")],
            id="the same in Kazakh",
        ),
        pytest.param(
            "Статья 5\n\n1. Мир. По просьбе Главы суд:\n\n1) ждет;\n\n2) решает.\n\n2. Конец.",
            [
                ("art_5__pt_1__sub_1", "По просьбе Главы суд:"),
                ("art_5__pt_1__sub_2", "По просьбе Главы суд:"),
                ("art_5__pt_2", ""),
            ],
            id="inside a point, after another sentence",
        ),
        pytest.param(
            "5-бап\n\n1. Сот ашық. Басшы сұраса, сот:\n\n1) күтеді;\n\n2) шешеді.",
            [
                ("art_5__pt_1__sub_1", "Басшы сұраса, сот:"),
                ("art_5__pt_1__sub_2", "Басшы сұраса, сот:"),
            ],
            id="inside a Kazakh point, after another sentence",
        ),
        pytest.param(
            "Статья 5\n\n1. Суд:\n\n1) ждет;\n\n2) решает.\n\nПалата:\n\n1) спорит;\n\n2) мирит.",
            [
                ("art_5__pt_1__sub_1", "Суд:"),
                ("art_5__pt_1__sub_2", "Суд:"),
                ("art_5__pt_1__sub_2__par_1__sub_1", "Палата:"),
                ("art_5__pt_1__sub_2__par_1__sub_2", "Палата:"),
            ],
            id="a second list in one point",
        ),
        pytest.param(
            "Статья 5\n\n1. Казна:\n\n1) дает:\n\n1) медь;\n\n2) лен;\n\n2) берет.",
            [
                ("art_5__pt_1__sub_1__sub_1", "дает:"),
                ("art_5__pt_1__sub_1__sub_2", "дает:"),
                ("art_5__pt_1__sub_2", "Казна:"),
            ],
            id="a list inside a sub-point, by figures",
        ),
        pytest.param(
            "5-бап\n\n1. Қазына:\n\n1) береді:\n\nа) мыс;\n\nә) күміс;\n\n2) алады.",
            [
                ("art_5__pt_1__sub_1__sub_а", "береді:"),
                ("art_5__pt_1__sub_1__sub_ә", "береді:"),
                ("art_5__pt_1__sub_2", "Қазына:"),
            ],
            id="a list inside a sub-point, by letters",
        ),
        pytest.param(
            "# Указ\n\nРади мира ПОСТАНОВЛЯЮ:\n\n1. Мир.\n\n2. Утвердить:\n\n1) состав.\n\n3. Да.",
            [
                ("pt_1", "Ради мира ПОСТАНОВЛЯЮ:"),
                ("pt_2__sub_1", "Утвердить:"),
                ("pt_3", "Ради мира ПОСТАНОВЛЯЮ:"),
            ],
            id="a preamble over points",
        ),
        pytest.param(
            "# Жарлық\n\nБейбітшілік үшін ҚАУЛЫ ЕТЕМІН:\n\n1. Кеңес құрылсын.\n\n2. Сот ашылсын.",
            [
                ("pt_1", "Бейбітшілік үшін ҚАУЛЫ ЕТЕМІН:"),
                ("pt_2", "Бейбітшілік үшін ҚАУЛЫ ЕТЕМІН:"),
            ],
            id="a Kazakh preamble over points",
        ),
        pytest.param(
            "Статья 5\n\n1. Суд решает:\n\nпервое дело;\n\nвторое дело.\n\nСуд открыт.",
            [
                ("art_5__pt_1__par_1", "Суд решает:"),
                ("art_5__pt_1__par_2", "Суд решает:"),
                ("art_5__pt_1__par_3", ""),
            ],
            id="unnumbered items end with a full stop",
        ),
        pytest.param(
            "Статья 5\n\n1. Суд решает: мир или спор.\n\n2. Палата ждет.",
            [("art_5__pt_1", ""), ("art_5__pt_2", "")],
            id="a colon inside a sentence opens no list",
        ),
        pytest.param(
            "Статья 5\n\n1. Суд решает:\n\nСтатья 6\n\n1) мир.",
            [("art_5__pt_1", ""), ("art_6__sub_1", "")],
            id="a head whose list never comes",
        ),
    ],
)
def test_items_know_the_head_of_their_list(text: str, expected: list[tuple[str, str]]) -> None:
    assert lead_ins(text) == expected


# -- unnumbered paragraphs -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Статья 5\n\nМир.\n\nСуд.\n\nХлеб.",
            [("art_5", "Мир."), ("art_5__par_2", "Суд."), ("art_5__par_3", "Хлеб.")],
            id="the first paragraph is the article's own text",
        ),
        pytest.param(
            "5-бап\n\n1. Мир.\n\nСот.\n\nНан.\n\n2. Су.",
            [
                ("art_5", ""),
                ("art_5__pt_1", "Мир."),
                ("art_5__pt_1__par_1", "Сот."),
                ("art_5__pt_1__par_2", "Нан."),
                ("art_5__pt_2", "Су."),
            ],
            id="a point's text stands on the line of its number",
        ),
        pytest.param(
            "Статья 5\n\nСуд:\n\n1) ждет;\n\n2) решает.\n\nРешение читают.",
            [
                ("art_5", "Суд:"),
                ("art_5__sub_1", "ждет;"),
                ("art_5__sub_2", "решает."),
                ("art_5__sub_2__par_1", "Решение читают."),
            ],
            id="a sentence after a list hangs on the item before it",
        ),
        pytest.param(
            "Статья 5\n\n1. Дары:\n\n- медь;\n\n– лен.",
            [
                ("art_5", ""),
                ("art_5__pt_1", "Дары:"),
                ("art_5__pt_1__par_1", "- медь;"),
                ("art_5__pt_1__par_2", "– лен."),
            ],
            id="items with a dash are paragraphs",
        ),
        pytest.param(
            "Мы, народ,\n\nхраня мир,\n\nпринимаем Устав.\n\nСтатья 1\n\nМир.",
            [("preamble", "Мы, народ, храня мир, принимаем Устав."), ("art_1", "Мир.")],
            id="a preamble set in lines is one sentence",
        ),
    ],
)
def test_unnumbered_paragraphs(text: str, expected: list[tuple[str, str]]) -> None:
    assert outline(text) == expected


# -- amending acts -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "I. Внести поправки:\n\n1. В статье 5:\n\nслово исключить;\n\nслова заменить.\n\n"
            "2. Пункт 6 исключить.\n\nII. Закон в силе сразу.",
            [
                ("sec_I", "Внести поправки:"),
                ("sec_I__pt_1", "В статье 5:"),
                ("sec_I__pt_1__par_1", "слово исключить;"),
                ("sec_I__pt_1__par_2", "слова заменить."),
                ("sec_I__pt_2", "Пункт 6 исключить."),
                ("sec_II", "Закон в силе сразу."),
            ],
            id="parts in Roman numerals, instructions under a head",
        ),
        pytest.param(
            "І. Өзгеріс енгізілсін:\n\n1. 5-бапта:\n\n1) тармақшада сөз алып тасталсын;\n\n"
            "4-тармақ алып тасталсын.\n\nІІ. Заң күшіне енеді.\n\nIХ. Соңы.",
            [
                ("sec_I", "Өзгеріс енгізілсін:"),
                ("sec_I__pt_1", "5-бапта:"),
                ("sec_I__pt_1__par_1", "1) тармақшада сөз алып тасталсын;"),
                ("sec_I__pt_1__par_2", "4-тармақ алып тасталсын."),
                ("sec_II", "Заң күшіне енеді."),
                ("sec_IX", "Соңы."),
            ],
            id="Roman numerals in Cyrillic or mixed letters; a sub-point that is spoken of",
        ),
        pytest.param(
            'I. Внести:\n\n1. Статью 8 дать:\n\n"Статья 8\n\n1. Глава судит. Ждет.\n\n'
            '2. Совет:\n\n1) спит;\n\n2) ест.".\n\n2. Статью 9 исключить.',
            [
                ("sec_I", "Внести:"),
                (
                    "sec_I__pt_1",
                    'Статью 8 дать: "Статья 8 1. Глава судит. Ждет. 2. Совет: 1) спит; 2) ест.".',
                ),
                ("sec_I__pt_2", "Статью 9 исключить."),
            ],
            id="quoted new text keeps its own numbers inside",
        ),
        pytest.param(
            "I. Енгізілсін:\n\n1. 8-бапта:\n\n1) 1-тармақ былай жазылсын:\n\n«1. Сот ашық.\n\n"
            "Сот күтеді.»;\n\n2) 2-тармақ алып тасталсын.",
            [
                ("sec_I", "Енгізілсін:"),
                ("sec_I__pt_1", "8-бапта:"),
                ("sec_I__pt_1__sub_1", "1-тармақ былай жазылсын: «1. Сот ашық. Сот күтеді.»;"),
                ("sec_I__pt_1__sub_2", "2-тармақ алып тасталсын."),
            ],
            id="several quoted paragraphs under a nested head",
        ),
        pytest.param(
            'I. Внести:\n\n1. Дополнить так:\n\n"3. Казна полна.\n\n2. Статью 9 исключить.',
            [
                ("sec_I", "Внести:"),
                ("sec_I__pt_1", "Дополнить так:"),
                ("sec_I__pt_1__par_1", '"3. Казна полна.'),
                ("sec_I__pt_2", "Статью 9 исключить."),
            ],
            id="a quotation that is never closed does not swallow the rest",
        ),
    ],
)
def test_amending_acts(text: str, expected: list[tuple[str, str]]) -> None:
    assert outline(text) == expected


def test_instructions_stand_under_their_heads() -> None:
    text = "I. Внести:\n\n1. В статье 5:\n\nслово исключить;\n\nслова заменить.\n\n2. Конец.\n"
    assert lead_ins(text) == [
        ("sec_I__pt_1__par_1", "В статье 5:"),
        ("sec_I__pt_1__par_2", "В статье 5:"),
        ("sec_I__pt_2", "Внести:"),
    ]
