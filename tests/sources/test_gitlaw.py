"""Git repositories of laws: what is told of a version, tried on repositories that are real."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pygit2
import pytest

from pipeline.errors import InputError
from pipeline.parse import parse
from pipeline.parse.identity import told_by
from pipeline.records import Facts
from pipeline.vocabulary import Lang, Status
from tests.sources.editions import Edition, acts, editions
from tests.sources.gitdesk import (
    DECREE,
    FIRST,
    FOLDER,
    FOUR,
    LATER,
    NEW,
    NEW_KAZ,
    OLD,
    OLD_KAZ,
    SECOND,
    Desk,
    good,
    with_words,
)
from tests.sources.gitrepo import (
    act_folder,
    headed_folder,
    scalar_folder,
)

# -- a folder an act -------------------------------------------------------------------------------


def test_one_commit_is_one_version_in_both_languages(full: Desk) -> None:
    done = good(full.run())
    assert sorted(done.new) == FOUR
    assert full.days(DECREE) == {"rus": [FIRST, SECOND], "kaz": [FIRST, SECOND]}
    assert done.asked["commits"] == 2
    assert "акимов" in full.text(f"{DECREE}@{FIRST}.rus")
    snapshot = full.workspace.snapshot(full.workspace.versions()[f"{DECREE}@{FIRST}.rus"])
    assert snapshot.name == f"{DECREE}/{FIRST}.rus.md"
    assert snapshot.media_type == "text/markdown"


def test_the_oldest_version_of_an_act_comes_first(full: Desk) -> None:
    assert good(full.run()).new == [FOUR[1], FOUR[3], FOUR[0], FOUR[2]]


def test_facts_are_those_of_the_commit_that_brought_the_text(full: Desk) -> None:
    full.run()
    second, first = (str(each.id) for each in full.repo.git.walk(full.repo.git.head.target))
    told = full.facts(f"{DECREE}@{SECOND}.kaz")
    assert told == Facts(
        act=DECREE,
        day=date(2005, 7, 8),
        lang=Lang.KAZ,
        source="gitlaw",
        url=f"{second}:{FOLDER}/kaz.md",
        dated_by="meta",
        code="U040001484_",
        kind="УКАЗ",
        title=NEW_KAZ.title,
        adopted=date(2004, 12, 6),
        cause_code="U050001613_",
        cause_title=NEW_KAZ.cause_title[Lang.KAZ],
    )
    assert full.facts(f"{DECREE}@{FIRST}.rus").url == f"{first}:{FOLDER}/rus.md"


def test_the_trailing_underscore_of_a_code_is_part_of_it(full: Desk) -> None:
    other = replace(full.registry[DECREE], key="other", code="U040001484")
    full.registry = {"other": other}
    with pytest.raises(InputError, match="no commit holds an act of the registry"):
        full.run()


def test_an_act_is_known_by_its_number_in_the_databank_too(desk: Desk) -> None:
    numbered = replace(acts()[DECREE], code=None, databank=OLD.document)
    desk.registry = {DECREE: numbered}
    files = act_folder(FOLDER, OLD, OLD_KAZ, act_code=str(OLD.document))
    desk.repo.commit(files, OLD.day)
    good(desk.run())
    assert desk.facts(FOUR[1]).code == str(OLD.document)


def test_acts_that_the_registry_does_not_know_are_passed_over(full: Desk) -> None:
    full.repo.commit(act_folder("x/1-other", OLD, OLD_KAZ, act_code="Z999"), LATER)
    assert sorted(good(full.run()).new) == FOUR


@pytest.mark.parametrize("form", [headed_folder, scalar_folder])
def test_older_builds_have_the_fields_at_the_head_of_the_file(
    desk: Desk, form: Callable[[str, Edition, Edition], dict[str, str]]
) -> None:
    desk.repo.commit(form(FOLDER, OLD, OLD_KAZ), LATER)
    desk.repo.commit(form(FOLDER, NEW, NEW_KAZ), LATER)
    good(desk.run())
    assert desk.days(DECREE) == {"rus": [FIRST, SECOND], "kaz": [FIRST, SECOND]}
    for one, version_id in zip((OLD_KAZ, OLD, NEW_KAZ, NEW), FOUR, strict=True):
        told = desk.facts(version_id)
        assert told.dated_by == "front_matter"
        assert (told.title, told.kind) == (one.title, "УКАЗ")
        assert told.adopted == date(2004, 12, 6)


def test_fields_at_the_head_of_the_file_do_not_disturb_the_text(desk: Desk) -> None:
    desk.repo.commit(headed_folder(FOLDER, OLD, OLD_KAZ), OLD.day)
    desk.run()
    version_id = FOUR[1]
    text = desk.text(version_id)
    assert text.startswith("---\nact_code: U040001484_\n")  # the file is kept as it is
    read = parse(text, "text/markdown", "x", told_by(desk.facts(version_id)))
    plain = parse(
        f"# {OLD.title}\n\n{OLD.text}", "text/markdown", "x", told_by(desk.facts(version_id))
    )
    assert [(each.eid, each.text) for each in read.provisions] == [
        (each.eid, each.text) for each in plain.provisions
    ]
    assert read.title == plain.title == OLD.title


def test_a_head_with_an_address_alone_gives_code_and_day(desk: Desk) -> None:
    desk.registry = {DECREE: replace(acts()[DECREE], databank=77)}
    files = act_folder(FOLDER, OLD, OLD_KAZ)
    del files[f"{FOLDER}/meta.yaml"]
    for lang in ("rus", "kaz"):
        address = f"https://databank.example/#!/doc/77/{lang}/06.12.2004"
        path = f"{FOLDER}/{lang}.md"
        files[path] = f"---\nsource: {address}\n---\n\n{files[path]}"
    desk.repo.commit(files, LATER)
    good(desk.run())
    assert desk.days(DECREE) == {"rus": [FIRST], "kaz": [FIRST]}
    assert (desk.facts(FOUR[0]).dated_by, desk.facts(FOUR[0]).code) == ("front_matter", "77")


def test_one_path_holds_two_acts_one_after_the_other(desk: Desk) -> None:
    texts = {(one.act, one.day.year, one.lang): one for one in editions("constitution-1995")}
    texts |= {(one.act, one.day.year, one.lang): one for one in editions("constitution-2026")}
    for act, year, code in (
        ("constitution-1995", 1995, "1"),
        ("constitution-1995", 1998, "1"),
        ("constitution-2026", 2026, "223244"),
    ):
        rus, kaz = texts[act, year, Lang.RUS], texts[act, year, Lang.KAZ]
        desk.repo.commit(act_folder("00-constitution", rus, kaz, act_code=code), rus.day)
    good(desk.run())
    assert desk.days("constitution-1995")["rus"] == ["1995-08-30", "1998-10-07"]
    assert desk.days("constitution-2026")["kaz"] == ["2026-07-01"]
    # The older act's files gave way: that is its end, told of its last version alone.
    told = {version_id: desk.facts(version_id).status for version_id in desk.workspace.versions()}
    assert {version_id for version_id, status in told.items() if status is Status.ENDED} == {
        "constitution-1995@1998-10-07.rus",
        "constitution-1995@1998-10-07.kaz",
    }


# -- days ------------------------------------------------------------------------------------------


def test_the_day_said_counts_and_not_that_of_the_commit(desk: Desk) -> None:
    desk.repo.commit(act_folder(FOLDER, OLD, OLD_KAZ), LATER)
    good(desk.run())
    assert desk.days(DECREE) == {"rus": [FIRST], "kaz": [FIRST]}


def test_a_version_dated_to_the_eve_of_its_law_belongs_to_the_law_s_day(desk: Desk) -> None:
    """And what was said is kept beside the text."""
    eve = {"rus": date(2005, 7, 7), "kaz": date(2005, 7, 7)}
    desk.repo.commit(act_folder(FOLDER, NEW, NEW_KAZ, version_date=eve), date(2005, 7, 7))
    done = good(desk.run())
    assert desk.days(DECREE) == {"rus": [SECOND], "kaz": [SECOND]}
    assert desk.facts(FOUR[3]).dated_by == "registry"
    snapshot = desk.workspace.snapshot(desk.workspace.versions()[FOUR[3]])
    assert snapshot.headers["version_date"] == "2005-07-07"
    assert not any("the registry knows no text" in remark for remark in done.remarks)


def test_a_day_that_no_law_follows_stays_as_it_is_said(desk: Desk) -> None:
    said = {"rus": date(2005, 7, 6), "kaz": date(2005, 7, 9)}
    desk.repo.commit(act_folder(FOLDER, NEW, NEW_KAZ, version_date=said), NEW.day)
    good(desk.run())
    assert desk.days(DECREE) == {"rus": ["2005-07-06"], "kaz": ["2005-07-09"]}


def test_languages_that_disagree_on_the_day_are_both_believed(desk: Desk) -> None:
    said = {"rus": date(2005, 7, 8), "kaz": date(2005, 8, 1)}
    desk.repo.commit(act_folder(FOLDER, NEW, NEW_KAZ, version_date=said), NEW.day)
    done = good(desk.run())
    assert desk.days(DECREE) == {"rus": [SECOND], "kaz": ["2005-08-01"]}
    assert any("disagree on day" in remark for remark in done.remarks)


def test_the_sentinel_is_no_day(desk: Desk) -> None:
    """The next place where a day may stand is asked: the address, then the commit."""
    sentinel = {"rus": date(2222, 2, 22), "kaz": date(2222, 2, 22)}
    address = {"rus": "https://databank.example/#!/doc/77/rus/08.07.2005", "kaz": "none"}
    more = {"version_date": sentinel, "source": address, "approved_on": date(2222, 2, 22)}
    desk.repo.commit(act_folder(FOLDER, NEW, NEW_KAZ, **more), LATER)
    good(desk.run())
    assert desk.days(DECREE) == {"rus": [SECOND], "kaz": [LATER.isoformat()]}
    assert desk.facts(FOUR[3]).adopted is None


@pytest.mark.parametrize("seconds", [0, -86400 * 400, 2**31, 2**32 - 86400])
def test_git_cannot_date_a_commit_before_1970(desk: Desk, seconds: int) -> None:
    """A text whose day stands in the fields is taken, another is refused with its reason."""
    desk.repo.commit(act_folder(FOLDER, OLD, OLD_KAZ), seconds)
    undated = act_folder("x/undated", NEW, NEW_KAZ, version_date=None, source=None)
    desk.repo.commit(undated | {FOLDER: None}, seconds)
    done = desk.run()
    assert desk.days(DECREE) == {"rus": [FIRST], "kaz": [FIRST]}
    assert {error.what for error in done.errors} == {
        "no day is said, and git cannot date what is older than 1970"
    }
    assert len(done.errors) == 2


@pytest.mark.parametrize("said", ["soon", "2005-13-40", "08.07.2005"])
def test_what_stands_for_a_day_and_is_none_is_refused(desk: Desk, said: str) -> None:
    desk.repo.commit(act_folder(FOLDER, NEW, NEW_KAZ, version_date=said), NEW.day)
    done = desk.run()
    assert {error.what for error in done.errors} == {f"'{said}' is no day"}
    assert f":{FOLDER}" in done.errors[0].where
    assert desk.workspace.versions() == {}


# -- one language, the same words ------------------------------------------------------------------


def test_a_language_has_a_newer_version_with_the_same_words_where_its_date_says_so(
    desk: Desk,
) -> None:
    desk.repo.commit(act_folder(FOLDER, OLD, OLD_KAZ), OLD.day)
    desk.repo.commit(act_folder(FOLDER, NEW, replace(OLD_KAZ, day=NEW.day)), NEW.day)
    good(desk.run())
    assert desk.days(DECREE) == {"rus": [FIRST, SECOND], "kaz": [FIRST, SECOND]}
    versions = desk.workspace.versions()
    assert versions[FOUR[0]] == versions[FOUR[2]]  # one snapshot, two versions


def test_a_language_whose_date_stays_has_no_newer_version(desk: Desk) -> None:
    """And keeps the facts of its own commit: the new cause is the other language's."""
    first = desk.repo.commit(act_folder(FOLDER, OLD, OLD_KAZ), OLD.day)
    desk.repo.commit(act_folder(FOLDER, NEW, OLD_KAZ), NEW.day)
    good(desk.run())
    assert desk.days(DECREE) == {"rus": [FIRST, SECOND], "kaz": [FIRST]}
    told = desk.facts(FOUR[0])
    assert told.url.startswith(first)
    assert told.cause_code == ""


def test_without_a_date_of_its_own_a_language_changes_when_its_words_do(desk: Desk) -> None:
    undated = {"version_date": None, "source": None}
    desk.repo.commit(act_folder(FOLDER, OLD, OLD_KAZ, **undated), OLD.day)
    desk.repo.commit(act_folder(FOLDER, NEW, OLD_KAZ, **undated), NEW.day)
    good(desk.run())
    assert desk.days(DECREE) == {"rus": [FIRST, SECOND], "kaz": [FIRST]}
    assert desk.facts(FOUR[3]).dated_by == "commit"


def test_a_later_commit_of_the_same_day_corrects_the_text(desk: Desk) -> None:
    desk.repo.commit(act_folder(FOLDER, OLD, OLD_KAZ), OLD.day)
    desk.repo.commit(act_folder(FOLDER, with_words(OLD, "9. Аким судит."), OLD_KAZ), LATER)
    assert len(good(desk.run()).new) == 2
    assert desk.text(FOUR[1]).endswith("9. Аким судит.\n")


# -- causes ----------------------------------------------------------------------------------------

TRAILERS = {
    "Cause-Act-Code": "U050001613_",
    "Cause-Act-Requisite": "Указ от 8 июля 2005 года № 1613",
    "Cause-Act-Title": "О перемене в порядке\n  выборов",
    "Cause-Act-Link": "https://databank.example/#!/doc/5/rus",
}


def test_trailers_name_the_cause_where_the_fields_do_not(desk: Desk) -> None:
    desk.repo.commit(act_folder(FOLDER, replace(NEW, cause_code=""), NEW_KAZ), NEW.day, TRAILERS)
    desk.run()
    told = desk.facts(FOUR[3])
    assert (told.cause_code, told.cause_requisites, told.cause_title) == (
        "U050001613_",
        "Указ от 8 июля 2005 года № 1613",
        "О перемене в порядке выборов",
    )


def test_fields_come_before_trailers_and_are_not_mixed_with_another_cause(desk: Desk) -> None:
    desk.repo.commit(act_folder(FOLDER, NEW, NEW_KAZ), NEW.day, TRAILERS | {"Cause-Act-Code": "Z1"})
    desk.run()
    told = desk.facts(FOUR[3])
    assert (told.cause_code, told.cause_requisites) == ("U050001613_", "")


def test_a_first_version_is_not_caused_by_its_own_act(desk: Desk) -> None:
    desk.repo.commit(
        act_folder(FOLDER, OLD, OLD_KAZ), OLD.day, TRAILERS | {"Cause-Act-Code": OLD.code}
    )
    desk.run()
    assert desk.facts(FOUR[1]).cause_code == desk.facts(FOUR[1]).cause_requisites == ""


def test_a_message_that_is_not_utf8_has_no_trailers(desk: Desk) -> None:
    desk.repo.commit(act_folder(FOLDER, OLD, OLD_KAZ), OLD.day)
    git = desk.repo.git
    raw = git[git.head.target].read_raw().replace("Редакция".encode(), b"\xd0\xe5\xe4. \xff")
    made = git.odb.write(pygit2.enums.ObjectType.COMMIT, raw)
    git.references.create("refs/heads/main", made, force=True)
    good(desk.run())
    assert desk.days(DECREE) == {"rus": [FIRST], "kaz": [FIRST]}
