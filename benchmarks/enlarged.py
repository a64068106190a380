"""A release made larger: its acts again and again under other keys, with all that hangs on them.

Example:
    bilik build --workspace W && python benchmarks/enlarged.py W LARGE --powers 200000
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import duckdb  # noqa: E402

from pipeline import dataset  # noqa: E402
from pipeline.dataset.release import LATEST  # noqa: E402
from pipeline.dataset.store import DATABASE  # noqa: E402
from pipeline.workspace import Workspace  # noqa: E402

# Columns that name an act, alone or in an identifier, by table.
_ACTS = {
    "acts": ("act", "succeeds"),
    "versions": ("version_id", "act"),
    "provisions": ("provision_id", "version_id"),
    "notes": ("version_id",),
    "clauses": ("clause_id", "version_id"),
    "powers": ("power_id", "version_id", "clause_id"),
    "constraints": ("power_id",),
    "changes": ("change_id", "older", "newer", "power_from", "power_to", "other_language"),
    "change_proofs": ("change_id",),
    "lives": ("power_id",),
    "divergences": ("act",),
}
_LIVES = ("changes", "lives")  # whose `power` is told apart too, or lives would grow longer


def enlarge(release: Path, target: Path, powers: int) -> int:
    """Write a copy of a release with at least so many powers; gives how many it has."""
    shutil.copytree(release, target)
    with duckdb.connect(target / DATABASE) as db:
        (held,) = db.execute("SELECT count(*) FROM powers").fetchone() or (0,)
        times = -(-powers // held)
        for table, columns in _ACTS.items():
            told = [f"{_renamed(name)} AS {name}" for name in columns]
            if table in _LIVES:
                told.append("power || '/c' || k AS power")
            db.execute(
                f"INSERT INTO {table} SELECT t.* EXCLUDE (place) REPLACE ({', '.join(told)})"
                f" FROM range(1, {times}) r(k), (SELECT rowid AS place, * FROM {table}) t"
                " ORDER BY k, t.place"
            )
        (held,) = db.execute("SELECT count(*) FROM powers").fetchone() or (0,)
        return int(held)


def _renamed(column: str) -> str:
    """An act, alone or in paths such as act@day.lang/eid, with the number of the copy."""
    if column in ("act", "succeeds"):
        return f"{column} || '-c' || k"
    return f"regexp_replace({column}, '([a-z0-9-]+)@', '\\1-c' || k || '@', 'g')"


def main() -> int:
    """Write a workspace that holds the newest release of another one, enlarged."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("workspace", nargs="?", type=Path, default=ROOT / "workspace")
    parser.add_argument("target", nargs="?", type=Path, default=ROOT / "build" / "large")
    parser.add_argument("--powers", type=int, default=200_000)
    options = parser.parse_args()
    source = Workspace(options.workspace).releases
    if not (source / LATEST).exists():
        print(f"no release at {source}; name a workspace that has one", file=sys.stderr)
        return 0
    release = dataset.latest(source)
    releases = Workspace(options.target).releases
    shutil.rmtree(releases, ignore_errors=True)
    releases.mkdir(parents=True)
    held = enlarge(release, releases / release.name, options.powers)
    (releases / LATEST).write_text(release.name)
    print(f"{releases / release.name}: {held:,} powers")
    return 0


if __name__ == "__main__":
    sys.exit(main())
