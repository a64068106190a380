"""Publishing: a release is built beside the others and appears by one rename.

releases/2022-09-17-1f0c77aa/   a release; never edited
releases/LATEST                 the name of the newest one
releases/.building-4711-.../    a build under way, or one whose process died
releases/.lock                  held by the build that publishes; others wait until it has ended
"""

from __future__ import annotations

import fcntl
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from pipeline.dataset.checksums import write_checksums
from pipeline.dataset.csvfiles import write_csv
from pipeline.dataset.describe import build_log, codebook, data_package
from pipeline.dataset.documents import citation, codebook_page, read_me
from pipeline.dataset.jsonfiles import write_json
from pipeline.dataset.rows import Contents, rows_by_table
from pipeline.dataset.store import build_database, write_parquet
from pipeline.errors import InputError, ReleaseError, WorkspaceError

LATEST = "LATEST"
NAME = re.compile(r"\d{4}-\d{2}-\d{2}-\w+", re.ASCII)  # of a release
_BUILDING = ".building-"


def publish(
    contents: Contents,
    releases_dir: Path,
    inputs_hash: str,
    log: Mapping[str, object] | None = None,
    extra_files: Mapping[str, Path] | None = None,
) -> Path:
    """Write the contents as a release and point `LATEST` at it.

    A release of the same name exists only where the same inputs were built before; it is kept.
    Another process that publishes here is waited for.

    Args:
        contents: Everything that the release holds.
        releases_dir: Folder of all releases; made where it is missing.
        inputs_hash: Hash of all that the contents were made from; names the release.
        log: What the build has to say about itself, for `log.json`.
        extra_files: Files or folders to copy in, by their path in the release.

    Raises:
        WorkspaceError: the folder cannot be written.
        ReleaseError: the contents do not hold together.
        InputError: an extra file is missing, or has no place in a release.
    """
    name = release_name(contents, inputs_hash)
    extra = dict(extra_files or {})
    _check_extra(extra)
    target = releases_dir / name
    try:
        with _publishing(releases_dir):
            if not target.is_dir():
                _build(contents, target, inputs_hash, log or {}, extra)
            _point_latest_at(target)
    except OSError as error:
        raise WorkspaceError(
            f"cannot write here ({error.strerror or error})",
            releases_dir,
            "make room and make the folder writable, or choose another one",
        ) from error
    return target


@contextmanager
def _publishing(releases_dir: Path) -> Iterator[None]:
    """Hold the folder, so that whatever is half built in it is that of a dead process."""
    releases_dir.mkdir(parents=True, exist_ok=True)
    with (releases_dir / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _clear_dead_builds(releases_dir)
        yield


def release_name(contents: Contents, inputs_hash: str) -> str:
    """The newest version's date and the first eight characters of the inputs' hash."""
    if contents.newest is None:
        raise ReleaseError("there is no version to publish", "release", "add at least one text")
    if not re.fullmatch(r"[0-9A-Za-z]{8,}", inputs_hash):
        raise ReleaseError(
            f"'{inputs_hash}' is no hash of inputs", "release", "give at least eight hex digits"
        )
    return f"{contents.newest.isoformat()}-{inputs_hash[:8]}"


def _build(
    contents: Contents,
    target: Path,
    inputs_hash: str,
    log: Mapping[str, object],
    extra: Mapping[str, Path],
) -> None:
    building = _temporary(target.parent)
    try:
        building.mkdir()
        _fill(building, target.name, contents, inputs_hash, log, extra)
        _settle(building)
        _appear(building, target)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise


def _fill(
    folder: Path,
    name: str,
    contents: Contents,
    inputs_hash: str,
    log: Mapping[str, object],
    extra: Mapping[str, Path],
) -> None:
    started = time.monotonic()
    rows = rows_by_table(contents)
    write_parquet(rows, folder)
    build_database(folder)
    write_csv(folder)
    write_json(data_package(name, contents, folder), folder / "datapackage.json")
    write_json(codebook(), folder / "codebook.json")
    today = datetime.now(UTC).date()
    for page, text in (
        ("README.md", read_me(name, contents)),
        ("CODEBOOK.md", codebook_page(name)),
        ("CITATION.cff", citation(name, contents, today)),
    ):
        (folder / page).write_text(text, encoding="utf8")
    for place, source in extra.items():
        copy = shutil.copytree if source.is_dir() else shutil.copyfile
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        copy(source, folder / place)
    record = build_log(name, inputs_hash, rows, log)
    record["write_seconds"] = round(time.monotonic() - started, 3)
    write_json(record, folder / "log.json")
    write_checksums(folder)


def _check_extra(extra: Mapping[str, Path]) -> None:
    for place, source in extra.items():
        parts = PurePosixPath(place).parts
        if not parts or parts[0] == "/" or ".." in parts:
            raise InputError(
                f"'{place}' is no place inside a release",
                "extra files",
                "name it by a relative path, such as models/russian.json",
            )
        if not source.exists():
            raise InputError("there is no such file", source, "make it, or leave it out")


def _temporary(releases_dir: Path) -> Path:
    return releases_dir / f"{_BUILDING}{os.getpid()}-{secrets.token_hex(4)}"


def _clear_dead_builds(releases_dir: Path) -> None:
    for entry in releases_dir.iterdir():
        if entry.name.startswith(_BUILDING):
            if entry.is_dir():
                shutil.rmtree(entry, ignore_errors=True)
            else:
                entry.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Bring every byte to the disk and take the right to write from every file."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            path.chmod(0o444)
        _sync(path)
    _sync(folder)


def _appear(building: Path, target: Path) -> None:
    building.rename(target)
    _sync(target.parent)


def _point_latest_at(target: Path) -> None:
    temporary = _temporary(target.parent)
    try:
        temporary.write_text(f"{target.name}\n", encoding="utf8")
        _sync(temporary)
        temporary.replace(target.parent / LATEST)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync(target.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
