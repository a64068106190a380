"""Powers of a clause that only limits: whose office or act is bound, and how."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.powers.assemble import ISSUING, Draft, limited_office
from pipeline.powers.authored import code_by
from pipeline.powers.constraints import Limit
from pipeline.powers.domains import domain_of, topics_of
from pipeline.powers.evidence import Act
from pipeline.powers.objects import Thing, find_things
from pipeline.powers.predicates import UNLISTED, Predicate, telling_words
from pipeline.powers.roles import implied
from pipeline.powers.subjects import Actor, Scene, ahead
from pipeline.vocabulary import Action, ConstraintType, Domain, Holder

OF_THE_PERSON = {ConstraintType.INCOMPATIBILITY, ConstraintType.ACCOUNTABILITY}
# A ban names whom it lets decide, not whom it binds: "не допускается иначе как по решению суда".
OF_ANYONE = {ConstraintType.PROHIBITION}
STEPPING = {"resign", "succeed", "confidence"}
ELECTING = {ConstraintType.ELIGIBILITY, ConstraintType.TERM, ConstraintType.MAJORITY}
HOUSES = {
    Holder.PARLIAMENT, Holder.SUPREME_SOVIET, Holder.MAZHILIS, Holder.KURULTAI, Holder.MASLIKHAT,
}  # fmt: skip
# Whose term a term is: "полномочия Совета длятся шесть лет" are those of its members.
SERVING = {
    Holder.CONSTITUTIONAL_COURT: "constitutional_court_judge",
    Holder.PROSECUTOR_GENERAL: "prosecutor_general",
    Holder.SENATE: "senator",
    Holder.MAZHILIS: "deputy",
    Holder.OMBUDSMAN: "ombudsman",
}


def nothing(scene: Scene) -> Predicate:
    """An act that no word of the lists tells; the clause's own verb stands for it."""
    said = telling_words(scene.passage)
    return Predicate("other", {"code": "other"}, 0, 0, 0, "asserted", "no_verb", said=said)


def bound(
    scene: Scene, acts: Sequence[Act], objects: Sequence[Sequence[Thing]], limits: Sequence[Limit]
) -> list[Draft]:
    """Drafts with polarity "-": one for each act that is bound, or one for the office."""
    kinds = {limit.type for limit in limits}
    person = named_holder(scene, kinds)
    listed = [not _says_nothing(act) for act in acts]
    objects = [things for things, known in zip(objects, listed, strict=True) if known]
    acts = [act for act, known in zip(acts, listed, strict=True) if known]
    if ConstraintType.COUNTERSIGNATURE in kinds and not any(
        act.predicate.base == "conform" for act in acts
    ):
        return [_countersigned(scene, objects)]
    steps = any(act.predicate.base in STEPPING for act in acts)
    if (kinds & OF_THE_PERSON and not steps) or not acts:
        return [_of_office(scene, one, limits, kinds) for one in _together(scene, person)]
    made = []
    for act, things in zip(acts, objects, strict=True):
        if act.predicate.manner == "condition" and len(acts) > 1:
            continue
        made += _of_act(scene, act, things, limits, person)
    unique: dict[tuple[Holder, Action, str | None], Draft] = {}
    for one in made:
        unique.setdefault((one.actor.holder, one.action, one.obj), one)
    return list(unique.values())


def _says_nothing(act: Act) -> bool:
    """A verb that no list knows, or a law's participle: "в установленных законом случаях"."""
    participle = act.predicate.rule in {"passive_of_draft", "attributive_vote"}
    return act.predicate.row.get("name") == UNLISTED or (participle and not act.actors)


def _together(scene: Scene, person: Actor | None) -> Sequence[Actor | None]:
    """A limit binds all who are named together: "председатели и члены комиссии и палаты"."""
    if person is None or person.mention is None or person.mention.where != "clause":
        return [person]
    named = ahead(scene, scene.mentions, person.mention)
    holders = dict.fromkeys(code for mention in named for code in mention.codes)
    first = {code: m for m in reversed(named) for code in m.codes}
    return [Actor(code, first[code], person.rule) for code in holders]


def _of_office(
    scene: Scene, person: Actor | None, limits: Sequence[Limit], kinds: set[ConstraintType]
) -> Draft:
    """What is bound where no act is told: the office itself."""
    if ConstraintType.ELIGIBILITY in kinds and person:
        office = _elected(scene, person)
        return _draft(nothing(scene), person, office, None, Action.ELECT, Domain.ELECTIONS)
    told = None
    if ConstraintType.ACCOUNTABILITY in kinds and "report" in topics_of(scene.passage):
        told = "report"
    elif ConstraintType.TERM in kinds and person:
        told = SERVING.get(person.holder)
    if _sits(scene):  # "Заседания Палат являются открытыми"
        told = "session"
    holder, action, domain = limited_office(None, person, told, limits)
    if told == "session":
        domain = domain_of(action, told, holder, told, "")
    actor = person or Actor(holder, None, "unnamed")
    return _draft(nothing(scene), actor, told, None, action, domain)


def _sits(scene: Scene) -> bool:
    """Whether sittings are what a limit without an act is about."""
    things = find_things(scene.passage, scene.taken)
    subject = next((thing for thing in things if thing.case == "Nom"), None)
    return subject is not None and subject.kind == "session"


def _countersigned(scene: Scene, objects: Sequence[Sequence[Thing]]) -> Draft:
    """What others must sign too: laws that the President signs, else his own acts."""
    named = [thing for things in objects for thing in things]
    laws = bool(named) and named[0].kind == "law"
    action, obj = (Action.SIGN, "law") if laws else (Action.ISSUE, "decree")
    domain = Domain.LEGISLATION if laws else Domain.DECREE
    actor = Actor(Holder.PRESIDENT, None, "countersigned_president")
    return _draft(nothing(scene), actor, obj, None, action, domain)


def _elected(scene: Scene, person: Actor) -> str:
    """The office elected: "депутаты Парламента" are deputies, "сенаторы" stay the Senate."""
    mention = person.mention
    beside = scene.passage.lows(mention.start - 1, mention.end + 1) if mention else ()
    deputies = any(low.startswith("депутат") for low in beside)
    if deputies and person.holder is Holder.SENATE:
        return "senator"
    return "deputy" if deputies and person.holder in HOUSES else person.holder.value


def _of_act(
    scene: Scene, act: Act, things: Sequence[Thing], limits: Sequence[Limit], person: Actor | None
) -> list[Draft]:
    kinds = {limit.type for limit in limits}
    predicate = act.predicate
    if predicate.base == "elect" and kinds & ELECTING and person:
        elected = _elected(scene, person)
        return [_draft(predicate, person, elected, None, Action.ELECT, Domain.ELECTIONS)]
    thing = next((t for t in things if t.kind != "pronoun"), None)
    code = (thing.codes[0] or None) if thing else predicate.row.get("object")
    if thing and thing.authored and act.actors and predicate.base in ISSUING:
        code = code_by(act.actors[0].holder, thing)  # "Совет выносит решение": his own
    who: Sequence[Actor | None] = act.actors
    if not who:
        who = [None if predicate.row.get("takes") or predicate.row.get("object") else person]
    made = []
    active = not predicate.passive or predicate.base in {"submit", "conform"}
    if not act.actors and active and implied(predicate.base, code)[0] is None:
        who = [person]
    for actor in who:
        holder, action, domain = limited_office(
            predicate, actor, code, limits, thing.kind if thing else ""
        )
        made.append(
            _draft(
                predicate,
                actor or Actor(holder, None, "implied_by_act"),
                code,
                thing,
                action,
                domain,
            )
        )
    return made


def named_holder(scene: Scene, kinds: set[ConstraintType]) -> Actor | None:
    """The holder that a limit speaks of: the nominative one, else the first named.

    "Члены Правительства не вправе ...", "Президенттің ... құқығы жоқ".
    """
    free = scene.free
    if not free and not kinds & OF_ANYONE:
        free = list(scene.mentions)
    nominative = [m for m in free if m.case == "Nom"]
    first = ConstraintType.INCOMPATIBILITY in kinds
    lead = next((m for m in scene.lead_mentions if m.case == "Nom"), None)
    if lead and not (nominative and nominative[0].start < 2):
        return Actor(lead.codes[0], lead, "named_holder")
    chosen = next(iter(free if first else nominative or free), None)
    if chosen is None and scene.lead_mentions:
        chosen = scene.lead_mentions[0]
    if scene.before and (chosen is None or (scene.continues and not nominative)):
        chosen = scene.before[0]
    return Actor(chosen.codes[0], chosen, "named_holder") if chosen else None


def _draft(
    predicate: Predicate, actor: Actor, code: str | None, thing: Thing | None, action: Action,
    domain: Domain,
) -> Draft:  # fmt: skip
    return Draft(predicate, actor, code, thing, action, domain)
