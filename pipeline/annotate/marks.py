"""What an annotator marks, whatever the tool: words with codes, and lines between them.

An act (the words of an action) is the knot of a power; lines lead from it to its holder, object,
domain and constraints. A mark without a span is a fact that the clause does not say in words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pipeline.errors import InputError
from pipeline.records import Constraint, Power, Reading, Span
from pipeline.vocabulary import Label, Polarity

CODE = re.compile(r"[a-z][a-z0-9_]*")
EMPTY = dict.fromkeys(("holder", "action", "object", "domain"))


class Role(StrEnum):
    """What a mark is in a power."""

    ACTION = "action"
    HOLDER = "holder"
    OBJECT = "object"
    CONSTRAINT = "constraint"
    DOMAIN = "domain"


@dataclass(frozen=True, slots=True)
class Mark:
    """Words with a role and a code; a constraint's code is `type/actor/value`."""

    id: str
    role: Role
    code: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One clause as one annotator left it."""

    label: str
    marks: tuple[Mark, ...]
    links: tuple[tuple[str, str], ...]  # between an act and another mark, by their ids


def sheet_of(reading: Reading) -> Sheet:
    """A reading as marks: acts in the order of its powers, words that powers share marked once."""
    marks: dict[object, Mark] = {}
    links: list[tuple[str, str]] = []

    def mark(key: object, role: Role, code: str, span: Span | None) -> str:
        return marks.setdefault(key, Mark(str(len(marks)), role, code, span)).id

    for k, power in enumerate(reading.powers):
        if power.action is None:
            continue  # a unit repealed in place: the label says it all
        act = mark(k, Role.ACTION, power.action, power.action_span)
        seen: Counter[object] = Counter()
        for role, code, span in _facts(power):
            same = (role, code, span)
            seen[same] += 1
            # Only words can be shared; a fact without words belongs to its own act.
            links.append((act, mark((same, seen[same], span or k), role, code, span)))
    return Sheet(reading.label.value, tuple(marks.values()), tuple(links))


def _facts(power: Power) -> Iterable[tuple[Role, str, Span | None]]:
    if power.holder:
        yield Role.HOLDER, power.holder, power.holder_span
    if power.object:
        yield Role.OBJECT, power.object, power.object_span
    if power.domain:
        yield Role.DOMAIN, power.domain, None
    for limit in power.constraints:
        yield Role.CONSTRAINT, constraint_code(limit), limit.span


def constraint_code(limit: Constraint) -> str:
    """Type, actor and value in one word, without what is empty at the end.

    >>> from pipeline.vocabulary import ConstraintType, Holder
    >>> constraint_code(Constraint(ConstraintType.CONSENT, Holder.SENATE))
    'consent/senate'
    >>> constraint_code(Constraint(ConstraintType.TERM, None, "P5Y"))
    'term//P5Y'
    """
    return "/".join((limit.type, limit.actor or "", limit.value or "")).rstrip("/")


def constraint_row(code: str) -> dict[str, str | None]:
    """The other way round.

    >>> constraint_row("term//P5Y")
    {'type': 'term', 'actor': None, 'value': 'P5Y'}
    """
    kind, actor, value = (part.strip() or None for part in f"{code}//".split("/", 2))
    return {"type": kind, "actor": actor, "value": (value or "").rstrip("/") or None}


def power_rows(sheet: Sheet, place: str) -> list[dict[str, Any]]:
    """The powers that the marks tell, as in an annotation; closed lists are not looked at.

    Raises:
        InputError: the clause has no label or one that the marks gainsay; an act has no holder or
            domain, or two; an object's code is none; a mark belongs to no act; a line joins no
            act with something else.
    """
    if not sheet.label:
        raise InputError("the clause has no label", place, "choose one, or skip the task")
    acts = [mark for mark in sheet.marks if mark.role is Role.ACTION]
    if acts and sheet.label == Label.NONE:
        raise InputError(
            f"the clause is labelled none, and {_named(acts[0])} is marked in it",
            place,
            "choose another label, or delete the mark",
        )
    polarity = Polarity.GIVES if sheet.label == Label.GRANT else Polarity.LIMITS
    belonging = _belonging(sheet, place)
    if sheet.label == Label.REMOVE and not acts:
        return [{**EMPTY, "polarity": polarity.value, "constraints": []}]
    return [{**_power(act, belonging[act.id], place), "polarity": polarity.value} for act in acts]


def _power(act: Mark, marks: Sequence[Mark], place: str) -> dict[str, Any]:
    if not act.code:
        raise InputError("an act has no action", place, "choose one")

    def only(role: Role, needed: bool) -> str | None:
        codes = [mark.code for mark in marks if mark.role is role]
        if needed and not codes:
            raise InputError(
                f"{_named(act)} has no {role}",
                place,
                f"choose one, or draw a line from the act to the words of its {role}",
            )
        if len(codes) > 1:
            raise InputError(
                f"{_named(act)} has {len(codes)} {role}s ({', '.join(codes)})",
                place,
                f"mark the act once for each {role}",
            )
        return codes[0] if codes else None

    thing = only(Role.OBJECT, needed=False)
    if thing is not None and not CODE.fullmatch(thing):
        raise InputError(
            f"'{thing}' is no code of an object", place, "write a code such as prime_minister"
        )
    limits = [constraint_row(mark.code) for mark in marks if mark.role is Role.CONSTRAINT]
    if any(limit["type"] is None for limit in limits):
        raise InputError(f"{_named(act)} has a constraint without a type", place, "choose one")
    return {
        "holder": only(Role.HOLDER, needed=True),
        "action": act.code,
        "object": thing,
        "domain": only(Role.DOMAIN, needed=True),
        "constraints": limits,
    }


def _belonging(sheet: Sheet, place: str) -> Mapping[str, list[Mark]]:
    """What belongs to each act, by its id; lines may be drawn either way."""
    marks = {mark.id: mark for mark in sheet.marks}
    found: dict[str, list[Mark]] = {mark.id: [] for mark in sheet.marks if mark.role is Role.ACTION}
    free = {mark.id for mark in sheet.marks} - found.keys()
    for ends in sheet.links:
        strange = [end for end in ends if end not in marks]
        if strange:
            raise InputError(
                f"a line leads to '{strange[0]}', which is no mark", place, "draw it anew"
            )
        act, other = ends if ends[0] in found else (ends[1], ends[0])
        if act not in found or other in found:
            raise InputError(
                f"a line joins {_named(marks[act])} and {_named(marks[other])}",
                place,
                "draw lines from an act to its holder, its object and its constraints only",
            )
        found[act].append(marks[other])
        free.discard(other)
    for mark in sheet.marks:
        if mark.id in free:
            raise InputError(
                f"{_named(mark)} belongs to no act",
                place,
                "draw a line to it from the act, or delete the mark",
            )
    return found


def _named(mark: Mark) -> str:
    return f"the {mark.role} '{mark.code}'"
