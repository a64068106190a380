"""Patterns of powers, by which the files in lists/ say which powers decide an item.

A pattern is a TOML table. Each key has a code or a list of codes, of which one must hold; a key
that is left out allows anything:

    holder = "assembly"            # a code of the codebook or one of the words below
    action = ["appoint", "form"]
    object = ["prime_minister", "none"]  # "none": the words name no object
    domain = "government_formation"
    autonomy = "alone"
    constraint = ["consent:parliament", "majority=two_thirds"]  # type, type:actor, type=value
    without = "proposal"           # a constraint that may not be there

Holders and actors may also be `self`, the holder that is scored, `other`, any other holder, or
`assembly`, every body that makes the country's laws.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TypeVar

from pipeline.fields import FieldError, Table, at
from pipeline.index.counting import CountedPower
from pipeline.records import Constraint
from pipeline.vocabulary import Action, Autonomy, ConstraintType, Domain, Holder, Tier

SELF, OTHER, ASSEMBLY = "self", "other", "assembly"
ASSEMBLIES = frozenset(
    {Holder.PARLIAMENT, Holder.SENATE, Holder.MAZHILIS, Holder.KURULTAI, Holder.SUPREME_SOVIET}
)
NO_OBJECT = "none"
_POWERS = Path(__file__).parents[1] / "powers"
_FIELDS = ("holder", "action", "object", "domain", "autonomy", "constraint", "without")
_VALUES = (
    "simple", "absolute", "two_thirds", "three_quarters", "four_fifths", "one_fifth", "one_third",
)  # fmt: skip
_COUNTED = re.compile(r"\d+|PT?\d+[YMWDH]")  # a number of times, a duration
_Code = TypeVar("_Code", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Limit:
    """What a constraint must be; empty where anything will do."""

    type: ConstraintType
    actors: frozenset[str] = frozenset()
    value: str = ""

    def matches(self, constraint: Constraint, holder: Holder) -> bool:
        """Whether a constraint on a power is this one, `holder` being scored."""
        return (
            constraint.type is self.type
            and (not self.actors or _named(constraint.actor, self.actors, holder))
            and (not self.value or self.value == constraint.value)
        )


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a power must be; an empty field allows anything."""

    holders: frozenset[str] = frozenset()
    actions: frozenset[Action] = frozenset()
    objects: frozenset[str | None] = frozenset()
    domains: frozenset[Domain] = frozenset()
    autonomy: frozenset[Autonomy] = frozenset()
    constraints: tuple[Limit, ...] = ()  # one of these must bind the power
    without: tuple[Limit, ...] = ()  # none of these may

    def matches(self, power: CountedPower, holder: Holder) -> bool:
        """Whether a power is such a one, `holder` being scored."""
        return (
            (not self.actions or power.action in self.actions)
            and (not self.objects or power.object in self.objects)
            and (not self.domains or power.domain in self.domains)
            and (not self.holders or _named(power.holder, self.holders, holder))
            and (not self.autonomy or power.autonomy in self.autonomy)
            and (not self.constraints or _bound(power, self.constraints, holder))
            and (not self.without or not _bound(power, self.without, holder))
        )


def load(table: Table, where: str) -> Pattern:
    """The pattern that a table states.

    Args:
        table: the keys of this module's head.
        where: file and item, for what is wrong.

    Raises:
        InputError: the table is empty, or a key or a code is unknown.
    """
    with at(where):
        for field in table:
            if field not in _FIELDS:
                raise FieldError(f"a pattern has no `{field}`", f"use {', '.join(_FIELDS)} alone")
        if not table:
            raise FieldError("an empty pattern matches every power", f"give one of {_FIELDS}")
        return Pattern(
            holders=_holders(_words(table, "holder"), "holder"),
            actions=frozenset(_code(word, "action", Action) for word in _words(table, "action")),
            objects=frozenset(_object(word) for word in _words(table, "object")),
            domains=frozenset(_code(word, "domain", Domain) for word in _words(table, "domain")),
            autonomy=frozenset(
                _code(word, "autonomy", Autonomy) for word in _words(table, "autonomy")
            ),
            constraints=tuple(_limit(word, "constraint") for word in _words(table, "constraint")),
            without=tuple(_limit(word, "without") for word in _words(table, "without")),
        )


@cache
def object_codes() -> frozenset[str]:
    """Every code of an object that the reader may give a power."""
    things = tomllib.loads((_POWERS / "objects.toml").read_text(encoding="utf8"))
    acts = tomllib.loads((_POWERS / "actions.toml").read_text(encoding="utf8"))["action"]
    codes = {row["code"] for row in things["object"]} - {"", "-"}
    for row in things["object"]:
        offices = row.get("offices")
        if offices is not None:
            names = (head["name"] for head in things["head"])
            codes |= {offices.get(name, f"{row['code']}_{name}") for name in names}
    codes |= {row["object"] for row in acts if "object" in row}
    return frozenset(codes | {f"akim_{tier}" for tier in Tier})


def _named(found: Holder | None, names: frozenset[str], scored: Holder) -> bool:
    return found in names or (SELF if found is scored else OTHER) in names


def _bound(power: CountedPower, limits: Iterable[Limit], holder: Holder) -> bool:
    return any(limit.matches(one, holder) for limit in limits for one in power.constraints)


def _limit(word: str, field: str) -> Limit:
    """`consent:parliament=two_thirds`: a type, an actor, a value; the last two may be left out."""
    named, _, value = word.partition("=")
    kind, _, actor = named.partition(":")
    if value and value not in _VALUES and not _COUNTED.fullmatch(value):
        raise FieldError(
            f"`{field}` has the value '{value}'", f"use {', '.join(_VALUES)}, a number or P5Y"
        )
    return Limit(
        type=_code(kind, field, ConstraintType),
        actors=_holders([actor] if actor else [], field),
        value=value,
    )


def _holders(words: Iterable[str], field: str) -> frozenset[str]:
    found: set[str] = set()
    for word in words:
        if word == ASSEMBLY:
            found |= ASSEMBLIES
        else:
            found.add(word if word in (SELF, OTHER) else _code(word, field, Holder))
    return frozenset(found)


def _object(word: str) -> str | None:
    if word == NO_OBJECT:
        return None
    if word not in object_codes():
        raise FieldError(
            f"`object` is '{word}', which is no code",
            "use a code of pipeline/powers/objects.toml, or none",
        )
    return word


def _words(table: Table, field: str) -> list[str]:
    """The codes of a key that has one or a list; none where it is left out."""
    if field not in table:
        return []
    found = table[field] if isinstance(table[field], list) else [table[field]]
    if not found or not all(isinstance(word, str) and word for word in found):
        raise FieldError(f"`{field}` is {table[field]!r}", "give a code or a list of codes")
    return found


def _code(word: str, field: str, codes: type[_Code]) -> _Code:
    if word not in list(codes):
        raise FieldError(
            f"`{field}` is '{word}', which is no code", f"use one of {', '.join(codes)}"
        )
    return codes(word)
