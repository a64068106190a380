"""What the sources of publishers' sites share: how a site is gone through.

A group is one act in one language. Its list of versions is asked for, then each version that is
not here, and the newest one in any case, so that a correction of its words is seen. List and newest
version are asked for conditionally: where nothing has changed, a group takes two requests, and one
more for each further page of a newest text that comes in pages.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date

from pipeline.errors import InputError
from pipeline.records import Act, Facts
from pipeline.sources import Item, Looked, Memory, Received
from pipeline.sources.facts import day_in_registry
from pipeline.sources.settings import Settings
from pipeline.sources.visit import GONE, Page, Visit
from pipeline.sources.web import Answer, Client, StatusError
from pipeline.vocabulary import Lang, Status

# What the publishers' words for a status say; every other word is kept as it is said.
STATUSES = {
    "new": Status.NEW,
    "upd": Status.AMENDED,
    "stop": Status.SUSPENDED,
    "temporaryRevoked": Status.SUSPENDED,
    "yts": Status.ENDED,
}
NO_DATE = date(2222, 2, 22)  # the publishers' sentinel
# A site is left alone after so many requests in a row to which it said nothing at all, and after so
# many groups in a row of which it gave nothing.
GIVE_UP = 3

_DOTTED = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})")
_WHICH = {"act", "day", "lang", "source", "url"}  # fields that say which version is meant


def day_of(said: str | None) -> date | None:
    """The day that a publisher writes as dd.mm.yyyy or yyyy-mm-dd; None where that is no day.

    >>> day_of("21.05.2007"), day_of("2007-05-21"), day_of("22.02.2222")
    (datetime.date(2007, 5, 21), datetime.date(2007, 5, 21), None)
    """
    try:
        day = date.fromisoformat(_DOTTED.sub(r"\3-\2-\1", said or ""))
    except ValueError:
        return None
    return None if day == NO_DATE else day


def day_of_version(said: str, where: str) -> date | None:
    """The day of a version; None for the sentinel.

    Raises:
        InputError: it cannot be read. A version without its day must not get lost.
    """
    day = day_of(said)
    if day is None and f"{NO_DATE.year}" not in said:
        raise InputError(f"'{said}' is no day of a version", where, "tell the publisher")
    return day


def dotted(day: date) -> str:
    """A day as it stands in the publishers' addresses."""
    return f"{day:%d.%m.%Y}"


def by_day(listed: Iterable[Facts]) -> tuple[Facts, ...]:
    """Versions in order of time; one that is listed for several causes has them all."""
    days: dict[date, list[Facts]] = {}
    for each in listed:
        days.setdefault(each.day, []).append(each)
    return tuple(_together(days[day]) for day in sorted(days))


def _together(same: list[Facts]) -> Facts:
    return replace(
        same[0],
        cause_code=joined(each.cause_code for each in same),
        cause_title=joined(each.cause_title for each in same),
        cause_requisites=joined(each.cause_requisites for each in same),
    )


def joined(words: Iterable[str]) -> str:
    """What is said of several acts, once each."""
    return "; ".join(dict.fromkeys(filter(None, words)))


def bare(facts: Facts) -> Facts:
    """Which version is meant, and nothing said of it."""
    return Facts(facts.act, facts.day, facts.lang, facts.source, facts.url)


def with_shown(listed: Facts, shown: Facts) -> Facts:
    """What a list says of a version, and over it what the version's own page says."""
    names = (each.name for each in fields(Facts) if each.name not in _WHICH)
    return replace(listed, **{name: said for name in names if (said := getattr(shown, name))})


class Publisher(ABC):
    """A site that holds acts, their versions and facts about them."""

    speaks_for_publisher = True

    def __init__(self, settings: Settings, acts: Mapping[str, Act]) -> None:
        """Prepare to ask for acts of a registry; nothing is asked yet.

        Raises:
            InputError: the settings name an act that is not in the registry, or that the registry
                does not know how to ask for.
        """
        self.settings = settings
        self.name = settings.name
        self.accept: Collection[str] = settings.accept
        self.asked: Counter[str] = Counter()
        for key in settings.acts:
            if key not in acts or not self.knows(acts[key]):
                raise InputError(
                    f"the registry has no act '{key}' with a code",
                    f"[sources.{settings.name}] acts",
                    "correct the key, or add the act's code to corpus/acts.toml",
                )
        chosen = [acts[key] for key in settings.acts or acts]
        self.acts = [act for act in chosen if self.knows(act)]

    def receive(self, memory: Memory) -> Iterator[Item]:
        """Go through the site; what could not be had comes as the error that it is.

        Raises:
            InputError: the settings do not say who asks.
        """
        groups = [
            (act, lang)
            for act in self.acts
            for lang in self.settings.languages
            if _group_of(act.key, lang) not in self.settings.ignore
        ]
        with Client(self.settings.web, memory, self.asked) as client:
            visit = Visit(client, memory)
            fruitless = 0
            for number, (act, lang) in enumerate(groups, 1):
                before = visit.answers
                for item in self._group(act, lang, visit):
                    yield item
                    if visit.unanswered >= GIVE_UP:
                        break
                fruitless = 0 if visit.answers > before else fruitless + 1
                if max(visit.unanswered, fruitless) >= GIVE_UP and number < len(groups):
                    yield self._given_up(len(groups) - number)
                    return
            yield Looked(self.name, remember=client.to_remember())

    @abstractmethod
    def knows(self, act: Act) -> bool:
        """Whether an act can be asked for."""

    @abstractmethod
    def versions(self, act: Act, lang: Lang, visit: Visit) -> Page:
        """The versions of an act in one language, in order of time, at least one.

        `url` of each is the address of its text.

        Raises:
            InputError: they could not be had.
        """

    @abstractmethod
    def shown(self, answer: Answer, listed: Facts) -> Facts:
        """What the newest version's own page says.

        Raises:
            InputError: it is no page of that version.
        """

    @abstractmethod
    def received(self, answer: Answer, facts: Facts, visit: Visit) -> Received:
        """A version's text, whole, from the answer at its address.

        Raises:
            InputError: it is no page of that version, or more of it could not be had.
        """

    def address(self, path: str, **parts: object) -> str:
        """The address that the settings give for a path by name."""
        try:
            return self.settings.place.rstrip("/") + self.settings.paths[path].format(**parts)
        except (KeyError, IndexError, ValueError) as error:
            raise InputError(
                f"the path `{path}` is missing or cannot be filled in ({error!r})",
                f"[sources.{self.name}.paths]",
                "write it as in corpus/sources.toml",
            ) from None

    def listed(self, url: str, read: Callable[[Answer], tuple[Facts, ...]], visit: Visit) -> Page:
        """What a list of versions says; one that does not exist lists none.

        Raises:
            InputError: the list could not be had or read, or it ends before the newest version
                that it had before: the newest text would be taken for an older version's.
        """
        try:
            page = visit.page(url, read)
        except StatusError as error:
            if error.status not in GONE:
                raise
            page = Page(())
        before = visit.recall(url)
        visit.last = before[-1] if before else None
        newest = page.facts[-1].day if page.facts else date.min
        if before and newest < before[-1].day:
            raise InputError(
                f"the list of versions has lost its newest, of {before[-1].day}",
                url,
                "look at it in a browser; if the publisher took that version back, delete the "
                "file of this source in the workspace's folder `sources`",
            )
        return page

    def newest(self, facts: Facts, visit: Visit, anew: bool = False) -> Page:
        """The newest version's own page, which is asked for whole where its text is not here."""
        anew = anew or not visit.memory.held(self.dated(facts, visit).version_id)
        return visit.page(facts.url, lambda answer: (self.shown(answer, facts),), anew)

    def dated(self, facts: Facts, visit: Visit) -> Facts:
        """The facts by the registry's day, where the publisher's is the eve of it.

        Until here a version goes by the day by which its publisher is asked for it.
        """
        act = next(act for act in self.acts if act.key == facts.act)
        day = day_in_registry(facts.day, act, visit.days)
        return replace(facts, day=day, dated_by="registry") if day != facts.day else facts

    def _taken(self, answer: Answer, facts: Facts, visit: Visit) -> Received:
        received = self.received(answer, facts, visit)
        return replace(received, facts=self.dated(facts, visit))

    @staticmethod
    def snapshot(facts: Facts, answer: Answer, data: bytes, media_type: str) -> Received:
        """A version's text, under a name of our own making."""
        ending = media_type.partition(";")[0].rpartition("/")[2]
        return Received(
            name=f"{facts.act}/{facts.day}.{facts.lang}.{ending}",
            data=data,
            media_type=media_type,
            headers=answer.headers,
            facts=facts,
            group=_group_of(facts.act, facts.lang),
        )

    def _group(self, act: Act, lang: Lang, visit: Visit) -> Iterator[Item]:
        try:
            listed = self.versions(act, lang, visit)
        except InputError as error:
            yield error
            return
        visit.remember = dict(listed.remember)
        visit.days = frozenset(each.day for each in listed.facts)
        unchanged: list[Facts] = []
        asked = listed.facts[-1:] if self.settings.newest_only else listed.facts
        wanted = [
            one for one in asked if self.dated(one, visit).version_id not in self.settings.ignore
        ]
        for facts in wanted:
            # What stood at the newest's address may have been the next version's words already.
            moved = visit.last and facts.day == visit.last.day and facts.url != visit.last.url
            try:
                if facts == listed.facts[-1]:
                    page = self.newest(facts, visit)
                    told = with_shown(facts, page.facts[0])
                    if page.answer:
                        yield self._taken(page.answer, told, visit)
                    else:
                        unchanged.append(self.dated(told, visit))
                    visit.remember |= page.remember
                elif visit.memory.held(self.dated(facts, visit).version_id) and not moved:
                    unchanged.append(self.dated(facts, visit))
                else:
                    answer = visit.get(facts.url)
                    self.shown(answer, facts)
                    yield self._taken(answer, facts, visit)
            except InputError as error:
                yield error
                if moved:  # to be asked for again
                    for key in listed.remember:
                        visit.remember.pop(key, None)
        yield Looked(_group_of(act.key, lang), tuple(unchanged), visit.remember)

    def _given_up(self, left: int) -> InputError:
        return InputError(
            "nothing could be had several times in a row; the site is left alone, and "
            f"{left} more, an act in a language each, were not asked for",
            self.settings.place,
            "see the errors before this one, and run again when the site answers",
        )


def _group_of(act: str, lang: Lang) -> str:
    return f"{act}.{lang}"
