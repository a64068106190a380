"""Clauses and readings as JSON lines."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.jsonl import clause_row, dump, read_clauses, reading_row
from pipeline.records import Clause, Constraint, Power, Reading, Span
from pipeline.vocabulary import (
    Action,
    Autonomy,
    ConstraintType,
    Domain,
    Holder,
    Label,
    Lang,
    Polarity,
)

CLAUSE = Clause("charter", "2001-02-03", Lang.KAZ, "art_1", 2, "Басшы:", "кеңесті ашады", 5, 18)
FIELDS = ["act", "version", "lang", "eid", "n", "lead_in", "text", "start", "end"]


def test_a_clause_has_the_documented_fields() -> None:
    assert list(clause_row(CLAUSE)) == FIELDS
    assert json.loads(dump(clause_row(CLAUSE))) == {
        "act": "charter",
        "version": "2001-02-03",
        "lang": "kaz",
        "eid": "art_1",
        "n": 2,
        "lead_in": "Басшы:",
        "text": "кеңесті ашады",
        "start": 5,
        "end": 18,
    }


def test_a_line_keeps_its_cyrillic_readable() -> None:
    line = dump({"text": "кеңес «ашық»\nсот"})
    assert line == r'{"text": "кеңес «ашық»\nсот"}'


clauses = st.builds(
    Clause,
    act=st.sampled_from(["charter", "decree-5"]),
    version=st.dates().map(str),
    lang=st.sampled_from(Lang),
    eid=st.sampled_from(["art_1", "art_9-1__pt_2__sub_10-1"]),
    n=st.integers(0, 9),
    lead_in=st.text(max_size=20),
    text=st.text(min_size=1, max_size=40),
    start=st.integers(0, 10**6),
    end=st.integers(0, 10**6),
    restated=st.booleans(),
)


@given(st.lists(clauses, max_size=4))
@settings(deadline=None)
def test_what_is_written_is_read(written: list[Clause]) -> None:
    lines = [dump(clause_row(clause)) for clause in written]
    assert not any("\n" in line for line in lines)
    assert list(read_clauses([*lines, "", "  \n"], "x")) == written


def test_the_least_that_a_clause_needs() -> None:
    (clause,) = read_clauses(['{"lang": "rus", "text": "Совет судит", "label": "none"}'], "x")
    assert clause == Clause("unnamed", "", Lang.RUS, "", 0, "", "Совет судит")


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("{", "no JSON"),
        ("[1, 2]", "a clause needs at least `lang` and `text`"),
        ('"Совет"', "a clause needs at least `lang` and `text`"),
        ('{"lang": "rus"}', "a clause needs at least"),
        ('{"text": "Совет"}', "a clause needs at least"),
        ('{"lang": "rus", "text": ""}', "a clause needs at least"),
        ('{"lang": "eng", "text": "The council"}', "'eng'"),
        ('{"lang": "rus", "text": "Совет", "n": "two"}', "'two'"),
        ('{"lang": "rus", "text": "Совет", "start": [1]}', "list"),
    ],
)
def test_a_bad_line_is_named(line: str, wrong: str) -> None:
    good = dump(clause_row(CLAUSE))
    read = read_clauses([good, "", line, good], "clauses.jsonl")
    assert next(read) == CLAUSE
    with pytest.raises(InputError, match=re.escape(wrong)) as error:
        next(read)
    assert error.value.where == "clauses.jsonl, line 3"


# -- readings ------------------------------------------------------------------------------------


def test_a_reading_repeats_its_clause_and_adds_what_was_read() -> None:
    power = Power(
        holder=Holder.PRESIDENT,
        action=Action.APPOINT,
        object="minister",
        domain=Domain.GOVERNMENT_FORMATION,
        polarity=Polarity.GIVES,
        constraints=(
            Constraint(ConstraintType.CONSENT, Holder.SENATE, "absolute", Span(0, 5)),
            Constraint(ConstraintType.TRIGGER),
        ),
        autonomy=Autonomy.CONSENT_QUALIFIED,
        lemma="тағайындау",
        object_words="министрді",
        holder_span=Span(0, 6, "lead_in"),
        action_span=Span(8, 12),
    )
    proba = {Label.GRANT: 0.987654, Label.NONE: 0.012346}
    row = json.loads(dump(reading_row(Reading(CLAUSE, Label.GRANT, proba, (power,), True))))
    assert {field: row.pop(field) for field in FIELDS} == clause_row(CLAUSE)
    assert row == {
        "label": "grant",
        "proba": {"grant": 0.9877, "none": 0.0123},
        "powers": [
            {
                "holder": "president",
                "action": "appoint",
                "lemma": "тағайындау",
                "object": "minister",
                "object_words": "министрді",
                "domain": "government_formation",
                "polarity": "+",
                "autonomy": "consent_qualified",
                "constraints": [
                    {
                        "type": "consent",
                        "actor": "senate",
                        "value": "absolute",
                        "span": {"start": 0, "end": 5, "where": "clause"},
                    },
                    {"type": "trigger", "actor": None, "value": None, "span": None},
                ],
                "spans": {
                    "holder": {"start": 0, "end": 6, "where": "lead_in"},
                    "action": {"start": 8, "end": 12, "where": "clause"},
                    "object": None,
                },
            }
        ],
        "needs_review": True,
    }


def test_a_repealed_unit_reads_as_a_power_without_fields() -> None:
    power = Power(None, None, None, None, Polarity.LIMITS)
    row = reading_row(Reading(CLAUSE, Label.REMOVE, {}, (power,), False))
    (found,) = json.loads(dump(row))["powers"]
    assert found["polarity"] == "-"
    assert [found[field] for field in ("holder", "action", "object", "domain")] == [None] * 4


def test_a_reading_can_be_read_as_a_clause_again() -> None:
    line = dump(reading_row(Reading(CLAUSE, Label.NONE, {}, (), False)))
    assert list(read_clauses([line], "x")) == [CLAUSE]
