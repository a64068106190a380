"""Repair of letters, and texts that know where each character came from."""

from __future__ import annotations

import hashlib
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.normalize import LOOK_ALIKES, Mapped, repair_letters, text_hash

# -- letters -------------------------------------------------------------------------------------

# Every Latin letter that is taken for a Cyrillic one.
TWINS = [(chr(latin), chr(cyrillic)) for latin, cyrillic in LOOK_ALIKES.items()]


@pytest.mark.parametrize(("latin", "cyrillic"), TWINS, ids=[latin for latin, _ in TWINS])
def test_a_latin_letter_inside_a_cyrillic_word_is_repaired(latin: str, cyrillic: str) -> None:
    assert latin.isascii() or latin in "əƏ"
    for printed in (f"зак{latin}н", f"{latin}закон", f"закон{latin}"):
        assert repair_letters(printed) == printed.replace(latin, cyrillic)


@pytest.mark.parametrize(
    ("printed", "repaired"),
    [
        ("вpеменно", "временно"),  # one letter, in the middle
        ("пopядoк", "порядок"),  # several in one word
        ("Coвет", "Совет"),  # a capital at the start
        ("COBЕT", "СОВЕТ"),  # a word in capitals of which one alone is Cyrillic
        ("мемлекеттiк билiк", "мемлекеттік билік"),  # Kazakh і typed as Latin i, word by word
        ("IС-ШАРА", "ІС-ШАРА"),  # Kazakh capital І
        ("əкiм", "әкім"),  # Kazakh ә from the old Latin schwa
        ("Əдiлет", "Әділет"),  # the same, capital
        ("мəжiлiс пен кеңес", "мәжіліс пен кеңес"),  # both kinds in one word
        ("ѳкiм, ѳкілдік", "өкім, өкілдік"),  # old Cyrillic fita in place of ө
        ("бұйрықтыӊ", "бұйрықтың"),  # a foreign Cyrillic letter in place of ң
        ("c участием суда", "с участием суда"),  # a preposition of one letter
        ("o казне и a также y суда", "о казне и а также у суда"),  # all that stand alone
    ],
)
def test_letters_are_repaired(printed: str, repaired: str) -> None:
    assert repair_letters(printed) == repaired


@pytest.mark.parametrize(
    "text",
    [
        "Раздел III, часть XII, век XX",  # Roman numerals in Latin letters
        "N 284-I, N 51-VI",  # N before a number, a Roman numeral after it
        "Закон N 5 о казне",  # N is no look-alike of Н: it stands for "number"
        "передача по e-mail и через Internet",  # Latin words
        "пункт a) и пункт b)",  # Latin letters as marks
        "Wифи-сеть, Zакон, дRуг",  # a Latin letter without a twin: nobody's look-alike
        "Wебсaйт",  # ... even when another letter of the word has one
        "vice versa",  # no Cyrillic at all
        "c 1 января",  # before a number a lone letter may be a mark
        "Президент мәжіліс әкім өкім",  # clean text
        "",
    ],
)
def test_what_is_right_stays(text: str) -> None:
    assert repair_letters(text) == text


MIXED = st.text(
    st.sampled_from("аВсегқәіІНпрХ" + "aBceEiIəƏpxX" + "NWzQ" + "0 .-)" + "ѳӉ\u00ad\n"), max_size=40
)


@given(MIXED | st.text(max_size=40))
@settings(deadline=None, max_examples=200)
def test_repair_keeps_the_length_and_what_was_no_letter(text: str) -> None:
    repaired = repair_letters(text)
    assert len(repaired) == len(text)
    for before, after in zip(text, repaired, strict=True):
        assert before == after or (before.isalpha() and after.isalpha())


@given(MIXED | st.text(max_size=40))
@settings(deadline=None, max_examples=200)
def test_repair_done_twice_is_repair_done_once(text: str) -> None:
    assert repair_letters(repair_letters(text)) == repair_letters(text)


# -- hash of a text ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Совет судит", "Совет  судит", True),  # two spaces
        ("Совет судит", " Совет\n\u00a0судит ", True),  # line break, no-break space, ends
        ("Кеңес билігі", "Кeңeс билiгi", True),  # look-alikes
        ("Совет судит", "Совет судил", False),  # another word
        ("Совет судит", "совет судит", False),  # another case
        ("Совет судит", "Совет, судит", False),  # another mark
        ("Совет судит", "Советсудит", False),  # white space is folded, not dropped
    ],
)
def test_hash_passes_over_white_space_and_look_alikes(one: str, other: str, alike: bool) -> None:
    assert (text_hash(one) == text_hash(other)) is alike


def test_hash_is_the_sha256_of_the_repaired_words() -> None:
    """Annotations made long ago name it, so it must never change."""
    assert text_hash(" Кeңeс\nшешедi") == hashlib.sha256("Кеңес шешеді".encode()).hexdigest()


# -- positions -----------------------------------------------------------------------------------

SOURCE = st.text(st.sampled_from("абв ғ1;.\n\t\r\u00a0\u00ad\u200b\ufeff"), max_size=60)


def points_back(mapped: Mapped, source: str) -> bool:
    """Whether each character stands at its position in the source; a space stands for any blank."""
    assert len(mapped.at) == len(mapped.text)
    return all(
        source[position] == character or (character == " " and source[position].isspace())
        for character, position in zip(mapped.text, mapped.at, strict=True)
    )


@given(SOURCE, st.integers(0, 60), st.integers(0, 60))
@settings(deadline=None)
def test_part_of_a_source(source: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(source)), min(other, len(source))))
    part = Mapped.of(source, start, end)
    assert part.text == source[start:end]
    assert points_back(part, source)
    if part.text:
        assert (part.start, part.end) == (start, end)


@given(SOURCE)
@settings(deadline=None)
def test_tidy_folds_blanks_and_drops_the_invisible(source: str) -> None:
    tidy = Mapped.of(source).tidy()
    assert tidy.text == " ".join(re.sub("[\u00ad\u200b\ufeff]", "", source).split())
    assert points_back(tidy, source)
    assert list(tidy.at) == sorted(set(tidy.at))


@given(SOURCE, st.none() | st.just("аб ;"))
@settings(deadline=None)
def test_strip_is_that_of_strings(source: str, characters: str | None) -> None:
    stripped = Mapped.of(source).strip(characters)
    assert stripped.text == source.strip(characters)
    assert points_back(stripped, source)


@given(SOURCE, st.sampled_from(["б+", r"\s", "[а;]", "ничего", r"(?<=а)б"]))
@settings(deadline=None)
def test_without_cuts_out_each_match(source: str, pattern: str) -> None:
    left = Mapped.of(source).without(re.compile(pattern))
    assert left.text == re.sub(pattern, "", source)
    assert points_back(left, source)


@given(SOURCE, st.lists(st.integers(0, 60), max_size=4), st.sampled_from(["", " "]))
@settings(deadline=None)
def test_join_puts_separators_between_the_parts(
    source: str, cuts: list[int], separator: str
) -> None:
    edges = sorted({0, len(source), *(cut for cut in cuts if cut < len(source))})
    parts = [Mapped.of(source, *edge).tidy() for edge in pairwise(edges)]
    joined = Mapped.join(parts, separator)
    assert joined.text == separator.join(part.text for part in parts if part.text)
    assert len(joined.at) == len(joined.text)
    assert list(joined.at) == sorted(joined.at)
    words = Mapped(
        "".join(c for c in joined.text if c != " "),
        [at for c, at in zip(joined.text, joined.at, strict=True) if c != " "],
    )
    assert points_back(words, source)


def test_a_separator_stands_where_its_left_part_ends() -> None:
    source = "мир   хлеб  соль"
    joined = Mapped.join([Mapped.of(source, 0, 3), Mapped.of(source, 6, 10), Mapped.of(source, 12)])
    assert joined.text == "мир хлеб соль"
    assert list(joined.at) == [0, 1, 2, 2, 6, 7, 8, 9, 9, 12, 13, 14, 15]


def test_positions_of_nothing() -> None:
    nothing = Mapped.of("закон", 2, 2)
    assert (len(nothing), nothing.start, nothing.end) == (0, 0, 0)
    assert Mapped.join([]).text == Mapped.of("").tidy().text == Mapped.of("  ").strip().text == ""


def test_a_slice_keeps_its_place_in_the_source() -> None:
    source = "1.  Совет\n судит"
    tidy = Mapped.of(source).tidy()
    word = tidy[tidy.text.index("судит") :]
    assert source[word.start : word.end] == "судит"
