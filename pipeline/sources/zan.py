"""The official databank, a JSON API: acts by number, their versions, each version in pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import msgspec

from pipeline.errors import InputError
from pipeline.records import Act, Facts
from pipeline.sources import Received
from pipeline.sources.publisher import STATUSES, Publisher, Visit, by_day, day_of, dotted
from pipeline.sources.web import Answer
from pipeline.vocabulary import Lang, Status


class _Shape(msgspec.Struct, rename="camel", frozen=True):
    """What is read of an object of the API; the rest of it may change as it likes."""


class _Words(_Shape):
    kaz: str | None = ""
    rus: str | None = ""


class _Metadata(_Shape):
    title: _Words = _Words()
    act_types: tuple[str, ...] = ()
    status: str | None = ""
    state_agency_approval_date: str | None = ""  # of adoption


class _Cause(_Shape):
    code: str | int | None = ""
    document: str | int | None = ""
    title: _Words = _Words()
    requisites: _Words | str | None = ""


class _Version(_Shape):
    version_date: str
    metadata: _Metadata = _Metadata()
    cause: _Cause | None = None


class _Element(_Shape):
    id: str | int | None = None


class _Page(_Shape):
    id: str | int
    language: str
    version_date: str
    pages_count: int
    content: tuple[_Element, ...]
    ngr: str | None = ""  # the act's code in Adilet
    metadata: _Metadata = _Metadata()
    temporary_revoked: bool | None = False


class _Hit(_Shape):
    id: str | int
    state_agency_approval_date: str | None = ""


class _Hits(_Shape):
    list: tuple[_Hit, ...]


class Zan(Publisher):
    """Acts of the databank, by their number or, where the registry has none, by their code."""

    media_type = "application/json"
    suffix = "json"

    def can_ask(self, act: Act) -> bool:
        return bool(act.databank or act.code)
