"""Which texts are compared, what an excerpt can show, who made a change, and a power's life."""

from __future__ import annotations

from dataclasses import replace

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


def test_a_text_without_powers_and_no_text_at_all_change_nothing() -> None:
    none = {"art_1": "Столицей является город"}
    assert compare([(version(FIRST), none), (version(LATER), none)]).changes == ()
    assert compare([]).changes == ()
