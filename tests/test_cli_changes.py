"""`bilik changes` and `bilik history`: the ledger, and the life of a power."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline import dataset
from pipeline.cli import main
from pipeline.report import ledger, life
from pipeline.report.life import LifeStep
from pipeline.report.life_chart import spans
from pipeline.workspace import Workspace


def bilik(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def rows(workspace: Path, *arguments: str) -> list[dict[str, object]]:
    done = bilik(*arguments, "--workspace", workspace, "--format", "json")
    assert done.exit_code == 0, done.output
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


def test_changes_between_two_days_are_those_of_the_texts_between_them(
    built_workspace: Path,
) -> None:
    found = rows(built_workspace, "changes", "--from", "1998-10-07", "--to", "2011-02-02")
    assert {row["date"] for row in found} == {"2007-05-21", "2011-02-02"}


def test_a_change_leads_to_its_words_in_both_languages_and_to_its_act(
    built_workspace: Path,
) -> None:
    found = rows(
        built_workspace, "changes", "--act", "constitution-1995", "--holder", "president",
        "--kind", "weakened", "--from", "2007-05-20", "--to", "2007-05-21",
    )  # fmt: skip
    akims = next(row for row in found if row["object"] == "akim_region")
    assert akims["differs"] == ["-proposal:prime_minister", "+consent:maslikhat"]
    assert akims["acts"] == ["amend-2007"]
    assert set(akims["sides"]) == {"rus", "kaz"}  # type: ignore[call-overload]
    for side in akims["sides"].values():  # type: ignore[attr-defined]
        assert side["text_from"] != side["text_to"]


def test_gross_counts_stand_beside_the_net(built_workspace: Path) -> None:
    arguments = ("--holder", "president", "--lang", "rus", "--to", "2007-05-21")
    told = bilik("changes", *arguments, "--workspace", built_workspace).stdout
    found = rows(built_workspace, "changes", *arguments)
    kinds = [row["kind"] for row in found]
    assert f"{kinds.count('granted')} granted" in told
    assert f"{kinds.count('weakened')} weakened" in told
    given = sum(kind in {"granted", "strengthened"} for kind in kinds)
    given += sum(row["holder_to"] == "president" for row in found)
    taken = sum(kind in {"removed", "weakened"} for kind in kinds)
    taken += sum(row["kind"] == "transferred" and row["holder"] == "president" for row in found)
    assert f"Net for president: {given - taken:+d}." in told


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--holder", "king", "'king' is no holder"),
        ("--kind", "broken", "'broken' is no kind"),
        ("--act", "no-such-act", "it holds no text of 'no-such-act'"),
    ],
)
def test_changes_refuses_what_it_does_not_know(
    built_workspace: Path, option: str, value: str, said: str
) -> None:
    done = bilik("changes", option, value, "--workspace", built_workspace)
    assert (done.exit_code, said in done.stderr) == (1, True)


def test_days_in_the_wrong_order_are_refused(built_workspace: Path) -> None:
    days = ("--from", "2007-05-21", "--to", "2007-05-21")
    done = bilik("changes", *days, "--workspace", built_workspace)
    assert (done.exit_code, "no day is after 2007-05-21" in done.stderr) == (1, True)


def test_no_change_is_an_answer_in_every_form(built_workspace: Path) -> None:
    none = ("changes", "--to", "1990-01-01", "--workspace", built_workspace)
    assert bilik(*none).stdout.endswith("Gross: no change.\n")
    assert bilik(*none, "--format", "json").stdout == "[]\n"
    assert bilik(*none, "--format", "csv").stdout.startswith("series,date,kind,")


def test_csv_has_both_texts_in_both_languages_when_asked(built_workspace: Path) -> None:
    arguments = ("--holder", "president", "--from", "1998-10-07", "--to", "2007-05-21")
    told = bilik("changes", *arguments, "--texts", "--format", "csv",
                 "--workspace", built_workspace).stdout  # fmt: skip
    found = rows(built_workspace, "changes", *arguments)
    table = list(csv.DictReader(io.StringIO(told)))
    assert len(table) == len(found) > 10
    for row, entry in zip(table, found, strict=True):
        for lang in ("rus", "kaz"):
            side = entry["sides"].get(lang, {})  # type: ignore[attr-defined]
            assert row[f"{lang}_from"] == side.get("text_from", "")
            assert row[f"{lang}_to"] == side.get("text_to", "")


def test_history_tells_the_life_of_a_power(built_workspace: Path) -> None:
    found = rows(built_workspace, "history", "president/appoint/akim_region", "--lang", "rus")
    told = [(row["begins"], row["autonomy"], row["differs"]) for row in found]
    assert told == [
        ("1995-09-05", "proposal", []),
        ("2007-05-21", "consent", ["-proposal:prime_minister", "+consent:maslikhat"]),
        ("2022-06-08", "consent", ["+nominee_list:2"]),
    ]


def test_history_takes_a_power_id_and_can_show_every_text(built_workspace: Path) -> None:
    [first, *_] = rows(built_workspace, "history", "president/appoint/akim_region", "--lang", "rus")
    every = rows(built_workspace, "history", str(first["power_id"]), "--all")
    assert len(every) == 8  # one a version


def test_history_tells_what_was_the_last_text_with_a_power(built_workspace: Path) -> None:
    release = dataset.latest(Workspace(built_workspace).releases)
    sql = "SELECT power_from, date FROM changes WHERE kind = 'removed' ORDER BY ALL LIMIT 1"
    _, [(power_id, day)] = dataset.query(release, sql)
    steps = rows(built_workspace, "history", power_id)
    [last] = [step for step in steps if step["power_id"] == power_id]
    assert last["removed"] == str(day)
    told = bilik("history", power_id, "--workspace", built_workspace).stdout
    assert f"removed on {day}" in told


def test_each_step_of_a_life_stands_in_one_row(built_workspace: Path) -> None:
    release = dataset.latest(Workspace(built_workspace).releases)
    _, lives = dataset.query(release, "SELECT DISTINCT power FROM lives ORDER BY power LIMIT 20")
    for (power,) in lives:
        ids = [step.power_id for step in life.steps(release, power)]
        assert len(ids) == len(set(ids)) > 0


def test_history_of_an_unknown_power_names_the_way_to_find_one(built_workspace: Path) -> None:
    done = bilik("history", "king/crown/queen", "--workspace", built_workspace)
    assert (done.exit_code, "SELECT DISTINCT power FROM lives" in done.stderr) == (1, True)


@pytest.mark.parametrize("name", ["life.svg", "life.png"])
def test_history_draws_a_picture(built_workspace: Path, tmp_path: Path, name: str) -> None:
    power = "president/appoint/akim_region"
    done = bilik(
        "history", power, "--picture", tmp_path / name, "--language", "kaz",
        "--workspace", built_workspace,
    )  # fmt: skip
    assert done.exit_code == 0
    drawn = (tmp_path / name).read_bytes()
    assert len(drawn) > 2000
    if name.endswith("svg"):
        for words in ("Президент: Тағайындау: akim region", "Қазақша мәтін", "Келісіммен"):
            assert words in drawn.decode()


def test_a_picture_has_a_form_that_we_draw(built_workspace: Path, tmp_path: Path) -> None:
    done = bilik(
        "history", "president/appoint/akim_region", "--picture", tmp_path / "life.jpg",
        "--workspace", built_workspace,
    )  # fmt: skip
    assert (done.exit_code, "a picture is .svg or .png" in done.stderr) == (1, True)


def test_a_picture_that_cannot_be_written_is_one_clear_error(
    built_workspace: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    done = bilik(
        "history", "president/appoint/akim_region", "--picture", tmp_path / "file" / "life.svg",
        "--workspace", built_workspace,
    )  # fmt: skip
    assert (done.exit_code, "life.svg: cannot be written" in done.stderr) == (1, True)


def test_a_limit_is_told_and_not_drawn(built_workspace: Path, tmp_path: Path) -> None:
    release = dataset.latest(Workspace(built_workspace).releases)
    sql = "SELECT power_id FROM powers JOIN lives USING (power_id) WHERE polarity = '-' LIMIT 1"
    _, [(power_id,)] = dataset.query(release, sql)
    assert rows(built_workspace, "history", power_id)
    done = bilik("history", power_id, "--picture", tmp_path / "life.svg",
                 "--workspace", built_workspace)  # fmt: skip
    assert (done.exit_code, "a limit has no degree" in done.stderr) == (1, True)


def test_the_strictest_statement_of_a_day_is_drawn_and_gaps_stay_open() -> None:
    def step(begins: int, ends: int | None, level: str) -> LifeStep:
        days = date(begins, 1, 1), ends and date(ends, 1, 1)
        return LifeStep("official", "rus", "p", "act", days[0], days[1] or None, "art_1", "id",
                        None, None, None, "+", level, [], "", "", [], "", None)  # fmt: skip

    steps = [step(2000, 2010, "alone"), step(2005, 2010, "consent"), step(2015, None, "alone")]
    drawn = [
        (start.year, end.year, level.value) for start, end, level in spans(steps, date(2020, 1, 1))
    ]
    assert drawn == [
        (2000, 2005, "alone"), (2005, 2010, "consent"), (2015, 2020, "alone"),
    ]  # fmt: skip


def test_the_net_counts_a_passed_on_power_for_both_holders(built_workspace: Path) -> None:
    release = dataset.latest(Workspace(built_workspace).releases)
    found = ledger.entries(release, ledger.Question(lang="rus", kinds=["transferred"]))
    assert found
    holders = {entry.holder for entry in found} | {entry.holder_to for entry in found}
    assert sum(ledger.net(found, str(holder)) for holder in holders) == 0
