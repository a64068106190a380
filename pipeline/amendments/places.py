"""Where the words of an instruction stand in the units of a text."""

from __future__ import annotations

from pipeline.amendments import words
from pipeline.amendments.records import Instruction, Part, Place
from pipeline.amendments.texts import Texts, scope

Spot = tuple[str, words.Span]  # eid of the unit, and the place in its text or heading


def places(one: Instruction, units: Texts, wanted: str, name: str) -> list[Spot]:
    """Where words stand in a unit and below it, or in the part or the sentence that is meant."""
    if one.part is not Part.TEXT:
        return [(name, span) for span in words.find(units[name].part(one.part), wanted)]
    if one.sentence:
        spans = words.sentences(units[name].text)[one.sentence - 1 : one.sentence]
        return [
            (name, (start + a, start + b))
            for start, end in spans
            for a, b in words.find(units[name].text[start:end], wanted)
        ]
    return [
        (eid, span) for eid in scope(units, name) for span in words.find(units[eid].text, wanted)
    ]


def stands(one: Instruction, units: Texts, name: str) -> bool:
    """Whether added words stand where the instruction puts them, marks apart."""
    new = places(one, units, one.new, name)
    if one.place is Place.END:
        return any(
            eid == name and (one.sentence or not _says(units[eid].part(one.part)[span[1] :]))
            for eid, span in new
        )
    anchors = places(one, units, one.anchor, name)
    return any(
        eid == other and beside(units[eid].part(one.part), anchor, span, one.place)
        for eid, span in new
        for other, anchor in anchors
    )


def beside(text: str, anchor: words.Span, span: words.Span, place: Place) -> bool:
    """Whether nothing but marks parts words from their anchor, on the right side of it."""
    first, second = (anchor, span) if place is Place.AFTER else (span, anchor)
    return first[1] <= second[0] and not _says(text[first[1] : second[0]])


def _says(text: str) -> bool:
    return any(character.isalnum() for character in text)
