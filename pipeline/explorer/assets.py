"""Styles and scripts of the site, each known by its content."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

_FOLDER = Path(__file__).parent / "static"
_VEGA = "vega.js"  # Vega, Vega-Lite and vega-embed, which an installed package carries


@cache
def names() -> frozenset[str]:
    """The assets that there are."""
    return frozenset({_VEGA, *(path.name for path in _FOLDER.iterdir() if path.is_file())})


@cache
def content(name: str) -> bytes:
    """An asset's bytes."""
    if name == _VEGA:
        from pipeline.report.page import vega_bundle

        return vega_bundle().encode()
    return (_FOLDER / name).read_bytes()


@cache
def key(name: str) -> str:
    """What changes with an asset's content, for its address."""
    told = version("vl-convert-python").encode() if name == _VEGA else content(name)
    return hashlib.sha256(told).hexdigest()[:12]
