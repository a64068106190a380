"""The one sentence that a verdict comes with, composed of its findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.claims.claim import Claim, ScoreExpectation
from pipeline.claims.evidence import Slice
from pipeline.claims.finding import Checked, Finding, Outcome
from pipeline.claims.gross import gross
from pipeline.claims.words import LANGUAGES, listed, said
from pipeline.vocabulary import Lang

_SIGNS = {"+": "more power", "-": "less power", "0": "neither more nor less"}


def why(claim: Claim, found: Sequence[Checked], slices: Mapping[Lang, Slice]) -> str:
    """What does not hold, what does, what is not judged, and what the President won and lost."""
    parts = []
    for outcome, word in (
        (Outcome.CONTRADICTED, "not borne out"),
        (Outcome.HOLDS, "borne out"),
        (Outcome.MISSING, " without ".join(filter(None, ("not judged", listed(missing(found)))))),
    ):
        if here := [_told(one) for one in found if one.outcome is outcome]:
            parts.append(f"{word} ({len(here)} of {len(found)}): {listed(here)}")
    if counted := [told for here in slices.values() if (told := gross(claim, here))]:
        sums = "; ".join(counted)
        parts.append(
            f"the President by this text ({sums}), where the claim says {_SIGNS[claim.sign]}"
        )
    sentence = "; ".join(parts)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def missing(found: Sequence[Checked]) -> tuple[str, ...]:
    """The texts without which some expectation could be judged in no language."""
    names = [
        name
        for one in found
        if one.outcome is Outcome.MISSING
        for finding in one.by_language.values()
        for name in finding.missing
    ]
    return tuple(dict.fromkeys(names))


def _told(one: Checked) -> str:
    """An expectation with the reasons of the languages that decide it, and what the other says."""
    by_language = {LANGUAGES[lang]: finding for lang, finding in one.by_language.items()}
    deciding = {
        language: finding
        for language, finding in by_language.items()
        if finding.outcome is one.outcome or isinstance(one.expectation.what, ScoreExpectation)
    }
    notes = _reasons(deciding)
    if others := {key: found for key, found in by_language.items() if key not in deciding}:
        notes += [f"in {listed(list(deciding))} only", *_reasons(others, named=True)]
    return said(one.expectation.what) + (f" ({'; '.join(notes)})" if notes else "")


def _reasons(findings: Mapping[str, Finding], named: bool = False) -> list[str]:
    """What was found, each once, with its language where they differ."""
    reasons = {language: found.told for language, found in findings.items() if found.told}
    told = list(dict.fromkeys(reasons.values()))
    return [f"{key}: {why}" for key, why in reasons.items()] if named or len(told) > 1 else told
