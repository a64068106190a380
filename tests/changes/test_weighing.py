"""Which way a change goes: the codebook's ladder, then each constraint, then the power's reach."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.changes.stated import Stated
from pipeline.changes.weighing import compare
from pipeline.records import Span
from tests.changes.making import one

# The constraints before, those after, the kind.
CASES = [
    (["consent:senate"], ["proposal:senate", "trigger", "deadline::P1M"], "strengthened"),
    (["consultation:senate", "trigger"], ["proposal:senate"], "weakened"),
    # the same level: each constraint gained counts against the holder, each one lost for him
    (["trigger"], ["trigger", "deadline::P1M"], "weakened"),
    (["conclusion:senate", "deadline::P1M"], ["deadline::P1M"], "strengthened"),
    (["deadline::P1M", "deadline::P1Y"], ["conclusion:senate"], "strengthened"),
    # even numbers: the weightier kind decides
    (["deadline::P1M"], ["conclusion:senate"], "weakened"),
    (["prohibition"], ["term::P5Y"], "strengthened"),
    # neither weighs anything
    (["deadline::P1M"], ["eligibility"], "reworded"),
    # amounts
    (["term::P5Y"], ["term::P7Y"], "strengthened"),
    (["term::P60M"], ["term::P5Y"], "strengthened"),
    (["deadline::P1M"], ["deadline::P2M"], "strengthened"),
    (["deadline::P1M"], ["deadline"], "strengthened"),
    (["deadline::PT48H"], ["deadline::P1D"], "weakened"),
    (["majority::absolute"], ["majority::two_thirds"], "weakened"),
    (["initiative_quota::150000"], ["initiative_quota::200000"], "weakened"),
    (["nominee_list::2"], ["nominee_list::3"], "weakened"),
    # one chamber's consent is easier to get than both's
    (["consent:parliament"], ["consent:senate"], "strengthened"),
    (["consent:mazhilis"], ["consent:parliament"], "weakened"),
    (["consent:parliament"], ["consent:kurultai"], "reworded"),
    # a first ground binds, one of several more frees
    ([], ["trigger:government"], "weakened"),
    (["trigger:government"], [], "strengthened"),
    (["trigger:government"], ["trigger:government", "trigger:senate"], "strengthened"),
    (["trigger:government", "trigger:senate"], ["trigger:senate"], "weakened"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "kind"), CASES)
def test_constraints_gained_and_lost_tell_the_way(
    before: list[str], after: list[str], kind: str
) -> None:
    older = one("Глава созывает собор", "president", "convene", "session", *before)
    newer = one("Собор созывает глава", "president", "convene", "session", *after)
    assert compare(older, newer)[0] == kind


@pytest.mark.parametrize(
    ("before", "after", "differs"),
    [
        ([], ["consent:senate"], ("+consent:senate",)),
        (["consent:senate"], [], ("-consent:senate",)),
        (["consent:senate"], ["consent:mazhilis"], ("consent:senate>consent:mazhilis",)),
        (["term::P5Y"], ["term::P7Y"], ("term:P5Y>P7Y",)),
        (["proposal:minister"], ["proposal:court"], ("proposal:minister>proposal:court",)),
        (["consent:senate"], ["consent:senate:absolute"], ("consent:senate:->absolute",)),
        # a legislature that takes another's place sets the same limit
        (["trigger:parliament"], ["trigger:kurultai"], ("trigger:parliament>trigger:kurultai",)),
        # grounds and bans of different actors are no two forms of one
        (["trigger:senate"], ["trigger:court"], ("-trigger:senate", "+trigger:court")),
    ],
)
def test_what_differs_is_told_in_one_word_each(
    before: list[str], after: list[str], differs: tuple[str, ...]
) -> None:
    older = one("Глава созывает собор", "president", "convene", "session", *before)
    newer = one("Собор созывает глава", "president", "convene", "session", *after)
    assert compare(older, newer)[1] == differs


@pytest.mark.parametrize(
    ("before", "after", "kind", "differs"),
    [
        # the number of offices that a power fills, where no constraint tells
        ("назначает семь судей", "назначает девять судей", "strengthened", ("extent:7>9",)),
        ("назначает семь судей", "назначает пять судей", "weakened", ("extent:7>5",)),
        # "one" is as often a pronoun
        ("назначает семь судей, одного из них главой", "назначает девять равных судей",
         "strengthened", ("extent:7>9",)),
        ("назначает судей по статье 7", "назначает судей по статье 9", "reworded", ()),
        ("назначает судей по 7 пункту", "назначает судей по 9 пункту", "reworded", ()),
        ("назначает трех судей и семь советников", "назначает семь судей и трех советников",
         "reworded", ()),
    ],
)  # fmt: skip
def test_more_offices_to_fill_are_more_power(
    before: str, after: str, kind: str, differs: tuple[str, ...]
) -> None:
    older, newer = (one(words, "president", "appoint", "judge") for words in (before, after))
    assert compare(older, newer) == (kind, differs)


def test_a_number_beside_a_deed_that_fills_no_office_counts_nothing() -> None:
    older, newer = (
        one(f"хранит {count} печатей", "president", "control", "state_property")
        for count in ("семь", "девять")
    )
    assert compare(older, newer) == ("reworded", ())


def test_a_number_in_the_words_of_a_constraint_counts_no_offices() -> None:
    def said(count: str) -> Stated:
        words = f"назначает судей из {count} предложенных"
        found = one(words, "president", "appoint", "judge", "nominee_list")
        [listed] = found.power.constraints
        listed = replace(listed, span=Span(words.index("из"), len(words)))
        return replace(found, power=replace(found.power, constraints=(listed,)))

    assert compare(said("трех"), said("пяти")) == ("reworded", ())


def test_an_object_of_a_finer_grain_is_less() -> None:
    all_of_them = one("назначает акимов", "president", "appoint", "akim")
    some = one("назначает акимов областей", "president", "appoint", "akim_region")
    assert compare(all_of_them, some) == ("weakened", ("extent:akim>akim_region",))
    assert compare(some, all_of_them) == ("strengthened", ("extent:akim_region>akim",))


def test_a_limit_that_lists_more_conditions_is_stricter() -> None:
    short = "Судья должен быть гражданином и владеть языком"
    longer = f"{short}, а также жить в стране десять лет"
    limits = ("court", "other", "election", "eligibility")
    less, more = (one(words, *limits, polarity="-") for words in (short, longer))
    assert compare(less, more) == ("weakened", ("+eligibility",))
    assert compare(more, less) == ("strengthened", ("-eligibility",))
    for words in (
        "Судья должен быть гражданином и владеть пером",
        "Избранным может стать всякий, кто прожил сорок лет и имеет большой опыт службы",
    ):
        assert compare(less, one(words, *limits, polarity="-")) == ("reworded", ())


def test_with_the_same_words_only_another_clause_can_change_a_power() -> None:
    words = "Глава созывает собор"
    plain = one(words, "president", "convene", "session")
    read_otherwise = one(words, "president", "convene", "session", "deadline::P1M")
    bound = one(words, "president", "convene", "session", "consent:senate")
    assert compare(plain, read_otherwise) == (None, ())
    assert compare(plain, bound) == ("weakened", ("autonomy:alone>consent",))
