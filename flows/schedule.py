"""The three flows on their schedules, served by one process until it is stopped."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from pipeline.errors import InputError, WorkspaceError
from pipeline.fields import FieldError, at, listed, optional, read_toml
from pipeline.sources.settings import DEFAULT

if TYPE_CHECKING:
    from prefect import Flow
    from prefect.deployments.runner import RunnerDeployment

FLOWS = ("ingest", "build", "retrain")
TIMEZONE = "Asia/Almaty"
NAME = "scheduled"  # of each deployment


@dataclass(frozen=True, slots=True)
class Schedule:
    """When each flow runs, and what is asked."""

    crons: dict[str, str]  # by flow; one that is left out is not run
    sources: tuple[str, ...]
    timezone: str = TIMEZONE


def load(
    settings: Path | None = None,
    crons: dict[str, str | None] | None = None,
    sources: tuple[str, ...] = (),
) -> Schedule:
    """The schedule of a file of settings, with what was said otherwise in its place.

    Args:
        settings: the file, by default `corpus/sources.toml`; its `[schedule]` is read.
        crons: cron strings by flow; "" to leave a flow out, None to say nothing.
        sources: what is asked, in place of the file's.

    Raises:
        InputError: the file cannot be read, a cron string or the timezone is none, no source is
            named, or nothing is to be run.
    """
    path = settings or DEFAULT
    document = read_toml(path, "--settings")
    where = f"{path}, [schedule]"
    with at(where):
        table = optional(document, "schedule", dict) or {}
        for unknown in table.keys() - {*FLOWS, "sources", "timezone"}:
            raise FieldError(f"there is no setting `{unknown}`", "correct its name or remove it")
        told = {flow: optional(table, flow, str) or "" for flow in FLOWS}
        said = {flow: cron for flow, cron in (crons or {}).items() if cron is not None}
        found = Schedule(
            {flow: cron for flow, cron in (told | said).items() if cron},
            sources or listed(table, "sources", str),
            optional(table, "timezone", str) or TIMEZONE,
        )
    for flow, cron in found.crons.items():
        _check(cron, found.timezone, f"--{flow}" if flow in said else f"{where}, `{flow}`")
    if not found.crons:
        raise InputError(
            "no flow has a cron string", where, "write one, such as ingest = '15 5 * * *'"
        )
    if "ingest" in found.crons and not found.sources:
        raise InputError("no source is named", where, "write sources = ['adilet'], or use --source")
    return found


def _check(cron: str, timezone: str, where: str) -> None:
    from prefect.client.schemas.schedules import CronSchedule

    try:
        CronSchedule(cron=cron, timezone=timezone)
    except ValueError:
        known = timezone in available_timezones()
        raise InputError(
            f"'{cron}' is no cron" if known else f"'{timezone}' is no timezone",
            where,
            "write minute, hour, day, month and weekday, as in '15 5 * * *', and a timezone as in "
            f"{TIMEZONE}",
        ) from None


def deployments(
    schedule: Schedule, workspace: Path, settings: Path | None = None, acts: Path | None = None
) -> list[RunnerDeployment]:
    """A deployment for each flow that has a cron string."""
    from prefect.deployments.runner import RunnerDeployment
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    from flows.build import build_flow
    from flows.ingest import ingest_flow
    from flows.retrain import retrain_flow

    place, chosen = str(workspace.resolve()), acts and str(acts.resolve())
    parameters: dict[str, dict[str, Any]] = {
        "ingest": {
            "sources": list(schedule.sources),
            "workspace": place,
            "settings": settings and str(settings.resolve()),
            "acts": chosen,
        },
        "build": {"workspace": place, "acts": chosen},
        "retrain": {"workspace": place},
    }
    flows: dict[str, Flow[..., Any]] = {
        "ingest": ingest_flow, "build": build_flow, "retrain": retrain_flow,
    }  # fmt: skip
    return [
        RunnerDeployment.from_flow(
            flows[name],
            NAME,
            schedule=Cron(cron, timezone=schedule.timezone),
            parameters=parameters[name],
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
        for name, cron in schedule.crons.items()
    ]


@contextmanager
def alone() -> Iterator[None]:
    """Keep other schedules out of this PREFECT_HOME.

    Raises:
        WorkspaceError: one is being served.
    """
    path = Path(os.environ["PREFECT_HOME"]) / "schedule.lock"
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise WorkspaceError(
                "a schedule is being served here", path, "stop that one first"
            ) from None
        yield


def forget_missed() -> None:
    """Of the runs of each flow whose time went by while nobody served, leave the last alone.

    Publishers would otherwise be asked as often as they were not.
    """
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import DeploymentFilter, FlowFilter, FlowRunFilter
    from prefect.client.schemas.sorting import FlowRunSort

    ours = DeploymentFilter.model_validate({"name": {"any_": [NAME]}})
    due = FlowRunFilter.model_validate(
        {
            "state": {"type": {"any_": ["SCHEDULED"]}},
            "expected_start_time": {"before_": datetime.now(UTC)},
        }
    )
    with get_client(sync_client=True) as client:
        for flow in FLOWS:
            missed = client.read_flow_runs(
                flow_filter=FlowFilter.model_validate({"name": {"any_": [flow]}}),
                deployment_filter=ours,
                flow_run_filter=due,
                sort=FlowRunSort.EXPECTED_START_TIME_DESC,
            )
            for run in missed[1:]:
                client.delete_flow_run(run.id)


def serve(
    schedule: Schedule, workspace: Path, settings: Path | None = None, acts: Path | None = None
) -> None:
    """Serve until interrupted; a server is started where the environment names none.

    Raises:
        WorkspaceError: another schedule is being served here, or the server does not start.
    """
    from flows import server

    with alone(), server.running(schedules=True):
        import prefect

        forget_missed()
        prefect.serve(
            *deployments(schedule, workspace, settings, acts),
            pause_on_shutdown=False,
            print_starting_message=False,
            # One run of all flows at a time; another whose time comes waits. A limit of the
            # deployments' own would keep the place of a run that was killed for minutes.
            limit=1,
        )
