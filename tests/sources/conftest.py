"""What the tests of git histories begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sources.gitdesk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty repository and an empty workspace."""
    return Desk(tmp_path)


@pytest.fixture
def full(desk: Desk) -> Desk:
    """A repository with two versions of one act, in both languages."""
    return desk.with_both()
