"""Which texts are compared, and what a difference of units or of readings gives."""

from __future__ import annotations

import pytest

from pipeline.divergences import divergences
from pipeline.records import Version
from pipeline.vocabulary import Action, Holder, Label, Lang, TextState
from tests.divergences.making import (
    PLAIN,
    RUS,
    articles,
    compare,
    reading,
    short,
    unit,
    version,
)

ART = [unit("art_1")]
APPOINT = (Holder.PRESIDENT, Action.APPOINT)
DISMISS = (Holder.PRESIDENT, Action.DISMISS)


def test_texts_that_read_alike_have_no_divergence() -> None:
    read = [reading("art_1", 0, Label.GRANT, APPOINT), reading("art_1", 1, Label.NONE)]
    assert compare(ART, ART, read, list(reversed(read))) == []


@pytest.mark.parametrize(
    ("rus", "kaz", "sides"),
    [
        ({"art_1": "Глава", "art_2": "Палата"}, {"art_1": "Басшы"}, ("article 2", "")),
        ({"art_1": "Глава"}, {"art_1": "Басшы", "art_2": "Палата"}, ("", "article 2")),
    ],
)
def test_a_unit_in_one_language_only_is_of_the_texts(
    rus: dict[str, str], kaz: dict[str, str], sides: tuple[str, str]
) -> None:
    (found,) = articles(rus, kaz)
    assert (found.eid, found.kind, found.cause, found.rus, found.kaz) == (
        "art_2", "unit", "texts", *sides,
    )  # fmt: skip


def test_a_unit_whose_words_stand_in_another_unit_is_only_cut_otherwise() -> None:
    first, second = "Палата принимает регламент", "Палата избирает своего председателя"
    rus = {"art_1__pt_1": first, "art_1__pt_2": second}
    kaz = {"art_1__pt_1": ["Палата регламент қабылдайды", "Палата өз төрағасын сайлайды"]}
    found = articles({**rus, "art_9": PLAIN[0]}, {**kaz, "art_9": PLAIN[1]})
    assert [(one.eid, one.kind, one.cause) for one in found] == [
        ("art_1__pt_1", "clauses", "reading"),
        ("art_1__pt_2", "unit", "reading"),
    ]


def test_a_unit_of_another_number_is_compared_all_the_same() -> None:
    rus = {"art_1__pt_1": "Палата собирается раз в год", "art_1__sub_1": "Срок пять лет"}
    kaz = {"art_1__pt_1": "Палата жылына бір рет жиналады", "art_1__pt_2": "Мерзімі алты жыл"}
    found = articles({**rus, "art_9": PLAIN[0]}, {**kaz, "art_9": PLAIN[1]})
    assert [(one.eid, one.kind, one.cause, one.rus, one.kaz) for one in found] == [
        ("art_1__sub_1", "unit", "reading", "art_1__sub_1", "art_1__pt_2"),
        ("art_1__sub_1", "number", "texts", "пять лет", "алты жыл"),
    ]


def test_a_unit_without_words_is_no_difference_of_the_texts() -> None:
    (found,) = compare(ART, [])
    assert (found.kind, found.cause, found.severity) == ("unit", "reading", "low")


def test_a_unit_repealed_in_one_language_only_is_reported_as_that_alone() -> None:
    found = compare(
        [unit("art_1", "Президент назначает судей.")],
        [unit("art_1", repealed=True)],
        [reading("art_1", 0, Label.GRANT, APPOINT)],
        [reading("art_1", 0, Label.REMOVE, (None, None))],
    )
    assert [(one.kind, one.severity, one.cause) for one in found] == [("repeal", "high", "texts")]
    assert (found[0].rus, found[0].kaz) == ("in force", "repealed")


def test_a_repeal_that_the_parser_missed_is_an_error_of_reading() -> None:
    (found,) = compare(
        [unit("art_1", "исключен Законом 2017 года", repealed=True)],
        [unit("art_1", "2017 жылғы Заңмен алып тасталды")],
    )
    assert (found.kind, found.cause) == ("repeal", "reading")


def test_a_unit_repealed_in_both_languages_is_not_compared() -> None:
    assert compare([unit("art_1", repealed=True)], [unit("art_1", "екі", repealed=True)]) == []


def test_different_numbers_of_clauses_leave_the_labels_uncompared() -> None:
    found = compare(
        ART,
        ART,
        [reading("art_1", 0, Label.GRANT), reading("art_1", 1, Label.NONE)],
        [reading("art_1", 0, Label.NONE)],
    )
    assert short([one for one in found if one.cause == "reading"]) == [("clauses", "2", "1")]


def test_different_labels_are_listed_with_their_clause() -> None:
    labels = [(Label.GRANT, Label.NONE), (Label.NONE, Label.NONE), (Label.NONE, Label.CONSTRAIN)]
    found = compare(
        ART,
        ART,
        [reading("art_1", n, ours) for n, (ours, _) in enumerate(labels)],
        [reading("art_1", n, theirs) for n, (_, theirs) in enumerate(labels)],
    )
    assert [(one.n, *short([one])[0]) for one in found] == [
        (0, "label", "grant", "none"),
        (2, "label", "none", "constrain"),
    ]


def test_what_only_the_readings_show_is_an_error_of_reading() -> None:
    found = compare(
        ART,
        ART,
        [reading("art_1", 0, Label.GRANT, DISMISS, APPOINT)],
        [reading("art_1", 0, Label.GRANT, APPOINT, (Holder.SENATE, Action.SIGN))],
    )
    assert {one.cause for one in found} == {"reading"}
    assert short(found) == [
        ("action", "president:dismiss", "senate:sign"),
        ("holder", "", "senate"),
    ]


def test_a_power_may_stand_in_another_clause_of_the_unit() -> None:
    found = compare(
        ART,
        ART,
        [reading("art_1", 0, Label.GRANT, APPOINT, DISMISS), reading("art_1", 1)],
        [reading("art_1", 0, Label.GRANT, DISMISS), reading("art_1", 1, Label.GRANT, APPOINT)],
    )
    assert found == []


def test_texts_that_were_not_read_are_compared_by_their_words() -> None:
    found = compare(
        [unit("art_1", "Срок пять лет.")], [unit("art_1", "Мерзімі алты жыл.")], None, None
    )
    assert short(found) == [("number", "пять лет", "алты жыл")]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(version(Lang.KAZ, "2001-01-01"), id="another date"),
        pytest.param(version(Lang.KAZ, state=TextState.RESTATED), id="another series"),
    ],
)
def test_versions_without_a_pair_are_left_out(other: Version) -> None:
    provisions = {RUS.version_id: ART, other.version_id: []}
    assert divergences(provisions, {}, [RUS, other]) == []


def test_a_divergence_names_act_date_and_series() -> None:
    pair = [version(lang, state=TextState.RESTATED) for lang in (Lang.KAZ, Lang.RUS)]
    (found,) = divergences({pair[0].version_id: ART}, {}, pair)
    assert (found.act, found.version, found.series) == ("c", "2000-01-01", "restated")
    assert (found.rus, found.kaz) == ("", "article 1")
