"""What one text lays down for each tier, put together from its statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.records import Reading
from pipeline.tiers.scale import (
    APPOINTED_BY_AKIM,
    APPOINTED_BY_PRESIDENT,
    ELECTED,
    decentralisation,
)
from pipeline.tiers.statements import (
    Mark,
    Mode,
    Naming,
    Said,
    Spoken,
    Statement,
    article_of,
    spoken,
)
from pipeline.vocabulary import Action, Choice, ConstraintType, Holder, Tier


@dataclass(frozen=True, slots=True)
class Rule:
    """How one text has the akims of one tier chosen."""

    choice: Choice
    naming: Naming
    everywhere: bool
    leaves_to: str
    powers: tuple[str, ...]
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextRules:
    """What one text says: a rule a tier, and who may release whom."""

    rules: dict[Tier, Rule]
    releases: tuple[Said, ...]


def text_rules(readings: Iterable[Reading]) -> TextRules:
    """The rules of one text, from the readings of its clauses in their order."""
    found = spoken(readings)
    rules = {tier: rule for tier in Tier if (rule := _rule(found, tier))}
    return TextRules(rules, tuple(found.releases))


def _rule(found: Spoken, tier: Tier) -> Rule | None:
    """The rule for a tier.

    What holds only in a named case, or where no election is held, gives way to the ordinary way. A
    named order beats one left to another act, and units named beat akims in general. A clause that
    repeats a rule without its conditions takes none of them away.
    """
    stated = [each for each in found.statements if each.tier is tier]
    put_off = [m for m in found.marks if m.kind == "put_off" and _concerns(m, tier, stated)]
    held = _in_force(stated, bool(put_off))
    pool = [each for each in held if each.choice is not Choice.OPEN] or held
    if not pool:
        return None
    naming = max((each.naming for each in pool), key=lambda naming: naming.value)
    top = [each for each in pool if each.naming is naming]
    family = _family(top[0].choice)
    ours = [each for each in held if each.choice in family]
    choice = max((s.choice for s in top if s.choice in family), key=decentralisation)
    choice, conditions = _bound(choice, [s for s in found.conditions if s.tier is tier])
    marks = put_off + [
        m
        for m in found.marks
        if m.kind == "partial" and choice in ELECTED and _concerns(m, tier, stated)
    ]
    only_some = any(mark.kind == "partial" for mark in marks)
    powers = [power_id for each in ours for power_id in each.powers]
    clauses = [each.clause_id for each in ours if not each.powers]
    return Rule(
        choice,
        naming,
        not only_some and all(each.choice in family for each in top),
        next((each.leaves_to for each in ours if each.leaves_to), ""),
        _distinct(powers + [each.power_id for each in conditions]),
        _distinct(clauses + [mark.clause_id for mark in marks]),
    )


def _in_force(stated: Sequence[Statement], put_off: bool) -> list[Statement]:
    """The statements that hold, ordinary ones before those for a named case."""
    if put_off:
        stated = [each for each in stated if each.choice not in ELECTED]
    modes = [Mode.ORDINARY, *([Mode.KEPT] if put_off else []), Mode.CASE]
    for mode in modes:
        found = [each for each in stated if each.mode is mode]
        if found:
            return found
    return []


def _family(choice: Choice) -> frozenset[Choice]:
    """The ways that differ only in their conditions."""
    for family in (APPOINTED_BY_PRESIDENT, APPOINTED_BY_AKIM):
        if choice in family:
            return family
    return frozenset({choice})


def _concerns(mark: Mark, tier: Tier, stated: Iterable[Statement]) -> bool:
    """Whether a mark is about the elections that the text has for a tier."""
    if mark.tiers and tier not in mark.tiers:
        return False
    return any(
        each.choice in ELECTED and mark.article in ("", article_of(each.clause_id))
        for each in stated
    )


def _bound(choice: Choice, conditions: Iterable[Said]) -> tuple[Choice, list[Said]]:
    """The choice with the conditions that other clauses of the text put on it."""
    family = _family(choice)
    told = [(said, way) for said in conditions if (way := _condition(said, family))]
    choice = max([choice, *(way for _, way in told)], key=decentralisation)
    return choice, [said for said, way in told if way is choice]


def _condition(said: Said, family: frozenset[Choice]) -> Choice | None:
    """The way that a consent or a nomination makes of an appointment."""
    power = said.power
    types = {each.type for each in power.constraints}
    consent = power.action is Action.CONSENT
    if family is APPOINTED_BY_PRESIDENT:
        own = power.holder is Holder.PRESIDENT
        if own and ConstraintType.NOMINEE_LIST in types:
            return Choice.PRESIDENT_WITH_VOTE
        if consent or (own and ConstraintType.CONSENT in types):
            return Choice.PRESIDENT_WITH_CONSENT
        nominated = power.action is Action.NOMINATE and not own
        return Choice.PRESIDENT_ON_NOMINATION if nominated else None
    if family is APPOINTED_BY_AKIM:
        own = power.holder is Holder.AKIM and power.action is Action.NOMINATE
        if consent or (own and ConstraintType.CONSENT in types):
            return Choice.AKIM_WITH_CONSENT
    return None


def _distinct(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
