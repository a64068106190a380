"""The page and the feeds: valid, in three languages, each entry with a name that stays."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from pipeline import news
from pipeline.cli import main
from pipeline.errors import InputError
from pipeline.news import atom
from pipeline.news.page import page
from pipeline.news.records import Item, News
from pipeline.news.settings import address
from pipeline.vocabulary import LABEL_LANGUAGES
from pipeline.workspace import Workspace
from tests.dataset.sample import (
    DAYS,
    NEWEST,
)
from tests.news.making import (
    ATOM,
    edited,
    entries,
    feed,
    released,
    unscored,
)

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
