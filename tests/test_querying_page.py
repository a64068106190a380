"""docs/querying.md: what it shows is what the examples are, and both forms give the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import Release, open_release
from pipeline.cli import main
from pipeline.dataset import TABLES, VIEWS
from pipeline.dataset.examples import Example, examples

BLOCK = re.compile(
    r"^### \d+\. (.+?)\n```sql\n(.+?)```\n```python\n(.+?)```\n(?=\S)", re.MULTILINE | re.DOTALL
)
each_example = pytest.mark.parametrize("example", examples(), ids=lambda one: one.name)


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs/querying.md").read_text(encoding="utf8")


@pytest.fixture(scope="module")
def release(built_workspace: Path) -> Iterator[Release]:
    with open_release(built_workspace) as opened:
        yield opened


def test_the_page_shows_the_ten_examples_as_they_are(page: str) -> None:
    shown = BLOCK.findall(page)
    assert shown == [(one.question["eng"], one.sql, one.python) for one in examples()]
    assert len(shown) == 10


def test_every_question_is_asked_in_three_languages_and_has_a_name_of_its_own() -> None:
    assert len({one.name for one in examples()}) == len(examples())
    for one in examples():
        assert all(one.question[language].endswith("?") for language in ("kaz", "rus", "eng"))
        assert len(set(one.question.values())) == 3


@each_example
def test_sql_and_python_give_the_same_rows(release: Release, example: Example) -> None:
    asked = release.sql(example.sql)
    names = {"r": release}
    exec(example.python, names)  # our own page
    answer = names["answer"]
    assert answer.schema.names == asked.schema.names
    assert answer.to_pylist() == asked.to_pylist()
    assert answer.num_rows


@each_example
def test_the_command_line_asks_each_by_its_name(built_workspace: Path, example: Example) -> None:
    line = ["query", "--example", example.name, "--workspace", str(built_workspace), "--limit", "1"]
    done = CliRunner().invoke(main, [*line, "--format", "csv"])
    assert done.exit_code == 0, done.output
    assert len(done.stdout.splitlines()) >= 2


def test_the_way_to_open_a_release_works_as_shown(
    page: str, built_workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setenv("BILIK_WORKSPACE", str(built_workspace))
    [opening] = re.findall(
        r"^```python\n(from pipeline import .+?)```", page, re.MULTILINE | re.DOTALL
    )
    exec(opening, {})
    shown = capsys.readouterr().out
    assert "'effective_holders'" in shown
    assert "'powers_in_force'" in shown


def test_every_method_and_view_that_the_page_names_is_there(page: str) -> None:
    known = {one.name for one in (*TABLES, *VIEWS)}
    rows = re.findall(r"(?m)^\| (`.+?`) \| .+? \| (`.+`)", page)
    assert len(rows) >= 11
    for methods, views in rows:
        assert all(hasattr(Release, name) for name in re.findall(r"`(\w+)`", methods))
        assert set(re.findall(r"`(\w+)`", views)) <= known


def test_the_numbers_that_the_page_explains_are_so(release: Release) -> None:
    """Gross sums by kind, contributions that sum to the score."""
    reforms = release.reforms(holder="president").to_pylist()
    assert any(row["granted"] is not None for row in reforms)
    for row in reforms:
        if row["granted"] is not None:
            assert row["given"] == row["granted"] + row["strengthened"] + row["received"]
            assert row["taken"] == row["removed"] + row["weakened"] + row["passed_on"]
    scores = release.scores(scheme="share", holder="president").to_pylist()
    assert scores
    for score in scores:
        evidence = release.evidence(score["score_id"])["contribution"].to_pylist()
        assert sum(evidence) == pytest.approx(score["value"])
