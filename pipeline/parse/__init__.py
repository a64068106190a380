"""From a source's bytes to provisions, notes and clauses.

`parse` tells the story: bytes to text, text to blocks, blocks to units, units to clauses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.errors import InputError
from pipeline.parse import markdown, pdf, plain, rendered
from pipeline.parse.blocks import Block
from pipeline.parse.clauses import cut
from pipeline.parse.coverage import runs
from pipeline.parse.identity import Identity, identify
from pipeline.parse.sourcetext import check_language, form_of
from pipeline.parse.structure import Structure, Unit, build
from pipeline.records import Clause, Note, Provision, Remainder

ADAPTERS: dict[str, Callable[[str, int], Iterator[Block]]] = {
    "text/markdown": markdown.blocks,
    "text/plain": plain.blocks,
    "application/pdf": pdf.blocks,
    "text/html": rendered.blocks,
    "application/json": rendered.blocks,
}


def adapter(media_type: str) -> Callable[[str, int], Iterator[Block]]:
    """What makes blocks of a source text of this form."""
    return ADAPTERS[form_of(media_type)[0]]


@dataclass(frozen=True, slots=True)
class Parsed:
    """One text, read into its parts; all in document order."""

    identity: Identity
    title: str
    provisions: tuple[Provision, ...]
    notes: tuple[Note, ...]
    clauses: tuple[Clause, ...]
    duplicates: tuple[str, ...]  # eids that the text uses more than once
    remainders: tuple[Remainder, ...] = ()  # what is no provision's and no note's
    # Where provisions (their numbers and headings too) and notes have their words from, exactly.
    words: tuple[tuple[int, int], ...] = ()


def parse(text: str, media_type: str, name: str, told: Identity | None = None) -> Parsed:
    """Read a source text (see `sourcetext.read_text`) into provisions, notes and clauses.

    Args:
        text: the source text.
        media_type: one of `sourcetext.MEDIA_TYPES`.
        name: how the source named it; the identity may stand there, and errors name it.
        told: the identity, where the source has said it.

    Raises:
        InputError: identity missing or contradictory, wrong language, or no provision found.
    """
    identity = identify(text, name, told)
    check_language(text[identity.body :], identity.lang, name)
    structure = build(adapter(media_type)(text, identity.body))
    if not any(unit.text and unit.kind != "preamble" for unit in structure.units):
        raise InputError(
            "no article, point or paragraph of a law was found",
            name,
            "check that the file holds the act's text and not an error page or a cover",
        )
    return Parsed(
        identity=identity,
        title=structure.title,
        provisions=tuple(_provision(unit) for unit in structure.units),
        notes=tuple(structure.notes),
        clauses=tuple(c for unit in structure.units for c in _clauses(unit, identity)),
        duplicates=tuple(structure.duplicates),
        remainders=tuple(_remainders(text, media_type, identity, structure)),
        words=tuple(runs(text, structure.words)),
    )


def _remainders(
    text: str, media_type: str, identity: Identity, structure: Structure
) -> list[Remainder]:
    found = [
        Remainder(kind, start, end)
        for kind, words in structure.left
        for start, end in runs(text, [words])
    ]
    if identity.body:
        found.append(Remainder("front_matter", 0, identity.body))
    if adapter(media_type) is markdown.blocks:
        found += [Remainder("markup", *place) for place in markdown.anchors(text, identity.body)]
    return sorted(found, key=lambda one: (one.start, one.end))


def _provision(unit: Unit) -> Provision:
    return Provision(
        eid=unit.eid,
        kind=unit.kind,
        number=unit.number,
        parent=unit.parent.eid if unit.parent else "",
        text=unit.text,
        start=unit.start,
        end=max(unit.body.end, unit.start),
        heading=unit.heading,
        is_lead_in=unit.is_lead_in,
        lead_in=unit.lead_in,
        repealed=unit.repealed,
        repealed_by=unit.repealed_by,
        repealed_on=unit.repealed_on,
    )


def _clauses(unit: Unit, identity: Identity) -> Iterator[Clause]:
    pieces = [unit.body] if unit.repealed and unit.text else cut(unit.body)
    if unit.is_lead_in:
        pieces = pieces[:-1]
    for n, piece in enumerate(pieces):
        piece = piece.strip(" .;,")
        yield Clause(
            act=identity.act,
            version=identity.date.isoformat(),
            lang=identity.lang,
            eid=unit.eid,
            n=n,
            lead_in=unit.lead_in,
            text=piece.text,
            start=piece.start,
            end=piece.end,
            restated=identity.state.value == "restated",
        )
