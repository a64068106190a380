"""What must not move a score: the same text again, the same law twice, one more consent."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from pipeline.checks.course import Course, settings, values
from pipeline.index import DECIMALS, state_of
from pipeline.index.counting import Statement
from pipeline.index.state import State
from pipeline.index.timeline import FRAME, Segment, presences, timelines
from pipeline.index.weights import Weights
from pipeline.records import Act, Constraint, Power, Version
from pipeline.records_index import CheckResult
from pipeline.vocabulary import Autonomy, Check, ConstraintType, Holder, Lang, Polarity

ROUNDING = 10.0**-DECIMALS  # what the last decimal of a score may differ by
_DAY = timedelta(days=1)

T = TypeVar("T")
Powers = Mapping[str, Sequence[Statement]]


def repeated(
    acts: Mapping[str, Act],
    versions: Iterable[Version],
    powers: Powers,
    weights: Weights,
    course: Course,
) -> CheckResult:
    """Give every text again, in the same words, from the second of its days on: no score moves."""
    again = {
        presence.version: replace(presence.version, date=presence.valid_from + _DAY)
        for presence in presences(acts, _of(course, versions))
        if presence.valid_to is None or presence.valid_from + _DAY < presence.valid_to
    }
    said = _said(powers, again)
    return _same(
        Check.REPEATED,
        "were given a second time from their second day on",
        course,
        timelines(acts, [*_of(course, versions), *again.values()]),
        again,
        lambda segment: state_of(segment, said, weights),
    )


def duplicate(
    acts: Mapping[str, Act],
    versions: Iterable[Version],
    powers: Powers,
    weights: Weights,
    course: Course,
) -> CheckResult:
    """Add a law that says the same beside every act: no score moves.

    The copy has its act's dates. That of a constitution is a law, for a second constitution is
    none.
    """
    laws = dict(acts)
    for act in acts.values():
        kind = "law" if act.kind in FRAME else act.kind
        laws[f"{act.key}-copy"] = replace(act, key=f"{act.key}-copy", kind=kind)
    copies = {
        version: replace(version, act=f"{version.act}-copy") for version in _of(course, versions)
    }
    said = _said(powers, copies)
    return _same(
        Check.DUPLICATE,
        "were given a second time, as laws beside them",
        course,
        timelines(laws, [*copies, *copies.values()]),
        copies,
        lambda segment: state_of(segment, said, weights),
    )


def new_consent(powers: Powers, weights: Weights, course: Course) -> CheckResult:
    """Bind free powers one by one to another's consent: no score of their holder rises."""
    free = [
        (segment, version.version_id, statement)
        for segment in course.segments
        for version in segment.versions
        for statement in powers.get(version.version_id, ())
        if statement[2].polarity is Polarity.GIVES and statement[2].autonomy is Autonomy.ALONE
        if statement[2].holder and statement[2].domain and weights.domain[statement[2].domain]
    ]
    tried = _spread(free, settings()["new_consent"]["powers"])
    rises: list[tuple[float, str]] = []
    for segment, version_id, statement in tried:
        bound = {**powers, version_id: [*powers[version_id], _consent(statement)]}
        after = values(state_of(segment, bound, weights))
        before = course.published.get(segment.valid_from, {})
        rises += [
            (now - value, key[0])
            for key, value in before.items()
            if key[1] == statement[2].holder
            if value is not None and (now := after.get(key)) is not None
        ]
    rise, scheme = max(rises, default=(0.0, ""))
    passed = rise <= ROUNDING
    return _result(
        Check.NEW_CONSENT,
        course,
        round(rise, 9),
        passed if tried else None,
        len(tried),
        f"{len(tried)} of {len(free)} free powers were bound one by one to another's consent, and "
        + ("no score of their holder rose." if passed else f"the {scheme} rose by {rise:.4f}."),
    )


def _of(course: Course, versions: Iterable[Version]) -> list[Version]:
    return [each for each in versions if (each.series, each.lang) == (course.series, course.lang)]


def _said(powers: Powers, copies: Mapping[Version, Version]) -> Powers:
    """What was read in each text, and the same in its copy, under the copy's name."""
    return {**powers} | {
        copy.version_id: [
            (
                power_id.replace(version.version_id, copy.version_id),
                clause_id.replace(version.version_id, copy.version_id),
                power,
            )
            for power_id, clause_id, power in powers.get(version.version_id, ())
        ]
        for version, copy in copies.items()
    }


def _spread(things: Sequence[T], number: int) -> list[T]:
    """So many of them at most, at even distances, the last one among them."""
    return list(things[:: -(math.ceil(len(things) / number) or 1)])


def _same(
    check: Check,
    done: str,
    course: Course,
    found: Mapping[tuple[str, Lang], Sequence[Segment]],
    copies: Mapping[Version, Version],
    state: Callable[[Segment], State],
) -> CheckResult:
    """Whether the scores on the last day of segments are as published, in a timeline with copies.

    A day that has no texts any more has no score.
    """
    by_end = {segment.valid_to: segment for segment in found.get((course.series, course.lang), ())}
    worst, where = 0.0, ""
    texts: set[Version] = set()
    for segment in _spread(course.segments, settings()[check]["segments"]):
        other = by_end.get(segment.valid_to)
        before = course.published.get(segment.valid_from, {})
        after = values(state(other)) if other else {}
        if before:
            texts |= {version for version in segment.versions if version in copies}
        for key in sorted({*before, *after}, key=str):
            change = _change(before.get(key), after.get(key))
            if change > worst:
                worst, where = change, f"{key[0]} of {key[1] or 'all'} on {segment.valid_from}"
    passed = worst <= ROUNDING
    by = f" by {worst:.4f}" if math.isfinite(worst) else ", told only on one side"
    return _result(
        check,
        course,
        round(worst, 9) if math.isfinite(worst) else None,
        passed if texts else None,
        len(texts),
        f"{len(texts)} texts {done}, and "
        + ("no score moved." if passed else f"{where} moved{by}."),
    )


def _change(before: float | None, after: float | None) -> float:
    if before is None or after is None:
        return 0.0 if before is after else math.inf
    return abs(after - before)


def _consent(statement: Statement) -> Statement:
    """A clause that asks another's consent to what the statement gives."""
    power_id, clause_id, power = statement
    of = Holder.PRESIDENT if power.holder is Holder.PARLIAMENT else Holder.PARLIAMENT
    limit = Power(
        holder=power.holder,
        action=power.action,
        object=power.object,
        domain=power.domain,
        polarity=Polarity.LIMITS,
        constraints=(Constraint(ConstraintType.CONSENT, of),),
        autonomy=Autonomy.CONSENT,
    )
    return f"{power_id}-consent", clause_id, limit


def _result(
    check: Check,
    course: Course,
    value: float | None,
    passed: bool | None,
    cases: int,
    told: str,
) -> CheckResult:
    return CheckResult(
        check=check,
        series=course.series,
        lang=course.lang,
        subject="all",
        scheme=None,
        value=value,
        threshold=ROUNDING,
        passed=passed,
        cases=cases,
        told=told,
    )
