"""The client: one publisher, asked one request after the other."""

from __future__ import annotations

import ssl
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
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
from pipeline.sources.web.pace import Clock, Pace
from pipeline.sources.web.trouble import Trouble

REDIRECTS = 5  # followed, one after the other
_MOVED = frozenset({301, 302, 303, 307, 308})
_GOOD = frozenset({200, 201, 203})
_CONDITIONS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
_KEPT = (
    "date",
    "content-type",
    "content-length",
    "content-encoding",
    "content-language",
    *_CONDITIONS,
)
_NOTHING: Mapping[str, str] = MappingProxyType({})


class StatusError(InputError):
    """An answer came, and its status says no."""

    status = 0  # such as 404


@dataclass(frozen=True, slots=True)
class Answer:
    """What a publisher answered."""

    url: str  # the address that answered, after redirects
    status: int  # 200 and its like, or 304
    body: bytes  # unpacked; empty for 304
    media_type: str  # in lower case, without parameters; "" where none is said
    charset: str  # as said, in lower case; "" where none is
    headers: dict[str, str]  # those worth keeping with a snapshot, names in lower case
    validators: dict[str, str]  # to be given as `known` when this address is asked again

    @property
    def unchanged(self) -> bool:
        """Whether it is as it was when the validators were given."""
        return self.status == HTTPStatus.NOT_MODIFIED


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
        InputError: the settings name nobody as the one who asks, or certificates that cannot be
            read. No request was made.
    """

    def __init__(
        self,
        web: Web,
        memory: Memory,
        asked: Counter[str],
        clock: Clock = Clock(),
        resolve: network.Resolve = network.resolved,
    ) -> None:
        self.web = web
        self.memory = memory
        self.asked = asked
        self.clock = clock
        self._pace = Pace(web.delay, clock)
        self._rules: dict[str, robots.Rules | InputError] = {}
        self._remember: dict[str, dict[str, str]] = {}
        self._backend = network.Backend(web.allow_private, clock, resolve)
        self._http = httpx.Client(
            transport=network.Transport(self._backend, network.trusted(web.ca_bundle)),
            headers={"User-Agent": user_agent(web.contact), "Accept-Encoding": body.ENCODING},
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
        """What is answered to a JSON document.

        Raises:
            StatusError: the answer's status says no.
            InputError: the address may not be asked, or no whole answer could be had.
        """
        return self._ask("POST", url, _NOTHING, json)

    def to_remember(self) -> Remembered:
        """What the next run should find in its memory, so that it asks less."""
        return self._remember

    def _ask(
        self, method: str, address: str, known: Mapping[str, str], json: Any = None
    ) -> Answer:
        at = hosts.shown(address)
        try:
            url = hosts.checked(address, self.web)
            for _ in range(1 + REDIRECTS):
                at = str(url)
                self._obey(url)
                found = self._attempts(method, url, known, json)
                if isinstance(found, Answer):
                    return found
                url = hosts.checked(found, self.web, base=url)
            raise Trouble(f"more than {REDIRECTS} redirects in a row", "check the address")
        except Trouble as trouble:
            raise _told(trouble, at) from trouble

    def _obey(self, url: httpx.URL) -> None:
        """Hold to what the host lets robots read; its robots.txt is asked for once."""
        if url.path == robots.PATH:
            return
        place = hosts.place_of(url)
        if place not in self._rules:
            self._rules[place] = self._read_robots(url)
        rules = self._rules[place]
        if isinstance(rules, InputError):
            raise Trouble(f"nothing is asked of {place}: {rules.what} ({rules.where})", rules.remedy)
        if not rules.allows(url.raw_path.decode("ascii")):
            raise Trouble(
                f"the robots.txt of {place} does not allow it",
                "leave it out, or ask the publisher for leave",
            )

    def _read_robots(self, url: httpx.URL) -> robots.Rules | InputError:
        address = str(url.copy_with(raw_path=robots.PATH.encode("ascii")))
        known = self.memory.recall(address)
        try:
            answer = self.get(address, known if "text" in known else _NOTHING)
        except InputError as error:
            gone = isinstance(error, StatusError) and 400 <= error.status < 500
            return robots.Rules() if gone and error.status not in retrying.PASSING else error
        text = known["text"] if answer.unchanged else robots.decoded(answer.body)
        if answer.validators:
            self._remember[address] = {**answer.validators, "text": text}
        rules = robots.read(text)
        if rules.delay > self.web.longest_wait:
            return InputError(
                f"it wants {rules.delay:g} s between two requests",
                address,
                "raise [web] `longest_wait` in the settings, or ask the publisher for leave",
            )
        self._pace.slow(hosts.place_of(url), rules.delay)
        return rules

    def _attempts(
        self, method: str, url: httpx.URL, known: Mapping[str, str], json: Any
    ) -> Answer | str:
        number = 0
        try:
            for attempt in retrying.attempts(self.web):
                with attempt:
                    number = attempt.num
                    self.asked["retries"] += number > 1
                    try:
                        return self._once(method, url, known, json)
                    except Trouble as trouble:
                        if trouble.passing:
                            pause = retrying.wait(trouble, attempt.next_wait, self.web.longest_wait)
                            self._pace.hold(hosts.place_of(url), pause)
                        raise
        except Trouble as trouble:
            if number > 1:
                trouble.what += f", after {number} attempts"
            raise
        raise AssertionError("attempts end in an answer or in trouble")

    def _once(
        self, method: str, url: httpx.URL, known: Mapping[str, str], json: Any
    ) -> Answer | str:
        """An answer, or where it says to look instead."""
        self._pace.start(hosts.place_of(url))
        self.asked["requests"] += 1
        self._backend.until = self.clock.now() + self.web.deadline
        conditions = {_CONDITIONS[name]: known[name] for name in _CONDITIONS if name in known}
        try:
            with self._http.stream(method, url, headers=conditions, json=json) as response:
                return self._received(response, known)
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise self._broken(error) from error

    def _received(self, response: httpx.Response, known: Mapping[str, str]) -> Answer | str:
        status = response.status_code
        moved = status in _MOVED and "location" in response.headers
        if moved and response.request.method == "GET":
            return response.headers["location"]
        validators = {name: response.headers[name] for name in _CONDITIONS if name in response.headers}
        unchanged = status == HTTPStatus.NOT_MODIFIED and any(name in known for name in _CONDITIONS)
        if unchanged:
            self.asked["not_modified"] += 1
            validators = {name: known[name] for name in _CONDITIONS if name in known} | validators
        elif status not in _GOOD:
            raise self._refused(response)
        return Answer(
            url=str(response.url),
            status=status,
            body=b"" if unchanged else body.read(response, self.web.max_bytes, self.asked),
            media_type=response.headers.get("content-type", "").partition(";")[0].strip().lower(),
            charset=(response.charset_encoding or "").lower(),
            headers={name: response.headers[name] for name in _KEPT if name in response.headers},
            validators=validators,
        )
