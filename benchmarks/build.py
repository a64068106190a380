"""Time and memory of the whole job in fresh processes: ingest, build, build again.

Example:
    python benchmarks/build.py ../shared/corpus
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> int:
    """Print one line a step: seconds, peak memory, what it printed last."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "corpus", nargs="?", type=Path, default=ROOT.parent / "shared" / "corpus", help="texts"
    )
    corpus = parser.parse_args().corpus
    if not corpus.is_dir():
        print(f"no texts at {corpus}; name a folder, for example corpus/restated", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory() as workspace:
        steps = (
            ("ingest", "ingest", "--source", f"folder:{corpus}"),
            ("build, cold", "build"),
            ("build, nothing changed", "build"),
        )
        for name, *arguments in steps:
            seconds, memory, status = run([*arguments, "--workspace", workspace, "--quiet"])
            print(f"{name:<24} {seconds:6.2f} s  {memory / 1024:6.0f} MiB  exit {status}")
    return 0


def run(arguments: list[str]) -> tuple[float, float, int]:
    """Seconds, peak resident KiB and exit status of one `bilik` command."""
    started = time.monotonic()
    process = os.posix_spawn(
        sys.executable, [sys.executable, "-m", "pipeline.cli", *arguments], dict(os.environ)
    )
    _, status, usage = os.wait4(process, 0)
    return time.monotonic() - started, usage.ru_maxrss, os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main())
