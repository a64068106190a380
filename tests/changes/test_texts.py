"""Which texts are compared, what an excerpt can show, who made a change, and a power's life."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.records import Note
from pipeline.vocabulary import ChangeKind, Lang, Shown, TextState
from tests.changes.making import FIRST, LAST, LATER, act, compare, version

MINISTERS = "Президент назначает министров"
BOUND = "Президент с согласия Сената назначает министров"
PARDON = "Президент осуществляет помилование"
BUDGET = "Парламент утверждает республиканский бюджет"


def test_each_version_is_compared_with_the_next_whatever_their_order() -> None:
    texts = [
        (version(LAST), {"art_1": BOUND}),
        (version(FIRST), {"art_1": MINISTERS}),
        (version(LATER), {"art_1": MINISTERS, "art_2": PARDON}),
    ]
    found = compare(texts).changes
    assert {(one.date, one.kind) for one in found} == {
        (LATER, ChangeKind.GRANTED),
        (LAST, ChangeKind.WEAKENED),
        (LAST, ChangeKind.REMOVED),
    }


def test_languages_and_series_are_never_compared_with_each_other() -> None:
    restated = replace(version(LATER), state=TextState.RESTATED)
    texts = [
        (version(FIRST), {"art_1": MINISTERS}),
        (version(LATER, Lang.KAZ), {"art_1": "Президент министрлерді тағайындайды"}),
        (restated, {"art_1": BOUND}),
    ]
    assert compare(texts).changes == ()


def test_an_act_is_compared_with_the_one_that_took_its_place() -> None:
    acts = [act(ended=LATER, ended_by="constitution-1"), act("constitution-1", adopted=LATER,
                                                              in_force=LATER)]  # fmt: skip
    texts = [
        (version(FIRST), {"art_1": MINISTERS}),
        (version(LATER, key="constitution-1"), {"art_7": BOUND}),
    ]
    [change] = compare(texts, acts).changes
    assert (change.kind, change.older.split("@")[0]) == (ChangeKind.WEAKENED, "constitution-0")
    assert [proof.act for proof in change.proofs] == ["constitution-1"]


def test_two_acts_whose_place_one_takes_are_held_against_it_together() -> None:
    ended = {"ended": LATER, "ended_by": "constitution-1"}
    acts = [act(**ended), act("constitution-00", **ended), act("constitution-1", adopted=LATER,
                                                               in_force=LATER)]  # fmt: skip
    texts = [
        (version(FIRST), {"art_1": MINISTERS}),
        (version(FIRST, key="constitution-00"), {"art_1": PARDON}),
        (version(LATER, key="constitution-1"), {"art_7": PARDON, "art_8": MINISTERS}),
    ]
    assert compare(texts, acts).changes == ()


def test_of_an_excerpt_only_its_own_articles_tell() -> None:
    excerpt = version(FIRST, state="excerpt")
    whole = {"art_1": BOUND, "art_1-1": PARDON, "art_9": BUDGET}
    found = compare([(excerpt, {"art_1": MINISTERS}), (version(LATER), whole)]).changes
    assert {(one.kind, one.action) for one in found} == {
        (ChangeKind.WEAKENED, "appoint"), (ChangeKind.GRANTED, "pardon"),
    }  # fmt: skip
    assert all(one.partial for one in found)


def test_one_amendment_between_two_texts_made_the_change() -> None:
    [change] = compare([(version(FIRST), {"art_1": MINISTERS}), (version(LATER), {"art_1": BOUND})]
                       ).changes  # fmt: skip
    assert (change.date, change.exact) == (LATER, True)
    assert [(proof.shown, proof.act) for proof in change.proofs] == [(Shown.VERSIONS, "law-1")]


def test_of_several_amendments_the_article_s_note_names_the_one() -> None:
    texts = [(version(FIRST), {"art_1": MINISTERS}), (version(LAST), {"art_1": BOUND})]
    [change] = compare(texts).changes
    assert (change.date, change.exact) == (LAST, False)
    assert [proof.act for proof in change.proofs] == [""]
    text = "Сноска. Статья 1 с изменениями, внесенными Законом РК от 01.01.2005 № 7."
    note = {texts[1][0].version_id: [Note("art_1", text, 0, 1)]}
    [noted] = compare(texts, notes=note).changes
    assert (noted.date, noted.exact) == (LATER, True)
    assert (noted.proofs[1].shown, noted.proofs[1].act) == (Shown.NOTE, "law-1")


NOTED = "Сноска. Статья 1 с изменениями, внесенными законами РК"


@pytest.mark.parametrize(
    ("said", "day", "exact"),
    [
        ("от 20.12.2004 № 7", LATER, True),  # the day of the act
        ("от 20.12.2004 № 7 (вводится с 01.01.2005)", LATER, True),
        ("№ 7 (вводится с 01.01.2005)", LATER, True),  # the day of its effect
        ("от 20.12.2004 № 7; от 01.01.2010 № 8", LAST, False),  # both
        ("от 03.03.2003 № 6", LAST, False),  # neither
    ],
)
def test_a_note_names_an_amendment_by_its_act_s_day_or_its_effect_s(
    said: str, day: date, exact: bool
) -> None:
    acts = [act(amended_on=(LATER, LAST), amended_by={LATER: "law-1", LAST: "law-2"}),
            act("law-1", adopted=date(2004, 12, 20))]  # fmt: skip
    texts = [(version(FIRST), {"art_1": MINISTERS}), (version(LAST), {"art_1": BOUND})]
    notes = {texts[1][0].version_id: [Note("art_1", f"{NOTED} {said}", 0, 1)]}
    [change] = compare(texts, acts, notes).changes
    assert (change.date, change.exact) == (day, exact)


def test_a_power_s_life_runs_through_renumbering_rewording_and_transfer() -> None:
    texts = [
        (version(FIRST), {"art_1": "Президент утверждает государственные программы"}),
        (version(LATER), {"art_3": "Государственные программы утверждаются Президентом"}),
        (version(LAST), {"art_4": "Правительство утверждает государственные программы"}),
    ]
    [life] = compare(texts).lives
    assert life.power == "president/approve/state_programme"
    assert [step.power_id.split("/")[1] for step in life.steps] == ["art_1", "art_3", "art_4"]


def test_a_power_that_was_gone_and_came_back_is_another_one() -> None:
    texts = [
        (version(FIRST), {"art_1": BUDGET, "art_2": PARDON}),
        (version(LATER), {"art_1": BUDGET}),
        (version(LAST), {"art_1": BUDGET, "art_2": PARDON}),
    ]
    names = {life.power for life in compare(texts).lives}
    pardons = sorted(name for name in names if "/pardon/" in name)
    assert len(pardons) == 2
    assert pardons[1] == f"{pardons[0]}/2"


def test_the_life_of_a_limit_says_that_it_is_one() -> None:
    text = {"art_1": "Акимы не вправе быть депутатами маслихатов", "art_2": PARDON}
    limits = [life.power.startswith("limit/") for life in compare([(version(FIRST), text)]).lives]
    assert sorted(limits) == [False, True]


def test_a_text_without_powers_and_no_text_at_all_change_nothing() -> None:
    none = {"art_1": "Столицей является город"}
    assert compare([(version(FIRST), none), (version(LATER), none)]).changes == ()
    assert compare([]).changes == ()


def test_what_follows_its_own_text_and_another_act_tells_each_power_once() -> None:
    acts = [
        act(amended_on=(LATER,), amended_by={LATER: "law-1"}),
        act("decree-0", kind="decree", ended=LATER, ended_by="constitution-0"),
    ]
    texts = [
        (version(FIRST), {"art_1": MINISTERS}),
        (version(FIRST, key="decree-0"), {"pt_1": PARDON, "pt_2": BUDGET}),
        (version(LATER), {"art_1": BOUND, "art_2": PARDON}),
    ]
    found = compare(texts, acts)
    assert {(one.kind, one.action, one.older.split("@")[0]) for one in found.changes} == {
        (ChangeKind.WEAKENED, "appoint", "constitution-0"),
        (ChangeKind.REMOVED, "approve", "decree-0"),
    }
    [pardon] = [life for life in found.lives if "/pardon/" in life.power]
    assert [step.power_id.split("@")[0] for step in pardon.steps] == ["decree-0", "constitution-0"]


def test_a_successor_is_its_first_text_in_force_when_the_older_act_ended() -> None:
    acts = [act(ended=LATER, ended_by="law-1"), act("law-1", amended_on=(LATER,))]
    texts = [
        (version(FIRST), {"art_1": PARDON}),
        (version(FIRST, key="law-1"), {"art_1": BUDGET}),
        (version(LATER, key="law-1"), {"art_1": BUDGET, "art_2": PARDON}),
        (version(LAST, key="law-1"), {"art_1": BUDGET}),
    ]
    assert {(one.kind, one.action, one.date) for one in compare(texts, acts).changes} == {
        (ChangeKind.REMOVED, "pardon", LAST)
    }


def test_a_text_of_later_than_its_successor_is_not_held_against_it() -> None:
    acts = [act(), act("constitution-1", succeeds="constitution-0")]
    texts = [
        (version(LATER), {"art_1": PARDON}),
        (version(FIRST, key="constitution-1"), {"art_1": BUDGET}),
    ]
    assert compare(texts, acts).changes == ()


def test_an_act_that_ended_before_its_successor_s_text_leaves_the_day_open() -> None:
    acts = [
        act("decree-0", kind="decree", ended=date(2003, 1, 1)),
        act("law-0", kind="law", succeeds="decree-0", amended_on=(LATER,)),
    ]
    texts = [
        (version(FIRST, key="decree-0"), {"pt_1": MINISTERS, "pt_2": PARDON}),
        (version(LATER, key="law-0"), {"art_1": MINISTERS}),
    ]
    [change] = compare(texts, acts).changes
    assert (change.kind, change.date, change.exact) == (ChangeKind.REMOVED, LATER, False)


def test_a_change_by_a_new_act_has_the_day_of_its_commencement() -> None:
    begins = date(2005, 2, 1)
    acts = [
        act(ended=begins, ended_by="constitution-1"),
        act("constitution-1", adopted=LATER, in_force=begins),
    ]
    texts = [
        (version(FIRST), {"art_1": MINISTERS}),
        (version(LATER, key="constitution-1"), {"art_1": BOUND}),
    ]
    [change] = compare(texts, acts).changes
    assert (change.date, change.exact) == (begins, True)


def test_between_two_acts_a_missing_text_leaves_the_day_open_too() -> None:
    ended = act(ended=LATER, ended_by="constitution-1")
    follows = act("constitution-1", adopted=LATER, in_force=LATER, amended_on=(LAST,),
                  amended_by={LAST: "law-2"})  # fmt: skip
    texts = [
        (version(FIRST), {"art_1": MINISTERS, "art_7": PARDON}),
        (version(LAST, key="constitution-1"), {"art_7": BOUND}),
    ]
    [change, _] = compare(texts, [ended, follows]).changes
    assert (change.date, change.exact, change.proofs[0].act) == (LAST, False, "")
    text = "Сноска. Статья 7 с изменениями, внесенными Законом РК от 01.01.2010 № 7."
    notes = {texts[1][0].version_id: [Note("art_7", text, 0, 1)]}
    [noted, gone] = compare(texts, [ended, follows], notes).changes
    assert (noted.date, noted.exact, noted.proofs[1].act) == (LAST, True, "law-2")
    assert (gone.kind, gone.exact) == (ChangeKind.REMOVED, False)  # of another act's article 7


MINISTRIES = "Правительство руководит деятельностью министерств"


def test_between_two_acts_an_excerpt_has_the_articles_of_which_it_has_half() -> None:
    acts = [act(ended=LATER, ended_by="constitution-1"), act("constitution-1", adopted=LATER,
                                                              in_force=LATER)]  # fmt: skip
    older = {
        "art_1__pt_1": MINISTERS, "art_1__pt_2": PARDON, "art_1__pt_3": BUDGET,
        "art_2__pt_1": MINISTRIES, "art_2__pt_2": "Сенат избирает судей Верховного Суда",
    }  # fmt: skip
    little = (
        "Сенат утверждает регламент", "Мажилис выражает недоверие Правительству",
        "Парламент ратифицирует международные договоры", "Суд отменяет акты акимов",
        "Маслихат утверждает местный бюджет",
    )  # fmt: skip
    older |= {f"art_3__pt_{n}": words for n, words in enumerate(little, 1)}
    excerpt = version(LATER, key="constitution-1", state="excerpt")
    held = {"art_7__pt_1": MINISTERS, "art_7__pt_2": PARDON, "art_8": MINISTRIES,
            "art_9__pt_1": little[0], "art_9__pt_2": little[1]}  # fmt: skip
    found = compare([(version(FIRST), older), (excerpt, held)], acts).changes
    assert [(one.kind, one.holder, one.action, one.partial) for one in found] == [
        (ChangeKind.REMOVED, "parliament", "approve", True)
    ]


def test_a_law_whose_place_a_constitution_took_tells_of_its_main_holder_only() -> None:
    acts = [
        act("law-0", kind="law", ended=LATER, ended_by="constitution-1"),
        act("constitution-1", adopted=LATER, in_force=LATER),
    ]
    texts = [
        (version(FIRST, key="law-0"), {"art_1": MINISTERS, "art_2": BUDGET, "art_3": PARDON}),
        (version(LATER, key="constitution-1"),
         {"art_1": MINISTERS, "art_2": "Президент награждает государственными наградами",
          "art_3": "Сенат избирает судей Верховного Суда"}),
    ]  # fmt: skip
    found = {(one.kind, one.holder, one.action) for one in compare(texts, acts).changes}
    assert found == {
        (ChangeKind.GRANTED, "president", "award"),
        (ChangeKind.REMOVED, "president", "pardon"),
        (ChangeKind.REMOVED, "parliament", "approve"),
    }


def test_an_act_that_amends_others_is_no_text_in_force() -> None:
    amending = act("law-1", kind="law", amends=("constitution-0",))
    texts = [
        (version(FIRST, key="law-1"), {"art_1": PARDON}),
        (version(LATER, key="law-1"), {"art_1": MINISTERS}),
    ]
    found = compare(texts, [act(), amending])
    assert (found.changes, found.lives) == ((), ())


def test_no_two_changes_have_one_id_and_each_names_powers_of_its_texts() -> None:
    double = "Президент назначает министров; Президент назначает министров и судей"
    ended = {"ended": LATER, "ended_by": "constitution-1"}
    acts = [act(**ended), act("constitution-00", **ended), act("constitution-1", adopted=LATER,
                                                               in_force=LATER)]  # fmt: skip
    texts = [
        (version(FIRST), {"art_1": double, "art_1~2": double, "art_2": BUDGET}),
        (version(FIRST, key="constitution-00"), {"art_1": double, "art_1~2": PARDON}),
        (version(LATER, key="constitution-1"), {"art_1": MINISTRIES, "art_1~2": MINISTRIES}),
    ]
    found = compare(texts, acts).changes
    ids = [one.change_id for one in found]
    assert len(ids) == len(set(ids)) > 4
    for one in found:
        assert one.power_from.startswith(one.older) or not one.power_from
        assert one.power_to.startswith(one.newer) or not one.power_to
