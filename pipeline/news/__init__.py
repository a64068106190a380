"""What changed in whose powers, told once a release: a page, and a feed in each language.

    news/000012.json      what a release changed, kept for ever
    news/000012.md        the same for people, in three languages
    news/feed.rus.atom    the newest entries of all of them; also kaz and eng

The records are what counts; pages and feeds are made of them anew, so that a run that was killed
neither loses nor doubles an entry.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from pipeline import dataset, runs
from pipeline.dataset.layout import check_layout
from pipeline.errors import ReleaseError, WorkspaceError
from pipeline.files import clear_left, write_whole
from pipeline.news import atom, compare, page
from pipeline.news.records import Item, News, keep, load
from pipeline.vocabulary import LABEL_LANGUAGES
from pipeline.workspace import Workspace

NAME = "news"


def tell(workspace: Workspace, address: str = "") -> list[News]:
    """Tell of the newest release, unless that was done; pages and feeds are made whole in any case.

    Args:
        workspace: where the releases are.
        address: where the feeds are published, if anywhere.

    Returns:
        All news, the oldest first; the last one is of the newest release.

    Raises:
        ReleaseError: there is no release, the newest cannot be read, or the one told of before is
            damaged or held by another program.
        WorkspaceError: the folder cannot be written, or a record is damaged.
    """
    folder = workspace.root / NAME
    release = dataset.latest(workspace.releases)
    told = load(folder)
    try:
        clear_left(folder)
        if not told or told[-1].release != release.name:
            told.append(_news(workspace, release, told))
            keep(folder, told[-1])
        _publish(folder, told, address)
    except OSError as error:
        raise WorkspaceError(
            f"cannot write here ({error.strerror or error})",
            folder,
            "make room and make the folder writable",
        ) from error
    return told


def _news(workspace: Workspace, release: Path, told: Sequence[News]) -> News:
    last = told[-1] if told else None
    recorded = max((run.number for run in runs.history(workspace)), default=0)
    made = datetime.now(UTC).isoformat(timespec="seconds")
    return News(
        number=max(recorded, last.number + 1 if last else 1),
        release=release.name,
        since=last.release if last else "",
        made=max(made, last.made) if last else made,  # the clock may have been set back
        items=tuple(_items(workspace.releases / last.release, release))
        if last
        else tuple(compare.first(release, "first")),
    )


def _items(older: Path, newer: Path) -> list[Item]:
    try:
        check_layout(older)
    except ReleaseError:  # it was deleted, or has another layout
        return compare.first(newer, "anew")
    return compare.compare(older, newer)


def _publish(folder: Path, told: Sequence[News], address: str) -> None:
    """Write each page that is missing and each feed that is not as it should be."""
    for news in told:
        path = folder / f"{news.number:06}.md"
        if not path.is_file():
            write_whole(path, page.page(news))
    for language in LABEL_LANGUAGES:
        path = folder / f"feed.{language}.atom"
        feed = atom.feed(told, language, address)
        if not path.is_file() or path.read_bytes() != feed:
            write_whole(path, feed)


def newest(workspace: Workspace) -> News | None:
    """The last news that was kept, if any.

    Raises:
        WorkspaceError: a record is damaged.
    """
    return next(reversed(load(workspace.root / NAME)), None)
