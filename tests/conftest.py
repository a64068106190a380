"""What every test may use: the official texts beside the checkout, where there are any."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from flows import settings
from pipeline.cli import main

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

SHARED_FIXTURES = {"shared_corpus", "shared_gold", "shared_validation"}
NO_TEXTS = "official texts not found at ../shared/corpus"

# Prefect reads its settings once, when it is imported.
settings.apply(ROOT / ".pytest_cache")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses the shared folders as `official`; skip it where they are missing."""
    missing = not (SHARED / "corpus").is_dir()
    for item in items:
        if SHARED_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("official")
        if missing and item.get_closest_marker("official"):
            item.add_marker(pytest.mark.skip(reason=NO_TEXTS))


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def built_workspace(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a release of one restated constitution; tests only read it."""
    folder = tmp_path_factory.mktemp("built")
    texts = root / "corpus" / "restated" / "constitution-1995"
    for command in (["ingest", "--source", f"folder:{texts}"], ["build"]):
        done = CliRunner().invoke(main, [*command, "--workspace", str(folder), "--quiet"])
        assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(scope="session")
def shared_corpus() -> Path:
    """Official texts: `<act>/<version-date>.<rus|kaz>.<md|pdf|txt>`."""
    return SHARED / "corpus"


@pytest.fixture(scope="session")
def shared_gold() -> Path:
    """Clauses labelled by hand: `<act>.<version-date>.<rus|kaz>.jsonl`."""
    return SHARED / "gold"


@pytest.fixture(scope="session")
def shared_validation() -> Path:
    """Published country-year series, each with its source in the first line."""
    return SHARED / "validation"
