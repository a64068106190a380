"""Which akims a clause names, at which tier, and which of them can be the one chosen."""

from __future__ import annotations

import pytest

from pipeline.tiers.mentions import mentions, units
from pipeline.vocabulary import Lang, Tier
from tests.tiers.making import KAZ, RUS

REGION, DISTRICT, VILLAGE = Tier.REGION, Tier.DISTRICT, Tier.VILLAGE


@pytest.mark.parametrize(
    ("lang", "words", "tiers"),
    [
        (RUS, "акимы областей", {REGION}),
        (RUS, "аким столицы", {REGION}),
        (RUS, "акимов городов республиканского значения", {REGION}),
        (RUS, "глава администрации области", {REGION}),
        (RUS, "главы областных администраций", {REGION}),
        (RUS, "акимы городов областного значения", {DISTRICT}),
        (RUS, "аким соответствующего района", {DISTRICT}),
        (RUS, "акима города (районного значения)", {VILLAGE}),
        (RUS, "акимам поселков", {VILLAGE}),
        (RUS, "аким аула (села)", {VILLAGE}),
        (RUS, "акима аульного (сельского) округа", {VILLAGE}),
        (RUS, "главы сельских администраций", {VILLAGE}),
        (RUS, "акимы районов, городов областного значения и сел", {DISTRICT, VILLAGE}),
        (RUS, "акимы городов республиканского и областного значения", {REGION, DISTRICT}),
        (RUS, "акимы городов Нур-Султана и Шымкента", {REGION}),
        (RUS, "аким города", set()),
        (KAZ, "облыстардың әкімдері", {REGION}),
        (KAZ, "республикалық маңызы бар қаланың, астананың әкімін", {REGION}),
        (KAZ, "облыстық әкімшіліктің басшысы", {REGION}),
        (KAZ, "облыстық маңызы бар қалалардың әкімдерін", {DISTRICT}),
        (KAZ, "аудан (қала) әкімі", {DISTRICT}),
        (KAZ, "аудандық маңызы бар қаланың әкімі", {VILLAGE}),
        (KAZ, "кенттердің, ауылдардың (селолардың) әкімдері", {VILLAGE}),
        (KAZ, "ауылдық округтердің сайланған әкімдерін", {VILLAGE}),
        (KAZ, "аудандардың және ауылдық округтердің әкімдері", {DISTRICT, VILLAGE}),
        (KAZ, "Нұр-Сұлтан қаласының әкімі", {REGION}),
        (KAZ, "сол қаланың әкімі", set()),
    ],
)
def test_the_units_beside_an_akim_tell_his_tier(lang: Lang, words: str, tiers: set[Tier]) -> None:
    (found,) = mentions(words, lang)
    assert found.tiers == tiers
    assert found.side == set()


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (RUS, "акима района в городе республиканского значения, столице"),
        (RUS, "акимы районов в городах"),
        (KAZ, "қаладағы ауданның әкімі"),
        (KAZ, "республикалық маңызы бар қалалардағы, астанадағы аудандардың әкімдерін"),
    ],
)
def test_a_district_in_a_city_is_a_lesser_kind_of_district(lang: Lang, words: str) -> None:
    (found,) = mentions(words, lang)
    assert found.tiers == found.side == {DISTRICT}


def test_the_main_kind_beside_the_lesser_one_counts_as_named() -> None:
    found = [
        *mentions("акимы районов и районов в городах", RUS),
        *mentions("ауданның және қаладағы ауданның әкімі", KAZ),
    ]
    assert [(each.tiers, each.side) for each in found] == [({DISTRICT}, set())] * 2


@pytest.mark.parametrize(
    ("lang", "words", "relation"),
    [
        (RUS, "акимы всех уровней", "all"),
        (RUS, "акимы иных административно-территориальных единиц", "other"),
        (RUS, "главу другой местной администрации", "other"),
        (RUS, "остальных акимов", "other"),
        (RUS, "нижестоящие акимы", "lower"),
        (RUS, "вышестоящим акимом", "higher"),
        (RUS, "избранного акима", "elected"),
        (RUS, "этого акима", "this"),
        (KAZ, "барлық деңгейдегі әкімдер", "all"),
        (KAZ, "өзге де аумақтық бірліктердің әкімдері", "other"),
        (KAZ, "төмен тұрған әкімдерді", "lower"),
        (KAZ, "жоғары тұрған әкім", "higher"),
        (KAZ, "сайланған әкімді", "elected"),
        (KAZ, "осы әкімді", "this"),
    ],
)
def test_words_that_tell_which_akim_is_meant(lang: Lang, words: str, relation: str) -> None:
    (found,) = mentions(words, lang)
    assert found.relations == {relation}


@pytest.mark.parametrize(
    ("lang", "clause", "roles"),
    [
        (RUS, "акима села назначает аким района с согласия акима области", "object subject -"),
        (RUS, "заместителя акима области", "-"),
        (RUS, "кандидатов в акимы", "-"),
        (RUS, "по представлению вышестоящего акима", "-"),
        (RUS, "выборы акимов сел", "object"),
        (
            KAZ,
            "ауыл әкімін облыс әкімінің келісімімен аудан әкімі тағайындайды",
            "object - subject",
        ),
        (KAZ, "аудан әкімінің орынбасары", "-"),
        (KAZ, "әкім лауазымына кандидат", "-"),
        (KAZ, "ауыл әкімдерінің сайлауы", "object"),
    ],
)
def test_only_some_forms_can_be_the_one_chosen(lang: Lang, clause: str, roles: str) -> None:
    assert " ".join(each.role or "-" for each in mentions(clause, lang)) == roles


@pytest.mark.parametrize(
    ("lang", "words"),
    [(RUS, "акимат области"), (RUS, "администрация района"), (KAZ, "облыс әкімдігі")],
)
def test_an_office_is_not_its_head(lang: Lang, words: str) -> None:
    assert mentions(words, lang) == []


def test_letters_of_another_alphabet_are_read_as_what_they_look_like() -> None:
    latin = "облыстардың əкiмдерiн"  # ə and i as many official files have them
    assert mentions(latin, KAZ)[0].tiers == {REGION}


def test_units_without_an_akim() -> None:
    assert units("районов и сельских округов", RUS) == {DISTRICT: True, VILLAGE: True}
    assert units("единиц", RUS) == {}
