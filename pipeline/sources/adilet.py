"""Әділет, a site of HTML pages: an act's history, its current text, its past texts by date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from pipeline.errors import InputError
from pipeline.parse import html
from pipeline.records import Act, Facts
from pipeline.sources import Received
from pipeline.sources.publisher import (
    STATUSES,
    Publisher,
    bare,
    by_day,
    day_of_version,
    dotted,
    joined,
)
from pipeline.sources.visit import Page, Visit
from pipeline.sources.web import Answer
from pipeline.vocabulary import Lang, Status

_TITLE = html.TITLE[0]
_TEXT = html.TEXT[1]  # some pages have no <article> in it
_STATUS = "//span[contains(concat(' ', normalize-space(@class), ' '), ' status ')]/@class"
_ACT = re.compile(r"/(?P<archived>archive/)?docs/(?P<code>[^/]+)(?:/(?P<day>[^/]+))?$")
_DAY = re.compile(r"\d\d\.\d\d\.\d{4}")
_REMEDY = "look at it in a browser; if the site has taken another form, its reader must follow"


class Adilet(Publisher):
    """Acts of Әділет, by their code."""

    def knows(self, act: Act) -> bool:
        return bool(act.code)

    def versions(self, act: Act, lang: Lang, visit: Visit) -> Page:
        url = self.address("history", lang=lang, code=act.code)
        current = Facts(
            act=act.key,
            day=act.in_force or act.adopted,
            lang=lang,
            source=self.name,
            url=self.address("current", lang=lang, code=act.code),
            dated_by="registry",
            code=act.code or "",
        )

        def archived(day: date) -> str:
            return self.address("archive", lang=lang, code=act.code, date=dotted(day))

        page = self.listed(url, lambda answer: history(answer, current, archived), visit)
        if not page.facts and act.amended_on:
            raise InputError(
                f"no version is listed, but the text was changed on {act.amended_on[-1]}",
                url,
                _REMEDY,
            )
        return page if page.facts else replace(page, facts=(current,))

    def shown(self, answer: Answer, listed: Facts) -> Facts:
        title, status = heading(answer)
        if listed.title and title != listed.title:
            raise InputError(
                f"the page is titled '{title}', but the act's history '{listed.title}'",
                answer.url,
                _REMEDY,
            )
        if listed.dated_by == "registry" and STATUSES.get(status) is Status.AMENDED:
            raise InputError(
                "the act was changed, but its history lists no version", answer.url, _REMEDY
            )
        return replace(bare(listed), title=title, status=STATUSES.get(status), status_said=status)

    def received(self, answer: Answer, facts: Facts, visit: Visit) -> Received:  # noqa: ARG002
        charset = f"; charset={answer.charset}" if answer.charset else ""
        return self.snapshot(facts, answer, answer.body, f"text/html{charset}")


def history(answer: Answer, current: Facts, archived: Callable[[date], str]) -> tuple[Facts, ...]:
    """The versions that a history page lists, in order of time; none for a page without rows.

    The newest stands at the current address, unless its row leads to the archive alone.

    Args:
        answer: the page.
        current: the act, with the address of its current text.
        archived: the address of a past text.

    Raises:
        InputError: it is no page about an act, or a day cannot be read.
    """
    page = html.tree(answer.body, answer.url, answer.charset)
    if not page.xpath(_TITLE):
        raise InputError("this is no history of an act", answer.url, _REMEDY)
    rows = page.xpath("//tr[not(.//tr)]")
    listed = by_day(fact for row in rows for fact in _version(row, current, archived, answer.url))
    title = _words(page.xpath(_TITLE)[0])
    return tuple(
        replace(each, url=archived(each.day))
        if each is not listed[-1]
        else replace(each, title=title)
        for each in listed
    )


def _version(
    row: Any, current: Facts, archived: Callable[[date], str], where: str
) -> Iterator[Facts]:
    """What a row of a history says, where it is about a version: a day, and the acts behind it."""
    own, causes = [], []
    for link in row.iter("a"):
        act = _ACT.search(re.split("[?#]", link.get("href", ""))[0])
        if act and act["code"] == current.code:
            own.append(act)
        elif act:
            causes.append((act["code"], _words(link)))
    cells = [_words(cell) for cell in row.iter("td", "th")]
    days = [act["day"] or "" for act in own if act["archived"]] + cells
    days = [day for day in days if _DAY.fullmatch(day)]
    if not days and any(act["archived"] for act in own):
        raise InputError("a version in the history has no day that can be read", where, _REMEDY)
    day = day_of_version(days[0], where) if days else None
    if day is None:
        return
    beside = " ".join(row.xpath(".//text()[not(ancestor::a)]")).split()
    yield replace(
        current,
        day=day,
        url=archived(day) if own and all(act["archived"] for act in own) else current.url,
        dated_by="history",
        cause_code=joined(code for code, _ in causes),
        cause_title=joined(title for _, title in causes),
        cause_requisites=" ".join(word for word in beside if word not in days).strip(" ,;"),
    )


def heading(answer: Answer) -> tuple[str, str]:
    """Title and status of an act's page, the status as in the class of its mark: new, upd, yts.

    Raises:
        InputError: the page holds no text of an act.
    """
    page = html.tree(answer.body, answer.url, answer.charset)
    if not page.xpath(_TITLE) or not page.xpath(_TEXT):
        raise InputError("the page holds no text of an act", answer.url, _REMEDY)
    marks = " ".join(page.xpath(_STATUS)).split()
    said = (mark.removeprefix("status_") for mark in marks if mark.startswith("status_"))
    return _words(page.xpath(_TITLE)[0]), next(said, "")


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
