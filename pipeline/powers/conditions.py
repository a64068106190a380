"""A named case that lets a power be used: "если маслихат выразил недоверие", "сұраса".

Grammar tells them, not a list: a Russian clause opened by "если", a Kazakh conditional verb, a
Kazakh participle in the locative.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.powers.constraints import Limit
from pipeline.powers.holders import GOVERNED, Mention
from pipeline.powers.labels import Act
from pipeline.powers.subjects import Scene
from pipeline.powers.words import Passage
from pipeline.vocabulary import ConstraintType, Holder, Lang

LINKING = {"болу", "ету"}  # verbs that carry no case of their own: "сәйкес болса"


def conditions(scene: Scene, acts: Sequence[Act], limits: Sequence[Limit]) -> list[Limit]:
    """The condition of a clause as a trigger, where no construction of the list names it.

    A condition that is itself the power ("если Мажилис одобрит двумя третями") is none.
    """
    if any(limit.type is ConstraintType.TRIGGER for limit in limits):
        return []
    given = [act for act in acts if act.gives and act.predicate.manner != "condition"]
    if not given:
        return []
    found = _russian(scene) if scene.passage.lang is Lang.RUS else _kazakh(scene.passage)
    if found is None:
        return []
    start, end = found
    holders = {actor.holder for act in given for actor in act.actors}
    actor = next(
        (code for m in scene.mentions if start <= m.start < end and _acts(scene, m, start)
         for code in m.codes if code not in holders),
        None,
    )  # fmt: skip
    return [_trigger(actor, start, end)]


def _acts(scene: Scene, mention: Mention, start: int) -> bool:
    """Whether a holder is the subject of the condition; "если" may make him look like an object."""
    opens = scene.passage.lang is Lang.RUS and mention.start == start + 1
    return mention.case == "Nom" or (opens and mention.case in {"Acc", "Gen", GOVERNED})


def _trigger(actor: Holder | None, start: int, end: int) -> Limit:
    return Limit(ConstraintType.TRIGGER, actor, None, start, end, "condition", only="+")


def _russian(scene: Scene) -> tuple[int, int] | None:
    words = scene.passage.words
    start = next((at for at, word in enumerate(words) if word.low == "если"), None)
    if start is None:
        return None
    end = start + 1
    while end < len(words) and end in scene.side:
        end += 1
    return start, end


def _kazakh(passage: Passage) -> tuple[int, int] | None:
    words = passage.words
    for place, word in enumerate(words):
        located = word.form == "Part" and word.case == "Loc"
        if word.mood == "Cnd" or located:
            start = place
            while start and words[start - 1].low not in {",", ";", ":"}:
                start -= 1
            return start, place + 1
    return None
