"""No clause is tagged twice by the same engine."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.tokens import Doc

from pipeline.language import Parse, cache, docs
from pipeline.language.cache import TagCache
from pipeline.vocabulary import Lang

ENGINE = "light"
TEXTS = ["Президент назначает судей", "Сенат созывает сессию", "Президент назначает судей"]


@pytest.fixture
def tagged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that the engine was asked to tag, in order."""
    seen: list[str] = []

    def spy(texts: list[str], lang: Lang, *, parse: Parse | None) -> list[Doc]:
        seen.extend(texts)
        return docs(texts, lang, ENGINE, parse=parse)

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
    TagCache(tmp_path).path.write_bytes(b"no database at all" * 100)
    assert shown(TagCache(tmp_path)(TEXTS, Lang.RUS)) == first
    assert len(tagged) == 4


def test_an_empty_text_is_an_empty_doc_twice(tmp_path: Path, tagged: list[str]) -> None:
    assert [len(TagCache(tmp_path)([""], Lang.RUS)[0]) for _ in range(2)] == [0, 0]
    assert tagged == [""]


def test_no_texts_are_no_docs(tmp_path: Path, tagged: list[str]) -> None:
    assert TagCache(tmp_path)([], Lang.KAZ) == []
    assert tagged == []


# -- trees ---------------------------------------------------------------------------------------


def short(doc: Doc) -> bool:
    """A question about trees: only the shorter texts need one."""
    return len(doc) == 3 and doc[0].text == "Сенат"


@pytest.fixture
def trained(monkeypatch: pytest.MonkeyPatch, tagged: list[str]) -> list[str]:
    monkeypatch.setitem(globals(), "ENGINE", "trained")
    return tagged


def treed(found: list[Doc]) -> list[bool]:
    return [doc.has_annotation("DEP") for doc in found]


def test_a_doc_with_a_tree_serves_everyone(tmp_path: Path, trained: list[str]) -> None:
    store = TagCache(tmp_path)
    whole = shown(store(TEXTS, Lang.RUS))
    assert shown(store(TEXTS, Lang.RUS, parse=short)) == whole
    assert shown(store(TEXTS, Lang.RUS, parse=lambda doc: False)) == whole
    assert trained == TEXTS[:2]


def test_a_doc_without_a_tree_serves_only_those_who_need_none(
    tmp_path: Path, trained: list[str]
) -> None:
    store = TagCache(tmp_path)
    for _ in range(2):
        assert treed(store(TEXTS, Lang.RUS, parse=short)) == [False, True, False]
    assert trained == TEXTS[:2]
    assert treed(store(TEXTS, Lang.RUS)) == [True, True, True]  # the first is tagged again
    assert trained == [*TEXTS[:2], TEXTS[0]]
    assert treed(store(TEXTS, Lang.RUS, parse=short)) == [True, True, True]
    assert trained == [*TEXTS[:2], TEXTS[0]]


def test_another_question_is_put_to_a_doc_without_a_tree(
    tmp_path: Path, trained: list[str]
) -> None:
    store = TagCache(tmp_path)
    store(TEXTS, Lang.RUS, parse=lambda doc: False)
    assert treed(store(TEXTS, Lang.RUS, parse=short)) == [False, True, False]
    assert trained == [*TEXTS[:2], TEXTS[1]]


def test_an_engine_without_trees_tags_once_whatever_the_question(
    tmp_path: Path, tagged: list[str]
) -> None:
    store = TagCache(tmp_path)
    for _ in range(2):
        store(TEXTS, Lang.RUS, parse=short)
    assert tagged == TEXTS[:2]
    for _ in range(2):
        store(TEXTS, Lang.RUS)
    assert tagged == [*TEXTS[:2], TEXTS[0]]
