"""From the words of a clause to what it tells: scene, acts, their objects, drafts of powers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.powers.assemble import Draft, draft, drafts
from pipeline.powers.bounds import bound, named_holder, nothing
from pipeline.powers.constraints import Limit, find_limits
from pipeline.powers.domains import domain_of, shared_domain, topics_of
from pipeline.powers.evidence import Act, Verdict
from pipeline.powers.holders import find_holders
from pipeline.powers.labels import REPORTING, SETTLING, refused_by_house
from pipeline.powers.lexicon import Match, lexicon
from pipeline.powers.memory import Memory
from pipeline.powers.objects import Thing
from pipeline.powers.predicates import Predicate, cues, side_clauses, telling_words
from pipeline.powers.roles import actors, implied
from pipeline.powers.subjects import Actor, Scene
from pipeline.powers.words import Passage
from pipeline.records import Clause
from pipeline.vocabulary import ConstraintType, Holder, Label, Lang

# Who speaks in an act whose orders have no subject, by a word of the act's key.
ISSUERS = {"decree": Holder.PRESIDENT, "ukaz": Holder.PRESIDENT, "edict": Holder.PRESIDENT}
# What a list's head says of all its items, whoever is named: "В случае войны Президент:".
OF_A_LIST = {ConstraintType.TRIGGER, ConstraintType.MAJORITY, ConstraintType.DEADLINE}


def set_scene(
    clause: Clause, words: Passage, lead: Passage | None, before: Memory
) -> tuple[Scene, list[Limit]]:
    """All that may tell who acts, and the limits that the clause and its lead-in set."""
    mentions = find_holders(words)
    limits = find_limits(words, mentions)
    lead_mentions = find_holders(lead) if lead else []
    lead_limits = find_limits(lead, lead_mentions) if lead else []
    taken = frozenset(
        place for limit in limits if limit.actor or limit.type is ConstraintType.MAJORITY
        for place in range(limit.start, limit.end)
    )  # fmt: skip
    lead_taken = {p for limit in lead_limits if limit.actor for p in range(limit.start, limit.end)}
    votes = _of_type(words, ConstraintType.MAJORITY)
    quotas = _of_type(words, ConstraintType.INITIATIVE_QUOTA)
    scene = Scene(
        words,
        tuple(mentions),
        taken,
        votes,
        quotas,
        side_clauses(words),
        tuple(cues(words, "given_to")),
        continues=_continues(words, bool(lead)),
        lead=lead,
        lead_mentions=tuple(m for m in lead_mentions if m.start not in lead_taken),
        before=before.mentions,
        issuer=issuer_of(clause.act),
    )
    return scene, limits + [x for x in lead_limits if x.actor or x.type in OF_A_LIST]


def bound_by_lead(scene: Scene) -> bool:
    """Whether the list's head binds its holder: "Судья должен соблюдать:", "тиіс:"."""
    if scene.lead is None or not scene.lead_mentions:
        return False
    return any(cues(scene.lead, section) for section in ("duty", "forbidden"))


def _of_type(words: Passage, kind: ConstraintType) -> tuple[Match, ...]:
    """Constructions of one type of constraint, as they stand in the words."""
    found = lexicon("constraints", "constraint", words.lang).longest(words)
    return tuple(match for match in found if match.entry.data["type"] == kind.value)


def _continues(words: Passage, has_lead: bool) -> bool:
    found = [m for m in cues(words, "continues") if m.start < 8]
    return bool(found) and not has_lead


def issuer_of(act: str) -> Holder | None:
    """Who speaks in an act whose orders have no subject: the President in a decree."""
    return next((holder for word, holder in ISSUERS.items() if word in act), None)


def act_of_lead_in(words: Passage, lead: Passage | None) -> list[Predicate]:
    """Items that only say what laws are about: "вправе издавать законы, касающиеся: ..."."""
    sentence = any(word.form == "Fin" for word in words.words)
    if lead is None or sentence or not cues(lead, "scope"):
        return []
    row = {"code": "issue", "object": "law"}
    act = Predicate("issue", row, 0, 0, 0, "permitted", "act_of_lead_in")
    return [replace(act, said=telling_words(lead), where="lead_in")]


def find_act(scene: Scene, predicate: Predicate) -> Act:
    """A predicate with its holders."""
    return Act(predicate, tuple(actors(scene, predicate)))


def with_implied_holder(act: Act, things: Sequence[Thing]) -> Act:
    """The holder that follows from the act and its object alone."""
    codes = tuple(code for thing in things for code in thing.codes)
    base = act.predicate.row.get("object")
    if act.actors:
        return replace(act, objects=codes)
    holder, grants = implied(act.predicate.base, codes[0] if codes else base)
    if holder and grants and act.predicate.manner in {"permitted", "asserted"}:
        return replace(
            act, actors=(Actor(holder, None, "implied_by_act"),), objects=codes, implied=True
        )
    return replace(act, objects=codes)


def first_told(words: Passage, predicates: Sequence[Predicate]) -> list[Predicate]:
    """The first act that is but spoken of, and those joined to it under a duty.

    "обязан приостановить дело и обратиться в суд"
    """
    first = predicates[0] if predicates else None
    if first is None or words.words[first.anchor].form != "Inf":
        return list(predicates[:1])
    return [one for one in predicates if words.words[one.anchor].form == "Inf"]


def vague(act: Act) -> bool:
    """Whether a verb of wide meaning stands without an object: "осуществляется", "жүргізіледі"."""
    return act.predicate.row.get("name") == "works_out" and not act.objects


def draft_powers(
    scene: Scene,
    verdict: Verdict,
    acts: Sequence[Act],
    things: Sequence[Sequence[Thing]],
    limits: Sequence[Limit],
    before: Memory,
) -> list[Draft]:
    """Powers in the making, each holder, action and object once."""
    if verdict.rule == "exempt":
        return _exempted(scene, before)
    if verdict.label is Label.CONSTRAIN and before.last and cues(scene.passage, "same_right"):
        return [replace(before.last, predicate=nothing(scene), thing=None)]
    if verdict.label is Label.CONSTRAIN:
        return about(scene, bound(scene, acts, things, limits))
    if verdict.label is not Label.GRANT:
        return []
    made = []
    for act, found in zip(acts, things, strict=True):
        if _tells_a_power(scene, act, found, acts):
            made += drafts(act.predicate, act.actors, found)
    made = about(scene, made)
    domains = [one.domain for one in made]
    made = [replace(d, domain=shared_domain(d.domain, d.obj, domains)) for d in made]
    unique: dict[tuple[object, ...], Draft] = {}
    for one in made:
        unique.setdefault((one.actor.holder, one.action, one.obj, one.domain), one)
    return list(unique.values())


def about(scene: Scene, made: Sequence[Draft]) -> list[Draft]:
    """The drafts, their domains looked up once more by what the words around each act are about."""
    told = []
    for one in made:
        name = str(one.predicate.row.get("name", ""))
        kind = one.thing.kind if one.thing else ""
        facts = (one.action, one.obj, one.actor.holder, kind, name)
        domain = one.domain
        if domain is domain_of(*facts):  # else a rule of its own gave it
            domain = domain_of(*facts, _topics(scene, one.predicate, made))
        told.append(replace(one, domain=domain))
    return told


def _topics(scene: Scene, predicate: Predicate, made: Sequence[Draft]) -> frozenset[str]:
    """What the words from the act before to the act after are about; else what the lead-in is."""
    acts = [one.predicate for one in made if one.predicate is not predicate]
    start = max((p.end for p in acts if p.end <= predicate.start), default=0)
    later = [p.start for p in acts if p.start >= predicate.end]
    end = min(later, default=len(scene.passage.words))
    found = topics_of(scene.passage, start, end)
    return found or (topics_of(scene.lead) if scene.lead else frozenset())


def _tells_a_power(scene: Scene, act: Act, found: Sequence[Thing], acts: Sequence[Act]) -> bool:
    """Whether one act of a granting clause is a power of its own."""
    predicate = act.predicate
    if not act.gives and predicate.base != "immunity":
        return False
    if predicate.row.get("name") in REPORTING:
        return False
    if predicate.manner == "condition" and not _settled(scene, act, acts):
        return False
    empty = not found and len(acts) > 1
    if predicate.base == "take" and any(a.predicate.rule == "noun_of_decision" for a in acts):
        return False  # "Решение об отрешении принимается": told already
    if predicate.row.get("name") == "works_out":
        by_agent = any(actor.rule == "agent" for actor in act.actors)
        return not (empty or (predicate.passive and not by_agent))
    return not (predicate.base == "take" and empty)


def _settled(scene: Scene, act: Act, told: Sequence[Act]) -> bool:
    """Whether an act told in passing is a power: a vote, an appointment, a choice of deputies."""
    predicate = act.predicate
    if refused_by_house(act):
        return not _ground_of(act, told)
    if predicate.base in SETTLING:
        doing = {actor.mention.start for a in told for actor in a.actors if actor.mention}
        own = predicate.rule == "attributive_vote" and predicate.end in doing
        return predicate.rule != "condition_act" and not own  # "ол тағайындаған әкімдер шешеді"
    if predicate.rule == "condition_act" and predicate.anchor in scene.side:
        return any(vote.start in scene.side for vote in scene.votes)
    if predicate.rule == "attributive_vote" and any(
        act.actors and act.predicate.rule == "condition_act" for act in told
    ):
        return False  # "ұсынылған өзгерістермен келіссе": the vote is on what follows
    others = [
        a.predicate.anchor for a in told
        if a.predicate.anchor < predicate.anchor and a.predicate.base != "take"
        and a.predicate.rule != "attributive_vote"  # "Сенат енгізген өзгертулермен келіссе"
    ]  # fmt: skip
    ahead = scene.passage.lang is Lang.RUS
    return any(
        max(others, default=-1) <= vote.start and (ahead or vote.start < predicate.anchor)
        for vote in scene.votes
    )


def _ground_of(act: Act, told: Sequence[Act]) -> bool:
    """Whether a refusal is why its house is dissolved: "распускает Сенат, если он отказал"."""
    houses = {actor.holder.value for actor in act.actors}
    return any(
        a.gives and houses & set(a.objects) and a.predicate.anchor < act.predicate.anchor
        for a in told
    )


def _exempted(scene: Scene, before: Memory) -> list[Draft]:
    """Who is freed from the limit of the clause before may do what that clause forbade."""
    person = named_holder(scene, set())
    if person is None:
        return []
    if before.last is None:
        return [draft(nothing(scene), person, None, None)]
    return [replace(before.last, predicate=nothing(scene), actor=person, thing=None)]
