"""How far a power reaches: the offices it fills, the grain of its object, the conditions listed."""

from __future__ import annotations

from pipeline.changes.likeness import STEM
from pipeline.changes.stated import Stated, bare
from pipeline.changes.tables import table
from pipeline.powers.values import number
from pipeline.vocabulary import Action, ConstraintType, Polarity

FILLS = {Action.APPOINT, Action.ELECT, Action.NOMINATE, Action.FORM}
LIMIT = "limit"  # stands for a constraint's words
LISTS = {ConstraintType.ELIGIBILITY, ConstraintType.PROHIBITION, ConstraintType.INCOMPATIBILITY}
KEPT, LONGER = 0.7, 1.15  # of a list's words are in a list so many times as long, which adds to it


def reach(older: Stated, newer: Stated) -> tuple[int, str]:
    """Whether the holder reaches further (1) or less far (-1) than before, and what shows it."""
    for found in (_offices(older, newer), _grain(older, newer), _conditions(older, newer)):
        if found[0]:
            return found
    return 0, ""


def _offices(older: Stated, newer: Stated) -> tuple[int, str]:
    """More offices to fill, or fewer; a clause that fills several kinds moves all one way.

    The numbers right before the objects tell, or else all numbers of the clauses.
    """
    before, after = _counted(older), _counted(newer)
    if not (before and after):
        before, after = numbers(older), numbers(newer)
    moved = [(one, other) for one, other in zip(before, after, strict=False) if one != other]
    if len(before) != len(after) or not moved:
        return 0, ""
    told = ",".join(f"{one}>{other}" for one, other in moved)
    ways = {1 if other > one else -1 for one, other in moved}
    return (ways.pop() if len(ways) == 1 else 0), f"extent:{told}"


def _counted(one: Stated) -> list[int]:
    """The number right before the words of the object: "пятнадцать депутатов"."""
    span = one.power.object_span
    if one.power.action not in FILLS or span is None or span.where != "clause":
        return []
    words = bare(one.clause.text[: span.start]).split()
    start = len(words)
    while start and number(words[start - 1 : start]) is not None:
        start -= 1
    count = number(words[start:])
    return [count] if count and count > 1 else []


def _grain(older: Stated, newer: Stated) -> tuple[int, str]:
    """An object of a finer grain is less: all akims before, those of regions now."""
    one, other = older.power.object or "", newer.power.object or ""
    if one and other.startswith(f"{one}_"):
        return -1, f"extent:{one}>{other}"
    if other and one.startswith(f"{other}_"):
        return 1, f"extent:{one}>{other}"
    return 0, ""


def _conditions(older: Stated, newer: Stated) -> tuple[int, str]:
    """More conditions in one list, or fewer: nearly every old word is there, and many new ones."""
    if newer.power.polarity is not Polarity.LIMITS:
        return 0, ""
    both = [{limit.type for limit in each.power.constraints} for each in (older, newer)]
    kind = next(iter(sorted(both[0] & both[1] & LISTS)), None)
    one, other = ({word[:STEM] for word in each.same.split()} for each in (older, newer))
    if kind and _adds_to(one, other):
        return -1, f"+{kind}"
    if kind and _adds_to(other, one):
        return 1, f"-{kind}"
    return 0, ""


def _adds_to(shorter: set[str], longer: set[str]) -> bool:
    kept = len(shorter & longer) >= KEPT * len(shorter)
    return kept and len(longer) >= LONGER * len(shorter)


def numbers(one: Stated) -> list[int]:
    """The numbers above one in a clause that fills offices, in order; "one" is often a pronoun.

    Numbers in the words of its constraints and beside units of law or time do not count.
    """
    if one.power.action not in FILLS:
        return []
    words = bare(_without_constraints(one)).split()
    found = []
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and number(words[end : end + 1]) is not None:
            end += 1
        if end > at and not _beside_unit(words, at, end):
            found.append(number(words[at:end]) or 0)
        at = max(end, at + 1)
    return [count for count in found if count > 1]


def _without_constraints(one: Stated) -> str:
    text = one.clause.text
    spans = {c.span for c in one.power.constraints if c.span and c.span.where == "clause"}
    for span in sorted(spans, key=lambda each: each.start, reverse=True):
        text = f"{text[: span.start]} {LIMIT} {text[span.end :]}"
    return text


def _beside_unit(words: list[str], at: int, end: int) -> bool:
    """Whether the number from `at` to `end` counts a unit after it, or names one before it."""
    counts = end < len(words) and words[end].startswith((LIMIT, *table()["not_offices"]))
    return counts or (at > 0 and words[at - 1].startswith(tuple(table()["numbered"])))
