"""Discretion: how much is delegated to a holder, less how far it is bound.

discretion(h) = delegation(h) x (1 - constraint(h))

Epstein and O'Halloran (1999, chapter 5) and Franchino (2007) take the delegation ratio of a statute
for its provisions that delegate over all its provisions, and the constraint ratio for the
categories of constraint that it uses over all categories that there are. Here a power stands for a
provision, the texts in force for the statute, and the codebook's constraint types for the
categories. Unit: part of one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.index.counting import CountedPower
from pipeline.index.state import Part, State
from pipeline.vocabulary import ConstraintType, Holder


def discretion(state: State) -> list[Part]:
    """As published: each category that binds any power of the holder counts once."""
    return _discretion(state, categories_used)


def discretion_by_power(state: State) -> list[Part]:
    """The same with the part of the holder's powers that any constraint binds.

    The published ratio grows with the number of powers, for more powers meet more categories; this
    one does not.
    """
    return _discretion(state, powers_bound)


def categories_used(powers: Sequence[CountedPower]) -> float:
    """Constraint types that bind at least one of the powers, over all types."""
    used = {limit.type for power in powers for limit in power.constraints}
    return len(used) / len(ConstraintType)


def powers_bound(powers: Sequence[CountedPower]) -> float:
    """The part of the powers that at least one constraint binds."""
    return sum(bool(power.constraints) for power in powers) / len(powers)


def _discretion(state: State, ratio: Callable[[Sequence[CountedPower]], float]) -> list[Part]:
    by_holder: dict[Holder, list[CountedPower]] = {}
    for power in state.powers:
        by_holder.setdefault(power.holder, []).append(power)
    return [
        Part(holder, power.domain, (1 - constraint) / len(state.powers), power.power_id)
        for holder, powers in by_holder.items()
        for constraint in [ratio(powers)]
        for power in powers
    ]
