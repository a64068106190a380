"""What goes wrong at a publisher's site: left out with its reason, and asked for again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.errors import InputError
from tests.sources.editions import editions
from tests.sources.server import Handler, login_page, page, reset, status
from tests.sources.sites import DECREE, FEW, LAW, OLD, Site, version_id

FAULTS: dict[str, Handler] = {
    "not found": status(404),
    "broken": status(500),
    "torn down": reset(),
    "a login page": login_page(),
    "nothing": page(""),
    "another type": page(b"%PDF-1.7", "application/pdf"),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("which", ["past", "newest"])
def test_a_text_that_cannot_be_had_is_left_out_and_asked_for_again(
    site: Site, fault: str, which: str
) -> None:
    missing = site.of(DECREE, "rus")[0 if which == "past" else -1]
    site.server.answer(site.text_path(missing), FAULTS[fault])
    done = site.run(**FEW)
    assert [error.where for error in done.errors] == [site.server.url + site.text_path(missing)]
    assert len(done.new) == 2
    assert version_id(missing) not in site.workspace.versions()
    kept = site.kept()
    assert len(site.run(**FEW).errors) == 1  # asked again, and still not to be had
    assert site.kept() == kept
    site.serve()
    again = site.run(**FEW)
    assert (again.new, again.errors) == ([version_id(missing)], [])


@pytest.mark.parametrize("fault", [name for name in FAULTS if name != "not found"])
def test_a_list_that_cannot_be_had_leaves_out_one_act_in_one_language(
    site: Site, fault: str
) -> None:
    missing = site.of(DECREE, "rus")
    path = site.list_path(missing[0])
    site.server.answer(path, FAULTS[fault])
    done = site.run(**FEW)
    assert [error.where for error in done.errors] == [site.server.url + path]
    assert len(done.new) == 1
    site.serve()
    assert site.run(**FEW).new == list(map(version_id, missing))


def test_what_went_wrong_once_is_no_reason_to_forget_what_is_here(site: Site) -> None:
    site.run()
    kept = site.kept()
    newest = site.of(DECREE, "rus")[-1]
    site.server.answer(site.text_path(newest), login_page())
    done = site.run()
    assert (len(done.errors), done.changed) == (1, False)
    assert site.kept() == kept


def test_a_list_that_lost_its_newest_version_is_not_believed(site: Site) -> None:
    site.run()
    kept = site.kept()
    newest = site.of(DECREE, "rus")[-1]
    site.serve([each for each in site.texts if each != newest])
    done = site.run()
    assert not done.changed
    assert [(error.where, error.what) for error in done.errors] == [
        (
            site.server.url + site.list_path(newest),
            f"the list of versions has lost its newest, of {newest.day}",
        )
    ]
    assert site.kept() == kept


def test_without_its_memory_a_source_fetches_no_past_text_and_stores_nothing_twice(
    site: Site,
) -> None:
    site.run()
    kept = site.kept()
    for path in site.workspace.sources.iterdir():
        path.unlink()
    done = site.run()
    assert (done.changed, done.errors) == (False, [])
    assert site.kept() == kept
    past = {site.text_path(each) for each in site.texts if each != site.newest(each)}
    assert not past & set(site.server.paths)


def test_a_memory_that_cannot_be_read_is_none(site: Site) -> None:
    site.run()
    kept = site.kept()
    memory = next(iter(site.workspace.sources.iterdir()))
    memory.write_text(
        memory.read_text()
        .replace('"facts": "[', '"facts": "no list [')
        .replace('"facts":"[', '"facts":"no list [')
    )
    assert memory.read_bytes() not in kept.values()
    done = site.run()
    assert (done.changed, done.errors) == (False, [])
    assert site.kept() == kept


def test_a_snapshot_that_was_lost_is_fetched_again(site: Site) -> None:
    site.run()
    kept = site.kept()
    past, newest = site.of(DECREE, "rus")
    for each in (past, newest):
        (site.workspace.snapshots / site.workspace.versions()[version_id(each)]).unlink()
    done = site.run()
    assert not done.errors
    assert site.kept().keys() == kept.keys()
    assert {site.text_path(past), site.text_path(newest)} <= set(site.server.paths)


@pytest.mark.parametrize("fault", ["broken", "torn down"])
def test_a_site_that_gives_nothing_is_left_alone_after_three_groups(site: Site, fault: str) -> None:
    for each in site.texts:
        site.server.answer(site.list_path(each), FAULTS[fault])
    site.server.answer("/api/documents/search", FAULTS[fault])
    done = site.run()
    *errors, last = done.errors
    assert len(errors) == 3
    assert last.where == site.server.url
    assert "the site is left alone, and 1 more" in last.what
    assert done.asked["requests"] <= 1 + 3 * 2  # robots.txt, and two attempts each
    site.serve()
    assert len(site.run().new) == 6


def test_a_site_that_falls_silent_is_not_asked_for_each_text_that_is_left(site: Site) -> None:
    site.serve(editions(LAW, OLD))
    for each in site.of(LAW, "rus"):
        site.server.answer(site.text_path(each), reset())
    done = site.run(acts=(LAW, OLD))
    assert len(done.errors) == 3 + 1
    assert "nothing could be had" in done.errors[-1].what
    assert done.asked["requests"] == 1 + 1 + 3 * 2  # robots.txt, list, two attempts each


def test_an_archive_that_is_out_of_order_keeps_no_other_act_away(site: Site) -> None:
    site.serve(editions(LAW, OLD))
    for each in site.of(LAW, "rus"):
        site.server.answer(site.text_path(each), status(403))
    done = site.run(acts=(LAW, OLD))
    assert (len(done.errors), len(done.new)) == (4, 4 + 2)


def test_a_site_that_lets_no_robot_in_is_left_alone(site: Site) -> None:
    site.server.serve("/robots.txt", "User-agent: *\nDisallow: /\n", "text/plain")
    done = site.run()
    assert site.server.paths == ["/robots.txt"]
    assert len(done.errors) == 4
    assert "robots.txt" in str(done.errors[0])


def test_nothing_is_asked_before_someone_says_who_asks(site: Site) -> None:
    with pytest.raises(InputError, match="contact"):
        site.run(web=replace(site.settings().web, contact=""))
    assert not site.log


def test_a_path_that_cannot_be_filled_in_is_named(site: Site) -> None:
    done = site.run(paths={}, acts=(DECREE,))
    assert {error.where for error in done.errors} == {f"[sources.{site.kind}.paths]"}
    assert not site.log
