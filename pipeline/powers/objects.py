"""What a predicate acts on: the objects in its reach that its action can take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.powers.lexicon import Match, lexicon, table
from pipeline.powers.offices import Office, find_offices, row_of
from pipeline.powers.predicates import Predicate
from pipeline.powers.words import Passage
from pipeline.vocabulary import Lang

OFFICE_KINDS = {"office", "body", "government"}
# "вносит Парламенту", "отырысқа ұсынады": to whom, not what.
ADDRESSEES = {"body", "government", "session"}
# "Үкіметке заңды Мәжіліске енгізуді тапсырады": whom it charges stands first.
CHARGING = {"instruct"}
OFFERING = {"propose", "submit", "nominate"}


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
    found = lexicon("objects", "object", passage.lang).longest(passage)
    offices = find_offices(passage, found)
    held = {place for office in offices for place in office.places}
    things = [_office(passage, office) for office in offices]
    things += [_thing(passage, match) for match in found if held.isdisjoint(match.places)]
    things = [
        thing
        for thing in things
        if thing.start not in taken
        and not _by_which_rule(passage, thing)
        and not _acts_itself(passage, thing)
        and not _of_a_participle(passage, thing)
        and not _where_to(passage, thing)
    ]
    things.sort(key=lambda thing: thing.start)
    things = [t for place, t in enumerate(things) if not _only_a_draft(passage, things, place)]
    return [thing for place, thing in enumerate(things) if not _inside(passage, things, place)]


def _where_to(passage: Passage, thing: Thing) -> bool:
    """Russian: the body that something is brought to, "вносит в Парламент проект"."""
    if passage.lang is Lang.KAZ or thing.kind not in ADDRESSEES or thing.case not in {"Acc", "Nom"}:
        return False
    entered = passage.lows(thing.end, thing.end + 1)  # "В Совет входят по должности ..."
    if entered and entered[0].startswith("вход"):
        return False
    return bool(set(passage.lows(thing.start - 1, thing.start)) & {"в", "во"})


def _only_a_draft(passage: Passage, things: Sequence[Thing], place: int) -> bool:
    """A draft is what it will be: "проект военной доктрины", "шарт жобасы" are no law."""
    thing = things[place]
    beside = place + 1 if passage.lang is Lang.RUS else place - 1
    word = passage.words[thing.start].low
    alone = thing.end - thing.start == 1 and word.startswith(("проект", "жоба"))
    if not alone or not 0 <= beside < len(things):
        return False
    other = things[beside]
    between = (thing.end, other.start) if passage.lang is Lang.RUS else (other.end, thing.start)
    return between[0] == between[1] and other.kind != "law"


def _inside(passage: Passage, things: Sequence[Thing], place: int) -> bool:
    """Whether a thing only says which other thing is meant.

    "отчет об исполнении бюджета", "структура министерств"; "бюджеттің атқарылуы туралы есеп"
    """
    beside = place - 1 if passage.lang is Lang.RUS else place + 1
    if not 0 <= beside < len(things):
        return False
    thing, head = things[place], things[beside]
    first, second = sorted((thing, head), key=lambda each: each.start)
    between = passage.words[first.end : second.start]
    if thing.kind == "territory" and head.kind in {"office", "body", "akimat"}:
        return all(word.pos == "ADJ" for word in between)  # "аким района"
    told = table("objects")["inside"]
    lows = [word.low for word in between]
    if head.kind not in told["kinds"] or any(word.form == "Fin" for word in between):
        return False
    parted = any(low in told["parted"] for low in lows)
    return not parted and any(low in told[passage.lang.value] for low in lows)


def _thing(passage: Passage, match: Match) -> Thing:
    row = match.entry.data
    return Thing(
        (row["code"], *row.get("also", ())),
        row["kind"],
        match.start,
        match.end,
        _case(passage, match.start, match.end),
        tuple(row.get("only", ())),
        authored=bool(row.get("by_author")),
    )


def _office(passage: Passage, office: Office) -> Thing:
    row = row_of(office.codes[0])
    case = _case(passage, office.start, office.end)
    kind = row.get("kind", "office")
    only = tuple(row.get("only", ()))
    return Thing(office.codes, kind, office.start, office.end, case, only)


def _case(passage: Passage, start: int, end: int) -> str:
    """The case of a Russian phrase is its first word's, that of a Kazakh one its last."""
    cased = [word.case for word in passage.words[start:end] if word.case]
    if not cased:
        return ""
    return cased[0] if passage.lang is Lang.RUS else cased[-1]


def _by_which_rule(passage: Passage, thing: Thing) -> bool:
    """The measure or the means of an act, not its object.

    "на основании законов", "за счет государственного бюджета", "установленные законом";
    "заңдар негізінде", "бюджет есебінен", "заңда белгіленген"
    """
    measures = table("objects")["measure"]
    starts = tuple(measures[passage.lang.value])
    if passage.lang is Lang.RUS:
        place = thing.start - 1
        while place >= 0 and passage.words[place].pos == "ADJ":
            place -= 1
        beside = passage.lows(place, place + 1)
    else:
        beside = passage.lows(thing.end, thing.end + 1)
    if any(low.startswith(starts) for low in beside):
        return True
    return thing.kind in measures["kinds"] and thing.case in {"Ins", "Loc"}


def _acts_itself(passage: Passage, thing: Thing) -> bool:
    """Kazakh: who did what the next participle says, "Мәжіліс қозғаған мәселе".

    Elections may be what it says of a place or a time: "сайлау өткізілмейтін жерде".
    """
    if passage.lang is Lang.RUS or thing.case != "Nom":
        return False
    following = passage.words[thing.end : thing.end + 2]
    if not following or following[0].form != "Part" or following[0].case not in {"", "Nom"}:
        return False
    if thing.kind == "election":
        return following[-1].case == "Loc"
    return thing.kind in OFFICE_KINDS and following[0].voice != "Pass"


def _of_a_participle(passage: Passage, thing: Thing) -> bool:
    """A pronoun that a participle takes: "назначивший его аким", "оны тағайындаған әкім"."""
    if thing.kind != "pronoun":
        return False
    beside = thing.start - 1 if passage.lang is Lang.RUS else thing.end
    words = passage.words[max(beside, 0) : beside + 1]
    return any(word.form == "Part" and word.voice != "Pass" for word in words)


def accepts(predicate: Predicate, thing: Thing, lang: Lang) -> bool:
    """Whether an action can take this object."""
    takes = predicate.row.get("takes")
    if takes is None or not {thing.kind, "*"} & set(takes):
        return False
    if thing.only and predicate.base not in thing.only:
        return False
    if thing.kind in OFFICE_KINDS and thing.case == "Ins":
        becomes = predicate.base == "appoint" and not predicate.passive  # "назначает акимом"
        return (becomes and thing.kind == "office") or predicate.base in {
            "chair", "control", "elect",
        }  # fmt: skip
    if thing.kind in ADDRESSEES and thing.case == "Dat" and predicate.base in OFFERING:
        return False
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
            first = lang is Lang.RUS or predicate.base in CHARGING
            nearest = real[:1] if first else real[-1:]
            return real if predicate.row.get("all") else nearest
        if fitting and predicate.row.get("takes"):
            return fitting[:1]
    return []
