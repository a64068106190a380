"""Which layout of tables and files a release has, and whether this version of Bilik can read it."""

from __future__ import annotations

from pathlib import Path

from pipeline.dataset.jsonfiles import REMEDY as DAMAGED
from pipeline.dataset.jsonfiles import read_object
from pipeline.errors import ReleaseError

LAYOUT = 3  # raise it when a table, a column or a file of releases changes its meaning or goes
KEY = "bilik:layout"  # where datapackage.json has it
REMEDY = "build anew with `bilik build`, or read it with the bilik version that made it"


def layout_of(release: Path) -> int:
    """The layout that a release says it has; one that says nothing is of the first.

    Raises:
        ReleaseError: its datapackage.json is missing, cannot be read, or names no number there.
    """
    path = release / "datapackage.json"
    layout = read_object(path).get(KEY, 1)
    if type(layout) is not int:  # nor True, which is an int to Python
        raise ReleaseError("its layout is no number", path, DAMAGED)
    return layout


def check_layout(release: Path) -> None:
    """Refuse a release that was written in another layout than ours.

    Raises:
        ReleaseError: it has another layout, or does not say which.
    """
    layout = layout_of(release)
    if layout != LAYOUT:
        raise ReleaseError(
            f"the release has layout {layout}, this version of Bilik reads layout {LAYOUT}",
            release,
            REMEDY,
        )
