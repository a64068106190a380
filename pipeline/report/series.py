"""Everything that the page tells of one series, gathered from the release."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from pipeline import vocabulary
from pipeline.dataset import query
from pipeline.dataset.tables import SEVERITIES
from pipeline.report import ledger
from pipeline.report.evidence import Evidence
from pipeline.report.holdings import Holdings, holdings
from pipeline.report.lists import Checklist, checklists
from pipeline.report.reforms import Move, Reform, acts_by_day, moves, reforms
from pipeline.report.table import IndexLine, IndexRow, index_lines, index_rows
from pipeline.vocabulary import Tier

TEXTS = ("rus", "kaz")  # languages of texts, in the order of columns
MOST_DIFFERENCES = 60  # of a cause that the page shows; the release has them all


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where the two texts differ, or are read so, in one version or in several."""

    act: str
    days: tuple[date, ...]  # of the versions that have it
    eid: str | None
    kind: str
    severity: str
    cause: str
    rus: str | None
    kaz: str | None
    clause: int | None  # number in the evidence
    shown: bool  # among those that fit the page


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
    missing: tuple[tuple[str, date], ...]  # act, day of the text


@dataclass(frozen=True, slots=True)
class Doubt:
    """The interval of the newest whole share that one source of doubt gives, by language."""

    doubt: str
    day: date
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

    def differing(self, cause: str) -> list[tuple[str, list[Difference]]]:
        """The gravest differences of a cause, as many as the page shows, by act."""
        shown = [one for one in self.differences if one.cause == cause and one.shown]
        return [(act, list(found)) for act, found in groupby(shown, key=lambda one: one.act)]

    def counted(self, cause: str) -> dict[str, int]:
        """How many differences of a cause there are, by severity."""
        counted: Counter[str] = Counter()
        for one in self.differences:
            if one.cause == cause:
                counted[one.severity] += len(one.days)
        return {level: counted[level] for level in SEVERITIES if counted[level]}


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
    """The differences, gravest first; one that versions share is told once, with their days."""
    _, rows = query(
        release,
        """
        SELECT act, list(DISTINCT version_date ORDER BY version_date), eid, kind, severity, cause,
            rus, kaz, arg_max(coalesce(clause_n, 0), version_date)
        FROM divergences WHERE series = ? GROUP BY ALL
        """,
        parameters=[series],
    )
    rows.sort(key=lambda row: (SEVERITIES.index(row[4]), row[0], row[1], *map(str, row[2:])))
    restated = ".restated" if series == "restated" else ""
    shown = Counter[str]()
    found = []
    for act, days, eid, kind, severity, cause, rus, kaz, n in rows:
        shown[cause] += 1
        wanted = shown[cause] <= MOST_DIFFERENCES and (cause == "texts" or severity == "high")
        ids = (f"{act}@{days[-1]}.{lang}{restated}/{eid}/{n}" for lang in TEXTS)
        numbers = [evidence.clause(clause) for clause in ids] if wanted else []
        clause = next((number for number in numbers if number is not None), None)
        found.append(
            Difference(act, tuple(days), eid, kind, severity, cause, rus, kaz, clause, wanted)
        )
    return sorted(found, key=lambda one: one.act)


def _tiers(release: Path, series: str, evidence: Evidence) -> list[TierRow]:
    _, rows = query(
        release,
        """
        SELECT tier, valid_from, valid_to, choice, release, everywhere, act,
            list(lang ORDER BY lang DESC), flatten(list(powers ORDER BY lang DESC)),
            flatten(list(clauses ORDER BY lang DESC))
        FROM tiers WHERE series = ? GROUP BY ALL
        """,
        parameters=[series],
    )
    return [
        TierRow(
            tier, start, end, choice, tuple(freed), everywhere, act, tuple(langs),
            _numbers(map(evidence.power, powers)), _numbers(map(evidence.clause, clauses)),
        )
        for tier, start, end, choice, freed, everywhere, act, langs, powers, clauses in sorted(
            rows, key=lambda row: (list(Tier).index(row[0]), row[1], row[6], row[3])
        )
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


def _missing(text: str) -> tuple[str, date]:
    act, _, day = text.partition("@")
    return act, date.fromisoformat(day)


def _doubts(release: Path, series: str) -> list[Doubt]:
    """Of the newest share that rests on whole texts, or of the newest where none does."""
    _, rows = query(
        release,
        """
        SELECT i.doubt, s.lang, i.low, i.high, s.valid_from, s.partial
        FROM score_intervals i JOIN scores s USING (score_id)
        WHERE s.series = ? AND s.scheme = 'share' AND s.holder = 'president'
        """,
        parameters=[series],
    )
    whole = [row for row in rows if not row[5]] or rows
    newest = max((row[4] for row in whole), default=date.min)
    found: dict[str, dict[str, tuple[float, float]]] = {}
    for doubt, lang, low, high, day, _ in whole:
        if day == newest:
            found.setdefault(doubt, {})[lang] = (low, high)
    return [Doubt(doubt, newest, found[doubt]) for doubt in vocabulary.Doubt if doubt in found]


def _checks(release: Path, series: str) -> list[dict[str, Any]]:
    """What the release's own checks found; nothing where it holds no such table."""
    _, known = query(release, "SELECT 1 FROM duckdb_tables() WHERE table_name = 'checks'")
    if not known:
        return []
    columns, rows = query(
        release,
        "SELECT * FROM checks WHERE series = ? ORDER BY code, scheme, subject, lang DESC",
        parameters=[series],
    )
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _numbers(found: Any) -> tuple[int, ...]:
    return tuple(dict.fromkeys(number for number in found if number is not None))
