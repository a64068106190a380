from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.dataset import Contents, publish
from tests.dataset.sample import INPUTS, sample_contents


@pytest.fixture(scope="session")
def contents() -> Contents:
    return sample_contents()


@pytest.fixture(scope="session")
def release(contents: Contents, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published release; tests only read it, as everyone does."""
    return publish(contents, tmp_path_factory.mktemp("releases"), INPUTS, {"stage": "test"})
