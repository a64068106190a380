"""Әділет, a site of HTML pages: an act's history, its current text, its past texts by date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from pipeline.errors import InputError
from pipeline.parse import html
from pipeline.records import Act, Facts
from pipeline.sources import Received
from pipeline.sources.publisher import STATUSES, Publisher, bare, by_day, day_of, dotted
from pipeline.sources.visit import Page, Visit
from pipeline.sources.web import Answer
from pipeline.vocabulary import Lang, Status

_TITLE = html.TITLE[0]
_TEXT = html.TEXT[0]
_STATUS = "//span[starts-with(@class, 'status ')]/@class"
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
        InputError: it is no page about an act.
    """
    page = html.tree(answer.body, answer.url, answer.charset)
    if not page.xpath(_TITLE):
        raise InputError("this is no history of an act", answer.url, _REMEDY)
    listed = by_day(fact for row in page.iter("tr") for fact in _version(row, current, archived))
    return tuple(
        replace(each, url=archived(each.day)) if each is not listed[-1] else each for each in listed
    )


def _version(row: Any, current: Facts, archived: Callable[[date], str]) -> Iterator[Facts]:
    """What a row of a history says, where it is about a version: a day, and the act behind it."""
    cells = [_words(cell) for cell in row.iter("td", "th")]
    days = [cell for cell in cells if _DAY.fullmatch(cell)]
    cause_code = cause_title = ""
    own = []
    for link in row.iter("a"):
        match = _ACT.search(urlsplit(link.get("href", "")).path)
        if match and match["code"] == current.code:
            own.append(match)
        elif match:
            cause_code, cause_title = cause_code or match["code"], cause_title or _words(link)
    days += [match["day"] for match in own if match["archived"] and match["day"]]
    day = next(filter(None, map(day_of, days)), None)
    if day is None:
        return
    rest = " ".join(cell for cell in cells if cell not in days)
    in_archive = any(match["archived"] for match in own) and all(m["archived"] for m in own)
    yield replace(
        current,
        day=day,
        url=archived(day) if in_archive else current.url,
        dated_by="history",
        cause_code=cause_code,
        cause_title=cause_title,
        cause_requisites=" ".join(rest.replace(cause_title, " ").split()),
    )


def heading(answer: Answer) -> tuple[str, str]:
    """Title and status of an act's page, the status as in the class of its mark: new, upd, yts.

    Raises:
        InputError: the page holds no text of an act.
    """
    page = html.tree(answer.body, answer.url, answer.charset)
    if not page.xpath(_TITLE) or not page.xpath(_TEXT):
        raise InputError("the page holds no text of an act", answer.url, _REMEDY)
    said = " ".join(page.xpath(_STATUS)).split()
    status = next((word.removeprefix("status_") for word in said if word != "status"), "")
    return _words(page.xpath(_TITLE)[0]), status


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
