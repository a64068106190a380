"""Lists of powers that a holder has or has not: what the files in lists/ say, and who has what.

An item lists patterns (see `pipeline.index.patterns`): `decides` for powers that are the item
itself, `takes_part` for a part in another's decision, `at_request` for acts of others that the
holder sets going by a proposal or an appeal. Every pattern names its actions, by which the powers
are looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.fields import FieldError, Table, at
from pipeline.index.catalogue import LISTS, items
from pipeline.index.counting import CountedPower
from pipeline.index.patterns import Pattern, load
from pipeline.index.state import Part, State
from pipeline.vocabulary import Action, Holder, Scheme

SILENT, UNKNOWN = "silent", "cannot_tell"  # rules of an item that no power decides
ROLES = ("decides", "takes_part", "at_request")
Worth = Callable[[CountedPower, bool], tuple[float, str]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A pattern with its item, and what a power that fits is to it."""

    item: str
    pattern: Pattern
    role: str  # one of ROLES

    def holders(self, power: CountedPower) -> Iterable[Holder]:
        """Whose item the power is, if it fits."""
        if not self.pattern.matches(power, power.holder):
            return ()
        if self.role != "at_request":
            return (power.holder,)
        return power.requested_by


@dataclass(frozen=True, slots=True)
class Checklist:
    """The items of a list in their order, and its patterns by action."""

    items: tuple[str, ...]
    entries: Mapping[Action, tuple[Entry, ...]]


@cache
def checklist_of(scheme: Scheme) -> Checklist:
    """The list of a scheme.

    Raises:
        InputError: a pattern is wrong, or names no action.
    """
    found = [
        Entry(item["code"], _pattern(scheme, item["code"], table), role)
        for item in items(scheme)
        for role in ROLES
        for table in item.get(role, ())
    ]
    return Checklist(
        tuple(item["code"] for item in items(scheme)),
        {
            action: tuple(entry for entry in found if action in entry.pattern.actions)
            for action in Action
        },
    )


def checked(state: State, checklist: Checklist, worth: Worth) -> list[Part]:
    """Each item of a list for the President, and for every other holder that has any.

    `worth` says what a power that fits is worth, and by which rule; False tells it that the power
    is but a part in another's decision. Of several powers the one of the highest worth decides, the
    first of equals. An item without one is 0 where silence means absence, and cannot be told
    elsewhere. Empty where the state has no power at all.
    """
    found: dict[Holder, dict[str, Part]] = {Holder.PRESIDENT: {}} if state.powers else {}
    for power in state.powers:
        for entry in checklist.entries[power.action] if power.action else ():
            for holder in entry.holders(power):
                value, rule = worth(power, entry.role != "takes_part")
                had = found.setdefault(holder, {})
                if entry.item not in had or (had[entry.item].contribution or 0) < value:
                    had[entry.item] = Part(holder, entry.item, value, power.power_id, rule)
    return [
        had.get(item) or silent(state, holder, item)
        for holder, had in found.items()
        for item in checklist.items
    ]


def silent(state: State, holder: Holder, item: str) -> Part:
    """An item that no power decides."""
    if state.whole:
        return Part(holder, item, 0.0, rule=SILENT)
    return Part(holder, item, None, rule=UNKNOWN)


def _pattern(scheme: Scheme, code: str, table: Table) -> Pattern:
    where = f"{LISTS / scheme}.toml: {code}"
    pattern = load(table, where)
    with at(where):
        if not pattern.actions:
            raise FieldError("a pattern names no action", "add `action`")
    return pattern
