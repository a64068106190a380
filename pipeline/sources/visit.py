"""One run over a publisher's site: asks, remembers what was said, counts what came to nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import msgspec

from pipeline.errors import InputError
from pipeline.records import Facts
from pipeline.sources import Memory, Remembered
from pipeline.sources.web import Answer, Client, NoAnswerError, StatusError

_NO_TEXT = ("application/pdf", "application/zip", "audio/", "font/", "image/", "video/")
GONE = frozenset({404, 410})  # statuses that say that there is no such page


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says, with what is to be remembered of it."""

    facts: tuple[Facts, ...]
    answer: Answer | None = None  # None where the page has not changed
    remember: Remembered = field(default_factory=dict)


@dataclass(slots=True)
class Visit:
    """One run over a site: asks it, and counts what came to nothing."""

    client: Client
    memory: Memory
    answers: int = 0  # had so far; that there is no such page is one, too
    unanswered: int = 0  # requests in a row to which the site said nothing at all
    remember: dict[str, Mapping[str, str]] = field(default_factory=dict)  # of the group at hand
    days: frozenset[date] = frozenset()  # of the versions that the group's list has
    last: Facts | None = None  # the newest of them when the list was last read

    def get(self, url: str, known: Mapping[str, str] | None = None) -> Answer:
        """What is at an address.

        Raises:
            InputError: as of `Client.get`; or the site leads to another path, where there may be
                another act, or an error page; or what came is by its own word no text.
        """
        answer = self._counted(lambda: self.client.get(url, known or {}))
        if answer.media_type.startswith(_NO_TEXT):
            raise InputError(
                f"what came is called {answer.media_type}", url, "look at it in a browser"
            )
        if _path(answer.url) != _path(url):
            raise InputError(
                f"the site leads to {answer.url} instead", url, "open both in a browser and compare"
            )
        return answer

    def post(self, url: str, json: Any) -> Answer:
        """What is answered to a JSON document; errors as `Client.post` has them."""
        return self._counted(lambda: self.client.post(url, json))

    def _counted(self, ask: Callable[[], Answer]) -> Answer:
        try:
            answer = ask()
        except StatusError as error:
            self.unanswered = 0
            self.answers += error.status in GONE
            raise
        except NoAnswerError:
            self.unanswered += 1
            raise
        self.unanswered = 0
        self.answers += 1
        return answer

    def recall(self, url: str) -> tuple[Facts, ...] | None:
        """What a page said when it was last read; None where that is not remembered."""
        told = self.memory.recall(_told(url)).get("facts", "")
        try:
            return msgspec.json.decode(told, type=tuple[Facts, ...])
        except msgspec.MsgspecError:
            return None

    def page(
        self, url: str, read: Callable[[Answer], tuple[Facts, ...]], anew: bool = False
    ) -> Page:
        """What a page says now, which is what is remembered if it has not changed.

        Args:
            url: its address.
            read: tells from an answer what the page says.
            anew: ask for the whole page, whatever is remembered.
        """
        before = self.recall(url)
        known = {} if anew or before is None else self.memory.recall(url)
        answer = self.get(url, known)
        facts = before if answer.unchanged and before is not None else read(answer)
        told = msgspec.json.encode(facts, order="deterministic").decode()
        remember = {url: answer.validators, _told(url): {"facts": told}}
        return Page(facts, None if answer.unchanged else answer, remember)


def _path(url: str) -> str:
    return urlsplit(url).path.rstrip("/")


def _told(url: str) -> str:
    return f"{url}#told"  # what is asked of a server has no fragment, so no address is that
