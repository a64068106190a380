"""The views: each answers the question of its name, from the tables and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.dataset import VIEWS, connect, latest, query


@pytest.fixture(scope="module")
def built(built_workspace: Path) -> Path:
    return latest(built_workspace / "releases")


def rows(release: Path, sql: str, *values: object) -> list[dict[str, Any]]:
    columns, found = query(release, sql, parameters=values)
    return [dict(zip(columns, row, strict=True)) for row in found]


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_every_view_has_rows_and_says_what_it_holds(built: Path, view: Any) -> None:
    assert rows(built, f"FROM {view.name} LIMIT 1")
    assert len(view.description) > 40
    assert view.description.endswith(".")


def test_a_power_is_in_force_between_its_first_and_its_last_day(release: Path) -> None:
    sql = """
        SELECT DISTINCT first_day, last_day FROM powers_in_force
        WHERE lang = 'rus' AND action = 'appoint' ORDER BY first_day
    """
    assert query(release, sql)[1] == [
        (date(1993, 1, 28), date(1995, 9, 4)),
        (date(1995, 9, 5), date(1998, 10, 6)),
        (date(1998, 10, 7), date(9999, 12, 31)),
    ]


@pytest.mark.parametrize(
    ("day", "count"),
    [("1993-01-27", 0), ("1993-01-28", 1), ("1995-09-04", 1), ("1995-09-05", 2), ("2050-01-01", 3)],
)
def test_between_takes_the_powers_of_a_day(release: Path, day: str, count: int) -> None:
    sql = "FROM powers_in_force WHERE lang = 'rus' AND ?::DATE BETWEEN first_day AND last_day"
    assert len(rows(release, sql, day)) == count


def test_what_only_limits_is_no_power_in_force(built: Path) -> None:
    [found] = rows(
        built,
        """
        SELECT count(*) FILTER (polarity = '-') AS limits,
               count(*) FILTER (polarity = '+') AS powers,
               (SELECT count(*) FROM powers_in_force) AS in_force
        FROM powers_read WHERE valid_from IS NOT NULL
        """,
    )
    assert found["limits"]
    assert found["in_force"] == found["powers"]


def test_the_words_of_a_limit_are_cut_from_its_clause(built: Path) -> None:
    found = rows(built, "SELECT words, lead_in, text, type FROM constraints_by_power WHERE n = 0")
    told = [row for row in found if row["words"]]
    assert told
    inside = [
        row for row in told if row["words"] in row["text"] or row["words"] in (row["lead_in"] or "")
    ]
    assert len(inside) > 0.9 * len(told)  # the others stand in the clause before
    assert len(found) == rows(built, "SELECT count(*) AS n FROM constraints WHERE n = 0")[0]["n"]


def test_the_index_by_day_keeps_every_score_and_names_the_acts_that_begin(release: Path) -> None:
    found = rows(release, "FROM index_by_day WHERE scheme = 'share' ORDER BY lang, valid_from")
    assert [row["begins"] for row in found[:3]] == [
        ["constitution-1993"],
        ["constitution-1995"],
        ["constitution-1995"],
    ]
    [both] = rows(
        release, "SELECT (SELECT count(*) FROM index_by_day) AS seen, count(*) AS kept FROM scores"
    )
    assert both["seen"] == both["kept"]


def test_the_index_by_version_has_a_row_a_text(release: Path) -> None:
    found = rows(release, "FROM index_by_version WHERE scheme = 'share' AND lang = 'kaz'")
    assert sorted((row["version_date"], row["value"]) for row in found) == [
        (date(1993, 1, 28), 0.5),
        (date(1995, 9, 5), 0.9),
        (date(1998, 10, 7), 0.75),
    ]


def test_parts_sum_to_their_score(built: Path) -> None:
    found = rows(
        built,
        """
        SELECT s.score_id, any_value(s.value) AS value, sum(p.value) AS total, count(*) AS parts
        FROM scores s JOIN score_parts p USING (score_id)
        WHERE s.value IS NOT NULL AND s.scheme <> 'effective_holders' GROUP BY ALL
        """,
    )
    assert len(found) > 100
    assert max(row["parts"] for row in found) > 5
    for row in found:
        assert row["total"] == pytest.approx(row["value"], abs=1e-6)


def test_the_clauses_behind_a_score_are_those_of_its_components(built: Path) -> None:
    [found] = rows(
        built,
        """
        SELECT count(*) AS shown, count(power_id) AS powers, count(text) AS texts,
               (SELECT count(*) FROM score_components) AS kept
        FROM score_clauses
        """,
    )
    assert found["shown"] == found["kept"]
    assert found["texts"] == found["powers"] > 0


def test_all_doubt_together_is_the_scores_own_interval(built: Path) -> None:
    found = rows(
        built,
        """
        SELECT d.low, d.high, s.low AS own_low, s.high AS own_high
        FROM scores_with_doubt d JOIN scores s USING (score_id) WHERE d.doubt = 'all'
        """,
    )
    assert found
    assert all((row["low"], row["high"]) == (row["own_low"], row["own_high"]) for row in found)


def test_a_reform_counts_every_change_of_each_holder_once(built: Path) -> None:
    [found] = rows(
        built,
        """
        SELECT sum(given + taken + coalesce(reworded, 0)) AS moves,
               (SELECT count(*) FROM changes WHERE holder IS NOT NULL)
               + (SELECT count(*) FROM changes WHERE kind = 'transferred') AS changes
        FROM reforms
        """,
    )
    assert found["moves"] == found["changes"] > 0


def test_a_reform_tells_what_the_president_was_given_and_what_it_did_to_his_share(
    built: Path,
) -> None:
    sql = """
        SELECT r.*, d.value, d.p_rise FROM reforms r
        JOIN scores s ON s.series = r.series AND s.lang = r.lang AND s.valid_from = r.day
            AND s.holder = r.holder AND s.scheme = 'share'
        JOIN score_differences d ON d.after = s.score_id
        WHERE r.holder = 'president'
    """
    found = rows(built, sql)
    assert {date(2007, 5, 21), date(2017, 3, 10), date(2022, 6, 8)} <= {row["day"] for row in found}
    for row in found:
        assert row["begins"] == ["constitution-1995"]
        assert (row["share_change"], row["share_p_rise"]) == (row["value"], row["p_rise"])


def test_a_change_is_told_once_with_the_clauses_of_both_texts(built: Path) -> None:
    found = rows(
        built,
        """
        SELECT t.*, c.power_from, c.power_to FROM changes_told t JOIN changes c USING (change_id)
        """,
    )
    assert len(found) == rows(built, "SELECT count(*) AS n FROM changes")[0]["n"] > 0
    for row in found:
        assert (row["text_from"] is None) == (row["power_from"] is None)
        assert (row["text_to"] is None) == (row["power_to"] is None)
    assert any(row["made_by"] for row in found)


def test_the_rules_on_akims_come_with_their_clauses(built: Path) -> None:
    found = rows(built, "FROM akims_by_tier")
    assert len(found) == rows(built, "SELECT count(*) AS n FROM tiers")[0]["n"] > 0
    assert all(row["texts"] for row in found)


def test_each_claim_has_one_row_with_both_verdicts(built: Path) -> None:
    found = rows(built, "FROM claims_told")
    verdicts = {(row["claim"], row["series"]): row["verdict"] for row in rows(built, "FROM claims")}
    assert len(found) == len({claim for claim, _ in verdicts}) > 0
    for row in found:
        for series in ("official", "restated"):
            assert row[series] == verdicts.get((row["claim"], series))
    lists = "SELECT sum(len(changes) + len(clauses)) AS n FROM claims"
    [evidence] = rows(built, "SELECT count(*) AS n FROM claim_evidence")
    assert evidence == rows(built, lists)[0]


def test_differences_of_the_languages_come_with_both_texts(release: Path) -> None:
    found = rows(release, "FROM languages_differ ORDER BY n")
    assert [(row["eid"], row["rus_text"], row["kaz_text"]) for row in found] == [
        ("art_2", "Президент вправе распустить Парламент", "Президент Парламентті таратуға құқылы"),
        ("art_3", "Сенат толкует законы", "Сенат заңдарға түсінік береді"),
        ("art_3", "Сенат толкует законы", "Сенат заңдарға түсінік береді"),
    ]


@pytest.fixture(scope="module")
def plans(built: Path) -> Iterator[Any]:
    with connect(built) as db:
        yield lambda sql: db.execute(f"EXPLAIN {sql}").fetchall()[0][1]


def test_a_question_for_one_score_reads_no_other(plans: Any) -> None:
    """The condition reaches the table's own scan: what keeps large releases fast."""
    for view in ("score_parts", "score_clauses"):
        plan = plans(f"SELECT * FROM {view} WHERE score_id = 'share/x'")
        scans = [part for part in plan.split("Table Scan") if "main.score_components" in part]
        assert scans
        assert all("score_id" in scan and "share/x" in scan for scan in scans)
