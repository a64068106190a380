"""`bilik amendments parse`, `apply` and `verify`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli_amendments import amendments
from pipeline.errors import InputError
from tests.amendments.acts import file

BODY = "В Устав внести следующие изменения:\n\n1. В статье 5 слово «два» заменить словом «три».\n"
CHARTER = "Статья 5\n\nГлава созывает совет {} раза в год.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    def write(name: str, act: str, body: str) -> None:
        (tmp_path / name).write_text(file(act, "rus", body), encoding="utf8")

    write("act.md", "amending", BODY)
    write("odd.md", "amending", BODY + "\n2. Слова «а» улучшить.\n")
    write("older.md", "charter", CHARTER.format("два"))
    write("newer.md", "charter", CHARTER.format("три"))
    return tmp_path


def run(folder: Path, *arguments: str) -> Result:
    names = [str(folder / a) if a.endswith(".md") else a for a in arguments]
    return CliRunner().invoke(amendments, names)


def test_parse(folder: Path) -> None:
    done = run(folder, "parse", "act.md", "--format", "json")
    (row,) = json.loads(done.stdout)
    assert (row["kind"], row["target"], row["old"]) == ("replace_words", "art_5", "два")
    assert done.exit_code == 0


def test_what_cannot_be_read_is_listed_and_fails(folder: Path) -> None:
    done = run(folder, "parse", "odd.md")
    assert "unparsed" in done.stdout
    assert done.exit_code == 1


def test_apply(folder: Path) -> None:
    done = run(folder, "apply", "act.md", "older.md", "--format", "json")
    told = json.loads(done.stdout)
    assert told["units"]["art_5"]["text"] == "Глава созывает совет три раза в год."
    assert [row["outcome"] for row in told["results"]] == ["applied"]
    assert done.exit_code == 0


def test_apply_tells_what_does_not_fit(folder: Path) -> None:
    done = run(folder, "apply", "odd.md", "older.md")
    assert "unparsed" in done.stdout
    assert done.exit_code == 1


@pytest.mark.parametrize(("text", "code"), [("newer.md", 0), ("older.md", 1)])
def test_verify(folder: Path, text: str, code: int) -> None:
    done = run(folder, "verify", "act.md", text)
    assert done.exit_code == code
    assert ("failed" if code else "ok") in done.stdout


def test_a_text_without_instructions(folder: Path) -> None:
    done = run(folder, "verify", "older.md", "newer.md")
    assert isinstance(done.exception, InputError)


def test_a_file_that_is_not_there(folder: Path) -> None:
    done = run(folder, "parse", "none.md")
    assert isinstance(done.exception, InputError)
