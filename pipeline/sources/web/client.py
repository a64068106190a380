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
        shown = address
        try:
            url = hosts.checked(address, self.web)
            for _ in range(REDIRECTS + 1):
                shown = str(url)
                if url.path != "/robots.txt":
                    self._obey(url)
                found = self._attempts(method, url, known, json)
                if isinstance(found, Answer):
                    return found
                url = found
        except Trouble as trouble:
            kind = StatusError if trouble.status else InputError
            error = kind(trouble.what, shown, trouble.remedy)
            if isinstance(error, StatusError):
                error.status = trouble.status
            raise error from trouble
        raise InputError(
            f"more than {REDIRECTS} redirects, one after the other", address, "check the address"
        )
