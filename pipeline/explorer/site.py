"""The site: pages, the API, files; nothing of it writes anything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from pipeline.errors import InputError
from pipeline.explorer import api, files
from pipeline.explorer.answers import Answers
from pipeline.explorer.asked import asked_of, path_in
from pipeline.explorer.lookup.open import TooLongError
from pipeline.explorer.pages import ROUTERS
from pipeline.explorer.served import Served
from pipeline.explorer.words import READERS, Said


class Shown(Protocol):
    """What says which release is shown."""

    @property
    def now(self) -> Served: ...


def create(
    newest: Shown, root: str = "", live: bool = True, readers: Sequence[str] = ()
) -> ASGIApp:
    """The site as an ASGI application.

    Args:
        newest: which release is shown.
        root: the path under which the site is reached, where it is not a host's root.
        readers: the languages of its pages, all by default.
        live: False for pages that are saved as files: no forms, relative links.
    """
    app = FastAPI(
        title="Bilik", docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False
    )
    app.state.newest, app.state.live = newest, live
    app.state.readers = tuple(readers or READERS)
    for router in (api.ROUTER, files.ROUTER, *ROUTERS):
        app.include_router(router)
    for path in ("/", "/{reader}"):
        app.add_api_route(path, _first, include_in_schema=False)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _refused)
    app.add_exception_handler(InputError, _refused)
    app.add_exception_handler(TooLongError, _refused)
    return _below(root, Answers(app, lambda: newest.now.name)) if live else app


def _below(root: str, app: ASGIApp) -> ASGIApp:
    """The application with all its links below a path of a host."""

    async def mounted(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, "root_path": root}, receive, send)

    return mounted if root else app


def _first(request: Request, reader: str = "") -> Response:
    """The home page in the reader's language."""
    if reader and reader not in READERS:
        raise HTTPException(404)
    series = request.app.state.newest.now.series[0]
    root = request.scope.get("root_path", "")
    code = reader or _preferred(request.headers.get("accept-language", ""))
    return RedirectResponse(f"{root}/{code}/{series}", 302)


def _preferred(accepts: str) -> str:
    """The first language of a browser's list that we have."""
    for part in accepts[:200].lower().split(","):
        code = part.strip()[:2]
        if code in READERS:
            return code
    return "en"


def _refused(request: Request, error: Exception) -> Response:
    """A page or, under /api, JSON that says what is wrong."""
    status, key, told = _problem(error)
    headers = dict(getattr(error, "headers", None) or {})
    if f"{path_in(request.scope)}/".startswith("/api/"):
        words = Said("eng")
        problem = {"title": words(key), "status": status, "detail": told or words(f"{key}_more")}
        return JSONResponse(
            problem, status, {**headers, **api.OPEN}, media_type="application/problem+json"
        )
    path = path_in(request.scope)
    if status == 404 and path.endswith("/"):  # as the pages of an export are addressed
        root = request.scope.get("root_path", "")
        return RedirectResponse(f"{root}/{path.strip('/')}", 308)
    request.scope.setdefault("path_params", {}).pop("series", None)
    english = not isinstance(error, HTTPException)  # the others are told in the reader's language
    answer = asked_of(request).page("error.html.j2", status, key=key, told=told, english=english)
    answer.headers.update(headers)
    return answer


def _problem(error: Exception) -> tuple[int, str, str]:
    if isinstance(error, HTTPException):
        known = {404: "not_found", 405: "only_reading"}
        said = error.detail if error.detail not in ("Not Found", "Method Not Allowed") else ""
        return error.status_code, known.get(error.status_code, "bad_request"), said
    if isinstance(error, TooLongError):
        return 503, "too_long", ""
    if isinstance(error, RequestValidationError):
        first = error.errors()[0]
        why = "not of this form" if first["type"] == "string_pattern_mismatch" else first["msg"]
        return 422, "bad_request", f"{'.'.join(map(str, first['loc'][1:]))}: {why}"[:300]
    return 422, "bad_request", str(error)[:300]
