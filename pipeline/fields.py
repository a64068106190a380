"""Fields of a TOML file, checked one by one; what is wrong is told with its place and remedy."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.errors import InputError

Table = Mapping[str, Any]
_NAMES = {
    str: "string", bool: "boolean", int: "whole number", float: "decimal number", date: "date",
    list: "list", dict: "table",
}  # fmt: skip


class FieldError(Exception):
    """What is wrong and how to mend it; `at` adds the place."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy)
        self.what, self.remedy = what, remedy


def read_toml(path: Path, option: str) -> dict[str, Any]:
    """A file's tables.

    Raises:
        InputError: the file cannot be read, then `option` names another; or it is no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf8"))
    except OSError as error:
        raise InputError(
            f"the file cannot be read ({error.strerror})", path, f"name another with {option}"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"the file is no TOML ({error})", path, "mend that line") from None


@contextmanager
def at(where: str) -> Iterator[None]:
    """Name the place of a field that cannot be used.

    Raises:
        InputError: in place of a FieldError.
    """
    try:
        yield
    except FieldError as fault:
        raise InputError(fault.what, where, fault.remedy) from None


def typed(table: Table, field: str, kind: type) -> Any:
    """The value of a field, of exactly that type: a time of day is a date to `isinstance`.

    Raises:
        FieldError: the field is missing, or has another type.
    """
    if field not in table:
        raise FieldError(f"the field `{field}` is missing", "add it")
    if type(table[field]) is not kind:
        raise FieldError(
            f"`{field}` is {table[field]!r}, not a {_NAMES[kind]}", "correct the value"
        )
    return table[field]


def optional(table: Table, field: str, kind: type) -> Any:
    """The same, and None where the field is left out."""
    return typed(table, field, kind) if field in table else None


def listed(table: Table, field: str, kind: type) -> tuple[Any, ...]:
    """The values of a list, all of that type; none where the field is left out.

    Raises:
        FieldError: it is no list, or a value has another type.
    """
    values = optional(table, field, list) or []
    for value in values:
        if type(value) is not kind:
            raise FieldError(
                f"`{field}` holds {value!r}, not a {_NAMES[kind]}", "correct the value"
            )
    return tuple(values)
