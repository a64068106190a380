"""Which text decides on which days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from pipeline.index.timeline import UnknownActError
from pipeline.records import Act, Power, Reading, TierRule, Version
from pipeline.tiers import tiers
from pipeline.vocabulary import Action, Choice, Holder, Lang, TextState, Tier
from tests.tiers.making import KAZ, RUS, act, power, text_of, version

VILLAGE = Tier.VILLAGE

DIRECT = "Акима села избирают граждане"
OPEN_TO_DECREE = "Порядок избрания акимов сел определяет Президент"
OPEN_TO_LAW = "Порядок избрания акимов сел определяется законом"
BY_AKIM: tuple[str, list[Power]] = ("Акима села", [power(Holder.AKIM, Action.APPOINT)])
BY_MASLIKHAT: tuple[str, list[Power]] = ("Акима села", [power(Holder.MASLIKHAT, Action.ELECT)])
OTHERS: tuple[str, list[Power]] = ("Других акимов", [power(Holder.AKIM, Action.APPOINT)])
FREE: tuple[str, list[Power]] = ("освободить акима села", [power(Holder.PRESIDENT, Action.DISMISS)])

CONSTITUTION = act("constitution", "constitution", "2000-01-01")
LAW = act("law", "law", "2001-01-01")
DECREE = act("decree", "decree", "2002-01-01")


def table(acts: Iterable[Act], *texts: tuple[Version, list[Reading]]) -> list[TierRule]:
    return tiers(
        {each.key: each for each in acts},
        [each for each, _ in texts],
        {each.version_id: readings for each, readings in texts},
    )


def text(
    key: str,
    on: str,
    *said: str | tuple[str, list[Power]],
    lang: Lang = RUS,
    state: TextState = TextState.IN_FORCE,
) -> tuple[Version, list[Reading]]:
    return version(key, on, lang, state), text_of(*said, lang=lang, key=key, on=on)


def story(rows: Iterable[TierRule]) -> list[tuple[str, Choice, str]]:
    return [(row.valid_from.isoformat(), row.choice, row.act) for row in rows]


def test_a_row_says_everything() -> None:
    (row,) = table([DECREE], text("decree", "2002-01-01", BY_MASLIKHAT, FREE))
    assert row == TierRule(
        series="official",
        lang=RUS,
        tier=VILLAGE,
        valid_from=date(2002, 1, 1),
        valid_to=None,
        choice=Choice.MASLIKHAT,
        release=(Holder.PRESIDENT,),
        decentralisation=0.75,
        everywhere=True,
        act="decree",
        powers=tuple(f"decree@2002-01-01.rus/pt_{n}/0/0" for n in (1, 2)),
        clauses=(),
    )


def test_a_decree_fills_what_the_constitution_leaves_open() -> None:
    ending = act("decree", "decree", "2002-01-01", ended="2003-01-01")
    rows = table(
        [CONSTITUTION, ending],
        text("constitution", "2000-01-01", OPEN_TO_DECREE),
        text("decree", "2002-01-01", BY_MASLIKHAT),
    )
    assert story(rows) == [
        ("2000-01-01", Choice.OPEN, "constitution"),
        ("2002-01-01", Choice.MASLIKHAT, "decree"),
        ("2003-01-01", Choice.OPEN, "constitution"),
    ]


@pytest.mark.parametrize(("left", "decides"), [(OPEN_TO_DECREE, "decree"), (OPEN_TO_LAW, "law")])
def test_the_kind_of_act_that_the_order_is_left_to_goes_first(left: str, decides: str) -> None:
    rows = table(
        [CONSTITUTION, LAW, DECREE],
        text("constitution", "2000-01-01", left),
        text("law", "2001-01-01", BY_AKIM),
        text("decree", "2002-01-01", BY_MASLIKHAT),
    )
    assert rows[-1].act == decides


def test_an_act_of_another_kind_fills_the_order_while_there_is_no_better() -> None:
    rows = table(
        [CONSTITUTION, DECREE],
        text("constitution", "2000-01-01", OPEN_TO_LAW),
        text("decree", "2002-01-01", BY_MASLIKHAT),
    )
    assert story(rows)[-1] == ("2002-01-01", Choice.MASLIKHAT, "decree")


def test_without_an_open_order_the_higher_text_decides_however_general() -> None:
    rows = table(
        [CONSTITUTION, DECREE],
        text("constitution", "2000-01-01", OTHERS),
        text("decree", "2002-01-01", BY_MASLIKHAT),
    )
    assert story(row for row in rows if row.tier is VILLAGE) == [
        ("2000-01-01", Choice.AKIM, "constitution")
    ]


def test_of_equals_the_later_decides() -> None:
    later = act("decree-2", "decree", "2003-01-01")
    rows = table(
        [DECREE, later],
        text("decree", "2002-01-01", BY_AKIM),
        text("decree-2", "2003-01-01", BY_MASLIKHAT),
    )
    assert story(rows)[-1] == ("2003-01-01", Choice.MASLIKHAT, "decree-2")


def test_a_text_on_a_lesser_kind_of_unit_does_not_speak_for_the_tier() -> None:
    left = "Порядок избрания акимов районов определяется законом"
    in_city = ("Акима района в городе", [power(Holder.AKIM, Action.APPOINT)])
    rows = table(
        [CONSTITUTION, LAW],
        text("constitution", "2000-01-01", left),
        text("law", "2001-01-01", in_city),
    )
    assert story(rows) == [("2000-01-01", Choice.OPEN, "constitution")]


def test_no_old_text_is_carried_past_its_end() -> None:
    changed = act("law", "law", "2001-01-01", amended_on=["2004-01-01"], ended="2009-01-01")
    rows = table([changed], text("law", "2001-01-01", BY_AKIM), text("law", "2006-01-01", BY_AKIM))
    assert [(row.valid_from.year, row.valid_to and row.valid_to.year) for row in rows] == [
        (2001, 2004),
        (2006, 2009),
    ]


def test_an_amending_act_is_never_in_force() -> None:
    amending = act("amending", "law", "2003-01-01", amends=("law",))
    rows = table(
        [LAW, amending],
        text("law", "2001-01-01", BY_AKIM),
        text("amending", "2003-01-01", DIRECT),
    )
    assert story(rows) == [("2001-01-01", Choice.AKIM, "law")]


def test_neighbours_that_say_the_same_are_one_row_with_all_their_evidence() -> None:
    rows = table([LAW], text("law", "2001-01-01", BY_AKIM), text("law", "2005-01-01", BY_AKIM))
    (row,) = rows
    assert (row.valid_from, row.valid_to) == (date(2001, 1, 1), None)
    assert row.powers == ("law@2001-01-01.rus/pt_1/0/0", "law@2005-01-01.rus/pt_1/0/0")


def test_all_texts_in_force_tell_who_may_release() -> None:
    by_akim = ("Акима села освобождает аким", [power(Holder.AKIM, Action.DISMISS)])
    rows = table(
        [CONSTITUTION, DECREE],
        text("constitution", "2000-01-01", OPEN_TO_DECREE, FREE),
        text("decree", "2002-01-01", BY_MASLIKHAT, by_akim),
    )
    assert [row.release for row in rows] == [
        (Holder.PRESIDENT,),
        (Holder.PRESIDENT, Holder.AKIM),
    ]


def test_a_text_that_only_releases_makes_no_row() -> None:
    assert table([CONSTITUTION], text("constitution", "2000-01-01", FREE)) == []


def test_series_and_languages_are_tables_of_their_own() -> None:
    rows = table(
        [LAW],
        text("law", "2001-01-01", BY_AKIM),
        text("law", "2001-01-01", BY_MASLIKHAT, state=TextState.RESTATED),
        text("law", "2001-01-01", "Ауыл әкімін халық сайлайды", lang=KAZ),
    )
    assert [(row.series, row.lang, row.choice) for row in rows] == [
        ("official", KAZ, Choice.DIRECT),
        ("official", RUS, Choice.AKIM),
        ("restated", RUS, Choice.MASLIKHAT),
    ]


def test_the_order_of_the_texts_does_not_matter() -> None:
    texts = [
        text("constitution", "2000-01-01", OPEN_TO_DECREE),
        text("law", "2001-01-01", BY_AKIM),
        text("decree", "2002-01-01", BY_MASLIKHAT),
    ]
    acts = [CONSTITUTION, LAW, DECREE]
    assert table(acts, *texts) == table(acts, *reversed(texts))


def test_nothing_to_read_gives_nothing() -> None:
    assert tiers({}, [], {}) == []
    assert tiers({"law": LAW}, [version("law", "2001-01-01")], {}) == []


def test_an_act_that_the_registry_does_not_know() -> None:
    with pytest.raises(UnknownActError, match="'law'"):
        table([], text("law", "2001-01-01", DIRECT))
