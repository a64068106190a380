"""Which limits of a clause bind which of its powers."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.powers.assemble import Draft
from pipeline.powers.constraints import Limit, addressee
from pipeline.powers.subjects import Scene
from pipeline.vocabulary import Action, ConstraintType, Label, Lang

SAID_AS_PROHIBITION = {
    ConstraintType.INCOMPATIBILITY, ConstraintType.TERM, ConstraintType.FREQUENCY,
    ConstraintType.ELIGIBILITY, ConstraintType.CONCLUSION,
}  # fmt: skip
# Limits on the choice of a person; they do not bind his release.
OF_THE_CHOICE = {ConstraintType.CONSENT, ConstraintType.PROPOSAL, ConstraintType.NOMINEE_LIST}


def bind(
    scene: Scene, label: Label, made: Sequence[Draft], limits: Sequence[Limit]
) -> list[list[Limit]]:
    """For each draft the limits that bind it."""
    sign = "+" if label is Label.GRANT else "-"
    kept = _without_echoes([limit for limit in limits if limit.only in {"", sign}])
    bound = []
    for one in made:
        own = _limits_of(one, made, kept)
        if _on_pronoun(scene, one):
            own = [limit for limit in own if limit.type not in OF_THE_CHOICE]
        if label is Label.GRANT and one.action in {Action.PROPOSE, Action.NOMINATE}:
            own += _consent_of_addressee(scene, one, own)
        bound.append(own)
    return bound


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
    return kept


def _consent_of_addressee(scene: Scene, one: Draft, own: Sequence[Limit]) -> list[Limit]:
    """A proposal needs the consent of him to whom it goes: "вносит Президенту предложение"."""
    asked = addressee(scene.passage, scene.free)
    if asked is None or any(limit.type is ConstraintType.CONSENT for limit in own):
        return []
    return [
        Limit(ConstraintType.CONSENT, code, None, asked.start, asked.end, "addressee")
        for code in asked.codes
        if code is not one.actor.holder
    ]


def _limits_of(one: Draft, made: Sequence[Draft], limits: Sequence[Limit]) -> list[Limit]:
    """A limit binds all acts of one holder; between several holders it binds the nearest act."""
    limits = [limit for limit in _own_terms(one, limits) if _by_another(one, limit)]
    if len({other.actor.holder for other in made}) == 1:
        return limits
    return [
        limit
        for limit in limits
        if limit.where != "clause"
        or _distance(one, limit) == min(_distance(other, limit) for other in made)
    ]


def _by_another(one: Draft, limit: Limit) -> bool:
    """No one consents to his own act; but a lower akim may answer to a higher one."""
    own = limit.type in {ConstraintType.ACCOUNTABILITY, ConstraintType.MAJORITY}
    return own or limit.actor != one.actor.holder


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
