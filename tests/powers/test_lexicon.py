"""Patterns, the data files, numbers in words, domains and the autonomy ladder."""

from __future__ import annotations

import pytest

from pipeline.language import docs
from pipeline.powers import autonomy, values
from pipeline.powers.holders import find_holders
from pipeline.powers.lexicon import compile_pattern, match_items, table
from pipeline.powers.words import Passage, passage
from pipeline.records import Constraint
from pipeline.vocabulary import Action, Autonomy, ConstraintType, Domain, Holder, Lang
from tests.powers.making import read_one


def passage_of(text: str, lang: str) -> Passage:
    return passage(docs([text], Lang(lang))[0], Lang(lang))


@pytest.mark.parametrize(
    ("pattern", "text", "places"),
    [
        ("назнача*", "назначает", (0,)),
        ("право", "права", (0,)),  # by its lemma
        ("иной|другой орган", "другой орган", (0, 1)),
        ("дает <2> согласие", "дает свое полное согласие", (0, 3)),
        ("дает <1> согласие", "дает свое полное согласие", None),
        ("судом ,? проводимым", "судом проводимым", (0, 1)),
        ("сенатом@Ins", "сенатом", (0,)),
        ("сенатом@Gen", "сенатом", None),
    ],
)
def test_patterns(pattern: str, text: str, places: tuple[int, ...] | None) -> None:
    found = match_items(compile_pattern(pattern, Lang.RUS), passage_of(text, "rus").words, 0)
    assert (None if found is None else tuple(place for place, _ in found)) == places


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("глава государства", "rus", ["president"]),
        ("Мемлекет басшысы", "kaz", ["president"]),
        ("Председатель Мажилиса Парламента", "rus", ["parliament_chair"]),
        ("Парламент Мәжілісінің Төрағасы", "kaz", ["parliament_chair"]),
        ("судья Конституционного Суда", "rus", ["constitutional_court"]),
        ("Жоғарғы Соттың Төрағасы", "kaz", ["supreme_court"]),
        ("Высший Судебный Совет", "rus", ["supreme_judicial_council"]),
        ("главы местных администраций", "rus", ["akim"]),
        ("жергілікті атқарушы органдар", "kaz", ["akimat"]),
        ("местными представительными и исполнительными органами", "rus", ["maslikhat"]),
        ("Вице-Президент", "rus", ["vice_president"]),
        ("Тұңғыш Президент", "kaz", ["first_president"]),
        ("Служба охраны Президента", "rus", []),
        ("Верховный Совет и Советы народных депутатов", "rus", ["supreme_soviet", "local_soviet"]),
        ("Халық Кеңесі", "kaz", ["peoples_council"]),
        ("Құрылтай", "kaz", ["kurultai"]),
    ],
)
def test_holders(text: str, lang: str, expected: list[str]) -> None:
    assert [mention.codes[0] for mention in find_holders(passage_of(text, lang))] == expected


def test_data_files_use_the_codebook_and_both_languages() -> None:
    holders = {code.value for code in Holder} | {"-"}
    assert {row["code"] for row in table("holders")["holder"]} <= holders
    refined = {row["base"] for row in table("actions")["refine"]}
    actions = {code.value for code in Action} | refined | {"-"}
    assert {row["code"] for row in table("actions")["action"]} <= actions
    assert {row["to"] for row in table("actions")["refine"]} <= {code.value for code in Action}
    assert {row["domain"] for row in table("domains")["domain"]} <= {d.value for d in Domain}
    types = {kind.value for kind in ConstraintType}
    assert {row["type"] for row in table("constraints")["constraint"]} == types
    for name, section in (("holders", "holder"), ("actions", "action"), ("objects", "object")):
        for row in table(name)[section]:
            assert "rus" in row
            assert "kaz" in row


def test_every_holder_of_the_codebook_has_words() -> None:
    assert {row["code"] for row in table("holders")["holder"]} >= {code.value for code in Holder}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("пять лет", "P5Y"),
        ("пятилетний", "P5Y"),
        ("десятидневный", "P10D"),
        ("месячный", "P1M"),
        ("месяца", "P1M"),
        ("сорок восемь часов", "PT48H"),
        ("пятнадцати рабочих дней", "P15D"),
        ("бес жыл", "P5Y"),
        ("екі мүшесін бес жыл", "P5Y"),
        ("он бес жұмыс күні", "P15D"),
        ("қырық сегіз сағаттан", "PT48H"),
        ("никогда", None),
    ],
)
def test_durations(words: str, expected: str | None) -> None:
    assert values.duration(tuple(words.split())) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("двух третей", "two_thirds"),
        ("тремя четвертями", "three_quarters"),
        ("четырех пятых", "four_fifths"),
        ("одной трети", "one_third"),
        ("одной пятой", "one_fifth"),
        ("үштен екісінің", "two_thirds"),
        ("төрттен үшінің", "three_quarters"),
        ("бестен бірінің", "one_fifth"),
        ("половины", None),
    ],
)
def test_fractions(words: str, expected: str | None) -> None:
    assert values.fraction(tuple(words.split())) == expected


@pytest.mark.parametrize(
    ("action", "types", "expected"),
    [
        (Action.APPOINT, [], Autonomy.ALONE),
        (Action.APPOINT, ["consultation", "proposal"], Autonomy.PROPOSAL),
        (Action.APPOINT, ["consent", "proposal"], Autonomy.CONSENT),
        (Action.ISSUE, ["countersignature"], Autonomy.COUNTERSIGNATURE),
        (Action.NOMINATE, ["consent"], Autonomy.SHARED),
        (Action.PROPOSE, ["nominee_list"], Autonomy.NOMINEE_LIST),
        (Action.APPOINT, ["term", "deadline"], Autonomy.ALONE),
    ],
)
def test_autonomy(action: Action, types: list[str], expected: Autonomy) -> None:
    constraints = [Constraint(ConstraintType(kind)) for kind in types]
    assert autonomy(action, constraints) is expected


def test_a_qualified_consent_binds_more() -> None:
    consent = Constraint(ConstraintType.CONSENT, Holder.SENATE, "two_thirds")
    assert autonomy(Action.APPOINT, [consent]) is Autonomy.CONSENT_QUALIFIED


def test_the_trace_names_rules_in_order() -> None:
    _, trace = read_one("С согласия Сената Президент назначает посла", "rus")
    assert trace.steps == (
        ("label", "state_holder_acts", "grant"),
        ("action", "finite_verb", "назначает"),
        ("holder", "subject", "president"),
        ("constraint", "with_consent_of", "С согласия Сената"),
    )
