"""The words and marks by which a text shows its structure."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.parse import grammar

# -- lines that open something -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "opens"),
    [
        ("Статья 44", True),
        ("44-1-бап", True),
        ("Раздел III", True),
        ("ІІІ бөлім", True),  # numeral in Cyrillic letters, first
        ("II. Закон вводится в действие сразу.", True),  # part of an amending act
        ("1-1. Совет судит.", True),
        ("1.Совет судит.", True),  # the space lost
        ("10-1) судит;", True),
        ("а) серебро;", True),
        ("ә) күміс;", True),  # Kazakh letters count too
        ("- мир;", True),  # both dashes
        ("– мир;", True),
        ("Сноска. Статья изменена.", True),
        ("(Ескерту. 5-бап өзгерді.)", True),
        ("Статьи 44 и 45 не действуют.", False),
        ("2007 года Совет судит.", False),
        ("1.5 процента казны", False),  # a number with a fraction
        ("1) тармақшада сөз алмастырылсын;", False),  # speaks of another text's sub-point
        ("44-баптың 1-тармағы", False),  # speaks of another article
        ("-мир", False),
        ("Совет судит.", False),
    ],
)
def test_lines_that_open_a_unit(line: str, opens: bool) -> None:
    assert grammar.opens_unit(line) is opens


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("Статья 44", True),
        ("Статья 44.", True),
        ("Статья 44. Полномочия Главы", True),
        ("44-бап. Басшының өкілеттігі", True),
        ("44 - бап", True),  # spaces about the hyphen
        ("Cтатья 44", True),  # Latin C
        ("статья 44. Совет", False),  # a line broken in the middle of a sentence
        ("Статья 44 исключена законом", False),
        ("44-бап жаңа редакцияда", False),
        ("44-баптың 2-тармағы", False),
    ],
)
def test_lines_that_are_headings_of_articles(line: str, heading: bool) -> None:
    assert grammar.is_article_heading(line) is heading


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("Раздел III Глава Союза", True),
        ("РАЗДЕЛ IV. СУД", True),
        ("Раздел ІХ", True),  # Cyrillic letters as numerals
        ("Глава 2. Совет", True),
        ("III бөлім Басшы", True),
        ("Х БӨЛІМ. СОТ", True),  # Cyrillic Х as ten
        ("2-тарау. Кеңес", True),
        ("1-бөлiм", True),  # Latin i in the word
        ("Глава Союза ведет совет", False),  # a person, not a chapter
        ("Раздел III дополнить словами:", False),  # an instruction about one
        ("III бөлімнің тақырыбы", False),
        ("Глава 2) и 3)", False),
    ],
)
def test_lines_that_are_headings_of_sections(line: str, section: bool) -> None:
    assert grammar.is_section(line) is section


# -- repeal in place -----------------------------------------------------------------------------

OCTOBER, MAY = date(1998, 10, 7), date(2007, 5, 21)

REPEALS = [
    # in brackets, with the kind of the unit, date in words
    (
        "(пункт исключен - Законом Республики Казахстан от 7 октября 1998 года N 284)",
        "Законом Республики Казахстан от 7 октября 1998 года N 284",
        OCTOBER,
    ),
    # in brackets, date in figures
    (
        "(подпункт исключен - Законом РК от 21.05.2007 N 254);",
        "Законом РК от 21.05.2007 N 254",
        MAY,
    ),
    # without a dash, with what follows in brackets
    (
        "исключен Законом РК от 21 мая 2007 г. N 254 (вводится в действие сразу).",
        "Законом РК от 21 мая 2007 г. N 254",
        MAY,
    ),
    # a law without a number, № for N
    ("Исключена Законом РК от 21.05.2007.", "Законом РК от 21.05.2007", MAY),
    ("Исключено Законом РК от 21.05.2007 № 254-III;", "Законом РК от 21.05.2007 № 254-III", MAY),
    # by a decree, as having lost force
    (
        "Утратил силу Указом Президента Республики Казахстан от 3 марта 2001 г. № 12",
        "Указом Президента Республики Казахстан от 3 марта 2001 г. № 12",
        date(2001, 3, 3),
    ),
    ("Утратила силу.", "", None),
    ("Отменен Законом РК от 01.02.2003 № 4", "Законом РК от 01.02.2003 № 4", date(2003, 2, 1)),
    # Latin letters in the words
    ("иcключeн Зaконом РК от 21.05.2007 N 254", "Зaконом РК от 21.05.2007 N 254", MAY),
    # only a date
    ("(исключен - 21.05.2007)", "", MAY),
    ("Пункт 2 исключен", "", None),
    ("исключен;", "", None),
    # Kazakh: no law, after the words, before them, in brackets, in words
    ("алып тасталды", "", None),
    ("Алынып тасталды;", "", None),
    ("алып тасталды - ҚР 2007.05.21 N 254 Заңымен.", "ҚР 2007.05.21 N 254 Заңымен", MAY),
    ("ҚР 21.05.2007 № 254-III Заңымен алып тасталды", "ҚР 21.05.2007 № 254-III Заңымен", MAY),
    ("ҚР 2007.05.21. N 254 Заңымен алып тасталды", "ҚР 2007.05.21. N 254 Заңымен", MAY),
    (
        "(2-тармақ алып тасталды - ҚР 1998.10.07 N 284 Заңымен)",
        "ҚР 1998.10.07 N 284 Заңымен",
        OCTOBER,
    ),
    (
        "Қазақстан Республикасының 1998 жылғы 7 қазандағы № 284 Заңымен алып тасталды;",
        "Қазақстан Республикасының 1998 жылғы 7 қазандағы № 284 Заңымен",
        OCTOBER,
    ),
    (
        "күшi жойылды - ҚР 2001 жылғы 3 наурыздағы N 12 Жарлығымен",  # Latin i; a decree
        "ҚР 2001 жылғы 3 наурыздағы N 12 Жарлығымен",
        date(2001, 3, 3),
    ),
    ("күшін жойды", "", None),
]


@pytest.mark.parametrize(("text", "law", "day"), REPEALS, ids=range(len(REPEALS)))
def test_a_repeal_in_place_names_law_and_date(text: str, law: str, day: date | None) -> None:
    assert grammar.is_repeal(text)
    assert grammar.repealing_law(text) == (law, day)


@pytest.mark.parametrize(
    "text",
    [
        "исключает спорные дела из повестки",  # a verb of today
        "исключенные из списка лица ждут суда",
        "исключен из списка палаты",  # a ground, not a repeal
        "пункт 4 исключить",  # an instruction of an amending act
        "4-тармақ алып тасталсын",
        "утрачивает силу с первого дня года",
        "Закон, утративший силу, не применяется",
        "Кеңес алып тасталды деп санамайды",  # the words come later in a sentence
        "исключен " + "и еще раз сказано о казне " * 20,  # too long for a repeal
        "",
    ],
)
def test_what_only_looks_like_a_repeal(text: str) -> None:
    assert not grammar.is_repeal(text)


# -- dates ---------------------------------------------------------------------------------------

MONTHS = [
    ("января", "қаңтардағы"),
    ("февраля", "ақпандағы"),
    ("марта", "наурыздағы"),
    ("апреля", "сәуірдегі"),
    ("мая", "мамырдағы"),
    ("июня", "маусымдағы"),
    ("июля", "шілдедегі"),
    ("августа", "тамыздағы"),
    ("сентября", "қыркүйектегі"),
    ("октября", "қазандағы"),
    ("ноября", "қарашадағы"),
    ("декабря", "желтоқсандағы"),
]


@pytest.mark.parametrize("number", range(1, 13))
def test_months_are_known_in_both_languages(number: int) -> None:
    russian, kazakh = MONTHS[number - 1]
    assert grammar.find_date(f"Закон от 5 {russian} 2003 года") == date(2003, number, 5)
    assert grammar.find_date(f"2003 жылғы 5 {kazakh} заң") == date(2003, number, 5)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("от 21.05.2007 № 254", MAY),
        ("от 1.5.2007", date(2007, 5, 1)),  # no leading zeros
        ("ҚР 2007.05.21 N 254", MAY),
        ("от 07.10.1998 и от 21.05.2007", OCTOBER),  # the first of two
        ("от 32.05.2007", None),  # no such day
        ("от 5 мая этого года", None),
        ("в 2007 году", None),
    ],
)
def test_dates_in_figures(text: str, day: date | None) -> None:
    assert grammar.find_date(text) == day
