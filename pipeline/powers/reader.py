"""The first reading of clauses: label, powers, and the words behind each field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.language import docs
from pipeline.powers.assemble import Draft, Source, draft, drafts, power, proposers
from pipeline.powers.bounds import NOTHING, bound, named_holder
from pipeline.powers.constraints import Limit, addressee, find_limits
from pipeline.powers.domains import shared_domain
from pipeline.powers.holders import Mention, find_holders
from pipeline.powers.labels import REPORTING, SETTLING, Act, Evidence, Verdict, decide
from pipeline.powers.lexicon import Match, lexicon
from pipeline.powers.objects import Thing, find_things, reach
from pipeline.powers.predicates import MENTIONED, Predicate, cues, find_predicates, side_clauses
from pipeline.powers.roles import Actor, Scene, actors, implied
from pipeline.powers.words import Passage, passage
from pipeline.records import Clause, Power, Reading
from pipeline.vocabulary import Action, ConstraintType, Holder, Label, Lang, Polarity

BATCH = 256
UNSURE = 0.6
# How the doubt about a label is shared among the others.
RIVALS = {
    Label.REMOVE: {Label.GRANT: 0.3, Label.CONSTRAIN: 0.2, Label.NONE: 0.5},
    Label.GRANT: {Label.REMOVE: 0.05, Label.CONSTRAIN: 0.45, Label.NONE: 0.5},
    Label.CONSTRAIN: {Label.REMOVE: 0.05, Label.GRANT: 0.5, Label.NONE: 0.45},
    Label.NONE: {Label.REMOVE: 0.05, Label.GRANT: 0.55, Label.CONSTRAIN: 0.4},
}
ISSUERS = {"decree": Holder.PRESIDENT, "ukaz": Holder.PRESIDENT, "edict": Holder.PRESIDENT,
           "delegation": None}  # fmt: skip
SAID_AS_PROHIBITION = {
    ConstraintType.INCOMPATIBILITY, ConstraintType.TERM, ConstraintType.FREQUENCY,
    ConstraintType.ELIGIBILITY, ConstraintType.CONCLUSION,
}  # fmt: skip
REMOVED = Power(None, None, None, None, Polarity.LIMITS)


@dataclass(frozen=True, slots=True)
class Memory:
    """What the clause before left for pronouns: who acted, and on what."""

    article: str = ""
    mentions: tuple[Mention, ...] = ()
    things: tuple[Thing, ...] = ()
    passage: Passage | None = None
    last: Draft | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """Why a clause was read as it was: (step, rule, words) in the order of decisions."""

    steps: tuple[tuple[str, str, str], ...]


class Reader:
    """Reads clauses in document order; `он`, `ол` and "в этом случае" look one clause back."""

    def read(self, clauses: Iterable[Clause]) -> Iterator[Reading]:
        """One reading for each clause."""
        for reading, _ in self.explain(clauses):
            yield reading

    def explain(self, clauses: Iterable[Clause]) -> Iterator[tuple[Reading, Trace]]:
        """Each reading with the names of the rules that decided it."""
        memory: dict[Lang, Memory] = {}
        batch: list[Clause] = []
        for clause in clauses:
            batch.append(clause)
            if len(batch) == BATCH:
                yield from self._read_batch(batch, memory)
                batch = []
        yield from self._read_batch(batch, memory)

    def _read_batch(
        self, batch: Sequence[Clause], memory: dict[Lang, Memory]
    ) -> Iterator[tuple[Reading, Trace]]:
        tagged = _tag(batch)
        for clause in batch:
            article = f"{clause.version_id}/{clause.eid.split('__')[0]}"
            before = memory.get(clause.lang, Memory())
            if before.article != article:
                before = Memory(article)
            lead = tagged[clause.lang, clause.lead_in] if clause.lead_in else None
            reading, trace, memory[clause.lang] = read_clause(
                clause, tagged[clause.lang, clause.text], lead, before
            )
            yield reading, trace


def _tag(batch: Sequence[Clause]) -> dict[tuple[Lang, str], Passage]:
    """All distinct texts of a batch, tagged once."""
    tagged = {}
    for lang in Lang:
        texts = {c.text for c in batch if c.lang is lang}
        texts |= {c.lead_in for c in batch if c.lang is lang}
        ordered = sorted(texts)
        for text, doc in zip(ordered, docs(ordered, lang), strict=True):
            tagged[lang, text] = passage(doc, lang)
    return tagged


def read_clause(
    clause: Clause, words: Passage, lead: Passage | None, before: Memory
) -> tuple[Reading, Trace, Memory]:
    """The story of one reading.

    1. find who is named, and which limits are set
    2. find the acts, who holds each, and what it acts on
    3. decide the label from acts, limits and cues
    4. put the powers together
    """
    lead = Passage(lead.words, lead.lang, "lead_in") if lead else None
    scene, limits = _scene(clause, words, lead, before)
    predicates = find_predicates(words, lead)
    told = [predicate for predicate in predicates if predicate.manner != MENTIONED]
    acts = [_act(scene, predicate) for predicate in told or _act_of_lead_in(words, lead)]
    things = _things(scene, acts, before)
    acts = [_implied(act, found) for act, found in zip(acts, things, strict=True)]
    verdict = decide(Evidence(words, tuple(acts), tuple(limits), bool(cues(words, "duty")),
                              bool(scene.mentions or scene.lead_mentions)))
    vague = all(act.predicate.row.get("name") == "works_out" and not act.objects for act in acts)
    if verdict.label is Label.CONSTRAIN and vague:
        acts = [Act(predicate, ()) for predicate in predicates[:1]]
        things = _things(scene, acts, before)
    made = _drafts(scene, verdict, acts, things, limits, before)
    source = Source(clause.text, _passages(words, lead, before))
    powers = _powers(verdict, made, limits, source, scene)
    sure = _sureness(verdict, scene, predicates, powers)
    reading = Reading(
        clause, verdict.label, _proba(verdict.label, sure), tuple(powers),
        needs_review=_needs_review(verdict, sure, acts, powers),
    )  # fmt: skip
    trace = _trace(verdict, acts, limits, source)
    return reading, trace, _remember(before.article, words, made, things, before)


def _passages(words: Passage, lead: Passage | None, before: Memory) -> dict[str, Passage]:
    found = {"clause": words}
    if lead:
        found["lead_in"] = lead
    if before.passage:
        found["before"] = before.passage
    return found


def _scene(
    clause: Clause, words: Passage, lead: Passage | None, before: Memory
) -> tuple[Scene, list[Limit]]:
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
        words, tuple(mentions), taken, votes, quotas, side_clauses(words), tuple(cues(words, "given_to")),
        continues=_continues(words, bool(lead)),
        lead=lead,
        lead_mentions=tuple(m for m in lead_mentions if m.start not in lead_taken),
        before=before.mentions,
        issuer=_issuer(clause.act),
    )  # fmt: skip
    return scene, limits + [limit for limit in lead_limits if limit.actor]


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


def _act_of_lead_in(words: Passage, lead: Passage | None) -> list[Predicate]:
    """Items that only say what laws are about: "вправе издавать законы, касающиеся: ..."."""
    sentence = any(word.form == "Fin" for word in words.words)
    if lead is None or sentence or not cues(lead, "scope"):
        return []
    row = {"code": "issue", "object": "law"}
    return [Predicate("issue", row, 0, 0, 0, "permitted", "act_of_lead_in")]


def _act(scene: Scene, predicate: Predicate) -> Act:
    return Act(predicate, tuple(actors(scene, predicate)))


def _things(scene: Scene, acts: Sequence[Act], before: Memory) -> list[list[Thing]]:
    """Objects of each act; a pronoun stands for those of the act or the clause before."""
    named = {m.start for act in acts for a in act.actors if (m := a.mention) and m.where == "clause"}
    free = [t for t in find_things(scene.passage, scene.taken) if not
            (t.start in named and t.kind not in {"election", "referendum"})]
    found = reach([act.predicate for act in acts], free, scene.passage.lang)
    last: list[Thing] = list(before.things)
    for place, things in enumerate(found):
        if things and things[0].kind == "pronoun":
            accepted = [t for t in last if t.kind in acts[place].predicate.row.get("takes", ())]
            found[place] = accepted or things
        elif things:
            last = things
    return found


def _implied(act: Act, things: Sequence[Thing]) -> Act:
    """The holder that follows from the act and its object alone."""
    codes = tuple(code for thing in things for code in thing.codes)
    base = act.predicate.row.get("object")
    if act.actors:
        return replace(act, objects=codes)
    holder, grants = implied(act.predicate.base, codes[0] if codes else base)
    if holder and grants and act.predicate.manner in {"permitted", "asserted"}:
        return replace(act, actors=(Actor(holder, None, "implied_by_act"),), objects=codes,
                       implied=True)
    return replace(act, objects=codes)


def _drafts(
    scene: Scene, verdict: Verdict, acts: Sequence[Act], things: Sequence[Sequence[Thing]],
    limits: Sequence[Limit], before: Memory,
) -> list[Draft]:  # fmt: skip
    if verdict.rule == "exempt":
        return _exempted(scene, limits, before)
    if verdict.label is Label.CONSTRAIN and before.last and cues(scene.passage, "same_right"):
        return [replace(before.last, predicate=NOTHING, thing=None)]
    if verdict.label is Label.CONSTRAIN:
        return bound(scene, acts, things, limits)
    if verdict.label is not Label.GRANT:
        return []
    made = []
    for act, found in zip(acts, things, strict=True):
        if not act.gives and act.predicate.base != "immunity":
            continue
        if act.predicate.row.get("name") in REPORTING:
            continue
        if act.predicate.manner == "condition" and not _settled(scene, act, told=acts):
            continue
        vague = act.predicate.row.get("name") == "works_out" or act.predicate.base == "take"
        passive = act.predicate.passive and act.predicate.row.get("name") == "works_out"
        if (vague and not found and len(acts) > 1) or passive:
            continue
        made += drafts(act.predicate, act.actors, found)
    domains = [one.domain for one in made]
    made = [replace(d, domain=shared_domain(d.domain, d.obj, domains)) for d in made]
    unique: dict[tuple[object, ...], Draft] = {}
    for one in made:
        unique.setdefault((one.actor.holder, one.action, one.obj, one.domain), one)
    return list(unique.values())


def _settled(scene: Scene, act: Act, told: Sequence[Act]) -> bool:
    """Whether an act told in passing is a power: a vote, an appointment, a choice of deputies."""
    predicate = act.predicate
    if predicate.base in SETTLING:
        return predicate.rule != "condition_act"
    if predicate.rule == "condition_act" and predicate.anchor in scene.side:
        where = "где" in scene.passage.lows(0, predicate.anchor)
        return where or any(vote.start in scene.side for vote in scene.votes)
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


def _exempted(scene: Scene, limits: Sequence[Limit], before: Memory) -> list[Draft]:
    """Who is freed from the limit of the clause before may do what that clause forbade."""
    person = named_holder(scene, set())
    if person is None:
        return []
    if before.last is None:
        return [draft(NOTHING, person, None, None)]
    return [replace(before.last, predicate=NOTHING, actor=person, thing=None)]


def _powers(
    verdict: Verdict, made: Sequence[Draft], limits: Sequence[Limit], source: Source, scene: Scene
) -> list[Power]:
    if verdict.label is Label.REMOVE:
        return [REMOVED]
    sign = "+" if verdict.label is Label.GRANT else "-"
    kept = _without_echoes([limit for limit in limits if limit.only in {"", sign}])
    powers = []
    for one in made:
        own = _limits_of(one, made, kept)
        if verdict.label is Label.GRANT and one.action in {Action.PROPOSE, Action.NOMINATE}:
            own += _consent_of_addressee(scene, one, own)
        powers.append(power(one, own, source, verdict.label))
    if verdict.label is Label.GRANT:
        known = {(p.holder, p.action, p.object) for p in powers}
        powers += [p for p in proposers(powers) if (p.holder, p.action, p.object) not in known]
    return powers


def _without_echoes(limits: Sequence[Limit]) -> list[Limit]:
    """Each limit once; a prohibition that only words another limit ("не более двух раз") goes."""
    first: dict[tuple[object, ...], Limit] = {}
    for limit in limits:
        first.setdefault((limit.type, limit.actor, limit.value), limit)
    kept = list(first.values())
    if any(limit.type in SAID_AS_PROHIBITION for limit in kept):
        kept = [x for x in kept if x.type is not ConstraintType.PROHIBITION or x.name == "except"]
    return kept


def _consent_of_addressee(scene: Scene, one: Draft, own: Sequence[Limit]) -> list[Limit]:
    """A proposal needs the consent of him to whom it goes: "вносит Президенту предложение"."""
    asked = addressee(scene.passage, scene.free)
    if asked is None or any(limit.type is ConstraintType.CONSENT for limit in own):
        return []
    return [Limit(ConstraintType.CONSENT, code, None, asked.start, asked.end, "addressee")
            for code in asked.codes if code is not one.actor.holder]


def _limits_of(one: Draft, made: Sequence[Draft], limits: Sequence[Limit]) -> list[Limit]:
    """A limit binds all acts of one holder; between several holders it binds the nearest act."""
    limits = _own_terms(one, limits)
    if len({other.actor.holder for other in made}) == 1:
        return [limit for limit in limits if limit.actor != one.actor.holder or
                limit.type in {ConstraintType.MAJORITY}]
    mine = []
    for limit in limits:
        if limit.where != "clause":
            mine.append(limit)
            continue
        nearest = min(made, key=lambda other: _distance(other, limit))
        if _distance(one, limit) == _distance(nearest, limit) and limit.actor != one.actor.holder:
            mine.append(limit)
    return mine


def _own_terms(one: Draft, limits: Sequence[Limit]) -> list[Limit]:
    """Of several terms the one that follows the object: "судей на восемь лет, членов на пять"."""
    terms = [limit for limit in limits if limit.type is ConstraintType.TERM]
    if len(terms) < 2 or one.thing is None:
        return list(limits)
    later = [term for term in terms if term.start >= one.thing.end - 1]
    own = min(later or terms, key=lambda term: term.start)
    return [limit for limit in limits if limit.type is not ConstraintType.TERM or limit is own]


def _distance(one: Draft, limit: Limit) -> int:
    predicate = one.predicate
    if limit.end <= predicate.start:
        return predicate.start - limit.end
    return max(0, limit.start - predicate.end)


def _sureness(
    verdict: Verdict, scene: Scene, predicates: Sequence[Predicate], powers: Sequence[Power]
) -> float:
    """Less sure where a state holder is the subject of a verb that no list knows."""
    sure = verdict.sure
    if verdict.rule == "nothing_said" and not predicates:
        subjects = [m for m in scene.mentions if m.case == "Nom"] or scene.lead_mentions
        sure = 0.55 if subjects else 0.85
    if verdict.label is Label.GRANT and any(p.holder is Holder.STATE_BODY for p in powers):
        sure -= 0.15
    return round(sure, 4)


def _proba(label: Label, sure: float) -> dict[Label, float]:
    shares = {rival: (1 - sure) * share for rival, share in RIVALS[label].items()}
    return {each: sure if each is label else shares[each] for each in Label}


def _needs_review(
    verdict: Verdict, sure: float, acts: Sequence[Act], powers: Sequence[Power]
) -> bool:
    if sure < UNSURE:
        return True
    granted = [act for act in acts if act.gives]
    if verdict.label is Label.GRANT:
        mixed = any(act.predicate.forbidden for act in acts)
        return not granted or not powers or mixed or any(act.implied for act in granted)
    return verdict.label is Label.CONSTRAIN and bool(granted) and verdict.sure < 0.8


def _remember(
    article: str, words: Passage, made: Sequence[Draft], things: Sequence[Sequence[Thing]],
    before: Memory,
) -> Memory:  # fmt: skip
    """What the next clause may point back to."""
    mentions = []
    for one in made:
        if one.actor.holder is Holder.STATE_BODY:
            continue
        mention = one.actor.mention
        if mention is None or mention.where != "clause":
            mention = Mention((one.actor.holder,), 0, 0, "Nom", "", where="")
        mentions.append(replace(mention, where="before" if mention.where else "", case="Nom"))
    objects = [replace(t, where="before") for found in things for t in found
               if t.kind != "pronoun" and t.where == "clause"]
    unique_mentions = {m.codes: m for m in reversed(mentions)}
    return Memory(
        article,
        tuple(reversed(unique_mentions.values())) or before.mentions,
        tuple(dict.fromkeys(objects)) or before.things,
        Passage(words.words, words.lang, "before"),
        made[0] if made else before.last,
    )


def _trace(
    verdict: Verdict, acts: Sequence[Act], limits: Sequence[Limit], source: Source
) -> Trace:
    words = source.passages["clause"].words

    def shown(start: int, end: int) -> str:
        return source.clause[words[start].start : words[end - 1].end] if start < end else ""

    steps = [("label", verdict.rule, verdict.label.value)]
    for act in acts:
        predicate = act.predicate
        steps.append(("action", predicate.rule, shown(predicate.start, predicate.end)))
        steps += [("holder", actor.rule, actor.holder.value) for actor in act.actors]
    for limit in limits:
        text = shown(limit.start, limit.end) if limit.where == "clause" else limit.where
        steps.append(("constraint", limit.name, text))
    return Trace(tuple(steps))
