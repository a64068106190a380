"""What is read as an annotation, and what is refused with its file and line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.classifier.annotations import FIELDS, TYPES, read_annotations, write_annotations
from pipeline.classifier.examples import (
    ANNOTATIONS,
    collect,
    default_files,
    gold_examples,
)
from pipeline.errors import InputError
from pipeline.vocabulary import Label
from tests.classifier.making import GIVES, RESTATED, ROW, bilik, files, restated, write

CONSTRAIN = {**GIVES, "polarity": "-"}

BAD = {
    "unknown label": ({"label": "gift"}, "'gift' is no label"),
    "unknown holder": ({"powers": [{**GIVES, "holder": "king"}]}, "'king' is no holder"),
    "unknown action": ({"powers": [{**GIVES, "action": "rule"}]}, "'rule' is no action"),
    "unknown domain": ({"powers": [{**GIVES, "domain": "magic"}]}, "'magic' is no domain"),
    "unknown polarity": ({"powers": [{**GIVES, "polarity": "±"}]}, "'±' is no polarity"),
    "unknown constraint": (
        {"powers": [{**GIVES, "constraints": [{"type": "mood"}]}]},
        "'mood' is no constraint",
    ),
    "unknown actor": (
        {"powers": [{**GIVES, "constraints": [["consent", "king", None]]}]},
        "'king' is no actor",
    ),
    "half a constraint": (
        {"powers": [{**GIVES, "constraints": [["consent"]]}]},
        "a constraint is no {type, actor, value}",
    ),
    "constraints in a text": ({"powers": [{**GIVES, "constraints": "consent"}]}, "no list"),
    "object that is a list": ({"powers": [{**GIVES, "object": ["judge"]}]}, "no object"),
    "power that is a text": ({"powers": ["appoint"]}, "a power is no object"),
    "powers that are no list": ({"powers": {"holder": "king"}}, "powers is no list"),
    "missing field": ({"eid": None}, "lacks eid"),
    "no hash": ({"sha256": ""}, "lacks sha256"),
    "unknown language": ({"lang": "eng"}, "'eng' is no language"),
    "no date": ({"version": "last year"}, "last year"),
    "number as a text": ({"n": "0"}, "n is no whole number"),
    "number below zero": ({"n": -1}, "n is no whole number"),
    "restated as a text": ({"restated": "false"}, "restated is no true or false"),
    "act that is a path": ({"act": "../law-0"}, "is no act"),
    "gift in a limit": ({"label": "constrain"}, "labelled constrain has a power of polarity +"),
    "limit in a gift": ({"powers": [CONSTRAIN]}, "labelled grant has a power of polarity -"),
    "power in nothing": ({"label": "none"}, "labelled none has a power of polarity +"),
    "no JSON": ("{", "no JSON"),
    "no object": ("[1]", "no JSON object"),
    "brackets without end": ("[" * 100_000, "no JSON"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_wrong_line_is_refused_with_its_place(case: str, tmp_path: Path) -> None:
    change, said = BAD[case]
    row = change if isinstance(change, str) else {**ROW, **change}
    path = write(tmp_path / "mine.jsonl", [{**ROW, "n": 1}, row])
    with pytest.raises(InputError) as error:
        read_annotations(path)
    assert error.value.where == f"{path}, line 2"
    assert said in error.value.what


def test_a_clause_annotated_twice_names_both_places(tmp_path: Path) -> None:
    path = write(tmp_path / "mine.jsonl", [ROW, ROW])
    with pytest.raises(InputError, match=r"line 2: .* twice; the other: .*line 1"):
        read_annotations(path)
    other = {**ROW, "label": "none", "powers": []}
    two = write(tmp_path / "yours.jsonl", [other])
    one = write(tmp_path / "mine.jsonl", [ROW])
    with pytest.raises(InputError, match=r"yours.* twice, and differently; .*mine"):
        collect([one, two], [])


@pytest.mark.parametrize("content", [None, b"", b"\n\n", b"\xff\xfe\x00", "folder"])
def test_a_file_that_holds_no_annotations(content: bytes | str | None, tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    if content == "folder":
        path.mkdir()
    elif isinstance(content, bytes):
        path.write_bytes(content)
    with pytest.raises(InputError) as error:
        read_annotations(path)
    assert error.value.where == str(path)


def test_a_file_of_another_kind_is_refused() -> None:
    path = ANNOTATIONS / "tags.rus.jsonl"
    with pytest.raises(InputError, match=r"tags\.rus\.jsonl, line 1: lacks "):
        read_annotations(path)


def test_odd_line_ends_inside_a_text_do_not_part_a_row(tmp_path: Path) -> None:
    row = {**ROW, "powers": [{**GIVES, "object": "a\u2028b\x85c"}]}
    (found,) = read_annotations(write(tmp_path / "mine.jsonl", [row]))
    assert found.powers[0].object == "a\u2028b\x85c"


def test_what_is_written_reads_as_the_same(tmp_path: Path) -> None:
    found = read_annotations(RESTATED)
    write_annotations(tmp_path / "again.jsonl", found)
    assert (tmp_path / "again.jsonl").read_bytes() == RESTATED.read_bytes()


def test_the_last_test_is_not_learned_from() -> None:
    names = {path.name for path in default_files()}
    assert "restated.jsonl" in names
    assert not {"constitution-2026.jsonl", "tags.rus.jsonl", "tags.kaz.jsonl"} & names


# -- joined with texts ---------------------------------------------------------------------------


def test_a_stale_annotation_is_told_and_left_out(tmp_path: Path) -> None:
    lines = restated(tmp_path / "mine.jsonl", ["decree-2006-130"]).read_text("utf8").splitlines()
    rows = [json.loads(line) for line in lines]
    rows[1]["sha256"] = "0" * 64
    rows[2]["eid"] = "pt_99"
    found = collect([write(tmp_path / "mine.jsonl", rows)], [])
    assert {one.place[-6:] for one in found.stale} == {"line 2", "line 3"}
    assert len(found.labelled) == len(rows) - 2
    (told,) = found.complaints
    assert told.startswith("2 annotations are stale")
    assert f"{tmp_path / 'mine.jsonl'}, line 2" in told


def test_an_annotation_without_a_text_is_told(tmp_path: Path) -> None:
    path = restated(tmp_path / "mine.jsonl", ["decree-2006-130"])
    with path.open("a", encoding="utf8") as file:
        file.writelines(json.dumps({**ROW, "n": n}) + "\n" for n in range(5))
    found = collect([path], [])
    assert len(found.without_text) == 5
    (told,) = found.complaints
    assert told.startswith("5 annotations have no text at hand")
    assert told.endswith("; ...")


def test_official_and_restated_texts_are_not_mixed_up(tmp_path: Path) -> None:
    path = restated(tmp_path / "mine.jsonl", ["decree-2006-130"])
    rows = [{**json.loads(line), "restated": False} for line in path.read_text("utf8").splitlines()]
    with pytest.raises(InputError, match="no annotation fits a text that is at hand"):
        collect([write(path, rows)], [])


def test_nothing_to_learn_from_is_an_error() -> None:
    with pytest.raises(InputError, match="no annotation fits"):
        collect([], [])


# -- rows with their text ------------------------------------------------------------------------

GOLD = {**ROW, "text": "Президент назначает судей", "lead_in": None, "restated": False}


def test_gold_rows_carry_their_clause(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", [{**GOLD, "sha256": None}])
    (found,) = gold_examples(tmp_path)
    assert found.with_text
    assert found.clause.text == GOLD["text"]
    assert found.annotation
    assert found.annotation.sha256 == ROW["sha256"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{**GOLD, "text": None}], "lacks text"),
        ([{**GOLD, "text": 5}], "text is no text"),
        ([GOLD, {**GOLD, "label": "none", "powers": []}], "twice, and differently"),
        ([], "nothing"),
    ],
)
def test_gold_rows_that_cannot_be_used(rows: list[Any], said: str, tmp_path: Path) -> None:
    if said == "nothing":
        with pytest.raises(InputError, match="no gold files"):
            gold_examples(tmp_path)
        return
    write(tmp_path / "a.jsonl", rows)
    with pytest.raises(InputError, match=said):
        gold_examples(tmp_path)


# -- whatever comes ------------------------------------------------------------------------------

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
powers = st.lists(
    anything | st.fixed_dictionaries({}, optional=dict.fromkeys(GIVES, anything)).map(GIVES.__or__),
    max_size=2,
)
rows = st.fixed_dictionaries(
    {},
    optional={**dict.fromkeys({*FIELDS, *TYPES}, anything), "powers": powers},
).map(lambda change: {**ROW, **change})


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(rows, min_size=1, max_size=3))
def test_random_rows_are_read_or_refused(tmp_path: Path, found: list[Any]) -> None:
    path = tmp_path / "random.jsonl"
    path.write_text("\n".join(map(json.dumps, found)), encoding="utf8")
    try:
        read = read_annotations(path)
    except InputError as error:
        assert str(path) in error.where  # noqa: PT017 - either outcome is right
    else:
        assert len(read) == len(found)
        assert all(isinstance(one.label, Label) and hash(one) for one in read)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60))
def test_random_bytes_are_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "random.jsonl"
    path.write_bytes(data)
    with pytest.raises(InputError):
        read_annotations(path)


# -- and the champion stays ----------------------------------------------------------------------


@pytest.mark.parametrize("case", ["unknown label", "missing field", "no JSON", "gift in a limit"])
def test_a_wrong_line_leaves_the_champion_alone(case: str, models: Path, tmp_path: Path) -> None:
    change, said = BAD[case]
    row = change if isinstance(change, str) else {**ROW, **change}
    path = write(tmp_path / "mine.jsonl", [row])
    before = files(models)
    done = bilik("models", "train", "classifier", "--annotations", path, "--models", models)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.startswith(f"bilik: {path}, line 1: ")
    assert said in done.stderr
    assert files(models) == before
