"""Which texts are in force on which days, and which days have no score at all."""

from __future__ import annotations

import pytest

from pipeline.index.timeline import Segment, UnknownActError, presences, timelines
from pipeline.records import Act, Version
from pipeline.vocabulary import Lang, TextState
from tests.index.makers import act, registry, text


def spans(acts: dict[str, Act], *versions: Version) -> list[tuple[str, str]]:
    """First day and end of each segment of the only series."""
    return [
        (str(segment.valid_from), str(segment.valid_to or ""))
        for segment in segments(acts, *versions)
    ]


def segments(acts: dict[str, Act], *versions: Version) -> list[Segment]:
    lines = timelines(acts, versions)
    assert len(lines) <= 1
    return next(iter(lines.values()), [])


# -- one act -------------------------------------------------------------------------------------


def test_a_text_lasts_until_the_next_one() -> None:
    acts = registry(act("c", amended_on=["2005-01-01"]))
    assert spans(acts, text("c"), text("c", "2005-01-01")) == [
        ("2000-01-01", "2005-01-01"),
        ("2005-01-01", ""),
    ]


def test_a_text_ends_with_its_act() -> None:
    assert spans(registry(act("c", ended="2010-01-01")), text("c")) == [
        ("2000-01-01", "2010-01-01")
    ]


def test_a_text_is_not_carried_past_an_amendment_that_is_not_at_hand() -> None:
    acts = registry(act("c", amended_on=["2003-01-01", "2005-01-01"]))
    assert spans(acts, text("c"), text("c", "2005-01-01")) == [
        ("2000-01-01", "2003-01-01"),
        ("2005-01-01", ""),
    ]


def test_days_before_the_first_text_at_hand_have_no_score() -> None:
    assert spans(registry(act("c")), text("c", "2005-01-01")) == [("2005-01-01", "")]


def test_a_text_dated_before_commencement_waits_for_it() -> None:
    acts = registry(act("c", begins="2000-07-01"))
    assert spans(acts, text("c", "2000-03-15")) == [("2000-07-01", "")]


def test_only_the_last_text_before_commencement_is_ever_in_force() -> None:
    acts = registry(act("c", begins="2000-07-01"))
    versions = [text("c", "2000-03-15"), text("c", "2000-04-15")]
    assert [p.version.date.month for p in presences(acts, versions)] == [4]


def test_a_text_given_twice_counts_once() -> None:
    (segment,) = segments(registry(act("c")), text("c"), text("c"))
    assert len(segment.versions) == 1


def test_an_act_outside_the_registry_is_named_with_the_remedy() -> None:
    with pytest.raises(UnknownActError, match=r"'c'.*Add \[acts.c\] to corpus/acts.toml"):
        timelines({}, [text("c")])


# -- the frame -----------------------------------------------------------------------------------


def test_a_law_alone_makes_no_score_where_the_constitution_is_missing() -> None:
    acts = registry(act("c"), act("l", "law"))
    assert segments(acts, text("l")) == []


def test_a_law_waits_for_the_constitution_text() -> None:
    acts = registry(act("c"), act("l", "law"))
    (segment,) = segments(acts, text("l"), text("c", "2005-01-01"))
    assert str(segment.valid_from) == "2005-01-01"
    assert [version.act for version in segment.versions] == ["c", "l"]


@pytest.mark.parametrize("kind", ["law", "constitutional_law"])
def test_before_the_first_constitution_the_frame_is_a_law(kind: str) -> None:
    acts = registry(act("l", kind, begins="1990-04-24"), act("c", begins="1993-01-28"))
    assert spans(acts, text("l", "1990-04-24")) == [("1990-04-24", "1993-01-28")]


def test_a_segment_that_rests_on_laws_alone_is_partial() -> None:
    acts = registry(act("l", "law", begins="1990-04-24"), act("c", begins="1993-01-28"))
    early, late = segments(acts, text("l", "1990-04-24"), text("c", "1993-01-28"))
    assert (early.partial, late.partial) == (True, False)


def test_before_the_first_constitution_a_decree_is_no_frame() -> None:
    acts = registry(act("d", "decree", begins="1990-04-24"), act("c", begins="1993-01-28"))
    assert segments(acts, text("d", "1990-04-24")) == []


def test_between_two_constitutions_a_law_is_no_frame() -> None:
    acts = registry(
        act("old", begins="2000-01-01", ended="2001-01-01"),
        act("new", begins="2002-01-01"),
        act("l", "law"),
    )
    versions = [text("old"), text("l"), text("new", "2002-01-01")]
    assert spans(acts, *versions) == [("2000-01-01", "2001-01-01"), ("2002-01-01", "")]


def test_one_constitution_follows_another_on_the_day() -> None:
    acts = registry(act("old", ended="2026-07-01"), act("new", begins="2026-07-01"))
    first, second = segments(acts, text("old"), text("new", "2026-07-01"))
    assert first.valid_to == second.valid_from
    assert [version.act for version in (*first.versions, *second.versions)] == ["old", "new"]


def test_an_amending_act_has_no_words_of_its_own() -> None:
    acts = registry(act("c"), act("a", "law", begins="2001-01-01", amends=("c",)))
    (segment,) = segments(acts, text("c"), text("a", "2001-01-01"))
    assert [version.act for version in segment.versions] == ["c"]
    assert not segment.partial


def test_texts_come_in_the_order_of_their_force_then_age() -> None:
    acts = registry(
        act("z-constitution"),
        act("y-organic", "constitutional_law"),
        act("x-new", "law", begins="2000-01-01"),
        act("w-old", "law", begins="1999-01-01"),
        act("v-decree", "decree"),
        act("u-strange", "circular"),
    )
    (*_, segment) = segments(acts, *(text(key) for key in acts))
    assert [version.act for version in segment.versions] == [
        "z-constitution",
        "y-organic",
        "w-old",
        "x-new",
        "v-decree",
        "u-strange",
    ]


# -- partial -------------------------------------------------------------------------------------


def test_an_excerpt_makes_its_days_partial() -> None:
    acts = registry(act("c", amended_on=["2005-01-01"]))
    versions = [text("c", state=TextState.EXCERPT), text("c", "2005-01-01")]
    assert [segment.partial for segment in segments(acts, *versions)] == [True, False]


def test_days_are_partial_while_a_known_law_has_no_text() -> None:
    acts = registry(act("c"), act("l", "law", amended_on=["2003-01-01", "2004-01-01"]))
    versions = [text("c"), text("l"), text("l", "2004-01-01")]
    assert [(str(s.valid_from), s.partial) for s in segments(acts, *versions)] == [
        ("2000-01-01", False),
        ("2003-01-01", True),
        ("2004-01-01", False),
    ]


def test_days_are_partial_before_the_first_text_of_a_known_law() -> None:
    acts = registry(act("c"), act("l", "law"))
    versions = [text("c"), text("l", "2004-01-01")]
    assert [segment.partial for segment in segments(acts, *versions)] == [True, False]


def test_days_are_whole_before_a_known_law_begins_and_after_it_ended() -> None:
    acts = registry(act("c"), act("l", "law", begins="2004-01-01", ended="2005-01-01"))
    versions = [text("c"), text("l", "2004-01-01")]
    assert [segment.partial for segment in segments(acts, *versions)] == [False, False, False]


def test_a_law_of_which_nothing_is_held_leaves_days_whole() -> None:
    acts = registry(act("c"), act("l", "law"))
    (segment,) = segments(acts, text("c"))
    assert not segment.partial


LAW_WITH_A_GAP = act("l", "law", ended="2003-01-01", amended_on=["2001-01-01"])


def test_the_same_texts_make_two_segments_where_only_one_is_partial() -> None:
    acts = registry(act("c"), LAW_WITH_A_GAP)
    found = [(str(s.valid_from), s.partial) for s in segments(acts, text("c"), text("l"))]
    assert found == [("2000-01-01", False), ("2001-01-01", True), ("2003-01-01", False)]


def test_neighbours_that_are_alike_are_one_segment() -> None:
    acts = registry(act("c"), LAW_WITH_A_GAP)
    excerpt = text("c", state=TextState.EXCERPT)  # partial on both sides of the law's end
    assert spans(acts, excerpt, text("l")) == [("2000-01-01", "2001-01-01"), ("2001-01-01", "")]


# -- series and languages ------------------------------------------------------------------------


def test_restated_and_official_texts_have_timelines_of_their_own() -> None:
    acts = registry(act("c", amended_on=["2005-01-01"]))
    lines = timelines(acts, [text("c"), text("c", "2005-01-01", TextState.RESTATED)])
    assert [(key, str(s.valid_from), str(s.valid_to)) for key, (s,) in lines.items()] == [
        (("official", Lang.RUS), "2000-01-01", "2005-01-01"),
        (("restated", Lang.RUS), "2005-01-01", "None"),
    ]


def test_a_restated_constitution_is_no_frame_for_an_official_law() -> None:
    acts = registry(act("c"), act("l", "law"))
    lines = timelines(acts, [text("c", state=TextState.RESTATED), text("l")])
    assert list(lines) == [("restated", Lang.RUS)]


def test_languages_have_timelines_of_their_own() -> None:
    acts = registry(act("c"))
    lines = timelines(acts, [text("c", lang=Lang.RUS), text("c", lang=Lang.KAZ)])
    assert [lang for _, lang in lines] == [Lang.KAZ, Lang.RUS]
