"""The settings of sources: every host, path and delay, read from `corpus/sources.toml`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.fields import FieldError, at, listed, optional, read_toml, typed
from pipeline.vocabulary import Lang

DEFAULT = Path(__file__).parents[2] / "corpus" / "sources.toml"
KINDS = ("adilet", "zan", "gitlaw")
CONTACT = "BILIK_CONTACT"
_MAY_BE_ZERO = ("delay", "longest_wait")


@dataclass(frozen=True, slots=True)
class Web:
    """How a publisher's site is asked."""

    contact: str = ""  # who asks, with an address to write to: part of the User-Agent
    hosts: tuple[str, ...] = ()  # host or host:port; no other is asked, nor followed to
    delay: float = 1.0  # seconds between the starts of two requests to one host
    timeout: float = 30.0  # seconds without a byte
    deadline: float = 180.0  # seconds for a whole answer
    max_bytes: int = 20 * 2**20  # of an answer's body, decompressed
    attempts: int = 5  # in all, the first included
    longest_wait: float = 120.0  # seconds: the most that is waited before another attempt
    ca_bundle: str = ""  # file of certificates to trust in place of the usual ones
    allow_private: bool = False  # private and loopback addresses: for tests alone


@dataclass(frozen=True, slots=True)
class Settings:
    """One source: what it is, where it is, and what is asked of it."""

    name: str
    kind: str
    place: str  # base address, or the folder of a clone
    languages: tuple[Lang, ...] = tuple(Lang)
    acts: tuple[str, ...] = ()  # keys of the registry; all of them where none is named
    newest_only: bool = False  # past versions are not asked for
    ignore: tuple[str, ...] = ()  # version_ids, or ACT.LANG, that are not asked for
    accept: tuple[str, ...] = ()  # version_ids taken even where their length is odd
    paths: Mapping[str, str] = field(default_factory=dict)
    web: Web = Web()


def load(path: Path | None = None) -> dict[str, Settings]:
    """All sources of a file of settings, by name; `[web]` holds where a source says nothing else.

    Raises:
        InputError: the file is missing or no TOML, or a field is unknown or of the wrong type.
    """
    path = path or DEFAULT
    document = read_toml(path, "--settings")
    with at(f"{path}, [web]"):
        common = _web(Web(), optional(document, "web", dict) or {})
    found = {}
    with at(str(path)):
        entries = typed(document, "sources", dict)
    for name in entries:
        with at(f"{path}, [sources.{name}]"):
            found[name] = _settings(name, typed(entries, name, dict), common)
    return found


def named(sources: Mapping[str, Settings], spec: str) -> Settings:
    """The source that a specification names: a name, or KIND:PLACE to take another place.

    Raises:
        InputError: there is no such source or kind.
    """
    name, _, place = spec.partition(":")
    if name not in sources or (":" in spec and not place):
        raise InputError(
            f"'{spec}' names no source",
            "--source",
            f"write folder:PATH, or one of {', '.join(sources)}, alone or with :PLACE",
        )
    return replace(sources[name], place=place) if place else sources[name]


def _settings(name: str, entry: dict[str, Any], common: Web) -> Settings:
    kind = typed(entry, "kind", str)
    if kind not in KINDS:
        raise FieldError(f"`kind` is {kind!r}", f"write one of {', '.join(KINDS)}")
    known = {each.name for each in fields(Settings)} - {"name", "languages"}
    for unknown in entry.keys() - known - {"languages"}:
        raise FieldError(f"there is no setting `{unknown}`", "correct its name or remove it")
    paths = optional(entry, "paths", dict) or {}
    return Settings(
        name=name,
        kind=kind,
        place=typed(entry, "place", str),
        languages=_languages(entry),
        acts=listed(entry, "acts", str),
        newest_only=optional(entry, "newest_only", bool) or False,
        ignore=listed(entry, "ignore", str),
        accept=listed(entry, "accept", str),
        paths={key: typed(paths, key, str) for key in paths},
        web=_web(common, optional(entry, "web", dict) or {}),
    )


def _languages(entry: dict[str, Any]) -> tuple[Lang, ...]:
    said = listed(entry, "languages", str)
    for one in said:
        if one not in list(Lang):
            raise FieldError(f"`languages` holds {one!r}", "name rus, kaz or both")
    return tuple(map(Lang, said)) or tuple(Lang)


def _web(common: Web, entry: dict[str, Any]) -> Web:
    kinds = {each.name: type(getattr(common, each.name)) for each in fields(Web)}
    told: dict[str, Any] = {}
    for name, value in entry.items():
        if name not in kinds:
            raise FieldError(f"there is no setting `{name}`", "correct its name or remove it")
        if kinds[name] is tuple:
            told[name] = listed(entry, name, str)
        elif kinds[name] is float and type(value) is int:
            told[name] = float(value)
        else:
            told[name] = typed(entry, name, kinds[name])
        if kinds[name] in (int, float) and told[name] < (0 if name in _MAY_BE_ZERO else 1e-3):
            raise FieldError(f"`{name}` is {told[name]}", "write a larger number")
    told["contact"] = told.get("contact") or common.contact or os.environ.get(CONTACT, "")
    return replace(common, **told)
