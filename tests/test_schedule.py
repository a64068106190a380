"""When the flows run, and by whom: settings, deployments, a server that ends with its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
import yaml
from click.testing import CliRunner

from flows import schedule
from pipeline.cli import main
from pipeline.errors import InputError, WorkspaceError

ROOT = Path(__file__).parent.parent
SERVES = """
import os, sys, time
from pathlib import Path
from flows import server, settings
settings.apply(Path(sys.argv[1]))
with server.running(schedules=True) as url:
    print(url, os.environ[server.KEY], flush=True)
    time.sleep(300)
"""


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text('[schedule]\nsources = ["adilet"]\ningest = "0 * * * *"\nbuild = ""\n')
    return path


def test_our_own_settings_have_a_schedule_for_every_flow():
    ours = schedule.load()
    assert set(ours.crons) == set(schedule.FLOWS)
    assert ours.timezone == "Asia/Almaty"
    assert ours.sources


def test_what_is_said_takes_the_place_of_the_settings(settings: Path):
    assert schedule.load(settings).crons == {"ingest": "0 * * * *"}
    found = schedule.load(settings, {"ingest": None, "retrain": "0 1 * * 0"}, ("zan",))
    assert found.crons == {"ingest": "0 * * * *", "retrain": "0 1 * * 0"}
    assert found.sources == ("zan",)
    assert "ingest" not in schedule.load(settings, {"ingest": "", "build": "0 1 * * *"}).crons


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('ingest = "hourly"', r"\[schedule\], `ingest`: 'hourly' is no cron. Write minute, hour"),
        ('ingest = "61 * * * *"', "'61 [*] [*] [*] [*]' is no cron"),
        ('ingest = "0 * * * *"\ntimezone = "Almaty"', "'Almaty' is no timezone"),
        ("ingest = 5", "`ingest` is 5, not a string"),
        ('hourly = "0 * * * *"', "there is no setting `hourly`"),
        ('ingest = "0 * * * *"', "no source is named"),
        ('sources = ["adilet"]', "no flow has a cron string"),
    ],
)
def test_a_schedule_that_cannot_be_used_is_one_clear_error(tmp_path: Path, text: str, said: str):
    path = tmp_path / "mine.toml"
    path.write_text(f"[schedule]\n{text}\n")
    with pytest.raises(InputError, match=said):
        schedule.load(path)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--ingest", "hourly"], "bilik: --ingest: 'hourly' is no cron."),
        (["--source", "nothing"], "'nothing' names no source"),
        (["--settings", "nowhere.toml"], "nowhere.toml: the file cannot be read"),
    ],
)
def test_the_command_tells_what_is_wrong_before_it_serves(
    tmp_path: Path, arguments: list[str], said: str
):
    done = CliRunner().invoke(main, ["schedule", *arguments, "--workspace", str(tmp_path)])
    assert done.exit_code == 1
    assert said in done.output


def test_each_flow_is_deployed_with_its_schedule(tmp_path: Path):
    found = schedule.deployments(schedule.load(), tmp_path, settings=tmp_path / "mine.toml")
    assert [(one.flow_name, one.name) for one in found] == [
        (flow, "scheduled") for flow in schedule.FLOWS
    ]
    for one in found:
        assert one.schedules
        assert one.schedules[0].schedule.timezone == "Asia/Almaty"  # type: ignore[union-attr]
        assert one.parameters["workspace"] == str(tmp_path)  # wherever a run may start
    assert found[0].parameters["settings"] == str(tmp_path / "mine.toml")


def test_prefect_yaml_has_the_same_schedules_and_what_the_flows_take():
    from prefect.flows import load_flow_from_entrypoint

    document = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf8"))
    ours = schedule.load()
    flows = {}
    for one in document["deployments"]:
        flow = load_flow_from_entrypoint(str(ROOT / one["entrypoint"]))
        flow.validate_parameters(one["parameters"])
        (when,) = one["schedules"]
        assert one["concurrency_limit"] == {"limit": 1, "collision_strategy": "ENQUEUE"}
        flows[flow.name] = (when["cron"], when["timezone"])
    assert flows == {flow: (cron, ours.timezone) for flow, cron in ours.crons.items()}
    assert document["deployments"][0]["parameters"]["sources"] == list(ours.sources)


def test_two_schedules_are_not_served_in_one_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    with (
        schedule.alone(),
        pytest.raises(WorkspaceError, match=r"is being served here\. Stop that one first"),
        schedule.alone(),
    ):
        pytest.fail("the second must not begin")
    with schedule.alone():
        pass


@pytest.mark.slow
def test_the_server_asks_for_its_key_and_ends_when_its_parent_is_killed():
    home = ROOT / ".pytest_cache"  # a database that is there spares 15 s
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")}
    process = subprocess.Popen(
        [sys.executable, "-c", SERVES, str(home)],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout
    with process.stdout:
        url, key = process.stdout.readline().split()
        name, _, secret = key.partition(":")
        asked = f"{url}/flows/count"
        assert url.startswith("http://127.0.0.1:")
        assert httpx.post(asked, auth=(name, secret), timeout=60).status_code == 200
        assert httpx.post(asked, timeout=60).status_code == 401
        process.send_signal(signal.SIGKILL)
        process.wait()
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            httpx.get(f"{url}/health", timeout=5)
        except httpx.TransportError:  # refused, or cut off while it ended
            return
        time.sleep(0.1)
    pytest.fail("the server goes on without its parent")
