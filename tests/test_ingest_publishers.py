"""Ingesting from a publisher: facts go with the texts, corrections take over, odd texts do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.ingest import Ingested, ingest
from pipeline.parse import parse
from pipeline.parse.identity import told_by
from pipeline.records import Act, Facts
from pipeline.sources import Item, Looked, Memory, Received
from pipeline.sources.folder import Folder
from pipeline.vocabulary import Lang, Status
from pipeline.workspace import Workspace

ACTS = {"charter": Act("charter", "law", {}, date(2001, 2, 3))}
FACTS = Facts("charter", date(2001, 2, 3), Lang.RUS, "press", "https://press/1", status=Status.NEW)
LATER = replace(FACTS, day=date(2002, 2, 3), url="https://press/2")
WORDS = "Статья 1\n\n1. Совет Союза ведет дела народа и судит споры палат.\n"
OTHER = WORDS.replace("судит", "мирит")
VALIDATORS = {"https://press/charter": {"etag": '"5"'}}


@dataclass
class Press:
    """A publisher that says what it is given to say."""

    items: list[Item]
    name: str = "press"
    speaks_for_publisher: bool = True
    accept: tuple[str, ...] = ()
    asked: Counter[str] = field(default_factory=Counter)
    knew: dict[str, str] = field(default_factory=dict)

    def receive(self, memory: Memory) -> Iterator[Item]:
        self.knew = dict(memory.recall("https://press/charter"))
        yield from self.items


def text(words: str = WORDS, facts: Facts = FACTS, form: str = "text/markdown") -> Received:
    return Received("charter.page", words.encode(), form, facts=facts, group="charter")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "workspace")


def take(workspace: Workspace, *items: Item, name: str = "press", **options: object) -> Ingested:
    return ingest(Press(list(items), name), workspace, ACTS, **options)  # type: ignore[arg-type]


def now(workspace: Workspace, facts: Facts = FACTS) -> str:
    return workspace.data(workspace.versions()[facts.version_id]).decode()


def test_the_publisher_says_what_a_text_is(workspace: Workspace) -> None:
    done = take(workspace, text())
    assert (done.new, done.errors, done.changed) == (["charter@2001-02-03.rus"], [], True)
    assert workspace.facts("charter@2001-02-03.rus") == FACTS
    parsed = parse(WORDS, "text/markdown", "any name", told_by(FACTS))
    assert (parsed.identity.source, parsed.identity.date) == ("https://press/1", FACTS.day)


def test_front_matter_of_a_publisher_is_passed_over(workspace: Workspace) -> None:
    matter = "---\nact_code: X1\nversion_date: {kaz: 1999-01-01, rus: 2222-02-22}\n---\n\n"
    assert take(workspace, text(matter + WORDS)).new == ["charter@2001-02-03.rus"]


def test_a_correction_in_place_takes_over_and_the_old_text_stays(workspace: Workspace) -> None:
    take(workspace, text())
    done = take(workspace, text(OTHER))
    assert (done.replaced, now(workspace)) == (["charter@2001-02-03.rus"], OTHER)
    assert len(list(workspace.snapshots.glob("*.json"))) == 2


def test_other_bytes_with_the_same_words_are_no_change(workspace: Workspace) -> None:
    take(workspace, text())
    done = take(workspace, text("\ufeff" + WORDS))
    assert (done.unchanged, done.changed) == (["charter@2001-02-03.rus"], False)
    assert len(list(workspace.snapshots.glob("*.json"))) == 1


def test_another_status_alone_is_told(workspace: Workspace) -> None:
    take(workspace, text())
    ended = replace(FACTS, status=Status.ENDED)
    for told in (["charter@2001-02-03.rus"], []):  # and then no longer
        done = take(workspace, Looked("charter", unchanged=(ended,)))
        assert (done.told, done.changed) == (told, bool(told))
    assert workspace.facts("charter@2001-02-03.rus") == ended


def test_one_publisher_overrules_neither_text_nor_facts_of_another(workspace: Workspace) -> None:
    take(workspace, text())
    foreign = replace(FACTS, source="gazette", status=Status.ENDED)
    done = take(workspace, text(OTHER, foreign), name="gazette")
    assert (done.errors, done.unchanged) == ([], ["charter@2001-02-03.rus"])
    assert done.remarks[0].startswith("charter@2001-02-03.rus: gazette has other words than press")
    done = take(workspace, text(WORDS, foreign), Looked("charter", (foreign,)), name="gazette")
    assert not done.changed
    assert (workspace.facts("charter@2001-02-03.rus"), now(workspace)) == (FACTS, WORDS)


def test_a_text_from_a_folder_that_takes_over_ends_what_the_publisher_said(
    workspace: Workspace, tmp_path: Path
) -> None:
    take(workspace, text())
    file = tmp_path / "charter" / "2001-02-03.rus.md"
    file.parent.mkdir()
    file.write_text(OTHER, encoding="utf8")
    assert ingest(Folder(str(file.parent)), workspace, ACTS, True).replaced
    assert workspace.facts("charter@2001-02-03.rus") is None


def test_two_versions_may_have_the_same_words_if_the_publisher_says_so(
    workspace: Workspace,
) -> None:
    done = take(workspace, text(), text(WORDS, LATER))
    assert done.new == ["charter@2001-02-03.rus", "charter@2002-02-03.rus"]
    assert len(list(workspace.snapshots.glob("*.json"))) == 1


@pytest.mark.parametrize("times", [0.3, 3])
def test_a_text_of_odd_length_is_refused_until_someone_accepts_it(
    workspace: Workspace, times: float
) -> None:
    lines = [f"{n}. Совет Союза ведет дело {n} и судит споры.\n" for n in range(1, 31)]
    odd = "".join(f"{n + 30}{line}" for n, line in enumerate((lines * 3)[: int(30 * times)]))
    take(workspace, text("Статья 1\n\n" + "\n".join(lines)))
    (error,) = take(workspace, text("Статья 1\n\n" + odd, LATER)).errors
    assert "of the length of charter@2001-02-03.rus" in error.what
    assert "--accept charter@2002-02-03.rus" in error.remedy
    assert list(workspace.versions()) == ["charter@2001-02-03.rus"]  # the last good one stays
    done = take(workspace, text("Статья 1\n\n" + odd, LATER), accept={"charter@2002-02-03.rus"})
    assert done.new == ["charter@2002-02-03.rus"]


def test_an_older_text_is_held_against_the_newer_one_that_is_here(workspace: Workspace) -> None:
    lines = "\n".join(f"{n}. Совет Союза ведет дело {n} и судит споры.\n" for n in range(1, 31))
    take(workspace, text(f"Статья 1\n\n{lines}", LATER))
    (error,) = take(workspace, text()).errors
    assert "of the length of charter@2002-02-03.rus" in error.what


def test_the_words_of_another_version_are_remarked(workspace: Workspace) -> None:
    take(workspace, text())
    remarks = take(workspace, text(WORDS, LATER)).remarks
    assert any("has the words of charter@2001-02-03.rus" in remark for remark in remarks)


def test_a_source_remembers_what_it_went_through(workspace: Workspace) -> None:
    take(workspace, text(), Looked("charter", remember=VALIDATORS))
    press = Press([])
    ingest(press, workspace, ACTS)
    assert press.knew == {"etag": '"5"'}
    other = Press([], name="gazette")
    ingest(other, workspace, ACTS)
    assert other.knew == {}


def test_nothing_is_remembered_of_a_group_with_a_refused_text(workspace: Workspace) -> None:
    bad = replace(text(), data=b"")
    done = take(workspace, bad, Looked("charter", remember=VALIDATORS))
    assert len(done.errors) == 1
    press = Press([])
    ingest(press, workspace, ACTS)
    assert press.knew == {}


def test_a_damaged_memory_is_as_none(workspace: Workspace) -> None:
    take(workspace, text(), Looked("charter", remember=VALIDATORS))
    (file,) = workspace.sources.iterdir()
    file.write_bytes(b"{")
    assert take(workspace, text(), Looked("charter", remember=VALIDATORS)).unchanged
    assert workspace.remembered("press") == VALIDATORS


def test_what_could_not_be_had_is_told_and_the_rest_is_taken(workspace: Workspace) -> None:
    done = take(workspace, InputError("no answer", "https://press/9", "try later"), text())
    assert (len(done.errors), done.new) == (1, ["charter@2001-02-03.rus"])


def test_a_day_that_the_registry_does_not_know_is_remarked(workspace: Workspace) -> None:
    assert take(workspace, text()).remarks == []
    (remark,) = take(workspace, text(OTHER, LATER)).remarks
    assert remark.startswith("charter@2002-02-03.rus: the registry knows no text of that day")
    assert take(workspace, text(OTHER, LATER)).remarks == []  # said once, when it came


def test_records_that_disagree_are_remarked_as_long_as_they_do(workspace: Workspace) -> None:
    kazakh = "1-бап\n\n1. Одақ кеңесі халық ісін жүргізеді, палаталардың дауын шешеді.\n"
    ended = replace(FACTS, lang=Lang.KAZ, status=Status.ENDED)
    remark = "charter@2001-02-03.rus and .kaz disagree on status: new and ended"
    assert take(workspace, text(), text(kazakh, ended)).remarks == [remark]
    assert take(workspace).remarks == [remark]
