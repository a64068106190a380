"""The restated corpus, read once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import registry
from pipeline.ingest import ingest
from pipeline.language.cache import TagCache
from pipeline.reading import Text, parse_texts, read_powers
from pipeline.records import Reading
from pipeline.sources import source
from pipeline.tiers.mentions import mentions
from pipeline.tiers.statements import article_of
from pipeline.workspace import Workspace

Corpus = tuple[list[Text], dict[str, list[Reading]]]
RESTATED = Path(__file__).parents[2] / "corpus" / "restated"


@pytest.fixture(scope="session")
def restated(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The restated texts and what was read in those of their articles that name an akim."""
    return _read(RESTATED, tmp_path_factory.mktemp("restated"))


@pytest.fixture(scope="session")
def official(shared_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The same of the official texts."""
    return _read(shared_corpus, tmp_path_factory.mktemp("official"))


def _read(folder: Path, place: Path) -> Corpus:
    workspace = Workspace(place)
    done = ingest(source(f"folder:{folder}"), workspace, registry.load())
    assert done.new
    assert done.errors == []
    texts = [_about_akims(text) for text in parse_texts(workspace, workspace.versions())]
    return texts, read_powers(texts, TagCache(workspace.cache))


def _about_akims(text: Text) -> Text:
    """The other articles say nothing here, and reading them takes long."""
    clauses = text.parsed.clauses
    naming = {article_of(each.clause_id) for each in clauses if mentions(each.text, each.lang)}
    kept = tuple(each for each in clauses if article_of(each.clause_id) in naming)
    return replace(text, parsed=replace(text.parsed, clauses=kept))
