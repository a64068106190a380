"""The Prefect flows run the same jobs as the commands. One harness serves the whole module."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline import dataset
from pipeline.errors import InputError, WorkspaceError
from pipeline.runs import history
from pipeline.workspace import Workspace
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
    found.sort(key=lambda artifact: str(artifact.created))
    return [str(artifact.data) for artifact in found if artifact.key == key]


@pytest.fixture
def light_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BILIK_ENGINE_RUS", "light")
    monkeypatch.setenv("BILIK_ENGINE_KAZ", "light")


@pytest.mark.usefixtures("light_engines")
def test_an_ingest_builds_and_tells_and_does_nothing_where_nothing_changed(tmp_path: Path) -> None:
    from flows.ingest import ingest_flow

    sources = [f"folder:{RESTATED / name}" for name in ("decree-2006-130", "decree-2007-339")]
    assert ingest_flow(sources, tmp_path) == {"new": 4, "replaced": 0, "told": 0}
    release = dataset.latest(tmp_path / "releases")
    assert release.name in artifacts("bilik-build")[-1]
    assert "decree-2006-130@2006-06-06.kaz.restated" in artifacts("bilik-ingest")[-1]
    assert "## First release" in artifacts("bilik-news")[-1]
    assert (tmp_path / "news" / "feed.kaz.atom").is_file()

    made = len(artifacts("bilik-build")), len(artifacts("bilik-news"))
    assert ingest_flow(sources, tmp_path) == {"new": 0, "replaced": 0, "told": 0}
    assert (len(artifacts("bilik-build")), len(artifacts("bilik-news"))) == made
    assert dataset.latest(tmp_path / "releases") == release
    assert [run.kind for run in history(Workspace(tmp_path))] == [
        "ingest", "ingest", "build", "ingest", "ingest",
    ]  # fmt: skip


@pytest.mark.usefixtures("light_engines")
def test_what_an_earlier_run_left_unbuilt_is_built_though_nothing_is_new(tmp_path: Path) -> None:
    """As after a kill between taking the texts and building."""
    from flows.ingest import ingest_flow

    sources = [f"folder:{RESTATED / 'decree-2006-130'}"]
    ingest_flow(sources, tmp_path, build=False)
    assert not (tmp_path / "news").exists()
    assert ingest_flow(sources, tmp_path) == {"new": 0, "replaced": 0, "told": 0}
    assert dataset.latest(tmp_path / "releases").name.startswith("2006-06-06-")


@pytest.mark.usefixtures("light_engines")
def test_what_is_skipped_fails_the_run_after_all_the_rest_was_done(tmp_path: Path) -> None:
    from flows.ingest import ingest_flow

    texts = tmp_path / "texts" / "decree-2006-130"
    texts.mkdir(parents=True)
    for path in (RESTATED / "decree-2006-130").iterdir():
        (texts / path.name).write_bytes(path.read_bytes())
    (texts / "2007-02-02.rus.md").write_bytes(b"")
    sources = ["folder:nowhere", f"folder:{tmp_path / 'texts'}"]
    with pytest.raises(InputError, match=r"2 texts or sources were skipped, the first: .*folder"):
        ingest_flow(sources, tmp_path / "w")
    page = artifacts("bilik-ingest")[-1]
    assert "# Ingested from `folder:nowhere` (run 1)" in page
    assert "2007-02-02.rus.md" in page
    assert [run.state for run in history(Workspace(tmp_path / "w"))] == [
        "failed",
        "skipped",
        "done",
    ]
    assert (tmp_path / "w" / "news" / "feed.eng.atom").is_file()


def test_a_busy_workspace_is_tried_again_and_then_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import ingest

    impatient = ingest.snapshot_source.with_options(retry_delay_seconds=[0, 0, 0, 0])
    monkeypatch.setattr(ingest, "snapshot_source", impatient)
    place = Workspace(tmp_path)
    with place.writing(), pytest.raises(WorkspaceError, match="another run is writing here"):
        ingest.ingest_flow([f"folder:{RESTATED / 'decree-2006-130'}"], tmp_path)
    (run,) = history(place)
    assert run.state == "failed"
    assert run.stopped
    assert run.stopped.remedy == "wait until it ends"


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


def test_of_the_runs_that_were_missed_only_the_last_is_made_up_for() -> None:
    """A schedule that was down for a month does not ask publishers a month's times at once."""
    from prefect.client.orchestration import get_client
    from prefect.states import Scheduled

    from flows.ingest import ingest_flow
    from flows.schedule import NAME, forget_missed

    now = datetime.now(UTC)
    with get_client(sync_client=True) as client:
        deployment = client.create_deployment(client.create_flow(ingest_flow), NAME)
        made = {
            hours: client.create_flow_run_from_deployment(
                deployment, state=Scheduled(scheduled_time=now + timedelta(hours=hours))
            ).id
            for hours in (-3, -2, -1, 1)
        }
        forget_missed()
        left = {run.id for run in client.read_flow_runs() if run.deployment_id == deployment}
    assert left == {made[-1], made[1]}
