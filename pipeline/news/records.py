"""The nouns of news, and the files that keep them: one a release that was told of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from pipeline.errors import WorkspaceError
from pipeline.files import write_whole

Kind = str  # first, anew, law, corrected, ended, gone, reread


@dataclass(frozen=True, slots=True)
class ChangeTold:
    """One change of a power, in one language's text or in both."""

    kind: str  # of ChangeKind
    holder: str
    holder_to: str
    action: str
    object: str
    domain: str
    polarity: str
    day: str  # first day of the change, ISO 8601
    exact: bool  # False: on this day at the latest
    differs: tuple[str, ...]
    acts: tuple[str, ...]  # that made it, as far as it is shown
    clauses: dict[str, str]  # clause_id to look up, by language
    words: dict[str, str]  # of that clause, by language


@dataclass(frozen=True, slots=True)
class ClauseTold:
    """A clause with other words or another reading than before."""

    clause_id: str
    lost: tuple[str, ...]  # powers as holder/action/object/domain, with limits
    gained: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that happened: it becomes one entry of the feed."""

    kind: Kind
    act: str = ""
    title: dict[str, str] = field(default_factory=dict)  # of the act: kaz, rus, eng
    series: str = ""  # official, restated
    day: str = ""  # of the text, or on which the act ended
    versions: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)  # of all changes, by kind
    changes: tuple[ChangeTold, ...] = ()  # the first ones
    clauses: tuple[ClauseTold, ...] = ()  # the first ones
    makers: dict[str, dict[str, str]] = field(default_factory=dict)  # titles of amending acts
    inputs: tuple[str, ...] = ()  # of the build, that differ


@dataclass(frozen=True, slots=True)
class News:
    """What a release changed, against the one told of before."""

    number: int
    release: str
    since: str  # the release before; "" for the first
    made: str  # ISO 8601, UTC; never before that of the news before
    items: tuple[Item, ...]


def load(folder: Path) -> list[News]:
    """All news that were kept, the oldest first.

    Raises:
        WorkspaceError: a file is damaged.
    """
    found = []
    for path in sorted(folder.glob(f"{'[0-9]' * 6}.json")):
        try:
            found.append(msgspec.json.decode(path.read_bytes(), type=News))
        except (OSError, msgspec.MsgspecError) as error:
            raise WorkspaceError(
                f"the record of news cannot be read ({error})", path, "delete it"
            ) from error
    return found


def keep(folder: Path, news: News) -> None:
    """Write a record, whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    data = msgspec.json.encode(news, order="deterministic")
    write_whole(folder / f"{news.number:06}.json", msgspec.json.format(data, indent=1))


def totals(items: Sequence[Item], kind: Kind) -> dict[str, int]:
    """The counts of all items of a kind, added up."""
    sums: dict[str, int] = {}
    for item in items:
        for name, count in item.counts.items() if item.kind == kind else ():
            sums[name] = sums.get(name, 0) + count
    return sums
