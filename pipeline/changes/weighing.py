"""What became of a power that both texts have: its constraints weighed one by one.

The codebook's ladder decides: a stricter level weakens the holder. Where the level is the same, the
other constraints do, gains against losses, the weightier first where these are even; and then how
far the power reaches: the number of offices that it fills, the grain of its object.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.changes.extent import reach
from pipeline.changes.stated import Stated
from pipeline.changes.tables import table
from pipeline.powers.autonomy import LADDER
from pipeline.records import Constraint
from pipeline.vocabulary import ChangeKind, ConstraintType, Holder

SHARES = (
    "one_tenth", "one_sixth", "one_fifth", "one_quarter", "one_third", "simple", "absolute",
    "three_fifths", "two_thirds", "three_quarters", "four_fifths",
)  # fmt: skip
DAYS = {"Y": 365.0, "M": 30.0, "W": 7.0, "D": 1.0, "H": 1 / 24}
_LENGTH = re.compile(r"PT?(\d+)([YMWDH])")
# Of a constraint whose amount grew: does the holder gain (1) or lose (-1)?
MORE = {
    ConstraintType.TERM: 1,
    ConstraintType.DEADLINE: 1,
    ConstraintType.MAJORITY: -1,
    ConstraintType.CONSENT: -1,
    ConstraintType.INITIATIVE_QUOTA: -1,
    ConstraintType.NOMINEE_LIST: -1,
}
CHAMBERS = {Holder.SENATE, Holder.MAZHILIS}
Limit = tuple[ConstraintType, Holder | None, str | None]


@dataclass(frozen=True, slots=True)
class Difference:
    """One constraint gained, lost or changed: as told in `Change.differs`, and for the holder."""

    told: str
    gain: int  # 1 the holder is freer by it, -1 less free, 0 neither
    type: ConstraintType


def compare(older: Stated, newer: Stated) -> tuple[ChangeKind | None, tuple[str, ...]]:
    """The kind of change between two statements of one power, None for none, and what differs.

    Words that differ make a change only if more than marks, spaces and the state's name do. Where
    the words are the same, so are the constraints, and only the level may differ: another clause
    can move it.
    """
    both = (older, newer)
    same_words = older.words == newer.words
    found = differences(*(each.set_elsewhere if same_words else each.limits for each in both))
    told = [difference.told for difference in found]
    level = _level(older, newer)
    if level and not found:
        told = [f"autonomy:{older.power.autonomy}>{newer.power.autonomy}"]
    further, how = (0, "") if same_words else reach(older, newer)
    told += [how] if how else []
    if older.power.holder is not newer.power.holder:
        return ChangeKind.TRANSFERRED, tuple(told)
    if net := level or _net(found) or further:
        return ChangeKind.STRENGTHENED if net > 0 else ChangeKind.WEAKENED, tuple(told)
    return (None if older.same == newer.same else ChangeKind.REWORDED), tuple(told)


def differences(older: Iterable[Constraint], newer: Iterable[Constraint]) -> list[Difference]:
    """What distinguishes two sets of constraints, those of one type and actor paired by value."""
    left, right = list(dict.fromkeys(map(_bare, older))), list(dict.fromkeys(map(_bare, newer)))
    grounds = sum(map(_is_ground, left)), sum(map(_is_ground, right))
    found = []
    for same in (_same_value, _same_actor, _same_body, _same_type):
        for one in list(left):
            other = next((each for each in right if same(one, each)), None)
            if other is not None:
                left.remove(one)
                right.remove(other)
                if one != other:
                    found.append(_changed(one, other))
    found += [Difference(f"-{told(one)}", _lost(one, grounds), one[0]) for one in left]
    found += [Difference(f"+{told(one)}", -_lost(one, grounds[::-1]), one[0]) for one in right]
    return found


def told(limit: Limit) -> str:
    """A constraint in one word: `consent:kurultai:absolute`."""
    return ":".join(str(part) for part in limit if part)


def _net(found: Iterable[Difference]) -> int:
    """Gains less losses; where they are even, those of the weightiest kind of constraint."""
    found = list(found)
    weighty = table()["weight"]
    for least in (None, *sorted(set(weighty.values()))):
        counted = [d for d in found if least is None or weighty.get(d.type, 0) >= least]
        if net := sum(d.gain for d in counted):
            return net
    return 0


def _bare(constraint: Constraint) -> Limit:
    return constraint.type, constraint.actor, constraint.value


def _same_value(one: Limit, other: Limit) -> bool:
    return one == other


def _same_actor(one: Limit, other: Limit) -> bool:
    return one[:2] == other[:2]


def _same_body(one: Limit, other: Limit) -> bool:
    """A limit set by one legislature or chamber is the same when another takes its place."""
    return one[0] is other[0] and {one[1], other[1]} <= set(table()["legislatures"])


def _same_type(one: Limit, other: Limit) -> bool:
    """Grounds and bans are many and differ in more than their actor; the rest come once."""
    single = one[0] not in {ConstraintType.TRIGGER, ConstraintType.PROHIBITION}
    return one[0] is other[0] and single


def _changed(one: Limit, other: Limit) -> Difference:
    how = f"{told(one)}>{told(other)}"
    if one[:2] == other[:2]:
        how = f"{told((*one[:2], None))}:{one[2] or '-'}>{other[2] or '-'}"
    if one[0] is ConstraintType.CONSENT and Holder.PARLIAMENT in {one[1], other[1]}:
        return Difference(how, _fewer_chambers(one[1], other[1]), one[0])
    before, after = (_amount(each) for each in (one, other))
    grew = 0 if before is None or after is None else (after > before) - (after < before)
    return Difference(how, grew * MORE.get(one[0], 0), one[0])


def _fewer_chambers(before: Holder | None, after: Holder | None) -> int:
    """One chamber's consent is easier to get than both's."""
    if after in CHAMBERS:
        return 1
    return -1 if before in CHAMBERS else 0


def _amount(limit: Limit) -> float | None:
    """A value on its own scale: days, places in the order of shares, or a number.

    A deadline without a length is one that another act sets: longer than any told here.
    """
    value = limit[2]
    if value is None:
        return math.inf if limit[0] is ConstraintType.DEADLINE else None
    if match := _LENGTH.fullmatch(value):
        return int(match[1]) * DAYS[match[2]]
    if value in SHARES:
        return float(SHARES.index(value))
    return float(value) if value.isdecimal() else None


def _is_ground(limit: Limit) -> bool:
    return limit[0] is ConstraintType.TRIGGER


def _lost(limit: Limit, grounds: tuple[int, int]) -> int:
    """What the holder gains by being rid of a limit; of one of several grounds, he loses one."""
    here, there = grounds
    return -1 if _is_ground(limit) and here and there else 1


def _level(older: Stated, newer: Stated) -> int:
    before, after = (LADDER.index(each.power.autonomy) for each in (older, newer))
    return (before > after) - (before < after)
