"""The OpenAPI document, and what it says of every operation alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, Field
from starlette.routing import BaseRoute

_ABOUT = """
Powers of state bodies in Kazakhstan, read from legal texts in Russian and Kazakh. Everything is
read-only and open to any page. A release never changes: an answer keeps its ETag for as long as
that release is the newest, so ask again with If-None-Match. Lists come in pages, in a stable order,
with the paths of the next and the previous one. Days are ISO 8601; offsets count characters from 0.
"""


class Problem(BaseModel):
    """What is wrong with a request (RFC 9457)."""

    title: str = Field(description="The kind of problem.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What is wrong, and what would do.")


def _problem(told: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": told, "content": {"application/problem+json": {"schema": schema}}}


_ETAG = {"description": "Changes with the answer.", "schema": {"type": "string"}, "required": True}
RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"description": "The answer.", "headers": {"ETag": _ETAG}},
    304: {"description": "The answer is still the one whose ETag If-None-Match names."},
    404: _problem("There is no such thing in this release."),
    422: _problem("A parameter is unknown, out of bounds, or not one of its codes."),
    503: _problem("The question took too long: ask for less."),
}


def made(routes: Sequence[BaseRoute]) -> dict[str, Any]:
    """The OpenAPI document of some routes."""
    told = get_openapi(
        title="Bilik",
        version="1",
        summary="Who holds which power in Kazakhstan, read from the law.",
        description=_ABOUT.strip(),
        routes=routes,
        license_info={"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
    )
    told["components"]["schemas"]["Problem"] = Problem.model_json_schema()
    for methods in told["paths"].values():
        operation = methods["get"]  # told in its docstring, "Summary: description."
        operation["summary"], _, operation["description"] = operation["description"].partition(": ")
    return told
