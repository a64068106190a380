"""What the words of two clauses say differently: numbers, bounds, permission, negation, holders."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.divergences.alignment import align
from pipeline.divergences.marks import marks_of
from pipeline.divergences.words import words_of
from pipeline.vocabulary import Lang
from tests.divergences.making import articles, short, told

LENGTHS = st.lists(st.integers(0, 400), max_size=6)


# -- clauses that say the same ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rus", "kaz"),
    [
        ("Глава служит не более двух сроков", "Басшы екі мерзімнен артық қызмет атқармайды"),
        ("Вопрос решается в десятидневный срок", "Мәселе он күн ішінде шешіледі"),
        ("Ставят не позднее чем за месяц до дня", "Күнге дейін бір айдан кешіктірілмей қояды"),
        ("Ответ дают не ранее чем через 48 часов", "Жауап қырық сегіз сағаттан ерте берілмейді"),
        ("Решают не менее чем двумя третями", "Кемінде үштен екісінің даусымен шешеді"),
        ("Кандидат не моложе тридцати пяти лет", "Жасы отыз беске толған кандидат"),
        ("Глава избран, если за него более половины", "Жартысынан астамы жақтаса, басшы сайланды"),
        ("Избирают, если за него пятьдесят процентов", "Жартысы жақтаса, сайлайды"),
        ("Он и его семью охраняют", "Оны және отбасын күзетеді"),
        ("Совет не вправе менять устав", "Кеңестің жарғыны өзгертуге хақысы жоқ"),
        ("Совет может менять устав", "Кеңес жарғыны өзгерте алады"),
        ("Устав не может меняться", "Жарғы өзгермеуге тиіс"),
        ("Никого не судят без защиты", "Ешкім қорғаушысыз сотталмайды"),
        ("Дело решает лишь суд", "Істі сот қана шешеді"),
        ("Закон действует, пока не принят новый", "Заң жаңасы қабылданғанша қолданылады"),
        ("Заседания открыты, кроме случаев закона", "Заңдағыдан басқа жағдайда отырыстар ашық"),
    ],
)  # fmt: skip
def test_clauses_that_say_the_same_in_other_words(rus: str, kaz: str) -> None:
    assert told(rus, kaz) == []


# -- clauses that differ ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rus", "kaz", "row"),
    [
        (
            "Голосуют не ранее чем через семь дней",
            "Жеті күннен кешіктірілмей дауыс береді",
            ("bound", "high", "not_earlier семь дней", "not_later жеті күннен"),
        ),
        (
            "Созывают не менее пяти членов",
            "Бес мүшеден артық емес шақырады",
            ("bound", "high", "not_less пяти", "not_more бес"),
        ),
        (
            "Решают двумя третями голосов",
            "Кемінде үштен екі дауыспен шешеді",
            ("bound", "low", "двумя третями", "not_less үштен екі"),
        ),
        (
            "Срок службы пять лет",
            "Қызмет мерзімі жеті жыл",
            ("number", "high", "пять лет", "жеті жыл"),
        ),
        (
            "Ответ дают в течение трех месяцев",
            "Жауап үш күн ішінде беріледі",
            ("number", "high", "трех месяцев", "үш күн"),
        ),
        (
            "Совет по статье 47 решает дело",
            "Кеңес 74-бап бойынша істі шешеді",
            ("number", "low", "47", "74-бап"),
        ),
        (
            "Палата вправе снять вопрос",
            "Палата мәселені алып тастайды",
            ("modality", "medium", "may: вправе", ""),
        ),
        (
            "Суд рассматривает жалобу",
            "Сот шағымды қарауға міндетті .",
            ("modality", "medium", "", "must: міндетті ."),
        ),
        (
            "Решение не отменяется",
            "Шешімнің күші жойылады",
            ("negation", "high", "not: не", ""),
        ),
        (
            "Дело решает только суд",
            "Істі сот шешеді",
            ("limit", "medium", "only: только", ""),
        ),
        (
            "Назначает и освобождает от должности главу",
            "Басшыны тағайындайды және ауыстырады",
            ("action", "medium", "dismiss: освобождает от должности", ""),
        ),
        (
            "Судей назначают с согласия палаты",
            "Судьяларды тағайындайды, ол туралы палатаға хабарлайды",
            ("constraint", "medium", "consent: с согласия", ""),
        ),
        (
            "Порядок определяется конституционным законом",
            "Тәртібі заңмен белгіленеді",
            ("object", "medium", "constitutional_law: конституционным законом", ""),
        ),
    ],
)
def test_clauses_that_differ(rus: str, kaz: str, row: tuple[str, str, str, str]) -> None:
    (found,) = told(rus, kaz)
    assert (found.kind, found.severity, found.rus, found.kaz) == row
    assert (found.n, found.cause) == (0, "texts")


def test_a_bound_told_by_denial_is_the_same_bound() -> None:
    assert told("Избирается не более двух раз", "Екі реттен артық сайлана алмайды") == []
    assert short(told("Избирается более двух раз", "Екі реттен артық емес сайланады")) == [
        ("bound", "more двух", "not_more екі")
    ]


def test_another_holder_in_the_same_place() -> None:
    (found,) = told("Судей назначает Сенат", "Судьяларды Мәжіліс тағайындайды")
    assert (found.kind, found.severity, found.rus, found.kaz) == (
        "holder", "high", "senate", "mazhilis",
    )  # fmt: skip


def test_a_holder_left_out_is_no_difference_by_itself() -> None:
    assert told("Председатели Сената и Мажилиса равны", "Палаталардың төрағалары тең") == []


def test_a_number_may_stand_in_another_clause_of_the_unit() -> None:
    rus = ["Совет решает дело за три дня", "Палата слушает отчет"]
    assert told(rus, ["Кеңес істі шешеді", "Палата есепті тыңдайды, ол үш күн"]) == []


def test_a_permission_may_stand_in_the_head_of_the_list() -> None:
    rus = {"art_1": "Совет вправе:", "art_1__sub_1": "слушать отчет"}
    kaz = {"art_1": "Кеңес:", "art_1__sub_1": "есепті тыңдауға құқылы"}
    assert articles(rus, kaz) == []


def test_a_head_of_a_list_in_one_text_may_be_a_clause_in_the_other() -> None:
    rus = {"art_1": "Совет решает дела:", "art_1__sub_1": "по жалобам"}
    kaz = {"art_1": "Кеңес істерді шешеді", "art_1__sub_1": "шағымдар бойынша"}
    assert [(one.kind, one.cause) for one in articles(rus, kaz)] == [("clauses", "reading")]


# -- how clauses are cut ---------------------------------------------------------------------------


def test_a_condition_that_binds_two_acts_in_one_text_only() -> None:
    found = told(
        ["С согласия Сената назначает главу банка", "освобождает его"],
        "Сенаттың келісімімен банк басшысын тағайындайды, оны босатады",
    )
    assert short([one for one in found if one.cause == "texts"]) == [
        ("scope", "с согласия, 1 of 2", "келісімімен, 1 of 1")
    ]


def test_a_sentence_that_one_text_lacks() -> None:
    rus = [
        "Палата собирается раз в год и решает вопросы своего ведения",
        "Ее заседания открыты для всякого, кто пожелает прийти и послушать, что на них говорят",
        "Их ведет председатель палаты",
    ]
    kaz = [
        "Палата жылына бір рет жиналып, өз қарауындағы мәселелерді шешеді",
        "Оларды палата төрағасы жүргізеді",
    ]
    found = [one for one in told(rus, kaz) if one.cause == "texts"]
    assert [(one.n, one.kind, one.rus, one.kaz) for one in found] == [(1, "clauses", "1", "")]


@given(LENGTHS, LENGTHS, st.floats(0.5, 2.0))
def test_alignment_takes_every_clause_once_and_in_order(
    rus: list[int], kaz: list[int], ratio: float
) -> None:
    if not (rus or kaz):
        assert align(rus, kaz, ratio) == []
        return
    pairs = align(rus, kaz, ratio)
    for side, lengths in ((0, rus), (1, kaz)):
        places = [at for pair in pairs for at in range(*pair[side])]
        assert places == list(range(len(lengths)))


@given(LENGTHS)
def test_clauses_of_the_same_lengths_go_one_to_one(lengths: list[int]) -> None:
    long = [length + 60 for length in lengths]
    assert align(long, long, 1.0) == [((n, n + 1), (n, n + 1)) for n in range(len(long))]


# -- words and numbers -----------------------------------------------------------------------------


def test_letters_are_repaired_and_negatives_told() -> None:
    words = words_of("Пaлата шешпейдi, немесе: бақылаусыз", Lang.KAZ).words
    assert [(word.low, word.lemma) for word in words if word.lemma.startswith("#")][:1] == [
        ("палата", "#conv")
    ]
    assert {word.low: word.lemma for word in words}["шешпейді"] == "#neg"
    assert {word.low: word.lemma for word in words}["немесе"] == ""
    assert {word.low: word.lemma for word in words}["бақылаусыз"] == "#without"


ONES = {2: ("двух", "екі"), 3: ("трех", "үш"), 5: ("пяти", "бес"), 9: ("девяти", "тоғыз")}
TENS = {20: ("двадцати", "жиырма"), 40: ("сорока", "қырық"), 70: ("семидесяти", "жетпіс")}


@given(st.sampled_from(sorted(TENS)), st.sampled_from(sorted(ONES)))
def test_number_words_add_up_in_both_languages(ten: int, one: int) -> None:
    for side, lang in enumerate(Lang):
        words = f"{TENS[ten][side]} {ONES[one][side]}"
        (amount,) = marks_of(words, lang).amounts
        assert amount.value == str(ten + one)


@given(st.text(alphabet="абгиқмнсұ 0123456789.,;-/«»", max_size=60))
def test_any_text_has_marks(text: str) -> None:
    for lang in Lang:
        for amount in marks_of(text, lang).amounts:
            assert amount.words
            assert 0 <= amount.start < amount.end
