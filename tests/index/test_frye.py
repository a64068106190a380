"""A list in the manner of Frye: which powers are held alone, shared, or not at all."""

from __future__ import annotations

import pytest

from pipeline.index.catalogue import catalogue, items
from pipeline.index.checklist import checklist_of
from pipeline.index.frye import frye
from pipeline.records import Power
from pipeline.vocabulary import Action, Autonomy, Domain, Holder, Scheme
from tests.index.states import PRESIDENT, can, of, state

ALONE, SHARED = (1.0, "alone"), (0.5, "shared")
SILENT, UNKNOWN = (0.0, "silent"), (None, "cannot_tell")
A, D, L, H = Action, Domain, Autonomy, Holder

APPOINTS_BANKER = can(PRESIDENT, A.APPOINT, "national_bank_chair")


def test_the_list_has_27_powers_and_the_catalogue_says_so() -> None:
    codes = [item["code"] for item in items(Scheme.FRYE)]
    assert len(codes) == len(set(codes)) == 27
    facts = next(facts for facts in catalogue() if facts.code is Scheme.FRYE)
    assert facts.maximum == 27
    assert [component.code for component in facts.components] == codes


def test_every_item_can_be_held() -> None:
    entries = checklist_of(Scheme.FRYE).entries.values()
    decided = {entry.item for found in entries for entry in found if entry.role == "decides"}
    assert decided == set(checklist_of(Scheme.FRYE).items)


@pytest.mark.parametrize(
    ("said", "item", "worth"),
    [
        (
            can(PRESIDENT, A.DISSOLVE, "mazhilis", domain=D.DISSOLUTION),
            "dissolves_parliament",
            ALONE,
        ),
        (can(PRESIDENT, A.DISSOLVE, "court", domain=D.DISSOLUTION), "dissolves_parliament", SILENT),
        (
            can(PRESIDENT, A.DISSOLVE, "parliament", autonomy=L.CONSULTATION),
            "dissolves_parliament",
            ALONE,
        ),
        (APPOINTS_BANKER, "appoints_central_bank_head", ALONE),
        (
            can(PRESIDENT, A.APPOINT, "national_bank_chair", autonomy=L.CONSENT),
            "appoints_central_bank_head",
            SHARED,
        ),
        (
            can(PRESIDENT, A.APPOINT, "minister", autonomy=L.PROPOSAL),
            "appoints_ministers",
            SHARED,
        ),
        (can(PRESIDENT, A.NOMINATE, "supreme_court_judge"), "appoints_supreme_court", SHARED),
        (can(PRESIDENT, A.CHAIR, "government", domain=D.POLICY_DIRECTION), "chairs_cabinet", ALONE),
        (can(PRESIDENT, A.RETURN, "law", domain=D.VETO), "returns_laws", ALONE),
        (can(PRESIDENT, A.SIGN, "law", domain=D.LEGISLATION), "returns_laws", SILENT),
        (
            can(PRESIDENT, A.DECLARE, "state_of_emergency", domain=D.EMERGENCY),
            "declares_emergency",
            ALONE,
        ),
    ],
)
def test_a_power_decides_its_item(said: Power, item: str, worth: tuple[float, str]) -> None:
    assert of(frye(state(said)))[item] == worth


def test_a_holder_has_every_item_and_leads_to_the_power_that_decides() -> None:
    parts = frye(state(can(H.COURT, A.INTERPRET, "law"), APPOINTS_BANKER))
    assert len(parts) == 27
    decided = [part for part in parts if part.power_id]
    assert [part.component for part in decided] == ["appoints_central_bank_head"]
    assert decided[0].power_id == "c@2000-01-01.rus/art_1__pt_2/0/0"


def test_the_highest_degree_decides_in_any_order() -> None:
    bound = can(PRESIDENT, A.APPOINT, "court_chair", autonomy=L.PROPOSAL)
    free = can(PRESIDENT, A.APPOINT, "judge")
    for said in ((bound, free), (free, bound)):
        assert of(frye(state(*said)))["appoints_judges"] == ALONE


def test_the_others_are_coded_by_the_same_list() -> None:
    consents = can(H.SENATE, A.CONSENT, "national_bank_chair")
    parts = frye(state(APPOINTS_BANKER, consents, can(H.COURT, A.INTERPRET, "law")))
    assert of(parts, H.SENATE)["appoints_central_bank_head"] == SHARED
    assert of(parts, H.SENATE)["commands_armed_forces"] == SILENT
    assert not of(parts, H.COURT)  # has none of the list


def test_nobody_fills_alone_a_court_whose_seats_several_fill() -> None:
    ours = can(PRESIDENT, A.APPOINT, "constitutional_court_judge", domain=D.JUDICIARY)
    theirs = can(H.SENATE, A.APPOINT, "constitutional_court_judge", domain=D.JUDICIARY)
    item = "appoints_constitutional_court"
    assert of(frye(state(ours)))[item] == ALONE
    together = frye(state(ours, theirs))
    assert of(together)[item] == of(together, H.SENATE)[item] == SHARED


def test_a_second_proposer_of_laws_takes_nothing_from_the_first() -> None:
    both = [can(h, A.INITIATE, "law", domain=D.LEGISLATION) for h in (PRESIDENT, H.GOVERNMENT)]
    assert of(frye(state(*both)))["proposes_legislation"] == ALONE


def test_silence_is_absence_only_where_the_texts_are_whole() -> None:
    found = of(frye(state(APPOINTS_BANKER, whole=False)))
    assert found.pop("appoints_central_bank_head") == ALONE
    assert set(found.values()) == {UNKNOWN}


def test_a_president_without_any_item_is_told_and_a_state_without_powers_is_not() -> None:
    assert set(of(frye(state(can(H.COURT, A.INTERPRET, "law")))).values()) == {SILENT}
    assert frye(state()) == []
