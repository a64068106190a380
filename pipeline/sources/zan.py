"""The official databank, a JSON API: an act's versions by its number, each version in pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

import msgspec

from pipeline.errors import InputError
from pipeline.records import Act, Facts
from pipeline.sources import Received, Remembered
from pipeline.sources.databank import Document, Hits, Metadata, Name, Version, Words, read
from pipeline.sources.publisher import (
    STATUSES,
    Publisher,
    bare,
    by_day,
    day_of,
    day_of_version,
    dotted,
)
from pipeline.sources.visit import Page, Visit
from pipeline.sources.web import Answer
from pipeline.vocabulary import Lang

MOST_PAGES = 500  # of a version, so that a wrong number of pages makes no endless run
_REVOKED = "temporaryRevoked"
_AGAIN = "run again later; if it stays so, tell the databank"


class Zan(Publisher):
    """Acts of the databank, by their number or, where the registry has none, by their code."""

    def knows(self, act: Act) -> bool:
        return bool(act.databank or act.code)

    def versions(self, act: Act, lang: Lang, visit: Visit) -> Page:
        number, remember = self._number(act, visit)
        url = self.address("versions", id=number, lang=lang)
        known = Facts(
            act=act.key,
            day=date.max,
            lang=lang,
            source=self.name,
            url=url,
            dated_by="version",
            code=act.code or "",
        )

        def text(day: date) -> str:
            return self._address(number, lang, day)

        page = self.listed(
            url, lambda answer: listed(read(answer, list[Version]), known, text), visit
        )
        if not page.facts:
            raise InputError(
                "the databank lists no version",
                url,
                f"check `databank` of {act.key} in corpus/acts.toml; if there is no such text, add "
                f"{act.key}.{lang} to `ignore` of [sources.{self.name}]",
            )
        return replace(page, remember={**remember, **page.remember})

    def shown(self, answer: Answer, listed: Facts) -> Facts:
        page = read(answer, Document)
        self._check(page, listed, answer.url)
        said = described(page.metadata, bare(listed))
        if page.temporary_revoked:
            return replace(said, status=STATUSES[_REVOKED], status_said=_REVOKED)
        return said

    def received(self, answer: Answer, facts: Facts, visit: Visit) -> Received:
        first = read(answer, Document)
        if not 1 <= first.pages_count <= MOST_PAGES:
            raise InputError(f"it is said to have {first.pages_count} pages", answer.url, _AGAIN)
        pages, bodies = [first], [answer.body]
        more: dict[str, dict[str, str]] = {}
        for number in range(2, first.pages_count + 1):
            url = self._address(first.id, facts.lang, facts.day, number)
            further = visit.get(url)
            pages.append(read(further, Document))
            bodies.append(further.body)
            more[url] = further.validators
            self._check(pages[-1], facts, url)
        check_pages(pages, facts.url)
        if more or visit.memory.recall(_more(facts)):
            visit.remember[_more(facts)] = {"pages": msgspec.json.encode(more).decode()}
        data = b'{"pages": [' + b", ".join(bodies) + b"]}"
        return self.snapshot(facts, answer, data, "application/json")

    def newest(self, facts: Facts, visit: Visit, anew: bool = False) -> Page:
        page = super().newest(facts, visit, anew)
        if page.answer is None and self._further_changed(facts, visit):
            return super().newest(facts, visit, anew=True)
        return page

    def _further_changed(self, facts: Facts, visit: Visit) -> bool:
        """Whether a page after the first is another than it was."""
        told = visit.memory.recall(_more(facts)).get("pages", "{}")
        try:
            more = msgspec.json.decode(told, type=dict[str, dict[str, str]])
        except msgspec.MsgspecError:
            return True
        return not all(visit.get(url, known).unchanged for url, known in more.items())

    def _check(self, page: Document, facts: Facts, url: str) -> None:
        """Refuse a page of another document, language or version than was asked for."""
        day = day_of(page.version_date)
        own = day and self._address(page.id, page.language, day)
        codes = (str(page.ngr), str(page.code))
        if own != facts.url or (facts.code and facts.code not in codes):
            raise InputError(
                f"this is document {page.id} ({', '.join(codes)}) in {page.language} of "
                f"{page.version_date}, not {facts.code} in {facts.lang} of {facts.day}",
                url,
                "check `code` and `databank` of the act in corpus/acts.toml",
            )

    def _address(self, number: str | int, lang: str, day: date, page: int = 1) -> str:
        return self.address("version", id=number, lang=lang, date=dotted(day), page=page)

    def _number(self, act: Act, visit: Visit) -> tuple[str, Remembered]:
        """The number of an act in the databank; searched for once where the registry has none."""
        if act.databank:
            return str(act.databank), {}
        url = self.address("search")
        key = f"{url}#{act.code}"
        if number := visit.memory.recall(key).get("id"):
            return number, {}
        answer = visit.post(url, {"text": act.code, "page": 1, "limit": 20})
        hits = read(answer, Hits).hits
        found = {
            str(hit.id) for hit in hits if day_of(hit.state_agency_approval_date) == act.adopted
        }
        if len(found) != 1 or not min(found).isdecimal():
            raise InputError(
                f"a search for {act.code} finds {len(found)} documents adopted on {act.adopted}",
                url,
                f"look the act up in the databank and write its number as `databank` of {act.key} "
                "in corpus/acts.toml",
            )
        number = found.pop()
        return number, {key: {"id": number}}


def _more(facts: Facts) -> str:
    """The key of what is remembered of a version's pages after the first."""
    return f"{facts.url}#more"


def listed(
    versions: Iterable[Version], act: Facts, text: Callable[[date], str]
) -> tuple[Facts, ...]:
    """What a list says of each version, in order of time; one dated to the sentinel is left out.

    Args:
        versions: the list.
        act: the act and the language.
        text: the address of the text of a day.

    Raises:
        InputError: a day cannot be read.
    """
    days = ((each, day_of_version(each.version_date, act.url)) for each in versions)
    return by_day(caused(each, replace(act, day=day, url=text(day))) for each, day in days if day)


def caused(version: Version, facts: Facts) -> Facts:
    """Facts with what a list says of a version."""
    facts = described(version.metadata, facts)
    if version.cause is None:
        return facts
    cause = version.cause
    return replace(
        facts,
        cause_code=str(cause.code or cause.document or ""),
        cause_title=_in(cause.title, facts.lang),
        cause_requisites=_in(cause.requisites, facts.lang),
    )


def described(metadata: Metadata, facts: Facts) -> Facts:
    """Facts with what the databank says of the act."""
    status = metadata.status or ""
    return replace(
        facts,
        kind=", ".join(metadata.act_types),
        title=_in(metadata.title, facts.lang),
        adopted=day_of(metadata.state_agency_approval_date),
        status=STATUSES.get(status),
        status_said=status,
    )


def _in(words: Words | str | None, lang: Lang) -> str:
    said = getattr(words, lang) if isinstance(words, Words) else words
    return " ".join((said or "").split())


def check_pages(pages: Sequence[Document], where: str) -> None:
    """Refuse a document that lacks a page or has one twice.

    Raises:
        InputError: what is wrong.
    """
    seen: dict[Name, int] = {}
    for number, page in enumerate(pages, 1):
        before = {seen[unit.id] for unit in page.content if unit.id in seen}
        if page.pages_count != len(pages):
            wrong = f"page {number} says that there are {page.pages_count} pages, not {len(pages)}"
        elif not page.content:
            wrong = f"page {number} of {len(pages)} is empty"
        elif before:
            wrong = f"page {number} repeats page {min(before)}"
        else:
            seen |= {unit.id: number for unit in page.content if unit.id is not None}
            continue
        raise InputError(wrong, where, _AGAIN)
