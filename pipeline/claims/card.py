"""One claim as a person wants to see it: its words, the verdicts, the clauses behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from typing import Any

from pipeline import dataset
from pipeline.claims.claim import Claim
from pipeline.claims.evidence import Evidence
from pipeline.records import Change, ClaimVerdict
from pipeline.vocabulary import ChangeKind, label

COLUMNS = [
    "claim", "series", "verdict", "date", "change", "power", "differs", "older", "older_text",
    "newer", "newer_text",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of evidence: a change with its two clauses, or a clause that stands for itself."""

    date: str = ""
    change: str = ""  # its kind, "" for a clause that stands for itself
    power: str = ""  # holder, action, object
    differs: str = ""
    older: str = ""  # clause_id, "" where there is none
    older_text: str = ""
    newer: str = ""
    newer_text: str = ""


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """What `bilik claims --claim` shows."""

    claim: Claim
    language: str  # of the claim's text and the labels; reasons are in English
    verdicts: Sequence[tuple[ClaimVerdict, Sequence[Shown]]]

    def as_json(self) -> dict[str, Any]:
        return {
            "claim": self.claim.claim_id,
            "source": self.claim.source,
            "date": self.claim.date,
            "act": self.claim.act,
            "sign": self.claim.sign,
            "text": self.claim.text[self.language],
            "untested": self.claim.untested.get(self.language, ""),
            "verdicts": [
                {
                    "series": verdict.series,
                    "verdict": verdict.verdict,
                    "label": label(verdict.verdict, self.language),
                    "why": verdict.why,
                    "missing": verdict.missing,
                    "evidence": [asdict(one) for one in shown],
                }
                for verdict, shown in self.verdicts
            ],
        }

    def as_rows(self) -> list[tuple[str, ...]]:
        """A row for each piece of evidence, in the order of `COLUMNS`; a bare one where none is."""
        return [
            (verdict.claim, verdict.series, str(verdict.verdict), *astuple(one))
            for verdict, shown in self.verdicts
            for one in shown or [Shown()]
        ]

    def as_text(self) -> str:
        claim = self.claim
        lines = [
            f"{claim.claim_id}  {claim.date}  {claim.act}  sign {claim.sign}",
            f"  {claim.text[self.language]}",
            *([f"  ({claim.untested[self.language]})"] if claim.untested else []),
            f"  {claim.source}",
        ]
        for verdict, shown in self.verdicts:
            lines += ["", f"{verdict.series}: {label(verdict.verdict, self.language)}"]
            lines.append(f"  {verdict.why}")
            lines += [line for one in shown for line in _lines(one, self.language)]
        return "\n".join(lines)


def card(
    release: Path,
    claim: Claim,
    verdicts: Iterable[ClaimVerdict],
    evidence: Evidence,
    language: str,
) -> ClaimCard:
    """The claim with its verdicts, each with its changes first and its other clauses after them.

    Raises:
        ReleaseError: the release cannot be opened.
    """
    verdicts = list(verdicts)
    changes = {change.change_id: change for change in evidence.changes}
    texts = _texts(release, [clause for verdict in verdicts for clause in verdict.clauses])
    shown = [(verdict, _shown(verdict, changes, texts)) for verdict in verdicts]
    return ClaimCard(claim, language, shown)


def _shown(
    verdict: ClaimVerdict, changes: Mapping[str, Change], texts: Mapping[str, str]
) -> list[Shown]:
    found = [_of_change(changes[change], texts) for change in verdict.changes]
    told = {clause for one in found for clause in (one.older, one.newer)}
    return found + [
        Shown(newer=clause, newer_text=texts[clause])
        for clause in verdict.clauses
        if clause not in told
    ]


def _of_change(change: Change, texts: Mapping[str, str]) -> Shown:
    older, newer = (power.rpartition("/")[0] for power in (change.power_from, change.power_to))
    return Shown(
        date=f"{change.date}{'' if change.exact else ' at the latest'}",
        change=change.kind.value,
        power=" ".join(filter(None, (change.holder, change.action, change.object))),
        differs=", ".join(change.differs),
        older=older,
        older_text=texts.get(older, ""),
        newer=newer,
        newer_text=texts.get(newer, ""),
    )


def _texts(release: Path, clauses: Sequence[str]) -> dict[str, str]:
    """The words of clauses, each after its lead-in."""
    sql = """
        SELECT clause_id, concat_ws(' ', lead_in, text) FROM clauses
        WHERE clause_id IN (SELECT unnest(?))
    """
    return dict(dataset.query(release, sql, parameters=(list(clauses),))[1])


def _lines(one: Shown, language: str) -> list[str]:
    change = label(ChangeKind(one.change), language) if one.change else ""
    differs = f"({one.differs})" if one.differs else ""
    head = " ".join(filter(None, (one.date, change, one.power, differs)))
    sides = ((one.older, one.older_text), (one.newer, one.newer_text))
    return [
        *([f"  {head}"] if head else []),
        *(f"    {clause}: {text}" for clause, text in sides if clause),
    ]
