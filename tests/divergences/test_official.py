"""The official texts: what must be found, and how right the list is by the judgements kept."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from pipeline import registry
from pipeline.divergences import TEXTS, divergences
from pipeline.ingest import ingest
from pipeline.normalize import text_hash
from pipeline.reading import parse_texts
from pipeline.records import Divergence, Provision, Reading
from pipeline.sources import source
from pipeline.vocabulary import Label
from pipeline.workspace import Workspace

Texts = tuple[Mapping[str, Sequence[Provision]], list[Divergence]]


@pytest.fixture(scope="module")
def texts(shared_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Texts:
    """Every official text cut into clauses, none read for powers: the words are compared."""
    workspace = Workspace(tmp_path_factory.mktemp("workspace"))
    ingest(source(f"folder:{shared_corpus}"), workspace, registry.load(registry.DEFAULT))
    parsed = parse_texts(workspace, workspace.versions())
    versions = [text.version for text in parsed]
    provisions = {text.version.version_id: text.parsed.provisions for text in parsed}
    unread = {
        text.version.version_id: [
            Reading(clause, Label.NONE, {}, (), needs_review=False)
            for clause in text.parsed.clauses
        ]
        for text in parsed
    }
    return provisions, divergences(provisions, unread, versions)


def test_not_earlier_against_not_later(texts: Texts) -> None:
    """Article 61, point 7 of the version of 1998: when the vote of confidence is held."""
    found = {
        (one.n, one.kind, one.severity, one.cause, one.rus.split()[0], one.kaz.split()[0])
        for one in texts[1]
        if (one.version, one.eid) == ("1998-10-07", "art_61__pt_7")
    }
    assert found == {(1, "bound", "high", "texts", "not_earlier", "not_later")}
    later = [one for one in texts[1] if one.eid == "art_61__pt_7" and one.version > "1998-10-07"]
    assert later == []


def test_at_least_seven_in_ten_of_the_list_are_right(texts: Texts, root: Path) -> None:
    """Every row that the words show was judged by a person who read both texts."""
    path = root / "corpus" / "annotations" / "divergences" / "official.jsonl"
    judged = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]
    verdicts = {
        (row["act"], row["version"], row["eid"], row["n"], row["kind"]): row
        for row in judged
        if row["source"] == "list"
    }
    hashes = {
        (version_id, unit.eid): text_hash(unit.text)
        for version_id, units in texts[0].items()
        for unit in units
    }
    right = 0
    listed = [one for one in texts[1] if one.cause == TEXTS]
    for one in listed:
        key = (one.act, one.version, one.eid, one.n, one.kind)
        assert key in verdicts, f"not judged yet: {key}"
        row = verdicts[key]
        for lang, digest in row["sha256"].items():
            assert hashes[f"{one.act}@{one.version}.{lang}", one.eid] == digest
        right += row["verdict"] == "right"
    assert right >= 0.7 * len(listed) > 0
