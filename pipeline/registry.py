"""The registry of acts, `corpus/acts.toml`: the legal works and how they hang together.

The head of that file explains its fields. What contradicts itself is refused when it is loaded.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.fields import FieldError, at, listed, optional, read_toml, typed
from pipeline.records import Act, EffectiveFor

DEFAULT = Path(__file__).parent.parent / "corpus" / "acts.toml"
_LANGUAGES = ("kaz", "rus", "eng")
_SERIES = ("", "official", "restated")
_KEY = re.compile(r"[a-z0-9][a-z0-9-]*")  # what is no key names an act by its requisites

Words = dict[str, str]  # by language
Fault = tuple[str, str]  # what is wrong, what to do


def load(path: Path = DEFAULT) -> dict[str, Act]:
    """All acts by key.

    Raises:
        InputError: the file is missing or no TOML, an entry lacks a field or has one of the wrong
            type, an act refers to one that is not there, or dates, amendments or successions
            contradict each other.
    """
    document = read_toml(path, "--registry")
    with at(str(path)):
        entries = typed(document, "acts", dict)
        named = optional(document, "conditions", dict) or {}
    conditions, acts = {}, {}
    for key in named:
        with at(f"{path}, [conditions.{key}]"):
            conditions[key] = _words(typed(named, key, dict))
    for key in entries:
        with at(f"{path}, [acts.{key}]"):
            acts[key] = _act(key, typed(entries, key, dict), conditions)
    for act in acts.values():
        for what, remedy in _faults(act, acts):
            raise InputError(what, f"{path}, [acts.{act.key}]", remedy)
    for what, remedy in (*_circles(acts), *_twins(acts)):
        raise InputError(what, path, remedy)
    return acts


def successions(acts: Mapping[str, Act]) -> list[tuple[str, str]]:
    """Which act took the place of which: (older, newer), each pair once, in order of time.

    An act may take the place of several and be followed by several. Pairs with one newer act belong
    together: its text is to be held against those of all the older ones at once.
    """
    pairs = {(act.succeeds, act.key) for act in acts.values() if act.succeeds}
    pairs |= {(act.key, act.ended_by) for act in acts.values() if act.ended_by}
    return sorted(pairs, key=lambda pair: (acts[pair[0]].ended or date.max, pair))


# -- reading -------------------------------------------------------------------------------------


def _act(key: str, entry: dict[str, Any], conditions: Mapping[str, Words]) -> Act:
    made_by = optional(entry, "amended_by", dict) or {}
    return Act(
        key=key,
        kind=typed(entry, "kind", str),
        title=_words(typed(entry, "title", dict)),
        adopted=typed(entry, "adopted", date),
        number=optional(entry, "number", str),
        code=optional(entry, "code", str),
        databank=optional(entry, "databank", int),
        in_force=optional(entry, "in_force", date),
        ended=optional(entry, "ended", date),
        amends=listed(entry, "amends", str),
        succeeds=optional(entry, "succeeds", str),
        amended_on=listed(entry, "amended_on", date),
        ended_by=optional(entry, "ended_by", str),
        amended_by={_day(text): typed(made_by, text, str) for text in made_by},
        commences=_condition(entry, "commences", conditions),
        expires=_condition(entry, "expires", conditions),
        indexed=optional(entry, "index", bool) is not False,
        effective=tuple(_effective(each, conditions) for each in listed(entry, "effective", dict)),
    )


def _effective(entry: dict[str, Any], conditions: Mapping[str, Words]) -> EffectiveFor:
    series = optional(entry, "series", str) or ""
    if series not in _SERIES:
        raise FieldError(f"`series` is {series!r}", "write official or restated, or leave it out")
    return EffectiveFor(
        version=typed(entry, "version", date),
        eids=listed(entry, "eids", str),
        condition=_condition(entry, "for", conditions),
        start=optional(entry, "from", date),
        until=optional(entry, "until", date),
        said_in=optional(entry, "said_in", str) or "",
        series=series,
    )


def _condition(entry: dict[str, Any], field: str, conditions: Mapping[str, Words]) -> Words:
    name = optional(entry, field, str)
    if name and name not in conditions:
        raise FieldError(
            f"`{field}` is {name!r}, and there is no [conditions.{name}]",
            "add it or correct the name",
        )
    return conditions[name] if name else {}


def _words(entry: dict[str, Any]) -> Words:
    return {language: typed(entry, language, str) for language in _LANGUAGES}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise FieldError(
            f"`amended_by` has {text!r}, which is no date", "write it as 2001-02-03"
        ) from None


# -- checking ------------------------------------------------------------------------------------


def _faults(act: Act, acts: Mapping[str, Act]) -> Iterator[Fault]:
    """What contradicts itself within one act."""
    yield from _references(act, acts)
    yield from _life(act)
    yield from _amendments(act, acts)
    yield from _effects(act)


def _references(act: Act, acts: Mapping[str, Act]) -> Iterator[Fault]:
    makers = [by for by in act.amended_by.values() if _KEY.fullmatch(by)]
    successors = [key for key in (act.succeeds, act.ended_by) if key]
    for other in (*act.amends, *makers, *successors):
        if other not in acts:
            yield f"it refers to '{other}', which is not there", f"add [acts.{other}] or correct it"
    if act.key in (*act.amends, *makers):
        yield "the act amends itself", "name the act that amends, or leave the field out"
    if act.key in successors:
        yield "the act succeeds itself", "name another act in `succeeds` and `ended_by`"
    for other in _repeated(act.amends):
        yield f"`amends` names '{other}' twice", "name it once"


def _life(act: Act) -> Iterator[Fault]:
    if act.in_force and act.in_force < act.adopted:
        yield (
            f"it is in force on {act.in_force}, before its adoption on {act.adopted}",
            "correct one of the two days",
        )
    begins = act.in_force or act.adopted
    if act.ended and act.ended <= begins:
        yield f"it ended on {act.ended}, but begins on {begins}", "correct one of the two days"
    if act.ended_by and not act.ended:
        yield f"'{act.ended_by}' ended it on no day", "add `ended`, or leave `ended_by` out"


def _amendments(act: Act, acts: Mapping[str, Act]) -> Iterator[Fault]:
    for day in _repeated(act.amended_on):
        yield f"`amended_on` has {day} twice", "name each day once"
    for earlier, later in pairwise(act.amended_on):
        if later < earlier:
            yield f"`amended_on` has {later} after {earlier}", "put the days in order of time"
    for day in act.amended_on:
        if day <= act.adopted or (act.ended and day >= act.ended):
            ends = f" and before its end on {act.ended}" if act.ended else ""
            yield (
                f"`amended_on` has {day}, which is not after its adoption on {act.adopted}{ends}",
                "correct the day",
            )
    for day, by in act.amended_by.items():
        if day not in act.amended_on:
            yield f"`amended_by` has {day}, which `amended_on` has not", "add it there"
        if by in acts and acts[by].adopted > day:
            yield (
                f"'{by}' changed the text on {day}, before its own adoption on {acts[by].adopted}",
                "correct one of the two days",
            )


def _effects(act: Act) -> Iterator[Fault]:
    for each in act.effective:
        place = f"`effective` of {each.version}"
        if each.version not in (act.adopted, act.in_force, *act.amended_on):
            yield f"{place}: no text took effect on that day", "name a day of a version"
        if not each.eids:
            yield f"{place}: `eids` names no unit", "name the units that it is about"
        if not (each.condition or each.start):
            yield f"{place}: neither `for` nor `from` is said", "say for whom or from when"
        for day in (each.start, each.until):
            if day and day <= each.version:
                yield f"{place}: {day} is not after its version", "correct one of the two days"


def _circles(acts: Mapping[str, Act]) -> Iterator[Fault]:
    """Acts of which each takes the place of the next."""
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for older, newer in successions(acts):
        sorter.add(newer, older)
    try:
        sorter.prepare()
    except CycleError as error:
        yield f"succession runs in a circle: {' -> '.join(error.args[1])}", "correct one of them"


def _twins(acts: Mapping[str, Act]) -> Iterator[Fault]:
    """Two entries for one legal work, as when an amending act was registered before."""
    names = {
        act.key: {act.code, act.number and f"{act.kind} {act.number} of {act.adopted}"}
        for act in acts.values()
    }
    for name in _repeated(name for each in names.values() for name in each if name):
        keys = " and ".join(key for key, each in names.items() if name in each)
        yield f"{keys} are one act, {name}", "keep one of them"


def _repeated(values: Any) -> list[Any]:
    return [value for value, times in Counter(values).items() if times > 1]
