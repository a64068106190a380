"""`from pipeline import open_release`: what comes back, and what is said when it cannot."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import pipeline
from pipeline import Release, open_release
from pipeline.errors import InputError, QueryError, ReleaseError
from pipeline.vocabulary import Holder, Scheme

TEXTS = {"series": "restated", "lang": "rus"}
HELD = {"holder": "president", **TEXTS}


@pytest.fixture(scope="module")
def r(built_workspace: Path) -> Iterator[Release]:
    with open_release(built_workspace) as opened:
        yield opened


@pytest.mark.parametrize("which", ["workspace", "releases", "release", "name", "default"])
def test_a_release_is_found_by_where_it_is_or_by_its_name(
    built_workspace: Path, which: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BILIK_WORKSPACE", str(built_workspace))
    releases = built_workspace / "releases"
    name = (releases / "LATEST").read_text().strip()
    places = {
        "workspace": built_workspace,
        "releases": str(releases),
        "release": releases / name,
        "name": name,
        "default": None,
    }
    with open_release(places[which]) as opened:
        assert opened.name == name
        assert name in repr(opened)


@pytest.mark.parametrize("where", ["nowhere", "2001-01-01-abcdefgh", ""])
def test_a_release_that_there_is_not_is_an_error(where: str, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("BILIK_WORKSPACE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ReleaseError, match="release"):
        open_release(where)


def test_powers_are_those_of_the_day_with_their_words(r: Release) -> None:
    powers = r.powers(on="2007-06-01", **HELD)
    assert isinstance(powers, pa.Table)
    rows = powers.to_pylist()
    assert rows
    for row in rows:
        assert (row["holder"], row["polarity"], row["lang"]) == ("president", "+", "rus")
        assert row["valid_from"] <= date(2007, 6, 1)
        assert row["valid_to"] is None or row["valid_to"] > date(2007, 6, 1)
        assert row["text"]
    assert powers == r.powers(on=date(2007, 6, 1), **HELD)
    assert powers == r.powers(on=datetime(2007, 6, 1, 12, tzinfo=UTC), **HELD)


def test_a_filter_takes_one_code_or_several(r: Release) -> None:
    both = r.powers(holder=["president", "senate"], **TEXTS).num_rows
    apart = [r.powers(holder=one, **TEXTS).num_rows for one in ("president", "senate")]
    assert all(apart)
    assert both == sum(apart)
    assert r.powers(holder=[]).num_rows == 0


@pytest.mark.parametrize(
    ("name", "code"),
    [("action", "dissolve"), ("domain", "veto"), ("object", "parliament"), ("lang", "kaz"),
     ("act", "constitution-1995"), ("polarity", "-")],
)  # fmt: skip
def test_every_filter_of_powers_filters(r: Release, name: str, code: str) -> None:
    found = r.powers(**{name: code})
    assert 0 < found.num_rows < r.powers(polarity=["+", "-"]).num_rows or name == "act"
    assert set(found[name].to_pylist()) == {code}


def test_columns_come_as_asked(r: Release) -> None:
    assert r.powers(columns=["text", "act"], **HELD).schema.names == ["text", "act"]


def test_scores_by_day_hold_from_day_to_day(r: Release) -> None:
    rows = r.scores(scheme="share", **HELD).to_pylist()
    assert len(rows) >= 8
    assert [row["valid_to"] for row in rows[:-1]] == [row["valid_from"] for row in rows[1:]]
    assert all(row["low"] <= row["value"] <= row["high"] for row in rows)
    assert all(row["begins"] == ["constitution-1995"] for row in rows if row["begins"])
    [of_day] = r.scores(scheme="share", on="2010-05-05", **HELD).to_pylist()
    assert of_day in rows


def test_scores_by_version_are_those_of_each_texts_first_day(r: Release) -> None:
    versions = r.scores(scheme="share", by="version", **HELD).to_pylist()
    days = {row["score_id"]: row for row in r.scores(scheme="share", **HELD).to_pylist()}
    assert len(versions) == 8  # texts of the restated constitution
    for row in versions:
        assert row["valid_from"] >= row["version_date"]
        assert row["value"] == days[row["score_id"]]["value"]


def test_scores_by_year_are_those_of_its_last_day(r: Release) -> None:
    years = r.scores(scheme="share", by="year", **HELD).to_pylist()
    assert [row["year"] for row in years] == list(range(1995, years[-1]["year"] + 1))
    for row in years:
        if row["value_at_end"] is not None:
            [last] = r.scores(scheme="share", on=date(row["year"], 12, 31), **HELD).to_pylist()
            keys = ("value", "low", "high")
            assert [row[f"{key}_at_end"] for key in keys] == [last[key] for key in keys]


def test_components_and_evidence_sum_to_the_score(r: Release) -> None:
    [score] = r.scores(scheme="strength", on="2010-05-05", **HELD).to_pylist()
    parts = r.components(score["score_id"]).to_pylist()
    assert sum(part["value"] for part in parts) == pytest.approx(score["value"])
    assert all(part["name_kaz"] and part["name_rus"] and part["name_eng"] for part in parts)
    evidence = r.evidence(score["score_id"]).to_pylist()
    assert sum(part["powers"] for part in parts) == len(evidence)
    assert all(one["text"] for one in evidence)


def test_changes_of_a_holder_are_those_before_and_after(r: Release) -> None:
    rows = r.changes(on="2017-03-10", **HELD).to_pylist()
    assert rows
    assert all("president" in (row["holder"], row["holder_to"]) for row in rows)
    assert all(row["text_from"] or row["text_to"] for row in rows)
    between = r.changes(since="2017-03-10", until="2017-03-10", **HELD)
    assert between.to_pylist() == rows


def test_limits_are_those_of_powers_unless_asked_otherwise(r: Release) -> None:
    of_powers = r.constraints(columns=["polarity"])["polarity"].to_pylist()
    assert set(of_powers) == {"+"}
    assert r.constraints(polarity=None).num_rows > len(of_powers)


def test_two_versions_are_compared_by_their_scores(r: Release) -> None:
    by_version = r.scores(scheme="strength", by="version", **HELD).to_pylist()
    first, last = by_version[0], by_version[-1]
    (row,) = r.versions_compared(
        older=first["version_id"], newer=last["version_id"], scheme="strength", **HELD
    ).to_pylist()
    assert row["difference"] == pytest.approx(last["value"] - first["value"])
    assert row["low"] <= row["difference"] <= row["high"]


def test_every_question_gives_rows_and_all_at_once_the_same(r: Release) -> None:
    questions = (
        r.constraints, r.clauses, r.doubts, r.versions_compared, r.reforms, r.lives, r.tiers,
        r.claims, r.divergences,
    )  # fmt: skip
    for question in questions:
        found = question()
        assert found.num_rows
        assert found == question()


def test_a_release_tells_its_tables_and_schemes(r: Release) -> None:
    told = r.tables.to_pylist()
    assert {("powers", "table"), ("powers_in_force", "view")} <= {
        (row["name"], row["kind"]) for row in told
    }
    assert all(row["holds"] for row in told)
    assert set(r.schemes["scheme"].to_pylist()) <= set(Scheme)


@pytest.mark.parametrize("parameters", [["president"], ("president",), {"who": "president"}])
def test_sql_takes_parameters_by_place_and_by_name(r: Release, parameters: Any) -> None:
    place = "$who" if isinstance(parameters, dict) else "?"
    [row] = r.sql(
        f"SELECT count(*) AS n FROM powers WHERE holder = {place}", parameters
    ).to_pylist()
    assert row["n"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (lambda r: r.powers(holder="king"), ["'king'", *Holder]),
        (lambda r: r.scores(scheme="size"), ["'size'", *Scheme]),
        (lambda r: r.powers(object="parliamnt"), ["'parliamnt'", "parliament"]),
        (lambda r: r.powers(act="constitution-1994"), ["constitution-1995"]),
        (lambda r: r.powers(columns=["words"]), ["'words'", "powers_read", "object_words"]),
        (lambda r: r.scores(by="week"), ["'week'", "version", "year"]),
        (lambda r: r.scores(by="year", on="2007-06-01"), ["by year"]),
        (lambda r: r.powers(on="June"), ["'June'", "2007-06-01"]),
        (lambda r: r.powers(on=2007), ["'2007'", "2007-06-01"]),
        (lambda r: r.powers(on="1990-01-01"), ["before the first text", "1995-09-05"]),
        (lambda r: r.scores(on="1990-01-01"), ["before the first text", "1995-09-05"]),
        (lambda r: r.powers(on="2007-06-01", series="official"), ["no such text"]),
        (lambda r: r.components("share/none"), ["'share/none'", "score_id"]),
        (lambda r: r.changes(since="soon"), ["since: 'soon'"]),
    ],
)  # fmt: skip
def test_what_there_is_not_is_one_error_that_tells_what_there_is(
    r: Release, question: Any, said: list[str]
) -> None:
    with pytest.raises(InputError) as caught:
        question(r)
    for words in said:
        assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_endless_question_is_stopped(r: Release) -> None:
    with pytest.raises(QueryError, match=r"longer than 0\.2 seconds"):
        r.sql("SELECT count(*) FROM range(1000000000000)", timeout=0.2)
    assert r.sql("SELECT 1 AS one").to_pylist() == [{"one": 1}]


def test_a_closed_release_answers_no_more(built_workspace: Path) -> None:
    opened = open_release(built_workspace)
    taken = opened.claims()
    opened.close()
    assert taken.num_rows
    with pytest.raises(QueryError, match="closed"):
        opened.claims()


def test_many_threads_ask_one_release(r: Release) -> None:
    def ask(n: int) -> Any:
        return r.powers(on="2007-06-01", **HELD) if n % 2 else r.claims()

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, range(64)))
    assert all(one == found[n % 2] for n, one in enumerate(found))


def test_frames_of_a_library_that_is_not_installed_are_an_error(
    built_workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)  # as if it were not
    with pytest.raises(InputError, match="pandas is not installed"):
        open_release(built_workspace, frames="pandas")
    with pytest.raises(InputError, match="arrow, pandas or polars"):
        open_release(built_workspace, frames="lists")  # type: ignore[arg-type]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_data_frames_come_where_the_library_is_installed(
    built_workspace: Path, library: str
) -> None:
    frames = pytest.importorskip(library)
    with open_release(built_workspace, frames=library) as opened:  # type: ignore[arg-type]
        found = opened.schemes
    assert isinstance(found, frames.DataFrame)
    assert list(found["scheme"])


def test_importing_the_package_loads_nothing() -> None:
    code = (
        "import sys, pipeline;"
        "sys.exit(any(name.startswith(('pipeline.', 'duckdb', 'pyarrow')) for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    with pytest.raises(AttributeError, match="open_relase"):
        pipeline.open_relase  # noqa: B018
