"""Releases that follow one another, made of the sample, and the feeds that come of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from lxml import etree

from pipeline import news
from pipeline.changes import changes
from pipeline.dataset import Contents, Run, publish
from pipeline.news.records import Item
from pipeline.vocabulary import Lang
from pipeline.workspace import Workspace
from tests.dataset.sample import (
    DAYS,
    sample_contents,
)

ATOM = "{http://www.w3.org/2005/Atom}"
RUN = Run("", "0.1.0", "c0" * 32, "ac" * 32, "3e" * 32, "c1" * 32, ("rus=trained-1",), ())


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
