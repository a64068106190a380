"""Instructions that cannot be followed together, found before any is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from pipeline.amendments.records import Instruction, Kind, Outcome, Part
from pipeline.amendments.words import same

_WHOLE = (Kind.RESTATE_UNIT, Kind.ADD_UNIT, Kind.EXCLUDE_UNIT)
_WORDS = (Kind.REPLACE_WORDS, Kind.EXCLUDE_WORDS)


def conflicts(instructions: Sequence[Instruction]) -> dict[int, tuple[Outcome, str]]:
    """By position: instructions that repeat an earlier one, or that contradict another.

    Of two that contradict each other neither can be followed, as nothing says which one is meant.
    """
    found: dict[int, tuple[Outcome, str]] = {}
    for n, one in enumerate(instructions):
        for earlier in instructions[:n]:
            if _alike(one, earlier):
                found[n] = (Outcome.REPEATED, f"as {earlier.instruction_id}")
                break
    leaving = {one.target for one in instructions if one.kind is Kind.RENUMBER_UNIT}
    fresh = [n for n in range(len(instructions)) if n not in found]
    for i, j in combinations(fresh, 2):
        if why := _clash(instructions[i], instructions[j], leaving):
            for n, other in ((i, j), (j, i)):
                name = instructions[other].instruction_id
                found.setdefault(n, (Outcome.CONTRADICTED, f"{why}: {name}"))
    return found


def _alike(one: Instruction, other: Instruction) -> bool:
    return _place(one) == _place(other) and all(
        same(mine, others)
        for mine, others in (
            (one.old, other.old),
            (one.new, other.new),
            (one.anchor, other.anchor),
        )
    )


def _place(one: Instruction) -> tuple[object, ...]:
    return (one.act, one.kind, one.target, one.part, one.sentence, one.place, one.to)


def _clash(one: Instruction, other: Instruction, leaving: set[str]) -> str:
    """Why two instructions cannot be followed together, "" where they can.

    A number that a unit is `leaving` is free for a unit that is added.
    """
    if one.act != other.act:
        return ""
    if _is_whole(one) and _is_whole(other) and one.target == other.target:
        freed = one.target in leaving and Kind.ADD_UNIT in (one.kind, other.kind)
        return "" if freed else "another text or end of the same unit"
    for whole, edit in ((one, other), (other, one)):
        gone = _is_whole(whole) and whole.kind is not Kind.ADD_UNIT
        if whole.kind is Kind.RESTATE_UNIT and edit.kind is Kind.RENUMBER_UNIT:
            continue
        below = edit.target == whole.target or edit.target.startswith(f"{whole.target}__")
        if gone and below and not (_is_whole(edit) and edit.target == whole.target):
            return f"{whole.target} as a whole is {_DONE[whole.kind]}"
    both_renumber = one.kind is other.kind is Kind.RENUMBER_UNIT
    if both_renumber and (one.target == other.target or one.to == other.to):
        return "another number"
    if one.kind in _WORDS and other.kind in _WORDS and _same_words(one, other):
        return "something else with the same words"
    return ""


_DONE = {Kind.RESTATE_UNIT: "restated", Kind.EXCLUDE_UNIT: "excluded"}


def _is_whole(one: Instruction) -> bool:
    return one.kind in _WHOLE and one.part is Part.TEXT and not one.sentence


def _same_words(one: Instruction, other: Instruction) -> bool:
    places = {(i.target, i.part, i.sentence) for i in (one, other)}
    return len(places) == 1 and same(one.old, other.old)
