"""Run a flow by hand: `python -m flows ingest --source folder:PATH --workspace W`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import click

from flows import settings
from pipeline.errors import BilikError


def main() -> int:
    """Run the flow that the arguments name; 0 when it succeeded, 1 when something failed."""
    arguments = _parser().parse_args()
    try:
        settings.apply(arguments.workspace)
        # Prefect reads its settings when it is imported.
        if arguments.flow == "ingest":
            from flows.ingest import ingest_flow

            ingest_flow(arguments.source, arguments.workspace, arguments.replace)
        else:
            from flows.build import build_flow

            click.echo(build_flow(arguments.workspace))
    except BilikError as error:
        click.echo(f"flows: {error}", err=True)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="python -m flows",
        description="Run one of Bilik's Prefect flows.",
        epilog="example: python -m flows build --workspace ./workspace",
    )
    flows = made.add_subparsers(dest="flow", required=True)
    ingest = flows.add_parser("ingest", help="take texts from a source into the workspace")
    ingest.add_argument("--source", required=True, help="KIND:PLACE, as in folder:PATH")
    ingest.add_argument("--replace", action="store_true", help="let different texts take over")
    build = flows.add_parser("build", help="make a release of the workspace's texts")
    for flow in (ingest, build):
        flow.add_argument("--workspace", type=Path, default=Path("workspace"))
    return made


if __name__ == "__main__":
    sys.exit(main())
