"""From drafts to instructions: one for each target, with the words it quotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.amendments.quoted import heading, new_units
from pipeline.amendments.records import NOTHING, Instruction, Kind, NewUnit, Part
from pipeline.amendments.references import Path, eid, sentence
from pipeline.amendments.sentences import Draft, Span
from pipeline.normalize import Mapped
from pipeline.vocabulary import Lang

_FIRST = (("paragraph", "1"),)  # "the first paragraph of point 2" is the point's own text
_BRING_UNITS = (Kind.RESTATE_UNIT, Kind.ADD_UNIT)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an instruction stands, and which act it means."""

    version_id: str
    lang: Lang
    eid: str
    act: str
    act_words: str
    unread: tuple[str, ...]


def instructions(
    body: Mapped, words: Mapped, drafts: Iterable[Draft], origin: Origin
) -> Iterator[Instruction]:
    """One instruction for each target of each draft.

    Args:
        body: the provision that the drafts' places count in.
        words: its part that the drafts were read from.
        drafts: the edits.
        origin: what the instructions have in common.

    Raises:
        UnreadableError: the quoted text does not hold the units that the draft names.
    """
    for draft in drafts:
        for path, one, units in _targets(body, draft):
            new, old = _inner(body, one.new), _inner(body, one.old)
            if one.part is Part.HEADING and one.kind is Kind.RESTATE_UNIT:
                new = heading(new)
            if len(draft.targets) > 1 and units:
                new = Mapped.join([unit.body for unit in units], "\n")
            yield Instruction(
                version_id=origin.version_id,
                lang=origin.lang,
                eid=origin.eid,
                n=0,
                start=words.start,
                end=words.end,
                words=words.tidy().text,
                act=origin.act,
                act_words=origin.act_words,
                kind=one.kind,
                target=eid(path),
                part=Part.OWN if path[-1:] == _FIRST else one.part,
                sentence=sentence(path),
                old=old.tidy().text,
                new=new.tidy().text,
                anchor=_inner(body, one.anchor).tidy().text,
                place=one.place,
                to=eid(one.to[0]) if one.to else "",
                units=units,
                new_words=new,
                old_words=old,
                unread=origin.unread,
                inferred=one.inferred,
            )


def _targets(body: Mapped, draft: Draft) -> Iterator[tuple[Path, Draft, tuple[NewUnit, ...]]]:
    whole = draft.part is Part.TEXT and not sentence(draft.targets[0])
    if draft.kind in _BRING_UNITS and whole:
        for path, units in new_units(_inner(body, draft.new), draft.targets):
            yield path, draft, units
    elif draft.to:
        for old, new in zip(draft.targets, draft.to, strict=True):
            yield old, replace(draft, to=(new,)), ()
    else:
        for path in draft.targets:
            yield path, draft, ()


def _inner(body: Mapped, span: Span | None) -> Mapped:
    """The words between the quotation marks."""
    return body[span[0] + 1 : span[1] - 1].strip() if span else NOTHING
