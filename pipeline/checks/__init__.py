"""Checks that keep the index honest, made of the texts of each release when it is built.

A check that fails stops nothing: it is published, in the table `checks`, and told by the build.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pipeline.checks.course import courses
from pipeline.checks.invariance import duplicate, new_consent, repeated
from pipeline.checks.placebo import placebo
from pipeline.checks.shuffled import shuffled
from pipeline.index.counting import Statement
from pipeline.index.weights import Weights
from pipeline.records import Act, Version
from pipeline.records_index import CheckResult, Score

__all__ = ["checks", "warning"]


def checks(
    acts: Mapping[str, Act],
    versions: Iterable[Version],
    powers: Mapping[str, Sequence[Statement]],
    scores: Iterable[Score],
    weights: Weights,
) -> list[CheckResult]:
    """Check every series and language, see the functions of this package for each check.

    Args:
        acts: the registry.
        versions: the texts at hand.
        powers: what was read in each version, by version_id.
        scores: what `pipeline.index.score` made of the other four.
        weights: those that the scores were made with.

    Returns:
        The results, by series, language and check. `passed` is None where the texts are too few
        to tell.
    """
    held = list(versions)
    results: list[CheckResult] = []
    for course in courses(acts, held, powers, scores, weights):
        results += placebo(acts, course)
        results += shuffled(course)
        results.append(repeated(acts, held, powers, weights, course))
        results.append(duplicate(acts, held, powers, weights, course))
        results.append(new_consent(powers, weights, course))
    return results


def warning(results: Iterable[CheckResult]) -> str:
    """One line on the checks that failed, empty where none did."""
    told = [one for one in results if one.passed is not None]
    failed = Counter(one.check for one in told if not one.passed)
    if not failed:
        return ""
    kinds = ", ".join(f"{check} {times} times" for check, times in sorted(failed.items()))
    return f"{failed.total()} of {len(told)} checks of the index failed ({kinds}): see table checks"
