"""What a response is: an answer, an address to look at instead, or trouble."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

import httpcore
import httpx

from pipeline.errors import InputError
from pipeline.sources.web import body, retrying
from pipeline.sources.web.trouble import Trouble

_GOOD = frozenset({200, 201, 203})
_MOVED = frozenset({301, 302, 303, 307, 308})
_CONDITIONS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}  # by validator
_KEPT = (
    "date",
    "content-type",
    "content-length",
    "content-encoding",
    "content-language",
    *_CONDITIONS,
)


class StatusError(InputError):
    """An answer came, and its status, such as 404, says no."""

    def __init__(self, what: str, where: object, remedy: str, status: int = 0) -> None:
        super().__init__(what, where, remedy)
        self.status = status


class NoAnswerError(InputError):
    """Nothing was said, or not to its end."""


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


def conditions(known: Mapping[str, str]) -> dict[str, str]:
    """The headers that ask for an answer only where validators no longer hold."""
    sent = {header: known[name] for name, header in _CONDITIONS.items() if name in known}
    return {header: said for header, said in sent.items() if said.isascii()}


def received(
    response: httpx.Response,
    known: Mapping[str, str],
    limit: int,
    now: datetime,
    asked: Counter[str],
) -> Answer | str:
    """The answer, read to its end, or the address to which a question by GET is sent on.

    Args:
        response: an open response.
        known: the validators with which it was asked for.
        limit: bytes of the body.
        now: the time, for dates in headers.
        asked: what is counted.

    Raises:
        Trouble: the status says no, or the body is too large or damaged.
        httpcore.*: the connection failed on the way.
    """
    status = response.status_code
    headers = response.headers
    if status not in _GOOD:
        body.pass_over(response)
    if status in _MOVED and "location" in headers and response.request.method == "GET":
        return headers["location"]
    validators = {name: headers[name] for name in _CONDITIONS if name in headers}
    unchanged = status == HTTPStatus.NOT_MODIFIED and bool(conditions(known))
    if unchanged:
        asked["not_modified"] += 1
        validators = {name: known[name] for name in _CONDITIONS if name in known} | validators
    elif status not in _GOOD:
        raise _refused(status, retrying.retry_after(headers, now))
    return Answer(
        url=str(response.url),
        status=status,
        body=b"" if unchanged else body.read(response, limit, asked),
        media_type=headers.get("content-type", "").partition(";")[0].strip().lower(),
        charset=(response.charset_encoding or "").lower(),
        headers={name: headers[name] for name in _KEPT if name in headers},
        validators=validators,
    )


def _refused(status: int, after: float) -> Trouble:
    phrase = f" ({HTTPStatus(status).phrase})" if status in set(HTTPStatus) else ""
    passing = status in retrying.PASSING
    if passing:
        remedy = "run again later; if it stays so, ask the publisher"
    elif status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        remedy = "ask the publisher for leave"
    else:
        remedy = "open the address in a browser: what was there may have moved or been withdrawn"
    return Trouble(f"the answer is {status}{phrase}", remedy, passing, status, after)


def broken(error: Exception, overdue: bool, timeout: float, deadline: float) -> Trouble:
    """What became of a connection, by the exception in which it ended.

    Args:
        error: an exception of httpcore.
        overdue: the time for the whole answer is over.
        timeout: seconds without a byte.
        deadline: seconds for a whole answer.
    """
    if overdue:
        return Trouble(
            f"the answer was not whole after {deadline:g} s",
            "run again later, or raise [web] `deadline` in the settings",
            silent=True,
        )
    if isinstance(error, httpcore.TimeoutException):
        return Trouble(
            f"nothing came for {timeout:g} s", "run again later", passing=True, silent=True
        )
    if isinstance(error, httpcore.ConnectError):
        return Trouble(
            f"no connection could be made ({error})",
            "check the host's name and your own network, and run again later",
            passing=True,
            silent=True,
        )
    return Trouble(
        f"the connection broke off ({error})", "run again later", passing=True, silent=True
    )
