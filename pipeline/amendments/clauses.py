"""Clauses of quoted text, so that what an amending act gives and takes can be read for powers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.amendments.places import places
from pipeline.amendments.records import Instruction, Kind, Part
from pipeline.amendments.texts import resolve, scope, texts_of
from pipeline.amendments.undo import UndoError, undo
from pipeline.normalize import Mapped
from pipeline.parse import Parsed
from pipeline.parse.clauses import cut
from pipeline.records import Clause, Provision

NEW, OLD = "new", "old"


def clauses_of(instruction: Instruction, side: str = NEW, lead_in: str = "") -> list[Clause]:
    """The new or the old words of an instruction, cut into clauses.

    The clauses belong to the amending act's version and count its characters. Their eid is the
    amending provision, the instruction, the side and the target, as in
    `sec_I__pt_5__ins_1__new__art_48__pt_2`, so that each is named once. Words that are no sentence
    ("the Chairman and two members") make a clause all the same; see `clauses_before_and_after`.

    Args:
        instruction: where the words stand.
        side: `NEW` for what the act brings, `OLD` for the words that it takes away.
        lead_in: head of the list that the target is an item of, where another text shows it.
    """
    if instruction.part is Part.HEADING:
        return []
    if side == OLD:
        return list(_clauses(instruction, side, instruction.target, instruction.old_words, lead_in))
    if not instruction.units:
        return list(_clauses(instruction, side, instruction.target, instruction.new_words, lead_in))
    found: list[Clause] = []
    for unit in instruction.units:
        pieces = list(_clauses(instruction, side, unit.eid, unit.body, unit.lead_in or lead_in))
        found += pieces[:-1] if unit.is_lead_in else pieces
    return found


def _clauses(
    instruction: Instruction, side: str, target: str, body: Mapped, lead_in: str
) -> Iterator[Clause]:
    act, _, rest = instruction.version_id.partition("@")
    day, *_, state = rest.split(".")
    eid = f"{instruction.eid}__ins_{instruction.n}__{side}__{target}"
    for n, piece in enumerate(cut(body)):
        piece = piece.strip(" .;,")
        yield Clause(
            act=act,
            version=day,
            lang=instruction.lang,
            eid=eid,
            n=n,
            lead_in=lead_in,
            text=piece.tidy().text,
            start=piece.start,
            end=piece.end,
            restated=state == "restated",
        )


def clauses_before_and_after(
    instruction: Instruction, newer: Parsed
) -> list[tuple[Clause | None, Clause | None]]:
    """What an instruction changed, in whole clauses: as they were and as the newer text has them.

    The newer clauses are those of `newer`; an older one is the newer text turned back, under the
    eid and version of the newer one. None stands where there was, or is, no such clause. The list
    is empty where the newer text does not hold the unit, or the act does not tell enough: a unit is
    restated or excluded, or words are that are no whole sentence. A sentence that was excluded is
    the amending act's own clause, as `clauses_of` gives it.
    """
    units = texts_of(newer)
    name = resolve(units, instruction.target)
    if not name or instruction.part is Part.HEADING:
        return []
    if instruction.kind is Kind.ADD_UNIT:
        added = set(scope(units, name))
        return [(None, clause) for clause in newer.clauses if clause.eid in added]
    if instruction.kind is Kind.EXCLUDE_WORDS and _is_sentence(instruction.old):
        lead_in = next(unit.lead_in for unit in newer.provisions if unit.eid == name)
        return [(clause, None) for clause in clauses_of(instruction, OLD, lead_in)]
    held = {eid for eid, _ in places(instruction, units, instruction.new, name)}
    if len(held) != 1:
        return []
    unit = next(unit for unit in newer.provisions if unit.eid in held)
    try:
        return _turned_back(instruction, unit, [c for c in newer.clauses if c.eid == unit.eid])
    except UndoError:
        return []


def _is_sentence(words: str) -> bool:
    return words[:1].isupper() and words.endswith(".")


def _turned_back(
    instruction: Instruction, unit: Provision, after: Sequence[Clause]
) -> list[tuple[Clause | None, Clause | None]]:
    pieces = cut(Mapped.of(undo(instruction, unit.text)))
    before = [
        replace(clause, n=n, text=piece.text, start=unit.start, end=unit.end)
        for n, piece in enumerate(pieces[:-1] if unit.is_lead_in else pieces)
        for clause in after[:1]
    ]
    return _paired(before, after)


def _paired(
    before: Sequence[Clause], after: Sequence[Clause]
) -> list[tuple[Clause | None, Clause | None]]:
    """The clauses that differ: what two lists share at their ends is left out."""
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    old = before[head : len(before) - tail]
    new = after[head : len(after) - tail]
    longest = max(len(old), len(new))
    return [
        (old[n] if n < len(old) else None, new[n] if n < len(new) else None) for n in range(longest)
    ]


def _shared(one: Iterable[Clause], other: Iterable[Clause]) -> int:
    """How many clauses two lists begin with in common."""
    count = 0
    for mine, others in zip(one, other, strict=False):
        if mine.text != others.text:
            break
        count += 1
    return count
