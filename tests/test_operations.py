"""The guide to operations says what is so: its commands are there, and so are its alarms."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from pipeline.cli import main

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "docs" / "operations.md").read_text(encoding="utf8")
LINES = [
    line for block in re.findall(r"```\n(.*?)```", GUIDE, re.DOTALL) for line in block.split("\n")
]
COMMANDS = sorted({line.split("  #")[0].strip() for line in LINES if line.startswith("bilik ")})
ALARMS = re.findall(r"^\| (.+?) \|", GUIDE.split("## Alarms")[1].split("\n## ")[0], re.MULTILINE)[
    2:
]


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_of_the_guide_is_one(line: str) -> None:
    command: click.Command = main
    words = shlex.split(line)[1:]
    while isinstance(command, click.Group):
        command = command.commands[words.pop(0)]
    command.make_context("bilik", words)  # every option is known, every value of its type


@pytest.mark.parametrize("alarm", ALARMS)
def test_an_alarm_of_the_guide_is_one_that_the_code_raises(alarm: str) -> None:
    """Words stand in the code as in the guide; `...` stands for what differs."""
    sources = [path.read_text(encoding="utf8") for room in ("pipeline", "flows")
               for path in (ROOT / room).rglob("*.py")]  # fmt: skip
    code = re.sub(r'"\s*\n\s*f?"', "", "\n".join(sources))
    said = re.split(r"\.\.\.%?|;|,|\(.*?\)", alarm)
    parts = [part.strip() for part in said if part.strip(" ,")]
    assert parts
    assert [part for part in parts if part not in code] == []


def test_there_are_commands_and_alarms() -> None:
    assert len(COMMANDS) > 10
    assert len(ALARMS) > 20
