"""The Prefect flows run the same jobs as the commands. One harness serves the whole module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import dataset
from pipeline.errors import InputError
from tests.classifier.making import ROW, TINY, files, restated, write

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


@pytest.fixture
def light_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BILIK_ENGINE_RUS", "light")
    monkeypatch.setenv("BILIK_ENGINE_KAZ", "light")


@pytest.mark.usefixtures("light_engines")
def test_retraining_keeps_a_version_and_tells_the_decision(tmp_path: Path) -> None:
    from flows.retrain import retrain_flow

    path = restated(tmp_path / "mine.jsonl", TINY)
    write(tmp_path / "stale.jsonl", [{**ROW, "act": "decree-2006-130", "version": "2006-06-06"}])
    done = retrain_flow(
        annotations=[path, tmp_path / "stale.jsonl"], models=tmp_path / "m", workspace=tmp_path
    )
    assert done == {"version": 1, "promoted": True}
    page = artifacts("bilik-retrain")[-1]
    assert page.startswith("# Classifier 1: promoted\n\nWhy: there was no champion.")
    assert page.count("| macro-F1 | 0.") == 2  # languages
    assert "- 1 annotations are stale" in page
    before = files(tmp_path / "m")
    assert "classifier/1/model.skops" in before

    wrong = write(tmp_path / "wrong.jsonl", [{**ROW, "label": "gift"}])
    with pytest.raises(InputError, match=r"wrong\.jsonl, line 1: 'gift' is no label"):
        retrain_flow(annotations=[wrong], models=tmp_path / "m", workspace=tmp_path)
    assert files(tmp_path / "m") == before


def test_retraining_can_be_scheduled() -> None:
    """A deployment gives parameters as JSON, and needs none."""
    from flows.retrain import retrain_flow

    schema = retrain_flow.parameters.model_dump()
    assert schema["required"] == []
    given = retrain_flow.validate_parameters({"texts": ["texts"], "promote": False})
    assert given == {
        "annotations": None,
        "texts": [Path("texts")],
        "gold": None,
        "models": None,
        "workspace": Path("workspace"),
        "promote": False,
    }
