"""Where a provision is cut into clauses, and where it is not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.normalize import Mapped
from pipeline.parse.clauses import cut


def clauses(text: str) -> list[str]:
    return [clause.text for clause in cut(Mapped.of(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # semicolons
        ("ведет совет; судит споры;", ["ведет совет", "судит споры"]),
        ("кеңесті басқарады; дауды шешеді;", ["кеңесті басқарады", "дауды шешеді"]),
        # ends of sentences, by each mark
        ("Совет судит. Палата ждет.", ["Совет судит", "Палата ждет"]),
        ("Кеңес шешеді. Палата күтеді.", ["Кеңес шешеді", "Палата күтеді"]),
        ("Прав ли суд? Прав! Ждут… Палата", ["Прав ли суд?", "Прав!", "Ждут…", "Палата"]),
        # a sentence may start with a number, a quotation or a bracket
        ("Судьи сидят. 12 судей ждут.", ["Судьи сидят", "12 судей ждут"]),
        ("Судят. «Вестник» пишет. (Глава ждет.)", ["Судят", "«Вестник» пишет", "(Глава ждет.)"]),
        # marks around the words are no words
        (" ; Совет судит .; ", ["Совет судит"]),
        ("Закон . ; ;", ["Закон"]),
        ("; . …", []),
        ("", []),
    ],
)
def test_cut(text: str, expected: list[str]) -> None:
    assert clauses(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # inside quotation marks of each kind, also nested
        'Глава говорит: "Мир; труд. Хлеб" и уходит',
        "Глава говорит: «Мир; труд. Хлеб» и уходит",
        "Глава говорит: “Мир; труд. Хлеб” и уходит",
        "Басшы «Бейбітшілік; еңбек. Нан» дейді",
        "Глава говорит: «Мир и «Хлеб; соль. Вода»; труд. Дом» и уходит",
        # inside parentheses and brackets
        "Совет (палата; суд. Казна) решает",
        "Совет [ред.: палата; суд] решает",
        "Кеңес (палата; сот. Қазына) шешеді",
        # after abbreviations of parts of a law
        "По ст. 5, п. 6 и подп. 7 Устава",
        "В ч. Второй и абз. Третьем",
        "Осы заңның 5-б. Үшінші бөлігі",
        "Жарғының 5-б. 2-т. Бірінші сөйлемі",
        # ... of years and dates
        "В 2007 г. Совет решил",
        "В 2007г. Совет решил",  # without a space
        "В 2001-2007 гг. Совет решал",
        "2007 ж. Кеңес шешті",
        # ... and of other words
        "Палаты, суды и др. Органы власти",
        "Палаты и т.д. Совет решает",
        "Палаты и т. д. Совет решает",
        "Палата, кеңес т.б. Мәселелер",
        "И.о. Главы судит",
        "Дано 5 млн. Рублей казны",
        # initials
        "А. Б. Судьин и В.Г. Палатов судят",
        "Ә. Қ. Сәкенов кеңесті ашады",
        # numbers and dates
        "Доля 2.5 и сумма 3. 5 рублей",
        "Закон от 21.05.2007 N 254",
        "Число судей - 5. 7 судей из них новые",
        # no space after the stop
        "Слово.Дело и дело;".rstrip(";"),
        # a small letter goes on
        "Совет и проч. решают",
    ],
)
def test_not_cut(text: str) -> None:
    assert clauses(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # quotation marks and brackets that are never closed open nothing
        ("«мир; труд. Хлеб", ["«мир", "труд", "Хлеб"]),
        ("(мир; труд", ["(мир", "труд"]),
        ('слово "мир; труд', ['слово "мир', "труд"]),
        # closing marks alone close nothing
        ("мир); труд»; хлеб", ["мир)", "труд»", "хлеб"]),
        # after a quotation is closed, cutting goes on
        ('"мир; труд"; «хлеб. Соль». Дом', ['"мир; труд"', "«хлеб. Соль»", "Дом"]),
        # an abbreviation ends a sentence when the next word starts after a mark that cuts
        ("В 2007 г.; Совет", ["В 2007 г", "Совет"]),
        # a whole word that only ends like an abbreviation
        ("Дан приказ. Совет ждет", ["Дан приказ", "Совет ждет"]),
        ("Это закон 5. Совет ждет", ["Это закон 5", "Совет ждет"]),
    ],
)
def test_marks_that_mislead(text: str, expected: list[str]) -> None:
    assert clauses(text) == expected


TEXT = st.text(st.sampled_from('аБсқӘ 15.;:!?…,-«»“”()"[] \u00a0\n'), max_size=60)


@given(TEXT | st.text(max_size=60))
@settings(deadline=None, max_examples=300)
def test_no_letter_or_digit_is_lost_added_or_moved(text: str) -> None:
    def said(words: str) -> str:
        return "".join(c for c in words if c.isalnum())

    assert said("".join(clauses(text))) == said(text)


@given(TEXT | st.text(max_size=60))
@settings(deadline=None, max_examples=300)
def test_each_clause_is_a_piece_of_the_text(text: str) -> None:
    end = 0
    for clause in cut(Mapped.of(text)):
        assert end <= clause.start < clause.end
        assert text[clause.start : clause.end] == clause.text
        assert clause.text[0] not in " .;,"
        assert clause.text[-1] not in " .;,"
        end = clause.end
