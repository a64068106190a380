"""The hand-made lists of changes: they fit their texts, and the changes found agree with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import registry
from pipeline.changes import changes
from pipeline.changes.evaluation import Told, found, listed, matched, of, score
from pipeline.ingest import ingest
from pipeline.language.cache import TagCache
from pipeline.normalize import text_hash
from pipeline.reading import parse_texts, read_powers
from pipeline.sources import source
from pipeline.vocabulary import Lang
from pipeline.workspace import Workspace

ANNOTATIONS = Path(__file__).parents[2] / "corpus" / "annotations"
LISTS = [*(ANNOTATIONS / "changes").glob("*.jsonl"), ANNOTATIONS / "second" / "changes.jsonl"]
# A little below what `python benchmarks/changes.py` prints: what is found must not get worse.
FLOOR = {Lang.RUS: 0.74, Lang.KAZ: 0.74}


def told(kind: str = "granted", after: str = "art_1/0", before: str | None = None) -> Told:
    texts = ("act@2000-01-01", "act@2001-01-01")
    return Told(texts, Lang.RUS, kind, "president", None, "appoint", before, after)


def test_a_change_is_found_once_and_by_either_side() -> None:
    gold = [told(before="art_1/0"), told(after="art_2/0")]
    seen = [told(), told(), told("removed", after="art_2/0")]
    rows = matched(gold, seen)
    assert [(bool(one), bool(other)) for one, other in rows] == [
        (True, True), (True, False), (False, True), (False, True),
    ]  # fmt: skip
    assert score(rows)[:4] == (2, 3, 1 / 3, 1 / 2)


def test_nothing_listed_or_found_is_no_success() -> None:
    assert score([]).f1 == score([(told(), None)]).f1 == score([(None, told())]).f1 == 0


def test_each_pair_of_texts_has_sixty_changes_in_either_language() -> None:
    gold = listed(path for path in LISTS if path.parent.name == "changes")
    for texts in {one.texts for one in gold}:
        for lang in Lang:
            assert sum((one.texts, one.lang) == (texts, lang) for one in gold) >= 60


@pytest.fixture(scope="module")
def workspace(shared_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    place = Workspace(tmp_path_factory.mktemp("official"))
    ingest(source(f"folder:{shared_corpus}"), place, registry.load(), False, lambda _: None)
    return place


def test_every_listed_clause_still_has_the_words_that_were_listed(workspace: Workspace) -> None:
    words = {
        (f"{text.version.act}@{text.version.date}", text.version.lang, f"{c.eid}/{c.n}"): c.text
        for text in parse_texts(workspace, workspace.versions())
        for c in text.parsed.clauses
    }
    gold = listed(LISTS)
    assert len(gold) > 900
    for one in gold:
        for text, place, hashed in zip(one.texts, (one.before, one.after), one.hashes, strict=True):
            if place:
                assert text_hash(words[text, one.lang, place]) == hashed


@pytest.mark.slow
def test_the_changes_found_agree_with_those_listed(workspace: Workspace) -> None:
    texts = parse_texts(workspace, workspace.versions())
    seen = changes(
        registry.load(),
        [text.version for text in texts],
        {text.version.version_id: text.parsed.provisions for text in texts},
        {text.version.version_id: text.parsed.notes for text in texts},
        read_powers(texts, TagCache(workspace.cache)),
    ).changes
    gold = listed(path for path in LISTS if path.parent.name == "changes")
    rows = matched(gold, [one for one in found(seen) if one.texts in {g.texts for g in gold}])
    for lang, floor in FLOOR.items():
        assert score([row for row in rows if of(row).lang == lang]).f1 >= floor
