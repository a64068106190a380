"""Why a clause was read as it was: the rules that decided, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.powers.assemble import Source
from pipeline.powers.constraints import Limit
from pipeline.powers.evidence import Act, Verdict
from pipeline.powers.features import Features


@dataclass(frozen=True, slots=True)
class Trace:
    """Why a clause was read as it was: (step, rule, words) in the order of decisions."""

    steps: tuple[tuple[str, str, str], ...]
    features: Features


def trace(
    verdict: Verdict, acts: Sequence[Act], limits: Sequence[Limit], source: Source, seen: Features
) -> Trace:
    """The steps of one reading: the label's rule, each act and its holders, each limit."""
    words = source.passages["clause"].words

    def shown(start: int, end: int) -> str:
        return source.clause[words[start].start : words[end - 1].end] if start < end else ""

    steps = [("label", verdict.rule, verdict.label.value)]
    for act in acts:
        predicate = act.predicate
        steps.append(("action", predicate.rule, shown(predicate.start, predicate.end)))
        steps += [("holder", actor.rule, actor.holder.value) for actor in act.actors]
    for limit in limits:
        text = shown(limit.start, limit.end) if limit.where == "clause" else limit.where
        steps.append(("constraint", limit.name, text))
    return Trace(tuple(steps), seen)
