"""Offices named by their body: "председатель и судьи Верховного Суда", "сот төрағалары".

An office's word says little by itself; the body beside it tells which office it is. Russian
bodies follow in the genitive, Kazakh ones stand before. Joined offices share a body, and joined
bodies an office.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.powers.lexicon import Match, lexicon, table
from pipeline.powers.words import Passage, Word
from pipeline.vocabulary import Lang

LINKS = {
    Lang.RUS: {",", "и", "или", "либо", "а", "также", "его", "их"},
    Lang.KAZ: {",", "мен", "пен", "бен", "және", "немесе", "не", "әрі", "оның", "олардың"},
}
COUNTING = {"ADJ", "NUM", "DET"}  # "двух членов", "басқа мүшелері"


@dataclass(frozen=True, slots=True)
class Office:
    """The codes of joined offices and the places of their words, body included."""

    codes: tuple[str, ...]
    start: int
    end: int
    places: frozenset[int]


def find_offices(passage: Passage, objects: Sequence[Match]) -> list[Office]:
    """Every run of office words beside a body that has such offices."""
    bodies = [match for match in objects if "offices" in match.entry.data]
    heads = lexicon("objects", "head", passage.lang).longest(passage)
    heads = [head for head in heads if not _inside(head, bodies)]
    found = []
    for run in _runs(passage, heads):
        beside = _beside(passage, run, bodies)
        codes = dict.fromkeys(_code(head, body) for body in beside for head in run)
        if not codes:
            continue
        parts = [*run, *beside]
        for head in heads:  # "председателя Палаты и его заместителей"
            between = passage.words[parts[-1].end : head.start]
            pointed = any(word.low in {"его", "их"} for word in between)
            if passage.lang is Lang.RUS and pointed and _joined(passage, between):
                codes |= dict.fromkeys(_code(head, body) for body in beside)
                parts.append(head)
        found.append(
            Office(
                tuple(code for code in codes if code),
                min(part.start for part in parts),
                max(part.end for part in parts),
                frozenset(place for part in parts for place in range(part.start, part.end)),
            )
        )
    return found


@cache
def row_of(code: str) -> dict[str, Any]:
    """The limits of an office that has a row of its own, such as the only acts that it suffers."""
    rows: list[dict[str, Any]] = table("objects")["object"]
    return next((row for row in rows if row["code"] == code), {})


def _inside(head: Match, bodies: Sequence[Match]) -> bool:
    return any(body.start <= head.start < body.end for body in bodies)


def _code(head: Match, body: Match) -> str:
    """The office's own code, else one made of both; of a person only a deputy is an office."""
    row = body.entry.data
    made = "" if row["kind"] == "office" else f"{row['code']}_{head.entry.name}"
    named: dict[str, str] = row["offices"]
    return named.get(head.entry.name, made)


def _runs(passage: Passage, heads: Sequence[Match]) -> Iterable[list[Match]]:
    """Office words that are joined: "председатель, его заместитель и члены"."""
    run: list[Match] = []
    for head in heads:
        if run and not _joined(passage, passage.words[run[-1].end : head.start]):
            yield run
            run = []
        run.append(head)
    if run:
        yield run


def _joined(passage: Passage, between: Sequence[Word]) -> bool:
    links = LINKS[passage.lang]
    told = any(word.low in links for word in between)
    return told and all(word.low in links or _counts(word) for word in between)


def _counts(word: Word) -> bool:
    """Words that only say how many or which: "двух", "других", "үш-үш"."""
    return word.pos in COUNTING or "-" in word.low


def _beside(passage: Passage, run: Sequence[Match], bodies: Sequence[Match]) -> list[Match]:
    """The body of a run, and those joined to it."""
    ahead = passage.lang is Lang.RUS
    edge = run[-1].end if ahead else run[0].start
    ordered = bodies if ahead else bodies[::-1]
    found: list[Match] = []
    for body in ordered:
        gap = (edge, body.start) if ahead else (body.end, edge)
        if gap[0] > gap[1]:
            continue
        between = passage.words[gap[0] : gap[1]]
        if found:
            near = _joined(passage, between) and _owns(passage, body)
        else:
            near = all(_counts(word) for word in between) and _owns(passage, body)
        if not near or not any(_code(head, body) for head in run):
            break
        found.append(body)
        edge = body.end if ahead else body.start
    return found


def _owns(passage: Passage, body: Match) -> bool:
    """A Russian body stands in the genitive; a Kazakh one in the genitive or bare."""
    cases = {word.case for word in passage.words[body.start : body.end] if word.case}
    if passage.lang is Lang.RUS:
        return not cases or "Gen" in cases
    return bool(cases & {"Gen", "Nom"}) or not cases
