"""One power: its words in both languages, its constraints, its life, how to cite it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from fastapi import APIRouter, Response
from starlette.responses import RedirectResponse

from pipeline.explorer import citation
from pipeline.explorer.asked import Asked, Page
from pipeline.explorer.find import power as find
from pipeline.explorer.life import Statement, around, phases
from pipeline.explorer.lookup.open import Row
from pipeline.explorer.marks import Piece, marks_of, pieces
from pipeline.explorer.official import official_pages
from pipeline.explorer.params import Identifier, Reader
from pipeline.explorer.render import as_date, name_of
from pipeline.explorer.rewording import rewording
from pipeline.explorer.strip import strip
from pipeline.report.told import place

ROUTER = APIRouter(include_in_schema=False)

_PLACE = re.compile(r"(?P<version>(?P<act>[^/@]+)@[^/]+)/(?P<eid>[^/]+)(?:/(?P<n>[0-9]{1,6}))?")
_OLD = re.compile(r"(?P<act>[^/@]+)@[^/]+/(?P<eid>[^/]+)(?:/.*)?")
_LONGEST = 6_000  # characters of a passage that are shown; the act's own page has all
_LONGEST_COMPARED = 1_500
_MOST_STATEMENTS = 60  # of a life, those about the power that is looked at
_MOST_LISTED = 50
_APART = ("holder", "action", "object", "polarity", "autonomy", "limits")


@ROUTER.get("/{reader}/power/{power_id:path}")
def power(asked: Page, reader: Reader, power_id: Identifier) -> Response:
    """The page of a power; of a clause or provision, the powers read there."""
    del reader
    power_id = power_id.strip("/")
    found = find.power(asked.lookup, power_id)
    if found:
        return _page(replace(asked, series=found["series"]), found)
    if at := _PLACE.fullmatch(power_id):
        n = int(at["n"]) if at["n"] else None
        there = find.of_place(asked.lookup, at["version"], at["eid"], n)
        if len(there) == 1:
            return RedirectResponse(asked.link("power", there[0]["power_id"]), 302)
        if there:
            asked = replace(asked, series=there[0]["series"])
            return asked.page("power_list.html.j2", powers=there, headline=headline)
    return _missing(asked, power_id)


def _missing(asked: Asked, power_id: str) -> Response:
    """The same place in the texts that there are; ids of other releases end here."""
    old = _OLD.fullmatch(power_id)
    texts = find.versions_with(asked.lookup, old["act"], old["eid"]) if old else []
    if not texts:
        raise asked.missing("power_unknown")
    return asked.page("power_missing.html.j2", 404, texts=texts, eid=old and old["eid"])


def _page(asked: Asked, own: Row) -> Response:
    lookup = asked.lookup
    limits = find.limits(lookup, own["power_id"])
    twin = find.twin(lookup, own)
    counterpart = twin and twin["power"]
    sides = {own["lang"]: _side(own, own, limits)}
    if twin:
        theirs = find.limits(lookup, counterpart["power_id"]) if counterpart else []
        sides[twin["lang"]] = _side(twin, counterpart, theirs)
    act = lookup.row("SELECT * FROM acts WHERE act = ?", [own["act"]]) or {}
    text = lookup.row("SELECT * FROM versions WHERE version_id = ?", [own["version_id"]]) or {}
    found = phases(find.life(lookup, own), find.changes_of(lookup, own))
    shown = around(found, own, _MOST_STATEMENTS)
    newest = date.fromisoformat(asked.served.name[:10])  # a release's name begins with it
    return asked.page(
        "power.html.j2",
        power=own,
        limits=[(limit, _words(limit, own)) for limit in limits],
        sides=sides,
        twin=twin,
        apart=[name for name in _APART if counterpart and counterpart[name] != own[name]],
        other_text=find.other_text(lookup, own),
        doubts=[one for one in find.doubts(lookup, own) if one["clause_n"] in (None, own["n"])][
            :_MOST_LISTED
        ],
        beside=[one for one in find.of_clause(lookup, own["clause"]) if one != own][:_MOST_LISTED],
        phases=shown,
        left_out=len(found) - len(shown),
        most=_MOST_LISTED,
        strip=strip(shown, own, newest) if len(shown) > 1 else None,
        official=official_pages(
            act.get("code"), own["lang"], date.fromisoformat(own["version_date"]), text["source"]
        ),
        cited=_cited(asked, own, act.get("number")),
        formats=(("BibTeX", citation.bibtex), ("RIS", citation.ris), ("CSL-JSON", citation.csl)),
        headline=headline,
        compared=compared,
        proofs=proofs,
    )


def headline(asked: Asked, power: Row) -> str:
    """A power in words: who, and does what."""
    reader = asked.language
    if not power["holder"]:
        return asked.words("power_repealed")
    does = asked.done(power["action"], power["object"])
    if not power["object"]:
        does += f" ({name_of('Domain', power['domain'], reader).lower()})"
    return f"{name_of('Holder', power['holder'], reader)}: {does}"


def compared(statement: Statement) -> tuple[Piece, ...]:
    """The words of a statement, with what differs from the text before marked."""
    newer = _whole(statement.power)
    return rewording(_whole(statement.older), newer) if statement.older else (Piece(newer),)


def proofs(changes: Iterable[Row | None]) -> dict[str, list[str]]:
    """The acts behind changes, each with what shows it."""
    found: dict[str, list[str]] = {}
    for change in changes:
        for proof in change["proofs"] if change else ():
            if proof["act"] and proof["shown"] not in found.setdefault(proof["act"], []):
                found[proof["act"]].append(proof["shown"])
    return found


def _whole(power: Row) -> str:
    words = " ".join(filter(None, (power["lead_in"], power["text"])))
    return _short(words, _LONGEST_COMPARED)


def _side(clause: Row, power: Row | None, limits: list[Row]) -> dict[str, list[Piece]]:
    """The passages of a clause, in reading order, with a power's words marked."""
    marks = marks_of(power, limits) if power else {"before": [], "lead_in": [], "clause": []}
    passages = {
        "before": clause["before"] if marks["before"] else None,
        "lead_in": clause["lead_in"],
        "clause": clause["text"],
    }
    return {
        where: pieces(_short(text, _LONGEST), marks[where])
        for where, text in passages.items()
        if text
    }


def _words(limit: Row, power: Row) -> str:
    """The words that say a constraint."""
    passage = power["text" if limit["span_where"] == "clause" else limit["span_where"] or "text"]
    start, end = limit["span_start"], limit["span_end"]
    return _short(passage[start:end], _LONGEST_COMPARED) if passage and end else ""


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most].rstrip()}…"


def _cited(asked: Asked, own: Row, number: str | None) -> citation.Cited:
    title = asked.title(own["act"])
    where: dict[str, Any] = {
        "power": headline(asked, own),
        "act": asked.words("power_numbered", title=title, n=number) if number else title,
        "place": place(own["eid"], asked.language),
        "day": asked.words.day(as_date(own["version_date"])),
        "text": asked.words(f"power_cite_{own['series']}_{own['lang']}"),
    }
    return citation.Cited(
        citation.work_of(asked.served.path),
        own["power_id"],
        asked.words("power_cite_title", **where),
        asked.language,
        asked.link("power", own["power_id"]),
    )
