"""Runs of the command line in real processes that start at once and meet faults where told.

`Warm` starts one process that loads Bilik and builds a small release, then forks a process for each
run. The library threads that it holds are idle by then, and none of them is needed in a child. A
`Fault` strikes at the n-th change of storage below a folder, as the interpreter's audit events tell
them: a signal such as SIGKILL, or an error from the system such as ENOSPC.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import select
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parents[2]
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
CHANGES = {"open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "sqlite3.connect"}


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to a run.

    `at` counts changes of storage below `below` from 1. Without `errno` the process gets a signal
    there, `after` seconds later; with it that change and all that follow fail so.
    """

    at: int = 0  # never
    signal: int = signal.SIGKILL
    errno: int = 0
    after: float = 0.0
    below: str = ""
    largest_file: int = 0  # bytes that a file may have, of any process and library; 0 for no limit
    user: int = 0  # whose rights the run has
    clock: float = 0.0  # seconds by which the clock is wrong


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended."""

    code: int  # as `subprocess` has it: below 0 for a signal
    out: str
    err: str
    changes: list[str] = field(default_factory=list)  # events below `below`, of a run not killed

    @property
    def killed(self) -> bool:
        return self.code == -signal.SIGKILL


class Run:
    """A run under way."""

    def __init__(self, talk: IO[str], folder: Path) -> None:
        self._talk = talk
        self._folder = folder
        self.pid = int(talk.readline())

    def kill(self) -> None:
        """End it and all that it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)

    def stopped(self) -> Run:
        """Wait until SIGSTOP has reached it."""
        while Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0] != "T":
            time.sleep(0.005)
        return self

    def go_on(self) -> Run:
        """Let a stopped run go on."""
        os.kill(self.pid, signal.SIGCONT)
        return self

    def wait(self) -> Ended:
        code = int(self._talk.readline())
        self._talk.close()
        out, err, changes = (self._folder / name for name in ("out", "err", "changes"))
        whole = code >= 0 and changes.exists()  # a killed run may have left half of it
        told = json.loads(changes.read_text(encoding="utf8")) if whole else []
        ended = Ended(code, out.read_text(encoding="utf8"), err.read_text(encoding="utf8"), told)
        shutil.rmtree(self._folder)
        return ended


class Warm:
    """A context manager over the process that forks."""

    def __enter__(self) -> Warm:
        self._folder = Path(tempfile.mkdtemp(prefix="warm-"))
        self._folder.chmod(0o755)
        engines = {"BILIK_ENGINE_RUS": "light", "BILIK_ENGINE_KAZ": "light", "OMP_NUM_THREADS": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.warm", str(self._folder)],
            cwd=ROOT, env=os.environ | engines, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        assert self._process.stdout
        assert self._process.stdout.readline() == "ready\n"
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate("")  # its end of input is its end
        shutil.rmtree(self._folder)

    def start(self, commands: Sequence[Sequence[object]], fault: Fault | None = None) -> Run:
        """Start commands of `bilik`, one after another as long as they end well.

        `news WORKSPACE` is one more: the step of a scheduled run that has no command of its own.
        """
        folder = Path(tempfile.mkdtemp(dir=self._folder))
        folder.chmod(0o777)
        for name in ("out", "err"):  # before the run, which may be killed before it does anything
            (folder / name).touch()
        talk = socket.socket(socket.AF_UNIX)
        talk.connect(str(self._folder / "socket"))
        file = talk.makefile("rw", encoding="utf8")
        talk.close()
        lines = [[str(word) for word in command] for command in commands]
        file.write(json.dumps([str(folder), lines, asdict(fault or Fault())]) + "\n")
        file.flush()
        return Run(file, folder)

    def run(self, commands: Sequence[Sequence[object]], fault: Fault | None = None) -> Ended:
        """Run commands to their end."""
        return self.start(commands, fault).wait()


# -- the process that forks ------------------------------------------------------------------------


def _serve(folder: Path) -> None:
    _load(folder / "first")
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(folder / "socket"))
    server.listen()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever answered is not waited for
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while server in select.select([server, sys.stdin], [], [])[0]:
        talk, _ = server.accept()
        if not os.fork():
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            server.close()
            _answer(talk.makefile("rw", encoding="utf8"))
            os._exit(0)
        talk.close()


def _load(folder: Path) -> None:
    from pipeline.cli import main

    texts = ROOT / "corpus" / "restated" / "decree-2011-86"
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        for command in (["ingest", "--source", f"folder:{texts}"], ["build"]):
            main([*command, "--workspace", str(folder), "--quiet"], standalone_mode=False)
        _step(["news", str(folder)])


def _answer(talk: IO[str]) -> None:
    place, commands, fault = json.loads(talk.readline())
    pid = os.fork()
    if not pid:
        os.setpgid(0, 0)
        os._exit(_run(Path(place), commands, Fault(**fault)))
    with contextlib.suppress(PermissionError, ProcessLookupError):
        os.setpgid(pid, pid)
    print(pid, file=talk, flush=True)
    _, status = os.waitpid(pid, 0)
    print(os.waitstatus_to_exitcode(status), file=talk, flush=True)


def _run(folder: Path, commands: list[list[str]], fault: Fault) -> int:
    import traceback

    for number, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(folder / name, os.O_WRONLY), number)
    changes = _strike(fault)
    code: Any = 0
    try:
        for command in commands:
            code = code or _step(command)
    except SystemExit as left:
        code = left.code
    except BaseException:  # noqa: BLE001
        traceback.print_exc()
        code = 70
    seen = list(changes)
    (folder / "changes").write_text(json.dumps(seen), encoding="utf8")
    sys.stdout.flush()
    sys.stderr.flush()
    return int(code or 0)


def _step(command: list[str]) -> Any:
    from pipeline import news
    from pipeline.cli import main
    from pipeline.errors import BilikError
    from pipeline.workspace import Workspace

    if command[0] != "news":
        return main(command, standalone_mode=False)
    try:
        news.tell(Workspace(Path(command[1])))
    except BilikError as told:  # as the command tells it
        sys.stderr.write(f"bilik: {told}\n")
        return 1
    return 0


def _strike(fault: Fault) -> list[str]:
    """Arm a fault; gives the list to which the changes of storage are added."""
    seen: list[str] = []
    below = fault.below or "\0"

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event not in CHANGES or not str(arguments[0]).startswith(below):
            return
        if event == "open" and not (arguments[2] or 0) & WRITES:
            return
        seen.append(f"{event} {arguments[0]}")
        if fault.at and fault.errno and len(seen) >= fault.at:
            if event == "sqlite3.connect":
                raise sqlite3.OperationalError("disk I/O error")
            raise OSError(fault.errno, os.strerror(fault.errno), str(arguments[0]))
        if fault.at == len(seen):
            _signal(fault.signal, fault.after)

    if fault.largest_file:
        resource.setrlimit(resource.RLIMIT_FSIZE, (fault.largest_file, fault.largest_file))
    if fault.clock:
        _set_clock(fault.clock)
    if fault.user:
        os.setgid(fault.user)
        os.setuid(fault.user)
    sys.addaudithook(hook)
    return seen


def _signal(number: int, after: float) -> None:
    if after:
        threading.Timer(after, os.kill, (os.getpid(), number)).start()
    else:
        os.kill(os.getpid(), number)


def _set_clock(by: float) -> None:
    """Let this process's clock be wrong: the modules that tell the day ask this one."""
    told = time.time

    class Wrong(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return datetime.fromtimestamp(told() + by, tz)

    time.time = lambda: told() + by
    for name, loaded in list(sys.modules.items()):
        if name.startswith("pipeline") and getattr(loaded, "datetime", None) is datetime:
            loaded.datetime = Wrong  # type: ignore[attr-defined]


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
