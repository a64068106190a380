"""Run a flow by hand: `python -m flows ingest --source folder:PATH --workspace W`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import click

from flows import server, settings
from pipeline.errors import BilikError


def main() -> int:
    """Run the flow that the arguments name; 0 when it succeeded, 1 when something failed."""
    arguments = _parser().parse_args()
    try:
        settings.apply(arguments.workspace)
        with server.running():
            return _run(arguments)
    except BilikError as error:
        click.echo(f"flows: {error}", err=True)
        return 1


def _run(arguments: argparse.Namespace) -> int:
    # Prefect reads its settings when it is imported.
    if arguments.flow == "ingest":
        from flows.ingest import ingest_flow

        ingest_flow(
            arguments.source, arguments.workspace, arguments.replace, arguments.settings,
            arguments.registry, arguments.build, arguments.engine,
        )  # fmt: skip
    elif arguments.flow == "retrain":
        from flows.retrain import retrain_flow

        done = retrain_flow(
            arguments.annotations, arguments.texts, arguments.gold, arguments.models,
            arguments.workspace, arguments.promote,
        )  # fmt: skip
        kept = "promoted" if done["promoted"] else "not promoted"
        click.echo(f"classifier {done['version']}: {kept}")
    else:
        from flows.build import build_flow

        click.echo(
            build_flow(arguments.workspace, arguments.registry, arguments.engine, arguments.batch)
        )
    return 0


def _parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="python -m flows",
        description="Run one of Bilik's Prefect flows.",
        epilog="example: python -m flows build --workspace ./workspace",
    )
    flows = made.add_subparsers(dest="flow", required=True)
    ingest = flows.add_parser("ingest", help="take texts from a source into the workspace")
    ingest.add_argument("--source", required=True, action="append",
                        help="folder:PATH, or a source of the settings; repeatable")  # fmt: skip
    ingest.add_argument("--replace", action="store_true", help="let different texts take over")
    ingest.add_argument("--settings", type=Path, help="settings of the sources, in place of ours")
    ingest.add_argument("--no-build", dest="build", action="store_false",
                        help="make no release of what came")  # fmt: skip
    build = flows.add_parser("build", help="make a release of the workspace's texts")
    build.add_argument("--batch", type=int, help="texts of one task")
    retrain = flows.add_parser("retrain", help="train the classifier's next version")
    retrain.add_argument(
        "--annotations", type=Path, action="append", help="file of annotations; repeatable"
    )
    retrain.add_argument("--texts", type=Path, action="append", help="folder of texts; repeatable")
    retrain.add_argument("--gold", type=Path, help="folder of labelled clauses with their text")
    retrain.add_argument("--models", type=Path, help="folder of models, in place of ours")
    retrain.add_argument("--no-promote", dest="promote", action="store_false",
                         help="keep the champion whatever the figures")  # fmt: skip
    for flow in (ingest, build):
        flow.add_argument("--registry", type=Path, help="registry of acts, in place of ours")
        flow.add_argument("--engine", default="local",
                          help="where: local, processes, dask or dask:ADDRESS")  # fmt: skip
    for flow in (ingest, build, retrain):
        flow.add_argument("--workspace", type=Path, default=Path("workspace"))
    return made


if __name__ == "__main__":
    sys.exit(main())
