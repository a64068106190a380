"""The powers in force in a segment, each counted once however often it is stated.

Two statements are the same power when holder, action, object and domain are the same. Texts say
many powers twice, in the constitution and in a law or in two articles, and a second statement
gives nothing new; it may bind, though. So a power is as free as its strictest statement, and
every limiting reading of the same holder, action and object binds it too. Only a ground is no bond
where another statement gives the power without one: "may dissolve" and "may dissolve if ..." are
free dissolution.

Not counted: readings that only limit, readings whose holder or domain is unknown, and powers in a
domain of weight zero (by the codebook `residual`, "other powers under the law").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.index.weights import Weights
from pipeline.records import Constraint, Power
from pipeline.vocabulary import Action, Autonomy, ConstraintType, Domain, Holder, Polarity

Statement = tuple[str, str, Power]  # power_id, clause_id, what was read
_LADDER = {level: place for place, level in enumerate(Autonomy)}
_GROUND = ConstraintType.TRIGGER
_REQUESTS = (ConstraintType.PROPOSAL, _GROUND)
_Target = tuple[Holder | None, Action | None, str | None]


@dataclass(frozen=True, slots=True)
class CountedPower:
    """One power in force, with every place that states or limits it."""

    holder: Holder
    action: Action | None
    object: str | None
    domain: Domain
    autonomy: Autonomy  # the strictest over its statements and its limits
    constraints: tuple[Constraint, ...]  # that bind it, each once, without spans
    statements: tuple[str, ...]  # power_ids, by version, then by place in the document
    limits: tuple[str, ...]  # power_ids of the limiting readings, in the same order
    requested_by: tuple[Holder, ...] = ()  # on whose proposal or appeal it may be used

    @property
    def power_id(self) -> str:
        """The first statement, which stands for the power."""
        return self.statements[0]


def powers_in_force(
    version_ids: Iterable[str], powers: Mapping[str, Sequence[Statement]], weights: Weights
) -> list[CountedPower]:
    """Count the powers that the texts in force state.

    Args:
        version_ids: the texts in force, the highest first.
        powers: what was read in each version, in the order of the document. A version that is
            missing states no power.
        weights: decides which of two levels of autonomy is stricter, the lower value, and which
            domains count.

    Returns:
        One record a power, in the order of the first statements.
    """
    stated: dict[tuple[Holder, Action | None, str | None, Domain], list[Statement]] = {}
    limiting: dict[_Target, list[Statement]] = {}
    for version_id in version_ids:
        for statement in powers.get(version_id, ()):
            power = statement[2]
            if power.polarity is Polarity.LIMITS:
                limiting.setdefault(_target(power), []).append(statement)
            elif power.holder and power.domain and weights.domain[power.domain]:
                key = (power.holder, power.action, power.object, power.domain)
                stated.setdefault(key, []).append(statement)
    counted = []
    for (holder, action, thing, domain), statements in stated.items():
        limits = limiting.get((holder, action, thing), [])
        counted.append(
            CountedPower(
                holder=holder,
                action=action,
                object=thing,
                domain=domain,
                autonomy=_strictest([*statements, *limits], weights),
                constraints=_constraints(statements, limits),
                statements=tuple(power_id for power_id, _, _ in statements),
                limits=tuple(power_id for power_id, _, _ in limits),
                requested_by=_applicants([*statements, *limits]),
            )
        )
    return counted


def _target(power: Power) -> _Target:
    return power.holder, power.action, power.object


def _constraints(
    statements: Sequence[Statement], limits: Sequence[Statement]
) -> tuple[Constraint, ...]:
    """What binds the power.

    A ground for its use, unlike a consent, opens a power as well as it binds it: grounds bind only
    where no statement gives the power without one.
    """
    freely = any(_GROUND not in _types(power) for _, _, power in statements)
    found = [
        limit
        for _, _, power in statements
        for limit in power.constraints
        if not (freely and limit.type is _GROUND)
    ]
    found += [limit for _, _, power in limits for limit in power.constraints]
    return tuple(dict.fromkeys(Constraint(one.type, one.actor, one.value) for one in found))


def _applicants(statements: Iterable[Statement]) -> tuple[Holder, ...]:
    found = (limit for _, _, power in statements for limit in power.constraints)
    return tuple(dict.fromkeys(one.actor for one in found if one.type in _REQUESTS and one.actor))


def _types(power: Power) -> set[ConstraintType]:
    return {limit.type for limit in power.constraints}


def _strictest(statements: Iterable[Statement], weights: Weights) -> Autonomy:
    """The level of the lowest value; of equal values, the one further down the ladder."""
    levels = {power.autonomy for _, _, power in statements}
    return min(levels, key=lambda level: (weights.autonomy[level], -_LADDER[level]))
