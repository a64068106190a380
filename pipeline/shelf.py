"""Records kept in a workspace's cache, each under a key, sealed against damage."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec

from pipeline.workspace import Workspace

Content = TypeVar("Content")
_SEAL = hashlib.sha256().digest_size  # bytes before the content: the hash of key and content


def folder(workspace: Workspace) -> Path:
    """Where the files lie."""
    return workspace.cache / "readings"


def path_of(workspace: Workspace, key: str) -> Path:
    """Where the content of a key lies, or would."""
    return folder(workspace) / key[:2] / key


def keep(workspace: Workspace, key: str, content: object) -> None:
    """Keep a record under a key, in place of what is there.

    Raises:
        WorkspaceError: it cannot be written.
    """
    data = msgspec.msgpack.encode(content)
    workspace.write(path_of(workspace, key), _seal(key, data) + data)


def _seal(key: str, data: bytes) -> bytes:
    return hashlib.sha256(key.encode() + data).digest()


def load(workspace: Workspace, key: str, form: type[Content]) -> Content | None:
    """What is kept under a key; None where that is missing, or damaged, and then it is removed."""
    path = path_of(workspace, key)
    try:
        sealed = path.read_bytes()
    except OSError:
        return None
    if _seal(key, sealed[_SEAL:]) == sealed[:_SEAL]:
        try:
            return msgspec.msgpack.decode(sealed[_SEAL:], type=form)
        except msgspec.MsgspecError:
            pass
    with suppress(OSError):
        path.unlink()
    return None
