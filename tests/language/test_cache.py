"""No clause is tagged twice by the same engine."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.tokens import Doc

from pipeline.language import cache, docs
from pipeline.language.cache import TagCache
from pipeline.vocabulary import Lang

TEXTS = ["Президент назначает судей", "Сенат созывает сессию", "Президент назначает судей"]


@pytest.fixture
def tagged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that the engine was asked to tag, in order."""
    seen: list[str] = []

    def spy(texts: list[str], lang: Lang) -> list[Doc]:
        seen.extend(texts)
        return docs(texts, lang, "light")

    monkeypatch.setattr(cache, "docs", spy)
    return seen


def shown(found: list[Doc]) -> list[list[tuple[str, int, str, str, str]]]:
    return [[(t.text, t.idx, t.lemma_, t.pos_, str(t.morph)) for t in doc] for doc in found]


def test_a_text_is_tagged_once_and_comes_back_the_same(tmp_path: Path, tagged: list[str]) -> None:
    first = shown(TagCache(tmp_path)(TEXTS, Lang.RUS))
    assert tagged == TEXTS[:2]
    assert shown(TagCache(tmp_path)(TEXTS, Lang.RUS)) == first
    assert tagged == TEXTS[:2]
    assert first == shown(docs(TEXTS, Lang.RUS, "light"))


def test_another_engine_tags_again(
    tmp_path: Path, tagged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    TagCache(tmp_path)(TEXTS[:1], Lang.RUS)
    monkeypatch.setattr(cache, "version", lambda lang: "another-2")
    TagCache(tmp_path)(TEXTS[:1], Lang.RUS)
    assert tagged == [TEXTS[0], TEXTS[0]]


def test_the_languages_are_kept_apart(tmp_path: Path, tagged: list[str]) -> None:
    for lang in Lang:
        TagCache(tmp_path)(["Парламент"], lang)
    assert tagged == ["Парламент", "Парламент"]


def test_a_damaged_store_is_made_anew(tmp_path: Path, tagged: list[str]) -> None:
    first = shown(TagCache(tmp_path)(TEXTS, Lang.RUS))
    (tmp_path / "tags.sqlite").write_bytes(b"no database at all" * 100)
    assert shown(TagCache(tmp_path)(TEXTS, Lang.RUS)) == first
    assert len(tagged) == 4


def test_an_empty_text_is_an_empty_doc_twice(tmp_path: Path, tagged: list[str]) -> None:
    assert [len(TagCache(tmp_path)([""], Lang.RUS)[0]) for _ in range(2)] == [0, 0]
    assert tagged == [""]


def test_no_texts_are_no_docs(tmp_path: Path, tagged: list[str]) -> None:
    assert TagCache(tmp_path)([], Lang.KAZ) == []
    assert tagged == []
