"""The OpenAPI document in a form that a page can show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline import vocabulary
from pipeline.explorer.api import document

_LEAST = ("minimum", "minLength")
_MOST = ("maximum", "maxLength", "maxItems")

_Schema = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """What a value is."""

    name: str  # string, integer, number, boolean, object, or a format such as date
    several: bool = False  # a list of them
    nullable: bool = False
    codes: tuple[str, ...] = ()  # all that there are, of a closed list
    vocabulary: str = ""  # the list of the vocabulary that has their names


@dataclass(frozen=True)
class Parameter:
    """What an operation may be asked."""

    name: str
    told: str
    kind: Kind
    required: bool
    least: int | None
    most: int | None
    default: str
    example: str


@dataclass(frozen=True)
class Answered:
    """A field of an answer; `depth` tells how deep in it."""

    name: str
    told: str
    kind: Kind
    depth: int


@dataclass(frozen=True)
class Operation:
    """One address, what it takes and what it gives."""

    path: str
    name: str
    tag: str
    summary: str
    told: str
    parameters: tuple[Parameter, ...]
    fields: tuple[Answered, ...]


@cache
def operations() -> tuple[Operation, ...]:
    """Every operation that gives data, in the document's order."""
    return tuple(
        _operation(path, methods["get"])
        for path, methods in document()["paths"].items()
        if not path.endswith("/openapi.json")
    )


def _operation(path: str, told: _Schema) -> Operation:
    answer = told["responses"]["200"]["content"]["application/json"]["schema"]
    return Operation(
        path,
        told["operationId"],
        told["tags"][0],
        told["summary"],
        told["description"],
        tuple(_parameter(one) for one in told.get("parameters", ())),
        tuple(_fields(answer, 0)),
    )


def _parameter(told: _Schema) -> Parameter:
    schema = _plain(told["schema"])
    default = told["schema"].get("default")
    example = told["schema"]["examples"][0]
    return Parameter(
        told["name"],
        told["description"],
        _kind(told["schema"]),
        told["required"],
        _first(schema, _LEAST),
        _first(schema, _MOST),
        "" if default in (None, "", []) else _written(default),
        _written(example[0] if isinstance(example, list) else example),
    )


def _fields(schema: _Schema, depth: int) -> Iterator[Answered]:
    """The fields of an answer, each followed by those inside it."""
    inner = _plain(schema)
    inner = _plain(inner.get("items", inner))
    if isinstance(inner.get("additionalProperties"), dict):
        inner = _plain(inner["additionalProperties"])
    for name, field in inner.get("properties", {}).items():
        yield Answered(name, field.get("description", ""), _kind(field), depth)
        yield from _fields(field, depth + 1)


def _kind(schema: _Schema) -> Kind:
    inner = _plain(schema)
    several = inner.get("type") == "array"
    item = inner.get("items", inner)
    name = str(item.get("$ref", "")).rpartition("/")[2] if "$ref" in item else _name(schema)
    item = _plain(item)
    return Kind(
        item.get("format") or item.get("type", "string"),
        several,
        any(one.get("type") == "null" for one in schema.get("anyOf", ())),
        tuple(item.get("enum", ())),
        name if hasattr(vocabulary, name) else "",
    )


def _name(schema: _Schema) -> str:
    """The name of the component that a schema is, or is unless it is null."""
    choices = [schema, *schema.get("anyOf", ())]
    return next((one["$ref"].rpartition("/")[2] for one in choices if "$ref" in one), "")


def _plain(schema: _Schema) -> _Schema:
    """A schema itself: what it refers to, and of several that which is not null or one word."""
    for one in reversed(schema.get("anyOf", ())):
        if one.get("type") != "null" and "const" not in one:
            return _plain(one)
    if "$ref" in schema:
        named: _Schema = document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        return named
    return schema


def _written(value: object) -> str:
    """A value as an address has it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _first(schema: _Schema, names: tuple[str, ...]) -> int | None:
    return next((schema[name] for name in names if name in schema), None)
