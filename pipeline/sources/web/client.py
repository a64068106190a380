"""The client: one publisher, asked one request after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from http.cookiejar import CookieJar, DefaultCookiePolicy
from importlib.metadata import version
from types import MappingProxyType, TracebackType
from typing import Any

import httpcore
import httpx

from pipeline.errors import InputError
from pipeline.sources import Memory, Remembered
from pipeline.sources.settings import CONTACT, Web
from pipeline.sources.web import body, hosts, network, retrying, robots
from pipeline.sources.web.answer import (
    Answer,
    NoAnswerError,
    StatusError,
    broken,
    conditions,
    received,
)
from pipeline.sources.web.pace import Clock, Pace
from pipeline.sources.web.trouble import Trouble

REDIRECTS = 5  # followed, one after the other
_NOTHING: Mapping[str, str] = MappingProxyType({})
_REAL = Clock()


class Client:
    """Asks a publisher's site; for use in a `with`.

    Whatever goes wrong comes as an `InputError` that names the address, after as many attempts as
    the settings allow. Not to be shared between threads.

    Args:
        web: the settings.
        memory: where the robots.txt of earlier runs is looked up.
        asked: counts `requests` sent (robots.txt, redirects and repeated ones included), answers
            `not_modified`, `bytes` of bodies as they came, and `retries`.
        clock: tells the time and waits.
        resolve: finds the addresses of a host.

    Raises:
        InputError: the settings name nobody as the one who asks, certificates that cannot be
            read, or what is no host. No request was made.
    """

    def __init__(
        self,
        web: Web,
        memory: Memory,
        asked: Counter[str],
        clock: Clock = _REAL,
        resolve: network.Resolve = network.resolved,
    ) -> None:
        self.web = web
        self.memory = memory
        self.asked = asked
        self.clock = clock
        self._hosts = hosts.Hosts(web)
        self._pace = Pace(web.delay, clock)
        self._rules: dict[str, robots.Rules | InputError] = {}  # by scheme and host
        self._remember: dict[str, dict[str, str]] = {}
        self._backend = network.Backend(web.allow_private, clock, resolve)
        self._http = httpx.Client(
            headers={"User-Agent": user_agent(web.contact), "Accept-Encoding": body.ENCODING},
            transport=network.Transport(self._backend, network.trusted(web.ca_bundle)),
            timeout=web.timeout,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),  # none are kept
            trust_env=False,
        )

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.close()

    def get(self, url: str, known: Mapping[str, str] = _NOTHING) -> Answer:
        """What is at an address; `answer.unchanged` where it is still what is known.

        Args:
            url: an https address of a host in the settings.
            known: validators that an earlier answer gave; other keys are passed over.

        Raises:
            StatusError: the answer's status says no, such as 404.
            InputError: the address may not be asked, or no whole answer could be had.
        """
        return self._ask("GET", url, known)

    def post(self, url: str, json: Any) -> Answer:
        """What is answered to a JSON document; a redirect is not followed.

        Raises:
            StatusError: the answer's status says no.
            InputError: the address may not be asked, or no whole answer could be had.
        """
        return self._ask("POST", url, _NOTHING, json)

    def to_remember(self) -> Remembered:
        """What the next run should find in its memory, so that it asks for less."""
        return self._remember

    def _ask(self, method: str, address: str, known: Mapping[str, str], json: Any = None) -> Answer:
        at = hosts.shown(address)
        try:
            url = self._hosts.checked(address)
            for _ in range(1 + REDIRECTS):
                at = str(url)
                self._obey(url)
                found = self._attempts(method, url, known, json)
                if isinstance(found, Answer):
                    return found
                url = self._hosts.checked(found, base=url)
            raise Trouble(f"more than {REDIRECTS} redirects in a row", "check the address")
        except Trouble as trouble:
            if trouble.status:
                raise StatusError(trouble.what, at, trouble.remedy, trouble.status) from trouble
            kind = NoAnswerError if trouble.silent else InputError
            raise kind(trouble.what, at, trouble.remedy) from trouble

    def _obey(self, url: httpx.URL) -> None:
        """Hold to what a host lets robots read; its robots.txt is asked for once."""
        if url.path == robots.PATH:
            return
        address = str(url.copy_with(raw_path=robots.PATH.encode("ascii")))
        if address not in self._rules:
            self._rules[address] = robots.Rules()  # what robots.txt leads to may be read
            self._rules[address] = self._read_robots(address, hosts.place_of(url))
        rules = self._rules[address]
        if isinstance(rules, InputError):
            raise Trouble(
                f"nothing is asked of this host, for want of {rules.where}: {rules.what}",
                rules.remedy,
            )
        if not rules.allows(url.raw_path.decode("ascii")):
            raise Trouble(
                f"{address} does not allow it", "leave it out, or ask the publisher for leave"
            )

    def _read_robots(self, address: str, place: str) -> robots.Rules | InputError:
        held = self.memory.recall(address)
        try:
            answer = self.get(address, held if "text" in held else _NOTHING)
        except StatusError as error:
            lasting = 400 <= error.status < 500 and error.status not in retrying.PASSING
            return robots.Rules() if lasting else error
        except InputError as error:
            return error
        text = held["text"] if answer.unchanged else robots.decoded(answer.body)
        if answer.validators:
            self._remember[address] = {**answer.validators, "text": text}
        rules = robots.read(text)
        if rules.delay > self.web.longest_wait:
            return InputError(
                f"it wants {rules.delay:g} s between two requests",
                address,
                "raise [web] `longest_wait` in the settings",
            )
        self._pace.slow(place, rules.delay)
        return rules

    def _attempts(
        self, method: str, url: httpx.URL, known: Mapping[str, str], json: Any
    ) -> Answer | str:
        place = hosts.place_of(url)
        for attempt in retrying.attempts(self.web):
            with attempt:
                if attempt.num > 1:
                    self.asked["retries"] += 1
                try:
                    return self._once(method, url, known, json)
                except Trouble as trouble:
                    if trouble.passing:
                        longest = self.web.longest_wait
                        self._pace.hold(place, retrying.wait(trouble, attempt.next_wait, longest))
                    if attempt.num > 1:
                        trouble.what += f", at attempt {attempt.num}"
                    raise
        raise AssertionError("attempts end in an answer or in trouble")

    def _once(
        self, method: str, url: httpx.URL, known: Mapping[str, str], json: Any
    ) -> Answer | str:
        """An answer, or where it says to look instead."""
        self._pace.start(hosts.place_of(url))
        self.asked["requests"] += 1
        until = self._backend.until = self.clock.now() + self.web.deadline
        try:
            with self._http.stream(method, url, headers=conditions(known), json=json) as response:
                return received(response, known, self.web.max_bytes, self.clock.utc(), self.asked)
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
            overdue = self.clock.now() >= until
            raise broken(error, overdue, self.web.timeout, self.web.deadline) from error
        except httpx.RequestError as error:  # of httpx's own, such as for a redirect to no address
            raise Trouble(f"the answer makes no sense ({error})", "tell the publisher") from error


def user_agent(contact: str) -> str:
    """Who asks and why, as publishers are told.

    Raises:
        InputError: nobody is named, or not in letters that a header can carry.
    """
    contact = contact.strip()
    where = "[web] `contact`"
    if not contact:
        raise InputError(
            "publishers are not asked before they can be told who asks",
            where,
            'write a name and an address, such as "University of X, name@example.org", in the '
            f"file of settings or in {CONTACT}",
        )
    if not (contact.isascii() and contact.isprintable()):
        raise InputError(
            f"a header cannot carry '{contact}'", where, "write it on one line in Latin letters"
        )
    return f"Bilik/{version('bilik')} (reads legal texts for research on public powers; {contact})"
