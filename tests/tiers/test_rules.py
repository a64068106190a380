"""What a text lays down for a tier, put together from its clauses, and the scale of the ways."""

from __future__ import annotations

import pytest

from pipeline.records import Power
from pipeline.tiers import decentralisation
from pipeline.tiers.rules import Rule, text_rules
from pipeline.tiers.scale import APPOINTED_BY_AKIM, APPOINTED_BY_PRESIDENT, ELECTED
from pipeline.vocabulary import Action, Choice, ConstraintType, Holder, Tier
from tests.tiers.making import power, text_of

REGION, DISTRICT, VILLAGE = Tier.REGION, Tier.DISTRICT, Tier.VILLAGE
CONSENT, NOMINEES = ConstraintType.CONSENT, ConstraintType.NOMINEE_LIST

BY_AKIM = power(Holder.AKIM, Action.APPOINT)
WITH_CONSENT = power(Holder.AKIM, Action.APPOINT, "akim", CONSENT)
BY_PRESIDENT = power(Holder.PRESIDENT, Action.APPOINT)
DIRECT = "Акима села избирают граждане"

Said = str | tuple[str, list[Power]] | tuple[str, list[Power], str]


def rule(tier: Tier, *said: Said) -> Rule:
    return text_rules(text_of(*said)).rules[tier]


def test_a_rule_leads_back_to_its_powers_or_to_its_clauses() -> None:
    read = rule(DISTRICT, ("Акима района", [BY_AKIM]))
    assert (read.powers, read.clauses) == (("decree@2000-01-01.rus/pt_1/0/0",), ())
    told = rule(VILLAGE, DIRECT)
    assert (told.powers, told.clauses) == ((), ("decree@2000-01-01.rus/pt_1/0",))


def test_a_tier_that_nothing_is_said_of_has_no_rule() -> None:
    assert set(text_rules(text_of(DIRECT)).rules) == {VILLAGE}
    assert text_rules(text_of("Аким района издает распоряжения")).rules == {}
    assert text_rules([]).rules == {}


@pytest.mark.parametrize("strict_first", [True, False])
def test_a_repetition_without_conditions_takes_none_away(strict_first: bool) -> None:
    said: list[Said] = [("Акима района", [WITH_CONSENT]), ("Акима района", [BY_AKIM])]
    read = rule(DISTRICT, *(said if strict_first else said[::-1]))
    assert (read.choice, read.everywhere, len(read.powers)) == (Choice.AKIM_WITH_CONSENT, True, 2)


@pytest.mark.parametrize(
    ("condition", "words", "choice"),
    [
        (
            power(Holder.PRESIDENT, Action.NOMINATE, "akim_region", NOMINEES),
            "Президент предлагает двух кандидатов",
            Choice.PRESIDENT_WITH_VOTE,
        ),
        (
            power(Holder.PRESIDENT, Action.PROPOSE, "akim_region", (CONSENT, Holder.MASLIKHAT)),
            "Президент вносит кандидатуру в маслихат",
            Choice.PRESIDENT_WITH_CONSENT,
        ),
        (
            power(Holder.MASLIKHAT, Action.CONSENT, "akim_region"),
            "Маслихат дает согласие на назначение акима области",
            Choice.PRESIDENT_WITH_CONSENT,
        ),
        (
            power(Holder.PRIME_MINISTER, Action.NOMINATE, "akim_region"),
            "Премьер-Министр представляет кандидатов",
            Choice.PRESIDENT_ON_NOMINATION,
        ),
    ],
)
def test_a_condition_may_stand_in_a_clause_of_its_own(
    condition: Power, words: str, choice: Choice
) -> None:
    read = rule(REGION, ("Акима области", [BY_PRESIDENT]), (words, [condition]))
    assert read.choice is choice
    assert read.powers == tuple(f"decree@2000-01-01.rus/pt_{n}/0/0" for n in (1, 2))


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (
            power(Holder.MASLIKHAT, Action.CONSENT, "akim_region"),
            "Маслихат дает согласие на освобождение акима области",
        ),
        (
            power(Holder.MASLIKHAT, Action.PROPOSE, "akim_region", (CONSENT, Holder.PRESIDENT)),
            "Маслихат ставит вопрос об освобождении акима области",
        ),
        (
            power(Holder.MASLIKHAT, Action.CONSENT, "akim_district"),
            "Маслихат дает согласие на назначение акима района",
        ),
    ],
)
def test_other_consents_bind_no_appointment(condition: Power, words: str) -> None:
    read = rule(REGION, ("Акима области", [BY_PRESIDENT]), (words, [condition]))
    assert (read.choice, len(read.powers)) == (Choice.PRESIDENT_ALONE, 1)


def test_consent_to_an_appointment_by_a_higher_akim() -> None:
    consent = power(Holder.MASLIKHAT, Action.CONSENT, "akim_district")
    words = "Маслихат согласует назначение акима района"
    read = rule(DISTRICT, ("Акима района", [BY_AKIM]), (words, [consent]))
    assert read.choice is Choice.AKIM_WITH_CONSENT


def test_units_named_beat_akims_in_general() -> None:
    read = text_rules(text_of(DIRECT, ("Нижестоящих акимов", [BY_AKIM]))).rules
    assert (read[VILLAGE].choice, read[DISTRICT].choice) == (Choice.DIRECT, Choice.AKIM)
    assert read[VILLAGE].everywhere


def test_the_main_kind_of_unit_beats_a_lesser_one() -> None:
    in_city = ("Акима района в городе", [BY_AKIM])
    assert rule(DISTRICT, in_city).choice is Choice.AKIM
    read = rule(DISTRICT, in_city, "Акима района избирают граждане")
    assert (read.choice, read.everywhere) == (Choice.DIRECT, True)


def test_an_order_laid_down_beats_one_left_open() -> None:
    left = "Порядок избрания акимов сел определяется законом"
    assert rule(VILLAGE, left).choice is Choice.OPEN
    assert rule(VILLAGE, left, DIRECT).choice is Choice.DIRECT


def test_two_ways_for_one_tier_mean_that_neither_is_everywhere() -> None:
    read = rule(VILLAGE, DIRECT, ("Акима поселка", [BY_AKIM]))
    assert (read.choice, read.everywhere) == (Choice.DIRECT, False)


def test_an_appointment_where_no_election_is_held_is_not_the_rule() -> None:
    read = rule(VILLAGE, ("Где выборы не проводятся, акима села", [BY_AKIM]), DIRECT)
    assert (read.choice, read.everywhere) == (Choice.DIRECT, False)


def test_an_appointment_in_a_named_case_is_not_the_rule() -> None:
    case = power(Holder.AKIM, Action.APPOINT, "akim", ConstraintType.TRIGGER)
    read = rule(VILLAGE, ("Если никто не избран, акима села", [case]), DIRECT)
    assert (read.choice, read.everywhere) == (Choice.DIRECT, True)
    assert rule(VILLAGE, ("При вакансии акима села", [case])).choice is Choice.AKIM


def test_an_election_somewhere_is_told_with_the_clause_that_says_so() -> None:
    read = rule(VILLAGE, DIRECT, "Выборы проводятся в порядке эксперимента")
    assert not read.everywhere
    assert read.clauses == tuple(f"decree@2000-01-01.rus/pt_{n}/0" for n in (1, 2))


def test_a_list_of_units_of_one_tier_says_nothing_of_another() -> None:
    both = "Акимов районов и сел избирают граждане"
    listed = "Утверждается перечень районов, где аким избирается населением впервые"
    read = text_rules(text_of(both, listed)).rules
    assert (read[DISTRICT].everywhere, read[VILLAGE].everywhere) == (False, True)
    assert read[VILLAGE].clauses == ("decree@2000-01-01.rus/pt_1/0",)


def test_an_experiment_in_another_article_is_another_matter() -> None:
    read = rule(VILLAGE, (DIRECT, [], "art_1"), ("Выборы депутатов - эксперимент", [], "art_2"))
    assert read.everywhere


def test_appointments_are_everywhere_whatever_is_said_of_elections() -> None:
    read = rule(DISTRICT, ("Акима района", [BY_AKIM]), "Выборы проводятся поэтапно")
    assert read.everywhere


PUT_OFF = "После принятия закона о самоуправлении комиссия назначает эти выборы"
KEPT = "До выборов сохраняют полномочия акимы, которых назначил аким района"


def test_while_elections_are_put_off_those_appointed_before_stay() -> None:
    read = rule(VILLAGE, DIRECT, KEPT, PUT_OFF)
    assert (read.choice, read.everywhere) == (Choice.AKIM, True)
    assert read.clauses == tuple(f"decree@2000-01-01.rus/pt_{n}/0" for n in (2, 3))
    assert rule(VILLAGE, DIRECT, KEPT).choice is Choice.DIRECT


def test_elections_put_off_without_more_are_no_rule() -> None:
    assert text_rules(text_of(DIRECT, PUT_OFF)).rules == {}


# -- the scale -------------------------------------------------------------------------------------


def test_the_scale_rises_from_the_president_alone_to_the_citizens() -> None:
    ordered = [decentralisation(choice) for choice in Choice if choice is not Choice.OPEN]
    assert ordered == sorted(set(ordered))
    assert (ordered[0], ordered[-1]) == (0, 1)
    assert decentralisation(Choice.OPEN) == 0


def test_every_way_is_of_one_family() -> None:
    families = [APPOINTED_BY_PRESIDENT, APPOINTED_BY_AKIM, ELECTED, {Choice.OPEN}]
    assert sorted(choice for family in families for choice in family) == sorted(Choice)
