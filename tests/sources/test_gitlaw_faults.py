"""What a git repository of laws may hold that is refused, and repositories that cannot be read."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pygit2
import pytest
from pygit2.enums import FileMode, ObjectType

from pipeline.errors import InputError
from pipeline.sources.settings import Web
from pipeline.vocabulary import Status
from tests.sources.editions import Edition, editions
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
    Desk,
    good,
)
from tests.sources.gitrepo import (
    LINK,
    SUBMODULE,
    Odd,
    act_files,
    act_folder,
    split_folder,
)

# -- refused texts ---------------------------------------------------------------------------------


def test_a_refused_text_is_tried_again_without_a_walk_and_alone(full: Desk) -> None:
    page = "<h1>Вход</h1> Введите имя и пароль, чтобы читать тексты законов дальше."
    broken = {**act_folder(FOLDER, replace(NEW, day=LATER), NEW_KAZ), f"{FOLDER}/rus.md": page}
    full.repo.commit(broken, LATER)
    for commits in (3, 0, 0):
        done = full.run()
        (error,) = done.errors
        assert error.where == f"{DECREE}/{LATER}.rus.md"
        assert done.asked["commits"] == commits
    assert (done.new, done.unchanged) == ([], [])
    assert set(FOUR) == set(full.workspace.versions())
    assert not full.run(ignore=(f"{DECREE}@{LATER}.rus",)).errors


def test_a_text_of_odd_length_is_taken_where_the_settings_accept_it(full: Desk) -> None:
    long = replace(NEW, day=LATER, text=NEW.text + NEW.text.replace("1.", "7.") * 2)
    full.repo.commit(act_folder(FOLDER, long, replace(NEW_KAZ, day=LATER)), LATER)
    done = full.run()
    assert "% of the length of" in done.errors[0].what
    assert good(full.run(accept=(f"{DECREE}@{LATER}.rus",))).new == [f"{DECREE}@{LATER}.rus"]


UNREADABLE = {
    "no YAML": "act_code: 'U040001484_'\n: [",
    "no fields": "- act_code",
    "brackets": "a: " + "[1," * 20000,
    "a nest": "- " * 30000,
    "aliases": "a: &a [x, x]\nb: &b [*a, *a]\nc: *c\n",
}


@pytest.mark.parametrize("meta", UNREADABLE.values(), ids=UNREADABLE)
def test_fields_that_cannot_be_read_refuse_the_version_and_no_other(full: Desk, meta: str) -> None:
    full.repo.commit({**act_folder(FOLDER, NEW, NEW_KAZ), f"{FOLDER}/meta.yaml": meta}, LATER)
    done = full.run()
    assert sorted(done.new) == FOUR
    assert len(done.errors) == 2
    for error in done.errors:
        assert "fields" in error.what
        assert error.where.endswith(f":{FOLDER}/meta.yaml")
    assert {full.facts(each).status for each in FOUR} == {None}


def test_a_later_commit_of_a_day_that_cannot_be_read_leaves_the_good_one(full: Desk) -> None:
    commit = full.repo.commit({f"{FOLDER}/meta.yaml": "act_code: ["}, NEW.day)
    full.repo.commit({FOLDER: None}, LATER)
    done = full.run()
    assert sorted(done.new) == FOUR
    assert [full.facts(each).status for each in FOUR] == [None, None, Status.ENDED, Status.ENDED]
    assert len(done.errors) == 2
    ignored = tuple(f"{DECREE}@{commit}.{lang}" for lang in ("rus", "kaz"))
    assert all(one in error.remedy for one, error in zip(ignored, done.errors, strict=True))
    assert not full.run(ignore=ignored).errors


# -- what is too large, or no file -----------------------------------------------------------------


def test_a_text_that_is_too_large_is_refused_unread(full: Desk) -> None:
    most, large = 2**16, 2**20
    full.repo.commit({f"{FOLDER}/rus.md": "x" * large}, NEW.day)
    done = full.run(web=Web(max_bytes=most))
    assert {error.what for error in done.errors} == {f"the text has more than {most:,} bytes"}
    assert done.asked["bytes"] < most


def test_a_setting_that_lets_a_text_in_finds_it_in_commits_walked_before(full: Desk) -> None:
    most = len(act_folder(FOLDER, NEW, NEW_KAZ)[f"{FOLDER}/kaz.md"].encode()) - 1
    assert len(full.run(web=Web(max_bytes=most)).errors) == 1
    assert good(full.run(web=Web(max_bytes=most + 1))).new == [FOUR[2]]
    assert not full.run().asked


def test_parts_that_are_too_large_together_are_refused(desk: Desk) -> None:
    _, rus = editions("constitution-2026")
    split = split_folder("00-constitution", rus, rus)
    sizes = {path: len(text.encode()) for path, text in split.items()}
    most = max(sizes.values()) + sizes["00-constitution/rus.md"]
    desk.repo.commit(split, rus.day)
    done = desk.run(web=Web(max_bytes=most))
    assert {error.what for error in done.errors} == {f"the text has more than {most:,} bytes"}


@pytest.mark.parametrize("odd", [LINK, SUBMODULE], ids=["link", "submodule"])
@pytest.mark.parametrize("name", ["rus.md", "rus", "meta.yaml"])
def test_links_and_submodules_are_refused_and_never_followed(
    full: Desk, name: str, odd: Odd
) -> None:
    full.repo.commit({f"{FOLDER}/{name}": odd}, LATER)
    done = full.run()
    assert set(done.new) <= set(FOUR)
    assert {error.what for error in done.errors} == {"a link or submodule is no text"}
    assert all(error.where.endswith(f":{FOLDER}/{name}") for error in done.errors)
    assert {full.facts(each).status for each in done.new} == {None}  # and no repeal


@pytest.mark.parametrize("odd", [LINK, SUBMODULE], ids=["link", "submodule"])
def test_a_link_in_place_of_a_folder_is_refused_and_no_repeal(full: Desk, odd: Odd) -> None:
    full.repo.commit({FOLDER: None}, LATER)
    full.repo.git.references["refs/heads/main"].set_target(full.repo.git.head.peel().parents[0].id)
    full.repo.commit({FOLDER: odd}, LATER)
    done = full.run()
    assert sorted(done.new) == FOUR
    assert {error.what for error in done.errors} == {"a link or submodule is no text"}
    assert {full.facts(each).status for each in FOUR} == {None}


def test_a_link_in_place_of_a_file_an_act_is_refused(desk: Desk) -> None:
    desk.repo.commit({**act_files(OLD, OLD_KAZ), f"rus/{OLD.code}.md": LINK}, OLD.day)
    done = desk.run()
    assert done.new == [FOUR[0]]
    assert [error.what for error in done.errors] == ["a link or submodule is no text"]


@pytest.mark.parametrize("name", ["..", "\x1b[2J", "новый\nряд", "CON", "a b", "'; rm -rf"])
def test_odd_names_are_passed_over_or_mere_names(desk: Desk, tmp_path: Path, name: str) -> None:
    desk.repo.commit(act_folder(f"x/{name}", OLD, OLD_KAZ), OLD.day)
    desk.repo.commit(act_folder(FOLDER, NEW, NEW_KAZ), NEW.day)
    done = good(desk.run())
    shown = sorted(done.new) == FOUR
    assert shown or sorted(done.new) == FOUR[2:]
    assert shown == name.isprintable()
    assert {path.name for path in tmp_path.iterdir()} == {"laws.git", "workspace"}
    assert set(desk.workspace.versions()) == set(done.new)


def test_names_that_are_not_utf8_are_passed_over(full: Desk) -> None:
    full.repo.names = {"kaz.md": b"kaz\xff.md", "x": b"\xd0"}
    full.repo.commit({"x": "x", f"{ELSEWHERE}/kaz.md": "x", f"{ELSEWHERE}/rus.md": "x"}, LATER)
    done = good(full.run())
    assert sorted(done.new) == FOUR


# -- repositories that cannot be read --------------------------------------------------------------


def refused(desk: Desk, place: object) -> InputError:
    with pytest.raises(InputError) as error:
        desk.run(place=str(place))
    assert error.value.where == str(place)
    return error.value


def test_a_repository_that_is_not_there(desk: Desk, tmp_path: Path) -> None:
    assert "no git repository can be opened" in refused(desk, tmp_path / "missing").what
    (tmp_path / "plain").mkdir()
    error = refused(desk, tmp_path / "plain")
    assert "git clone --mirror" in error.remedy


def test_a_folder_inside_another_repository_is_not_taken_for_it(desk: Desk, tmp_path: Path) -> None:
    pygit2.init_repository(str(tmp_path / "checkout"))
    (tmp_path / "checkout" / "laws").mkdir()
    assert "no git repository" in refused(desk, tmp_path / "checkout" / "laws").what


def test_an_empty_repository(desk: Desk) -> None:
    assert refused(desk, desk.repo.path).what == "the repository has no commit"


def test_a_repository_without_an_act(desk: Desk) -> None:
    desk.repo.commit({"README.md": "x", "a/rus.md": "x"}, LATER)
    assert refused(desk, desk.repo.path).what == "no commit holds an act of the registry"


def test_a_shallow_clone(full: Desk) -> None:
    (full.repo.path / "shallow").write_text(f"{full.repo.git.head.target}\n")
    assert "git fetch --unshallow" in refused(full, full.repo.path).remedy


def test_a_head_that_names_no_commit(full: Desk) -> None:
    (full.repo.path / "HEAD").write_text("f" * 40 + "\n")
    assert "the repository is damaged" in refused(full, full.repo.path).what


def objects(desk: Desk, kind: ObjectType) -> list[Path]:
    """The files of all objects of a kind."""
    return [
        desk.repo.path / "objects" / str(oid)[:2] / str(oid)[2:]
        for oid in desk.repo.git
        if desk.repo.git[oid].type == kind
    ]


@pytest.mark.parametrize("damage", ["gone", "cut off", "other bytes"])
@pytest.mark.parametrize("kind", [ObjectType.COMMIT, ObjectType.TREE])
def test_a_damaged_history_is_one_clear_error_and_nothing_is_taken(
    full: Desk, kind: ObjectType, damage: str
) -> None:
    for path in objects(full, kind):
        path.chmod(0o644)
        data = path.read_bytes()
        path.write_bytes(data[:-9] if damage == "cut off" else data[::-1])
        if damage == "gone":
            path.unlink()
    error = refused(full, full.repo.path)
    assert "the repository is damaged" in error.what
    assert "git fsck" in error.remedy
    assert full.workspace.versions() == {}


def test_a_text_that_the_clone_lacks_is_refused_and_taken_when_it_is_there(full: Desk) -> None:
    """As in a clone made with --filter=blob:none."""
    blob = full.repo.git.revparse_single(f"HEAD:{FOLDER}/rus.md")
    path = full.repo.path / "objects" / str(blob.id)[:2] / str(blob.id)[2:]
    path.rename(path.with_name("aside"))
    done = full.run()
    assert sorted(done.new) == FOUR[:3]
    (error,) = done.errors
    assert "the repository does not hold this file" in error.what
    assert "clone it again, whole" in error.remedy
    path.with_name("aside").rename(path)
    assert good(full.run()).new == [FOUR[3]]


PROGRAMS = """core.fsmonitor core.pager core.sshCommand diff.external filter.x.smudge
    filter.x.process diff.x.textconv alias.log"""


def test_nothing_of_a_repository_is_run(desk: Desk, tmp_path: Path) -> None:
    """Neither its hooks nor what its configuration names; its work tree is not looked at."""
    touched = tmp_path / "touched"
    desk.repo = type(desk.repo)(tmp_path / "clone", bare=False)
    attributes = {".gitattributes": "*.md filter=x diff=x"}
    desk.repo.commit(act_folder(FOLDER, OLD, OLD_KAZ) | attributes, OLD.day)
    script = tmp_path / "script"
    script.write_text(f"#!/bin/sh\ntouch {touched}\n")
    script.chmod(0o755)
    hooks = tmp_path / "clone" / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("post-checkout", "reference-transaction", "pre-auto-gc", "fsmonitor-watchman"):
        shutil.copy(script, hooks / name)
    for name in PROGRAMS.split():
        desk.repo.git.config[name] = str(script)
    (tmp_path / "clone" / FOLDER).mkdir(parents=True)
    (tmp_path / "clone" / FOLDER / "rus.md").write_text("не то")
    good(desk.run(place=str(tmp_path / "clone")))
    assert desk.days(DECREE) == {"rus": [FIRST], "kaz": [FIRST]}
    assert not touched.exists()
    assert "не то" not in desk.text(FOUR[1])


def test_a_mode_that_git_allows_beside_the_usual_one_is_a_file_too(desk: Desk) -> None:
    folder = act_folder(FOLDER, OLD, OLD_KAZ)
    path = f"{FOLDER}/rus.md"
    folder[path] = Odd(FileMode.BLOB_EXECUTABLE, str(folder[path]).encode())
    desk.repo.commit(folder, OLD.day)
    assert len(good(desk.run()).new) == 2


def test_texts_are_read_one_by_one(full: Desk) -> None:
    """However long the history: what is yielded holds one text, and nothing is read ahead."""
    source = full.source()
    texts = source.receive(_Nothing())
    next(texts)  # the history, without its texts
    walked = source.asked["bytes"]
    first = next(texts)
    assert 0 < source.asked["bytes"] - walked < 2 * len(first.data) + 2000


class _Nothing:
    """A memory of no earlier run."""

    def held(self, version_id: str) -> bool:
        return False

    def recall(self, key: str) -> dict[str, str]:
        return {}


def versions_of(one: Edition, number: int) -> list[Edition]:
    """Some versions of one text, a day apart."""
    return [
        replace(one, day=date(2010, 1, 1 + n), text=f"{one.text}\n\n9. Раз {n}.\n")
        for n in range(number)
    ]


def test_a_killed_run_goes_on_where_it_was(desk: Desk) -> None:
    """Each text that was taken is remembered at once."""
    for rus, kaz in zip(versions_of(NEW, 9), versions_of(NEW_KAZ, 9), strict=True):
        desk.repo.commit(act_folder(FOLDER, rus, kaz), rus.day)
    whole = desk.workspace.point
    left = 7

    def point(version_id: str, sha256: str) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt
        whole(version_id, sha256)

    desk.workspace.point = point  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        desk.run()
    desk.workspace.point = whole  # type: ignore[method-assign]
    done = good(desk.run())
    assert (len(done.new), done.unchanged, done.asked["commits"]) == (18 - 7, [], 0)
