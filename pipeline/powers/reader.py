"""The first reading of clauses: label, powers, and the words behind each field."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from pipeline.language import docs
from pipeline.powers.assemble import Draft, Source, power, proposers
from pipeline.powers.binding import bind, chain_proposals, settle_motions
from pipeline.powers.breakable import breakable
from pipeline.powers.conditions import conditions
from pipeline.powers.constraints import Limit
from pipeline.powers.doubt import UNSURE, needs_review, proba, sureness
from pipeline.powers.evidence import Act, Evidence, Verdict
from pipeline.powers.explain import Trace, trace
from pipeline.powers.features import Features, features
from pipeline.powers.forms import MENTIONED
from pipeline.powers.gather import (
    act_of_lead_in,
    bound_by_lead,
    draft_powers,
    find_act,
    first_told,
    set_scene,
    vague,
    with_implied_holder,
)
from pipeline.powers.labels import CLASSIFIER, decide, settle
from pipeline.powers.legislature import own_legislature
from pipeline.powers.memory import Memory, remember
from pipeline.powers.objects import Thing
from pipeline.powers.predicates import Predicate, cues, find_predicates, unlisted_act
from pipeline.powers.subjects import Scene
from pipeline.powers.targets import objects_of
from pipeline.powers.trees import worth_a_tree
from pipeline.powers.words import Passage, passage
from pipeline.records import Clause, Power, Reading
from pipeline.vocabulary import Label, Lang, Polarity

if TYPE_CHECKING:
    from spacy.tokens import Doc

BATCH = 256
Tag = Callable[..., "list[Doc]"]


class Judge(Protocol):
    """The classifier: a probability for every label, and where a person should look."""

    review_below: float

    def __call__(self, features: Features, lang: Lang, /) -> dict[Label, float]: ...


TELLING = (Label.GRANT, Label.CONSTRAIN)  # the labels of clauses that tell of a power
REMOVED = Power(None, None, None, None, Polarity.LIMITS)


class Reader:
    """Reads clauses in document order; `он`, `ол` and "в этом случае" look one clause back.

    Args:
        tag: `pipeline.language.docs` or something with its signature, such as a `TagCache`.
        judge: the classifier, from features to a probability a label; without one the rules alone
            decide, with probabilities that are no more than a rule's rank.
        others_from: a label that was not chosen but is at least so likely has its powers told too,
            in `Reading.others`; by default none has.
    """

    def __init__(
        self, tag: Tag = docs, judge: Judge | None = None, others_from: float = math.inf
    ) -> None:
        self._tag = tag
        self._judge = judge
        self._others_from = others_from

    def read(self, clauses: Iterable[Clause]) -> Iterator[Reading]:
        """One reading for each clause."""
        for reading, _ in self.explain(clauses):
            yield reading

    def read_texts(self, clauses: Iterable[Clause]) -> list[Reading]:
        """The same for whole texts, with what only the whole shows: see the two passes."""
        return seen_whole(self.read(clauses))

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
        tagged = self._tagged(batch)
        for clause in batch:
            unit = clause.eid.split("__")[0]
            article = f"{clause.version_id}/{unit if unit.startswith('art_') else ''}"
            before = memory.get(clause.lang, Memory())
            if before.article != article:
                before = Memory(article)
            lead = tagged[clause.lang, clause.lead_in] if clause.lead_in else None
            words = tagged[clause.lang, clause.text]
            reading, trace, memory[clause.lang] = read_clause(
                clause, words, lead, before, self._judge, self._others_from
            )
            yield reading, trace

    def _tagged(self, batch: Sequence[Clause]) -> dict[tuple[Lang, str], Passage]:
        """All distinct texts of a batch, tagged once; no engine is asked for nothing."""
        tagged = {}
        for lang in {clause.lang for clause in batch}:
            mine = [clause for clause in batch if clause.lang is lang]
            heads = sorted({clause.lead_in for clause in mine if clause.lead_in})
            texts = sorted({clause.text for clause in mine})
            for wanted, never in ((heads, True), (texts, False)):
                look = _Look(lang, never)
                for text, doc in zip(wanted, self._tag(wanted, lang, parse=look), strict=True):
                    tagged[lang, text] = look.passage(doc)
        return tagged


def seen_whole(readings: Iterable[Reading]) -> list[Reading]:
    """The readings of whole texts, with what only the whole shows: see the two passes."""
    return breakable(own_legislature(readings))


class _Look:
    """Which docs are worth a tree; a list's head never is. What was looked at is not lost."""

    def __init__(self, lang: Lang, never: bool) -> None:
        self._lang, self._never = lang, never
        self._bare: dict[str, Passage] = {}

    def __call__(self, doc: Doc) -> bool:
        if self._never:
            return False
        seen = self._bare[doc.text] = passage(doc, self._lang)
        return worth_a_tree(seen)

    def passage(self, doc: Doc) -> Passage:
        """The words of a tagged doc."""
        seen = self._bare.get(doc.text)
        if seen is None:
            return passage(doc, self._lang)
        if not doc.has_annotation("DEP"):
            return seen
        whole = passage(doc, self._lang)
        whole.found.update(seen.found)  # a tree changes nothing of what the lexicons find
        return whole


def read_clause(
    clause: Clause,
    words: Passage,
    lead: Passage | None,
    before: Memory,
    judge: Judge | None = None,
    others_from: float = math.inf,
) -> tuple[Reading, Trace, Memory]:
    """The story of one reading.

    1. find who is named, and which limits are set
    2. find the acts, who holds each, and what it acts on
    3. decide the label from acts, limits and cues
    4. put the powers together, and those that other likely labels would give
    """
    lead = Passage(lead.words, lead.lang, "lead_in") if lead else None
    scene, limits = set_scene(clause, words, lead, before)
    predicates = find_predicates(words, lead)
    told = [predicate for predicate in predicates if predicate.manner != MENTIONED]
    told = told or act_of_lead_in(words, lead)
    acts = [find_act(scene, predicate) for predicate in told]
    if not any(act.actors for act in acts):
        told = [*told, *unlisted_act(words, lead)]
        acts = [find_act(scene, predicate) for predicate in told]
    things = objects_of(scene, acts, before)
    acts = [with_implied_holder(act, found) for act, found in zip(acts, things, strict=True)]
    named = bool(scene.mentions or scene.lead_mentions)
    duty = bool(cues(words, "duty"))
    evidence = Evidence(words, tuple(acts), tuple(limits), duty, named, bound_by_lead(scene))
    ruled = decide(evidence)
    seen = features(scene, evidence, ruled, predicates, clause.n, before.label_in(clause.eid))
    opinion = judge(seen, clause.lang) if judge else None
    verdict = settle(ruled, opinion)
    source = Source(clause.text, _passages(words, lead, before))
    known = _Known(scene, predicates, acts, things, limits, before, source)
    tale = known.told_as(verdict)
    chances = opinion or proba(verdict.label, sureness(verdict, scene, told, tale.powers))
    unsure = judge.review_below if judge else UNSURE
    doubtful = needs_review(verdict, chances[verdict.label] < unsure, tale.acts, tale.powers)
    others = {
        label: known.told_as(ruled if label is ruled.label else Verdict(label, chance, CLASSIFIER))
        for label, chance in chances.items()
        if label is not verdict.label and label in TELLING and chance >= others_from
    }
    reading = Reading(
        clause,
        verdict.label,
        chances,
        tuple(tale.powers),
        doubtful,
        {label: tuple(other.powers) for label, other in others.items()},
    )
    subjects = [m for m in scene.free if m.case == "Nom"]
    return (
        reading,
        trace(verdict, tale.acts, tale.limits, source, seen),
        replace(
            remember(before.article, words, tale.made, tale.things, before, subjects),
            eid=clause.eid,
            label=verdict.label,
        ),
    )


@dataclass(frozen=True, slots=True)
class _Tale:
    """What a clause tells under one label."""

    acts: Sequence[Act]
    things: Sequence[Sequence[Thing]]
    limits: Sequence[Limit]
    made: Sequence[Draft]
    powers: Sequence[Power]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a clause whatever its label."""

    scene: Scene
    predicates: Sequence[Predicate]
    acts: Sequence[Act]
    things: Sequence[Sequence[Thing]]
    limits: Sequence[Limit]
    before: Memory
    source: Source

    def told_as(self, verdict: Verdict) -> _Tale:
        """The powers under a label, and what they were made of."""
        scene, acts, things, limits = self.scene, self.acts, self.things, self.limits
        if verdict.label is Label.GRANT:
            limits = [*limits, *conditions(scene, acts, limits)]
        if verdict.label is Label.CONSTRAIN and all(vague(act) for act in acts):
            acts = [Act(first, ()) for first in first_told(scene.passage, self.predicates)]
            things = objects_of(scene, acts, self.before)
        made = draft_powers(scene, verdict, acts, things, limits, self.before)
        powers = _powers(scene, verdict, made, limits, self.source)
        return _Tale(acts, things, limits, made, powers)


def _passages(words: Passage, lead: Passage | None, before: Memory) -> dict[str, Passage]:
    found = {"clause": words}
    if lead:
        found["lead_in"] = lead
    if before.passage:
        found["before"] = before.passage
    return found


def _powers(
    scene: Scene, verdict: Verdict, made: Sequence[Draft], limits: Sequence[Limit], source: Source
) -> list[Power]:
    if verdict.label is Label.REMOVE:
        return [REMOVED]
    bound = bind(scene, verdict.label, made, limits)
    powers = [power(one, own, source, verdict.label) for one, own in zip(made, bound, strict=True)]
    if verdict.label is Label.GRANT:
        known = {(p.holder, p.action, p.object) for p in powers}
        powers += [p for p in proposers(powers) if (p.holder, p.action, p.object) not in known]
        powers = chain_proposals(limits, settle_motions(scene.passage, powers))
    return powers
