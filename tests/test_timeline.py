"""The timeline of an act: its events, whom its words bind, and texts that come in any order."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import registry
from pipeline.cli_timeline import timeline as command
from pipeline.errors import InputError
from pipeline.ingest import ingest
from pipeline.records import Act
from pipeline.sources.folder import Folder
from pipeline.timeline import Event, Happening, effective_for, timeline
from pipeline.workspace import Workspace

REGISTRY = """
[conditions.printed]
kaz = "басылған күннен"
rus = "со дня печати"
eng = "once it is printed"

[conditions.next-chair]
kaz = "келесі төрағаға"
rus = "следующий председатель"
eng = "the chair elected next"

[conditions.not-founder]
kaz = "құрылтайшыдан басқаға"
rus = "все, кроме основателя"
eng = "everyone but the founder"

[acts.charter]
kind = "law"
title = { kaz = "Жарғы", rus = "Устав", eng = "Charter" }
adopted = 2001-02-03
commences = "printed"
ended = 2009-01-01
ended_by = "code"
expires = "next-chair"
amended_on = [2003-01-01, 2005-01-01, 2007-01-01]

[acts.charter.amended_by]
2003-01-01 = "reform"
2005-01-01 = "Law 7 of 2005"
2007-01-01 = "second-reform"

[[acts.charter.effective]]
version = 2003-01-01
eids = ["art_4__pt_1"]
for = "next-chair"
from = 2003-06-01
said_in = "art_9"

[[acts.charter.effective]]
version = 2003-01-01
eids = ["art_5"]
for = "not-founder"
until = 2007-01-01
said_in = "art_5__pt_3"

[[acts.charter.effective]]
version = 2005-01-01
eids = ["art_4"]
from = 2006-01-01

[[acts.charter.effective]]
version = 2005-01-01
eids = ["art_1"]
for = "next-chair"
series = "restated"

[acts.reform]
kind = "law"
title = { kaz = "Реформа", rus = "Реформа", eng = "Reform" }
adopted = 2002-12-01
commences = "printed"
amends = ["charter"]

[acts.second-reform]
kind = "law"
title = { kaz = "Екінші реформа", rus = "Вторая реформа", eng = "Second reform" }
adopted = 2007-01-01
in_force = 2007-02-01
amends = ["charter"]

[acts.code]
kind = "law"
title = { kaz = "Кодекс", rus = "Кодекс", eng = "Code" }
adopted = 2008-12-01
in_force = 2009-01-01
"""
TEXTS = [
    "charter@2001-02-03.kaz",
    "charter@2001-02-03.rus",
    "charter@2003-01-01.rus.restated",
    "charter@2006-01-01.rus",
]


@pytest.fixture
def acts(tmp_path: Path) -> dict[str, Act]:
    return registry.load(write(tmp_path))


def write(folder: Path) -> Path:
    path = folder / "acts.toml"
    path.write_text(REGISTRY, encoding="utf8")
    return path


def of(kind: Happening, events: Sequence[Event]) -> list[Event]:
    return [event for event in events if event.event is kind]


# -- events --------------------------------------------------------------------------------------


def test_events_come_in_order_of_time(acts: dict[str, Act]) -> None:
    told = [(event.event.value, str(event.day or "")) for event in timeline(acts, "charter", TEXTS)]
    assert told == [
        ("adopted", "2001-02-03"),
        ("in_force", ""),  # after adoption, on a day that is not known
        ("amended", "2003-01-01"),
        ("effective_for", "2003-06-01"),
        ("effective_for", ""),
        ("amended", "2005-01-01"),
        ("effective_for", ""),
        ("effective_for", "2006-01-01"),
        ("version", "2006-01-01"),
        ("amended", "2007-01-01"),
        ("ended", "2009-01-01"),
        ("succeeded_by", "2009-01-01"),
    ]


def test_conditional_commencement_and_expiry_are_kept(acts: dict[str, Act]) -> None:
    events = timeline(acts, "charter")
    (begins,), (ends,) = of(Happening.IN_FORCE, events), of(Happening.ENDED, events)
    assert (begins.day, begins.condition) == (None, "once it is printed")
    assert (ends.day, ends.condition) == (date(2009, 1, 1), "the chair elected next")
    assert of(Happening.ENDED, timeline(acts, "charter", lang="rus"))[0].condition == (
        "следующий председатель"
    )


def test_an_amendment_names_its_act_and_how_that_commences(acts: dict[str, Act]) -> None:
    told = [
        (event.other_act, event.condition)
        for event in of(Happening.AMENDED, timeline(acts, "charter"))
    ]
    assert told == [
        ("reform", "once it is printed"),
        ("Law 7 of 2005", ""),
        ("second-reform", "from 2007-02-01"),
    ]
    own = of(Happening.AMENDED, timeline(registry.load(), "constitution-1995"))
    assert (own[-2].other_act, own[-2].condition) == ("amend-2022-06", "")  # on that very day


def test_texts_at_hand_are_named_and_the_others_are_missing(acts: dict[str, Act]) -> None:
    events = timeline(acts, "charter", TEXTS)
    assert [event.text for event in of(Happening.IN_FORCE, events)] == [
        "official kaz, official rus"
    ]
    assert [event.text for event in of(Happening.AMENDED, events)] == [
        "restated rus",
        "missing",
        "missing",
    ]
    assert [(event.day, event.text) for event in of(Happening.VERSION, events)] == [
        (date(2006, 1, 1), "official rus")  # the registry knows of no change on that day
    ]


def test_a_unit_that_binds_only_some_tells_whom_and_until_when(acts: dict[str, Act]) -> None:
    founder = of(Happening.EFFECTIVE, timeline(acts, "charter"))[1]
    assert (founder.version, founder.units) == (date(2003, 1, 1), ("art_5",))
    assert (founder.condition, founder.until) == ("everyone but the founder", date(2007, 1, 1))
    assert founder.said_in == "art_5__pt_3"


def test_succession_and_amendments_show_on_the_other_act_too(acts: dict[str, Act]) -> None:
    (succeeded,) = of(Happening.SUCCEEDED, timeline(acts, "charter"))
    assert (succeeded.other_act, succeeded.day) == ("code", date(2009, 1, 1))
    (amends,) = of(Happening.AMENDS, timeline(acts, "reform"))
    assert (amends.other_act, amends.day) == ("charter", date(2003, 1, 1))


def test_an_act_that_the_registry_does_not_know(acts: dict[str, Act]) -> None:
    with pytest.raises(InputError, match=r"no act 'statute'.*charter, reform"):
        timeline(acts, "statute")


def test_our_own_registry_dates_every_act() -> None:
    acts = registry.load()
    for key, act in acts.items():
        events = timeline(acts, key)
        assert of(Happening.ADOPTED, events)[0].day == act.adopted
        assert len(of(Happening.AMENDED, events)) == len(act.amended_on)
        assert bool(of(Happening.ENDED, events)) == bool(act.ended or act.expires)


# -- whom a unit binds ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("version", "eid", "told"),
    [
        ("2001-02-03", "art_4__pt_1", ""),  # the rule came later
        ("2003-01-01", "art_4__pt_1", "the chair elected next"),
        ("2003-01-01", "art_4__pt_1__sub_2", "the chair elected next"),  # what is below the unit
        ("2003-01-01", "art_4__pt_11", ""),  # no number that only begins alike
        ("2003-01-01", "art_4", ""),  # nor what is above
        ("2004-01-01", "art_4__pt_1", "the chair elected next"),  # it holds on in later texts
        ("2005-01-01", "art_4__pt_1", "from 2006-01-01"),  # another rule for the unit came
        ("2006-01-01", "art_4__pt_1", ""),  # its day has come
        ("2005-01-01", "art_5__pt_1", "everyone but the founder"),
        ("2003-01-01", "art_5__pt_3", ""),  # the exception itself excepts nobody
        ("2007-01-01", "art_5__pt_1", ""),  # set aside
    ],
)
def test_whom_a_unit_binds(acts: dict[str, Act], version: str, eid: str, told: str) -> None:
    assert effective_for(acts, "charter", date.fromisoformat(version), eid) == told


def test_a_rule_may_follow_the_numbering_of_one_series(acts: dict[str, Act]) -> None:
    day = date(2005, 1, 1)
    assert effective_for(acts, "charter", day, "art_1", "restated") == "the chair elected next"
    assert effective_for(acts, "charter", day, "art_1", "official") == ""
    assert effective_for(acts, "charter", day, "art_5", "official") == "everyone but the founder"


def test_whom_a_unit_binds_is_told_in_three_languages(acts: dict[str, Act]) -> None:
    day = date(2005, 1, 1)
    assert effective_for(acts, "charter", day, "art_5", lang="rus") == "все, кроме основателя"
    assert effective_for(acts, "charter", day, "art_4", lang="kaz") == "2006-01-01 бастап"
    assert effective_for(acts, "statute", day, "art_4", lang="kaz") == ""  # no such act


@pytest.mark.parametrize(
    ("version", "eid", "told"),
    [
        ("1998-10-07", "art_41__pt_1", "the President elected next"),
        ("2007-05-21", "art_41__pt_1", "the one elected on 4 December 2005"),
        ("2007-05-21", "art_42__pt_5", "everyone but the First President"),
        ("2022-06-08", "art_50__pt_2", "the eighth convocation"),
        ("2023-01-01", "art_42__pt_5", "Presidents elected after"),
    ],
)
def test_our_own_registry_knows_the_terms_that_bind_only_some(
    version: str, eid: str, told: str
) -> None:
    found = effective_for(registry.load(), "constitution-1995", date.fromisoformat(version), eid)
    assert told in found


def test_units_that_our_own_registry_names_are_in_the_official_texts(shared_corpus: Path) -> None:
    from pipeline.parse import parse
    from pipeline.parse.sourcetext import MEDIA_TYPES, read_text

    checked = 0
    for rule in registry.load()["constitution-1995"].effective:
        day = "2023-01-01" if rule.version.year == 2022 else rule.version.isoformat()
        for path in (shared_corpus / "constitution-1995").glob(f"{day}.*"):
            kind, name = MEDIA_TYPES[path.suffix], path.as_posix()
            parsed = parse(read_text(path.read_bytes(), kind, name), kind, name)
            units = {provision.eid for provision in parsed.provisions}
            articles = {eid.split("__")[0] for eid in units}
            for eid in (*rule.eids, rule.said_in):
                if eid.split("__")[0] in articles:  # the text of that day may be an excerpt
                    assert eid in units, (path.name, eid)
                    checked += 1
    assert checked > 20


# -- texts that come in any order, twice, or two for one day -------------------------------------


def law(day: str, words: str, act: str = "charter") -> str:
    return (
        f"---\nact: {act}\nversion_date: {day}\nlanguage: rus\n---\n\n"
        f"Статья 1\n\n1. Председатель союза {words} и ведет дела общего собрания.\n"
    )


BY_DAY = {
    day: law(day, words)
    for day, words in {
        "2001-02-03": "созывает совет",
        "2003-01-01": "назначает судей",
        "2005-01-01": "подписывает уставы",
    }.items()
}


def ingested(folder: Path, acts: dict[str, Act], texts: Sequence[str]) -> Workspace:
    """A workspace that took the texts one run after the other."""
    workspace = Workspace(folder / "workspace")
    for number, text in enumerate(texts):
        (folder / str(number)).mkdir(parents=True)
        (folder / str(number) / "text.md").write_text(text, encoding="utf8")
        done = ingest(Folder(str(folder / str(number))), workspace, acts)
        assert (len(done.new), done.errors) == (1, [])
    return workspace


def test_versions_may_arrive_in_any_order(tmp_path: Path, acts: dict[str, Act]) -> None:
    texts = list(BY_DAY.values())
    told = timeline(acts, "charter", ingested(tmp_path / "ordered", acts, texts).versions())
    assert [event.text for event in told if event.text][:3] == ["official rus"] * 3
    for seed in range(3):
        random.Random(seed).shuffle(texts)
        workspace = ingested(tmp_path / str(seed), acts, texts)
        assert timeline(acts, "charter", workspace.versions()) == told


def test_two_texts_of_one_day_are_refused_and_the_first_stays(
    tmp_path: Path, acts: dict[str, Act]
) -> None:
    workspace = ingested(tmp_path, acts, list(BY_DAY.values()))
    before = workspace.versions()
    (tmp_path / "0" / "text.md").write_text(law("2003-01-01", "увольняет судей"), encoding="utf8")
    (error,) = ingest(Folder(str(tmp_path / "0")), workspace, acts).errors
    assert "another text of charter@2003-01-01.rus is already here (from 1/text.md)" in error.what
    assert error.where == "0/text.md"
    assert "--replace" in error.remedy
    assert workspace.versions() == before


def test_an_amending_act_that_arrives_twice_counts_once(
    tmp_path: Path, acts: dict[str, Act]
) -> None:
    text = law("2002-12-01", "назначает судей", "reform")
    workspace = ingested(tmp_path, acts, [text])
    before = timeline(acts, "reform", workspace.versions())
    (tmp_path / "0" / "the same again.md").write_text(text, encoding="utf8")
    done = ingest(Folder(str(tmp_path / "0")), workspace, acts)
    assert (done.new, done.unchanged, done.errors) == ([], ["reform@2002-12-01.rus"] * 2, [])
    assert timeline(acts, "reform", workspace.versions()) == before


# -- `bilik timeline` ----------------------------------------------------------------------------


@pytest.fixture
def bilik(tmp_path: Path, acts: dict[str, Act]):
    """Run the command on our small registry and a workspace with three texts."""
    workspace = ingested(tmp_path, acts, list(BY_DAY.values()))

    def run(*arguments: str) -> tuple[int, str]:
        usual = ["--workspace", str(workspace.root), "--registry", str(tmp_path / "acts.toml")]
        done = CliRunner().invoke(command, [*arguments, *usual])
        return done.exit_code, done.stdout

    return run


def test_command_shows_one_act(bilik) -> None:
    code, out = bilik("--act", "charter", "--format", "json", "--language", "rus")
    rows = json.loads(out)
    assert code == 0
    assert {row["act"] for row in rows} == {"charter"}
    assert rows[1] == {
        "act": "charter",
        "event": "in_force",
        "date": None,
        "other_act": "",
        "version": None,
        "units": [],
        "condition": "со дня печати",
        "until": None,
        "said_in": "",
        "text": "official rus",
    }
    assert [row["text"] for row in rows if row["event"] == "amended"] == [
        "official rus",
        "official rus",
        "missing",
    ]


def test_command_shows_all_acts_by_their_adoption(bilik) -> None:
    code, out = bilik("--format", "csv")
    keys = list(dict.fromkeys(line.split(",")[0] for line in out.splitlines()[1:]))
    assert (code, keys) == (0, ["charter", "reform", "second-reform", "code"])


@pytest.mark.parametrize(
    ("arguments", "code"), [(["--act", "statute"], 1), (["--format", "xml"], 2)]
)
def test_command_fails_on_what_is_not_there(bilik, arguments: list[str], code: int) -> None:
    assert bilik(*arguments) == (code, "")
