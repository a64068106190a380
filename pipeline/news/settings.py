"""Where feeds are published, as `[news]` in the file of settings says."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import InputError
from pipeline.fields import at, optional, read_toml
from pipeline.sources.settings import DEFAULT


def address(settings: Path | None = None) -> str:
    """The address of the folder of feeds; "" where they are not published.

    Raises:
        InputError: the file cannot be read, or the address is none.
    """
    path = settings or DEFAULT
    with at(f"{path}, [news]"):
        told: str = (
            optional(optional(read_toml(path, "--settings"), "news", dict) or {}, "address", str)
            or ""
        )
    if told and not told.startswith(("https://", "http://")):
        raise InputError(
            f"`address` is {told!r}", f"{path}, [news]", "write one that begins with https://"
        )
    return told
