"""Where snapshots come from. A source yields what it received; it judges nothing.

A source is named on the command line as `KIND:PLACE`, for example `folder:corpus/restated`, or by
its name in the settings, for example `adilet`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from pipeline.errors import InputError
from pipeline.records import Act, Facts

Remembered = Mapping[
    str, Mapping[str, str]
]  # by a key of the source's choosing, such as an address


@dataclass(frozen=True, slots=True)
class Received:
    """Bytes as a source gave them, with the name that it gave them."""

    name: str
    data: bytes
    media_type: str
    headers: dict[str, str] = field(default_factory=dict)
    facts: Facts | None = None  # where the publisher says what this is; else the text must say it
    group: str = ""  # what it was looked for under, such as an act's code


@dataclass(frozen=True, slots=True)
class Looked:
    """A group has been gone through to its end.

    What is to be remembered is kept only if every text of the group was taken: a text that was
    refused is asked for again by the next run.
    """

    group: str
    unchanged: tuple[Facts, ...] = ()  # versions that were already here, as they are told of now
    remember: Remembered = field(default_factory=dict)


Item = Received | Looked | InputError  # the error stands for a text that could not be had


class Memory(Protocol):
    """What a source may know of earlier runs."""

    def held(self, version_id: str) -> bool:
        """Whether a version's text is here, so that it need not be fetched."""

    def recall(self, key: str) -> Mapping[str, str]:
        """What this source had remembered under a key; empty for nothing."""


class Source(Protocol):
    """Yields texts, with what it could not have and what it has gone through."""

    name: str
    speaks_for_publisher: bool  # its later text of a version corrects its earlier one
    asked: Counter[str]  # requests, not_modified, bytes: what it took to look

    @property
    def accept(self) -> Collection[str]:
        """The version_ids that are taken even where their length is odd."""

    def receive(self, memory: Memory) -> Iterator[Item]: ...


def source(
    spec: str, acts: Mapping[str, Act] | None = None, settings: Path | None = None
) -> Source:
    """The source that a specification names.

    Args:
        spec: KIND:PLACE, or the name of a source in the settings.
        acts: the registry; publishers are asked for these acts.
        settings: the file of settings, by default `corpus/sources.toml`.

    Raises:
        InputError: the kind is unknown, the place is missing, or the settings cannot be used.
    """
    from pipeline.sources.settings import load, named

    kind, _, place = spec.partition(":")
    if kind == "folder" and place:
        from pipeline.sources.folder import Folder

        return Folder(place)
    chosen = named(load(settings), spec)
    if chosen.kind == "gitlaw":
        from pipeline.sources.gitlaw import GitLaw

        return GitLaw(chosen, acts or {})
    if chosen.kind == "adilet":
        from pipeline.sources.adilet import Adilet

        return Adilet(chosen, acts or {})
    from pipeline.sources.zan import Zan

    return Zan(chosen, acts or {})
