"""`bilik amendments parse`, `apply` and `verify`."""

from __future__ import annotations

import csv
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


ACTS = """
[acts.charter]
kind = "law"
title = { kaz = "Жарғы", rus = "Устав", eng = "Charter" }
adopted = 2001-01-01
amended_on = [2002-01-01]

[acts.amending]
kind = "law"
title = { kaz = "Түзету", rus = "О поправках", eng = "Amending act" }
adopted = 2002-01-01
amends = ["charter"]
"""


@pytest.fixture
def registry(folder: Path) -> tuple[str, str]:
    """The option that names a registry of our two acts."""
    (folder / "acts.toml").write_text(ACTS, encoding="utf8")
    return "--registry", str(folder / "acts.toml")


def run(folder: Path, *arguments: str) -> Result:
    names = [str(folder / a) if a.endswith(".md") else a for a in arguments]
    return CliRunner().invoke(amendments, names)


def test_parse(folder: Path) -> None:
    done = run(folder, "parse", "act.md", "--format", "json")
    (row,) = json.loads(done.stdout)
    assert (row["kind"], row["target"], row["old"]) == ("replace_words", "art_5", "два")
    assert done.exit_code == 0


def test_what_cannot_be_read_is_listed_with_the_reason_and_fails(folder: Path) -> None:
    done = run(folder, "parse", "odd.md", "--format", "csv")
    last = list(csv.DictReader(done.stdout.splitlines()))[-1]
    assert (last["kind"], last["unread"]) == ("unparsed", "Слова «а» улучшить")
    assert (last["old"], last["new"], last["why"]) == ("", "", "the verb is missing")
    assert "the verb is missing" in run(folder, "parse", "odd.md").stdout
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


def refused(folder: Path, *arguments: str) -> str:
    """The error of arguments that cannot be used."""
    error = run(folder, *arguments).exception
    assert isinstance(error, InputError)
    return str(error).removeprefix(f"{folder}/")


def test_a_text_without_instructions(folder: Path) -> None:
    told = refused(folder, "verify", "older.md", "newer.md")
    assert told == "older.md: the text holds no amendment. Give an amending act first."


def test_an_act_that_amends_nothing(folder: Path, registry: tuple[str, str]) -> None:
    told = refused(folder, "verify", "newer.md", "act.md", *registry)
    assert told.startswith("newer.md: 'charter' amends no act by the registry. Give an amending")


def test_a_file_that_is_not_there(folder: Path) -> None:
    assert refused(folder, "parse", "none.md").startswith("none.md: the file cannot be read")


@pytest.mark.parametrize("command", ["apply", "verify"])
def test_a_text_of_an_act_that_is_not_amended(
    folder: Path, registry: tuple[str, str], command: str
) -> None:
    (folder / "other.md").write_text(file("statute", "rus", CHARTER.format("два")), "utf8")
    told = refused(folder, command, "act.md", "other.md", *registry)
    assert told.startswith("other.md: it is a text of statute, and the act amends charter.")


@pytest.mark.parametrize("command", ["apply", "verify"])
def test_a_text_in_the_other_language(folder: Path, command: str) -> None:
    (folder / "kaz.md").write_text(file("charter", "kaz", "5-бап\n\nБасшы сотты құрады.\n"), "utf8")
    told = refused(folder, command, "act.md", "kaz.md")
    assert told == (
        "kaz.md: the amending act is in rus, the text in kaz. Give both in one language."
    )


def test_what_could_not_be_checked_is_not_verified(folder: Path) -> None:
    text = file("charter", "rus", "Статья 6\n\nСовет судит.\n", note="excerpt: article 6")
    (folder / "excerpt.md").write_text(text, encoding="utf8")
    done = run(folder, "verify", "act.md", "excerpt.md")
    assert done.stderr == "1 instructions: 1 not at hand\n"
    assert done.exit_code == 1
