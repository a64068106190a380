"""Doctests of the Kazakh network need torch; where it is not installed they are left out."""

from __future__ import annotations

from importlib.util import find_spec

collect_ignore_glob = [] if find_spec("torch") else ["pipeline/language/kazakh/*.py"]
