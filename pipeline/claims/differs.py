"""What distinguishes the two sides of a change, as `Change.differs` tells it, taken apart.

- `+consent:maslikhat`: a limit gained, type and actor
- `-trigger:parliament`: a limit lost
- `+consent:kurultai:absolute`: type, actor and value
- `+nominee_list:2`: type and value
- `term:P5Y>P7Y`: a limit whose value went from one to another
- `consent:senate>consent:kurultai:absolute`: one that passed to another actor
- `extent:7>15`: how many offices; no limit
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.claims.claim import Expected, PowerExpectation
from pipeline.records import Constraint
from pipeline.vocabulary import ConstraintType, Holder


@dataclass(frozen=True, slots=True)
class Difference:
    """A limit before and after; None on the side where it is not."""

    before: Constraint | None
    after: Constraint | None


def differences(told: tuple[str, ...]) -> Iterator[Difference]:
    """The limits that differ; what is no limit is left out.

    >>> [d.after.value for d in differences(("term:P5Y>P7Y", "extent:7>15"))]
    ['P7Y']
    """
    for one in told:
        sign, words = (one[0], one[1:]) if one[:1] in "+-" else ("", one)
        left, _, right = words.partition(">")
        before = _limit(left)
        if before is None:
            continue
        if sign:
            yield Difference(None, before) if sign == "+" else Difference(before, None)
        else:
            yield Difference(before, _limit(right) or Constraint(before.type, before.actor, right))


def _limit(words: str) -> Constraint | None:
    kind, *rest = words.split(":")
    if kind not in list(ConstraintType):
        return None
    actor = next((Holder(part) for part in rest if part in list(Holder)), None)
    value = next((part for part in rest if part not in list(Holder) and part != "-"), None)
    return Constraint(ConstraintType(kind), actor, value)


def bears(told: tuple[str, ...], expected: PowerExpectation) -> bool:
    """Whether the limit that is expected to differ does.

    With values, it goes from one to the other. Without, who is weakened gains the limit and who is
    strengthened loses it; a ground may do either, for it both limits a power and opens it.
    """
    return any(_bears(difference, expected) for difference in differences(told))


def _bears(difference: Difference, expected: PowerExpectation) -> bool:
    before = _fits(difference.before, expected, expected.value_from)
    after = _fits(difference.after, expected, expected.value_to)
    if expected.value_from or expected.value_to:
        return before and after
    if expected.constraint is ConstraintType.TRIGGER:
        return before != after
    return after > before if expected.change is Expected.WEAKENED else before > after


def is_under(constraints: tuple[Constraint, ...], expected: PowerExpectation) -> bool:
    """Whether a power is under the limit that is expected."""
    return any(_fits(limit, expected, None) for limit in constraints)


def _fits(limit: Constraint | None, expected: PowerExpectation, value: str | None) -> bool:
    return (
        limit is not None
        and limit.type is expected.constraint
        and expected.actor in (None, limit.actor)
        and (value or expected.value) in (None, limit.value)
    )
