"""The words of a verdict's reasons, composed from codes."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.claims.claim import (
    BY_LIMIT,
    Expected,
    PowerExpectation,
    ScoreExpectation,
    TierExpectation,
    Trend,
)
from pipeline.vocabulary import Lang

LANGUAGES = {Lang.RUS: "Russian", Lang.KAZ: "Kazakh"}


def said(expected: PowerExpectation | TierExpectation | ScoreExpectation) -> str:
    """What is expected, in a few words.

    >>> from pipeline.vocabulary import Choice, Tier
    >>> said(TierExpectation(Tier.VILLAGE, Choice.DIRECT))
    'village akims: direct'
    """
    if isinstance(expected, PowerExpectation):
        return _power(expected)
    if isinstance(expected, TierExpectation):
        return _tier(expected)
    return _score(expected)


def named(expected: PowerExpectation) -> str:
    """The power alone: who does what to what."""
    own = expected.objects == (expected.holder,)  # of a term: the office that it limits
    parts = (
        "/".join(expected.actions),
        "" if own else "/".join(expected.objects),
        f"in {expected.domain}" if expected.domain else "",
        _limit(expected) if expected.change not in BY_LIMIT else "",
    )
    return " ".join([expected.holder, *filter(None, parts)])


def listed(parts: Sequence[str]) -> str:
    """Parts in a sentence.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def _power(expected: PowerExpectation) -> str:
    change = str(expected.change)
    if expected.change is Expected.TRANSFERRED:
        change += f" from {expected.before} to {expected.after}"
    elif expected.constraint and expected.change in BY_LIMIT:
        change += f" by {_limit(expected).removeprefix('under ')}"
    return f"{named(expected)}: {change}"


def _limit(expected: PowerExpectation) -> str:
    if not expected.constraint:
        return ""
    moved = (
        f"{expected.value_from or 'any'} to {expected.value_to or 'any'}"
        if expected.value_from or expected.value_to
        else ""
    )
    parts = (expected.constraint, expected.actor, expected.value, moved)
    return "under " + " ".join(str(part) for part in parts if part)


def _tier(expected: TierExpectation) -> str:
    where = {None: "", True: " everywhere", False: " in some places only"}[expected.everywhere]
    return f"{expected.tier} akims: {expected.method or 'any way'}{where}"


def _score(expected: ScoreExpectation) -> str:
    domain = f" in {expected.domain}" if expected.domain else ""
    extra = ""
    if expected.trend is Trend.PEAKS:
        extra = f" by {expected.peak}"
    elif expected.trend is Trend.KEEPS:
        extra = f" at least {expected.at_least:.0%}"
    return (
        f"{expected.scheme} of {expected.holder}{domain}: {expected.trend}{extra}, "
        f"{expected.first} to {expected.last}"
    )
