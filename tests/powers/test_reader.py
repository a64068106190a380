"""Whole readings: powers, constraints, spans, memory of the clause before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.powers import Reader
from pipeline.records import Clause, Reading, Span
from pipeline.vocabulary import Autonomy, Label, Polarity
from tests.powers.making import clause, facts, read_all, read_one

# (lang, lead-in, text, powers as (holder, action, object, domain))
POWERS = [
    # Coordinated verbs share their objects.
    ("rus", "Президент:", "назначает и освобождает министров",
     [("president", "appoint", "minister", "government_formation"),
      ("president", "dismiss", "minister", "government_formation")]),
    ("kaz", "Президент:", "министрлерді тағайындайды және қызметтен босатады",
     [("president", "appoint", "minister", "government_formation"),
      ("president", "dismiss", "minister", "government_formation")]),
    # Coordinated objects share their verb.
    ("rus", "", "Президент назначает Генерального Прокурора и Председателя Национального Банка",
     [("president", "appoint", "prosecutor_general", "appointment"),
      ("president", "appoint", "national_bank_chair", "appointment")]),
    ("kaz", "", "Президент Бас Прокурорды және Ұлттық Банк Төрағасын тағайындайды",
     [("president", "appoint", "prosecutor_general", "appointment"),
      ("president", "appoint", "national_bank_chair", "appointment")]),
    # A proposal is a power of the proposer too.
    ("rus", "", "По представлению Министра юстиции Президент назначает судей",
     [("president", "appoint", "judge", "judiciary"),
      ("minister", "nominate", "judge", "judiciary")]),
    ("kaz", "", "Премьер-Министрдің ұсынуымен Президент облыс әкімін тағайындайды",
     [("president", "appoint", "akim_region", "local_government"),
      ("prime_minister", "nominate", "akim_region", "local_government")]),
    # Verbal nouns under a list of competence.
    ("rus", "К ведению Сената относится:", "избрание и освобождение судей, принятие их присяги",
     [("senate", "elect", "judge", "judiciary"), ("senate", "dismiss", "judge", "judiciary"),
      ("senate", "accept_oath", "oath_of_judges", "judiciary")]),
    ("kaz", "Сенаттың қарауына мыналар жатады:", "судьяларды сайлау мен қызметтен босату",
     [("senate", "elect", "judge", "judiciary"), ("senate", "dismiss", "judge", "judiciary")]),
    # The verb and its object name the action together.
    ("rus", "", "Президент назначает внеочередные выборы в Парламент",
     [("president", "call_election", "parliament", "elections")]),
    ("kaz", "", "Президент кезектен тыс сайлау тағайындайды",
     [("president", "call_election", "election", "elections")]),
    ("rus", "", "Правительство вносит в Курултай проект закона",
     [("government", "initiate", "law", "legislation")]),
    ("kaz", "", "Үкімет Құрылтайға заң жобасын енгізеді",
     [("government", "initiate", "law", "legislation")]),
    # Light verbs.
    ("rus", "", "Президент принимает решение о проведении референдума",
     [("president", "call_referendum", "referendum", "referendum")]),
    ("kaz", "", "Президент референдум өткізу туралы шешім қабылдайды",
     [("president", "call_referendum", "referendum", "referendum")]),
    ("rus", "", "Сенат дает согласие на назначение Генерального Прокурора",
     [("senate", "consent", "prosecutor_general", "appointment")]),
    ("kaz", "", "Сенат Бас Прокурорды тағайындауға келісім береді",
     [("senate", "consent", "prosecutor_general", "appointment")]),
    # The residual clause.
    ("rus", "Аким:", "осуществляет иные полномочия", [("akim", "other", "powers", "residual")]),
    ("kaz", "Әкім:", "өзге де өкілеттіктерді жүзеге асырады",
     [("akim", "other", "powers", "residual")]),
    # Delegation in the older style.
    ("rus", "", "Предоставить Президенту право издавать акты, имеющие силу закона",
     [("president", "issue", "decree_with_force_of_law", "decree")]),
    ("kaz", "", "Президентке заң күші бар құжаттар шығару құқығы берілсін",
     [("president", "issue", "decree_with_force_of_law", "decree")]),
    # No confidence.
    ("rus", "", "Маслихат вправе выразить недоверие акиму",
     [("maslikhat", "no_confidence", "akim", "local_government")]),
    ("kaz", "", "Құрылтай Үкіметке сенімсіздік білдіруге құқылы",
     [("kurultai", "no_confidence", "government", "government_formation")]),
    # Powers told together share a domain.
    ("rus", "", "Президент вводит чрезвычайное положение",
     [("president", "declare", "state_of_emergency", "emergency")]),
    ("kaz", "", "Президент төтенше жағдай енгізеді",
     [("president", "declare", "state_of_emergency", "emergency")]),
    # Soviet institutions.
    ("rus", "", "Верховный Совет утверждает государственный бюджет",
     [("supreme_soviet", "approve", "budget", "budget_finance")]),
    ("kaz", "", "Жоғарғы Кеңес мемлекеттік бюджетті бекітеді",
     [("supreme_soviet", "approve", "budget", "budget_finance")]),
]  # fmt: skip

# (lang, text, constraints of the first power as (type, actor, value))
LIMITS = [
    ("rus", "С согласия Сената Президент назначает посла", [("consent", "senate", None)]),
    ("kaz", "Сенаттың келісімімен Президент елшіні тағайындайды", [("consent", "senate", None)]),
    ("rus", "С согласия Курултая, выраженного большинством голосов, Президент назначает судью",
     [("consent", "kurultai", "absolute")]),
    ("kaz", "Көпшілік дауысымен берілген Құрылтай келісімімен Президент судьяны тағайындайды",
     [("consent", "kurultai", "absolute")]),
    ("rus", "После консультаций с Премьер-Министром и спикером Президент распускает Мажилис",
     [("consultation", "prime_minister", None), ("consultation", "parliament_chair", None)]),
    ("kaz", "Премьер-Министрмен консультациядан кейін Президент Мәжілісті таратуға құқылы",
     [("consultation", "prime_minister", None)]),
    ("rus", "Сенат двумя третями голосов утверждает бюджет", [("majority", None, "two_thirds")]),
    ("kaz", "Сенат депутаттарының төрттен үшінің көпшілік даусымен бюджетті бекітеді",
     [("majority", None, "three_quarters")]),
    ("rus", "Президент назначает судью сроком на десять лет", [("term", None, "P10Y")]),
    ("kaz", "Президент судьяны он жыл мерзімге тағайындайды", [("term", None, "P10Y")]),
    ("rus", "Президент в десятидневный срок подписывает закон", [("deadline", None, "P10D")]),
    ("kaz", "Президент заңға бір ай ішінде қол қояды", [("deadline", None, "P1M")]),
    ("rus", "Правительство ответственно перед Президентом",
     [("accountability", "president", None)]),
    ("kaz", "Үкімет Президенттің алдында жауап береді", [("accountability", "president", None)]),
    ("rus", "Министр не вправе заниматься предпринимательской деятельностью",
     [("incompatibility", None, None)]),
    ("kaz", "Министрдің кәсіпкерлікпен айналысуға құқығы жоқ", [("incompatibility", None, None)]),
    ("rus", "Одно лицо не может быть избрано акимом более двух раз подряд", [("term", None, "2")]),
    ("kaz", "Бір адам екі реттен артық әкім болып сайлана алмайды", [("term", None, "2")]),
    ("rus", "Законы предварительно скрепляются подписью Премьер-Министра",
     [("countersignature", "prime_minister", None)]),
    ("kaz", "Заңды Премьер-Министр алдын ала қол қойып бекемдейді",
     [("countersignature", "prime_minister", None)]),
    ("rus", "В случае войны Президент объявляет мобилизацию", [("trigger", None, None)]),
    ("kaz", "Соғыс болған жағдайда Президент мобилизация жариялайды", [("trigger", None, None)]),
    ("rus", "Маслихат не вправе приостановить закон", [("prohibition", None, None)]),
    ("kaz", "Мәслихаттың заңды тоқтата тұруға құқығы жоқ", [("prohibition", None, None)]),
    ("rus", "Аким вносит Президенту предложение о министре", [("consent", "president", None)]),
    ("rus", "Кроме того, Президент предлагает маслихату не менее двух кандидатур",
     [("nominee_list", None, "2"), ("consent", "maslikhat", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "lead_in", "text", "expected"), POWERS)
def test_powers(
    lang: str, lead_in: str, text: str, expected: list[tuple[str, str, str, str]]
) -> None:
    reading, _ = read_one(text, lang, lead_in)
    assert reading.label is Label.GRANT
    assert facts(reading) == expected


@pytest.mark.parametrize(("lang", "text", "expected"), LIMITS)
def test_constraints(
    lang: str, text: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    reading, _ = read_one(text, lang)
    found = [(c.type, c.actor, c.value) for c in reading.powers[0].constraints]
    assert found == expected


@pytest.mark.parametrize(
    ("lang", "texts"),
    [
        ("rus", ["Президент назначает Премьер-Министра", "Он вправе освободить его от должности"]),
        ("kaz", ["Президент Премьер-Министрді тағайындайды", "Ол оны қызметтен босатады"]),
    ],
)
def test_pronouns_look_one_clause_back(lang: str, texts: list[str]) -> None:
    _, second = read_all(texts, lang)
    assert facts(second) == [
        ("president", "dismiss", "prime_minister", "government_formation"),
    ]
    power = second.powers[0]
    assert words(power.holder_span, second, texts[0]) == "Президент"
    assert words(power.object_span, second, texts[0]).startswith("Премьер-Министр")


def test_memory_stops_at_the_article() -> None:
    first = clause("Сенат созывает сессию", "rus")
    second = Clause("constitution-0", "2000-01-01", first.lang, "art_2", 0, "", "Он решает вопросы")
    *_, reading = Reader().read([first, second])
    assert not reading.powers


def test_terms_bind_their_own_objects() -> None:
    text = "Президент назначает судью на срок восемь лет, акима на срок пять лет"
    reading, _ = read_one(text, "rus")
    terms = {p.object: [c.value for c in p.constraints] for p in reading.powers}
    assert terms == {"judge": ["P8Y"], "akim": ["P5Y"]}


def test_a_removed_unit_has_one_empty_power() -> None:
    reading, _ = read_one("(исключен Законом РК от 3 марта 2001 года № 77)", "rus")
    power = reading.powers[0]
    assert (power.holder, power.action, power.object, power.domain) == (None, None, None, None)
    assert power.polarity is Polarity.LIMITS


def test_a_proposer_shares_the_decision() -> None:
    reading, _ = read_one("По представлению Министра Президент назначает судей", "rus")
    assert [p.autonomy for p in reading.powers] == [Autonomy.PROPOSAL, Autonomy.SHARED]


@pytest.mark.parametrize(
    ("lang", "lead_in", "text", "holder", "action", "obj", "limit"),
    [
        ("rus", "", "С согласия Сената  Президент\nназначает посла",
         "Президент", "назначает", "посла", "С согласия Сената"),
        ("kaz", "", "Сенаттың келiсiмiмен Президент елшiнi тағайындайды",
         "Президент", "тағайындайды", "елшiнi", "Сенаттың келiсiмiмен"),
        ("rus", "Президент:", "по представлению Премьер-Министра назначает министров",
         "Президент", "назначает", "министров", "по представлению Премьер-Министра"),
        ("kaz", "Қазақстан Республикасының Президентi:",
         "Премьер-Министрдiң ұсынуымен министрлердi тағайындайды",
         "Президентi", "тағайындайды", "министрлердi", "Премьер-Министрдiң ұсынуымен"),
    ],
)  # fmt: skip
def test_spans_slice_to_the_words_meant(
    lang: str, lead_in: str, text: str, holder: str, action: str, obj: str, limit: str
) -> None:
    reading, _ = read_one(text, lang, lead_in)
    power = reading.powers[0]
    assert words(power.holder_span, reading) == holder
    assert words(power.action_span, reading) == action
    assert words(power.object_span, reading) == power.object_words == obj
    assert words(power.constraints[0].span, reading) == limit


def words(span: Span | None, reading: Reading, before: str = "") -> str:
    assert span is not None
    text = {"clause": reading.clause.text, "lead_in": reading.clause.lead_in, "before": before}
    return text[span.where][span.start : span.end]


@pytest.mark.parametrize("lang", ["rus", "kaz"])
def test_probabilities_are_honest(lang: str) -> None:
    sure, _ = read_one({"rus": "Президент назначает министра",
                        "kaz": "Президент министрді тағайындайды"}[lang], lang)  # fmt: skip
    unsure, _ = read_one({"rus": "Президент опекает музеи страны",
                          "kaz": "Президент ел игілігін ойлайды"}[lang], lang)  # fmt: skip
    for reading in (sure, unsure):
        assert sum(reading.proba.values()) == pytest.approx(1)
        assert set(reading.proba) == set(Label)
    assert not sure.needs_review
    assert unsure.needs_review
    assert sure.proba[Label.GRANT] > 0.9


@pytest.mark.parametrize(
    ("lang", "text"),
    [("rus", "Сенат опекает музеи"), ("kaz", "Сенат мұражайларды қамқорлайды")],
)
def test_an_unlisted_verb_of_a_holder_is_a_grant_to_review(lang: str, text: str) -> None:
    reading, _ = read_one(text, lang)
    assert reading.label is Label.GRANT
    assert facts(reading)[0][:2] == ("senate", "other")
    assert reading.needs_review


VOCABULARY = [
    "Президент", "Сенат", "Үкімет", "Мәжіліс", "Правительство", "назначает", "тағайындайды", "не",
    "вправе", "құқылы", "болмайды", "егер", "если", ",", ".", ";", ":", "(", ")", "-", "10-1)",
    "53-бабының", "закон", "заңды", "с", "согласия", "келісімімен", "большинством", "көпшілік",
    "его", "оны", "них", "Палат", "третями", "үштен", "екі", "пять", "жыл", "мерзімге",
    "относится", "и", "мен",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(VOCABULARY), max_size=20).map(" ".join),
)


def spans(reading: Reading) -> Iterator[Span]:
    for power in reading.powers:
        named = (power.holder_span, power.action_span, power.object_span)
        for span in (*named, *(limit.span for limit in power.constraints)):
            if span is not None:
                yield span


@given(
    texts=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=3),
    lang=st.sampled_from(["rus", "kaz"]),
)
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_and_spans_stay_inside(texts: list[tuple[str, str]], lang: str) -> None:
    clauses = [clause(text, lang, lead_in, n) for n, (text, lead_in) in enumerate(texts)]
    before = ""
    for reading in Reader().read(clauses):
        length = {
            "clause": len(reading.clause.text),
            "lead_in": len(reading.clause.lead_in),
            "before": len(before),
        }
        assert sum(reading.proba.values()) == pytest.approx(1)
        for span in spans(reading):
            assert 0 <= span.start < span.end <= length[span.where]
        before = reading.clause.text


@pytest.mark.parametrize(
    ("lang", "lead_in"), [("rus", "Президент с согласия Сената:"), ("kaz", "Президентке болмайды:")]
)
def test_an_empty_clause_tells_nothing_whatever_its_head_says(lang: str, lead_in: str) -> None:
    reading, _ = read_one("", lang, lead_in)
    assert (reading.label, reading.powers) == (Label.NONE, ())
