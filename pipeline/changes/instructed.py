"""What an amending act's own instructions show of the changes that it made.

Where the text before is at hand, the instruction on a unit is a further proof. Where it is not, the
instruction still tells what a clause said before, and so what changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.amendments import Amending, Instruction, attribute
from pipeline.changes.comparison import Comparison
from pipeline.changes.lives import name
from pipeline.changes.matching import match
from pipeline.changes.pairs import Two
from pipeline.changes.proofs import Amendment
from pipeline.changes.stated import Stated, stated
from pipeline.records import Act, Change, Proof, Reading
from pipeline.vocabulary import Shown


def proved(changes: Iterable[Change], acts: Iterable[Amending]) -> list[Change]:
    """The changes, each with the instructions on its unit as further proofs."""
    by_newer = {act.newer.version_id: act for act in acts if act.newer}
    return [_proved(change, by_newer.get(change.newer)) for change in changes]


def _proved(change: Change, by: Amending | None) -> Change:
    text, eid = (change.power_to or change.power_from).split("/")[:2]
    if not (by and by.newer and text.startswith(f"{by.newer.act}@")):
        return change
    found = tuple(
        Proof(Shown.INSTRUCTION, by.version.act, one.instruction_id)
        for one in attribute(by.orders.instructions, eid)
    )
    return replace(change, proofs=change.proofs + found)


def instructed(
    acts: Mapping[str, Act],
    act: Amending,
    readings: Mapping[str, Sequence[Reading]],
    power: Mapping[str, str],
) -> list[Change]:
    """The changes that an act's instructions show, where the amended text before is not at hand.

    Args:
        acts: the registry.
        act: the amending act.
        readings: what was read in each version.
        power: identities by power_id, of the powers in the text that the act made.
    """
    if act.newer is None:
        return []
    before = _by_clause(stated(act.readings))
    after = _by_clause(stated(readings[act.newer.version_id]))
    names = {one.power_id: name(one) for said in before.values() for one in said}
    adopted = acts[act.version.act].adopted
    known = {act.version.act: [Amendment(act.newer.date, adopted, act.version.act)]}
    comparison = Comparison(acts, Two((act.version,), act.newer), known, {}, {**names, **power})
    return _merged(
        replace(change, proofs=(_proof(one.instruction, act),))
        for one in act.quoted.shown
        for change in _changes(comparison, before.get(one.before, []), after.get(one.after, []))
    )


def _merged(changes: Iterable[Change]) -> list[Change]:
    """One change where several instructions on one clause change one power one way."""
    found: dict[str, Change] = {}
    for change in changes:
        first = found.setdefault(change.change_id, change)
        found[change.change_id] = replace(
            first,
            differs=tuple(dict.fromkeys(first.differs + change.differs)),
            proofs=tuple(dict.fromkeys(first.proofs + change.proofs)),
        )
    return list(found.values())


def _changes(
    comparison: Comparison, before: Sequence[Stated], after: Sequence[Stated]
) -> Iterator[Change]:
    found = match(before, after)
    for pair in found.pairs:
        if change := comparison.of_pair(pair):
            yield change
    yield from (comparison.alone(one, granted=True) for one in found.new)
    yield from (comparison.alone(one, granted=False) for one in found.gone)


def _by_clause(found: Iterable[Stated]) -> dict[str, list[Stated]]:
    clauses: dict[str, list[Stated]] = {}
    for one in found:
        clauses.setdefault(one.clause.clause_id, []).append(one)
    return clauses


def _proof(instruction: Instruction, act: Amending) -> Proof:
    return Proof(Shown.INSTRUCTION, act.version.act, instruction.instruction_id)
