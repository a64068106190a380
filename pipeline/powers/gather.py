"""From the words of a clause to what it tells: scene, acts, their objects, drafts of powers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.powers.assemble import Draft, draft, drafts
from pipeline.powers.authored import with_authors
from pipeline.powers.bounds import bound, named_holder, nothing
from pipeline.powers.constraints import Limit, find_limits
from pipeline.powers.domains import domain_of, shared_domain, topics_of
from pipeline.powers.evidence import Act, Verdict
from pipeline.powers.holders import find_holders
from pipeline.powers.labels import REPORTING, SETTLING, refused_by_house
from pipeline.powers.lexicon import Match, lexicon
from pipeline.powers.memory import Memory
from pipeline.powers.objects import OFFICE_KINDS, Thing, accepts, find_things, reach
from pipeline.powers.predicates import Predicate, cues, side_clauses, telling_words
from pipeline.powers.roles import actors, implied
from pipeline.powers.subjects import Actor, Scene
from pipeline.powers.territory import with_levels
from pipeline.powers.words import Passage
from pipeline.records import Clause
from pipeline.vocabulary import ConstraintType, Holder, Label, Lang

# Who speaks in an act whose orders have no subject, by a word of the act's key.
ISSUERS = {"decree": Holder.PRESIDENT, "ukaz": Holder.PRESIDENT, "edict": Holder.PRESIDENT}
# Acts on the office that the clause before named, where they name none themselves.
POINTING_BACK = {"nominate", "consent"}
POINTING = {"эти", "этих", "такие", "таких", "их", "осы", "бұл", "мұндай", "олардың"}
# What a list's head says of all its items, whoever is named: "В случае войны Президент:".
OF_A_LIST = {ConstraintType.TRIGGER, ConstraintType.MAJORITY, ConstraintType.DEADLINE}
CONJUNCTIONS = {"и", "или", "либо", "және", "не", "немесе"}


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
        issuer=_issuer(clause.act),
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


def _issuer(act: str) -> Holder | None:
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


def objects_of(scene: Scene, acts: Sequence[Act], before: Memory) -> list[list[Thing]]:
    """Objects of each act; a pronoun stands for those of the act or the clause before."""
    mentions = [actor.mention for act in acts for actor in act.actors if actor.mention]
    named = {
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
    free = [t for t in told if t.start not in named or t.kind in {"election", "referendum"}]
    if all(act.predicate.anchor not in scene.side for act in acts):
        free = [thing for thing in free if thing.start not in scene.side]
    found = reach([act.predicate for act in acts], free, scene.passage.lang)
    last: list[Thing] = list(before.things)
    for place, things in enumerate(found):
        if things and things[0].kind == "pronoun":
            accepted = [t for t in last if t.kind in acts[place].predicate.row.get("takes", ())]
            found[place] = accepted or things
        elif things:
            last = things
        elif chosen := _chosen(scene, acts[place], told):
            found[place] = last = chosen
        elif acts[place].predicate.base in POINTING_BACK:  # "предлагает двух кандидатов"
            elected = acts[place].predicate.base == "nominate"
            found[place] = [thing for thing in last if _names_an_office(thing, elected)]
    return found


def _chosen(scene: Scene, act: Act, told: Sequence[Thing]) -> list[Thing]:
    """Whom a passive is about, though he acts later: "Председатель назначается Президентом"."""
    predicate = act.predicate
    own = {actor.mention.start for actor in act.actors if actor.mention}
    if not predicate.passive or predicate.manner != "asserted" or not own:
        return []
    ahead = [t for t in told if t.end == predicate.start and t.case == "Nom" and t.start not in own]
    return [thing for thing in ahead if accepts(predicate, thing, scene.passage.lang)]


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
        return True
    if predicate.base in SETTLING:
        return predicate.rule != "condition_act"
    if predicate.rule == "condition_act" and predicate.anchor in scene.side:
        return any(vote.start in scene.side for vote in scene.votes)
    if predicate.rule == "attributive_vote" and any(
        act.actors and act.predicate.rule == "condition_act" for act in told
    ):
        return False  # "ұсынылған өзгерістермен келіссе": the vote is on what follows
    others = [
        a.predicate.anchor for a in told
        if a.predicate.anchor < predicate.anchor and a.predicate.base != "take"
    ]  # fmt: skip
    ahead = scene.passage.lang is Lang.RUS
    return any(
        max(others, default=-1) <= vote.start and (ahead or vote.start < predicate.anchor)
        for vote in scene.votes
    )


def _exempted(scene: Scene, before: Memory) -> list[Draft]:
    """Who is freed from the limit of the clause before may do what that clause forbade."""
    person = named_holder(scene, set())
    if person is None:
        return []
    if before.last is None:
        return [draft(nothing(scene), person, None, None)]
    return [replace(before.last, predicate=nothing(scene), actor=person, thing=None)]
