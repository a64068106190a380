"""Time and size of the report: made, saved, and drawn in a real Chromium where there is one.

Example:
    bilik build --workspace W && python benchmarks/report.py W
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from pipeline import dataset  # noqa: E402
from pipeline.report import write_report  # noqa: E402
from pipeline.workspace import Workspace  # noqa: E402
from tests.report.browser import Tab, executable, running  # noqa: E402

ROUNDS = 3


def main() -> int:
    """Print the figures of the newest release of a workspace."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("workspace", nargs="?", type=Path, default=ROOT / "workspace")
    releases = Workspace(parser.parse_args().workspace).releases
    if not (releases / "LATEST").exists():
        print(f"no release at {releases}; name a workspace that has one", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        started = time.monotonic()
        page = write_report(dataset.latest(releases), Path(folder) / "report.html")
        print(f"made    {time.monotonic() - started:6.2f} s  {page.stat().st_size / 1e6:.2f} MB")
        program = executable()
        if program is None:
            print("drawn   there is no Chromium here")
            return 0
        with running(program, Path(folder)) as address:
            tab = Tab(address)
            times = []
            for _ in range(ROUNDS):
                tab.open(page)
                times.append(float(tab.look("performance.now()")) / 1000)
            tab.close()
        print(f"drawn   {min(times):6.2f} s  at best of {ROUNDS}, {max(times):.2f} s at worst")
    return 0


if __name__ == "__main__":
    sys.exit(main())
