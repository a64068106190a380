"""A history followed from run to run: repeals, renames, merges, new commits, rebuilt histories."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.errors import InputError
from pipeline.vocabulary import Lang, Status
from tests.sources.editions import acts
from tests.sources.gitdesk import (
    DECREE,
    ELSEWHERE,
    FIRST,
    FOLDER,
    FOUR,
    LATER,
    NEW,
    NEW_KAZ,
    OLD,
    OLD_KAZ,
    OTHER,
    OTHER_KAZ,
    OTHER_RUS,
    SECOND,
    Desk,
    good,
    with_words,
)
from tests.sources.gitrepo import (
    Odd,
    act_files,
    act_folder,
    headed_folder,
)


def files(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def rebuilt(desk: Desk, *trees: Mapping[str, str | bytes | Odd | None]) -> None:
    """Another history in place of the first, whose objects are gone."""
    desk.repo.git.free()
    shutil.rmtree(desk.repo.path)
    desk.repo = type(desk.repo)(desk.repo.path)
    for number, tree in enumerate(trees):
        desk.repo.commit(tree, date(2020, 1, 1 + number), message="построено заново")


# -- repeal ----------------------------------------------------------------------------------------


def test_repeal_deletes_the_files_and_ends_the_last_version(full: Desk) -> None:
    full.repo.commit({FOLDER: None}, date(2011, 5, 19))
    assert sorted(good(full.run()).new) == FOUR
    assert [full.facts(each).status for each in FOUR] == [None, None, Status.ENDED, Status.ENDED]


def test_a_repeal_after_the_text_was_taken_is_told_once(full: Desk) -> None:
    full.run()
    full.repo.commit({FOLDER: None}, date(2011, 5, 19))
    done = good(full.run())
    assert (done.new, done.replaced, sorted(done.told)) == ([], [], FOUR[2:])
    assert full.facts(FOUR[2]).status is Status.ENDED
    assert not good(full.run()).changed


def test_an_act_that_comes_back_has_not_ended(full: Desk) -> None:
    full.repo.commit({FOLDER: None}, date(2011, 5, 19))
    full.run()
    full.repo.commit(act_folder(FOLDER, NEW, NEW_KAZ), date(2012, 1, 1))
    assert sorted(good(full.run()).told) == FOUR[2:]
    assert full.facts(FOUR[2]).status is None


def test_an_act_that_loses_one_language_has_not_ended(full: Desk) -> None:
    full.repo.commit({f"{FOLDER}/kaz.md": None}, LATER)
    good(full.run())
    assert {full.facts(each).status for each in FOUR} == {None}


# -- renames and merges ----------------------------------------------------------------------------


def test_a_folder_that_is_renamed_makes_no_version_and_ends_no_act(full: Desk) -> None:
    full.run()
    undated = act_folder("04-decrees/20041206-o-vyborakh-77", NEW, NEW_KAZ)
    full.repo.commit({FOLDER: None} | undated, LATER)
    assert not good(full.run()).changed
    assert full.facts(FOUR[3]).status is None


def test_a_rename_in_two_commits_is_one_too(full: Desk) -> None:
    full.repo.commit(act_folder("04-decrees/moved-77", NEW, NEW_KAZ), LATER)
    full.repo.commit({FOLDER: None}, LATER)
    assert sorted(good(full.run()).new) == FOUR
    assert full.facts(FOUR[3]).status is None


def test_a_rename_makes_no_version_where_commits_give_the_days(desk: Desk) -> None:
    desk.repo.commit(act_folder("a/x-77", OLD, OLD_KAZ, version_date=None, source=None), OLD.day)
    moved = act_folder("b/x-77", OLD, OLD_KAZ, version_date=None, source=None)
    desk.repo.commit({"a": None} | moved, LATER)
    good(desk.run())
    assert desk.days(DECREE) == {"rus": [FIRST], "kaz": [FIRST]}


def test_a_merge_makes_no_version_and_what_it_joins_is_taken(desk: Desk) -> None:
    undated = {"version_date": None, "source": None}
    first = desk.repo.commit(act_folder(FOLDER, OLD, OLD_KAZ, **undated), OLD.day)
    side = desk.repo.commit(
        act_folder(FOLDER, NEW, NEW_KAZ, **undated), NEW.day, parents=[first], ref="refs/heads/side"
    )
    own = act_folder(FOLDER, with_words(NEW, "9. Аким судит."), NEW_KAZ, **undated)
    desk.repo.commit(own, LATER, parents=[first, side])
    good(desk.run())
    assert desk.days(DECREE) == {"rus": [FIRST, SECOND], "kaz": [FIRST, SECOND]}


# -- a file an act ---------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["code", "document"])
def test_a_file_an_act_is_dated_by_its_commit(desk: Desk, by: str) -> None:
    desk.registry = {DECREE: replace(acts()[DECREE], databank=OLD.document)}
    first = desk.repo.commit(act_files(OLD, OLD_KAZ, by=by), OLD.day)
    aside = {"README.md": "x", "rus/README.md": "x"}
    desk.repo.commit(aside | act_files(NEW, NEW_KAZ, by=by), NEW.day)
    good(desk.run())
    assert desk.days(DECREE) == {"rus": [FIRST, SECOND], "kaz": [FIRST, SECOND]}
    told = desk.facts(FOUR[1])
    assert told.url == f"{first}:rus/{getattr(OLD, by)}.md"
    assert (told.dated_by, told.code) == ("commit", str(getattr(OLD, by)))


def test_a_commit_of_one_language_makes_no_version_of_the_other(desk: Desk) -> None:
    desk.repo.commit(act_files(OLD, OLD_KAZ), OLD.day)
    desk.repo.commit(act_files(NEW), NEW.day)
    good(desk.run())
    assert desk.days(DECREE) == {"rus": [FIRST, SECOND], "kaz": [FIRST]}


def test_a_file_an_act_ends_when_both_languages_are_gone(desk: Desk) -> None:
    desk.repo.commit(act_files(OLD, OLD_KAZ), OLD.day)
    desk.repo.commit({f"rus/{OLD.code}.md": None}, LATER)
    good(desk.run())
    assert desk.facts(FOUR[0]).status is None
    desk.repo.commit({f"kaz/{OLD.code}.md": None}, LATER)
    assert sorted(good(desk.run()).told) == FOUR[:2]
    assert desk.facts(FOUR[0]).status is desk.facts(FOUR[1]).status is Status.ENDED


# -- run after run ---------------------------------------------------------------------------------


def test_a_run_in_which_nothing_changed_reads_nothing(full: Desk) -> None:
    full.run()
    before = files(full.workspace.root)
    done = good(full.run())
    assert not done.changed
    assert done.asked == {}
    assert files(full.workspace.root) == before


def test_only_new_commits_are_walked(full: Desk) -> None:
    full.run()
    full.repo.commit(act_folder(ELSEWHERE, OTHER_RUS, OTHER_KAZ), LATER)
    done = good(full.run())
    assert sorted(done.new) == [f"{OTHER}@2001-06-23.kaz", f"{OTHER}@2001-06-23.rus"]
    assert (done.unchanged, done.asked["commits"]) == ([], 1)


def test_a_commit_that_touches_no_act_is_walked_and_nothing_is_read(full: Desk) -> None:
    full.run()
    full.repo.commit({"README.md": "О хранилище", "docs/x/notes.md": "x"}, LATER)
    done = good(full.run())
    assert (done.changed, done.asked["commits"], done.asked["blobs"]) == (False, 1, 0)


def test_a_text_that_was_lost_is_taken_again_without_a_walk(full: Desk) -> None:
    full.run()
    sha256 = full.workspace.versions()[FOUR[0]]
    (full.workspace.snapshots / sha256).unlink()
    done = good(full.run())
    assert (done.unchanged, done.asked["commits"]) == ([FOUR[0]], 0)
    assert full.workspace.data(sha256)


def test_a_history_that_was_rebuilt_is_walked_again_and_nothing_is_stored_twice(
    full: Desk,
) -> None:
    full.run()
    before = files(full.workspace.root / "snapshots") | files(full.workspace.root / "facts")
    rebuilt(
        full,
        act_folder("another/path-77", OLD, OLD_KAZ),
        {"another": None} | headed_folder("path/77", NEW, NEW_KAZ),
    )
    done = good(full.run())
    assert (done.changed, done.asked["commits"]) == (False, 2)
    assert files(full.workspace.root / "snapshots") | files(full.workspace.root / "facts") == before
    assert not full.run().asked


def test_words_that_a_rebuilt_history_corrects_take_the_place_of_the_old_ones(full: Desk) -> None:
    full.run()
    corrected = replace(OLD, text=OLD.text.replace("Акимов", "Акимов и судей"))
    rebuilt(full, act_folder(FOLDER, corrected, OLD_KAZ), act_folder(FOLDER, NEW, NEW_KAZ))
    done = good(full.run())
    assert (done.new, done.replaced) == ([], [FOUR[1]])
    assert "Акимов и судей" in full.text(FOUR[1])
    assert len(list(full.workspace.snapshots.iterdir())) == 2 * 5  # the old words are kept


def test_facts_that_a_rebuilt_history_corrects_are_told_without_the_text(full: Desk) -> None:
    full.run()
    form = {"form": "ЗАК"}
    rebuilt(full, act_folder(FOLDER, OLD, OLD_KAZ), act_folder(FOLDER, NEW, NEW_KAZ, **form))
    done = good(full.run())
    assert (done.new, done.replaced, done.unchanged, sorted(done.told)) == ([], [], [], FOUR[2:])
    assert full.facts(FOUR[2]).kind == "ЗАК"
    assert not full.run().changed


def test_a_remembered_commit_that_a_tag_keeps_is_no_ancestor_all_the_same(full: Desk) -> None:
    """The history is force-pushed; tags such as build/2026-09-16 keep the commits it had."""
    full.run()
    git = full.repo.git
    git.references.create("refs/tags/build/2006-01-01", git.head.target)
    pinned = full.facts(FOUR[0]).url.split(":")[0]
    full.repo.files.clear()
    full.repo.commit(act_folder(FOLDER, OLD, OLD_KAZ), LATER, parents=[])
    full.repo.commit(act_folder(FOLDER, NEW, NEW_KAZ), LATER)
    done = good(full.run())
    assert (done.changed, done.asked["commits"]) == (False, 2)
    assert full.facts(FOUR[0]).url.split(":")[0] == pinned
    assert pinned in git


def test_a_rebuilt_history_without_an_act_takes_nothing_away(full: Desk) -> None:
    full.run()
    rebuilt(full, act_folder(ELSEWHERE, OTHER_RUS, OTHER_KAZ))
    good(full.run())
    assert set(FOUR) < set(full.workspace.versions())
    assert {full.facts(each).status for each in FOUR} == {None}
    assert not good(full.run()).changed


def test_an_act_that_joins_the_registry_is_looked_for_in_commits_walked_before(full: Desk) -> None:
    full.repo.commit(act_folder(ELSEWHERE, OTHER_RUS, OTHER_KAZ), LATER)
    full.registry = {DECREE: acts()[DECREE]}
    assert sorted(good(full.run()).new) == FOUR
    full.registry = {DECREE: acts()[DECREE], OTHER: acts()[OTHER]}
    done = good(full.run())
    assert [version_id.split("@")[0] for version_id in done.new] == [OTHER, OTHER]
    assert done.unchanged == []


def test_two_clones_under_one_name_do_not_disturb_each_other(full: Desk, tmp_path: Path) -> None:
    other = Desk(tmp_path / "other")
    other.repo.commit(act_folder(ELSEWHERE, OTHER_RUS, OTHER_KAZ), LATER)
    first, second = full.settings.place, other.settings.place
    assert len(good(full.run(place=first)).new) == 4
    assert len(good(full.run(place=second)).new) == 2
    for place in (first, second):
        assert not full.run(place=place).asked


# -- what is asked for -----------------------------------------------------------------------------


def test_settings_choose_acts_languages_and_what_to_ignore(full: Desk) -> None:
    full.repo.commit(act_folder(ELSEWHERE, OTHER_RUS, OTHER_KAZ), LATER)
    chosen = {"acts": (DECREE,), "languages": (Lang.RUS,), "ignore": (FOUR[1],)}
    assert good(full.run(**chosen)).new == [FOUR[3]]


def test_an_act_that_the_registry_does_not_have_cannot_be_asked_for(full: Desk) -> None:
    with pytest.raises(InputError, match="there is no act 'decree'") as error:
        full.run(acts=("decree",))
    assert error.value.where == "[sources.gitlaw]"


def test_the_command_reads_a_clone_that_it_is_given(full: Desk, tmp_path: Path) -> None:
    arguments = ["ingest", "--source", f"gitlaw:{full.repo.path}", "--quiet"]
    done = CliRunner().invoke(main, [*arguments, "--workspace", str(tmp_path / "ws")])
    assert (done.exit_code, done.output.split(",")[0]) == (0, "4 new")
