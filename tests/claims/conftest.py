"""What the tests of claims share."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from pipeline.claims import Claim
from tests.claims.making import World, claim


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def said(tmp_path: Path) -> Callable[..., Claim]:
    """A claim on the act `main` and the first day of 2007, unless told otherwise."""
    return partial(claim, tmp_path)
