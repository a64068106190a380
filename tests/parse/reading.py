"""Short ways to read a text in a test."""

from __future__ import annotations

from pipeline.parse import Parsed, parse
from pipeline.parse.markdown import blocks
from pipeline.parse.structure import Structure, Unit, build

FRONT = "---\nact: charter\nversion_date: 2001-02-03\nlanguage: {lang}\n{more}---\n\n"


def structure(text: str) -> Structure:
    """The units and notes of a Markdown text, whatever its language."""
    return build(blocks(text, 0))


def outline(text: str) -> list[tuple[str, str]]:
    """Each unit's eid with its own words."""
    return [(unit.eid, unit.text) for unit in structure(text).units]


def unit_of(text: str, eid: str) -> Unit:
    """The one unit with this eid."""
    (found,) = [unit for unit in structure(text).units if unit.eid == eid]
    return found


def read(text: str, lang: str = "rus", media_type: str = "text/markdown", more: str = "") -> Parsed:
    """A whole text with front matter, read as a file would be; `more` is added to the latter."""
    return parse(FRONT.format(lang=lang, more=more) + text, media_type, "charter")
