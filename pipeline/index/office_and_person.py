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

    Not taken from the literature. A power that both have adds nothing to what one who is both could
    do: it counts for the office and stands under the person with 0. Where no text in force gives the
    person a power, the component is absent. Unit: free powers of full weight.
    """
    powers = {power.power_id: power for power in state.powers}
    theirs = {
        _kind(power): power for power in state.powers if power.holder is Holder.PRESIDENT
    }
    parts = []
    for part in strength(state):
        if part.holder is Holder.PRESIDENT:
            parts.append(replace(part, component=OFFICE))
        elif part.holder is Holder.FIRST_PRESIDENT:
            shared = _kind(powers[part.power_id]) in theirs
            parts.append(
                replace(
                    part,
                    holder=Holder.PRESIDENT,
                    component=PERSON,
                    contribution=0.0 if shared else part.contribution,
                    rule="office_has_it" if shared else "person_alone",
                )
            )
    return parts


def _kind(power: CountedPower) -> tuple[object, ...]:
    return power.action, power.object, power.domain
