"""From acts, objects and limits to the codebook's powers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.powers.authored import code_by, local_name
from pipeline.powers.autonomy import autonomy
from pipeline.powers.constraints import Limit
from pipeline.powers.domains import action_of, domain_of, limit_domain
from pipeline.powers.objects import Thing
from pipeline.powers.predicates import Predicate
from pipeline.powers.roles import implied
from pipeline.powers.subjects import Actor
from pipeline.powers.words import Passage
from pipeline.records import Constraint, Power, Span
from pipeline.vocabulary import Action, ConstraintType, Domain, Holder, Label, Polarity

ISSUING = {"issue", "take", "sign"}
MOTIONS = {ConstraintType.PROPOSAL, ConstraintType.INITIATIVE_QUOTA}
OFFICES = {Action.APPOINT, Action.ELECT, Action.NOMINATE}


@dataclass(frozen=True, slots=True)
class Draft:
    """One power in the making, with the places of its words."""

    predicate: Predicate
    actor: Actor
    obj: str | None
    thing: Thing | None
    action: Action
    domain: Domain


@dataclass(frozen=True, slots=True)
class Source:
    """The texts that spans point into."""

    clause: str
    passages: dict[str, Passage]

    def span(self, start: int, end: int, where: str) -> Span | None:
        """Character span of the words `start` to `end` (half-open) of a passage."""
        passage = self.passages.get(where)
        if passage is None or not start < end <= len(passage.words):
            return None
        return Span(passage.words[start].start, passage.words[end - 1].end, where)

    def words(self, span: Span | None) -> str:
        return self.clause[span.start : span.end] if span and span.where == "clause" else ""


def draft(predicate: Predicate, actor: Actor, code: str | None, thing: Thing | None) -> Draft:
    """Look the action and the domain up."""
    if thing and code and thing.authored and predicate.base in ISSUING:
        code = code_by(actor.holder, thing)  # "аким издает постановления": his own act
    code = local_name(actor.holder, code)
    action = action_of(predicate.row, thing.kind if thing else "")
    name = str(predicate.row.get("name", ""))
    domain = domain_of(action, code, actor.holder, thing.kind if thing else "", name)
    return Draft(predicate, actor, code, thing, action, domain)


def drafts(predicate: Predicate, who: Sequence[Actor], things: Sequence[Thing]) -> list[Draft]:
    """Every holder with every object of one predicate."""
    default = predicate.row.get("object")
    what: list[tuple[str | None, Thing | None]] = [
        (code or None, thing) for thing in things for code in thing.codes if thing.kind != "pronoun"
    ] or [(default, None)]
    if "named_by" in predicate.row:  # "проводит выборы акима": elections, whosever they are
        what = [(predicate.row["named_by"], thing) for _, thing in what[:1]]
    made = []
    for actor in who:
        for code, thing in what:
            if predicate.base == "form" and code == actor.holder.value and len(what) > 1:
                continue  # "образование рабочих органов маслихата": not the maslikhat itself
            made.append(draft(predicate, actor, code, thing))
    return made


def power(one: Draft, limits: Sequence[Limit], source: Source, label: Label) -> Power:
    """A record with spans, constraints and autonomy."""
    mention, thing, predicate = one.actor.mention, one.thing, one.predicate
    constraints = tuple(
        Constraint(limit.type, limit.actor, limit.value,
                   source.span(limit.start, limit.end, limit.where))
        for limit in limits
    )  # fmt: skip
    object_span = source.span(thing.start, thing.end, thing.where) if thing else None
    words = source.passages["clause"].words
    lemma = words[predicate.anchor].lemma if predicate.end else ""
    told = predicate.said if any(predicate.said) else (predicate.start, predicate.end)
    return Power(
        holder=one.actor.holder,
        action=one.action,
        object=one.obj,
        domain=one.domain,
        polarity=Polarity.LIMITS if label is Label.CONSTRAIN else Polarity.GIVES,
        constraints=constraints,
        autonomy=autonomy(one.action, constraints),
        lemma=lemma,
        object_words=source.words(object_span),
        holder_span=source.span(mention.start, mention.end, mention.where) if mention else None,
        action_span=source.span(*told, predicate.where),
        object_span=object_span,
    )


def proposers(powers: Sequence[Power]) -> list[Power]:
    """The proposer's own power beside each decision on a proposal.

    "по представлению Министра Президент назначает" gives the minister `nominate`, which needs the
    President's consent; a proposal that is no nomination gives `propose`.
    """
    made: dict[tuple[object, ...], Power] = {}
    for decided in powers:
        if decided.action in {Action.PROPOSE, Action.NOMINATE} or decided.holder is None:
            continue
        majority = next(
            (c.value for c in decided.constraints if c.type is ConstraintType.MAJORITY), None
        )
        for constraint in decided.constraints:
            if constraint.type not in MOTIONS or constraint.actor in {None, decided.holder}:
                continue
            action = Action.NOMINATE if decided.action in OFFICES else Action.PROPOSE
            consent: tuple[Constraint, ...] = (
                Constraint(ConstraintType.CONSENT, decided.holder, majority, decided.holder_span),
            )
            if constraint.type is ConstraintType.INITIATIVE_QUOTA:
                consent += (constraint,)
            own = replace(
                decided, holder=constraint.actor, action=action, constraints=consent,
                autonomy=autonomy(action, consent), holder_span=constraint.span,
                action_span=constraint.span or decided.action_span,
            )  # fmt: skip
            made.setdefault((own.holder, own.action, own.object, own.domain), own)
    return list(made.values())


def limited_office(
    predicate: Predicate | None,
    actor: Actor | None,
    obj: str | None,
    limits: Sequence[Limit],
    kind: str = "",
) -> tuple[Holder, Action, Domain]:
    """Holder, action and domain of a clause that only limits."""
    kinds = [limit.type for limit in limits]
    action = action_of(predicate.row, kind) if predicate else Action.OTHER
    holder = actor.holder if actor else None
    if holder is None:
        base = predicate.base if predicate else action.value
        holder = implied(base, obj)[0] or implied(action.value, obj)[0] or Holder.STATE_BODY
    special = limit_domain(kinds, holder) if action is Action.OTHER else None
    if special:
        return holder, action, special
    name = str(predicate.row.get("name", "")) if predicate else ""
    return holder, action, domain_of(action, obj, holder, kind, name)
