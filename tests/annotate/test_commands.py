"""`bilik annotate`, as people type it."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from pipeline.annotate import label_studio
from pipeline.cli import main
from pipeline.vocabulary import Label
from tests.annotate.making import APPOINTS, exported_by_label_studio, task


def bilik(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["annotate", *map(str, arguments)])


@pytest.fixture
def export(tmp_path: Path) -> Path:
    rows = exported_by_label_studio(label_studio.write([task(APPOINTS)], "test"))
    path = tmp_path / "export.json"
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf8")
    return path


def test_the_whole_loop(workspace: Path, tmp_path: Path) -> None:
    tasks, back, into = (tmp_path / name for name in ("out/t.json", "b.json", "mine/a.jsonl"))
    none = tmp_path / "none"
    none.mkdir()
    arguments: list[str | Path] = [
        "export",
        "--workspace",
        workspace,
        "--out",
        tasks,
        "--annotations",
        none,
    ]
    done = bilik(*arguments, "--limit", "20")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith(f"{tasks}: 20 clauses (")
    rows = exported_by_label_studio(tasks.read_text(encoding="utf8"))
    back.write_text(json.dumps(rows), encoding="utf8")
    first = bilik("import", back, "--into", into)
    assert (first.exit_code, "20 new" in first.stdout) == (0, True)
    again = bilik("import", back, "--into", into)
    assert "0 new, 20 unchanged" in again.stdout
    bilik(*arguments, "--annotations", into, "--limit", "20")
    others = {row["data"]["clause_id"] for row in json.loads(tasks.read_text(encoding="utf8"))}
    assert not others & {row["data"]["clause_id"] for row in rows}


def test_doccano_gets_lines(workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "d.jsonl"
    done = bilik(
        "export", "--workspace", workspace, "--to", "doccano", "--out", out, "--lang", "kaz",
        "--all", "--limit", "5",
    )  # fmt: skip
    assert done.exit_code == 0, done.stderr
    rows = [json.loads(line) for line in out.read_text(encoding="utf8").splitlines()]
    assert [row["lang"] for row in rows] == ["kaz"] * 5


def test_an_export_without_clauses_says_so(workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "t.json"
    done = bilik("export", "--workspace", workspace, "--out", out, "--act", "decree-0")
    assert (done.exit_code, out.exists()) == (1, False)
    assert "'decree-0' is no act of the release" in done.stderr


def test_annotations_that_are_not_there_are_told(workspace: Path, tmp_path: Path) -> None:
    done = bilik(
        "export", "--workspace", workspace, "--out", tmp_path / "t.json",
        "--annotations", tmp_path / "missing.jsonl",
    )  # fmt: skip
    assert (done.exit_code, "there is nothing here" in done.stderr) == (1, True)


def test_a_dry_run_writes_nothing(export: Path, tmp_path: Path) -> None:
    into = tmp_path / "a.jsonl"
    done = bilik("import", export, "--into", into, "--dry-run", "--format", "json")
    assert (done.exit_code, into.exists()) == (0, False)
    told = json.loads(done.stdout)
    assert (told["new"], told["written"], told["errors"]) == (1, False, [])


def test_nothing_is_written_while_something_is_wrong(export: Path, tmp_path: Path) -> None:
    into = tmp_path / "a.jsonl"
    text = export.read_text(encoding="utf8")
    export.write_text(text.replace('["appoint"]', '["crown"]'), encoding="utf8")
    done = bilik("import", export, "--into", into)
    assert (done.exit_code, into.exists()) == (1, False)
    assert "nothing written" in done.stdout
    assert f"bilik: {export}, task 101, annotator 1: 'crown' is no action" in done.stderr


def test_what_is_kept_is_told_and_replace_settles_it(export: Path, tmp_path: Path) -> None:
    into = tmp_path / "a.jsonl"
    bilik("import", export, "--into", into)
    rows = exported_by_label_studio(label_studio.write([task(label=Label.NONE)], "test"))
    export.write_text(json.dumps(rows), encoding="utf8")
    kept = bilik("import", export, "--into", into)
    assert (kept.exit_code, "1 conflicts" in kept.stdout) == (1, True)
    assert "--replace" in kept.stderr
    assert bilik("import", export, "--into", into, "--replace").exit_code == 0
    assert '"label": "none"' in into.read_text(encoding="utf8")


def test_a_place_that_cannot_be_written_is_told(export: Path, tmp_path: Path) -> None:
    done = bilik("import", export, "--into", export / "a.jsonl")
    assert (done.exit_code, "cannot be written" in done.stderr) == (1, True)


def test_the_form_is_printed_or_written(tmp_path: Path) -> None:
    printed = bilik("config").stdout
    assert ET.fromstring(printed).tag == "View"
    out = tmp_path / "form.xml"
    assert bilik("config", "--out", out).stdout.strip() == str(out)
    assert out.read_text(encoding="utf8") == printed
    assert json.loads(bilik("config", "--to", "doccano").stdout)
