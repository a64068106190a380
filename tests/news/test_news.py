"""What changed from release to release: law apart from texts corrected or read otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from pipeline import news
from pipeline.changes import changes
from pipeline.cli import main
from pipeline.dataset import Contents, Run, VersionRow, publish
from pipeline.errors import InputError, ReleaseError, WorkspaceError
from pipeline.files import write_whole
from pipeline.news import atom
from pipeline.news.page import page
from pipeline.news.records import Item, News
from pipeline.news.settings import address
from pipeline.records import Facts
from pipeline.vocabulary import LABEL_LANGUAGES, Holder, Lang, Status, TextState
from pipeline.workspace import Workspace
from tests.dataset.sample import (
    DAYS,
    NEWEST,
    provisions_of,
    readings_of,
    sample_contents,
    version,
)

ATOM = "{http://www.w3.org/2005/Atom}"
RUN = Run("", "0.1.0", "c0" * 32, "ac" * 32, "3e" * 32, "c1" * 32, ("rus=trained-1",), ())


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


def released(workspace: Workspace, contents: Contents, hash_: str) -> str:
    """Publish contents with the changes that they show."""
    acts = {act.key: act for act in contents.acts}
    versions = [row.version for row in contents.versions]
    found = changes(acts, versions, contents.provisions, contents.notes, contents.readings)
    whole = replace(contents, changes=found.changes, lives=found.lives, run=RUN)
    return publish(whole, workspace.releases, hash_ * 8).name


def before(contents: Contents) -> Contents:
    """The contents as they were until the last version came."""
    kept = [row for row in contents.versions if row.version.date < DAYS[2]]
    ids = {row.version.version_id for row in kept}
    return replace(
        contents,
        versions=kept,
        provisions={key: found for key, found in contents.provisions.items() if key in ids},
        readings={key: found for key, found in contents.readings.items() if key in ids},
        scores=[],
        components=[],
        divergences=[],
    )


def edited(contents: Contents, day: date, **fields: object) -> Contents:
    """The contents with the first clause of a day's Russian text, or its reading, edited."""
    version_id = next(
        row.version.version_id
        for row in contents.versions
        if row.version.date == day and row.version.lang is Lang.RUS
    )
    first, *rest = contents.readings[version_id]
    clause = {key: value for key, value in fields.items() if key == "text"}
    first = replace(
        first,
        clause=replace(first.clause, **clause),  # type: ignore[arg-type]
        powers=fields.get("powers", first.powers),  # type: ignore[arg-type]
    )
    return replace(contents, readings={**contents.readings, version_id: [first, *rest]})


def received_anew(contents: Contents, day: date) -> Contents:
    """The contents whose Russian text of a day came from other bytes."""
    rows, snapshots = [], list(contents.snapshots)
    for row in contents.versions:
        if row.version.date == day and row.version.lang is Lang.RUS:
            row = replace(row, version=replace(row.version, sha256="ee" * 32))
            snapshots.append(replace(snapshots[0], sha256="ee" * 32))
        rows.append(row)
    return replace(contents, versions=rows, snapshots=snapshots)


def items(workspace: Workspace) -> Sequence[Item]:
    return news.tell(workspace)[-1].items


def unscored() -> Contents:
    return replace(sample_contents(), scores=[], components=[])


# -- what is told --------------------------------------------------------------------------------


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


# -- pages and feeds -----------------------------------------------------------------------------


class Entry:
    """An entry of a feed as a reader of Atom sees it."""

    def __init__(self, element: etree._Element) -> None:
        self.name = element.findtext(f"{ATOM}id") or ""
        self.title = element.findtext(f"{ATOM}title") or ""
        self.updated = element.findtext(f"{ATOM}updated") or ""
        self.content = element.findtext(f"{ATOM}content") or ""


def feed(workspace: Workspace, language: str) -> etree._Element:
    return etree.fromstring((workspace.root / "news" / f"feed.{language}.atom").read_bytes())


def entries(workspace: Workspace, language: str) -> list[Entry]:
    return [Entry(element) for element in feed(workspace, language).iterfind(f"{ATOM}entry")]


def steps(workspace: Workspace) -> Iterator[None]:
    """Two releases, the second with a change of law."""
    released(workspace, before(unscored()), "a1")
    yield
    released(workspace, unscored(), "b2")
    yield


@pytest.fixture
def told(workspace: Workspace) -> Workspace:
    for _ in steps(workspace):
        news.tell(workspace)
    return workspace


# The rules of RFC 4287 for the elements that we write, in RELAX NG.
RULES = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/Atom"
         datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
 <start><element name="feed"><attribute name="xml:lang"><data type="language"/></attribute>
  <interleave>
   <ref name="head"/>
   <element name="subtitle"><text/></element>
   <element name="author"><element name="name"><data type="string"><param name="minLength">1</param>
   </data></element></element>
   <optional><element name="link"><attribute name="rel"><value>self</value></attribute>
    <attribute name="type"><value>application/atom+xml</value></attribute>
    <attribute name="href"><data type="anyURI"/></attribute></element></optional>
   <zeroOrMore><element name="entry"><interleave><ref name="head"/>
    <element name="category"><attribute name="term"/></element>
    <element name="content"><attribute name="type"><value>html</value></attribute><text/></element>
   </interleave></element></zeroOrMore>
  </interleave></element></start>
 <define name="head"><interleave>
  <element name="id"><data type="anyURI"><param name="pattern">urn:uuid:[0-9a-f-]{36}</param></data>
  </element>
  <element name="title"><data type="string"><param name="minLength">1</param></data></element>
  <element name="updated"><data type="dateTime"><param name="pattern">.+T.+[+]00:00</param></data>
  </element></interleave></define>
</grammar>
"""


@pytest.mark.parametrize("language", LABEL_LANGUAGES)
@pytest.mark.parametrize("published", ["", "https://example.org/bilik/"])
def test_a_feed_is_valid_atom(told: Workspace, language: str, published: str):
    news.tell(told, published)
    rules = etree.RelaxNG(etree.fromstring(RULES))
    found = feed(told, language)
    rules.assertValid(found)
    links = [link.get("href") for link in found.iterfind(f"{ATOM}link")]
    assert links == ([f"https://example.org/bilik/feed.{language}.atom"] if published else [])


def test_entries_have_names_of_their_own_that_stay(told: Workspace):
    names = {lang: [one.name for one in entries(told, lang)] for lang in LABEL_LANGUAGES}
    every = [name for found in names.values() for name in found]
    assert len(every) == len(set(every)) == 6
    released(told, edited(unscored(), DAYS[0], powers=()), "c3")
    news.tell(told)
    for lang, known in names.items():
        now = entries(told, lang)
        assert [one.name for one in now][-2:] == known  # the newest stands first
        assert [one.updated for one in now] == sorted((one.updated for one in now), reverse=True)


def test_the_words_stand_in_the_language_of_the_feed(told: Workspace):
    shown = {lang: entries(told, lang)[0] for lang in LABEL_LANGUAGES}
    assert shown["rus"].title == "Конституция 1995 года: редакция от 07.10.1998"
    assert shown["eng"].title == "Constitution of 1995: text of 7 Oct 1998"
    assert shown["kaz"].title == "1995 жылғы Конституция: 07.10.1998 күнгі редакция"
    assert "Сенат толкует законы" in shown["rus"].content
    assert "Сенат заңдарға түсінік береді" in shown["kaz"].content
    assert "<b>Granted</b> Senate: interpret (law)" in shown["eng"].content
    ids = [f"{NEWEST[0]}@{NEWEST[1]}.{lang}.restated/art_3/0" for lang in ("rus", "kaz")]
    assert all(name in entry.content for name in ids for entry in shown.values())


def test_the_page_has_a_section_a_language(told: Workspace):
    text = page(news.tell(told)[-1])
    assert re.findall(r"^# (.*)", text, re.MULTILINE) == [
        "Билік: өкілеттіктердегі өзгерістер",
        "Билик: изменения в полномочиях",
        "Bilik: changes of powers",
    ]
    assert text.count("- **") == 3
    pages = sorted((told.root / "news").glob("*.md"))
    assert [path.name for path in pages] == ["000001.md", "000002.md"]
    assert pages[-1].read_text() == text


def test_words_from_outside_are_escaped():
    title = dict.fromkeys(LABEL_LANGUAGES, "Act <script>alert(1)</script> & [link](javascript:x)")
    item = Item("gone", "act", title, "official", "2001-01-01", ("act@2001-01-01.rus",))
    record = News(1, "2001-01-01-aaaaaaaa", "", "2026-01-01T00:00:00+00:00", (item,))
    for content in (atom.feed([record], "eng"), page(record).encode()):
        assert not re.search(rb"(?<!\\)<script", content)
    assert rb"\[link\]" in page(record).encode()


def test_a_feed_is_bounded_and_keeps_the_newest():
    many = [
        News(n, f"r{n}", "", f"2026-01-01T00:{n:02}:00+00:00",
             (Item("first", counts={"acts": 1, "versions": 1, "powers": n}),))
        for n in range(60)
    ]  # fmt: skip
    found = etree.fromstring(atom.feed(many, "eng"))
    contents = [one.findtext(f"{ATOM}content") or "" for one in found.iterfind(f"{ATOM}entry")]
    assert len(contents) == atom.ENTRIES
    assert "powers read in them: 59." in contents[0]


# -- killed runs, clocks, disks ------------------------------------------------------------------


@pytest.mark.parametrize("writes", range(7))
def test_a_run_killed_while_it_tells_neither_loses_nor_doubles_an_entry(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, writes: int
):
    """Telling writes a record, a page and three feeds; it is stopped after each of these."""

    class Killed(BaseException):
        pass

    def until(path: Path, content: bytes | str) -> None:
        nonlocal left
        if not left:
            raise Killed
        left -= 1
        write_whole(path, content)

    step = steps(workspace)
    next(step)
    news.tell(workspace)
    next(step)
    left = writes
    with monkeypatch.context() as patch:
        patch.setattr(news, "write_whole", until)
        patch.setattr("pipeline.news.records.write_whole", until)
        try:
            news.tell(workspace)
        except Killed:
            assert writes < 5
        else:
            assert writes >= 5
    news.tell(workspace)
    for language in LABEL_LANGUAGES:
        found = entries(workspace, language)
        assert len({one.name for one in found}) == len(found) == 2
    assert len(list((workspace.root / "news").glob("*.md"))) == 2


def test_telling_again_writes_nothing(told: Workspace):
    folder = told.root / "news"
    known = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    news.tell(told)
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == known


def test_a_clock_set_back_turns_no_entry_back(workspace: Workspace):
    step = steps(workspace)
    next(step)
    (record,) = news.tell(workspace)
    ahead = replace(record, made="2099-01-01T00:00:00+00:00")
    news.keep(workspace.root / "news", ahead)
    next(step)
    assert news.tell(workspace)[-1].made == ahead.made


def test_a_folder_that_cannot_be_written_is_one_clear_error(workspace: Workspace):
    released(workspace, unscored(), "a1")
    (workspace.root / "news").write_bytes(b"")
    with pytest.raises(WorkspaceError, match=r"news: cannot write here"):
        news.tell(workspace)


def test_a_damaged_record_is_named(told: Workspace):
    (told.root / "news" / "000001.json").write_text("{")
    with pytest.raises(WorkspaceError, match=r"000001\.json: the record of news cannot be read"):
        news.tell(told)


# -- command and settings ------------------------------------------------------------------------


def test_the_command_tells_in_a_language_and_writes_the_feeds(workspace: Workspace):
    released(workspace, unscored(), "a1")
    arguments = ["news", "--language", "rus", "--workspace", str(workspace.root)]
    shown = CliRunner().invoke(main, arguments)
    assert shown.exit_code == 0, shown.output
    assert "## Первый выпуск" in shown.output
    assert (workspace.root / "news" / "feed.rus.atom").is_file()


def test_an_address_that_is_none_is_refused(tmp_path: Path):
    settings = tmp_path / "mine.toml"
    settings.write_text('[news]\naddress = "example.org"\n')
    with pytest.raises(InputError, match=r"mine\.toml, \[news\]: `address` is 'example\.org'"):
        address(settings)
    settings.write_text("")
    assert address(settings) == ""
