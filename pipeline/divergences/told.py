"""Differences in the words themselves: they are of the texts, whatever the reader made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from pipeline.divergences.finding import HIGH, LOW, MEDIUM, TEXTS, Finding
from pipeline.divergences.marks import Amount, Marks
from pipeline.divergences.names import GENERIC, may_be_named, surely_named
from pipeline.divergences.side import Side, Together, together
from pipeline.divergences.words import table
from pipeline.vocabulary import Holder

SAME_BOUND = {"not_earlier": "not_less", "not_later": "not_more"}
OPPOSITE = ({"not_less", "more"}, {"not_more", "less"})
SHARED = ("consent", "proposal", "consultation")  # conditions that stand before several acts

Both = tuple[Marks, Marks]  # of the Russian and of the Kazakh words
Around = Callable[[], tuple[Both, ...]]  # of words in which the same may be said


def told(rus: Side, kaz: Side, eid: str, scale: float, cut_apart: bool) -> Iterator[Finding]:
    """What the words of one unit say in one text only.

    Args:
        rus: the Russian text.
        kaz: the Kazakh text.
        eid: a unit of both.
        scale: Kazakh characters for each Russian one.
        cut_apart: whether the two texts cut this unit's article into different units.
    """
    groups = together(rus, kaz, eid, scale)
    even = all(len(group.rus) == len(group.kaz) == 1 for group in groups)
    beside = rus.others_near(eid, cut_apart), kaz.others_near(eid, cut_apart)

    @cache
    def around() -> tuple[Both, ...]:
        """What the words beside the unit say, and then all of the unit's own."""
        near = (rus.marks(beside[0]), kaz.marks(beside[1]))
        return near, (rus.marks(rus.own(eid)), kaz.marks(kaz.own(eid)))

    for group in groups:
        if not (group.rus and group.kaz):
            if not cut_apart:
                yield _lacking(eid, group)
            continue
        yield from _scope(rus, kaz, eid, group)
        here = (rus.marks("; ".join(group.rus)), kaz.marks("; ".join(group.kaz)))
        yield from _numbers(eid, group.n, here, around)
        yield from _bounds(eid, group.n, here)
        yield from _senses(eid, group.n, here, around, even)
    yield from _holders(rus, kaz, eid, groups, beside)


def _lacking(eid: str, group: Together) -> Finding:
    """A sentence that the other text does not have."""
    rus, kaz = (str(len(clauses)) if clauses else "" for clauses in (group.rus, group.kaz))
    return Finding(eid, group.n, "clauses", MEDIUM, TEXTS, rus, kaz)


def _scope(rus: Side, kaz: Side, eid: str, group: Together) -> Iterator[Finding]:
    """A condition that binds several acts in one text, and in the other, cut at `;`, the first."""
    sides = ((rus, group.rus), (kaz, group.kaz))
    if len(group.rus) == len(group.kaz) or min(len(group.rus), len(group.kaz)) > 1:
        return
    for code in SHARED:
        words = []
        for side, clauses in sides:
            marks = [side.marks(clause) for clause in clauses]
            bound = sum(code in one.maybe for one in marks) if code in marks[0].said else 0
            words.append((marks[0].said.get(code, ""), bound, len(clauses)))
        if all(said for said, *_ in words) and any(0 < n < size for _, n, size in words):
            told = (f"{said}, {n} of {size}" for said, n, size in words)
            yield Finding(eid, group.n, "scope", MEDIUM, TEXTS, *told)


def _numbers(eid: str, n: int | None, here: Both, around: Around) -> Iterator[Finding]:
    """Numbers that the other text does not have in the unit, and units of time that differ."""
    rus, kaz = (_only(here[at], here[1 - at], around, 1 - at) for at in (0, 1))
    if rus or kaz:
        figures = all(amount.figures and not amount.unit for amount in rus + kaz)
        severity = LOW if figures else HIGH if rus and kaz else MEDIUM
        yield Finding(eid, n, "number", severity, TEXTS, _words(rus), _words(kaz))
    for ours in here[0].amounts:
        same = [a for a in here[1].amounts if a.value == ours.value and a.unit]
        if ours.unit and same and all(a.unit != ours.unit for a in same):
            yield Finding(eid, n, "number", HIGH, TEXTS, ours.words, _words(same))


def _only(marks: Marks, other: Marks, around: Around, at: int) -> list[Amount]:
    """The numbers that stand nowhere in the other text, whose words are at this place of a pair."""
    missing = [amount for amount in marks.amounts if _missing(amount, [other])]
    if not missing:
        return missing
    everywhere = [other, *(both[at] for both in around())]
    return [amount for amount in missing if _missing(amount, everywhere)]


def _missing(amount: Amount, others: Sequence[Marks]) -> bool:
    """Whether none of these words has a number.

    "One" is often left out, and "the second time" is "again" elsewhere.
    """
    ordinals = any(other.ordinal for other in others[0].amounts)
    if amount.value == "1" or (amount.ordinal and not ordinals):
        return False
    found = [other.value for marks in others for other in marks.amounts]
    there = {part for value in found for part in (value, *value.split("-"))}
    parts = amount.value.split("-")  # "11-13" may be "11, 12, 13"
    return amount.value not in there and not (len(parts) > 1 and there >= set(parts))


def _words(amounts: list[Amount]) -> str:
    return ", ".join(dict.fromkeys(amount.words for amount in amounts))


def _bounds(eid: str, n: int | None, here: Both) -> Iterator[Finding]:
    """The same number, meant as the least in one text and as the most in the other."""
    denied = any("not" in marks.said for marks in here)
    named = [{SAME_BOUND.get(b, b) for a in m.amounts for b in a.bounds} for m in here]
    for value in dict.fromkeys(amount.value for amount in here[0].amounts):
        of_it = [[a for a in marks.amounts if a.value == value] for marks in here]
        meant = [{SAME_BOUND.get(b, b) for a in found for b in a.bounds} for found in of_it]
        if not of_it[1] or meant[0] == meant[1] or (denied and _by_denial(*meant)):
            continue
        opposite = any(
            meant[0] & one and meant[1] & other for one, other in (OPPOSITE, OPPOSITE[::-1])
        )
        elsewhere = named[1] & meant[0] or named[0] & meant[1]
        if opposite or not elsewhere:
            sides = [_told_bound(found) for found in of_it]
            yield Finding(eid, n, "bound", HIGH if opposite else LOW, TEXTS, *sides)


def _by_denial(ours: set[str], theirs: set[str]) -> bool:
    """Whether a denial makes two bounds one: "may not ... more than two" is "not more than two"."""
    return {*ours, *theirs} in ({"more", "not_more"}, {"less", "not_less"})


def _told_bound(amounts: list[Amount]) -> str:
    bounds = sorted({bound for amount in amounts for bound in amount.bounds})
    return " ".join([*bounds, _words(amounts)])


@cache
def _kinds() -> dict[str, str]:
    return {row["code"]: row["kind"] for row in table()["sense"]}


def _senses(eid: str, n: int | None, here: Both, around: Around, even: bool) -> Iterator[Finding]:
    """Permission, duty, negation, limits and acts that the words of one text alone have.

    Another clause of the unit answers only where the two texts cut the unit differently.
    """
    told: dict[str, tuple[list[str], list[str]]] = {}
    for at, other in ((0, 1), (1, 0)):
        for code, words in here[at].said.items():
            if code in here[other].maybe:
                continue
            if not any(code in both[other].maybe for both in around()[: 1 if even else 2]):
                told.setdefault(_kinds()[code], ([], []))[at].append(f"{code}: {words}")
    for kind, sides in told.items():
        severity = HIGH if kind == "negation" or all(sides) else MEDIUM
        yield Finding(eid, n, kind, severity, TEXTS, *map(", ".join, sides))


def _holders(
    rus: Side, kaz: Side, eid: str, groups: Sequence[Together], beside: tuple[str, str]
) -> Iterator[Finding]:
    """A clause that names one holder in one text and another in the other.

    A name left out is no difference by itself ("the chairmen of the chambers" are two offices); it
    is one where the unit is read without that holder too.
    """
    found = False
    for group in groups:
        only = _named_apart((rus, "; ".join(group.rus)), (kaz, "; ".join(group.kaz)), beside)
        if all(only):
            found = True
            yield Finding(eid, group.n, "holder", HIGH, TEXTS, *_codes(only))
    if found:
        return
    only = _named_apart((rus, rus.own(eid)), (kaz, kaz.own(eid)), beside)
    read = rus.holders(eid), kaz.holders(eid)
    only = [names & (read[at] - read[1 - at]) for at, names in enumerate(only)]
    if any(only):
        yield Finding(eid, None, "holder", HIGH, TEXTS, *_codes(only))


def _named_apart(
    rus: tuple[Side, str], kaz: tuple[Side, str], beside: tuple[str, str]
) -> list[frozenset[Holder]]:
    """The holders that only the Russian words name, and those that only the Kazakh words do."""
    sides = (rus, kaz)
    may = [may_be_named(text, side.lang) for side, text in sides]
    only = []
    for at, (side, text) in enumerate(sides):
        other = may[1 - at] | may_be_named(beside[1 - at], sides[1 - at][0].lang)
        names = may[at] - other - GENERIC
        only.append(names and names & surely_named(text, side.lang))
    return only


def _codes(names: Sequence[frozenset[Holder]]) -> Iterator[str]:
    return (", ".join(sorted(found)) for found in names)
