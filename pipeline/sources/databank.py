"""What is read of the answers of the databank's API; the rest of them may change as it likes.

Ids are strings of digits or numbers. A text may be null where there is none.
"""

from __future__ import annotations

from typing import TypeVar

import msgspec

from pipeline.errors import InputError
from pipeline.sources.web import Answer

Name = str | int | None
Shape = TypeVar("Shape")


class _Shape(msgspec.Struct, rename="camel"):
    pass


class Words(_Shape):
    """A text in both languages, or in one."""

    kaz: str | None = None
    rus: str | None = None


class Metadata(_Shape):
    """What the databank says of an act, in the list of versions and in the document."""

    title: Words = msgspec.field(default_factory=Words)
    act_types: list[str] = msgspec.field(default_factory=list)
    status: str | None = None
    state_agency_approval_date: str | None = None  # the day of adoption


class Cause(_Shape):
    """The act that made a version; `code` and `document` may diverge, `code` is right."""

    code: Name = None
    document: Name = None
    title: Words = msgspec.field(default_factory=Words)
    requisites: Words | str | None = None


class Version(_Shape):
    """An entry in the list of versions."""

    version_date: str
    metadata: Metadata = msgspec.field(default_factory=Metadata)
    cause: Cause | None = None


class Unit(_Shape):
    """A paragraph of a document, or what holds some."""

    id: Name = None


class Document(_Shape):
    """A page of one version of an act in one language."""

    id: str | int
    language: str
    version_date: str
    pages_count: int
    content: list[Unit]
    code: Name = None
    ngr: str | None = None  # the act's code in Adilet; `code` is another one, or the same
    metadata: Metadata = msgspec.field(default_factory=Metadata)
    temporary_revoked: bool | None = None


class Hit(_Shape):
    """An act that a search found."""

    id: str | int
    state_agency_approval_date: str | None = None


class Hits(_Shape):
    """The answer to a search."""

    hits: list[Hit] = msgspec.field(name="list")


def read(answer: Answer, shape: type[Shape]) -> Shape:
    """An answer of the API.

    Raises:
        InputError: it is no JSON, or of another shape.
    """
    try:
        return msgspec.json.decode(answer.body, type=shape)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(
            f"this is no answer of the databank's API ({error})",
            answer.url,
            "look at it in a browser; if the API has taken another form, its reader must follow",
        ) from None
