"""Records to rows: what a build hands over, and the tables' rows made of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import TypeVar

from pipeline.amendments.records import Instruction
from pipeline.dataset.rows_facts import fact_difference_rows, fact_rows
from pipeline.dataset.rows_index import index_rows
from pipeline.dataset.rows_release import IngestRun, ModelCard, Run, model_rows, run_rows
from pipeline.dataset.rows_time import (
    change_rows,
    claim_rows,
    instruction_rows,
    life_rows,
    proof_rows,
    tier_rows,
)
from pipeline.normalize import text_hash
from pipeline.records import (
    Act,
    Change,
    ClaimVerdict,
    Divergence,
    FactDifference,
    Facts,
    Life,
    Note,
    Power,
    Provision,
    Reading,
    Snapshot,
    Span,
    TierRule,
    Version,
)
from pipeline.records_index import (
    CheckResult,
    Score,
    ScoreByWeights,
    ScoreComponent,
    ScoreDifference,
    ScoreInterval,
    VersionDifference,
)
from pipeline.vocabulary import Label

T = TypeVar("T")
Row = tuple[object, ...]
Validity = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version and the days in which it is the act's text; `valid_to` is exclusive."""

    version: Version
    valid_from: date | None = None
    valid_to: date | None = None
    passed_over: bool = False


def version_rows(
    versions: Iterable[Version],
    validity: Mapping[str, Validity],
    passed_over: Collection[str] = (),
) -> tuple[VersionRow, ...]:
    """Join versions with their days in force; a version outside the mapping has none.

    Args:
        versions: the texts.
        validity: their days, by version_id.
        passed_over: version_ids of those that were not parsed.
    """
    return tuple(
        VersionRow(
            version,
            *validity.get(version.version_id, (None, None)),
            version.version_id in passed_over,
        )
        for version in versions
    )


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that one release holds, as records. Mappings go by version_id."""

    acts: Sequence[Act] = ()
    snapshots: Sequence[Snapshot] = ()
    versions: Sequence[VersionRow] = ()
    provisions: Mapping[str, Sequence[Provision]] = field(default_factory=dict)
    notes: Mapping[str, Sequence[Note]] = field(default_factory=dict)
    readings: Mapping[str, Sequence[Reading]] = field(default_factory=dict)
    scores: Sequence[Score] = ()
    components: Sequence[ScoreComponent] = ()
    intervals: Sequence[ScoreInterval] = ()
    by_weights: Sequence[ScoreByWeights] = ()
    differences: Sequence[ScoreDifference] = ()
    between_versions: Sequence[VersionDifference] = ()
    checks: Sequence[CheckResult] = ()
    divergences: Sequence[Divergence] = ()
    facts: Sequence[Facts] = ()
    fact_differences: Sequence[FactDifference] = ()
    changes: Sequence[Change] = ()
    lives: Sequence[Life] = ()
    tiers: Sequence[TierRule] = ()
    claims: Sequence[ClaimVerdict] = ()
    instructions: Sequence[Instruction] = ()
    models: Sequence[ModelCard] = ()
    run: Run | None = None
    ingests: Sequence[IngestRun] = ()

    @property
    def newest(self) -> date | None:
        """The newest version's date, which names the release."""
        return max((row.version.date for row in self.versions), default=None)


def power_ids(reading: Reading) -> list[str]:
    """The identifiers of a reading's powers, in their order."""
    return [f"{reading.clause.clause_id}/{k}" for k in range(len(reading.powers))]


def statements(
    readings: Mapping[str, Iterable[Reading]],
) -> dict[str, list[tuple[str, str, Power]]]:
    """The powers of each text in its order, each with its power_id and clause_id."""
    return {
        version_id: [
            (power_id, reading.clause.clause_id, power)
            for reading in found
            for power_id, power in zip(power_ids(reading), reading.powers, strict=True)
        ]
        for version_id, found in readings.items()
    }


def rows_by_table(contents: Contents) -> dict[str, list[Row]]:
    """All rows, in an order that depends on the contents alone.

    Versions go by their id, what stands in a version by the order of its text.
    """
    readings = [reading for _, reading in _in_order(contents.readings)]
    powers = [
        (power_id, reading, power)
        for reading in readings
        for power_id, power in zip(power_ids(reading), reading.powers, strict=True)
    ]
    return {
        "acts": [_act(act) for act in sorted(contents.acts, key=lambda act: act.key)],
        "snapshots": [
            (s.sha256, s.name, s.source, s.media_type, s.retrieved, s.size)
            for s in sorted(contents.snapshots, key=lambda snapshot: snapshot.sha256)
        ],
        "versions": [
            _version(row)
            for row in sorted(contents.versions, key=lambda row: row.version.version_id)
        ],
        "provisions": [_provision(v, provision) for v, provision in _in_order(contents.provisions)],
        "notes": [
            (version_id, n, note.eid, note.text, note.start, note.end)
            for version_id in sorted(contents.notes)
            for n, note in enumerate(contents.notes[version_id])
        ],
        "clauses": [_clause(reading) for reading in readings],
        "powers": [_power(*found) for found in powers],
        "constraints": [
            (power_id, n, c.type, c.actor, c.value, *_span(c.span))
            for power_id, _, power in powers
            for n, c in enumerate(power.constraints)
        ],
        **index_rows(
            contents.scores,
            contents.components,
            contents.intervals,
            contents.by_weights,
            contents.differences,
            contents.between_versions,
            contents.checks,
        ),
        "divergences": list(_divergences(contents.divergences)),
        "facts": fact_rows(contents.facts),
        "fact_differences": fact_difference_rows(contents.fact_differences),
        "changes": change_rows(contents.changes),
        "change_proofs": proof_rows(contents.changes),
        "lives": life_rows(contents.lives),
        "tiers": tier_rows(contents.tiers),
        "claims": claim_rows(contents.claims),
        "instructions": instruction_rows(contents.instructions),
        "models": model_rows(contents.models),
        "runs": run_rows(
            contents.run,
            (len(contents.versions), len(readings), len(powers), len(contents.scores)),
            contents.ingests,
        ),
    }


def _in_order(by_version: Mapping[str, Sequence[T]]) -> Iterator[tuple[str, T]]:
    for version_id in sorted(by_version):
        for item in by_version[version_id]:
            yield version_id, item


def _act(act: Act) -> Row:
    titles = (act.title.get(language) for language in ("kaz", "rus", "eng"))
    return (
        act.key,
        act.kind,
        act.number,
        act.code,
        *titles,
        act.adopted,
        act.in_force,
        act.ended,
        list(act.amends),
        act.succeeds,
    )


def _version(row: VersionRow) -> Row:
    version = row.version
    return (
        version.version_id,
        version.act,
        version.date,
        version.lang,
        version.state,
        version.series,
        version.sha256,
        version.source,
        version.amended_by,
        version.rests_on,
        version.note,
        row.valid_from,
        row.valid_to,
        row.passed_over,
    )


def _provision(version_id: str, provision: Provision) -> Row:
    return (
        f"{version_id}/{provision.eid}",
        version_id,
        provision.eid,
        provision.kind,
        provision.number,
        provision.parent,
        provision.heading,
        provision.text,
        provision.is_lead_in,
        provision.lead_in,
        provision.repealed,
        provision.repealed_by,
        provision.repealed_on,
        provision.start,
        provision.end,
    )


def _clause(reading: Reading) -> Row:
    clause = reading.clause
    order = (Label.GRANT, Label.REMOVE, Label.CONSTRAIN, Label.NONE)
    return (
        clause.clause_id,
        clause.version_id,
        clause.eid,
        clause.n,
        clause.lead_in,
        clause.text,
        text_hash(clause.text),
        clause.start,
        clause.end,
        reading.label,
        *(reading.proba.get(label, 0.0) for label in order),
        reading.needs_review,
    )


def _power(power_id: str, reading: Reading, power: Power) -> Row:
    return (
        power_id,
        reading.clause.version_id,
        reading.clause.clause_id,
        power.holder,
        power.action,
        power.object,
        power.domain,
        power.polarity,
        power.autonomy,
        power.lemma,
        power.object_words,
        *_span(power.holder_span),
        *_span(power.action_span),
        *_span(power.object_span),
    )


def _divergences(divergences: Sequence[Divergence]) -> Iterator[Row]:
    def version(divergence: Divergence) -> tuple[str, str, str]:
        return divergence.act, divergence.version, divergence.series

    for (act, day, series), group in groupby(sorted(divergences, key=version), key=version):
        for n, found in enumerate(group):  # sorting is stable: the finder's order stays
            yield (
                act,
                date.fromisoformat(day),
                series,
                n,
                found.eid,
                found.n,
                found.kind,
                found.severity,
                found.cause,
                found.rus,
                found.kaz,
            )


def _span(span: Span | None) -> tuple[int | None, int | None, str | None]:
    return (span.start, span.end, span.where) if span else (None, None, None)
