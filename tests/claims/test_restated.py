"""The whole way from texts to verdicts, on a few of the project's restated texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import dataset, registry
from pipeline.changes import changes
from pipeline.claims import Evidence, check, load
from pipeline.claims.load import DEFAULT
from pipeline.parse import parse
from pipeline.parse.sourcetext import read_text
from pipeline.powers import Reader
from pipeline.records import ClaimVerdict
from pipeline.taking import version_of
from pipeline.tiers import tiers
from pipeline.vocabulary import Verdict

TEXTS = ("const-law-president-1995/1995-12-26", "const-law-president-1995/2007-06-19",
         "law-local-government-2001/2021-05-24")  # fmt: skip
MARKDOWN = "text/markdown"


@pytest.fixture(scope="module")
def verdicts(root: Path) -> dict[str, ClaimVerdict]:
    """Verdicts by claim, of texts read by the rules alone."""
    acts, reader = registry.load(), Reader()
    texts = []
    for path in (
        root / "corpus/restated" / f"{t}.{lang}.md" for t in TEXTS for lang in ("rus", "kaz")
    ):
        parsed = parse(read_text(path.read_bytes(), MARKDOWN, path.name), MARKDOWN, path.name)
        texts.append((version_of(parsed, "0" * 64), parsed))
    versions = [version for version, _ in texts]
    readings = {version.version_id: list(reader.read(parsed.clauses)) for version, parsed in texts}
    found = changes(
        acts,
        versions,
        {version.version_id: parsed.provisions for version, parsed in texts},
        {version.version_id: parsed.notes for version, parsed in texts},
        readings,
    )
    powers = dataset.statements(readings)
    evidence = Evidence(acts, versions, powers, found.changes, tiers(acts, versions, readings))
    return {one.claim: one for one in check(load(DEFAULT, acts), evidence)}


def test_consent_to_appoint_and_none_to_release(verdicts: dict[str, ClaimVerdict]) -> None:
    found = verdicts["S2.2"]
    assert found.verdict is Verdict.SUPPORTED
    assert {clause.split("/")[1] for clause in found.clauses} == {"art_1__pt_1", "art_1__pt_2"}
    assert len(found.changes) == 2  # one in each language


def test_who_elects_akims_of_villages(verdicts: dict[str, ClaimVerdict]) -> None:
    assert verdicts["S5.1"].verdict is Verdict.SUPPORTED


def test_claims_on_texts_that_were_not_read_are_not_judged(
    verdicts: dict[str, ClaimVerdict],
) -> None:
    judged = {claim for claim, one in verdicts.items() if one.verdict is not Verdict.MISSING}
    assert judged == {"S2.2", "S5.1"}
    for one in verdicts.values():
        assert one.claim in judged or one.missing
        assert not any(name.startswith("law-local-government") for name in one.missing)
