"""From paragraphs to provisions: every form and fault that the real texts were seen to have."""

from __future__ import annotations

from datetime import date

import pytest

from tests.parse.reading import outline, structure, unit_of

# -- headings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("### Статья 44", "44"),
        ("**Статья 44**", "44"),
        ("Статья 44", "44"),
        ("Статья 44.", "44"),
        ("СТАТЬЯ 44", "44"),
        ("Cтатья 44", "44"),  # Latin C
        ("### Статья 44-1", "44-1"),
        ("### Статья 9-1-2.", "9-1-2"),
        ("### 44-бап", "44"),
        ("**44-бап**", "44"),
        ("44-бап", "44"),
        ("44 - бап.", "44"),
        ("44-БАП", "44"),
        ("### 44-1-бап", "44-1"),
        ('<a id="st44"></a> Статья 44', "44"),  # an anchor in the line
    ],
)
def test_forms_of_an_articles_heading(heading: str, number: str) -> None:
    assert outline(f"{heading}\n\n1. Совет судит.\n") == [
        (f"art_{number}", ""),
        (f"art_{number}__pt_1", "Совет судит."),
    ]


@pytest.mark.parametrize(
    ("line", "heading", "text"),
    [
        ("### Статья 5. О Главе Союза", "О Главе Союза", ""),
        ("**5-бап. Одақ басшысы**", "Одақ басшысы", ""),
        ("### Статья 5. О Главе <*>", "О Главе", ""),  # an editors' mark is no title
        ("Статья 5. Глава ведет совет.", "", "Глава ведет совет."),  # its text in the same line
        ("## 5-бап. Басшы кеңесті басқарады.", "", "Басшы кеңесті басқарады."),
        ("Статья 5. Глава Союза:", "", "Глава Союза:"),
    ],
)
def test_title_and_text_on_the_line_of_the_number(line: str, heading: str, text: str) -> None:
    unit = unit_of(line, "art_5")
    assert (unit.heading, unit.text) == (heading, text)


@pytest.mark.parametrize(
    "text",
    ["### Статья 5\n\nСтатья 5. Глава судит.", "**5-бап**\n\n5-бап. Глава судит."],
)
def test_number_said_again_in_the_first_line(text: str) -> None:
    assert outline(text) == [("art_5", "Глава судит.")]


@pytest.mark.parametrize(
    "section",
    [
        "## Раздел III Глава Союза",
        "Раздел III",
        "Раздел ІІІ. Глава Союза",  # numeral in Cyrillic letters
        "РАЗДЕЛ Х",
        "Глава 2. О совете",
        "## III бөлім Одақ басшысы",  # Kazakh: the numeral first
        "ІІІ бөлім",
        "Х БӨЛІМ. СОТ",
        "2-тарау. Кеңес",
        "Раздел III\n\nО Главе Союза",  # the title on a line of its own
        "III бөлім\n\nОдақ басшысы",
    ],
)
def test_sections_are_no_provisions_and_end_the_article_before(section: str) -> None:
    text = f"Статья 1\n\n1. Мир дан.\n\n{section}\n\nСтатья 2\n\nСовет судит.\n"
    assert outline(text) == [
        ("art_1", ""),
        ("art_1__pt_1", "Мир дан."),
        ("art_2", "Совет судит."),
    ]


def test_the_first_heading_is_the_title() -> None:
    found = structure("# Устав Союза\n\n## Общие слова\n\n### Статья 1\n\nМир дан.\n")
    assert found.title == "Устав Союза"
    assert [unit.eid for unit in found.units] == ["art_1"]


# -- numbers -------------------------------------------------------------------------------------


def test_inserted_points_and_subpoints() -> None:
    text = """
Статья 5

1. Мир дан.

1-1. Мир храним.

1-1-1. Мир вечен.

2. Совет:

9) судит;

10-1) мирит;

11) ждет.
"""
    assert [eid for eid, _ in outline(text)] == [
        "art_5",
        "art_5__pt_1",
        "art_5__pt_1-1",
        "art_5__pt_1-1-1",
        "art_5__pt_2",
        "art_5__pt_2__sub_9",
        "art_5__pt_2__sub_10-1",
        "art_5__pt_2__sub_11",
    ]


def test_a_number_used_again_is_told_and_kept_apart() -> None:
    found = structure("Статья 5\n\n1. Мир.\n\n1. Снова мир.\n\nСтатья 5\n\nДругая статья.\n")
    assert [unit.eid for unit in found.units] == [
        "art_5",
        "art_5__pt_1",
        "art_5__pt_1~2",
        "art_5~2",
    ]
    assert found.duplicates == ["art_5__pt_1", "art_5"]


# -- notes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "unit", "note"),
    [
        # before the first article: of the whole act
        (
            "> *Сноска. Весь закон с поправками.*\n\nСтатья 5\n\n1. Мир.",
            "",
            "Сноска. Весь закон с поправками.",
        ),
        ("Ескерту. Бүкіл заң.\n\n5-бап\n\n1. Мир.", "", "Ескерту. Бүкіл заң."),
        # before the text of an article
        ("Статья 5\n\nПримечание. См. суд.\n\n1. Мир.", "art_5", "Примечание. См. суд."),
        ("**5-бап**\n\nЕскертпе. Сотты қара.\n\n1. Мир.", "art_5", "Ескертпе. Сотты қара."),
        # inside an article, between points
        (
            "Статья 5\n\n1. Мир.\n\n  > *Сноска. О мире.*\n\n2. Суд.",
            "art_5__pt_1",
            "Сноска. О мире.",
        ),
        # after an article
        ("Статья 5\n\n1. Мир.\n\nСноска: конец.\n\nСтатья 6", "art_5__pt_1", "Сноска: конец."),
        # in brackets, in capitals, with Latin letters
        ("5-бап\n\n1. Мир.\n\n(ЕСКЕРТУ. Соңы.)", "art_5__pt_1", "(ЕСКЕРТУ. Соңы.)"),
        ("Статья 5\n\n1. Мир.\n\nCноcка. С латиницей.", "art_5__pt_1", "Cноcка. С латиницей."),
        # starting in the middle of a paragraph
        ("Статья 5\n\n1. Мир. Сноска. О мире; всегда.", "art_5__pt_1", "Сноска. О мире; всегда."),
        ("5-бап\n\n1. Мир. Ескерту. Мир туралы.", "art_5__pt_1", "Ескерту. Мир туралы."),
        # in place of a point's text
        ("Статья 5\n\n1. Примечание. См. закон.", "art_5__pt_1", "Примечание. См. закон."),
        # without the usual first word
        (
            "Статья 5\n\n1. Мир.\n\nСтатья 5 с изменениями, внесенными законом.",
            "art_5__pt_1",
            "Статья 5 с изменениями, внесенными законом.",
        ),
        # marked by the form alone
        ("Статья 5\n\n1. Мир.\n\n> Слово редактора", "art_5__pt_1", "Слово редактора"),
    ],
)
def test_notes_are_kept_apart(text: str, unit: str, note: str) -> None:
    found = structure(text)
    assert [(n.eid, n.text) for n in found.notes] == [(unit, note)]
    assert all(u.text == "Мир." for u in found.units if u.number == "1" and u.text)
    (kept,) = found.notes
    assert text[kept.start : kept.end].replace("\n", " ") == note


@pytest.mark.parametrize(
    "text",
    ["2. Примечание палаты читает суд.", "2. Кеңестің ескертуі оқылады.", "2. Сноски не читают."],
)
def test_words_that_only_look_like_a_note(text: str) -> None:
    assert structure(f"Статья 5\n\n{text}").notes == []


def test_editors_marks_are_taken_out() -> None:
    text = "Статья 5\n\n1. Совет судит .<*>\n\n2. Палата <*> ждет.\n"
    assert outline(text)[1:] == [("art_5__pt_1", "Совет судит ."), ("art_5__pt_2", "Палата ждет.")]


# -- repealed units ------------------------------------------------------------------------------

LAW_RUS, LAW_KAZ = "Законом РК от 21 мая 2007 г. N 254", "ҚР 2007.05.21 N 254 Заңымен"
DAY = date(2007, 5, 21)


@pytest.mark.parametrize(
    ("line", "law", "day"),
    [
        (f"2. (пункт исключен - {LAW_RUS})", LAW_RUS, DAY),
        (f"2. Исключен {LAW_RUS} (вводится сразу).", LAW_RUS, DAY),
        ("2. Исключен.", "", None),
        (f"2. Исключен. Сноска. Пункт 2 исключен {LAW_RUS}.", "", None),  # the note is kept apart
        ("2. <*>", "", None),
        (f"2. алып тасталды - {LAW_KAZ}", LAW_KAZ, DAY),
        (f"2. {LAW_KAZ} алып тасталды;", LAW_KAZ, DAY),
        ("2. алып тасталды", "", None),
        ("2. күші жойылды", "", None),
    ],
)
def test_a_point_repealed_in_place(line: str, law: str, day: date | None) -> None:
    text = f"### Статья 5\n\n1. Совет судит.\n\n{line}\n\n3. Палата ждет.\n"
    units = structure(text).units
    assert [unit.number for unit in units if unit.repealed] == ["2"]
    assert (units[2].repealed_by, units[2].repealed_on) == (law, day)


@pytest.mark.parametrize(
    ("lines", "law", "day"),
    [
        # a bare line in place of the article
        (f"Статья 6 исключена {LAW_RUS} (вводится сразу).", LAW_RUS, DAY),
        (f"6-бап алып тасталды - {LAW_KAZ}.", LAW_KAZ, DAY),
        (f"6-бап {LAW_KAZ} алып тасталды.", LAW_KAZ, DAY),
        # the heading and the words in one line
        (f"### Статья 6 (исключена - {LAW_RUS})", LAW_RUS, DAY),
        ("**Статья 6. Утратила силу**", "", None),
        (f"### 6-бап. Алып тасталды - {LAW_KAZ}", LAW_KAZ, DAY),
        # the words below the heading
        (f"### Статья 6\n\nИсключена {LAW_RUS}.", LAW_RUS, DAY),
        (f"**6-бап**\n\n6-бап {LAW_KAZ} алып тасталды.", LAW_KAZ, DAY),
        ("### 6-бап\n\nАлып тасталды.", "", None),
        # only a note says it
        (f"### Статья 6\n\n> *Сноска. Статья 6 исключена {LAW_RUS}.*", LAW_RUS, DAY),
        (f"### 6-бап\n\n> *Ескерту. 6-бап алып тасталды - {LAW_KAZ}.*", LAW_KAZ, DAY),
        # only a mark
        ("### Статья 6\n\n<*>", "", None),
    ],
)
def test_an_article_repealed_in_place(lines: str, law: str, day: date | None) -> None:
    text = f"### Статья 5\n\nСовет судит.\n\n{lines}\n\n### Статья 7\n\nПалата ждет.\n"
    units = structure(text).units
    assert [unit.eid for unit in units] == ["art_5", "art_6", "art_7"]
    assert [unit.eid for unit in units if unit.repealed] == ["art_6"]
    assert (units[1].repealed_by, units[1].repealed_on) == (law, day)


@pytest.mark.parametrize(
    "lines",
    [
        # a note on what happened to a part of the article, or to another article
        "### Статья 6\n\nСуд ждет.\n\n> *Сноска. Статья 6 исключена и вновь дана.*",
        "### Статья 6\n\n> *Сноска. Статья 5 исключена законом.*\n\n1. Суд ждет.",
        # a ground for something
        "### Статья 6\n\n1) исключен из списка палаты;",
        # instructions of an amending act
        "### Статья 6\n\nпункт 4 исключить.",
        "### 6-бап\n\n4-тармақ алып тасталсын.",
    ],
)
def test_units_that_are_not_repealed(lines: str) -> None:
    assert [unit.eid for unit in structure(lines).units if unit.repealed] == []
