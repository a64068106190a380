"""What each act of a clause acts on, where it stands by the act and where it is pointed to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.powers.authored import with_authors
from pipeline.powers.evidence import Act
from pipeline.powers.memory import Memory
from pipeline.powers.objects import OFFICE_KINDS, Thing, accepts, find_things, reach
from pipeline.powers.predicates import Predicate
from pipeline.powers.subjects import Scene
from pipeline.powers.territory import with_levels
from pipeline.vocabulary import Lang

# Acts on the office that the clause before named, where they name none themselves.
POINTING_BACK = {"nominate", "consent"}
POINTING = {"эти", "этих", "такие", "таких", "их", "осы", "бұл", "мұндай", "олардың"}
PERSONS_UNNAMED = {("лица",), ("лиц",), ("лицами",), ("лицам",)}
CONJUNCTIONS = {"и", "или", "либо", "және", "не", "немесе"}


def objects_of(scene: Scene, acts: Sequence[Act], before: Memory) -> list[list[Thing]]:
    """Objects of each act; a pronoun stands for those of the act or the clause before."""
    mentions = [actor.mention for act in acts for actor in act.actors if actor.mention]
    acting = {
        place
        for mention in mentions
        if mention.where == "clause"
        for place in range(mention.start, mention.end)
    }
    told = with_authors(
        scene.passage, find_things(scene.passage, scene.taken), list(scene.mentions)
    )
    told = [
        _pointed_back(scene, thing, before)
        for thing in with_levels(scene.passage, told, before.akim)
        if not _repeats_limit(scene, thing)
    ]
    free = [t for t in told if t.start not in acting or t.kind in {"election", "referendum"}]
    if all(act.predicate.anchor not in scene.side for act in acts):
        free = [thing for thing in free if thing.start not in scene.side]
    found = reach([act.predicate for act in acts], free, scene.passage.lang)
    found = [_told_of(scene, *pair, free) for pair in zip(acts, found, strict=True)]
    found = [
        _antecedent(scene, act, told) or things for act, things in zip(acts, found, strict=True)
    ]
    last: list[Thing] = list(before.things)
    for place, (act, things) in enumerate(zip(acts, found, strict=True)):
        base = act.predicate.base
        named = [thing for thing in things if thing.kind != "pronoun"] or _chosen(scene, act, told)
        if named:
            found[place] = last = named
        elif things:
            found[place] = [t for t in last if t.kind in act.predicate.row.get("takes", ())]
            found[place] = found[place] or things
        elif base in POINTING_BACK:  # "предлагает двух кандидатов"
            found[place] = [t for t in last if _names_an_office(t, base == "nominate")]
    return found


def _antecedent(scene: Scene, act: Act, told: Sequence[Thing]) -> list[Thing]:
    """Whom a relative clause tells of: "Судьи, которых назначает Сенат, независимы"."""
    if act.predicate.rule != "relative_act":
        return []
    ahead = [t for t in told if t.end == act.predicate.start - 2]
    return [t for t in ahead if accepts(act.predicate, t, scene.passage.lang)]


def _told_of(scene: Scene, act: Act, found: Sequence[Thing], free: Sequence[Thing]) -> list[Thing]:
    """What a participle tells of stands before it: "Председатель, назначаемый им, и члены"."""
    predicate = act.predicate
    if _of_unnamed_persons(scene, predicate):
        return [thing for thing in free if thing.kind == "body"][:1]
    follows = scene.passage.lows(predicate.start - 1, predicate.start) == (",",)
    if predicate.rule != "passive_of_draft" or not follows:
        return list(found)
    ahead = [t for t in free if t.end <= predicate.start]
    ahead = [t for t in ahead if accepts(predicate, t, scene.passage.lang)]
    return [thing for thing in found if thing in ahead] or ahead[-1:]


def _chosen(scene: Scene, act: Act, told: Sequence[Thing]) -> list[Thing]:
    """Whom a passive is about, though he acts later: "Председатель назначается Президентом"."""
    predicate = act.predicate
    own = {actor.mention.start for actor in act.actors if actor.mention}
    if not predicate.passive or predicate.manner != "asserted" or not own:
        return []
    ahead = [t for t in told if t.end == predicate.start and t.case == "Nom" and t.start not in own]
    return [thing for thing in ahead if accepts(predicate, thing, scene.passage.lang)]


def _of_unnamed_persons(scene: Scene, predicate: Predicate) -> bool:
    """Members without an office: "судьи и другие лица, назначаемые им", "тағайындайтын адамдар".

    The participle tells of them alone, and so of the body that they enter.
    """
    if predicate.rule not in {"passive_of_draft", "attributive_vote"}:
        return False
    if scene.passage.lang is Lang.RUS:
        return scene.passage.lows(predicate.start - 2, predicate.start)[:1] in PERSONS_UNNAMED
    following = scene.passage.lows(predicate.end, predicate.end + 2)
    return any(low.startswith("адамдар") for low in following)


def _names_an_office(thing: Thing, elected: bool) -> bool:
    """An office, or one filled by the election before: "выборы акима ... выдвигает кандидата"."""
    named = elected and thing.kind == "election" and thing.codes != ("election",)
    return named or thing.kind == "office"


def _pointed_back(scene: Scene, thing: Thing, before: Memory) -> Thing:
    """Elections that the clause before named: "эти выборы", "осы сайлау"."""
    pointing = set(scene.passage.lows(thing.start - 2, thing.start)) & POINTING
    if thing.codes != ("election",) or not pointing:
        return thing
    elected = {"election", "office"}
    named = [t.codes for t in before.things if t.kind in elected and t.codes != thing.codes]
    named = named or [(before.akim,)] * bool(before.akim)
    return replace(thing, codes=named[-1]) if named else thing


def _repeats_limit(scene: Scene, thing: Thing) -> bool:
    """Whether a thing is one more of those that a constraint names.

    "с согласия депутатов маслихатов ... либо депутатов маслихата столицы",
    "мәслихаттар депутаттарының не астана мәслихаты депутаттарының келісімімен"
    """
    if thing.kind not in OFFICE_KINDS:
        return False
    if scene.passage.lang is Lang.RUS and thing.start < min(scene.taken, default=0):
        return False  # "Акимов районов избирают по представлению акима области"
    words = scene.passage.words
    # In Russian the accusative of persons is their genitive: only a conjunction tells.
    joined = bool(set(scene.passage.lows(thing.start - 1, thing.start)) & CONJUNCTIONS)
    alike = thing.case == "Gen" or (thing.case == "Acc" and joined)
    if scene.passage.lang is Lang.KAZ and thing.case == "Nom":  # a bare owner joined to the next
        alike = bool(set(scene.passage.lows(thing.end, thing.end + 1)) & CONJUNCTIONS)
    if not alike:
        return False
    limiting = {words[place].lemma for place in scene.taken if place < len(words)}
    return all(word.lemma in limiting for word in words[thing.start : thing.end])
