"""How free a holder is: the codebook's ladder, the strictest rung present wins."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.records import Constraint
from pipeline.vocabulary import Action, Autonomy, ConstraintType

RUNGS = {
    ConstraintType.CONSULTATION: Autonomy.CONSULTATION,
    ConstraintType.PROPOSAL: Autonomy.PROPOSAL,
    ConstraintType.NOMINEE_LIST: Autonomy.NOMINEE_LIST,
    ConstraintType.COUNTERSIGNATURE: Autonomy.COUNTERSIGNATURE,
    ConstraintType.CONSENT: Autonomy.CONSENT,
}
TAKES_PART = {Action.NOMINATE, Action.PROPOSE, Action.CONSULT}
QUALIFIED = {"two_thirds", "three_quarters", "three_fifths", "four_fifths"}
LADDER = tuple(Autonomy)


def autonomy(action: Action | None, constraints: Iterable[Constraint]) -> Autonomy:
    """The autonomy of a power from its own constraints.

    A clause alone cannot show that a refused holder may dissolve the refuser, so
    `consent_breakable` is never the answer here.

    >>> autonomy(Action.APPOINT, [Constraint(ConstraintType.CONSENT)])
    <Autonomy.CONSENT: 'consent'>
    """
    reached = [_rung(action, constraint) for constraint in constraints]
    return max(reached, key=LADDER.index, default=Autonomy.ALONE)


def _rung(action: Action | None, constraint: Constraint) -> Autonomy:
    if constraint.type is ConstraintType.CONSENT:
        if action in TAKES_PART:
            return Autonomy.SHARED
        if constraint.value in QUALIFIED:
            return Autonomy.CONSENT_QUALIFIED
    return RUNGS.get(constraint.type, Autonomy.ALONE)
