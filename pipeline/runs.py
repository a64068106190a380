"""What each run did: one JSON file a run in the workspace's folder `runs`, numbered in order.

    runs/000012.json    written when the run begins, and again when it ends

A run holds a lock on its file, which ends with its process: a file that says `running` and that
nobody holds is that of a run which was killed. Numbers give the order, not the clock. Runs that
brought nothing are folded together, so that a year of them stays a small folder.
"""

from __future__ import annotations

import fcntl
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from pipeline.dataset.rows_release import IngestRun
from pipeline.errors import BilikError, WorkspaceError
from pipeline.files import clear_left, write_whole
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    from pipeline.ingest import Ingested

KEPT = 200  # files of runs that brought nothing, before the older half is folded
RUNNING, DONE, SKIPPED, FAILED = "running", "done", "skipped", "failed"  # as recorded
KILLED, DAMAGED = "killed", "damaged"  # as found
STATES = (RUNNING, DONE, SKIPPED, FAILED, KILLED, DAMAGED)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What could not be taken or done, where, and the remedy."""

    what: str
    where: str
    remedy: str

    @classmethod
    def of(cls, error: BaseException) -> Trouble:
        if isinstance(error, BilikError):
            return cls(error.what, error.where, error.remedy)
        return cls(f"{type(error).__name__}: {error}".rstrip(": "), "the run", "see its log")


@dataclass(slots=True)
class Run:
    """One run; of several that were folded together, the first, with what all of them did."""

    number: int
    kind: str  # ingest, build, retrain
    source: str = ""
    state: str = RUNNING
    pid: int = 0
    started: str = ""  # ISO 8601, UTC, by a clock that may have been set back
    ended: str = ""
    new: list[str] = field(default_factory=list)  # version_ids
    replaced: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)  # only the publisher's facts changed
    unchanged: int = 0
    skipped: list[Trouble] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)  # what someone should look at; no failure
    asked: dict[str, int] = field(default_factory=dict)  # requests, not_modified, bytes, retries
    release: str = ""  # that it made or found
    outcome: str = ""  # what else there is to say
    stopped: Trouble | None = None  # what ended it before its time
    until: int = 0  # number of the last run folded in; 0 where it is one run
    folded: dict[str, int] = field(default_factory=dict)  # how many of each kind and source

    @property
    def brought(self) -> list[str]:
        """The versions that it changed."""
        return [*self.new, *self.replaced, *self.told]

    def ingested(self, done: Ingested) -> None:
        """Keep what came of asking a source."""
        self.new, self.replaced, self.told = done.new, done.replaced, done.told
        self.unchanged = len(done.unchanged)
        self.skipped = [Trouble.of(error) for error in done.errors]
        self.remarks = done.remarks
        self.asked = dict(sorted(done.asked.items()))


@contextmanager
def recording(workspace: Workspace, kind: str, source: str = "") -> Iterator[Run]:
    """Record what is done inside; it fills in the run that it is given.

    Raises:
        WorkspaceError: the record cannot be written.
    """
    run, lock = _begin(workspace, kind, source)
    try:
        with os.fdopen(lock):
            try:
                yield run
                run.state = SKIPPED if run.skipped else DONE
            except BaseException as error:
                run.state, run.stopped = FAILED, Trouble.of(error)
                with suppress(WorkspaceError):  # what stopped the run is what is to be told
                    _end(workspace, run)
                raise
            _end(workspace, run)
    finally:
        with suppress(OSError):  # the next run will
            fold(workspace)


def _begin(workspace: Workspace, kind: str, source: str) -> tuple[Run, int]:
    """A run with its file, whole and locked before it can be seen."""
    folder = workspace.runs
    beside = folder / f".run.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        clear_left(folder)
        number = max((run.until or run.number for run in history(workspace)), default=0) + 1
        while True:
            run = Run(number, kind, source, pid=os.getpid(), started=_now())
            lock = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
            os.write(lock, _encoded(run))
            os.fsync(lock)
            fcntl.flock(lock, fcntl.LOCK_EX)
            try:
                os.link(beside, _path(workspace, number))
                return run, lock
            except FileExistsError:  # another run took the number
                os.close(lock)
                number += 1
            finally:
                beside.unlink()
    except OSError as error:
        raise _unwritable(folder, error) from error


def _end(workspace: Workspace, run: Run) -> None:
    run.ended = _now()
    try:
        write_whole(_path(workspace, run.number), _encoded(run))
    except OSError as error:
        raise _unwritable(workspace.runs, error) from error


def history(workspace: Workspace) -> list[Run]:
    """All runs, the oldest first; a record that cannot be read stops no later run."""
    if not workspace.runs.is_dir():
        return []
    found: list[Run] = []
    for path in sorted(workspace.runs.glob(f"{'[0-9]' * 6}.json")):
        with suppress(FileNotFoundError):  # folded meanwhile
            run = _read(path)
            # A process that died while folding left what the fold holds.
            if not found or run.number > found[-1].until:
                found.append(run)
    return found


def find(workspace: Workspace, number: int) -> Run:
    """The run of a number, or those that it was folded with.

    Raises:
        WorkspaceError: there is none.
    """
    runs = history(workspace)
    for run in runs:
        if run.number <= number <= max(run.number, run.until):
            return run
    known = f"the last is {runs[-1].until or runs[-1].number}" if runs else "there is none yet"
    raise WorkspaceError(f"there is no run {number}", workspace.runs, f"see `bilik runs`; {known}")


def _read(path: Path) -> Run:
    """A record; a run that is not at its end and that no process holds was killed."""
    while True:
        with path.open("rb") as file:
            try:
                run = msgspec.json.decode(file.read(), type=Run)
            except msgspec.MsgspecError as error:
                damage = Trouble(f"the record cannot be read ({error})", str(path), "delete it")
                return Run(int(path.stem), "", state=DAMAGED, stopped=damage)
            if run.state != RUNNING:
                return run
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return run
            if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                run.state = KILLED
                return run
            # It ended between reading and asking: its last record has taken this one's place.


def fold(workspace: Workspace, kept: int = KEPT) -> None:
    """Fold the older half of the idle runs, neighbours together, once there are too many.

    The fold takes the first one's place before the others go, so that none is lost at any moment.

    Raises:
        OSError: the folder cannot be written, or another process folds it now.
    """
    alone = os.open(workspace.runs, os.O_RDONLY)
    try:
        fcntl.flock(alone, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _fold(workspace, kept)
    finally:
        os.close(alone)


def _fold(workspace: Workspace, kept: int) -> None:
    runs = history(workspace)
    idle = [run for run in runs if _idle(run) and not run.until]
    if len(idle) <= kept:
        return
    last = idle[len(idle) // 2].number
    for foldable, group in groupby(runs, key=lambda run: _idle(run) and run.number <= last):
        if not foldable:
            continue
        for _, same in groupby(group, key=lambda run: (run.state, run.skipped)):
            together = list(same)
            if len(together) > 1:
                folded = _together(together)
                write_whole(_path(workspace, folded.number), _encoded(folded))
                for run in together[1:]:
                    _path(workspace, run.number).unlink()


def _idle(run: Run) -> bool:
    """Whether it ended, changed nothing, and has nothing to say that its neighbour may not."""
    return run.state in (DONE, SKIPPED) and not run.brought and not run.outcome


def _together(runs: Sequence[Run]) -> Run:
    counts: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for run in runs:
        counts.update(run.folded or {f"{run.kind} {run.source}".strip(): 1})
        asked.update(run.asked)
    return replace(
        runs[0],
        source="",
        ended=runs[-1].ended,
        unchanged=runs[-1].unchanged,
        remarks=list(dict.fromkeys(remark for run in runs for remark in run.remarks)),
        asked=dict(sorted(asked.items())),
        release=runs[-1].release,
        until=runs[-1].until or runs[-1].number,
        folded=dict(sorted(counts.items())),
    )


def that_brought(workspace: Workspace, version_ids: Iterable[str]) -> list[Run]:
    """The runs that brought one of these texts, the oldest first; killed ones do not say."""
    here = set(version_ids)
    return [run for run in history(workspace) if here.intersection(run.brought)]


def as_published(runs: Iterable[Run], version_ids: Iterable[str]) -> list[IngestRun]:
    """What a release of these texts shows of runs: no times, so that it can be made again."""
    here = set(version_ids)
    return [
        IngestRun(
            run.number,
            run.source,
            tuple(sorted(here.intersection([*run.new, *run.replaced]))),
            tuple(sorted(here.intersection(run.told))),
            tuple(f"{one.where}: {one.what}" for one in run.skipped),
        )
        for run in runs
    ]


def _path(workspace: Workspace, number: int) -> Path:
    return workspace.runs / f"{number:06}.json"


def _encoded(run: Run) -> bytes:
    return msgspec.json.format(msgspec.json.encode(run, order="deterministic"), indent=1)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _unwritable(folder: Path, error: OSError) -> WorkspaceError:
    return WorkspaceError(
        f"cannot write here ({error.strerror or error})",
        folder,
        "make room and make the folder writable, or choose another with --workspace",
    )
