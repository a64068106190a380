"""The President's office beside the First President."""

from __future__ import annotations

from pipeline.index.office_and_person import office_and_person
from pipeline.index.strength import strength
from pipeline.vocabulary import Action, Autonomy, Domain, Holder
from tests.index.states import can, of, state

A, D, H = Action, Domain, Holder
PARDONS = can(H.PRESIDENT, A.PARDON, "pardon", domain=D.HONOURS_CLEMENCY)
DECREES = can(H.PRESIDENT, A.ISSUE, "decree", domain=D.DECREE, autonomy=Autonomy.COUNTERSIGNATURE)
FOR_LIFE = can(H.FIRST_PRESIDENT, A.CHAIR, "security_council", domain=D.DEFENCE_SECURITY)


def test_the_office_is_the_presidents_strength() -> None:
    said = state(PARDONS, DECREES, can(H.COURT, A.INTERPRET, "law"))
    parts = office_and_person(said)
    assert {part.component for part in parts} == {"office"}
    theirs = [part.contribution for part in strength(said) if part.holder is H.PRESIDENT]
    assert [part.contribution for part in parts] == theirs == [0.25, 0.6]


def test_a_power_of_the_person_alone_is_told_beside_the_office() -> None:
    found = office_and_person(state(PARDONS, FOR_LIFE))
    assert {part.holder for part in found} == {H.PRESIDENT}
    assert of(found) == {"office": (0.25, ""), "person": (0.75, "person_alone")}


def test_a_power_that_both_have_counts_for_the_office() -> None:
    too = can(H.FIRST_PRESIDENT, A.PARDON, "pardon", domain=D.HONOURS_CLEMENCY)
    parts = office_and_person(state(PARDONS, too))
    assert of(parts) == {"office": (0.25, ""), "person": (0.0, "office_has_it")}
    assert all(part.power_id for part in parts)
