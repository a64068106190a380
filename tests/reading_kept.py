"""What tests of kept readings look at: the bytes of a release, and which files are kept."""

from __future__ import annotations

from pathlib import Path

from pipeline import dataset
from pipeline.workspace import Workspace

# Tables that say when and where a release was made.
_OF_THE_RUN = {"runs", "ingests", "snapshots"}


def tables(release: Path) -> dict[str, bytes]:
    """The Parquet files and the CSV copies of a release, by name."""
    return {
        path.name: path.read_bytes()
        for table in dataset.TABLES
        if table.name not in _OF_THE_RUN
        for path in (release / f"{table.name}.parquet", release / f"csv/{table.name}.csv.zip")
    }


def kept_files(workspace: Workspace) -> list[str]:
    """The keys of what is kept of the workspace's texts."""
    return sorted(
        path.name
        for path in (workspace.cache / "readings").glob("??/*")
        if not path.name.startswith(".")
    )
