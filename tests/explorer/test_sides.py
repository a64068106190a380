"""Two lists of units beside each other: nothing is lost, and the order is kept."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.explorer.sides import aligned, beside, compared
from pipeline.explorer.text import Unit

EIDS = st.lists(st.sampled_from([f"art_{n}" for n in range(1, 9)]), unique=True)


def unit(eid: str, text: str = "") -> Unit:
    kind = "point" if "__" in eid else "article"
    number = eid.rpartition("_")[2]
    row = {"eid": eid, "kind": kind, "number": number, "text": text, "heading": None}
    return Unit({**row, "repealed": 0})


@settings(deadline=None)
@given(EIDS, EIDS)
def test_no_unit_is_lost_and_each_side_keeps_its_order(left: list[str], right: list[str]) -> None:
    pairs = list(aligned(left, right, str))
    assert [one for one, _ in pairs if one is not None] == left
    assert [other for _, other in pairs if other is not None] == right
    assert all(one == other for one, other in pairs if one and other)
    assert all(one or other for one, other in pairs)


@settings(deadline=None)
@given(EIDS, st.sets(st.integers(0, 7)), st.sets(st.integers(0, 7)))
def test_units_that_both_have_in_one_order_stand_together(
    eids: list[str], gone: set[int], new: set[int]
) -> None:
    left = [eid for n, eid in enumerate(eids) if n not in new]
    right = [eid for n, eid in enumerate(eids) if n not in gone]
    pairs = list(aligned(left, right, str))
    assert [one for one, other in pairs if one == other] == [x for x in left if x in right]


def test_what_became_of_each_unit_is_told() -> None:
    older = [unit("art_1"), unit("art_1__pt_1", "Five years."), unit("art_1__pt_2", "No.")]
    newer = [unit("art_1"), unit("art_1__pt_1", "Seven years."), unit("art_1__pt_3", "Yes.")]
    (part,) = compared(older, newer)
    assert [pair.state for pair in part.pairs] == ["same", "changed", "gone", "new"]
    left, right = part.pairs[1].words
    assert [piece.text for piece in left if piece.kinds] == ["Five"]
    assert [piece.text for piece in right if piece.kinds] == ["Seven"]


def test_unchanged_units_are_folded_but_never_the_article_above_changed_ones() -> None:
    older = [unit("art_1"), unit("art_1__pt_1", "A."), unit("art_1__pt_2", "B.")]
    newer = [unit("art_1"), unit("art_1__pt_1", "A."), unit("art_1__pt_2", "C.")]
    (part,) = compared(older, newer)
    assert [(same, len(run)) for same, run in part.runs] == [(False, 1), (True, 1), (False, 1)]
    assert not part.same
    assert compared(older, older)[0].same


def test_words_of_two_languages_are_not_compared() -> None:
    doubts = [
        {"eid": "art_1", "cause": "texts"},
        {"eid": "art_2", "cause": "texts"},
    ]
    (part,) = beside([unit("art_1", "Да.")], [unit("art_1", "Иә.")], doubts)
    (pair,) = part.pairs
    assert (pair.state, pair.words, pair.doubts) == ("", ((), ()), (doubts[0],))
