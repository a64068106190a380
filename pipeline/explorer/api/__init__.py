"""The JSON API: the same questions as the pages ask, with typed answers.

Everything is told once: fields by the tables of the release, parameters by `asks`, and the OpenAPI
document is made of both. What the document does not name is refused, so that a mistyped filter
never looks like an answer.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from pipeline.explorer.api import acts, changes, findings, index, powers, release
from pipeline.explorer.api.document import RESPONSES, made
from pipeline.explorer.asked import Page

OPEN = {"access-control-allow-origin": "*"}  # pages of any site may read the answers


async def _open_to_all(request: Request, response: Response) -> None:
    """Let any page read the answer, and refuse parameters that there are not."""
    response.headers.update(OPEN)
    known = _parameters(request.scope["route"].path_format)
    if unknown := sorted(set(request.query_params) - known):
        some = ", ".join(sorted(known)) or "none"
        raise HTTPException(422, f"{unknown[0][:40]}: unknown; there are {some}")


ROUTER = APIRouter(
    dependencies=[Depends(_open_to_all)],
    responses=RESPONSES,
    generate_unique_id_function=lambda route: route.name,
)
for part in (release, powers, changes, findings, index, acts):
    ROUTER.include_router(part.ROUTER)


@ROUTER.get("/api/openapi.json", tags=["Release"])
def openapi(asked: Page) -> dict[str, Any]:
    """OpenAPI: this description of the API."""
    return {**document(), "servers": [{"url": asked.urls.root or "/"}]}


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document: every operation, parameter and field."""
    return made(ROUTER.routes)


@cache
def _parameters(path: str) -> frozenset[str]:
    """The names that the query of an operation may have."""
    told = document()["paths"][path]["get"].get("parameters", ())
    return frozenset(one["name"] for one in told if one["in"] == "query")
