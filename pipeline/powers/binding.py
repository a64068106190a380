"""Which limits of a clause bind which of its powers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.powers.assemble import Draft
from pipeline.powers.autonomy import autonomy
from pipeline.powers.constraints import Limit, addressees
from pipeline.powers.holders import Mention
from pipeline.powers.subjects import Scene
from pipeline.powers.words import Passage
from pipeline.records import Constraint, Power
from pipeline.vocabulary import Action, ConstraintType, Holder, Label, Lang

SAID_AS_PROHIBITION = {
    ConstraintType.INCOMPATIBILITY, ConstraintType.TERM, ConstraintType.FREQUENCY,
    ConstraintType.ELIGIBILITY, ConstraintType.CONCLUSION,
}  # fmt: skip
# What a ban, an eligibility or an incompatibility says of time and cases is part of it.
WHOLE = {ConstraintType.PROHIBITION, ConstraintType.INCOMPATIBILITY, ConstraintType.ELIGIBILITY}
MAIN = {ConstraintType.PROPOSAL, ConstraintType.DEADLINE, ConstraintType.FREQUENCY}
# Limits that bind the acts of their own part of a sentence.
OF_ONE_PART = {
    ConstraintType.TRIGGER, ConstraintType.PROPOSAL, ConstraintType.CONSENT,
    ConstraintType.MAJORITY, ConstraintType.CONCLUSION, ConstraintType.CONSULTATION,
}  # fmt: skip
SEPARATORS = {",", "и", "а", "также", "либо", "және", "сондай-ақ", "әрі"}
PARTS = {ConstraintType.TRIGGER, ConstraintType.DEADLINE}
# Limits on the choice of a person; they do not bind his release.
OF_THE_CHOICE = {ConstraintType.CONSENT, ConstraintType.PROPOSAL, ConstraintType.NOMINEE_LIST}
# Offices at several levels: a lower one may need the consent of a higher one.
LEVELLED = {
    Holder.AKIM, Holder.AKIMAT, Holder.MASLIKHAT, Holder.LOCAL_SOVIET, Holder.COURT,
    Holder.PROSECUTOR_GENERAL, Holder.ELECTION_COMMISSION, Holder.STATE_BODY,
}  # fmt: skip
DUTIES = {"обязан", "обязана", "обязано", "обязаны", "міндетті"}
RESTING = "resting_on"
# A body's own deputies vote and start an act; a court's own decision is what must be there.
OF_ITS_OWN = {ConstraintType.MAJORITY, ConstraintType.INITIATIVE_QUOTA, ConstraintType.CONCLUSION}
OWN_MOTION = {("собственной", "инициативе"), ("своей", "инициативе"), ("своему", "усмотрению"),
              ("өз", "бастамасымен"), ("өз", "бастамасы"), ("өзінің", "бастамасымен"),
              ("өзінің", "бастамасы")}  # fmt: skip


def bind(
    scene: Scene, label: Label, made: Sequence[Draft], limits: Sequence[Limit]
) -> list[list[Limit]]:
    """For each draft the limits that bind it."""
    sign = "+" if label is Label.GRANT else "-"
    told = [x for x in limits if x.only in {"", sign} or x.type is ConstraintType.TRIGGER]
    kept = _without_echoes(_of_the_main_clause(scene, made, told))
    bound = []
    for one in made:
        own = [_of_own_body(one, limit) for limit in _limits_of(scene, one, made, kept, label)]
        if label is Label.GRANT:
            own = [limit for limit in own if _in_reach(scene, made, limit)]
        if _on_pronoun(scene, one):
            own = [limit for limit in own if limit.type not in OF_THE_CHOICE]
        if one.action is Action.IMMUNITY:  # "кроме случаев задержания": of the immunity itself
            own = [limit for limit in own if limit.name != "except"]
        if label is Label.GRANT and one.action in {Action.PROPOSE, Action.NOMINATE}:
            own += _consent_of_addressee(scene, one, own)
        if label is Label.CONSTRAIN and not own and one.actor.mention:
            own = [_bare_limit(scene, one)]
        bound.append(own)
    return bound


def _bare_limit(scene: Scene, one: Draft) -> Limit:
    """What limits where no construction is known: a denial, a duty, else the way a thing is done.

    "не имеют силы" and "күші болмайды" forbid, "обязано обеспечить" and "міндетті" bind to answer,
    "применяется новый закон" and "жаңа заң қолданылады" tell how.
    """
    words = scene.passage.words
    kind = ConstraintType.FORM
    last = [word.low for word in words if word.pos != "PUNCT"][-1:]
    if DUTIES & ({word.low for word in words} if scene.passage.lang is Lang.RUS else set(last)):
        kind = ConstraintType.ACCOUNTABILITY
    for word, following in zip(words, [*words[1:], None], strict=False):  # an empty clause has none
        denied = word.low == "не" and following is not None and following.form == "Fin"
        if denied or (word.negative and word.form == "Fin"):
            kind = ConstraintType.PROHIBITION
    start, end = one.predicate.said if any(one.predicate.said) else (0, 1)
    return Limit(kind, None, None, start, end, "bare_limit")


def _on_pronoun(scene: Scene, one: Draft) -> bool:
    """As in "с согласия Сената назначает судью и освобождает его": the second act stands free."""
    words, predicate = scene.passage, one.predicate
    if scene.passage.lang is Lang.KAZ:
        return bool({"оны", "оларды"} & set(words.lows(predicate.start - 2, predicate.start)))
    for place in range(predicate.start, min(predicate.end + 1, len(words.words))):
        owned = words.words[place + 1 : place + 2]
        if words.words[place].low in {"его", "ее", "их"}:
            return not (owned and owned[0].pos in {"NOUN", "ADJ"})  # "его членов" is no pronoun
    return False


def _without_echoes(limits: Sequence[Limit]) -> list[Limit]:
    """Each limit once; a prohibition that only words another limit ("не более двух раз") goes."""
    first: dict[tuple[object, ...], Limit] = {}
    for limit in limits:
        first.setdefault((limit.type, limit.actor, limit.value), limit)
    kept = list(first.values())
    if any(limit.type in SAID_AS_PROHIBITION for limit in kept):
        kept = [x for x in kept if x.type is not ConstraintType.PROHIBITION or x.name == "except"]
    if any(limit.type in WHOLE and limit.only == "-" for limit in kept):
        kept = [x for x in kept if x.type not in PARTS or x.name == "on_calendar_day"]
    if any(limit.type is ConstraintType.COUNTERSIGNATURE for limit in kept):
        kept = [x for x in kept if x.type is not ConstraintType.PROPOSAL]  # of the acts signed
    return kept


def _of_the_main_clause(
    scene: Scene, made: Sequence[Draft], limits: Sequence[Limit]
) -> list[Limit]:
    """What stands in a side clause binds only what is told there: "означающее, что ... в срок"."""
    inside = any(one.predicate.anchor in scene.side and one.predicate.end for one in made)
    banned = any(limit.type is ConstraintType.PROHIBITION for limit in limits)
    left_out = set() if inside else set(MAIN)
    left_out |= {ConstraintType.TERM} if banned else set()  # "нельзя изменить, что ... на срок"
    return [
        limit
        for limit in limits
        if limit.where != "clause"
        or not _aside(scene, limit)
        or (limit.type not in left_out and not limit.name.startswith("proposed_by"))
    ]


def _aside(scene: Scene, limit: Limit) -> bool:
    """In a side clause: after "если" or "что", kaz before "туралы" or a conditional verb."""
    if scene.passage.lang is Lang.RUS:
        return limit.start in scene.side
    ahead = scene.passage.words[limit.end :]
    if limit.type is ConstraintType.TERM:
        return "туралы" in scene.passage.lows(limit.end, limit.end + 6)
    return limit.name.startswith("proposed_by") and any(word.mood == "Cnd" for word in ahead)


def _of_own_body(one: Draft, limit: Limit) -> Limit:
    """A share of deputies whose body is not named are its own: "не менее трети его депутатов"."""
    if limit.type is ConstraintType.INITIATIVE_QUOTA and limit.actor is None:
        return replace(limit, actor=one.actor.holder)
    return limit


def _in_reach(scene: Scene, made: Sequence[Draft], limit: Limit) -> bool:
    """A deadline of another verb is not the act's: "одобренный закон в десять дней передается"."""
    if limit.type is not ConstraintType.DEADLINE or limit.where != "clause":
        return True
    words = scene.passage.words
    verb = _verb_after(scene.passage, limit) if scene.passage.lang is Lang.KAZ else None
    if scene.passage.lang is Lang.RUS:
        verb = _governor(scene.passage, limit)
    if verb is None:
        return True
    told = [x.predicate for x in made if x.predicate.end]
    if scene.passage.lang is Lang.KAZ:
        return not told or any(limit.end - 1 <= p.anchor <= verb for p in told)
    return not told or any(
        p.start <= verb < p.end
        or (words[p.anchor].head == verb and words[p.anchor].form == "Inf")
        or (words[verb].head == p.anchor and words[verb].dep in {"xcomp", "csubj", "aux"})
        for p in told
    )


def _told_of(scene: Scene, one: Draft, made: Sequence[Draft], limit: Limit) -> bool:
    """Whether a limit stands in the part of the sentence that tells this act.

    What stands before the first act is shared ("по представлению X определяет, назначает"); what
    stands later belongs to its own part: "прекращает полномочия, по представлению X решает вопрос",
    kaz "тағайындайды және X келісімімен босатады".
    """
    if limit.type not in OF_ONE_PART or limit.where != "clause" or not one.predicate.end:
        return True
    others = [
        x.predicate for x in made if x.predicate.anchor != one.predicate.anchor and x.predicate.end
    ]
    if limit.type is ConstraintType.TRIGGER and one.predicate.manner == "condition":
        return not others  # the act told in a condition is no case of itself
    start, end = one.predicate.start, one.predicate.end
    opens = bool(set(scene.passage.lows(limit.start - 1, limit.start)) & SEPARATORS)
    later = any(x.start >= limit.end for x in others)
    if end <= limit.start:
        if scene.passage.lang is Lang.KAZ:
            return not later
        own_object = any(end + 1 < x.start and x.end <= limit.start for x in others)
        return not own_object and not (later and opens)
    if limit.end <= start and scene.passage.lang is Lang.RUS:
        earlier = any(x.end <= limit.start for x in others)
        apart = bool(set(scene.passage.lows(limit.end, start)) & SEPARATORS)
        listed = (
            one.predicate.manner == "named"
        )  # "избрание X по представлению Y, принятие присяги"
        return not (listed and earlier and apart and not opens)
    return True


def _governor(passage: Passage, limit: Limit) -> int | None:
    """The verb that a limit hangs on, by the tree; None where there is no tree."""
    place, words = limit.start, passage.words
    for _ in range(len(words)):
        head = words[place].head
        if head < 0 or not words[place].dep:
            return None
        place = head
        if words[place].pos in {"VERB", "AUX"} and (
            not limit.start <= place < limit.end and words[place].form != "Part"
        ):
            return place
    return None


def _verb_after(passage: Passage, limit: Limit) -> int | None:
    """The first finite verb after a Kazakh limit is the one that it belongs to."""
    return next(
        (
            place
            for place in range(limit.end, len(passage.words))
            if passage.words[place].form == "Fin" and passage.words[place].mood != "Cnd"
        ),
        None,
    )


def _consent_of_addressee(scene: Scene, one: Draft, own: Sequence[Limit]) -> list[Limit]:
    """A proposal needs the consent of him to whom it goes: "вносит Президенту предложение"."""
    if any(limit.type is ConstraintType.CONSENT for limit in own):
        return []
    asked = addressees(scene.passage, scene.free, one.predicate.anchor)
    return [
        Limit(ConstraintType.CONSENT, code, None, mention.start, mention.end, "addressee")
        for mention in asked
        for code in mention.codes
        if code is not one.actor.holder or _other_level(one, mention)
    ]


def _other_level(one: Draft, mention: Mention) -> bool:
    """As in "аким села вносит акиму района": another office of the same kind."""
    told = one.actor.mention
    return one.actor.holder in LEVELLED and told is not None and told.start != mention.start


def _limits_of(
    scene: Scene, one: Draft, made: Sequence[Draft], limits: Sequence[Limit], label: Label
) -> list[Limit]:
    """A limit binds all acts of one holder in its part; between holders it binds the nearest."""
    several = len({other.actor.holder for other in made}) > 1
    own = []
    for limit in _own_terms(one, limits):
        if not _by_another(one, limit):
            continue
        told = [x for x in made if label is not Label.GRANT or _told_of(scene, x, made, limit)]
        told = told or list(made)
        if one not in told:
            continue
        nearest = min(_distance(other, limit) for other in told)
        if limit.where != "clause" or not several or _distance(one, limit) == nearest:
            own.append(limit)
    return own


def _by_another(one: Draft, limit: Limit) -> bool:
    """No one consents to his own act; but its own deputies vote, and an akim may ask an akim."""
    if limit.name.startswith(RESTING):
        return False  # it binds the proposer alone
    if limit.actor != one.actor.holder or limit.type in OF_ITS_OWN:
        return True
    if one.action is Action.IMMUNITY:  # a chamber consents for its own deputies
        return limit.type is ConstraintType.CONSENT
    told = one.actor.mention
    apart = told is None or not limit.start <= told.start < limit.end
    return one.actor.holder in LEVELLED and apart and limit.where == "clause"


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


# --- proposals that rest on others ---------------------------------------------------------------


def chain_proposals(limits: Sequence[Limit], powers: Sequence[Power]) -> list[Power]:
    """Each link of a chain is a power of its own.

    "по представлению Министра, основанному на рекомендации коллегии": the minister's nomination
    has the collegium's proposal, and the collegium nominates with the minister's consent.
    """
    made = list(powers)
    for limit in limits:
        if not limit.name.startswith(RESTING) or limit.actor is None:
            continue
        for place, power in enumerate(made):
            if power.action not in {Action.PROPOSE, Action.NOMINATE} or power.holder in {
                None, limit.actor,
            }:  # fmt: skip
                continue
            resting = Constraint(ConstraintType.PROPOSAL, limit.actor)
            made[place] = _with(power, [*power.constraints, resting])
            consent = Constraint(ConstraintType.CONSENT, power.holder)
            own = _with(replace(power, holder=limit.actor), [consent])
            if not any(_same(own, other) for other in made):
                made.append(own)
    return made


def _same(one: Power, other: Power) -> bool:
    return (one.holder, one.action, one.object) == (other.holder, other.action, other.object)


def _with(power: Power, constraints: Sequence[Constraint]) -> Power:
    return replace(
        power, constraints=tuple(constraints), autonomy=autonomy(power.action, constraints)
    )


# --- once the proposers have their own powers ----------------------------------------------------


def settle_motions(words: Passage, powers: Sequence[Power]) -> list[Power]:
    """What the motion of others leaves on the one who decides.

    Who may also act of his own motion is free ("по собственной инициативе, по предложению Сената");
    a share of another body's deputies is, to him, that body's proposal.
    """
    pairs = set(zip(words.lows(0, 10_000), words.lows(1, 10_000), strict=False))
    free = bool(pairs & OWN_MOTION)
    return [_unmoved(power, free) for power in powers]


def _unmoved(power: Power, free: bool) -> Power:
    kept: list[Constraint] = []
    for limit in power.constraints:
        moved = limit.type is ConstraintType.INITIATIVE_QUOTA and limit.actor not in {
            None, power.holder,
        }  # fmt: skip
        if free and (moved or limit.type is ConstraintType.PROPOSAL):
            continue
        changed = replace(limit, type=ConstraintType.PROPOSAL, value=None) if moved else limit
        if changed not in kept:
            kept.append(changed)
    if kept == list(power.constraints):
        return power
    return _with(power, kept)
