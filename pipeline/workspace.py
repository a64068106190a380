"""The workspace: the one folder that holds what was received and what was published.

    snapshots/<sha256>        bytes as received, for ever
    snapshots/<sha256>.json   source, retrieval time, media type, headers
    current/<version>         the hash of the snapshot that is this version's text
    facts/<version>.json      what its publisher says about it, where a publisher was asked
    sources/<name>.json       what a source remembers between runs; may be deleted at any time
    runs/                     what each run did, see `pipeline.runs`
    releases/                 see `pipeline.dataset`
    cache/                    tagged clauses; may be deleted at any time

Every file appears whole, by a rename; a snapshot is never written twice.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import msgspec

from pipeline.errors import WorkspaceError
from pipeline.files import clear_left, write_whole
from pipeline.records import Facts, Snapshot

_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_SET_BACK = 60.0  # seconds: a clock that is so far behind the last run's is wrong
_REMEDY = "make room and make the folder writable, or choose another with --workspace"


class Workspace:
    """A folder on disk with the layout above; made when something is first written."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.snapshots = root / "snapshots"
        self.current = root / "current"
        self.told = root / "facts"
        self.sources = root / "sources"
        self.runs = root / "runs"
        self.releases = root / "releases"
        self.cache = root / "cache"

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the workspace for one writer of texts; readers are never kept out, nor builds.

        Raises:
            WorkspaceError: the folder cannot be written, another run holds it, or the clock is
                behind that of the last run.
        """
        try:
            for folder in (self.snapshots, self.current, self.releases):
                folder.mkdir(parents=True, exist_ok=True)
            lock = (self.root / ".lock").open("a+", encoding="ascii")
        except OSError as error:
            raise self._unwritable(error) from error
        with lock:
            self._take(lock)
            yield
            with suppress(OSError):
                lock.truncate(0)  # which also tells the next run what the clock was

    def _take(self, lock: IO[str]) -> None:
        """Take the lock; it names its holder, even one that was killed and left half a file."""
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            holder = f" (process {said})" if (said := lock.read().strip()) else ""
            raise WorkspaceError(
                f"another run is writing here{holder}", self.root, "wait until it ends"
            ) from None
        self._check_clock(os.fstat(lock.fileno()).st_mtime)
        try:
            lock.seek(0)
            if lock.read():
                for folder in (self.snapshots, self.current, self.told, self.sources):
                    clear_left(folder)
                lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
        except OSError as error:
            raise self._unwritable(error) from error

    def _check_clock(self, last: float) -> None:
        """Times of retrieval never run backwards: wait a little for the clock, not long."""
        behind = last - time.time()
        if behind > _SET_BACK:
            then = datetime.fromtimestamp(last, UTC)
            raise WorkspaceError(
                f"the clock is {behind / 60:.0f} minutes behind: a run wrote here at {then:%c} UTC",
                self.root / ".lock",
                "set the clock right; if it was wrong before, delete this file",
            )
        time.sleep(max(0.0, behind))

    def holds(self, sha256: str) -> bool:
        """Whether a snapshot is there, bytes and facts."""
        target = self.snapshots / sha256
        try:
            return target.exists() and target.with_suffix(".json").exists()
        except OSError as error:
            raise self._unreadable(error, self.root) from error

    def store(self, data: bytes, snapshot: Snapshot) -> bool:
        """Keep a snapshot; False when it was already there."""
        if self.holds(snapshot.sha256):
            return False
        target = self.snapshots / snapshot.sha256
        facts = json.dumps(asdict(snapshot), ensure_ascii=False, indent=1, sort_keys=True)
        self.write(target, data)
        self.write(target.with_suffix(".json"), facts.encode())
        return True

    def point(self, version_id: str, sha256: str) -> None:
        """Make a stored snapshot the text of a version."""
        self.write(self.current / version_id, f"{sha256}\n".encode())

    def pointed(self, version_id: str) -> str | None:
        """Hash of the snapshot that is a version's text, if there is one.

        Raises:
            WorkspaceError: the file is damaged.
        """
        path = self.current / version_id
        try:
            sha256 = path.read_text(encoding="utf8", errors="replace").strip()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unreadable(error, path) from error
        if not _HASH.fullmatch(sha256):
            raise WorkspaceError(
                "this is not the hash of a snapshot", path, "delete it and ingest its source again"
            )
        return sha256

    def versions(self) -> dict[str, str]:
        """Hash of the snapshot behind each version, by version_id, sorted."""
        try:
            names = sorted(p.name for p in self.current.iterdir() if not p.name.startswith("."))
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise self._unreadable(error, self.root) from error
        return {name: self.pointed(name) or "" for name in names}

    def facts(self, version_id: str) -> Facts | None:
        """What the publisher of a version says about it; None where none was asked.

        Raises:
            WorkspaceError: the file is damaged.
        """
        path = self.told / f"{version_id}.json"
        try:
            return msgspec.json.decode(path.read_bytes(), type=Facts)
        except FileNotFoundError:
            return None
        except (OSError, msgspec.MsgspecError) as error:
            raise WorkspaceError(
                f"the publisher's facts cannot be read ({error})",
                path,
                "delete it and the folder `sources` beside it, and ingest again",
            ) from error

    def all_facts(self) -> list[Facts]:
        """What publishers say of the versions that are here, by version_id."""
        if not self.told.is_dir():
            return []
        names = (path.name for path in self.told.iterdir() if not path.name.startswith("."))
        here = sorted(name.removesuffix(".json") for name in names)
        told = (self.facts(version_id) for version_id in here if self.pointed(version_id))
        return [facts for facts in told if facts]

    def tell(self, facts: Facts) -> bool:
        """Keep what a publisher says about a version; False when that was already here."""
        if self.facts(facts.version_id) == facts:
            return False
        self.write(self.told / f"{facts.version_id}.json", _pretty(facts))
        return True

    def tell_anew(self, version_id: str, facts: Facts | None) -> None:
        """Keep what goes with a version's new text, or nothing where no publisher said it."""
        if facts:
            self.tell(facts)
        else:
            try:
                (self.told / f"{version_id}.json").unlink(missing_ok=True)
            except OSError as error:
                raise self._unwritable(error) from error

    def remembered(self, source: str) -> dict[str, dict[str, str]]:
        """What a source wants to know again; nothing where that is missing or damaged."""
        try:
            data = (self.sources / f"{_file_name(source)}.json").read_bytes()
            return msgspec.json.decode(data, type=dict[str, dict[str, str]])
        except (OSError, msgspec.MsgspecError):
            return {}

    def remember(self, source: str, entries: Mapping[str, Mapping[str, str]]) -> None:
        """Keep what a source wants to know again, in place of what it remembered before."""
        self.write(self.sources / f"{_file_name(source)}.json", _pretty(entries))

    def snapshot(self, sha256: str) -> Snapshot:
        """The facts about a stored snapshot.

        Raises:
            WorkspaceError: it is not there or damaged.
        """
        path = self.snapshots / f"{sha256}.json"
        try:
            return Snapshot(**json.loads(path.read_text(encoding="utf8")))
        except (OSError, ValueError, TypeError) as error:
            raise WorkspaceError(
                f"the snapshot's facts cannot be read ({error})",
                path,
                "delete it and ingest its source again",
            ) from error

    def data(self, sha256: str) -> bytes:
        """The bytes of a snapshot, checked against their hash.

        Raises:
            WorkspaceError: they are not there or damaged.
        """
        path = self.snapshots / sha256
        try:
            data = path.read_bytes()
        except OSError as error:
            raise WorkspaceError(
                f"the snapshot cannot be read ({error.strerror})", path, "ingest its source again"
            ) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise WorkspaceError(
                "the snapshot's bytes are damaged",
                path,
                "delete it and ingest its source again",
            )
        return data

    def write(self, target: Path, data: bytes) -> None:
        """Write a file of the workspace, which appears whole.

        Raises:
            WorkspaceError: it cannot be written.
        """
        try:
            write_whole(target, data)
        except OSError as error:
            raise self._unwritable(error) from error

    def _unreadable(self, error: OSError, path: Path) -> WorkspaceError:
        return WorkspaceError(
            f"cannot read here ({error.strerror or error})",
            path,
            "make it a folder that you may read, or choose another with --workspace",
        )

    def _unwritable(self, error: OSError) -> WorkspaceError:
        return WorkspaceError(f"cannot write here ({error.strerror or error})", self.root, _REMEDY)


def _pretty(value: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value, order="deterministic"), indent=1)


def _file_name(source: str) -> str:
    """A name for a file that no part of a source's name can lead elsewhere."""
    digest = hashlib.sha256(source.encode()).hexdigest()[:8]
    return f"{re.sub(r'[^a-z0-9]+', '-', source.lower()).strip('-')[:40]}-{digest}"
