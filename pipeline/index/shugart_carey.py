"""The powers of presidents after Shugart and Carey (1992, chapter 8): ten dimensions, each 0 to 4.

The six legislative and the four other dimensions are two schemes, as the authors keep them apart.
What makes a value is data: lists/shugart_carey_*.toml has the rules of each dimension in order, and
the first that fits decides. A rule fits by powers that are there, which any text can show, or also
by powers that are not there, which only a whole text can.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.fields import FieldError, Table, at, listed, read_toml, typed
from pipeline.index import patterns
from pipeline.index.catalogue import LISTS
from pipeline.index.checklist import SILENT, UNKNOWN
from pipeline.index.counting import CountedPower
from pipeline.index.patterns import Pattern
from pipeline.index.state import Part, State
from pipeline.vocabulary import Action, Holder, Scheme

TOP = 4  # of the scale of a dimension
_DIMENSION = {"code", "kaz", "rus", "eng", "maximum", "silent", "silence", "rule"}
_RULE = {"name", "value", "reason", "power", "beside", "unless"}


@dataclass(frozen=True, slots=True)
class Rule:
    """When a dimension has a value."""

    name: str
    value: int
    power: tuple[Pattern, ...]  # the first that any power fits finds the one that decides
    beside: tuple[Pattern, ...]  # in the same way another that must be there, if any are given
    unless: tuple[Pattern, ...]  # no power may fit any of these

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """All of them."""
        return self.power + self.beside + self.unless


@dataclass(frozen=True, slots=True)
class Dimension:
    """One of the ten: its rules in order, and what a whole text without any of them means."""

    code: str
    rules: tuple[Rule, ...]
    silent: int
    actions: frozenset[Action]  # of all its patterns: no other power matters


def legislative(state: State) -> list[Part]:
    """The President's powers over lawmaking: the sum of six dimensions, 0 to 24 points.

    The power that decides a dimension contributes its value, others that the rule rests on 0. A
    part without a power is a text's silence, and None is its contribution where the texts at hand
    cannot tell. Empty where the state has no power at all.
    """
    return coded(state, dimensions(LISTS / f"{Scheme.LEGISLATIVE}.toml"), Holder.PRESIDENT)


def non_legislative(state: State) -> list[Part]:
    """The President's powers over cabinet and assembly: four dimensions, 0 to 16 points."""
    return coded(state, dimensions(LISTS / f"{Scheme.NON_LEGISLATIVE}.toml"), Holder.PRESIDENT)


def coded(state: State, found: Iterable[Dimension], holder: Holder) -> list[Part]:
    """The parts of each dimension for a holder, see `legislative`."""
    return [part for one in found if state.powers for part in _coded(state, one, holder)]


@cache
def dimensions(path: Path) -> tuple[Dimension, ...]:
    """The dimensions of a file of lists/.

    Raises:
        InputError: a field is missing, unknown or of the wrong type, a code is unknown, a value is
            above the maximum, or two dimensions or two rules of one have the same name.
    """
    document = read_toml(path, "--scheme")
    with at(str(path)):
        typed(document, "item", list)
        tables = listed(document, "item", dict)
        _differ((table.get("code") for table in tables), "code")
    return tuple(_dimension(table, f"{path}: {table.get('code')}") for table in tables)


def _coded(state: State, dimension: Dimension, holder: Holder) -> list[Part]:
    powers = [power for power in state.powers if power.action in dimension.actions]

    def first(wanted: tuple[Pattern, ...]) -> CountedPower | None:
        fits = (power for one in wanted for power in powers if one.matches(power, holder))
        return next(fits, None)

    for rule in dimension.rules:
        power, beside = first(rule.power), first(rule.beside)
        if not power or (rule.beside and not beside) or first(rule.unless):
            continue
        if rule.unless and not state.whole:
            return [Part(holder, dimension.code, None, rule=UNKNOWN)]
        parts = [Part(holder, dimension.code, float(rule.value), power.power_id, rule.name)]
        if beside and beside is not power:
            parts.append(Part(holder, dimension.code, 0.0, beside.power_id, rule.name))
        return parts
    if state.whole:
        return [Part(holder, dimension.code, float(dimension.silent), rule=SILENT)]
    return [Part(holder, dimension.code, None, rule=UNKNOWN)]


def _dimension(table: Table, where: str) -> Dimension:
    with at(where):
        _known(table, _DIMENSION)
        for field in ("code", "kaz", "rus", "eng", "silence"):
            typed(table, field, str)
        maximum = _value(table, "maximum", TOP)
        silent = _value(table, "silent", maximum)
        tables = listed(table, "rule", dict)
        _differ((rule.get("name") for rule in tables), "name")
    rules = tuple(_rule(rule, f"{where}, {rule.get('name')}", maximum) for rule in tables)
    actions = (pattern.actions for rule in rules for pattern in rule.patterns)
    return Dimension(table["code"], rules, silent, frozenset().union(*actions))


def _rule(table: Table, where: str, maximum: int) -> Rule:
    with at(where):
        _known(table, _RULE)
        typed(table, "reason", str)
        typed(table, "power", list)
        power, beside, unless = (
            tuple(_pattern(one, where) for one in listed(table, field, dict))
            for field in ("power", "beside", "unless")
        )
        if not power:
            raise FieldError("the rule has no `power`", "add a pattern")
        return Rule(
            name=typed(table, "name", str),
            value=_value(table, "value", maximum),
            power=power,
            beside=beside,
            unless=unless,
        )


def _pattern(table: Table, where: str) -> Pattern:
    pattern = patterns.load(table, where)
    if not pattern.actions:
        raise FieldError("a pattern names no action", "add `action`")
    return pattern


def _value(table: Table, field: str, maximum: int) -> int:
    value = table.get(field)
    if type(value) is not int or not 0 <= value <= maximum:
        raise FieldError(f"`{field}` is {value!r}", f"give a whole number from 0 to {maximum}")
    return value


def _known(table: Table, fields: set[str]) -> None:
    for field in table:
        if field not in fields:
            raise FieldError(
                f"there is no field `{field}` here", f"use {', '.join(sorted(fields))}"
            )


def _differ(names: Iterable[object], field: str) -> None:
    seen = list(names)
    for name in seen:
        if seen.count(name) > 1:
            raise FieldError(f"two have the {field} '{name}'", f"give each a {field} of its own")
