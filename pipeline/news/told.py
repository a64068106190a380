"""What an item says in one language: the same words for the page and for the feed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from pipeline.news.records import ChangeTold, ClauseTold, Item
from pipeline.report import told
from pipeline.report.words import Words
from pipeline.vocabulary import Action, ChangeKind, Domain, Holder, Polarity, label

SHOWN = 40  # changes or clauses in one entry


@dataclass(frozen=True, slots=True)
class Line:
    """One change: its kind, what is told of it, the clause's words, and where to look it up."""

    head: str
    text: str
    words: str = ""
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """An item in one language."""

    title: str
    intro: str
    lines: tuple[Line, ...] = ()
    more: str = ""


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf8"))


def say(key: str, language: str, **values: object) -> str:
    """A sentence of `words.toml`, filled in."""
    return _words()[key][language].format(**values)


def tell(item: Item, release: str, language: str) -> Told:
    """An item in one language."""
    act = item.title.get(language, item.act)
    title = say(f"{item.kind}_title", language, act=act, day=day(item.day, language))
    lines = tuple(_lines(item, language))
    left = sum(item.counts.values()) - item.counts.get(ChangeKind.REWORDED, 0) - len(lines)
    if lines and left > 0:
        command = _command(item, release)
        return Told(
            title, _intro(item, language), lines, say("more", language, n=left, command=command)
        )
    return Told(title, _intro(item, language), lines)


def _intro(item: Item, language: str) -> str:
    if item.kind in ("first", "anew"):
        return say(f"{item.kind}_intro", language, **item.counts)
    if item.kind == "ended":
        known = {"day": day(item.day, language)} if item.day else {}
        return say("ended_on" if item.day else "ended_unknown", language, **known)
    if item.kind == "reread":
        inputs = ", ".join(item.inputs)
        return say("reread_intro", language, inputs=inputs, n=item.counts["clauses"])
    series = say(item.series, language)
    if item.kind == "law":
        counts = ", ".join(
            f"{label(kind, language).lower()} {item.counts[kind]}"
            for kind in ChangeKind
            if kind in item.counts
        )
        return say("law_intro" if counts else "law_none", language, series=series, counts=counts)
    return say(f"{item.kind}_intro", language, series=series, n=sum(item.counts.values()))


def _lines(item: Item, language: str) -> Iterator[Line]:
    for change in item.changes[:SHOWN]:
        yield _change(change, item.makers, language)
    for clause in item.clauses[:SHOWN]:
        yield _clause(clause, language)


def _change(change: ChangeTold, makers: Mapping[str, dict[str, str]], language: str) -> Line:
    holder = label(Holder(change.holder), language) if change.holder else "–"
    if change.holder_to:
        holder += f" → {label(Holder(change.holder_to), language)}"
    action = label(Action(change.action), language).lower() if change.action else "–"
    thing = f" ({told.value(change.object, language)})" if change.object else ""
    since = "since" if change.exact else "since_at_latest"
    acts = [makers[key][language] if key in makers else key for key in change.acts]
    parts = [
        f"{holder}: {action}{thing}",
        label(Domain(change.domain), language).lower() if change.domain else "",
        label(Polarity.LIMITS, language).lower() if change.polarity == Polarity.LIMITS else "",
        say(since, language, day=day(change.day, language)),
        *(told.difference(code, language) for code in change.differs),
        say("made_by", language, acts=", ".join(acts)) if acts else "",
    ]
    return Line(
        label(ChangeKind(change.kind), language),
        "; ".join(filter(None, parts)),
        change.words.get(language, ""),
        tuple(filter(None, change.clauses.values())),
    )


def _clause(clause: ClauseTold, language: str) -> Line:
    sides = (("lost", clause.lost), ("gained", clause.gained))
    parts = [say(key, language, powers="; ".join(powers)) for key, powers in sides if powers]
    version, eid, _ = clause.clause_id.split("/")
    return Line(
        f"{version}, {told.place(eid, language)}",
        "; ".join(parts) or say("same_powers", language),
        ids=(clause.clause_id,),
    )


def _command(item: Item, release: str) -> str:
    if item.kind == "law":
        return f"bilik changes --act {item.act}"
    return f"bilik release diff OLDER {release}"


def day(said: str, language: str) -> str:
    """A day as people write it; "" for none."""
    return Words(language).day(date.fromisoformat(said)) if said else ""
