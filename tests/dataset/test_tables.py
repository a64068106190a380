"""What stands in the tables and views, and what the data package says of them."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from frictionless import Package

from pipeline.dataset import TABLES, Contents, query
from pipeline.normalize import text_hash
from pipeline.vocabulary import Holder

PRESIDENTIAL_SHARE = "scheme = 'share' AND lang = 'rus' AND holder = 'president'"


@pytest.fixture(scope="module")
def package(release: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((release / "datapackage.json").read_text())
    return found


def test_frictionless_accepts_the_data_package(package: dict[str, Any]):
    assert list(Package.metadata_validate(package)) == []
    names = [table.name for table in TABLES]
    assert [resource.name for resource in Package.from_descriptor(package).resources] == [
        *names,
        *(f"{name}-csv" for name in names),
    ]


def test_the_data_package_tells_the_files_as_they_are(release: Path, package: dict[str, Any]):
    for resource in package["resources"]:
        path = release / resource["path"]
        assert resource["bytes"] == path.stat().st_size
        assert resource["hash"] == f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
        if resource["format"] != "parquet":
            continue
        schema = pq.read_schema(path)
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == schema.names
        for field in fields:
            column = schema.field(field["name"])
            assert column.nullable != field.get("constraints", {}).get("required", False)
            assert column.metadata[b"description"].decode() == field["description"]


def test_every_value_of_a_closed_column_stands_in_its_list(release: Path):
    for table in TABLES:
        for column in table.columns:
            if column.values:
                _, rows = query(release, f"SELECT DISTINCT {column.name} FROM {table.name}")
                assert {value for (value,) in rows if value is not None} <= set(column.values)


def test_the_database_holds_the_rows_of_the_parquet_files(release: Path):
    for table in TABLES:
        rows = pq.read_table(release / f"{table.name}.parquet").to_pylist()
        columns, found = query(release, f"FROM {table.name}")
        assert columns == table.column_names
        assert [tuple(row.values()) for row in rows] == found


def test_the_codebook_words_every_code_in_three_languages(release: Path):
    lists = json.loads((release / "codebook.json").read_text())
    assert {entry["code"] for entry in lists["Holder"]} == set(Holder)
    assert {"Action", "Domain", "Label", "Autonomy", "ConstraintType"} <= set(lists)
    for entries in lists.values():
        for entry in entries:
            assert set(entry) == {"code", "kaz", "rus", "eng"}
            assert all(entry.values())


def test_the_read_me_says_which_texts_it_rests_on(release: Path):
    text = (release / "README.md").read_text()
    assert "**restated texts" in text
    assert "dated 1993-01-28 to 1998-10-07" in text
    for words in ("bilik query", "Attribution", "Cite as", *(table.name for table in TABLES)):
        assert words in text


def test_rows_keep_the_order_of_the_document(contents: Contents, release: Path):
    _, rows = query(release, "SELECT clause_id FROM clauses")
    expected = [
        reading.clause.clause_id
        for version_id in sorted(contents.readings)
        for reading in contents.readings[version_id]
    ]
    assert [clause_id for (clause_id,) in rows] == expected


def test_absent_is_null(release: Path):
    _, rows = query(
        release,
        "SELECT number, parent, heading, repealed_on FROM provisions"
        " WHERE heading = '' OR parent IS NOT NULL OR repealed_on IS NOT NULL",
    )
    assert rows == []
    assert query(release, "SELECT eid, text FROM notes")[1] == [(None, "Сноска.")]
    assert query(release, "SELECT rus, kaz FROM divergences")[1][1] == (None, "<b>")


def test_a_clause_is_named_by_the_hash_of_its_repaired_text(release: Path):
    _, rows = query(release, "SELECT text, text_sha256 FROM clauses")
    assert rows
    assert all(digest == text_hash(text) for text, digest in rows)


def test_spans_give_the_words_in_both_languages(release: Path):
    _, rows = query(
        release,
        "SELECT holder_words, action_words, object_words FROM power_words"
        " WHERE clause_id LIKE 'constitution-1995@1998-10-07%/art_2/0' ORDER BY power_id",
    )
    assert rows == [
        ("Президент", "таратуға", "Парламентті"),
        ("Президент", "распустить", "Парламент"),
    ]


def test_the_span_of_a_limit_may_stand_in_the_lead_in(release: Path):
    _, rows = query(
        release,
        "SELECT DISTINCT substr(c.lead_in, l.span_start + 1, l.span_end - l.span_start), l.actor"
        " FROM constraints l JOIN powers p USING (power_id) JOIN clauses c USING (clause_id)"
        " WHERE l.span_where = 'lead_in'",
    )
    assert rows == [("Президент", "parliament")]


def test_powers_are_read_with_their_act_date_and_clause(release: Path):
    _, rows = query(
        release,
        "SELECT act, version_date, lang, eid, text FROM powers_read"
        " WHERE action = 'interpret' AND lang = 'rus'",
    )
    assert rows == [
        ("constitution-1995", date(1998, 10, 7), "rus", "art_3", "Сенат толкует законы")
    ]


def test_every_score_leads_back_to_clauses(release: Path):
    _, rows = query(
        release,
        "SELECT s.score_id FROM scores s LEFT JOIN score_components k USING (score_id)"
        " LEFT JOIN powers_read p USING (power_id) GROUP BY s.score_id, s.value"
        " HAVING count(p.text) = 0 OR abs(sum(k.contribution) - s.value) > 1e-9",
    )
    assert rows == []


def test_the_president_has_a_row_a_segment(release: Path):
    _, rows = query(
        release,
        "SELECT valid_from, valid_to, value, partial FROM president"
        " WHERE scheme = 'share' AND lang = 'kaz'",
    )
    assert rows == [
        (date(1993, 1, 28), date(1994, 7, 1), 0.5, True),
        (date(1995, 9, 5), date(1998, 10, 7), 0.9, False),
        (date(1998, 10, 7), None, 0.75, False),
    ]


def test_a_year_has_its_last_day_and_its_mean(release: Path):
    _, rows = query(
        release,
        f"SELECT year, value_at_end, mean, days, partial FROM index_by_year"
        f" WHERE {PRESIDENTIAL_SHARE}",
    )
    years = {year: rest for year, *rest in rows}
    assert list(years) == list(range(1993, 1999))
    assert years[1994] == [None, 0.5, 181, True]  # no text from July on
    assert years[1996] == [0.9, pytest.approx(0.9), 366, False]
    at_end, mean, days, partial = years[1998]
    assert (at_end, days, partial) == (0.75, 365, False)
    assert mean == pytest.approx((0.9 * 279 + 0.75 * 86) / 365)
