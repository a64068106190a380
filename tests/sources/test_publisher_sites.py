"""What holds for every publisher's site: taken once, then asked conditionally, fault by fault."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.ingest import ingest
from pipeline.sources.facts import fact_differences
from pipeline.sources.publisher import day_of
from pipeline.vocabulary import Lang, Status
from tests.sources.editions import acts, editions
from tests.sources.server import Server, redirect
from tests.sources.sites import ACTS, DECREE, FEW, LAW, OLD, Site, changed, later, version_id

# -- what is taken ---------------------------------------------------------------------------------


def test_the_first_run_takes_every_version_in_both_languages(site: Site) -> None:
    done = site.run()
    assert not done.errors
    assert sorted(done.new) == sorted(map(version_id, site.texts))
    assert len(done.new) == 6
    for each in site.texts:
        snapshot = site.workspace.snapshot(site.workspace.versions()[version_id(each)])
        ending = {"adilet": "html", "zan": "json"}[site.kind]
        assert snapshot.name == f"{each.act}/{each.day}.{each.lang}.{ending}"
        assert snapshot.source == site.kind


def test_facts_are_told_of_each_version(site: Site) -> None:
    site.run()
    first, newest = site.of(DECREE, "rus")
    told = {each.version_id: each for each in site.workspace.all_facts()}
    assert told.keys() == set(map(version_id, site.texts))
    for each in (first, newest):
        assert told[version_id(each)].url == site.server.url + site.text_path(each)
        assert told[version_id(each)].code == "U040001484_"  # its last character is part of it
    last = told[version_id(newest)]
    assert (last.title, last.status, last.status_said) == (newest.title, Status.AMENDED, "upd")
    assert (last.cause_code, last.cause_title) == ("U050001613_", newest.cause_title[Lang.RUS])
    before = told[version_id(first)]
    assert before.cause_code == before.cause_title == before.cause_requisites == ""


def test_a_version_dated_to_the_eve_of_a_day_of_the_registry_is_that_days(site: Site) -> None:
    _, newest = site.of(DECREE, "rus")
    eve = newest.day - timedelta(days=1)
    site.serve(changed(site, DECREE, "rus", day=eve))
    done = site.run()
    assert not done.errors
    assert version_id(newest) in done.new
    told = site.workspace.facts(version_id(newest))
    assert told is not None
    assert (told.day, told.dated_by) == (newest.day, "registry")
    again = site.run()
    assert version_id(newest) in again.unchanged
    assert site.server.paths.count(site.list_path(newest)) == 1


def test_a_newest_text_that_is_not_yet_in_force_is_taken(site: Site) -> None:
    future = date(2040, 1, 1)
    site.serve(later(site, DECREE, future))
    assert {f"{DECREE}@2040-01-01.rus", f"{DECREE}@2040-01-01.kaz"} <= set(site.run().new)


def test_versions_that_the_settings_ignore_are_never_asked_for(site: Site) -> None:
    past, newest = site.of(DECREE, "rus")
    ignored = (version_id(past), version_id(newest))
    done = site.run(ignore=ignored)
    assert not done.errors
    assert not {*ignored} & set(done.new)
    assert not {site.text_path(past), site.text_path(newest)} & set(site.server.paths)


def test_past_versions_may_be_left_alone(site: Site) -> None:
    done = site.run(newest_only=True)
    assert not done.errors
    assert sorted(done.new) == sorted({version_id(site.newest(each)) for each in site.texts})
    past, _ = site.of(DECREE, "rus")
    assert site.text_path(past) not in site.server.paths


def test_an_act_may_be_ignored_in_one_language(site: Site) -> None:
    done = site.run(ignore=(f"{DECREE}.kaz",))
    assert len(done.new) == 4
    assert site.list_path(site.of(DECREE, "kaz")[0]) not in site.server.paths


def test_the_settings_name_acts_and_languages(site: Site) -> None:
    done = site.run(acts=(DECREE,), languages=(Lang.KAZ,))
    assert done.new == list(map(version_id, site.of(DECREE, "kaz")))


@pytest.mark.parametrize("act", ["no-such-act", "law-1990-04-24"])  # the second has no code
def test_an_act_that_cannot_be_asked_for_is_named(site: Site, act: str) -> None:
    with pytest.raises(InputError, match=f"no act '{act}'.*corpus/acts.toml"):
        site.source(acts=(DECREE, act))


def test_all_acts_with_a_code_are_asked_for_where_none_is_named(site: Site) -> None:
    chosen = {act.key for act in site.source(acts=()).acts}
    assert {*ACTS} < chosen
    assert "law-1990-04-24" not in chosen


# -- what is asked ---------------------------------------------------------------------------------


def test_a_run_in_which_nothing_changed_asks_two_conditional_questions_a_group(site: Site) -> None:
    site.run()
    kept = site.kept()
    done = site.run()
    newest = [site.newest(each) for each in site.texts]
    expected = {path for each in newest for path in (site.list_path(each), site.text_path(each))}
    robots, *rest = site.log
    assert robots[1] == "/robots.txt"
    assert sorted(path for _, path, _ in rest) == sorted(expected)
    assert all("if-none-match" in headers for _, _, headers in rest)
    assert done.asked["requests"] == 1 + 2 * len(ACTS) * 2
    assert done.asked["not_modified"] == 2 * len(ACTS) * 2
    assert done.asked["bytes"] == 0
    assert not done.changed
    assert not done.errors
    assert len(done.unchanged) == 6
    assert site.kept() == kept


def test_robots_txt_is_remembered_and_obeyed(site: Site) -> None:
    site.server.serve("/robots.txt", "User-agent: *\nAllow: /\n", "text/plain", etag="r1")
    site.run()
    assert site.run().asked["not_modified"] == 1 + 2 * len(ACTS) * 2


def test_a_site_without_validators_is_asked_again_and_nothing_changes(site: Site) -> None:
    site.serve(validators=False)
    site.run()
    kept = site.kept()
    done = site.run()
    assert (done.changed, done.errors, done.asked["not_modified"]) == (False, [], 0)
    assert site.kept() == kept
    past = {site.text_path(each) for each in site.texts if each != site.newest(each)}
    assert not past & set(site.server.paths)


def test_a_new_version_costs_one_list_and_one_text(site: Site) -> None:
    site.run()
    site.serve(later(site, DECREE, date(2006, 1, 1)))
    done = site.run()
    assert sorted(done.new) == [f"{DECREE}@2006-01-01.kaz", f"{DECREE}@2006-01-01.rus"]
    assert not done.errors
    # Of a site whose newest text has moved to its archive, that text once more.
    each = {"adilet": 3, "zan": 2}[site.kind]
    assert done.asked["requests"] - done.asked["not_modified"] == 1 + 2 * each
    assert not site.run().changed


def test_words_that_came_before_their_day_was_listed_do_not_stay_under_the_old_one(
    tmp_path: Path,
) -> None:
    """The page of the newest text may be renewed before the list of versions is."""
    with Server() as server:
        site = Site("adilet", server, tmp_path)
        site.run()
        texts, old = site.texts, site.of(DECREE, "rus")[-1]
        new = replace(
            old, day=date(2006, 1, 1), text=f"{old.text}\n\n98. Аким ведет дела.\n", cause_code="Z2"
        )
        site.serve([replace(each, text=new.text) if each == old else each for each in texts])
        assert site.run().replaced == [version_id(old)]
        site.serve([*texts, new])
        done = site.run()
        assert (done.new, done.replaced) == ([version_id(new)], [version_id(old)])
        held = site.workspace.data(site.workspace.versions()[version_id(old)])
        assert "98. Аким ведет" not in held.decode()
        assert not site.run().changed


def test_an_eve_and_the_day_after_it_are_two_versions_where_both_are_listed(site: Site) -> None:
    site.serve(editions(LAW))
    middle = site.of(LAW, "rus")[1]
    eve = replace(
        middle,
        day=middle.day - timedelta(days=1),
        text=f"{middle.text}\n\n97. Аким ведет дела.\n",
        cause_code="Z2",
    )
    site.serve(sorted([*site.of(LAW, "rus"), eve], key=lambda each: each.day))
    asked = {"acts": (LAW,), "languages": (Lang.RUS,)}
    done = site.run(**asked)
    assert not done.errors
    assert {version_id(eve), version_id(middle)} <= set(done.new)
    assert not site.run(**asked).changed


def test_a_day_at_the_end_of_all_days_stops_nothing(site: Site) -> None:
    site.serve(later(site, DECREE, date.max))
    assert f"{DECREE}@9999-12-31.rus" in site.run().new


def test_answers_that_are_no_good_are_answers(site: Site) -> None:
    """Only a site that says nothing is left alone before all is asked."""
    site.serve(editions(LAW, OLD))
    past = site.of(LAW, "rus")[:3]
    for each in past:
        site.server.answer(site.text_path(each), redirect("https://elsewhere.example/"))
    done = site.run(acts=(LAW, OLD), languages=(Lang.RUS,))
    assert len(done.errors) == len(past)
    assert version_id(site.of(OLD, "rus")[0]) in done.new


def test_another_publisher_takes_over_where_it_is_told_to(tmp_path: Path) -> None:
    with Server() as server:
        first = Site("adilet", server, tmp_path)
        first.run(**FEW)
        other = Site("zan", server, tmp_path)
        words = [
            replace(each, text=f"{each.text}\n\n98. Аким ведет дела.\n") for each in other.texts
        ]
        other.serve(words)
        assert not other.run(**FEW).changed
        source = other.source(**FEW)
        done = ingest(source, other.workspace, acts(), replace=True)
        assert len(done.replaced) == 3
        assert not done.errors


def test_a_corrected_newest_text_takes_the_place_of_the_old_one(site: Site) -> None:
    site.run()
    newest = site.of(DECREE, "rus")[-1]
    before = site.workspace.versions()[version_id(newest)]
    corrected = f"{newest.text}\n\n99. Аким ведет дела района.\n"
    site.serve(changed(site, DECREE, "rus", text=corrected))
    done = site.run()
    assert (done.replaced, done.new, done.errors) == ([version_id(newest)], [], [])
    assert site.workspace.holds(before)
    assert not site.run().changed


def test_a_status_that_changes_alone_is_told(site: Site) -> None:
    site.run()
    newest = site.of(DECREE, "kaz")[-1]
    versions = site.workspace.versions()
    site.serve(changed(site, DECREE, "kaz", status="yts"))
    done = site.run()
    assert (done.told, done.new, done.replaced) == ([version_id(newest)], [], [])
    assert site.workspace.versions() == versions
    facts = site.workspace.facts(version_id(newest))
    assert facts
    assert (facts.status, facts.status_said) == (Status.ENDED, "yts")
    assert not site.run().changed


def test_the_two_languages_may_disagree_and_are_kept_as_told(site: Site) -> None:
    last = site.of(DECREE, "kaz")[-1]
    texts = changed(site, OLD, "kaz", status="yts")
    site.serve([replace(each, day=date(2005, 7, 9)) if each == last else each for each in texts])
    assert not site.run().errors
    found = {
        (one.field, one.rus_says, one.kaz_says)
        for one in fact_differences(site.workspace.all_facts())
    }
    assert ("status", "new", "ended") in found
    assert ("day", "2005-07-08", "2005-07-09") in found


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("07.10.1998", date(1998, 10, 7)),
        ("1998-10-07", date(1998, 10, 7)),
        ("22.02.2222", None),  # the publishers' word for no date
        ("2222-02-22", None),
        ("31.02.1998", None),
        ("1998", None),
        ("", None),
        (None, None),
    ],
)
def test_days_as_publishers_write_them(said: str | None, day: date | None) -> None:
    assert day_of(said) == day
