"""Bilik: who holds which power in the law of Kazakhstan.

>>> from pipeline import open_release
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.api import Release, open_release

__all__ = ["Release", "open_release"]


def __getattr__(name: str) -> object:
    """Load the reading of releases only for those who ask: the command line starts without it."""
    if name not in __all__:
        raise AttributeError(f"module 'pipeline' has no attribute '{name}'")
    from pipeline import api

    return getattr(api, name)
