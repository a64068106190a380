"""The explorer as files that any web host can serve."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from pipeline.errors import InputError, WorkspaceError
from pipeline.explorer import assets, render
from pipeline.explorer.crawl import crawl
from pipeline.explorer.files import downloads
from pipeline.explorer.served import Fixed
from pipeline.explorer.words import READERS

MARK = ".bilik-export"  # says that a folder is an export, and of which release


def export(
    shown: Fixed,
    folder: Path,
    address: str = "",
    readers: Sequence[str] = (),
    processes: int = 0,
    tell: Callable[[str], None] = lambda _: None,
) -> None:
    """Write the pages of a release and its files into a folder.

    The folder appears when all is written; an export that was there before is replaced whole. The
    same release gives the same files.

    Args:
        shown: the release.
        folder: where to.
        address: where the export will be published, for a site map and the links of 404.html.
        readers: the languages of the pages: en, kk, ru; all by default.
        processes: how many render; by default one for each processor.
        tell: takes lines of progress.

    Raises:
        InputError: the folder holds something else.
        WorkspaceError: it cannot be written.
    """
    folder = folder.resolve()  # what a link leads to is replaced, not the link
    _check(folder)
    beside = folder.with_name(f".{folder.name}.new")
    chosen = [reader for reader in READERS if reader in (readers or READERS)]
    try:
        shutil.rmtree(beside, ignore_errors=True)  # what a killed export left
        beside.mkdir(parents=True)
        pages = crawl(shown, beside, chosen, processes or os.cpu_count() or 1, tell)
        _copy_release(shown.now.path, beside / "data")
        _frame(beside, chosen, shown.now.series[0], address.rstrip("/"), pages)
        (beside / MARK).write_text(f"{shown.now.name}\n", encoding="utf8")
        _take_place(beside, folder)
    except OSError as error:
        raise WorkspaceError(
            f"the export cannot be written ({error.strerror or error})",
            folder,
            "make room and make the folder writable, or name another one",
        ) from error
    except BrokenExecutor as error:
        raise WorkspaceError(
            "a process that renders was ended", folder, "it may have lacked memory; try again"
        ) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    tell(f"{folder}: {len(pages):,} pages of {shown.now.name}")


def _check(folder: Path) -> None:
    """Refuse to replace what is not ours."""
    if not folder.exists() or (folder / MARK).is_file():
        return
    if not folder.is_dir() or any(folder.iterdir()):
        raise InputError(
            "something else than an export is here", folder, "name a new or an empty folder"
        )


def _copy_release(release: Path, into: Path) -> None:
    """The files of the release, of which nothing changes: without a copy where that can be."""
    for name in downloads(release):
        target = into / name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            target.hardlink_to(release / name)
        except OSError:  # another disk, or a system that does not let files have two names
            shutil.copy(release / name, target)


def _frame(
    folder: Path, readers: Sequence[str], series: str, address: str, pages: Sequence[str]
) -> None:
    """What stands around the pages: the way to them, and what a host shows where there is none."""
    style, icon = (f"static/{assets.key(name)}/{name}" for name in ("site.css", "icon.svg"))
    given = {"series": series, "style": style, "icon": icon, "readers": readers}
    for name, root in (("index.html", ""), ("404.html", f"{address}/" if address else None)):
        page = render.bare(f"export/{name}.j2", root=root, **given)
        (folder / name).write_text(page, encoding="utf8")
    if address:
        lines = "".join(f"{address}{quote(page)}\n" for page in pages)
        (folder / "sitemap.txt").write_text(lines, encoding="utf8")


def _take_place(beside: Path, folder: Path) -> None:
    former = folder.with_name(f".{folder.name}.former")
    shutil.rmtree(former, ignore_errors=True)
    with suppress(FileNotFoundError):
        folder.rename(former)
    beside.rename(folder)
    shutil.rmtree(former, ignore_errors=True)
