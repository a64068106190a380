"""The databank: what its answers say, documents in pages, acts found by their code."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.records import Facts
from pipeline.sources.databank import Cause, Document, Metadata, Version, Words, read
from pipeline.sources.web import Answer
from pipeline.sources.zan import caused, check_pages, described, listed
from pipeline.vocabulary import Lang, Status
from tests.sources.databank_pages import NO_DATE
from tests.sources.publisher import databank_bytes, document, editions
from tests.sources.server import Server, page
from tests.sources.server import document as answering
from tests.sources.sites import DECREE, LAW, OLD, Site, version_id

ACT = Facts(
    act=LAW,
    day=date(1995, 12, 26),
    lang=Lang.KAZ,
    source="zan",
    url="https://example.org/api",
    dated_by="version",
    code="Z950002733_",
)
SEARCH = "/api/documents/search"
TEXT = next(each for each in editions(OLD) if each.lang is Lang.RUS)
SIZE = 6  # units a page: three pages


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with Server() as server:
        yield Site("zan", server, tmp_path)


def answer(body: object) -> Answer:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer("https://example.org/api", 200, data, "application/json", "", {}, {})


# -- what is said ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("new", Status.NEW),
        ("upd", Status.AMENDED),
        ("yts", Status.ENDED),
        ("stop", Status.SUSPENDED),
        ("temporaryRevoked", Status.SUSPENDED),
        ("exe", None),
        ("vexp", None),
        ("bak", None),
        ("", None),
    ],
)
def test_a_status_is_told_in_the_publishers_word_and_where_it_is_known_in_ours(
    said: str, status: Status | None
) -> None:
    told = described(Metadata(status=said), ACT)
    assert (told.status, told.status_said) == (status, said)


def test_metadata_say_type_title_and_day_of_adoption() -> None:
    metadata = Metadata(
        title=Words(kaz="Хартия  туралы", rus="О хартии"),
        act_types=["КЗАК", "ЗАК"],
        state_agency_approval_date="1995-12-26",
    )
    told = described(metadata, ACT)
    assert (told.kind, told.title) == ("КЗАК, ЗАК", "Хартия туралы")
    assert told.adopted == date(1995, 12, 26)
    assert described(Metadata(state_agency_approval_date=NO_DATE), ACT).adopted is None


def test_a_cause_is_named_by_its_code_even_where_the_document_is_another() -> None:
    words = Words(kaz="Өзгерістер туралы", rus="О поправках")
    version = Version("1998-10-07", cause=Cause("168832", "160390", words, "№ 284"))
    told = caused(version, ACT)
    assert (told.cause_code, told.cause_title) == ("168832", "Өзгерістер туралы")
    assert told.cause_requisites == "№ 284"
    assert caused(Version("1998-10-07", cause=Cause(document=160390)), ACT).cause_code == "160390"
    assert caused(Version("1998-10-07"), ACT) == replace(ACT, status_said="")


def test_versions_come_in_order_of_time_without_those_that_have_no_day() -> None:
    said = [Version("2007-06-19"), Version(NO_DATE), Version("26.12.1995")]
    told = listed(said, ACT, lambda day: f"https://example.org/{day}")
    assert [(str(each.day), each.url) for each in told] == [
        ("1995-12-26", "https://example.org/1995-12-26"),
        ("2007-06-19", "https://example.org/2007-06-19"),
    ]


@pytest.mark.parametrize("said", ["", "1998", "2007-06-19T00:00:00", "31.02.1998"])
def test_a_day_that_cannot_be_read_is_not_passed_over(said: str) -> None:
    with pytest.raises(InputError, match=f"'{said}' is no day of a version"):
        listed([Version("2007-06-19"), Version(said)], ACT, str)


@pytest.mark.parametrize(
    "body",
    [b"", b"<html></html>", b"{", b"[" * 100_000, b"\xff", {"error": "Unauthorized"}, [1]],
    ids=["nothing", "page", "cut off", "nested", "no text", "refusal", "other"],
)
def test_an_answer_of_another_shape_is_named(body: object) -> None:
    with pytest.raises(InputError, match="no answer of the databank"):
        read(answer(body), list[Version])


def test_what_is_not_read_may_have_any_shape() -> None:
    entry = {"id": 7, "versionDate": "1998-10-07", "references": {"x": [None]}, "cause": None}
    assert read(answer([entry]), list[Version]) == [Version("1998-10-07")]


@settings(deadline=None)
@given(st.binary(max_size=30), st.integers(0, 4000), st.integers(0, 60))
def test_a_damaged_answer_is_read_or_named(put: bytes, at: int, cut: int) -> None:
    whole = json.dumps(document(TEXT)[0]).encode()
    at = at % len(whole)
    with suppress(InputError):
        assert isinstance(read(answer(whole[:at] + put + whole[at + cut :]), Document), Document)


# -- pages -----------------------------------------------------------------------------------------


def paged(site: Site) -> list[dict[str, Any]]:
    """The newest text of an act, in three pages, the site serving them."""
    newest = site.of(OLD, "rus")[-1]
    pages = document(newest, page_size=SIZE)
    assert len(pages) == 3
    site.serve(page_size=SIZE)
    return pages


def place(site: Site, number: int) -> str:
    return site.text_path(site.of(OLD, "rus")[-1]).replace("page=1", f"page={number}")


def run_old(site: Site) -> Any:
    return site.run(acts=(OLD,), languages=(Lang.RUS,))


def test_all_pages_of_a_version_are_joined_in_order_as_they_came(site: Site) -> None:
    pages = paged(site)
    done = run_old(site)
    assert (len(done.new), done.errors) == (1, [])
    data = site.workspace.data(site.workspace.versions()[done.new[0]])
    assert json.loads(data) == json.loads(databank_bytes(pages))
    assert site.server.paths[-3:] == [place(site, number) for number in (1, 2, 3)]


def test_each_page_of_the_newest_version_is_asked_for_conditionally(site: Site) -> None:
    paged(site)
    run_old(site)
    done = run_old(site)
    assert site.server.paths[-3:] == [place(site, number) for number in (1, 2, 3)]
    assert (done.asked["requests"], done.asked["not_modified"], done.changed) == (5, 4, False)


def test_a_correction_on_a_later_page_is_seen(site: Site) -> None:
    before = paged(site)
    run_old(site)
    newest = site.of(OLD, "rus")[-1]
    corrected = replace(newest, text=newest.text + "\n\n999. Аким ведет дела района.\n")
    after = document(corrected, page_size=SIZE)
    assert (after[0], len(after)) == (before[0], 3)
    site.serve([corrected], page_size=SIZE)
    assert run_old(site).replaced == [version_id(newest)]
    assert run_old(site).asked["not_modified"] == 4


def test_a_version_that_lost_pages_is_asked_for_no_more_of_them(site: Site) -> None:
    paged(site)
    run_old(site)
    site.serve(page_size=200)
    assert not run_old(site).errors
    done = run_old(site)
    assert (done.asked["requests"], done.errors) == (3, [])


FAULTS: dict[str, Callable[[list[dict[str, Any]]], Any]] = {
    "page 2 repeats page 1": lambda pages: pages[0],
    "page 2 of 3 is empty": lambda pages: pages[1] | {"content": []},
    "page 2 says that there are 4 pages": lambda pages: pages[1] | {"pagesCount": 4},
    "this is document 999999": lambda pages: pages[1] | {"id": "999999"},
    "in kaz of": lambda pages: pages[1] | {"language": "kaz"},
    "of 2001-01-01": lambda pages: pages[1] | {"versionDate": "2001-01-01"},
    "(U999999999_": lambda pages: pages[1] | {"ngr": "U999999999_"},
    "no answer of the databank": lambda pages: {"message": "try again later"},
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_document_with_a_wrong_page_is_not_taken_and_asked_for_again(
    site: Site, fault: str
) -> None:
    pages = paged(site)
    site.server.answer(place(site, 2), answering(FAULTS[fault](pages)))
    done = run_old(site)
    (error,) = done.errors
    assert fault in error.what
    assert not done.new
    assert len(run_old(site).errors) == 1
    site.serve(page_size=SIZE)
    assert len(run_old(site).new) == 1


def test_a_correction_of_which_a_page_is_missing_is_asked_for_again(site: Site) -> None:
    paged(site)
    run_old(site)
    kept = site.kept()
    newest = site.of(OLD, "rus")[-1]
    corrected = replace(newest, text=newest.text.replace("Акима", "Любого акима", 1))
    site.serve([corrected], page_size=SIZE)
    site.server.answer(place(site, 3), page(""))
    assert len(run_old(site).errors) == 1
    assert site.kept() == kept
    site.serve(page_size=SIZE)
    assert run_old(site).replaced == [version_id(corrected)]


@pytest.mark.parametrize("count", [0, -1, 10**9])
def test_a_number_of_pages_that_cannot_be_is_not_believed(site: Site, count: int) -> None:
    pages = paged(site)
    site.server.answer(place(site, 1), answering(pages[0] | {"pagesCount": count}))
    done = run_old(site)
    assert [f"said to have {count} pages" in error.what for error in done.errors] == [True]
    assert done.asked["requests"] == 1 + 1 + 1 + 1  # robots.txt, search, list, first page


def test_pages_of_one_document_pass() -> None:
    pages = [
        {"id": 1, "language": "rus", "versionDate": "", "pagesCount": 2, "content": [{"id": n}]}
        for n in (1, 2)
    ]
    check_pages(msgspec.convert(pages, list[Document]), "here")


# -- the source ------------------------------------------------------------------------------------


def test_what_surrounds_the_words_is_no_change(site: Site) -> None:
    site.run(acts=(OLD,))
    versions = site.workspace.versions()
    newest = site.of(OLD, "rus")[0]
    (only,) = document(newest)
    site.server.serve(
        site.text_path(newest),
        json.dumps(only | {"hasSignature": True}),
        "application/json",
        etag="new",
    )
    done = site.run(acts=(OLD,))
    assert (done.changed, done.errors, site.workspace.versions()) == (False, [], versions)
    assert site.run(acts=(OLD,)).asked["bytes"] == 0


def test_an_act_that_is_revoked_for_a_time_is_suspended_whatever_its_status(site: Site) -> None:
    newest = site.of(OLD, "rus")[0]
    (only,) = document(newest)
    site.server.answer(site.text_path(newest), answering(only | {"temporaryRevoked": True}))
    run_old(site)
    facts = site.workspace.facts(version_id(newest))
    assert facts
    assert (facts.status, facts.status_said) == (Status.SUSPENDED, "temporaryRevoked")


def test_a_code_is_searched_for_once(site: Site) -> None:
    site.run(acts=(DECREE,))
    assert site.server.paths.count(SEARCH) == 1
    assert not site.run(acts=(DECREE,)).errors
    assert SEARCH not in site.server.paths


def test_an_act_with_a_number_is_not_searched_for(site: Site) -> None:
    site.serve(editions(LAW))
    assert len(site.run(acts=(LAW,)).new) == 8
    assert SEARCH not in site.server.paths


HIT = {"id": "500020", "code": "500020", "stateAgencyApprovalDate": "2004-12-06"}
HITS = {
    "nothing": [],
    "an act of another day": [HIT | {"stateAgencyApprovalDate": "2004-12-07"}],
    "two acts of that day": [HIT, HIT | {"id": "500021"}],
    "no number": [HIT | {"id": "../../elsewhere"}],
}


@pytest.mark.parametrize("hits", HITS)
def test_a_search_that_does_not_find_one_act_asks_for_its_number(site: Site, hits: str) -> None:
    site.server.answer(SEARCH, answering({"list": HITS[hits]}))
    done = site.run(acts=(DECREE,), languages=(Lang.RUS,))
    (error,) = done.errors
    assert error.where == site.server.url + SEARCH
    assert f"`databank` of {DECREE} in corpus/acts.toml" in error.remedy
    assert set(site.server.paths) == {"/robots.txt", SEARCH}


def test_a_number_of_another_act_is_noticed(site: Site) -> None:
    site.serve([*site.texts, *editions(LAW)])
    other = site.of(LAW, "rus")[-1].document
    site.server.answer(SEARCH, answering({"list": [HIT | {"id": other}]}))
    done = site.run(acts=(DECREE,), languages=(Lang.RUS,))
    assert not done.new
    assert {"not U040001484_" in error.what for error in done.errors} == {True}


def test_an_act_without_a_version_is_named(site: Site) -> None:
    site.serve(editions(LAW))
    site.server.answer(site.list_path(site.of(LAW, "kaz")[0]), answering([]))
    done = site.run(acts=(LAW,))
    (error,) = done.errors
    assert error.what == "the databank lists no version"
    assert len(done.new) == 4
