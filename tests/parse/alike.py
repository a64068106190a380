"""Whether two forms of one text are read alike."""

from __future__ import annotations

from functools import cache
from typing import Any

from pipeline.parse import Parsed, parse
from pipeline.parse.identity import Identity
from pipeline.parse.sourcetext import read_text
from pipeline.vocabulary import Lang, TextState
from tests.sources.adilet_pages import page
from tests.sources.publisher import Edition

HTML = "text/html; charset=utf-8"


def read_as(data: bytes, media_type: str, edition: Edition) -> tuple[str, Parsed]:
    """The source text of these bytes, and what it is parsed to as the text of an edition."""
    text = read_text(data, media_type, "x")
    told = Identity(edition.act, edition.day, edition.lang, TextState.IN_FORCE)
    return text, parse(text, media_type, "x", told)


def parts(parsed: Parsed) -> dict[str, list[Any]]:
    """All that was read of a text but the positions, and the title, which pages alone have."""
    units = [
        (
            (unit.eid, unit.kind, unit.number, unit.parent, unit.text, unit.heading),
            (unit.is_lead_in, unit.lead_in),
            (unit.repealed, unit.repealed_by, unit.repealed_on),
        )
        for unit in parsed.provisions
    ]
    return {
        "units": units,
        "notes": [(note.eid, note.text) for note in parsed.notes],
        "clauses": [(one.eid, one.n, one.text, one.lead_in) for one in parsed.clauses],
        "duplicates": list(parsed.duplicates),
    }


@cache
def _of_markdown(text: str, told: Identity) -> dict[str, list[Any]]:
    return parts(parse(text, "text/markdown", "x", told))


def assert_alike(data: bytes, media_type: str, edition: Edition) -> None:
    """The bytes are read as the edition's own Markdown is, and all positions hold their words."""
    told = Identity(edition.act, edition.day, edition.lang, TextState.IN_FORCE)
    text, parsed = read_as(data, media_type, edition)
    assert parts(parsed) == _of_markdown(edition.text, told)
    assert parsed.provisions
    assert parsed.title == edition.title
    for one in (*parsed.clauses, *parsed.notes):
        assert " ".join(text[one.start : one.end].split()) == one.text


def text_of(body: str, **more: str) -> str:
    """The source text of a page with these words of an act."""
    article = f'<div class="container_gamma text"><article>{body}</article></div>'
    return read_text(page(Lang.RUS, "Устав", article, **more), HTML, "x")
