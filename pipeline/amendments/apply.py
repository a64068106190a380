"""Instructions carried out on the units of a version, each with what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from pipeline.amendments import words
from pipeline.amendments.conflicts import conflicts
from pipeline.amendments.places import Spot, places, stands
from pipeline.amendments.records import Instruction, Kind, Outcome, Part, Place, Result
from pipeline.amendments.references import NEXT
from pipeline.amendments.texts import Texts, UnitText, make_room, resolve, scope, texts_of
from pipeline.errors import InputError
from pipeline.parse import Parsed

# Numbers change after the edits, which name the old ones, and before units are added.
_ORDER = {Kind.RENUMBER_UNIT: 1, Kind.ADD_UNIT: 2}
_END = UnitText("", repealed=True)


@dataclass(frozen=True, slots=True)
class Applied:
    """The units after an amending act, and what became of each instruction, in their order."""

    units: dict[str, UnitText]
    results: tuple[Result, ...]


class _RefusedError(Exception):
    def __init__(self, outcome: Outcome, why: str = "") -> None:
        super().__init__(why)
        self.outcome, self.why = outcome, why


def apply(instructions: Sequence[Instruction], older: Parsed | Texts) -> Applied:
    """Carry out the instructions of one amending act.

    What does not fit is left undone and told; everything else is done. A unit that is excluded
    stays, empty and repealed, as the published texts show it; its own units go.

    Raises:
        InputError: instructions and text are of different languages.
    """
    if isinstance(older, Parsed):
        check_language(instructions, older)
    before = texts_of(older) if isinstance(older, Parsed) else dict(older)
    act = older.identity.act if isinstance(older, Parsed) else ""
    refused = conflicts(instructions)
    outcomes = dict(refused)
    units = dict(before)
    todo = [n for n in range(len(instructions)) if n not in refused]
    for n in todo:
        if act and instructions[n].act not in ("", act):
            outcomes[n] = (Outcome.NOT_AT_HAND, f"it amends {instructions[n].act}")
        elif instructions[n].lacks_unit:
            outcomes[n] = (Outcome.NO_UNIT, "it names none")
    todo = [n for n in todo if n not in outcomes]
    for n in sorted(todo, key=lambda n: _ORDER.get(instructions[n].kind, 0)):
        if instructions[n].kind is not Kind.RENUMBER_UNIT:
            outcomes[n] = _done(instructions[n], units, before)
        elif n not in outcomes:
            moves = [m for m in todo if instructions[m].kind is Kind.RENUMBER_UNIT]
            outcomes |= _renumbered({m: instructions[m] for m in moves}, units)
    results = (Result(one, *outcomes[n]) for n, one in enumerate(instructions))
    return Applied(units, tuple(results))


def check_language(instructions: Iterable[Instruction], text: Parsed, where: object = "") -> None:
    """Refuse a text in another language than the instructions; `where` is the file it came from.

    Raises:
        InputError: they differ.
    """
    identity = text.identity
    for one in instructions:
        if one.lang is not identity.lang:
            raise InputError(
                f"the amending act is in {one.lang.value}, the text in {identity.lang.value}",
                where or f"{identity.act} {identity.date}",
                "give both in one language",
            )


def _done(one: Instruction, units: dict[str, UnitText], before: Texts) -> tuple[Outcome, str]:
    try:
        _EDITS[one.kind](one, units, before)
    except _RefusedError as refusal:
        return refusal.outcome, refusal.why
    return Outcome.APPLIED, ""


def _target(one: Instruction, units: Texts) -> str:
    name = resolve(units, one.target)
    if one.target and not name:
        raise _RefusedError(Outcome.NO_UNIT, one.target)
    if name and units[name].repealed:
        raise _RefusedError(Outcome.NO_UNIT, f"{name} is repealed")
    return name


def _sentence(one: Instruction, text: str) -> words.Span:
    spans = words.sentences(text)
    if one.sentence > len(spans):
        raise _RefusedError(Outcome.NO_UNIT, f"{one.target} has {len(spans)} sentences")
    return spans[one.sentence - 1]


def _one_place(one: Instruction, units: Texts, before: Texts, wanted: str) -> Spot:
    name = _target(one, units)
    found = places(one, units, wanted, name)
    if len(found) == 1:
        return found[0]
    if found:
        raise _RefusedError(Outcome.MANY_WORDS, f"{len(found)} times in {one.target or 'the act'}")
    if name in before and places(one, before, wanted, name):
        raise _RefusedError(Outcome.CONTRADICTED, "an earlier instruction took the words away")
    raise _missing(one, units, wanted)


def _missing(one: Instruction, units: Texts, wanted: str) -> _RefusedError:
    if one.new and places(one, units, one.new, _target(one, units)):
        return _RefusedError(Outcome.ALREADY, "the new words are there")
    return _RefusedError(Outcome.NO_WORDS, f"not in {one.target or 'the act'}: {wanted[:60]}")


def _change(
    one: Instruction, units: dict[str, UnitText], name: str, change: Callable[[str], str]
) -> None:
    units[name] = units[name].with_part(one.part, change(units[name].part(one.part)))


def _replace(one: Instruction, units: dict[str, UnitText], before: Texts) -> None:
    name, span = _one_place(one, units, before, one.old)
    _change(one, units, name, lambda text: words.replaced(text, span, one.new))


def _exclude_words(one: Instruction, units: dict[str, UnitText], before: Texts) -> None:
    name, span = _one_place(one, units, before, one.old)
    _change(one, units, name, lambda text: words.without(text, span))


def _throughout(one: Instruction, units: dict[str, UnitText], _: Texts) -> None:
    found = places(one, units, one.old, _target(one, units))
    if not found:
        raise _missing(one, units, one.old)
    edit = partial(words.replaced, new=one.new) if one.new else words.without
    for name, span in reversed(found):  # from the end, so that the places before stay true
        _change(one, units, name, partial(edit, span=span))


def _add_words(one: Instruction, units: dict[str, UnitText], before: Texts) -> None:
    name = _target(one, units)
    if stands(one, units, name):
        raise _RefusedError(Outcome.ALREADY, "the new words are there")
    if one.place is Place.END:
        _change(one, units, name, lambda text: words.appended(text, one.new))
        return
    name, span = _one_place(one, units, before, one.anchor)
    _change(one, units, name, lambda text: words.inserted(text, span, one.new, one.place))


def _add_sentence(one: Instruction, units: dict[str, UnitText], _: Texts) -> None:
    name = _target(one, units)
    if stands(one, units, name):
        raise _RefusedError(Outcome.ALREADY, "the new sentence is there")
    _change(one, units, name, lambda text: words.with_sentence(text, one.new, one.sentence))


def _restate(one: Instruction, units: dict[str, UnitText], _: Texts) -> None:
    name = _target(one, units)
    if one.part is not Part.TEXT:
        units[name] = units[name].with_part(one.part, one.wording)
    elif one.sentence:
        span = _sentence(one, units[name].text)
        _change(one, units, name, lambda text: words.replaced(text, span, one.new))
    else:
        _put(one, units, name)


def _put(one: Instruction, units: dict[str, UnitText], name: str) -> None:
    """New units in place of what a unit and those below it held."""
    for gone in list(scope(units, name)):
        del units[gone]
    for unit in one.units:
        eid = name + unit.eid.removeprefix(one.units[0].eid)
        units[eid] = UnitText(unit.text, unit.heading)


def _add_unit(one: Instruction, units: dict[str, UnitText], _: Texts) -> None:
    above, last = one.target.rpartition("__")[::2]
    if above and (above not in units or units[above].repealed):
        raise _RefusedError(Outcome.NO_UNIT, above)
    name = resolve(units, one.target) or one.target
    if name in units and not units[name].repealed:
        if words.same(units[name].text, one.units[0].text):
            raise _RefusedError(Outcome.ALREADY, f"{name} says the same")
        if not last.startswith("par_") or last == f"par_{NEXT}":
            raise _RefusedError(Outcome.UNIT_THERE, name)
        make_room(units, name)
    _put(one, units, name)


def _exclude_unit(one: Instruction, units: dict[str, UnitText], _: Texts) -> None:
    if one.target in units and units[one.target].repealed:
        raise _RefusedError(Outcome.ALREADY, f"{one.target} is repealed")
    name = _target(one, units)
    if one.part is not Part.TEXT:
        units[name] = units[name].with_part(one.part, "")
    elif one.sentence:
        span = _sentence(one, units[name].text)
        _change(one, units, name, lambda text: words.without(text, span))
    else:
        for below in list(scope(units, name)):
            del units[below]
        units[name] = _END


def _repeal(_: Instruction, units: dict[str, UnitText], __: Texts) -> None:
    units.update(dict.fromkeys(units, _END))


_EDITS: dict[Kind, Callable[[Instruction, dict[str, UnitText], Texts], None]] = {
    Kind.REPLACE_WORDS: _replace,
    Kind.REPLACE_THROUGHOUT: _throughout,
    Kind.EXCLUDE_WORDS: _exclude_words,
    Kind.ADD_WORDS: _add_words,
    Kind.ADD_SENTENCE: _add_sentence,
    Kind.RESTATE_UNIT: _restate,
    Kind.ADD_UNIT: _add_unit,
    Kind.EXCLUDE_UNIT: _exclude_unit,
    Kind.REPEAL_ACT: _repeal,
}


def _renumbered(
    moves: dict[int, Instruction], units: dict[str, UnitText]
) -> dict[int, tuple[Outcome, str]]:
    """Give units new numbers, all at once: 3 becomes 4 while 4 becomes 5."""
    outcomes: dict[int, tuple[Outcome, str]] = {}
    todo = dict(moves)
    while refused := _without_room(todo, units):  # what stays takes the room of another
        outcomes |= refused
        todo = {n: one for n, one in todo.items() if n not in refused}
    moved: dict[str, UnitText] = {}
    for n, one in todo.items():
        outcomes[n] = (Outcome.APPLIED, "")
        for name in list(scope(units, one.target)):
            moved[one.to + name.removeprefix(one.target)] = units.pop(name)
    units.update(moved)
    return outcomes


def _without_room(moves: dict[int, Instruction], units: Texts) -> dict[int, tuple[Outcome, str]]:
    """The moves of units that are not there, or to numbers that are taken and stay so."""
    leaving = {one.target for one in moves.values()}
    found = {}
    for n, one in moves.items():
        if one.target not in units:
            found[n] = (Outcome.NO_UNIT, one.target)
        elif one.to in units and one.to not in leaving and not units[one.to].repealed:
            found[n] = (Outcome.UNIT_THERE, one.to)
    return found
