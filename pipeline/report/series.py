"""Everything that the page tells of one series, gathered from the release."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from pipeline.dataset import query
from pipeline.report import ledger
from pipeline.report.evidence import Evidence
from pipeline.report.holdings import Holdings, holdings
from pipeline.report.lists import Checklist, checklists
from pipeline.report.reforms import Move, Reform, acts_by_day, moves, reforms
from pipeline.report.table import IndexLine, IndexRow, index_lines, index_rows

TEXTS = ("rus", "kaz")  # languages of texts, in the order of columns
MOST_DIFFERENCES = 60  # shown of those that only our readings show; the release has them all


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where the two texts of a version differ, or are read so."""

    act: str
    day: date
    eid: str | None
    kind: str
    severity: str
    cause: str
    rus: str | None
    kaz: str | None
    clause: int | None  # number in the evidence


@dataclass(frozen=True, slots=True)
class TierRow:
    """How the akims of one tier come to office over some days; alike in all of `langs`."""

    tier: str
    start: date
    end: date | None
    choice: str
    release: tuple[str, ...]
    everywhere: bool
    act: str
    langs: tuple[str, ...]
    powers: tuple[int, ...]  # numbers in the evidence
    clauses: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A published claim, and what this series says of it."""

    claim: str
    verdict: str
    why: str
    changes: tuple[int, ...]  # numbers in the evidence
    clauses: tuple[int, ...]
    missing: tuple[tuple[str, str], ...]  # act, day


@dataclass(frozen=True, slots=True)
class Doubt:
    """The interval of the newest share that one source of doubt gives, by language."""

    doubt: str
    by_lang: dict[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Part:
    """One series: official or restated."""

    series: str
    langs: tuple[str, ...]
    rows: tuple[IndexRow, ...]
    lines: tuple[IndexLine, ...]
    moves: tuple[Move, ...]
    reforms: tuple[Reform, ...]
    acts: dict[date, tuple[str, ...]]  # whose texts begin on a day
    holdings: dict[str, Holdings]  # by language of the text
    differences: tuple[Difference, ...]
    tiers: tuple[TierRow, ...]
    claims: tuple[ClaimRow, ...]
    checklists: tuple[Checklist, ...]
    doubts: tuple[Doubt, ...]
    checks: tuple[dict[str, Any], ...]

    @property
    def partial(self) -> bool:
        return any(row.partial for row in self.rows)

    @property
    def newest(self) -> IndexLine:
        return [line for line in self.lines if line.by_lang][-1]

    def differing(self, cause: str) -> list[tuple[tuple[str, date], list[Difference]]]:
        """The gravest differences of a cause, as many as the page shows, by act and date."""
        of_cause = [one for one in self.differences if one.cause == cause]
        if cause == "reading":
            of_cause = [one for one in of_cause if one.severity == "high"][:MOST_DIFFERENCES]
        return [
            (version, list(found))
            for version, found in groupby(of_cause, key=lambda one: (one.act, one.day))
        ]

    def counted(self, cause: str) -> dict[str, int]:
        """How many differences of a cause there are, by severity."""
        return dict(Counter(one.severity for one in self.differences if one.cause == cause))


def gather(
    release: Path,
    series: str,
    langs: Sequence[str],
    entries: Sequence[ledger.Entry],
    evidence: Evidence,
    change_numbers: dict[str, int],
) -> Part:
    """Read one series of a release.

    Args:
        release: its folder.
        series: official or restated.
        langs: of the texts that the series scores.
        entries: the series' ledger.
        evidence: takes every clause that the part refers to.
        change_numbers: place of a change in the page's list, by change_id.
    """
    ordered = tuple(lang for lang in TEXTS if lang in langs)
    rows = [row for lang in ordered for row in index_rows(release, series, lang)]
    steps = moves(release, series, rows)
    acts = acts_by_day(release, series)
    return Part(
        series=series,
        langs=ordered,
        rows=tuple(rows),
        lines=tuple(index_lines(rows, ordered)),
        moves=tuple(steps),
        reforms=tuple(reforms(entries, steps, acts)),
        acts=acts,
        holdings={lang: holdings(release, series, lang) for lang in ordered},
        differences=tuple(_differences(release, series, evidence)),
        tiers=tuple(_tiers(release, series, evidence)),
        claims=tuple(_claims(release, series, evidence, change_numbers)),
        checklists=checklists(release, series, evidence),
        doubts=tuple(_doubts(release, series)),
        checks=tuple(_checks(release, series)),
    )


def _differences(release: Path, series: str, evidence: Evidence) -> list[Difference]:
    _, rows = query(
        release,
        """
        SELECT act, version_date, eid, kind, severity, cause, rus, kaz, clause_n
        FROM divergences WHERE series = ?
        ORDER BY act, version_date, list_position(['high', 'medium', 'low'], severity), n
        """,
        parameters=[series],
    )
    restated = ".restated" if series == "restated" else ""
    found = []
    shown = 0
    for act, day, eid, kind, severity, cause, rus, kaz, n in rows:
        wanted = cause == "texts" or (severity == "high" and shown < MOST_DIFFERENCES)
        shown += wanted and cause == "reading"
        ids = (f"{act}@{day}.{lang}{restated}/{eid}/{n or 0}" for lang in TEXTS)
        numbers = [evidence.clause(clause) for clause in ids] if wanted else []
        clause = next((number for number in numbers if number is not None), None)
        found.append(Difference(act, day, eid, kind, severity, cause, rus, kaz, clause))
    return found


def _tiers(release: Path, series: str, evidence: Evidence) -> list[TierRow]:
    _, rows = query(
        release,
        """
        SELECT tier, valid_from, valid_to, choice, release, everywhere, act,
            list(lang ORDER BY lang DESC), flatten(list(powers ORDER BY lang DESC)),
            flatten(list(clauses ORDER BY lang DESC))
        FROM tiers WHERE series = ? GROUP BY ALL
        ORDER BY list_position(['region', 'district', 'village'], tier), valid_from, act, choice
        """,
        parameters=[series],
    )
    return [
        TierRow(
            tier, start, end, choice, tuple(freed), everywhere, act, tuple(langs),
            _numbers(map(evidence.power, powers)), _numbers(map(evidence.clause, clauses)),
        )
        for tier, start, end, choice, freed, everywhere, act, langs, powers, clauses in rows
    ]  # fmt: skip


def _claims(
    release: Path, series: str, evidence: Evidence, change_numbers: dict[str, int]
) -> list[ClaimRow]:
    _, rows = query(
        release,
        "SELECT claim, verdict, why, changes, clauses, missing FROM claims WHERE series = ?",
        parameters=[series],
    )
    return [
        ClaimRow(
            claim, verdict, why,
            _numbers(map(change_numbers.get, changes)), _numbers(map(evidence.clause, clauses)),
            tuple(_missing(text) for text in missing),
        )
        for claim, verdict, why, changes, clauses, missing in rows
    ]  # fmt: skip


def _missing(text: str) -> tuple[str, str]:
    act, _, day = text.partition("@")
    return act, day


def _doubts(release: Path, series: str) -> list[Doubt]:
    _, rows = query(
        release,
        """
        SELECT i.doubt, s.lang, i.low, i.high
        FROM score_intervals i JOIN scores s USING (score_id)
        WHERE s.series = ? AND s.scheme = 'share' AND s.holder = 'president'
            AND s.valid_to IS NULL
        """,
        parameters=[series],
    )
    found: dict[str, dict[str, tuple[float, float]]] = {}
    for doubt, lang, low, high in rows:
        found.setdefault(doubt, {})[lang] = (low, high)
    return [Doubt(doubt, by_lang) for doubt, by_lang in found.items()]


def _checks(release: Path, series: str) -> list[dict[str, Any]]:
    """What the release's own checks found; nothing where it holds no such table."""
    _, known = query(release, "SELECT 1 FROM duckdb_tables() WHERE table_name = 'checks'")
    if not known:
        return []
    columns, rows = query(release, "SELECT * FROM checks")
    told = [dict(zip(columns, row, strict=True)) for row in rows]
    return [row for row in told if row.get("series") in (None, series)]


def _numbers(found: Any) -> tuple[int, ...]:
    return tuple(dict.fromkeys(number for number in found if number is not None))
