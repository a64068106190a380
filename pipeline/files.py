"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_BESIDE = re.compile(r"\.(?:.+\.)?(\d+)")  # a file under way, with the process that writes it


@contextmanager
def appearing(path: Path) -> Iterator[IO[bytes]]:
    """A file to write to, which takes its place when all is written; an old one stays until then.

    What fails leaves nothing behind.

    Raises:
        OSError: it cannot be written.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def clear_left(folder: Path) -> None:
    """Remove the files under way whose process was killed, of a folder that may be missing.

    Raises:
        OSError: they cannot be removed.
    """
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        found = _BESIDE.fullmatch(path.name)
        if found and not _writes_elsewhere(int(found[1])):
            path.unlink(missing_ok=True)


def _writes_elsewhere(process: int) -> bool:
    """Whether another process of this number lives; in a container each run may have the same."""
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)  # signal 0 only asks
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def write_whole(path: Path, content: bytes | str) -> None:
    """Write a file, text in UTF-8, and make its folder where there is none.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with appearing(path) as file:
        file.write(content.encode() if isinstance(content, str) else content)
