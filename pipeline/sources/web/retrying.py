"""What is asked again, and after how long.

stamina makes the attempts and lets the wait double from one to the next. The waiting itself is the
host's, in `pace`: what one address is told to wait for, the others wait for too.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx
import stamina
from stamina.instrumentation import set_on_retry_hooks

from pipeline.sources.settings import Web
from pipeline.sources.web.trouble import Trouble

# Statuses that may be other ones soon; every other is the server's last word.
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
FIRST_WAIT = 1.0  # seconds before the second attempt; doubled for each one after
JITTER = 1.0  # up to so many seconds more, so that those who failed together do not return together

set_on_retry_hooks(())  # attempts are counted in `asked`; nothing is to be printed


def attempts(web: Web) -> Iterator[stamina.Attempt]:
    """Attempts, until one does not end in a passing `Trouble`; the last one's is raised."""
    return iter(
        stamina.retry_context(
            on=_at_once,
            attempts=web.attempts,
            timeout=None,
            wait_initial=FIRST_WAIT,
            wait_max=web.longest_wait,
        )
    )


def _at_once(error: Exception) -> bool | float:
    return 0.0 if isinstance(error, Trouble) and error.passing else False


def wait(trouble: Trouble, backoff: float, longest: float) -> float:
    """Seconds to leave a host alone: a jittered back-off, or longer where the server says so.

    Args:
        trouble: what the last attempt met.
        backoff: seconds, doubled from attempt to attempt.
        longest: seconds, more than which are never waited.
    """
    return min(longest, max(trouble.after, backoff + random.uniform(0, JITTER)))  # noqa: S311


def retry_after(headers: httpx.Headers, now: datetime) -> float:
    """Seconds that `Retry-After` asks for, told in seconds or as a date; 0 for nothing readable.

    A date is held against the server's own clock where the answer tells it.
    """
    said = headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return float(said)
    until = _date(said)
    if until is None:
        return 0.0
    return max(0.0, (until - (_date(headers.get("date", "")) or now)).total_seconds())


def _date(said: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(said)
    except (ValueError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
