"""Texts in pieces: what is marked, and what differs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.explorer.marks import Mark, differences, pieces

marks = st.lists(
    st.builds(
        Mark, st.integers(-3, 40), st.integers(-3, 40), st.sampled_from(["holder", "action"])
    ),
    max_size=6,
)


@given(st.text(max_size=30), marks)
def test_marked_pieces_are_the_text(text: str, held: list[Mark]) -> None:
    found = pieces(text, held)
    assert "".join(piece.text for piece in found) == text
    for mark in held:
        if 0 <= mark.start < mark.end <= len(text):
            inside = "".join(piece.text for piece in found if mark.kind in piece.kinds)
            assert set(text[mark.start : mark.end]) <= set(inside)


@given(st.text(max_size=60), st.text(max_size=60))
def test_differing_pieces_are_the_two_texts(older: str, newer: str) -> None:
    left, right = differences(older, newer)
    assert "".join(piece.text for piece in left) == older
    assert "".join(piece.text for piece in right) == newer
    same = [[piece.text.lower() for piece in side if not piece.kinds] for side in (left, right)]
    assert "".join(same[0]) == "".join(same[1])


def test_a_changed_word_is_marked_whole() -> None:
    left, right = differences("избирается на пять лет", "избирается на семь лет")
    assert [piece.text for piece in left if piece.kinds] == ["пять"]
    assert [piece.text for piece in right if piece.kinds] == ["семь"]


def test_of_very_long_texts_the_middle_alone_is_marked() -> None:
    older, newer = "0 " * 50_000, "0 " * 20_000 + "1 2 " + "0 " * 30_000
    left, right = differences(older, newer)
    assert "".join(piece.text for piece in right) == newer
    assert [piece.text for piece in right if piece.kinds] == ["1 2 "]
    assert not any(piece.kinds for piece in left)
