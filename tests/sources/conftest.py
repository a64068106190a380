"""What the tests of git histories and of publishers' sites begin with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources.gitdesk import Desk
from tests.sources.server import Server
from tests.sources.sites import Site


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty repository and an empty workspace."""
    return Desk(tmp_path)


@pytest.fixture
def full(desk: Desk) -> Desk:
    """A repository with two versions of one act, in both languages."""
    return desk.with_both()


@pytest.fixture(params=["adilet", "zan"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """Each of the publishers in turn, on a server of its own."""
    with Server() as server:
        yield Site(request.param, server, tmp_path)
