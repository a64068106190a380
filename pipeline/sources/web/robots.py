"""What a host lets robots read (RFC 9309).

Written here because the standard library's reader takes the first rule that fits where the longest
must win, knows no wildcards, and passes over a `Crawl-delay` with a fraction.
"""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from math import isfinite
from urllib.parse import quote

PATH = "/robots.txt"
NAME = "bilik"  # the name by which rules may address us
MAX_BYTES = 500 * 2**10  # of robots.txt: what must be read; more is not

_DELAY = "crawl-delay"
_PLAIN = frozenset(string.ascii_letters + string.digits + "-._~")


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for us at a host: whether a path may be read, and how fast."""

    paths: tuple[tuple[str, bool], ...] = ()  # pattern, whether it allows
    delay: float = 0.0  # seconds, 0 where nothing is said

    def allows(self, path: str) -> bool:
        """Whether a path, with its query, may be read: by the longest rule, in doubt by leave."""
        path = _even(path)
        fitting = [(len(rule), leave) for rule, leave in self.paths if _fits(rule, path)]
        return max(fitting, default=(0, True))[1]


def decoded(data: bytes) -> str:
    """The text of a robots.txt, as far as it is read."""
    return data[:MAX_BYTES].decode("utf-8-sig", errors="replace")


def read(text: str, name: str = NAME) -> Rules:
    r"""The rules for us: those that address us by name, else those for all.

    >>> rules = read("User-agent: *\nDisallow: /*/download\nCrawl-delay: 2.5")
    >>> rules.allows("/rus/docs/K1"), rules.allows("/rus/docs/K1/download/pdf"), rules.delay
    (True, False, 2.5)
    """
    found: dict[str, list[tuple[str, str]]] = {}
    names: list[str] = []  # whom the group at hand addresses
    open_for_names = False
    for line in text.splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            names = [*names, _name(value)] if open_for_names else [_name(value)]
            open_for_names = True
            found.setdefault(names[-1], [])
        elif key in ("allow", "disallow", _DELAY):
            open_for_names = False
            for each in names:
                found[each].append((key, value))
    said = found.get(name, found.get("*", []))
    return Rules(
        paths=tuple(
            (_even(value), key == "allow") for key, value in said if key != _DELAY and value
        ),
        delay=max((_seconds(value) for key, value in said if key == _DELAY), default=0.0),
    )


def _name(value: str) -> str:
    if value.startswith("*"):
        return "*"
    found = re.match(r"[A-Za-z_-]*", value)
    return found[0].lower() if found else ""


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        return 0.0
    return seconds if isfinite(seconds) and seconds > 0 else 0.0


def _even(path: str) -> str:
    """A path with each character escaped in one way, so that two ways of writing it are one."""

    def escape(found: re.Match[str]) -> str:
        character = chr(int(found[0][1:], 16))
        return character if character in _PLAIN else found[0].upper()

    return re.sub("%[0-9A-Fa-f]{2}", escape, quote(path, safe=string.punctuation))


def _fits(rule: str, path: str) -> bool:
    """Whether a path begins as a rule says; `*` is any run, a last `$` is the end.

    Each piece is looked for where it first occurs, which takes time linear in the path for every
    piece, whatever the rule's author had in mind.
    """
    rule, dollar = (rule[:-1], True) if rule.endswith("$") else (rule, False)
    first, *rest = rule.split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if not rest:
        return not dollar or at == len(path)
    *middle, last = rest
    for piece in middle:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    if dollar:
        return path.endswith(last) and len(path) - len(last) >= at
    return path.find(last, at) >= 0
