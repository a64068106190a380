"""Claims against the texts: a verdict for each claim and series, with the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipeline.claims import powers, scores, tiers
from pipeline.claims.claim import (
    Claim,
    Expectation,
    PowerExpectation,
    ScoreExpectation,
    TierExpectation,
)
from pipeline.claims.evidence import Evidence, Slice
from pipeline.claims.finding import Checked, Finding, Outcome
from pipeline.claims.why import missing, why
from pipeline.records import ClaimVerdict
from pipeline.vocabulary import Lang, Verdict

# Which outcome counts where the languages differ. What one text shows holds: the other says it in
# words that were read otherwise. A score is measured in both, so it must move so in both.
_ANY = (Outcome.HOLDS, Outcome.CONTRADICTED, Outcome.MISSING)
_ALL = (Outcome.CONTRADICTED, Outcome.HOLDS, Outcome.MISSING)


def check(claims: Iterable[Claim], evidence: Evidence) -> list[ClaimVerdict]:
    """Judge every claim on every series of texts, apart from each other.

    Returns:
        Verdicts in the order of the claims, the official series before the restated one. A series
        without any text has none.
    """
    series: dict[str, dict[Lang, Slice]] = {}
    for (name, lang), here in evidence.slices().items():
        series.setdefault(name, {})[lang] = here
    return [
        _verdict(claim, name, checked(claim, slices), slices)
        for claim in claims
        for name, slices in sorted(series.items())
    ]


def checked(claim: Claim, slices: Mapping[Lang, Slice]) -> list[Checked]:
    """Each expectation of a claim against the texts of one series."""
    found = []
    for expectation in claim.expects:
        by_language = {lang: _finding(expectation, here) for lang, here in slices.items()}
        outcomes = [finding.outcome for finding in by_language.values()]
        order = _ALL if isinstance(expectation.what, ScoreExpectation) else _ANY
        found.append(Checked(expectation, by_language, min(outcomes, key=order.index)))
    return found


def _finding(expectation: Expectation, here: Slice) -> Finding:
    what = expectation.what
    if isinstance(what, PowerExpectation):
        return powers.judge(what, expectation, here)
    if isinstance(what, TierExpectation):
        return tiers.judge(what, expectation, here)
    return scores.judge(what, here)


def _verdict(
    claim: Claim, series: str, found: list[Checked], slices: Mapping[Lang, Slice]
) -> ClaimVerdict:
    outcomes = [one.outcome for one in found]
    judged = [outcome for outcome in outcomes if outcome is not Outcome.MISSING]
    if not judged:
        verdict = Verdict.MISSING
    elif len(set(judged)) > 1:
        verdict = Verdict.MIXED
    else:
        holds = judged[0] is Outcome.HOLDS
        verdict = Verdict.SUPPORTED if holds else Verdict.CONTRADICTED
    findings = [finding for one in found for finding in one.by_language.values()]
    return ClaimVerdict(
        claim=claim.claim_id,
        series=series,
        verdict=verdict,
        why=why(claim, found, slices),
        changes=_each(change for finding in findings for change in finding.changes),
        clauses=_each(clause for finding in findings for clause in finding.clauses),
        missing=missing(found),
    )


def _each(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
