"""The amending act of 1998 against the Constitution as it was after it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from pipeline import registry
from pipeline.amendments import Amendments, amended_act, read, verify
from pipeline.parse import Parsed, parse
from pipeline.parse.sourcetext import read_text

LANGS = ("rus", "kaz")


def _source(path: Path) -> tuple[Parsed, str]:
    source = read_text(path.read_bytes(), "text/markdown", str(path))
    return parse(source, "text/markdown", str(path)), source


def _act(shared_corpus: Path, lang: str) -> Amendments:
    parsed, source = _source(shared_corpus / "amend-1998" / f"1998-10-07.{lang}.md")
    return read(parsed, source, "text/markdown", amended_act(registry.load(), "amend-1998", lang))


@pytest.mark.parametrize("lang", LANGS)
def test_every_instruction_is_read(shared_corpus: Path, lang: str) -> None:
    act = _act(shared_corpus, lang)
    assert act.unparsed == ()
    assert act.rest == ("sec_II", "sec_II__par_1")  # commencement and signature
    assert [one for one in act.instructions if one.unread] == []
    assert {one.act for one in act.instructions} == {"constitution-1995"}
    assert {one.eid.split("__")[1] for one in act.instructions} == {f"pt_{n}" for n in range(1, 20)}


def test_both_languages_order_the_same(shared_corpus: Path) -> None:
    def ordered(lang: str) -> Counter[tuple[str, str, str]]:
        found = _act(shared_corpus, lang).instructions
        return Counter((one.kind, one.target, one.part) for one in found)

    assert ordered("rus") == ordered("kaz")


@pytest.mark.parametrize("lang", LANGS)
def test_the_newer_text_shows_them(shared_corpus: Path, lang: str) -> None:
    """At least 95% of what the excerpt holds; what it lacks is never counted as ok."""
    newer, _ = _source(shared_corpus / "constitution-1995" / f"1998-10-07.{lang}.md")
    outcomes = Counter(
        r.outcome.value for r in verify(_act(shared_corpus, lang).instructions, newer)
    )
    assert set(outcomes) <= {"ok", "failed", "not at hand"}
    assert outcomes["ok"] >= 20
    assert outcomes["ok"] / (outcomes["ok"] + outcomes["failed"]) >= 0.95


def test_an_article_that_was_changed_again_fails(shared_corpus: Path) -> None:
    """The text of 2007 restates much of what the act of 1998 ordered."""
    newer, _ = _source(shared_corpus / "constitution-1995" / "2007-05-21.rus.md")
    outcomes = Counter(
        r.outcome.value for r in verify(_act(shared_corpus, "rus").instructions, newer)
    )
    assert outcomes["failed"] >= 3
