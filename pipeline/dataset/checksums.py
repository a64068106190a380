"""SHA256SUMS: a hash for every file of a release, as `sha256sum -c SHA256SUMS` reads it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.dataset.jsonfiles import REMEDY
from pipeline.errors import ReleaseError

SUMS = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def write_checksums(folder: Path) -> None:
    """Write the hash of every file in the folder, by path."""
    lines = [f"{digest_of(folder / name)}  {name}\n" for name in file_names(folder)]
    (folder / SUMS).write_text("".join(lines), encoding="utf8")


def read_checksums(release: Path) -> dict[str, str]:
    """The hash of each file by its path in the release.

    Raises:
        ReleaseError: the list is missing, empty, or not one of ours.
    """
    path = release / SUMS
    try:
        lines = path.read_bytes().decode("utf8").split("\n")
    except (OSError, UnicodeDecodeError) as cause:
        raise _damaged(path, f"cannot be read ({cause})") from cause
    if lines[-1] or len(lines) < 2:
        raise _damaged(path, "ends in the middle of a line")
    found = {}
    for number, line in enumerate(lines[:-1], 1):
        parts = _LINE.fullmatch(line)
        if not parts or parts[2] in found:
            raise _damaged(path, f"line {number} is no hash and file, or names a file twice")
        found[parts[2]] = parts[1]
    return found


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def file_names(folder: Path) -> list[str]:
    """Every file below the folder but the list itself, as paths with slashes, sorted."""
    return sorted(name for name in _names(folder) if name != SUMS)


def _names(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_symlink() or not path.is_dir():
            yield path.relative_to(folder).as_posix()


def _damaged(path: Path, what: str) -> ReleaseError:
    return ReleaseError(what, path, REMEDY)
