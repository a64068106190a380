"""How sure a reading is, and whether a person should look at it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.powers.evidence import Act, Verdict
from pipeline.powers.predicates import UNLISTED, Predicate
from pipeline.powers.subjects import Scene
from pipeline.records import Power
from pipeline.vocabulary import Action, Holder, Label

UNSURE = 0.6
# How the doubt about a label is shared among the others.
RIVALS = {
    Label.REMOVE: {Label.GRANT: 0.3, Label.CONSTRAIN: 0.2, Label.NONE: 0.5},
    Label.GRANT: {Label.REMOVE: 0.05, Label.CONSTRAIN: 0.45, Label.NONE: 0.5},
    Label.CONSTRAIN: {Label.REMOVE: 0.05, Label.GRANT: 0.5, Label.NONE: 0.45},
    Label.NONE: {Label.REMOVE: 0.05, Label.GRANT: 0.55, Label.CONSTRAIN: 0.4},
}


# Acts that say little without what they act on: an object that no list knows leaves a guess.
NEEDS_OBJECT = {Action.APPOINT, Action.DISMISS, Action.ELECT, Action.NOMINATE, Action.FORM,
                Action.ABOLISH, Action.APPROVE, Action.ISSUE, Action.ANNUL}  # fmt: skip


def sureness(
    verdict: Verdict, scene: Scene, predicates: Sequence[Predicate], powers: Sequence[Power]
) -> float:
    """Less sure where a state holder is the subject of a verb that no list knows."""
    sure = verdict.sure
    if verdict.rule == "nothing_said" and not predicates:
        subjects = [m for m in scene.mentions if m.case == "Nom"] or scene.lead_mentions
        sure = 0.55 if subjects else 0.85
    if verdict.label is Label.GRANT and any(p.row.get("name") == UNLISTED for p in predicates):
        sure = 0.58
    if verdict.label is Label.GRANT and any(p.holder is Holder.STATE_BODY for p in powers):
        sure -= 0.15
    return round(sure, 4)


def proba(label: Label, sure: float) -> dict[Label, float]:
    """A probability for every label; they sum to one."""
    shares = {rival: (1 - sure) * share for rival, share in RIVALS[label].items()}
    return {each: sure if each is label else shares[each] for each in Label}


def needs_review(
    verdict: Verdict, unsure: bool, acts: Sequence[Act], powers: Sequence[Power]
) -> bool:
    """Whether cues conflict, a holder is only implied, or the label is unsure."""
    if unsure:
        return True
    if any(power.action in NEEDS_OBJECT and power.object is None for power in powers):
        return True
    granted = [act for act in acts if act.gives]
    if verdict.label is Label.GRANT:
        mixed = any(act.predicate.forbidden for act in acts)
        return not granted or not powers or mixed or any(act.implied for act in granted)
    return verdict.label is Label.CONSTRAIN and bool(granted) and verdict.sure < 0.8
