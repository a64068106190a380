"""What one clause says of how akims come to office."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.records import Power, Span
from pipeline.tiers.statements import Mode, Naming, spoken
from pipeline.vocabulary import Action, Choice, ConstraintType, Holder, Lang, Polarity, Tier
from tests.tiers.making import KAZ, RUS, at, power, text_of

REGION, DISTRICT, VILLAGE = Tier.REGION, Tier.DISTRICT, Tier.VILLAGE
LOWER = {DISTRICT, VILLAGE}


def ways(
    *said: str | tuple[str, list[Power]] | tuple[str, list[Power], str], lang: Lang = RUS
) -> list[tuple[Tier, Choice]]:
    return [(each.tier, each.choice) for each in spoken(text_of(*said, lang=lang)).statements]


# -- words alone: the codebook finds no power of a state holder in an election by others -----------


@pytest.mark.parametrize(
    ("lang", "clause", "choice"),
    [
        (RUS, "Акимы сел избираются гражданами сроком на пять лет", Choice.DIRECT),
        (RUS, "Население избирает акима поселка тайным голосованием", Choice.DIRECT),
        (RUS, "Выборы акимов сел проводятся на основе прямого избирательного права", Choice.DIRECT),
        (RUS, "Аким села избирается жителями в порядке, установленном законом", Choice.DIRECT),
        (KAZ, "Кенттің әкімін тұрғындар сайлайды", Choice.DIRECT),
        (KAZ, "Ауыл әкімдері төте сайлау арқылы сайланады", Choice.DIRECT),
        (KAZ, "Ауыл әкімдерінің сайлауы төте дауыс беру арқылы өтеді", Choice.DIRECT),
        (RUS, "Акима аула избирает собрание выборщиков", Choice.ELECTORS),
        (RUS, "Аким поселка избирается выборщиками", Choice.ELECTORS),
        (KAZ, "Ауыл әкімін таңдаушылар алқасы сайлайды", Choice.ELECTORS),
        (RUS, "Аким села избирается депутатами районного маслихата", Choice.MASLIKHAT),
        (KAZ, "Ауыл әкімін мәслихат депутаттары сайлайды", Choice.MASLIKHAT),
        (RUS, "Акимов сел избирают выборщики - депутаты маслихата района", Choice.MASLIKHAT),
        (RUS, "Выборы акимов сел - косвенные выборы через выборщиков", Choice.ELECTORS),
        (KAZ, "Ауыл әкімдері жанама сайлау арқылы сайланады", Choice.ELECTORS),
    ],
)
def test_who_elects(lang: Lang, clause: str, choice: Choice) -> None:
    assert ways(clause, lang=lang) == [(VILLAGE, choice)]


@pytest.mark.parametrize(
    ("lang", "clause"),
    [
        (RUS, "Акимов сел избирают граждане или выборщики"),
        (KAZ, "Ауылдың әкімін таңдаушылар не халық сайлайды"),
    ],
)
def test_of_two_ways_in_one_clause_the_more_central_counts(lang: Lang, clause: str) -> None:
    assert ways(clause, lang=lang) == [(VILLAGE, Choice.ELECTORS)]


@pytest.mark.parametrize(
    ("lang", "clause"),
    [
        (RUS, "Граждане избирают выборщиков для выборов акима села"),
        (RUS, "Депутаты избираются населением, аким района дает им отчет"),
        (RUS, "Акимы сел не избираются населением"),
        (RUS, "Кандидатов в акимы села выдвигают граждане"),
        (RUS, "Акимом села может быть избран гражданин старше двадцати лет"),
        (RUS, "Аким села избирается сроком на пять лет"),
        (RUS, "Аким, назначенный в установленном законом порядке, приносит присягу"),
        (RUS, "Население заслушивает отчет акима села"),
        (KAZ, "Таңдаушыларды ауыл әкімін сайлау үшін азаматтар сайлайды"),
        (KAZ, "Депутаттар төте сайланады, аудан әкімі оларға есеп береді"),
        (KAZ, "Азаматтар ауыл әкіміне өтініш береді"),
        (KAZ, "Ауыл әкімі бес жыл мерзімге сайланады"),
    ],
)
def test_what_is_no_election_of_an_akim(lang: Lang, clause: str) -> None:
    assert ways(clause, lang=lang) == []


@pytest.mark.parametrize(
    ("lang", "clause", "leaves_to"),
    [
        (RUS, "Порядок избрания акимов сел устанавливается законом", "law"),
        (RUS, "Акимы сел избираются в порядке, определенном указом", "decree"),
        (RUS, "Президент определяет порядок назначения акимов сел", "decree"),
        (RUS, "Порядок назначения акимов сел утверждает и определяет Правительство", "resolution"),
        (KAZ, "Ауыл әкімдерін сайлау тәртібі заңмен белгіленеді", "law"),
        (KAZ, "Ауыл әкімдері заңда көзделген тәртіппен тағайындалады", "law"),
        (KAZ, "Ауыл әкімдерін тағайындау тәртібін Президент айқындайды", "decree"),
    ],
)
def test_an_order_left_to_another_act(lang: Lang, clause: str, leaves_to: str) -> None:
    (found,) = spoken(text_of(clause, lang=lang)).statements
    assert (found.tier, found.choice, found.leaves_to) == (VILLAGE, Choice.OPEN, leaves_to)


def test_an_order_of_consent_leaves_nothing_open() -> None:
    clause = "Маслихат дает согласие на назначение акима района в порядке, установленном законом"
    consent = power(Holder.MASLIKHAT, Action.CONSENT, "akim_district")
    assert ways((clause, [consent])) == []


# -- powers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "choice"),
    [
        (power(Holder.PRESIDENT, Action.APPOINT), Choice.PRESIDENT_ALONE),
        (
            power(Holder.PRESIDENT, Action.APPOINT, "akim", ConstraintType.PROPOSAL),
            Choice.PRESIDENT_ON_NOMINATION,
        ),
        (
            power(
                Holder.PRESIDENT, Action.APPOINT, "akim", ConstraintType.PROPOSAL,
                ConstraintType.CONSENT,
            ),
            Choice.PRESIDENT_WITH_CONSENT,
        ),
        (
            power(
                Holder.PRESIDENT, Action.APPOINT, "akim", ConstraintType.CONSENT,
                ConstraintType.NOMINEE_LIST,
            ),
            Choice.PRESIDENT_WITH_VOTE,
        ),
        (power(Holder.AKIM, Action.APPOINT), Choice.AKIM),
        (
            power(Holder.AKIM, Action.APPOINT, "akim", ConstraintType.CONSENT),
            Choice.AKIM_WITH_CONSENT,
        ),
        (power(Holder.MASLIKHAT, Action.ELECT), Choice.MASLIKHAT),
    ],
)  # fmt: skip
def test_a_power_of_choosing(found: Power, choice: Choice) -> None:
    assert ways(("Акима района", [found])) == [(DISTRICT, choice)]


@pytest.mark.parametrize(
    "found",
    [
        power(Holder.AKIM, Action.APPOINT, "deputy_akim"),
        power(Holder.AKIM, Action.APPOINT, None),
        power(Holder.AKIM, Action.ELECT, "akim", polarity=Polarity.LIMITS),
        power(Holder.GOVERNMENT, Action.APPOINT),
        power(Holder.PRESIDENT, Action.INSTRUCT),
    ],
)
def test_other_powers_choose_no_akim(found: Power) -> None:
    assert ways(("Акима района", [found])) == []


def test_the_one_chosen_is_not_the_one_who_chooses() -> None:
    clause = "Акимов сел и районов назначает аким области"
    found = power(Holder.AKIM, Action.APPOINT, by=at(clause, "аким области"))
    assert set(ways((clause, [found]))) == {(DISTRICT, Choice.AKIM), (VILLAGE, Choice.AKIM)}


def test_an_object_that_was_read_inside_the_holder_is_not_believed() -> None:
    clause = "Акимов сел назначают вышестоящие акимы"
    found = power(
        Holder.AKIM,
        Action.APPOINT,
        by=at(clause, "вышестоящие акимы"),
        whom=at(clause, "акимы", "clause"),
    )
    assert ways((clause, [found])) == [(VILLAGE, Choice.AKIM)]


def test_an_object_of_the_clause_before_tells_the_tier_when_the_clause_names_none() -> None:
    found = power(Holder.PRESIDENT, Action.APPOINT, "akim_region", whom=Span(0, 5, "before"))
    assert ways(("Президент назначает кандидата", [found])) == [(REGION, Choice.PRESIDENT_ALONE)]


# -- which tiers -----------------------------------------------------------------------------------

REGIONAL = ("Акима области", [power(Holder.PRESIDENT, Action.APPOINT)], "art_1__pt_1")
OF_DISTRICT = ("Акима района", [power(Holder.AKIM, Action.APPOINT)], "art_2__pt_1")


def released(*said: tuple[str, list[Power], str]) -> set[Tier]:
    return {each.tier for each in spoken(text_of(*said)).releases}


def test_other_akims_are_those_below_the_region_that_the_article_has_not_named() -> None:
    others = "Других акимов назначает вышестоящий аким"
    found = power(Holder.AKIM, Action.APPOINT, by=at(others, "вышестоящий аким"))
    assert {t for t, _ in ways(REGIONAL, (others, [found], "art_1__pt_2"))} == {REGION} | LOWER
    after = ways(OF_DISTRICT, (others, [found], "art_2__pt_2"))
    assert after == [(DISTRICT, Choice.AKIM), (VILLAGE, Choice.AKIM)]
    assert ways((others, [found])) == [(DISTRICT, Choice.AKIM), (VILLAGE, Choice.AKIM)]


def test_an_akim_without_more_is_one_of_those_that_the_article_speaks_of() -> None:
    dismiss = [power(Holder.PRESIDENT, Action.DISMISS)]
    assert released(REGIONAL, ("освободить акима", dismiss, "art_1__pt_2")) == {REGION}
    assert released(REGIONAL, OF_DISTRICT, ("освободить акима", dismiss, "art_2__pt_2")) == {
        DISTRICT
    }
    assert released(REGIONAL, OF_DISTRICT, ("освободить акима", dismiss, "art_9")) == {
        REGION,
        DISTRICT,
    }


def test_where_nothing_was_said_before_the_holder_tells_how_far_he_reaches() -> None:
    def free(holder: Holder) -> set[Tier]:
        return released(("освободить акима", [power(holder, Action.DISMISS)], "art_1"))

    assert free(Holder.PRESIDENT) == {REGION} | LOWER
    assert free(Holder.AKIM) == LOWER
    assert free(Holder.MASLIKHAT) == set()
    assert ways("Аким избирается населением") == []


def test_an_elected_akim_is_one_of_a_tier_that_the_text_has_elected() -> None:
    direct = ("Акима села избирают граждане", [], "art_1")
    dismiss = [power(Holder.AKIM, Action.DISMISS)]
    assert released(OF_DISTRICT, direct, ("Избранного акима", dismiss, "art_3")) == {VILLAGE}


def test_this_akim_is_the_one_spoken_of_last() -> None:
    dismiss = [power(Holder.AKIM, Action.DISMISS)]
    village = ("Акима села", [power(Holder.AKIM, Action.APPOINT)], "art_2__pt_2")
    assert released(OF_DISTRICT, village, ("Этого акима", dismiss, "art_2__pt_3")) == {VILLAGE}


def test_all_akims() -> None:
    found = spoken(text_of("Акимов всех уровней избирают граждане")).statements
    assert {(each.tier, each.naming) for each in found} == {(tier, Naming.GENERAL) for tier in Tier}


def test_nobody_but_the_president_stands_above_a_regional_akim() -> None:
    clause = "Акимов областей и районов назначает вышестоящий аким"
    found = power(Holder.AKIM, Action.APPOINT, by=at(clause, "вышестоящий аким"))
    assert ways((clause, [found])) == [(DISTRICT, Choice.AKIM)]


# -- where and when --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "clause"),
    [
        (RUS, "Выборы проводятся в некоторых районах"),
        (RUS, "Выборы проводятся в порядке эксперимента"),
        (RUS, "Выборы назначаются в сорока процентах единиц"),
        (RUS, "Комиссия утверждает перечень единиц, в которых проводятся выборы"),
        (RUS, "Где выборы не проводятся, акимы остаются"),
        (KAZ, "Сайлау жекелеген аудандарда өткізіледі"),
        (KAZ, "Комиссия сайлау өткізілетін бірліктердің тізбесін бекітеді"),
        (KAZ, "Сайлау бірліктердің қырық пайызында өткізіледі"),
        (KAZ, "Сайлау өткізілмейтін жерлерде әкімдер қалады"),
    ],
)
def test_elections_in_some_units_only(lang: Lang, clause: str) -> None:
    (mark,) = spoken(text_of(clause, lang=lang)).marks
    assert (mark.kind, mark.tiers, mark.article) == ("partial", frozenset(), "")


@pytest.mark.parametrize(
    ("lang", "clause"),
    [
        (RUS, "Утверждается перечень поселков и сел, где аким избирается впервые"),
        (KAZ, "Аудан әкімі әкімді халық сайлайтын ауылдардың тізбесін бекітеді"),
    ],
)
def test_the_list_of_units_may_say_which_tier(lang: Lang, clause: str) -> None:
    (mark,) = spoken(text_of(clause, lang=lang)).marks
    assert (mark.kind, mark.tiers) == ("partial", {VILLAGE})


@pytest.mark.parametrize(
    ("lang", "clause"),
    [
        (RUS, "После принятия закона о самоуправлении комиссия назначает выборы"),
        (RUS, "Выборы акимов сел отложить"),
        (KAZ, "Өзін-өзі басқару туралы заң қабылданғаннан кейін комиссия сайлау тағайындайды"),
        (KAZ, "Сайлауды өткізу кейінге қалдырылсын"),
    ],
)
def test_elections_put_off(lang: Lang, clause: str) -> None:
    assert [mark.kind for mark in spoken(text_of(clause, lang=lang)).marks] == ["put_off"]


@pytest.mark.parametrize(
    "clause",
    [
        "После введения в действие настоящего закона проводятся выборы акимов",
        "Комиссия приостанавливает решения о выборах акимов",
        "Кандидата поддерживает один процент избирателей на выборах акима",
        "Бюджет исполняется в некоторых районах",
    ],
)
def test_what_is_no_limit_on_elections(clause: str) -> None:
    assert spoken(text_of(clause)).marks == []


def test_a_mark_in_an_article_without_an_akim_is_about_that_article() -> None:
    (mark,) = spoken(text_of(("Выборы проводятся поэтапно", [], "art_4__pt_2"))).marks
    assert mark.article == "art_4"


@pytest.mark.parametrize(
    ("lang", "clause"),
    [
        (RUS, "Акимы, которых назначил аким района, сохраняют полномочия до выборов"),
        (KAZ, "Аудан әкімі тағайындаған әкімдер сайлауға дейін өкілеттігін сақтайды"),
    ],
)
def test_akims_who_stay_until_elections_are_still_appointed_ones(lang: Lang, clause: str) -> None:
    elected = {RUS: "Акима села избирают граждане", KAZ: "Ауыл әкімін халық сайлайды"}[lang]
    found = spoken(text_of(elected, clause, lang=lang)).statements[-1]
    assert (found.tier, found.choice, found.mode) == (VILLAGE, Choice.AKIM, Mode.KEPT)


def test_a_head_of_a_list_names_the_akim_for_its_items() -> None:
    lead_in = "Аким района:"
    (reading,) = text_of(("назначается акимом области", []))
    found = power(Holder.AKIM, Action.APPOINT, whom=at(lead_in, "Аким", "lead_in"))
    clause = replace(reading.clause, lead_in=lead_in, text="назначается Президентом")
    listed = replace(reading, clause=clause, powers=(replace(found, holder=Holder.PRESIDENT),))
    assert [each.tier for each in spoken([listed]).statements] == [DISTRICT]
