"""A named case that lets a power be used: "если маслихат выразил недоверие", "сұраса".

Grammar tells them, not a list: a Russian clause opened by "если", a Kazakh conditional verb, a
Kazakh participle in the locative, what must come first ("после введения", "енгізілгеннен кейін"),
a fault of the thing acted on ("решения, не соответствующие", "заңдарды орындамайтын").
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.powers.constraints import Limit, asks, fault
from pipeline.powers.evidence import Act
from pipeline.powers.holders import GOVERNED, Mention
from pipeline.powers.subjects import Scene
from pipeline.powers.words import Passage
from pipeline.vocabulary import ConstraintType, Holder, Lang

Place = tuple[int, int] | None
OTHERWISE = {"иное", "өзгеше"}  # "если иное не установлено законом" names no case
FAULTY = {"annul", "suspend", "dismiss", "propose", "sign", "return", "terminate_early"}
EVENTS = ("нии", "тии")  # a verbal noun in the locative
DOINGS = ("осуществлени", "исполнени", "применени", "содействи", "участи", "рассмотрени", "решени",
          "отправлени", "голосовани", "соблюдени", "проведени", "разработк", "подготовк",
          "обсуждени", "выполнени", "принятии решени", "определени")  # fmt: skip
VOTED = "проголосова"  # "если за это проголосовало большинство" tells a majority, no case
IDIOMS = {"кеткенде"}  # "әрі кеткенде": at the latest
MOMENTS = {"кезде", "уақытта", "шақта", "сәтте", "кезеңде"}
TIMED = {ConstraintType.DEADLINE, ConstraintType.CONSULTATION, ConstraintType.COUNTERSIGNATURE,
         ConstraintType.CONSENT, ConstraintType.CONCLUSION}  # fmt: skip


def conditions(scene: Scene, acts: Sequence[Act], limits: Sequence[Limit]) -> list[Limit]:
    """The condition of a clause as a trigger, where no construction of the list names it.

    A condition that is itself the power ("если Мажилис одобрит двумя третями") is none.
    """
    given = [act for act in acts if act.gives and act.predicate.manner != "condition"]
    holders = {actor.holder for act in given for actor in act.actors}
    known = [x for x in limits if x.type is ConstraintType.TRIGGER]
    if not given or any(limit.actor not in holders for limit in known):
        return []
    taken = {place for limit in limits for place in range(limit.start, limit.end)}
    for rule in RULES[scene.passage.lang]:
        found = rule(scene, given, limits)
        if found and found[1] - 1 not in taken:
            return [_trigger(_on_whose_act(scene, found, holders), *found)]
    return []


def _on_whose_act(scene: Scene, found: tuple[int, int], holders: set[Holder]) -> Holder | None:
    """Who pulls the trigger: "если маслихат выразил недоверие"; a mere event has no actor."""
    start, end = found
    if not asks(scene.passage, start, end):
        return None
    return next(
        (code for m in scene.mentions if start <= m.start < end and _acts(scene, m, start)
         for code in m.codes if code not in holders),
        None,
    )  # fmt: skip


def _acts(scene: Scene, mention: Mention, start: int) -> bool:
    """Whether a holder is the subject of the condition; "если" may make him look like an object."""
    opens = scene.passage.lang is Lang.RUS and mention.start == start + 1
    return mention.case == "Nom" or (opens and mention.case in {"Acc", "Gen", GOVERNED})


def _trigger(actor: Holder | None, start: int, end: int) -> Limit:
    return Limit(ConstraintType.TRIGGER, actor, None, start, end, "condition", only="+")


# --- Russian -------------------------------------------------------------------------------------


def opened_by_if(scene: Scene, _: Sequence[Act], __: Sequence[Limit]) -> Place:
    """A clause opened by "если" or "когда": "если предложение отклонено"."""
    words = scene.passage.words
    start = next((at for at, word in enumerate(words) if word.low in {"если", "когда"}), None)
    if start is None or OTHERWISE & set(scene.passage.lows(start, start + 3)):
        return None
    end = start + 1
    while end < len(words) and end in scene.side:
        end += 1
    voted = any(low.startswith(VOTED) for low in scene.passage.lows(start, end))
    return None if voted else (start, end)


def opened_by_after(scene: Scene, _: Sequence[Act], limits: Sequence[Limit]) -> Place:
    """What must come first opens the sentence: "После введения закона комиссия назначает"."""
    words = scene.passage.words
    if not words or words[0].low != "после" or any(x.type in TIMED for x in limits):
        return None
    return 0, min(2, len(words))


def by_an_event(scene: Scene, _: Sequence[Act], __: Sequence[Limit]) -> Place:
    """An event named after "при": "при повторном отклонении", but not "при исполнении"."""
    words = scene.passage.words
    for place, word in enumerate(words):
        if word.low != "при":
            continue
        noun = place + 1
        while noun < len(words) and words[noun].pos in {"ADJ", "NUM"}:
            noun += 1
        told = words[noun].low if noun < len(words) else ""
        if told.endswith(EVENTS) and not told.startswith(DOINGS):
            return place, noun + 1
    return None


def faulty_thing(scene: Scene, given: Sequence[Act], _: Sequence[Limit]) -> Place:
    """A fault of what is undone: "отменяет акты, не соответствующие закону", "қайшы"."""
    if not any(act.predicate.base in FAULTY for act in given):
        return None
    found = fault(scene.passage)
    return (found.start, found.end) if found else None


# --- Kazakh --------------------------------------------------------------------------------------


def conditional_verb(scene: Scene, _: Sequence[Act], __: Sequence[Limit]) -> Place:
    """A conditional verb or a participle in the locative: "сұраса", "жоқ болғанда"."""
    words = scene.passage.words
    for place, word in enumerate(words):
        at_the_time = word.low in MOMENTS and place and words[place - 1].form == "Part"
        located = at_the_time or (word.form == "Part" and word.case == "Loc")
        voted = word.low.startswith("бер") and scene.passage.lows(place - 1, place) == ("дауыс",)
        if (word.mood == "Cnd" or located) and not voted and word.low not in IDIOMS:
            found = _since_comma(scene.passage, place)
            if not OTHERWISE & set(scene.passage.lows(*found)):
                return found
    return None


def after_participle(scene: Scene, _: Sequence[Act], limits: Sequence[Limit]) -> Place:
    """What must come first: "заң қолданысқа енгізілгеннен кейін"."""
    words = scene.passage.words
    if any(limit.type in TIMED for limit in limits):
        return None
    for place, word in enumerate(words[:-1]):
        follows = words[place + 1].low in {"кейін", "соң"}
        if follows and word.form == "Part" and word.case == "Abl":
            return _since_comma(scene.passage, place + 1)
    return None


def _since_comma(passage: Passage, place: int) -> tuple[int, int]:
    start = place
    while start and passage.words[start - 1].low not in {",", ";", ":"}:
        start -= 1
    return start, place + 1


Rule = Callable[[Scene, Sequence[Act], Sequence[Limit]], Place]
RULES: dict[Lang, tuple[Rule, ...]] = {
    Lang.RUS: (opened_by_if, opened_by_after, by_an_event, faulty_thing),
    Lang.KAZ: (conditional_verb, after_participle, faulty_thing),
}
