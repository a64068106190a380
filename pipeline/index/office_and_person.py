"""The powers of the President's office beside those of a named person."""

from __future__ import annotations

from dataclasses import replace

from pipeline.index.counting import CountedPower
from pipeline.index.state import Part, State
from pipeline.index.strength import strength
from pipeline.vocabulary import Holder

OFFICE, PERSON = "office", "person"


def office_and_person(state: State) -> list[Part]:
    """The strength of the President with that of the First President, in two components.

    office = strength(president)
    person = strength of the first president's powers that the office has not

    Not taken from the literature. A power that both have adds nothing to what they could do
    together: it counts for the office and stands under the person with 0. Where no text in force
    gives the person a power, the component is absent. Unit: free powers of full weight.
    """
    of_office = {_kind(power) for power in state.powers if power.holder is Holder.PRESIDENT}
    parts = []
    for power, part in zip(state.powers, strength(state), strict=True):
        if power.holder is Holder.PRESIDENT:
            parts.append(replace(part, component=OFFICE))
        elif power.holder is Holder.FIRST_PRESIDENT:
            both = _kind(power) in of_office
            parts.append(
                replace(
                    part,
                    holder=Holder.PRESIDENT,
                    component=PERSON,
                    contribution=0.0 if both else part.contribution,
                    rule="office_has_it" if both else "person_alone",
                )
            )
    return parts


def _kind(power: CountedPower) -> tuple[object, ...]:
    return power.action, power.object, power.domain
