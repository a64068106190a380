"""What a predicate acts on: the objects in its reach that its action can take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.powers.lexicon import lexicon
from pipeline.powers.predicates import Predicate
from pipeline.powers.words import Passage
from pipeline.vocabulary import Lang

NO_OBJECT_BEFORE = {
    "негізінде",
    "сәйкес",
    "сәйкестігін",
    "шегінде",
}  # "заңдар негізінде": by which rules
NO_OBJECT_AFTER = {"соответствие", "соответствии", "согласно", "основании", "основе"}
OFFICE_KINDS = {"office", "body", "government"}


@dataclass(frozen=True, slots=True)
class Thing:
    """An object named in a passage; several codes where one phrase names several."""

    codes: tuple[str, ...]
    kind: str
    start: int
    end: int
    case: str
    only: tuple[str, ...] = ()
    where: str = "clause"
    authored: bool = False  # only its author tells which act it is


def find_things(passage: Passage, taken: frozenset[int]) -> list[Thing]:
    """All objects named in a passage outside the words of its constraints."""
    things = []
    for match in lexicon("objects", "object", passage.lang).longest(passage):
        following = passage.lows(match.end, match.end + 1)
        if set(passage.lows(match.start - 1, match.start)) & NO_OBJECT_AFTER:
            continue
        if match.start in taken or (following and following[0] in NO_OBJECT_BEFORE):
            continue
        row = match.entry.data
        words = passage.words[match.start : match.end]
        cased = [word.case for word in words if word.case]
        case = (cased[0] if passage.lang is Lang.RUS else cased[-1]) if cased else ""
        codes = (row["code"], *row.get("also", ()))
        things.append(
            Thing(
                codes,
                row["kind"],
                match.start,
                match.end,
                case,
                tuple(row.get("only", ())),
                authored=bool(row.get("by_author")),
            )
        )
    return things


def accepts(predicate: Predicate, thing: Thing, lang: Lang) -> bool:
    """Whether an action can take this object."""
    takes = predicate.row.get("takes")
    if takes is None or not {thing.kind, "*"} & set(takes):
        return False
    if thing.only and predicate.base not in thing.only:
        return False
    if thing.kind in OFFICE_KINDS and thing.case == "Ins":
        return predicate.base in {"chair", "control", "elect"}
    deciding = predicate.base in {"appoint", "dismiss", "elect"}
    return not (lang is Lang.KAZ and deciding and thing.case == "Gen" and thing.kind == "office")


def reach(
    predicates: Sequence[Predicate], things: Sequence[Thing], lang: Lang
) -> list[list[Thing]]:
    """For each predicate its objects; neighbours without any of their own share.

    Russian objects follow their verb ("назначает и освобождает министров"), those of a passive
    stand before it; Kazakh objects precede ("министрлерді тағайындайды және босатады").
    """
    own = [_own(place, predicates, things, lang) for place in range(len(predicates))]
    order = range(len(own) - 1, -1, -1) if lang is Lang.RUS else range(len(own))
    step = 1 if lang is Lang.RUS else -1
    for place in order:
        other = place + step
        if own[place] or not 0 <= other < len(own):
            continue
        if _near(predicates[place], predicates[other]):
            own[place] = [
                t for t in own[other] if t.kind == "pronoun" or accepts(predicates[place], t, lang)
            ]
    for place, predicate in enumerate(predicates):
        if not own[place]:
            fitting = [
                t for t in things if t.end <= predicate.start and accepts(predicate, t, lang)
            ]
            opening = [t for t in fitting if t.start <= 1]  # "Такое решение может отменить суд"
            free = predicate.rule != "permitted_infinitive"
            own[place] = fitting[-1:] if free else opening[:1]
    return own


def _near(one: Predicate, other: Predicate) -> bool:
    gap = other.start - one.end if other.start >= one.end else one.start - other.end
    return gap <= 4 and "object" not in one.row


def _own(
    place: int, predicates: Sequence[Predicate], things: Sequence[Thing], lang: Lang
) -> list[Thing]:
    predicate = predicates[place]
    earlier = predicates[place - 1].end if place else 0
    later = predicates[place + 1].start if place + 1 < len(predicates) else 10_000
    inside = [t for t in things if predicate.start <= t.start and t.end <= predicate.end]
    before = [t for t in things if earlier <= t.start < predicate.start]
    after = [t for t in things if predicate.end <= t.start < later]
    overlapping = [t for t in things if t.start < predicate.end < t.end and t not in inside]
    if predicate.base == "conform":  # what must conform stands first, what it conforms to later
        return [t for t in before if accepts(predicate, t, lang)][:1]
    zones = [inside + overlapping + after]
    if lang is Lang.KAZ:
        zones = [before + inside, after if predicate.manner == "condition" else []]
    elif predicate.passive or predicate.manner == "condition":
        zones = [before + inside, after]
    for zone in zones:
        fitting = [t for t in zone if t.kind == "pronoun" or accepts(predicate, t, lang)]
        real = [t for t in fitting if t.kind != "pronoun"]
        if real:
            nearest = real[-1:] if lang is Lang.KAZ else real[:1]
            return real if predicate.row.get("all") else nearest
        if fitting and predicate.row.get("takes"):
            return fitting[:1]
    return []
