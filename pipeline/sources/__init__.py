"""Where snapshots come from. A source yields what it received; it judges nothing.

A source is named on the command line as `KIND:PLACE`, for example `folder:corpus/restated`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from pipeline.errors import InputError


@dataclass(frozen=True, slots=True)
class Received:
    """Bytes as a source gave them, with the name that it gave them."""

    name: str
    data: bytes
    media_type: str
    headers: dict[str, str] = field(default_factory=dict)


class Source(Protocol):
    """Yields texts, or an InputError for one that could not be had."""

    name: str

    def receive(self) -> Iterator[Received | InputError]: ...


def source(spec: str) -> Source:
    """The source that a specification names.

    Raises:
        InputError: the kind is unknown or the place is missing.
    """
    from pipeline.sources.folder import Folder

    kinds = {"folder": Folder}
    kind, _, place = spec.partition(":")
    if kind not in kinds or not place:
        raise InputError(
            f"'{spec}' names no source",
            "--source",
            f"write KIND:PLACE, the kind one of {', '.join(kinds)}, as in folder:corpus/restated",
        )
    return kinds[kind](place)
