"""What changed from release to release: law apart from texts corrected or read otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline import news
from pipeline.dataset import VersionRow
from pipeline.errors import ReleaseError
from pipeline.news.compare import order
from pipeline.news.page import page
from pipeline.news.records import ChangeTold
from pipeline.records import Facts
from pipeline.vocabulary import Holder, Lang, Status, TextState
from pipeline.workspace import Workspace
from tests.dataset.sample import (
    DAYS,
    NEWEST,
    provisions_of,
    readings_of,
    version,
)
from tests.news.making import (
    before,
    edited,
    entries,
    items,
    received_anew,
    released,
    unscored,
)


def test_the_first_release_is_one_entry_and_not_all_that_ever_changed(workspace: Workspace):
    released(workspace, unscored(), "a1")
    (item,) = items(workspace)
    assert (item.kind, item.counts) == ("first", {"acts": 2, "versions": 6, "powers": 12})
    assert [entry.title for entry in entries(workspace, "eng")] == ["First release"]


def test_a_new_version_is_told_with_what_it_changed_in_both_languages_at_once(
    workspace: Workspace,
):
    released(workspace, before(unscored()), "a1")
    news.tell(workspace)
    released(workspace, unscored(), "b2")
    (item,) = items(workspace)
    assert (item.kind, item.act, item.day, item.series) == (
        "law", "constitution-1995", "1998-10-07", "restated",
    )  # fmt: skip
    assert item.versions == tuple(
        f"{NEWEST[0]}@{NEWEST[1]}.{lang}.restated" for lang in ("kaz", "rus")
    )
    assert item.counts == {"granted": 1}
    (change,) = item.changes
    assert (change.holder, change.action, change.object) == ("senate", "interpret", "law")
    assert change.words == {
        "rus": "Сенат толкует законы",
        "kaz": "Сенат заңдарға түсінік береді",
    }
    assert set(change.clauses) == {"rus", "kaz"}


def test_what_is_the_presidents_comes_first_then_what_was_given():
    def change(kind: str, holder: str, to: str = "") -> ChangeTold:
        return ChangeTold(
            kind, holder, to, "appoint", "", "", "+", "2001-01-01", True, (), (), {}, {}
        )

    told = [
        change("granted", "akim"),
        change("transferred", "senate", "president"),
        change("removed", "president"),
    ]
    assert [one.holder for one in sorted(told, key=order)] == ["president", "senate", "akim"]


def test_a_text_read_otherwise_is_no_change_of_law(workspace: Workspace):
    contents = unscored()
    released(workspace, contents, "a1")
    news.tell(workspace)
    (power,) = contents.readings[contents.versions[0].version.version_id][0].powers
    other = replace(power, holder=Holder.GOVERNMENT)
    released(workspace, edited(contents, DAYS[0], powers=(other,)), "b2")
    (item,) = items(workspace)
    assert (item.kind, item.counts) == ("reread", {"clauses": 1})
    (clause,) = item.clauses
    assert clause.clause_id == "constitution-1993@1993-01-28.rus.restated/art_1/0"
    assert [power.split("/")[0] for power in (*clause.lost, *clause.gained)] == [
        "president",
        "government",
    ]
    told = news.tell(workspace)[-1]
    assert "закон не изменился" in page(told)
    assert "the law has not" in page(told)


def test_a_text_that_its_publisher_corrected_is_told_as_that(workspace: Workspace):
    contents = unscored()
    released(workspace, contents, "a1")
    news.tell(workspace)
    words = contents.readings[contents.versions[0].version.version_id][0].clause.text
    corrected = edited(received_anew(contents, DAYS[0]), DAYS[0], text=f"{words} Республики")
    released(workspace, corrected, "b2")
    (item,) = items(workspace)
    assert (item.kind, item.act, item.counts) == ("corrected", "constitution-1993", {"text": 1})
    assert item.versions == ("constitution-1993@1993-01-28.rus.restated",)


def test_a_page_that_changed_around_the_same_words_is_no_news(workspace: Workspace):
    released(workspace, unscored(), "a1")
    news.tell(workspace)
    released(workspace, received_anew(unscored(), DAYS[0]), "b2")
    assert items(workspace) == ()
    assert page(news.tell(workspace)[-1]).count("No power changed.") == 1
    assert len(entries(workspace, "rus")) == 1


def test_an_act_that_ended_by_the_registry_is_told_once(workspace: Workspace):
    contents = unscored()
    released(workspace, contents, "a1")
    news.tell(workspace)
    old = next(act for act in contents.acts if act.key == "constitution-1993")
    ended = replace(contents, acts=[contents.acts[0], replace(old, ended=DAYS[1])])
    released(workspace, ended, "b2")
    (item,) = items(workspace)
    assert (item.kind, item.act, item.day) == ("ended", "constitution-1993", "1995-09-05")
    assert "Утратил силу 05.09.1995." in page(news.tell(workspace)[-1])
    released(workspace, replace(ended, divergences=[]), "c3")
    assert items(workspace) == ()


def test_an_act_that_ended_as_its_publisher_says_has_no_day(workspace: Workspace):
    official = version(0, Lang.RUS, TextState.IN_FORCE)
    readings = {official.version_id: readings_of(official, 0)}
    contents = replace(
        unscored(), versions=[VersionRow(official)], readings=readings, divergences=[],
        provisions={key: provisions_of(found) for key, found in readings.items()}, notes={},
    )  # fmt: skip
    facts = Facts("constitution-1993", DAYS[0], Lang.RUS, "adilet", "https://example.org")
    for hash_, status in (("a1", Status.AMENDED), ("b2", Status.ENDED)):
        released(workspace, replace(contents, facts=[replace(facts, status=status)]), hash_)
        found = [(item.kind, item.act, item.day) for item in items(workspace)]
    assert found == [("ended", "constitution-1993", "")]


def test_a_text_that_was_taken_out_is_told(workspace: Workspace):
    released(workspace, unscored(), "a1")
    news.tell(workspace)
    released(workspace, before(unscored()), "b2")
    (item,) = items(workspace)
    assert (item.kind, item.day, len(item.versions)) == ("gone", "1998-10-07", 2)


def test_a_release_that_cannot_be_compared_begins_anew_and_says_so(workspace: Workspace):
    name = released(workspace, before(unscored()), "a1")
    news.tell(workspace)
    (workspace.releases / name / "datapackage.json").chmod(0o644)
    (workspace.releases / name / "datapackage.json").write_text('{"bilik:layout": 1}')
    released(workspace, unscored(), "b2")
    (item,) = items(workspace)
    assert item.kind == "anew"


def test_without_a_release_there_is_no_news(workspace: Workspace):
    with pytest.raises(ReleaseError, match="there is no release"):
        news.tell(workspace)
