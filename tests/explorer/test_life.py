"""The life of a power as phases, as a strip, and in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from pipeline.explorer.life import around, phases
from pipeline.explorer.lookup.open import Row
from pipeline.explorer.rewording import rewording
from pipeline.explorer.strip import strip


def step(start: str, end: str | None, text: str = "appoints akims", **fields: Any) -> Row:
    row: Row = {
        "version_id": f"law@{start}.rus", "act": "law", "version_date": start, "valid_from": start,
        "valid_to": end, "eid": "art_1", "n": 0, "text": text, "lead_in": None,
        "holder": "president", "action": "appoint", "object": "akim", "polarity": "+",
        "autonomy": "alone", "limits": "", **fields,
    }  # fmt: skip
    return {"power_id": f"{row['version_id']}/{row['eid']}/0/0"} | row


def change(older: Row | None, newer: Row | None, kind: str) -> Row:
    return {
        "kind": kind,
        "power_from": older and older["power_id"],
        "power_to": newer and newer["power_id"],
        "proofs": [],
    }


def test_texts_in_a_row_with_the_same_words_are_one_phase() -> None:
    first, second = step("1995-01-01", "1998-01-01"), step("1998-01-01", "2007-01-01")
    third = step("2007-01-01", None, "appoints akims with consent", limits="|consent:senate:|")
    made = change(second, third, "weakened")
    one, other = phases([first, second, third], [made])
    assert (one.begins, one.ends, len(one.texts)) == ("1995-01-01", "2007-01-01", 2)
    assert (other.begins, other.ends) == ("2007-01-01", None)
    assert other.statements[0].older == second
    assert other.statements[0].change == made
    assert one.has(second)
    assert not other.has(second)


def test_a_day_without_a_text_ends_a_phase_and_is_told() -> None:
    one, other = phases([step("1998-01-01", "2001-01-01"), step("2007-01-01", None)], [])
    assert (one.unstated, other.unstated) == (None, "2001-01-01")
    assert other.statements[0].again


def test_another_act_that_states_it_meanwhile_leaves_no_gap() -> None:
    steps = [
        step("1995-01-01", "1998-01-01"),
        step("1996-01-01", None, act="decree", version_id="decree@1996-01-01.rus"),
        step("2007-01-01", None, "appoints all akims"),
    ]
    assert [(phase.begins, phase.unstated) for phase in phases(steps, [])] == [
        ("1995-01-01", None), ("1996-01-01", None), ("2007-01-01", None),
    ]  # fmt: skip


def test_a_power_that_is_gone_says_when() -> None:
    first, last = step("1995-01-01", "1998-01-01"), step("1998-01-01", "2007-01-01")
    gone = change(last, None, "removed")
    (phase,) = phases([first, last], [gone])
    assert phase.statements[0].gone == gone


def test_statements_of_one_text_stay_together() -> None:
    twice = [
        step(start, end, eid=eid)
        for start, end in (("1995-01-01", "1998-01-01"), ("1998-01-01", None))
        for eid in ("art_1", "art_2")
    ]
    (phase,) = phases(twice, [])
    assert [one.power["eid"] for one in phase.statements] == ["art_1", "art_2"]
    assert len(phase.texts) == 2


def test_a_long_life_is_cut_around_the_power_that_is_looked_at() -> None:
    steps = [
        step(f"{year}-01-01", f"{year + 1}-01-01", f"words {year}") for year in range(1000, 2000)
    ]
    found = phases(steps, [])
    shown = around(found, steps[500], 9)
    assert [phase.begins[:4] for phase in shown] == [str(year) for year in range(1496, 1505)]
    assert around(found, steps[0], 3) == found[:3]
    crowd = phases([step("1995-01-01", None, eid=f"art_{n}") for n in range(50)], [])
    assert [len(phase.statements) for phase in around(crowd, crowd[0].texts[0], 9)] == [9]


def test_the_strip_has_a_row_for_each_holder_and_degree_of_freedom() -> None:
    steps = [
        step("1990-01-01", "2000-01-01"),
        step("2000-01-01", "2010-01-01", holder="government"),
        step("2010-01-01", None, "appoints", autonomy="consent"),
    ]
    made = change(steps[1], steps[2], "transferred")
    picture = strip(phases(steps, [made]), steps[1], date(2020, 1, 1))
    assert picture.rows == (
        ("president", "alone"),
        ("government", "alone"),
        ("president", "consent"),
    )
    assert [bar.here for bar in picture.bars] == [False, True, False]
    assert [bar.kind for bar in picture.bars] == ["", "", "transferred"]
    first, second, third = picture.bars
    assert first.x == 0
    assert abs(first.x + first.width - second.x) < 0.02
    assert abs(third.x + third.width - 100) < 0.02  # what lasts goes to the edge
    assert [year for _, year in picture.ticks] == [1995, 2000, 2005, 2010, 2015]
    assert 20 < {year: x for x, year in picture.ticks}[2000] < 40


def test_a_limit_has_no_degree_of_freedom_to_draw() -> None:
    found = [
        step("1990-01-01", None, polarity="-"),
        step("1995-01-01", None, "words", polarity="-"),
    ]
    assert strip(phases(found, []), found[0], date(2000, 1, 1)).rows == (("president", None),)


def test_two_wordings_are_told_as_one_text() -> None:
    older = "The President appoints akims of regions with the consent of maslikhats"
    newer = "The President appoints akims of regions and cities with consent"
    told = rewording(older, newer)
    assert "".join(piece.text for piece in told if "ins" not in piece.kinds) == older
    assert "".join(piece.text for piece in told if "del" not in piece.kinds) == newer
    assert ("and cities ", ("ins",)) in [(piece.text, piece.kinds) for piece in told]


def test_changes_with_a_trifle_between_them_are_one() -> None:
    told = rewording(
        "It is a new, first thing of theirs here", "It is the old, last thing of theirs here"
    )
    assert [piece.text for piece in told if piece.kinds] == ["a new, first", "the old, last"]


def test_words_with_little_in_common_are_not_mingled() -> None:
    told = rewording("He appoints judges", "Deputies in session may hear reports of the head")
    assert [piece.kinds for piece in told] == [("del",), ("ins",)]
    assert rewording("Same words", "Same words")[0].kinds == ()
