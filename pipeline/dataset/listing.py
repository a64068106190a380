"""Which releases there are, and finding one by what a person types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pipeline.dataset.checksums import SUMS, file_names, read_checksums
from pipeline.dataset.jsonfiles import read_object
from pipeline.dataset.layout import LAYOUT, layout_of
from pipeline.dataset.open import latest
from pipeline.dataset.release import LATEST, NAME
from pipeline.dataset.store import DATABASE
from pipeline.errors import ReleaseError

T = TypeVar("T")
WHOLE = "whole"
_MARKS = ("datapackage.json", "log.json", DATABASE, SUMS)  # a release has one of them at least


@dataclass(frozen=True, slots=True)
class Listed:
    """A release at a glance; what cannot be read of it is None."""

    name: str
    built: str | None  # ISO 8601, UTC
    texts: int | None
    newest: str  # day of the newest text, ISO 8601
    latest: bool
    size: int  # in bytes
    layout: int | None
    state: str  # whole, or what is wrong


def listed(releases_dir: Path) -> list[Listed]:
    """All releases, the oldest build first.

    The glance sees files that are missing, foreign, or of another size than the data package says,
    and JSON that cannot be read; `verify` reads every byte.

    Raises:
        ReleaseError: there is no release.
    """
    names = release_names(releases_dir)
    if not names:
        raise ReleaseError("there is no release here", releases_dir, "make one with `bilik build`")
    try:
        newest: str | None = latest(releases_dir).name
    except ReleaseError:
        newest = None
    found = [_listed(releases_dir / name, newest) for name in names]
    return sorted(found, key=lambda one: (one.built or "", one.name))


def release_names(releases_dir: Path) -> list[str]:
    """The names of all releases in a folder, sorted; none where there is no such folder."""
    if not releases_dir.is_dir():
        return []
    return sorted(
        path.name for path in releases_dir.iterdir() if NAME.fullmatch(path.name) and path.is_dir()
    )


def find(releases_dir: Path, which: str) -> Path:
    """The release of a name, of the beginning of one, at a path, or LATEST.

    Raises:
        ReleaseError: there is none, there are several, or the folder is no release.
    """
    if which == LATEST:
        return latest(releases_dir)
    names = release_names(releases_dir)
    fitting = [which] if which in names else [name for name in names if name.startswith(which)]
    if which and len(fitting) == 1:
        return releases_dir / fitting[0]
    if which and not fitting and Path(which).is_dir():
        return _release_at(Path(which))
    if which and fitting:
        raise ReleaseError(
            f"'{which}' may be {' or '.join(fitting)}", releases_dir, "type more of the name"
        )
    known = ", ".join(names) if names else "none; `bilik build` makes one"
    raise ReleaseError(
        f"there is no release '{which}'", releases_dir, f"name one of those here: {known}"
    )


def _release_at(folder: Path) -> Path:
    if not any((folder / mark).is_file() for mark in _MARKS):
        raise ReleaseError(
            "this folder is no release", folder, "name one, such as workspace/releases/NAME"
        )
    return folder.resolve()


def _listed(release: Path, newest: str | None) -> Listed:
    log = _or_none(lambda: read_object(release / "log.json")) or {}
    rows = log.get("rows")
    return Listed(
        name=release.name,
        built=log.get("built"),
        texts=rows.get("versions") if isinstance(rows, dict) else None,
        newest=release.name[: len("2022-09-17")],
        latest=release.name == newest,
        size=sum(path.stat().st_size for path in release.rglob("*") if path.is_file()),
        layout=_or_none(lambda: layout_of(release)),
        state=_state(release),
    )


def _state(release: Path) -> str:
    try:
        if layout_of(release) != LAYOUT:
            return "another layout"
        there, told = set(file_names(release)), set(read_checksums(release))
        package = read_object(release / "datapackage.json")
        for name in sorted(told & there):
            if name.endswith(".json"):
                read_object(release / name)
        wrong = [
            one["path"]
            for one in package["resources"]
            if one["path"] in there and (release / one["path"]).stat().st_size != one["bytes"]
        ]
    except ReleaseError as error:
        return f"damaged: {Path(error.where).name} {error.what}"
    except (OSError, KeyError, TypeError) as error:
        return f"damaged: {error!r}"
    if told != there:
        return f"damaged: {', '.join(sorted(told ^ there))} missing or foreign"
    return f"damaged: {', '.join(wrong)} of another size" if wrong else WHOLE


def _or_none(read: Callable[[], T]) -> T | None:
    try:
        return read()
    except ReleaseError:
        return None
