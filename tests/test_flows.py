"""The Prefect flows run the same two jobs. One harness serves the whole module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import dataset
from pipeline.errors import InputError

RESTATED = Path(__file__).parent.parent / "corpus" / "restated"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def harness() -> Iterator[None]:
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        yield


def artifacts(key: str) -> list[str]:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        found = client.read_artifacts()
    return [str(artifact.data) for artifact in found if artifact.key == key]


def test_ingest_and_build_make_a_release_and_say_so(tmp_path: Path) -> None:
    from flows.build import build_flow
    from flows.ingest import ingest_flow

    counts = ingest_flow(f"folder:{RESTATED / 'decree-2006-130'}", tmp_path)
    counts = ingest_flow(f"folder:{RESTATED / 'constitution-1993'}", tmp_path)
    assert counts == {"new": 2, "unchanged": 0, "refused": 0}
    release = build_flow(tmp_path)
    assert dataset.latest(tmp_path / "releases") == release
    assert release.name in artifacts("bilik-build")[-1]
    assert any(
        "constitution-1993@1993-01-28.kaz.restated" in text for text in artifacts("bilik-ingest")
    )


def test_a_refused_text_fails_the_run_and_keeps_the_others(tmp_path: Path) -> None:
    from flows.ingest import ingest_flow

    texts = tmp_path / "texts" / "constitution-1993"
    texts.mkdir(parents=True)
    for path in (RESTATED / "constitution-1993").iterdir():
        (texts / path.name).write_bytes(path.read_bytes())
    (texts / "1993-02-02.rus.md").write_bytes(b"")
    with pytest.raises(InputError, match=r"1 texts were refused.*1993-02-02\.rus\.md"):
        ingest_flow(f"folder:{tmp_path / 'texts'}", tmp_path / "w")
    assert len(list((tmp_path / "w" / "current").iterdir())) == 2
