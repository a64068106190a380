"""A publisher's two records of a version may disagree: both are kept, and flagged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.records import FactDifference, Facts
from pipeline.sources.facts import fact_differences
from pipeline.vocabulary import Lang, Status

RUS = Facts(
    act="charter",
    day=date(2001, 2, 3),
    lang=Lang.RUS,
    source="databank",
    url="http://127.0.0.1/rus",
    kind="ЗАК",
    title="О хартии",
    adopted=date(2000, 1, 1),
    status=Status.AMENDED,
    status_said="upd",
    cause_code="Z01",
)
KAZ = replace(RUS, lang=Lang.KAZ, url="http://127.0.0.1/kaz", title="Хартия туралы")


def told(rus: Facts, kaz: Facts) -> list[tuple[str, str, str]]:
    return [(one.field, one.rus_says, one.kaz_says) for one in fact_differences([kaz, rus])]


def test_records_that_agree_differ_in_title_and_address_alone() -> None:
    assert told(RUS, KAZ) == []


def test_type_status_and_adoption_are_held_against_each_other() -> None:
    kaz = replace(
        KAZ, kind="УКАЗ", adopted=date(2000, 1, 2), status=Status.ENDED, status_said="yts"
    )
    assert told(RUS, kaz) == [
        ("adopted", "2000-01-01", "2000-01-02"),
        ("kind", "ЗАК", "УКАЗ"),
        ("status", "amended", "ended"),
        ("status_said", "upd", "yts"),
    ]


def test_silence_is_no_disagreement() -> None:
    assert told(RUS, replace(KAZ, kind="", status=None, status_said="", adopted=None)) == []


def test_one_amendment_dated_on_two_days_is_a_disagreement_on_the_day() -> None:
    kaz = replace(KAZ, day=date(2001, 2, 4))
    assert fact_differences([RUS, kaz]) == [
        FactDifference(
            "charter",
            "charter@2001-02-03.rus",
            "charter@2001-02-04.kaz",
            "day",
            "2001-02-03",
            "2001-02-04",
        )
    ]
    assert told(RUS, replace(kaz, cause_code="Z02")) == []  # another amendment's text


def test_records_of_two_publishers_are_not_compared() -> None:
    assert told(RUS, replace(KAZ, source="site", status=Status.ENDED)) == []
