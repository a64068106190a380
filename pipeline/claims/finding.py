"""What was found for one expectation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pipeline.claims.claim import Expectation
from pipeline.records import Change
from pipeline.vocabulary import Lang


class Outcome(StrEnum):
    """Whether the texts bear an expectation out."""

    HOLDS = "holds"
    CONTRADICTED = "contradicted"
    MISSING = "missing"  # a text that would tell is not at hand


@dataclass(frozen=True, slots=True)
class Finding:
    """An outcome, the reason for it in a few words, and what shows it."""

    outcome: Outcome
    told: str
    changes: tuple[str, ...] = ()  # change_ids
    clauses: tuple[str, ...] = ()  # clause_ids
    missing: tuple[str, ...] = ()  # act@date


@dataclass(frozen=True, slots=True)
class Checked:
    """One expectation in one series: its finding in each language, and what they come to."""

    expectation: Expectation
    by_language: Mapping[Lang, Finding]
    outcome: Outcome


def shown_by(
    outcome: Outcome,
    told: str,
    changes: tuple[Change, ...] = (),
    powers: tuple[str, ...] = (),
    missing: tuple[str, ...] = (),
) -> Finding:
    """A finding with the clauses of its changes and powers, each once and in their order."""
    sides = [power for change in changes for power in (change.power_from, change.power_to) if power]
    clauses = dict.fromkeys(power.rsplit("/", 1)[0] for power in (*sides, *powers))
    return Finding(
        outcome, told, tuple(change.change_id for change in changes), tuple(clauses), missing
    )


def not_at_hand(missing: tuple[str, ...]) -> Finding:
    """Nothing to judge by: the texts named are missing."""
    return Finding(Outcome.MISSING, "", missing=missing)
