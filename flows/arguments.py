"""The arguments that the flows share when they are run by hand."""

from __future__ import annotations

import argparse
from pathlib import Path


def parser(description: str | None, source: bool = False) -> argparse.ArgumentParser:
    """An argument parser with `--workspace` and, if asked, `--source`."""
    made = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    if source:
        made.add_argument("--source", required=True, help="KIND:PLACE, as in folder:PATH")
    made.add_argument("--workspace", type=Path, default=Path("workspace"))
    return made
