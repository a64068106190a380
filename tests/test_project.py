"""The project keeps its promises: pins, command line, documents, and what must stay out."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from itertools import takewhile
from pathlib import Path

import click
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from pipeline.cli import main

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))["project"]
OWN = ("pipeline", "flows", "corpus", "models")

# -- packages ------------------------------------------------------------------------------------


def pins() -> dict[str, Version]:
    """The lines of constraints.txt, each of which must be `name==version`."""
    found = {}
    for line in (ROOT / "constraints.txt").read_text(encoding="utf8").splitlines():
        if not line.startswith("#"):
            name, version = line.split("==")
            found[canonicalize_name(name)] = Version(version)
    return found


def requirements() -> list[Requirement]:
    """What pyproject.toml asks for, extras included; an extra may name our own others."""
    groups = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
    asked = [Requirement(line) for group in groups for line in group]
    return [requirement for requirement in asked if requirement.name != PROJECT["name"]]


@pytest.mark.parametrize("requirement", requirements(), ids=lambda requirement: requirement.name)
def test_every_dependency_is_pinned_within_its_range(requirement: Requirement) -> None:
    assert requirement.specifier.contains(pins()[canonicalize_name(requirement.name)])


def test_pins_bring_no_cuda() -> None:
    assert [name for name in pins() if re.match("nvidia|cuda|triton", name)] == []
    assert pins()["torch"].local is None  # `+cpu` would shut out everyone's own build


def test_every_import_is_a_declared_dependency() -> None:
    """An engine that comes only because another package wants it may go with that package."""
    lines = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dask"]
    declared = {canonicalize_name(Requirement(line).name) for line in lines}
    declared |= {"torch"}  # Stanza's own engine, pinned as a CPU build
    providers = packages_distributions()
    undeclared = set()
    for room in ("pipeline", "flows"):
        for path in (ROOT / room).rglob("*.py"):
            for module in imported(path):
                names = {canonicalize_name(name) for name in providers.get(module, [module])}
                if not names & declared:
                    undeclared.add(f"{path.relative_to(ROOT)} imports {module}")
    assert undeclared == set()


def imported(path: Path) -> Iterator[str]:
    """Top-level names that a module imports anywhere, without the standard library and our own."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            continue
        tops = {name.split(".")[0] for name in names}
        yield from tops - set(sys.stdlib_module_names) - set(OWN)


def test_citation_names_this_version() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf8"))
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    assert citation["version"] == PROJECT["version"]


# -- command line --------------------------------------------------------------------------------


def commands(command: click.Command, name: str = "bilik") -> Iterator[tuple[str, click.Command]]:
    """Every command below a group, by its full name."""
    if isinstance(command, click.Group):
        for child, sub in sorted(command.commands.items()):
            yield from commands(sub, f"{name} {child}")
    else:
        yield name, command


COMMANDS = dict(commands(main))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    command = COMMANDS[name]
    words = f"{command.help or ''}\n{command.epilog or ''}"
    assert f"{name} " in words, f"`{name} --help` shows no example that starts with `{name} `"
    assert "\\b" not in words, f"`{name} --help` shows click's mark for kept lines as two letters"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(name: str) -> None:
    options = [param for param in COMMANDS[name].params if isinstance(param, click.Option)]
    assert [option.name for option in options if not option.help] == []


def test_help_loads_no_engine() -> None:
    engines = {
        "altair", "duckdb", "numpy", "prefect", "skops", "sklearn", "spacy", "stanza", "torch",
    }  # fmt: skip
    code = (
        "import sys; from pipeline.cli import main; main(['--help'], standalone_mode=False);"
        "print(*sorted({name.split('.')[0] for name in sys.modules}))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.startswith("Usage:")
    assert engines & set(run.stdout.splitlines()[-1].split()) == set()


# -- documents -----------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["make demo", "make test"])
def test_readme_shows_the_two_commands(command: str) -> None:
    assert command in (ROOT / "README.md").read_text(encoding="utf8")


def test_continuous_integration_runs_the_readme_command() -> None:
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf8")


# -- what must stay out of the tree --------------------------------------------------------------


@pytest.fixture(scope="module")
def tree() -> dict[str, str]:
    """The text files that are tracked, or would be with `git add --all`."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    files = {}
    for name in filter(None, listing.stdout.split("\0")):
        path = ROOT / name
        if path.is_file():
            try:
                files[name] = path.read_text(encoding="utf8")
            except UnicodeDecodeError:
                continue  # a model or a picture
    return files


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(r"https?://[^/\s]*(pypi|npm|debian)[^/\s]*/", id="registry host"),
        pytest.param(r"(--|_)(extra-)?index-url", id="registry option"),
        pytest.param(r"file:/{3}\w", id="local package file"),
        pytest.param(r"(^|[^\w.])/(work|farm|root|home)/", id="path of one machine"),
    ],
)
def test_nothing_of_one_machine_is_in_the_tree(tree: dict[str, str], pattern: str) -> None:
    found = [
        f"{name}:{number}"
        for name, text in tree.items()
        for number, line in enumerate(text.splitlines(), 1)
        if re.search(pattern, line)
    ]
    assert found == []


RUN = 90  # characters in a row, white space apart, that make a quotation of an official text
STEP = 30  # a run of 90 always holds a whole piece of 60 that starts at a multiple of 30
PIECE = RUN - STEP


@pytest.mark.official
def test_no_official_text_is_in_the_tree(tree: dict[str, str], shared_corpus: Path) -> None:
    official = [
        squeezed(path.read_text(encoding="utf8"))
        for path in shared_corpus.rglob("*")
        if path.suffix in {".md", ".txt"}
    ]
    assert official
    pieces = {
        text[at : at + PIECE]: (text, at) for text in official for at in range(0, len(text), STEP)
    }
    found = {name: quoted for name, text in tree.items() if (quoted := quotation(text, pieces))}
    assert found == {}


def test_quotation_finds_a_run_of_ninety_and_no_less() -> None:
    official = "".join(f"{number}," for number in range(1000))
    pieces = {
        official[at : at + PIECE]: (official, at) for at in range(0, len(official) - PIECE, STEP)
    }
    for start in range(STEP):
        run = official[start + 500 :][:RUN]
        assert quotation(f"as in: {run}; so", pieces) == run
        assert quotation(f"as in: {run[1:]}; so", pieces) == ""


def squeezed(text: str) -> str:
    return " ".join(text.split())


def quotation(text: str, pieces: dict[str, tuple[str, int]]) -> str:
    """The first run of an official text that stands in a text, or nothing."""
    text = squeezed(text)
    for here in range(len(text) - PIECE + 1):
        if hit := pieces.get(text[here : here + PIECE]):
            official, there = hit
            before = shared_length(text[:here][::-1], official[:there][::-1])
            after = shared_length(text[here:], official[there:])
            if before + after >= RUN:
                return text[here - before : here + after]
    return ""


def shared_length(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
