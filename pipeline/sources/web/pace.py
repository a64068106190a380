"""How often a host is asked. All waiting is done here, by one clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


def _utc() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """What tells the time and waits; tests give one that waits for nothing."""

    now: Callable[[], float] = time.monotonic  # seconds, never set back
    sleep: Callable[[float], None] = time.sleep  # seconds
    utc: Callable[[], datetime] = _utc


class Pace:
    """Spaces the starts of requests to each host."""

    def __init__(self, delay: float, clock: Clock) -> None:
        self.delay = delay  # seconds between two starts
        self.clock = clock
        self._slower: dict[str, float] = {}
        self._next: dict[str, float] = {}

    def slow(self, host: str, delay: float) -> None:
        """Let at least so many seconds pass between two starts at a host, from the last one on."""
        more = max(delay - self._delay(host), 0.0)
        self._slower[host] = self._delay(host) + more
        if host in self._next:
            self._next[host] += more

    def hold(self, host: str, seconds: float) -> None:
        """Ask a host nothing for so many seconds from now, whatever is asked of it."""
        self._next[host] = max(self._next.get(host, 0.0), self.clock.now() + seconds)

    def start(self, host: str) -> None:
        """Wait until a request to a host may start, and take it as started."""
        wait = self._next.get(host, 0.0) - self.clock.now()
        if wait > 0:
            self.clock.sleep(wait)
        self._next[host] = self.clock.now() + self._delay(host)

    def _delay(self, host: str) -> float:
        return self._slower.get(host, self.delay)
