"""What a predicate acts on: offices by their body, means and measures, levels, acts by author."""

from __future__ import annotations

import pytest

from pipeline.language import docs
from pipeline.powers import Reader
from pipeline.powers.objects import find_things
from pipeline.powers.territory import with_levels
from pipeline.powers.words import Passage, passage
from pipeline.records import Clause
from pipeline.vocabulary import Lang
from tests.powers.making import facts, read_one


def passage_of(text: str, lang: str) -> Passage:
    return passage(docs([text], Lang(lang))[0], Lang(lang))


def codes_in(text: str, lang: str) -> list[str]:
    words = passage_of(text, lang)
    things = with_levels(words, find_things(words, frozenset()))
    return [code for thing in things for code in thing.codes]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("председателя Национального Банка", "rus", ["national_bank_chair"]),
        ("Ұлттық Банк төрағасын", "kaz", ["national_bank_chair"]),
        # Joined offices share a body, joined bodies an office.
        (
            "председателя и двух членов Счетного комитета",
            "rus",
            ["audit_chamber_chair", "audit_chamber_member"],
        ),
        ("Жоғарғы Соттың төрағасы мен судьяларын", "kaz",
         ["supreme_court_chair", "supreme_court_judge"]),
        (
            "членов Конституционного Совета и Счетного комитета",
            "rus",
            ["constitutional_court_judge", "audit_chamber_member"],
        ),
        # A body that has no name for an office gives one made of both.
        ("членов Высшего Судебного Совета", "rus", ["judicial_council_member"]),
        ("руководителей министерств", "rus", ["state_body_head"]),
        # Of a person only a deputy is an office.
        ("заместителей министров", "rus", ["deputy_minister"]),
        ("министрлердің орынбасарларын", "kaz", ["deputy_minister"]),
        ("председателя банка и генерального прокурора", "rus", ["prosecutor_general"]),
    ],
)  # fmt: skip
def test_offices_by_their_body(text: str, lang: str, expected: list[str]) -> None:
    assert codes_in(text, lang) == expected


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("за счет местного бюджета", "rus"),
        ("бюджет есебінен", "kaz"),
        ("на основании законов", "rus"),
        ("заңдар негізінде", "kaz"),
        ("порядок, установленный законом", "rus"),
        ("заңмен белгіленген тәртіп", "kaz"),
        ("большинством от общего числа депутатов", "rus"),
    ],
)
def test_means_and_measures_are_no_objects(text: str, lang: str) -> None:
    assert codes_in(text, lang) == []


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("закон о выборах", "rus", ["law"]),
        ("сайлау туралы заң", "kaz", ["law"]),
        ("отчет об исполнении бюджета", "rus", ["budget_report"]),
        ("проект местного бюджета", "rus", ["budget"]),
        ("бюджет жобасы", "kaz", ["budget"]),
    ],
)
def test_what_a_thing_is_about_is_part_of_it(text: str, lang: str, expected: list[str]) -> None:
    assert codes_in(text, lang) == expected


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("акима административно-территориальной единицы", "rus", ["akim"]),
        ("қаладағы ауданның әкімін", "kaz", ["akim_district"]),
        ("выборы акимов сел", "rus", ["akim_village"]),
        ("ауыл әкімдерінің сайлауын", "kaz", ["akim_village"]),
    ],
)
def test_levels_of_akims(text: str, lang: str, expected: list[str]) -> None:
    assert codes_in(text, lang) == expected


def of_decree(texts: list[str], lang: str) -> list[str | None]:
    clauses = [
        Clause("decree-0", "2000-01-01", Lang(lang), f"pt_{n}", 0, "", text)
        for n, text in enumerate(texts, 1)
    ]
    return [power.object for reading in Reader().read(clauses) for power in reading.powers]


def test_an_act_without_articles_is_about_one_akim() -> None:
    told = ["Акима района назначает аким области.", "Акима вправе освободить Президент."]
    assert of_decree(told, "rus") == ["akim_district", "akim_district"]
    told = ["Аудан әкімін облыс әкімі тағайындайды.", "Президент әкімді қызметінен босатады."]
    assert of_decree(told, "kaz") == ["akim_district", "akim_district"]


@pytest.mark.parametrize(
    ("text", "lang", "power"),
    [
        (
            "Маслихат утверждает план развития района",
            "rus",
            ("maslikhat", "approve", "local_programme", "local_government"),
        ),
        (
            "Үкімет министрлердің орынбасарларын тағайындайды",
            "kaz",
            ("government", "appoint", "deputy_minister", "appointment"),
        ),
        (
            "Курултай избирает Председателя Курултая и его заместителей",
            "rus",
            ("kurultai", "elect", "deputy_parliament_chair", "appointment"),
        ),
        # The verb is no election, though both have one lemma.
        (
            "Мәжіліс өз төрағасын сайлайды",
            "kaz",
            ("mazhilis", "elect", "parliament_chair", "appointment"),
        ),
        # Whom an order charges stands before what it charges him with.
        (
            "Президент Үкіметке заң жобасын Мәжіліске енгізуді тапсырады",
            "kaz",
            ("president", "instruct", "government", "legislation"),
        ),
        (
            "Акимов районов избирают депутаты маслихатов по представлению акима области",
            "rus",
            ("maslikhat", "elect", "akim_district", "local_government"),
        ),
    ],
)
def test_objects_of_acts(text: str, lang: str, power: tuple[str, ...]) -> None:
    reading, _ = read_one(text, lang)
    assert power in facts(reading)


def test_whom_a_thing_is_brought_to_is_no_object() -> None:
    reading, _ = read_one("Правительство вносит в Парламент предложение о референдуме", "rus")
    assert facts(reading) == [("government", "propose", "referendum", "referendum")]
