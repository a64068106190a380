"""A client for the tests: a loopback server, a memory, and a clock that waits for nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from pipeline.sources.settings import Web
from pipeline.sources.web import Client
from pipeline.sources.web.pace import Clock
from tests.sources.server import Server

CONTACT = "University of X, name@example.org"


class Time:
    """A clock that moves only when someone waits; it notes for how long."""

    def __init__(self) -> None:
        self.at = 0.0
        self.waits: list[float] = []
        self.clock = Clock(lambda: self.at, self._sleep, self._utc)

    def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.at += seconds

    def _utc(self) -> datetime:
        return datetime(2026, 3, 1, 12, tzinfo=UTC) + timedelta(seconds=self.at)


@dataclass
class Notes:
    """A memory of earlier runs."""

    entries: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def held(self, version_id: str) -> bool:
        return False

    def recall(self, key: str) -> Mapping[str, str]:
        return self.entries.get(key, {})


def web(server: Server, **said: Any) -> Web:
    """Settings that name a server; no waits between requests, and one attempt."""
    usual: dict[str, Any] = {"contact": CONTACT, "hosts": (server.host,), "delay": 0.0}
    return Web(**(usual | {"attempts": 1, "allow_private": True} | said))


class Asking:
    """A client with what it asks, waits and remembers, to be used in a `with`."""

    def __init__(self, server: Server, notes: Notes | None = None, **said: Any) -> None:
        self.asked: Counter[str] = Counter()
        self.time = Time()
        own = {"clock": self.time.clock}
        own |= {name: said.pop(name) for name in ("clock", "resolve") if name in said}
        self.client = Client(web(server, **said), notes or Notes(), self.asked, **own)

    def __enter__(self) -> Asking:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.__exit__(None, None, None)
