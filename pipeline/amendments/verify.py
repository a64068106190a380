"""Whether a newer text shows what an amending act ordered, unit by unit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.amendments import words
from pipeline.amendments.apply import check_language
from pipeline.amendments.places import places, stands
from pipeline.amendments.records import Instruction, Kind, Outcome, Part, Result
from pipeline.amendments.references import NEXT
from pipeline.amendments.texts import Texts, resolve, scope, texts_of
from pipeline.parse import Parsed
from pipeline.vocabulary import TextState


class _FailedError(Exception):
    pass


def verify(instructions: Sequence[Instruction], newer: Parsed) -> list[Result]:
    """One result an instruction: ok, failed with the reason, or not at hand.

    A unit that an excerpt does not hold is not at hand; in a whole text its absence is a failure.

    Raises:
        InputError: instructions and text are of different languages.
    """
    check_language(instructions, newer)
    units = texts_of(newer)
    numbers = {one.target: one.to for one in instructions if one.to}
    excerpt = newer.identity.state is TextState.EXCERPT
    return [_verified(one, units, numbers, excerpt, newer.identity.act) for one in instructions]


def _verified(
    one: Instruction, units: Texts, numbers: dict[str, str], excerpt: bool, act: str
) -> Result:
    if one.act not in ("", act):
        return Result(one, Outcome.NOT_AT_HAND, f"it amends {one.act}")
    if one.lacks_unit:
        return Result(one, Outcome.NOT_AT_HAND, "it names no unit")
    if one.kind is Kind.REPEAL_ACT:
        return Result(one, Outcome.NOT_AT_HAND, "a repealed act has no newer text")
    if one.kind is Kind.EXCLUDE_UNIT and one.sentence:
        return Result(one, Outcome.NOT_AT_HAND, "the act does not quote the sentence")
    target = one.target if one.kind is Kind.ADD_UNIT else _renumbered(one.target, numbers)
    name = resolve(units, target)
    if target and not name and (excerpt or one.kind is not Kind.EXCLUDE_UNIT):
        outcome = Outcome.NOT_AT_HAND if excerpt else Outcome.FAILED
        return Result(one, outcome, f"the text does not hold {target}")
    try:
        _CHECKS[one.kind](one, units, name, numbers)
    except _FailedError as failure:
        return Result(one, Outcome.FAILED, str(failure))
    return Result(one, Outcome.OK)


def _renumbered(eid: str, numbers: dict[str, str]) -> str:
    """The eid that a unit has after the act's own renumbering."""
    for old, new in numbers.items():
        if eid == old or eid.startswith(f"{old}__"):
            return new + eid.removeprefix(old)
    return eid


def _words(one: Instruction, units: Texts, name: str, _: dict[str, str]) -> None:
    """The new words are there and, beside them, the old ones no more."""
    new = places(one, units, one.new, name) if one.new else []
    if one.new and not new:
        raise _FailedError("the new words are not there")
    kept = [
        (eid, span)
        for eid, span in places(one, units, one.old, name)
        if not any(eid == other and _inside(span, wider) for other, wider in new)
    ]
    if kept:
        raise _FailedError(f"the old words are still there, in {kept[0][0]}")


def _inside(span: words.Span, wider: words.Span) -> bool:
    return wider[0] <= span[0] and span[1] <= wider[1]


def _added(one: Instruction, units: Texts, name: str, _: dict[str, str]) -> None:
    if not places(one, units, one.new, name):
        raise _FailedError("the new words are not there")
    if not stands(one, units, name):
        raise _FailedError(f"the new words do not stand where they should ({one.place.value})")


def _unit(one: Instruction, units: Texts, name: str, _: dict[str, str]) -> None:
    """What was quoted is there: a sentence, a heading, or a unit with all below it."""
    above = one.target.rpartition("__")[0]
    if one.sentence:
        if not places(one, units, one.new, name):
            raise _FailedError("the new wording is not there")
    elif one.part is not Part.TEXT:
        if not words.same(units[name].part(one.part), one.wording):
            raise _FailedError(f"{name} has another {one.part.value}")
    elif not one.target.endswith(NEXT):
        _whole(one, units, name)
    elif not any(words.same(units[eid].text, one.wording) for eid in scope(units, above)):
        raise _FailedError(f"{above} has no such paragraph")


def _whole(one: Instruction, units: Texts, name: str) -> None:
    """The unit and all below it say what was quoted, no more and no less."""
    wanted = {name + unit.eid.removeprefix(one.units[0].eid): unit for unit in one.units}
    for eid, unit in wanted.items():
        if eid not in units:
            raise _FailedError(f"{eid} is not there")
        if not words.same(units[eid].text, unit.text):
            raise _FailedError(f"{eid} has another text")
        if unit.heading and not words.same(units[eid].heading, unit.heading):
            raise _FailedError(f"{eid} has another heading")
    more = [eid for eid in scope(units, name) if eid not in wanted and units[eid].text]
    if more:
        raise _FailedError(f"{more[0]} is no part of the new text")


def _gone(one: Instruction, units: Texts, name: str, numbers: dict[str, str]) -> None:
    if one.part is not Part.TEXT:
        if units[name].part(one.part):
            raise _FailedError(f"its {one.part.value} words are still there")
    elif name and not units[name].repealed and name not in numbers.values():
        raise _FailedError(f"{name} is still there")


def _there(_: Instruction, __: Texts, ___: str, ____: dict[str, str]) -> None:
    """A renumbered unit was found under its new number; the act quotes no more."""


_CHECKS: dict[Kind, Callable[[Instruction, Texts, str, dict[str, str]], None]] = {
    Kind.REPLACE_WORDS: _words,
    Kind.REPLACE_THROUGHOUT: _words,
    Kind.EXCLUDE_WORDS: _words,
    Kind.ADD_WORDS: _added,
    Kind.ADD_SENTENCE: _added,
    Kind.RESTATE_UNIT: _unit,
    Kind.ADD_UNIT: _unit,
    Kind.EXCLUDE_UNIT: _gone,
    Kind.RENUMBER_UNIT: _there,
}
