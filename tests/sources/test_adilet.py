"""Әділет: what its pages say, and what is made of a history that says nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.records import Facts
from pipeline.sources.adilet import heading, history
from pipeline.sources.web import Answer
from pipeline.vocabulary import Lang, Status
from tests.sources.editions import editions
from tests.sources.publisher import act_page, history_page, login_page, not_found_page
from tests.sources.server import Handler, Server, page, redirect, status
from tests.sources.sites import DECREE, LAW, OLD, Site, version_id

TEXTS = [each for each in editions(LAW) if each.lang is Lang.RUS]
CURRENT = Facts(
    act=LAW,
    day=date(1995, 12, 26),
    lang=Lang.RUS,
    source="adilet",
    url="https://example.org/rus/docs/Z950002733_",
    dated_by="registry",
    code="Z950002733_",
)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with Server() as server:
        yield Site("adilet", server, tmp_path)


def answer(body: bytes, charset: str = "utf-8") -> Answer:
    return Answer("https://example.org/page", 200, body, "text/html", charset, {}, {})


def archived(day: date) -> str:
    return f"https://example.org/archive/{day}"


def listed(body: bytes) -> list[tuple[str, str]]:
    """Day and address of each version."""
    found = history(answer(body), CURRENT, archived)
    return [(str(each.day), each.url.removeprefix("https://example.org")) for each in found]


EXPECTED = [
    ("1995-12-26", "/archive/1995-12-26"),
    ("2007-06-19", "/archive/2007-06-19"),
    ("2017-06-15", "/archive/2017-06-15"),
    ("2022-11-05", "/rus/docs/Z950002733_"),
]


def rows(*cells: Sequence[str]) -> bytes:
    """A history with these rows, written out as on the site."""
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells)
    title = '<div class="container_alpha slogan"><h1>Закон</h1></div>'
    return f"<!doctype html><html><body>{title}<table>{table}</table></body></html>".encode()


# -- the history -----------------------------------------------------------------------------------


@pytest.mark.parametrize("old_first", [True, False])
@pytest.mark.parametrize("repeat", [True, False])
def test_a_history_lists_versions_in_either_order_and_each_once(
    old_first: bool, repeat: bool
) -> None:
    assert listed(history_page(TEXTS, old_first=old_first, repeat=repeat)) == EXPECTED


def test_a_history_names_the_act_that_made_each_version() -> None:
    found = history(answer(history_page(TEXTS)), CURRENT, archived)
    assert [each.cause_code for each in found] == ["", "Z070000265_", "Z1700000075", ""]
    assert found[1].cause_title == TEXTS[1].cause_title[Lang.RUS]
    assert found[1].cause_requisites == ""
    # Without a link there is no telling a title from requisites.
    assert found[3].cause_title == ""
    assert found[3].cause_requisites == TEXTS[3].cause_title[Lang.RUS]
    assert {each.dated_by for each in found} == {"history"}


def test_a_version_made_by_several_acts_names_them_all() -> None:
    link = '<a href="/rus/docs/{}">О {}</a>, {}'
    page = rows(
        ("01.02.2003", link.format("Z1", "первом", "Закон № 1")),
        ("01.02.2003", link.format("Z2_", "втором", "Закон № 2")),
        ("01.02.2003", link.format("Z1", "первом", "Закон № 1")),
    )
    (found,) = history(answer(page), CURRENT, archived)
    assert found.cause_code == "Z1; Z2_"
    assert found.cause_title == "О первом; О втором"
    assert found.cause_requisites == "Закон № 1; Закон № 2"


def test_the_sentinel_is_no_day() -> None:
    page = rows(("22.02.2222", "Закон № 1"), ("01.02.2003", "Закон № 2"))
    assert listed(page) == [("2003-02-01", "/rus/docs/Z950002733_")]


def test_a_day_that_cannot_be_is_not_passed_over() -> None:
    with pytest.raises(InputError, match="is no day of a version"):
        listed(rows(("01.02.2003", "Закон № 1"), ("31.02.2003", "Закон № 2")))


def test_a_date_in_a_sentence_is_no_version() -> None:
    assert listed(rows(("Закон от 01.02.2003 № 5", "опубликован 05.02.2003"))) == []


def test_a_newest_row_that_leads_to_the_archive_alone_is_read_there() -> None:
    row = '<a href="/rus/archive/docs/Z950002733_/{}">{}</a>'
    page = rows([row.format("01.02.2003", "01.02.2003")], [row.format("05.06.2004", "редакция")])
    assert listed(page) == [
        ("2003-02-01", "/archive/2003-02-01"),
        ("2004-06-05", "/archive/2004-06-05"),
    ]


def test_a_table_around_the_table_is_no_row() -> None:
    inner = rows(("01.02.2003", "Закон № 1"), ("05.06.2004", "Закон № 2")).decode()
    outer = inner.replace("<table>", "<table><tr><td><table>").replace(
        "</table>", "</table></td></tr></table>"
    )
    assert listed(outer.encode()) == listed(inner.encode())
    assert len(listed(inner.encode())) == 2


def test_a_link_to_nowhere_is_passed_over() -> None:
    row = ("01.02.2003", '<a href="http://[">Закон</a>, <a>№ 1</a>')
    assert listed(rows(row)) == [("2003-02-01", "/rus/docs/Z950002733_")]


def test_another_acts_archive_is_not_this_acts() -> None:
    other = '<a href="/rus/archive/docs/Z950002733/01.02.2003">редакция</a>'  # a code without `_`
    assert listed(rows([other])) == []


@pytest.mark.parametrize(
    "body", [login_page(), b"<html><body></body></html>"], ids=["login", "nothing"]
)
def test_what_is_no_page_about_an_act_is_no_history(body: bytes) -> None:
    with pytest.raises(InputError, match="no history of an act"):
        listed(body)


# -- the page of an act ----------------------------------------------------------------------------


@pytest.mark.parametrize("said", ["new", "upd", "yts"])
def test_a_page_has_title_and_status(said: str) -> None:
    edition = replace(TEXTS[0], status=said)
    assert heading(answer(act_page(edition))) == (edition.title, said)


def test_a_page_is_read_in_the_encoding_that_it_names() -> None:
    body = act_page(TEXTS[0], encoding="windows-1251")
    assert heading(answer(body, "")) == (TEXTS[0].title, "new")


def test_a_page_may_have_no_mark_of_status() -> None:
    body = act_page(TEXTS[0]).replace(b"status", b"state")
    assert heading(answer(body)) == (TEXTS[0].title, "")


@pytest.mark.parametrize("body", [login_page(), not_found_page()], ids=["login", "not found"])
def test_a_page_without_a_text_is_no_page_of_an_act(body: bytes) -> None:
    with pytest.raises(InputError, match="no text of an act"):
        heading(answer(body))


@settings(deadline=None)
@given(st.binary(max_size=30), st.integers(0, 4000), st.integers(0, 60))
def test_a_damaged_page_is_read_or_named(put: bytes, at: int, cut: int) -> None:
    for whole, reader in ((history_page(TEXTS), listed), (act_page(TEXTS[0]), titled)):
        place = at % len(whole)
        with suppress(InputError):
            assert reader(whole[:place] + put + whole[place + cut :]) is not None


def titled(body: bytes) -> tuple[str, str]:
    return heading(answer(body))


# -- the source ------------------------------------------------------------------------------------


def test_page_furniture_is_no_change(site: Site) -> None:
    site.run()
    versions, told = site.workspace.versions(), site.workspace.all_facts()
    site.serve(served=2)
    done = site.run()
    assert (done.changed, done.errors) == (False, [])
    assert done.asked["not_modified"] == 0
    assert (site.workspace.versions(), site.workspace.all_facts()) == (versions, told)
    assert site.run().asked["bytes"] == 0


def test_other_words_for_a_status_are_kept_as_said(site: Site) -> None:
    body = act_page(site.of(OLD, "rus")[0]).replace(b"status_new", b"status_err")
    site.server.serve("/rus/docs/U060000130_", body)
    assert not site.run(acts=(OLD,)).errors
    facts = site.workspace.facts(f"{OLD}@2006-06-06.rus")
    assert facts
    assert (facts.status, facts.status_said) == (None, "err")


@pytest.mark.parametrize(
    "without", [status(404), status(410), page(rows())], ids=["404", "410", "no rows"]
)
def test_without_a_history_the_text_is_dated_by_the_registry(site: Site, without: Handler) -> None:
    only = site.of(OLD, "rus")[0]
    site.server.answer(site.list_path(only), without)
    done = site.run(acts=(OLD,), languages=(Lang.RUS,))
    assert (done.new, done.errors) == ([version_id(only)], [])
    facts = site.workspace.facts(version_id(only))
    assert facts
    assert (facts.dated_by, facts.day, facts.status) == ("registry", only.adopted, Status.NEW)
    assert not site.run(acts=(OLD,), languages=(Lang.RUS,)).changed


def test_an_act_that_was_changed_is_not_dated_by_the_registry(site: Site) -> None:
    site.server.answer(site.list_path(site.of(DECREE, "rus")[0]), status(404))
    done = site.run(acts=(DECREE,), languages=(Lang.RUS,))
    (error,) = done.errors
    assert "no version is listed, but the text was changed on 2005-07-08" in error.what
    assert not done.new


def test_nor_is_an_act_of_which_the_site_itself_says_that_it_was_changed(site: Site) -> None:
    only = replace(site.of(OLD, "rus")[0], status="upd")
    site.serve([only])
    site.server.answer(site.list_path(only), status(404))
    done = site.run(acts=(OLD,), languages=(Lang.RUS,))
    assert ["its history lists no version" in error.what for error in done.errors] == [True]
    assert not done.new


def test_a_history_that_vanishes_is_not_believed(site: Site) -> None:
    site.run(acts=(DECREE,))
    kept = site.kept()
    site.server.answer(site.list_path(site.of(DECREE, "rus")[0]), status(404))
    (error,) = site.run(acts=(DECREE,)).errors
    assert "lost its newest, of 2005-07-08" in error.what
    assert site.kept() == kept


def test_a_page_in_another_encoding_is_taken_as_the_answer_says(site: Site) -> None:
    only = site.of(OLD, "rus")[0]
    body = act_page(only, encoding="windows-1251")
    site.server.serve(site.text_path(only), body, "text/html; charset=windows-1251", etag="w")
    done = site.run(acts=(OLD,), languages=(Lang.RUS,))
    assert (done.new, done.errors) == ([version_id(only)], [])
    sha256 = site.workspace.versions()[version_id(only)]
    assert site.workspace.data(sha256) == body
    assert site.workspace.snapshot(sha256).media_type == "text/html; charset=windows-1251"


def test_a_page_of_the_other_language_is_refused_and_asked_for_again(site: Site) -> None:
    rus, kaz = site.of(OLD, "rus")[0], site.of(OLD, "kaz")[0]
    site.server.serve(site.text_path(rus), act_page(kaz), etag="wrong")
    done = site.run(acts=(OLD,))
    assert (done.new, len(done.errors)) == ([version_id(kaz)], 1)
    assert len(site.run(acts=(OLD,)).errors) == 1
    site.serve()
    assert site.run(acts=(OLD,)).new == [version_id(rus)]


def test_no_redirect_leads_away_from_the_publisher(site: Site) -> None:
    only = site.of(OLD, "rus")[0]
    site.server.answer(site.text_path(only), redirect("http://127.0.0.2/rus/docs/U060000130_"))
    done = site.run(acts=(OLD,), languages=(Lang.RUS,))
    assert (done.new, len(done.errors)) == ([], 1)


def test_a_page_that_leads_to_another_act_is_not_taken(site: Site) -> None:
    only = site.of(OLD, "rus")[0]
    other = site.text_path(site.of(DECREE, "rus")[-1])
    site.server.answer(site.text_path(only), redirect(other))
    done = site.run(acts=(OLD,), languages=(Lang.RUS,))
    assert [error.what for error in done.errors] == [
        f"the site leads to {site.server.url}{other} instead"
    ]
    assert not done.new


def test_a_code_keeps_its_last_character_in_every_address(site: Site) -> None:
    site.serve(editions(LAW))
    site.run(acts=(LAW,))
    asked = [path for path in site.server.paths if path != "/robots.txt"]
    assert asked
    assert all("/docs/Z950002733_" in path for path in asked)
