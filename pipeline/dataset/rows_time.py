"""Rows of the tables of `tables_time`."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.amendments.records import Instruction
from pipeline.records import Change, ClaimVerdict, Life, TierRule

Row = tuple[object, ...]


def change_rows(changes: Iterable[Change]) -> list[Row]:
    """Changes, in the order in which they come."""
    return [
        (
            change.change_id,
            change.kind,
            change.older,
            change.newer,
            *change.series_and_lang,
            change.date,
            change.exact,
            change.power,
            change.power_from,
            change.power_to,
            change.holder,
            change.holder_to,
            change.action,
            change.object,
            change.domain,
            change.polarity,
            list(change.differs),
            change.other_language,
            change.similarity,
            change.partial,
            change.effective_for,
        )
        for change in changes
    ]


def proof_rows(changes: Iterable[Change]) -> list[Row]:
    """What shows each change."""
    return [
        (change.change_id, n, proof.shown, proof.act, proof.ref)
        for change in changes
        for n, proof in enumerate(change.proofs)
    ]


def life_rows(lives: Iterable[Life]) -> list[Row]:
    """One row for each text that a power is in."""
    return [
        (life.power, life.series, life.lang, n, step.version_id, step.power_id)
        for life in lives
        for n, step in enumerate(life.steps)
    ]


def tier_rows(tiers: Iterable[TierRule]) -> list[Row]:
    """Akims by tier, by series, language, tier and day."""
    rows = (
        (
            rule.series,
            rule.lang,
            rule.tier,
            rule.valid_from,
            rule.valid_to,
            rule.choice,
            [str(holder) for holder in rule.release],
            rule.decentralisation,
            rule.everywhere,
            rule.act,
            list(rule.powers),
            list(rule.clauses),
        )
        for rule in tiers
    )
    return sorted(rows, key=lambda row: (*map(str, row[:4]), row[9]))


def claim_rows(verdicts: Iterable[ClaimVerdict]) -> list[Row]:
    """Verdicts, in the order of the claims."""
    return [
        (
            verdict.claim,
            verdict.series,
            verdict.verdict,
            verdict.why,
            list(verdict.changes),
            list(verdict.clauses),
            list(verdict.missing),
        )
        for verdict in verdicts
    ]


def instruction_rows(instructions: Iterable[Instruction]) -> list[Row]:
    """What amending acts order, in the order of their texts."""
    return [
        (
            one.instruction_id,
            one.version_id,
            one.eid,
            one.n,
            one.act,
            one.kind,
            one.target,
            one.part,
            one.sentence or None,
            one.old,
            one.new,
            one.anchor,
            one.words,
            one.start,
            one.end,
        )
        for one in instructions
    ]
