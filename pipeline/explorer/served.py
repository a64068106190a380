"""Which release is shown: the newest one, also when it changes while the server runs."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.dataset import latest
from pipeline.dataset.layout import check_layout
from pipeline.dataset.listing import release_names
from pipeline.errors import ReleaseError
from pipeline.explorer.find.columns import columns_of
from pipeline.explorer.lookup.make import clear, make, path_of
from pipeline.explorer.lookup.open import Lookup
from pipeline.vocabulary import LABEL_LANGUAGES

_LOG = logging.getLogger("bilik.explorer")
_EVERY = 2.0  # seconds between two looks at which release is the newest
_AGAIN = 60.0  # seconds after which a release that could not be shown is tried again


@dataclass(frozen=True)
class Served:
    """A release that pages are made from, with the names that all of them need."""

    path: Path  # the release's folder
    lookup: Lookup
    series: tuple[str, ...]  # which it has, that with the most texts first
    titles: dict[str, dict[str, str]]  # of acts, by key and language of the reader

    @property
    def name(self) -> str:
        return self.lookup.release


def opened(release: Path, caches: Path, tell: Callable[[str], None] = lambda _: None) -> Served:
    """A release ready to be shown; its lookup is made, and `tell` told, where there is none.

    Raises:
        ReleaseError: the release cannot be read.
        WorkspaceError: its lookup cannot be written.
    """
    check_layout(release)
    lookup = Lookup(make(release, caches, tell))
    series = lookup.rows(
        "SELECT series FROM versions GROUP BY series ORDER BY count(*) DESC, series"
    )
    return Served(
        release.resolve(),
        lookup,
        tuple(row["series"] for row in series),
        {
            row["act"]: {code: row[f"title_{code}"] or row["act"] for code in LABEL_LANGUAGES}
            for row in lookup.rows("SELECT * FROM acts")
        },
    )


class Newest:
    """The newest release of a folder of releases; `now` changes when a newer one is ready."""

    def __init__(
        self, releases: Path, caches: Path, tell: Callable[[str], None] = lambda _: None
    ) -> None:
        self._releases, self._caches = releases, caches
        self._ended = threading.Event()
        self._refused: object = None  # what could not be shown, told once
        self._refused_at = 0.0
        self.now = opened(latest(releases), caches, tell)
        self._clear()

    def watch(self) -> None:
        """Look for a newer release now and then, until `close`."""
        threading.Thread(target=self._watch, name="newest", daemon=True).start()

    def close(self) -> None:
        """Look no more."""
        self._ended.set()

    def look(self) -> None:
        """Show the newest release, if it is another one than before and can be shown."""
        seen: object = None
        try:
            newest = latest(self._releases).resolve()
            seen = (newest, newest.stat().st_mtime_ns)
            same = newest == self.now.path and self.now.lookup.path.exists()
            waits = seen == self._refused and time.monotonic() < self._refused_at + _AGAIN
            if same or waits:
                return
            self._clear()
            self._prepare(newest)
            shown = opened(newest, self._caches)
            columns_of(shown.lookup)
            self.now = shown
            _LOG.info("now showing %s", newest.name)
        except Exception as error:  # noqa: BLE001 - whatever is wrong, the one before is good
            if seen is None or seen != self._refused:
                _LOG.warning("still showing %s: %s", self.now.name, error)
            self._refused, self._refused_at = seen, time.monotonic()

    def _prepare(self, release: Path) -> None:
        if not path_of(release, self._caches).exists():
            command = [sys.executable, "-m", "pipeline.explorer.lookup"]
            made = subprocess.run(
                [*command, str(release), str(self._caches)], capture_output=True, text=True
            )
            if made.returncode:
                lines = made.stderr.strip().splitlines() or [f"exit code {made.returncode}"]
                raise ReleaseError("it cannot be prepared", release, lines[-1])

    def _clear(self) -> None:
        clear(self._caches, release_names(self._releases), self.now.lookup.path)

    def _watch(self) -> None:
        columns_of(self.now.lookup)  # so that the first who asks for powers need not wait
        while not self._ended.wait(_EVERY):
            self.look()


class Fixed:
    """One release that was asked for by name."""

    def __init__(
        self, release: Path, caches: Path, tell: Callable[[str], None] = lambda _: None
    ) -> None:
        self.now = opened(release, caches, tell)

    def watch(self) -> None:
        """Nothing changes."""

    def close(self) -> None:
        """Nothing to end."""
