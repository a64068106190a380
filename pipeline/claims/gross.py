"""Gains and losses of the President by one text, the gross numbers before the net."""

from __future__ import annotations

from pipeline.claims.claim import ANY_ACT, Claim
from pipeline.claims.evidence import Slice
from pipeline.claims.words import LANGUAGES
from pipeline.records import Change
from pipeline.vocabulary import ChangeKind, Holder

GAINS = {ChangeKind.GRANTED, ChangeKind.STRENGTHENED}
LOSSES = {ChangeKind.REMOVED, ChangeKind.WEAKENED, ChangeKind.TRANSFERRED}


def gross(claim: Claim, here: Slice) -> str:
    """What the President won and lost by the claim's text, in words.

    "" where he won and lost nothing, or where one of the two texts is missing.
    """
    newer = here.text_of(claim.act, claim.date) if claim.act != ANY_ACT else None
    if newer is None:
        return ""
    older = [text for text in here.texts_before(claim.act, claim.date).values() if text]
    if not older:
        return ""
    changes = here.between(older, newer)
    up, down = sum(map(_gain, changes)), sum(map(_loss, changes))
    if not up and not down:
        return ""
    return f"{LANGUAGES[here.lang]}: {up} up, {down} down, net {up - down:+d}"


def _gain(change: Change) -> bool:
    return change.holder_to is Holder.PRESIDENT or (
        change.holder is Holder.PRESIDENT and change.kind in GAINS
    )


def _loss(change: Change) -> bool:
    return change.holder is Holder.PRESIDENT and change.kind in LOSSES
