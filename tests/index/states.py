"""Small states for the tests of schemes that look for certain powers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.index.counting import powers_in_force
from pipeline.index.state import Part, State
from pipeline.records import Constraint, Power
from pipeline.vocabulary import Action, Autonomy, ConstraintType, Domain, Holder
from tests.index.makers import WEIGHTS, power, stated, text

PRESIDENT = Holder.PRESIDENT


def can(
    holder: Holder,
    action: Action,
    thing: str | None,
    *limits: str,
    domain: Domain = Domain.APPOINTMENT,
    autonomy: Autonomy = Autonomy.ALONE,
) -> Power:
    """A power; each limit is `type` or `type:actor`."""
    found = power(holder, action, thing, domain=domain, autonomy=autonomy)
    return replace(found, constraints=tuple(_constraint(limit) for limit in limits))


def state(*said: Power, whole: bool = True) -> State:
    """The state of one text that says these powers."""
    version = text("c")
    read = {version.version_id: stated(version, said)}
    return State(tuple(powers_in_force(read, read, WEIGHTS)), WEIGHTS, whole)


def of(parts: Iterable[Part], holder: Holder = PRESIDENT) -> dict[str, tuple[float | None, str]]:
    """Component to contribution and rule, of one holder."""
    return {
        part.component: (part.contribution, part.rule) for part in parts if part.holder is holder
    }


def _constraint(limit: str) -> Constraint:
    kind, _, actor = limit.partition(":")
    return Constraint(ConstraintType(kind), Holder(actor) if actor else None)
