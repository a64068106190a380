"""Placebo: the same index for the Government or for Parliament is not the President's curve."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

from pipeline.checks.course import Course, settings
from pipeline.checks.ranks import Numbers, spearman
from pipeline.index.timeline import Segment
from pipeline.records import Act
from pipeline.records_index import CheckResult
from pipeline.vocabulary import Check, Holder, Scheme, label


def placebo(acts: Mapping[str, Act], course: Course) -> Iterator[CheckResult]:
    """Correlate the President's steps with those of each other body, scheme by scheme.

    The value is Spearman's rho of the changes between neighbouring segments. Levels would agree in
    any two series that grow. A step at which an act enters or leaves the collection moves everyone
    for a reason of ours, so only steps between texts of the same acts count, an act and the one
    that took its place being the same, and none of them partial.
    """
    demanded = settings()["placebo"]
    steps = [
        (before, after)
        for before, after in pairwise(course.segments)
        if not (before.partial or after.partial) and _works(acts, before) == _works(acts, after)
    ]
    for scheme in map(Scheme, demanded["schemes"]):
        presidents = _changes(course, scheme, [Holder.PRESIDENT], steps)
        for subject, holders in demanded["holders"].items():
            changes = _changes(course, scheme, [Holder(holder) for holder in holders], steps)
            enough = len(steps) >= demanded["least"]
            rho = float(spearman(presidents, changes)) if enough else float("nan")
            told = not np.isnan(rho)
            body = label(Holder(subject))
            yield CheckResult(
                check=Check.PLACEBO,
                series=course.series,
                lang=course.lang,
                subject=subject,
                scheme=scheme,
                value=round(rho, 6) if told else None,
                threshold=demanded["threshold"],
                passed=rho <= demanded["threshold"] if told else None,
                cases=len(steps),
                told=(
                    f"{label(scheme)}: that of {body} changes with the President's at a rank"
                    f" correlation of {rho:.2f} over {len(steps)} steps."
                    if told
                    else f"Cannot tell: {len(steps)} steps between whole texts of the same acts,"
                    f" or a series that never moves; {demanded['least']} steps are needed."
                ),
            )


def _works(acts: Mapping[str, Act], segment: Segment) -> frozenset[str]:
    """The acts in force, each under the name of the first in its line of successors."""
    return frozenset(_first(acts, version.act) for version in segment.versions)


def _first(acts: Mapping[str, Act], key: str) -> str:
    while (older := acts[key].succeeds) in acts:
        key = str(older)
    return key


def _changes(
    course: Course,
    scheme: Scheme,
    holders: Sequence[Holder],
    steps: Sequence[tuple[Segment, Segment]],
) -> Numbers:
    """Change of the holders' sum at each step; a holder without a row has nothing."""

    def total(segment: Segment) -> float:
        found = course.published.get(segment.valid_from, {})
        return sum(found.get((scheme, holder)) or 0.0 for holder in holders)

    return np.array([total(after) - total(before) for before, after in steps]).round(9)
