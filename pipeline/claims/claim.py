"""A claim of published work, and what must stand in the texts if it is true."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pipeline.vocabulary import Action, Choice, ConstraintType, Domain, Holder, Tier

ANY_ACT = "*"  # a claim on no act: on all texts in force on its day


class Expected(StrEnum):
    """What a claim says of a power."""

    GRANTED = "granted"
    REMOVED = "removed"
    STRENGTHENED = "strengthened"
    WEAKENED = "weakened"
    TRANSFERRED = "transferred"
    UNCHANGED = "unchanged"
    HELD = "held"  # the text of that day has it, whatever stood there before


BY_LIMIT = (Expected.WEAKENED, Expected.STRENGTHENED)  # a limit expected is what changes


class Trend(StrEnum):
    """What a claim says of a score between two days."""

    RISES = "rises"
    FALLS = "falls"
    PEAKS = "peaks"  # nowhere between the two days is it higher than on the day named
    KEEPS = "keeps"  # at least a named part of it is left


@dataclass(frozen=True, slots=True)
class PowerExpectation:
    """A power, and what became of it. Empty fields fit anything.

    Of a power `transferred`, `before` held it and `after` holds it. With a constraint, a power
    `weakened` or `strengthened` is so by that limit, whose value went from `value_from` to
    `value_to` where these are given; any other power expected is one under that limit.
    """

    change: Expected
    holder: Holder
    actions: tuple[Action, ...] = ()
    objects: tuple[str, ...] = ()
    domain: Domain | None = None
    constraint: ConstraintType | None = None
    actor: Holder | None = None
    value: str | None = None
    value_from: str | None = None
    value_to: str | None = None
    before: Holder | None = None
    after: Holder | None = None


@dataclass(frozen=True, slots=True)
class TierExpectation:
    """How the akims of a tier come to office; without a method, that the texts say so at all."""

    tier: Tier
    method: Choice | None = None
    everywhere: bool | None = None


@dataclass(frozen=True, slots=True)
class ScoreExpectation:
    """How a score of the index moves; with a domain, the part of it that this domain adds."""

    scheme: str
    holder: Holder
    trend: Trend
    first: date
    last: date
    domain: Domain | None = None
    peak: date | None = None  # of `peaks`: the last day by which the highest value is reached
    at_least: float | None = None  # of `keeps`: part of the first value, in [0, 1]


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing that must hold if the claim is true, on its own day and act or the claim's."""

    what: PowerExpectation | TierExpectation | ScoreExpectation
    act: str
    date: date


@dataclass(frozen=True, slots=True)
class Claim:
    """What published work says happened. Nothing in it tells what the texts say."""

    claim_id: str
    source: str  # bibliographic
    act: str  # key in the registry, or ANY_ACT
    date: date  # of adoption
    sign: str  # effect on the President's power as stated: +, -, or 0 for none
    text: dict[str, str]  # kaz, rus, eng
    expects: tuple[Expectation, ...]
    untested: dict[str, str]  # what the claim says beyond the texts; kaz, rus, eng, or nothing
