"""Releases to compare, made small."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import news
from pipeline.workspace import Workspace
from tests.news.making import (
    steps,
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


@pytest.fixture
def told(workspace: Workspace) -> Workspace:
    for _ in steps(workspace):
        news.tell(workspace)
    return workspace
