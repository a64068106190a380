"""Files as they are: styles and scripts of the site, and the files of the release to download."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response

from pipeline.explorer import assets

ROUTER = APIRouter(include_in_schema=False)
_FOR_EVER = "public, max-age=31536000, immutable"
_TYPES = {
    ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".csv": "text/csv",
    ".json": "application/json", ".md": "text/markdown", ".toml": "text/plain",
}  # fmt: skip


@ROUTER.get("/static/{key}/{name}")
def static(key: str, name: str) -> Response:
    """A style or script; an old page's key gives that of today."""
    del key
    if name not in assets.names():
        raise HTTPException(404)
    media = _TYPES.get(Path(name).suffix, "text/plain")
    return Response(assets.content(name), media_type=media, headers={"cache-control": _FOR_EVER})


@ROUTER.get("/favicon.ico")
def icon() -> Response:
    """The icon, for what is no page and so cannot name it."""
    return static("", "icon.svg")


@ROUTER.get("/data/{name:path}")
def data(request: Request, name: str) -> Response:
    """A file of the release: one of those that its checksums name, and no other."""
    release: Path = request.app.state.newest.now.path
    if name not in downloads(release):
        raise HTTPException(404)
    path = release / name
    return FileResponse(
        path,
        media_type=_TYPES.get(path.suffix, "application/octet-stream"),
        filename=f"{release.name}-{path.name}",
    )


def downloads(release: Path) -> list[str]:
    """The paths of a release's files, as its SHA256SUMS lists them."""
    lines = (release / "SHA256SUMS").read_text(encoding="utf8").splitlines()
    return ["SHA256SUMS", *(line.split(maxsplit=1)[1].lstrip("*") for line in lines)]
