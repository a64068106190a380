"""A difference of releases as tables that a person reads: summaries first, one score in detail."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from pipeline.dataset.diff import Difference, PowerChange, ScoreChange
from pipeline.errors import ReleaseError

Rows = list[tuple[object, ...]]
Section = tuple[str, list[str], Rows]  # title, columns, rows

SHOWN = 20  # rows of texts and clauses in a summary
PART_COLUMNS = [
    "score_id", "value_before", "value_after", "causes", "what", "component", "power",
    "clause_before", "clause_after", "before", "after", "rule_before", "rule_after", "cause",
]  # fmt: skip


def narrowed(difference: Difference, score_id: str) -> Difference:
    """The difference with one changed score alone.

    Raises:
        ReleaseError: that score did not change, or there is none.
    """
    found = tuple(score for score in difference.scores if score.score_id == score_id)
    if not found:
        raise ReleaseError(
            "no score of that id changed",
            score_id,
            "see all that changed: bilik release diff OLD NEW --format csv",
        )
    moments = {score.moment for score in found}
    around = {key: ids for key, ids in difference.around.items() if key in moments}
    return replace(difference, scores=found, around=around)


def part_rows(scores: Iterable[ScoreChange]) -> Rows:
    """A row for each power whose part in a changed score came, went or changed.

    A score of which no part differs, such as one that a formula makes of others, has one row too.
    """
    nothing = PowerChange("", "", "", None, None, None, None, None, None, None)
    return [
        (
            score.score_id, score.before, score.after, " ".join(score.causes), part.what,
            part.component, part.power, part.clause_before, part.clause_after, part.before,
            part.after, part.rule_before, part.rule_after, part.cause,
        )
        for score in scores
        for part in score.powers or (nothing,)
    ]  # fmt: skip


def score_sections(difference: Difference, score_id: str) -> list[Section]:
    """One changed score: value, causes, parts by clause, and what else differs in its texts.

    Raises:
        ReleaseError: that score did not change, or there is none.
    """
    (score,) = narrowed(difference, score_id).scores
    columns = ["what", "component", "power", "before", "after", "rule", "cause", "clause"]
    rows: Rows = [
        (
            part.what, part.component, part.power, _short(part.before), _short(part.after),
            _arrow(part.rule_before, part.rule_after), part.cause,
            _arrow(part.clause_before, part.clause_after),
        )
        for part in score.powers
    ]  # fmt: skip
    value = f"{_short(score.before)} -> {_short(score.after)}"
    elsewhere: Rows = [(one,) for one in difference.around.get(score.moment, ())]
    return [
        (f"{score.score_id}: {value} ({', '.join(score.causes)})", columns, rows),
        (_some("Texts and clauses in force that differ", elsewhere), ["id"], elsewhere[:SHOWN]),
    ]


def summary(difference: Difference) -> list[Section]:
    """What changed, in a few tables."""
    clauses: Rows = [
        (
            one.what,
            _arrow(one.label_before, one.label_after),
            "; ".join(power for power in one.powers_before if power not in one.powers_after),
            "; ".join(power for power in one.powers_after if power not in one.powers_before),
            one.clause_id,
        )
        for one in difference.clauses
    ]
    texts: Rows = [(one.what, one.before, one.after, one.version_id) for one in difference.texts]
    return [
        (f"{difference.older} -> {difference.newer}", [], []),
        (
            f"Inputs that differ: {len(difference.inputs)}",
            ["input", "before", "after"],
            [(one.name, _cut(one.before), _cut(one.after)) for one in difference.inputs],
        ),
        (_some("Texts that differ", texts), ["what", "before", "after", "text"], texts[:SHOWN]),
        (
            _some("Clauses that differ, in texts of both releases", clauses),
            ["what", "label", "powers lost", "powers gained", "clause"],
            clauses[:SHOWN],
        ),
        (
            (
                f"Scores that differ: {len(difference.scores)} (the same: {difference.same_scores},"
                f" of which {difference.intervals} with another interval)"
            ),
            ["scheme", "causes", "scores", "came", "went", "largest", "where"],
            _by_scheme(difference.scores),
        ),
    ]


def _by_scheme(scores: Iterable[ScoreChange]) -> Rows:
    def kind(score: ScoreChange) -> tuple[str, str]:
        return score.scheme, " ".join(score.causes)

    rows: Rows = []
    for (scheme, causes), group in groupby(sorted(scores, key=kind), key=kind):
        here = list(group)
        largest = max(here, key=_size)
        rows.append(
            (
                scheme,
                causes,
                len(here),
                sum(score.what == "came" for score in here),
                sum(score.what == "went" for score in here),
                f"{_short(largest.before)} -> {_short(largest.after)}",
                largest.score_id,
            )
        )
    return rows


def _size(score: ScoreChange) -> float:
    return abs((score.after or 0.0) - (score.before or 0.0))


def _some(title: str, rows: Rows) -> str:
    more = f", the first {SHOWN} here; --format json has all" if len(rows) > SHOWN else ""
    return f"{title}: {len(rows)}{more}"


def _short(value: float | None) -> str:
    return "-" if value is None else f"{value:.6g}"


def _cut(value: str) -> str:
    """A hash by its beginning; other values are told in full."""
    return value[:12] if re.fullmatch("[0-9a-f]{64}", value) else value


def _arrow(before: str | None, after: str | None) -> str:
    return before or "" if before == after else f"{before or '-'} -> {after or '-'}"
