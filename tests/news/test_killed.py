"""Telling survives kills, clocks that were set back, and disks that fail."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import news
from pipeline.errors import WorkspaceError
from pipeline.files import write_whole
from pipeline.vocabulary import LABEL_LANGUAGES
from pipeline.workspace import Workspace
from tests.news.making import (
    entries,
    released,
    steps,
    unscored,
)


@pytest.mark.parametrize("writes", range(7))
def test_a_run_killed_while_it_tells_neither_loses_nor_doubles_an_entry(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, writes: int
):
    """Telling writes a record, a page and three feeds; it is stopped after each of these."""

    class Killed(BaseException):
        pass

    def until(path: Path, content: bytes | str) -> None:
        nonlocal left
        if not left:
            raise Killed
        left -= 1
        write_whole(path, content)

    step = steps(workspace)
    next(step)
    news.tell(workspace)
    next(step)
    left = writes
    with monkeypatch.context() as patch:
        patch.setattr(news, "write_whole", until)
        patch.setattr("pipeline.news.records.write_whole", until)
        try:
            news.tell(workspace)
        except Killed:
            assert writes < 5
        else:
            assert writes >= 5
    news.tell(workspace)
    for language in LABEL_LANGUAGES:
        found = entries(workspace, language)
        assert len({one.name for one in found}) == len(found) == 2
    assert len(list((workspace.root / "news").glob("*.md"))) == 2


def test_telling_again_writes_nothing(told: Workspace):
    folder = told.root / "news"
    known = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    news.tell(told)
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == known


def test_a_clock_set_back_turns_no_entry_back(workspace: Workspace):
    step = steps(workspace)
    next(step)
    (record,) = news.tell(workspace)
    ahead = replace(record, made="2099-01-01T00:00:00+00:00")
    news.keep(workspace.root / "news", ahead)
    next(step)
    assert news.tell(workspace)[-1].made == ahead.made


def test_a_folder_that_cannot_be_written_is_one_clear_error(workspace: Workspace):
    released(workspace, unscored(), "a1")
    (workspace.root / "news").write_bytes(b"")
    with pytest.raises(WorkspaceError, match=r"news: cannot write here"):
        news.tell(workspace)


def test_a_damaged_record_is_named(told: Workspace):
    (told.root / "news" / "000001.json").write_text("{")
    with pytest.raises(WorkspaceError, match=r"000001\.json: the record of news cannot be read"):
        news.tell(told)
