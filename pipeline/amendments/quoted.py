"""Quoted new text cut by the project's own grammar into units with the eids they will have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.amendments.records import NewUnit
from pipeline.amendments.references import NEXT, Path, eid
from pipeline.amendments.sentences import UnreadableError
from pipeline.normalize import Mapped, repair_letters
from pipeline.parse import grammar
from pipeline.parse.blocks import Block
from pipeline.parse.structure import Structure, build

_OPENS = {
    "article": grammar.ARTICLE,
    "point": grammar.POINT,
    "subpoint": grammar.SUBPOINT,
}
_FORM = {"article": "Статья {}", "point": "{}. ", "subpoint": "{}) "}


def new_units(words: Mapped, targets: Sequence[Path]) -> list[tuple[Path, tuple[NewUnit, ...]]]:
    """The units of a quotation, for each target those that it brings.

    Args:
        words: what stands between the quotation marks, a line for each paragraph.
        targets: units that the quotation holds, all of one level.

    Raises:
        UnreadableError: the quotation holds other units than the instruction names.
    """
    lines = _paragraphs(words)
    level = targets[0][-1][0]
    if level not in _OPENS:
        return _unnumbered(lines, targets)
    return _numbered(lines, targets, level)


def _numbered(
    lines: list[Mapped], targets: Sequence[Path], level: str
) -> list[tuple[Path, tuple[NewUnit, ...]]]:
    if not _OPENS[level].match(repair_letters(lines[0].text)):
        if len(targets) > 1:
            raise UnreadableError("the new text of several units has no numbers")
        lines = _with_number(lines, level, targets[0][-1][1])
    found = build(Block(line) for line in lines)
    held = [unit.number for unit in found.units if unit.parent is None]
    if [path[-1][1] for path in targets] == [NEXT]:
        targets = [(*targets[0][:-1], (level, held[0]))] if len(held) == 1 else targets
    named = [path[-1][1] for path in targets]
    if held != named:
        raise UnreadableError(f"it names {', '.join(named)}, the quotation holds {', '.join(held)}")
    return [(path, tuple(_of(found, path))) for path in targets]


def _of(found: Structure, path: Path) -> Iterable[NewUnit]:
    """The units at and below a path, under their eids in the amended act."""
    root, above = eid(path[-1:]), eid(path[:-1])
    for unit in found.units:
        if unit.eid == root or unit.eid.startswith(f"{root}__"):
            name = f"{above}__{unit.eid}" if above else unit.eid
            lead = unit.is_lead_in, unit.lead_in
            yield NewUnit(name, unit.kind, unit.text, unit.heading, *lead, unit.body)


def _unnumbered(
    lines: list[Mapped], targets: Sequence[Path]
) -> list[tuple[Path, tuple[NewUnit, ...]]]:
    """Paragraphs and preambles: a line for each target, or all lines for the one there is."""
    if len(targets) == 1:
        lines = [Mapped.join(lines)]
    if len(lines) != len(targets):
        raise UnreadableError(
            f"it names {len(targets)} paragraphs, the quotation holds {len(lines)}"
        )
    bodies = [_without_number(line) for line in lines]
    return [
        (path, (NewUnit(eid(path), path[-1][0], body.text, body=body),))
        for path, body in zip(targets, bodies, strict=True)
    ]


def heading(words: Mapped) -> Mapped:
    """The title that a quotation holds, without the number of its article."""
    match = grammar.ARTICLE.match(repair_letters(words.text))
    return words[match.start("rest") :] if match else words


def _without_number(line: Mapped) -> Mapped:
    """A paragraph without the number of the unit that it opens."""
    text = repair_letters(line.text)
    match = grammar.POINT.match(text) or grammar.SUBPOINT.match(text)
    return line[match.start("rest") :] if match else line


def _with_number(lines: list[Mapped], level: str, number: str) -> list[Mapped]:
    """The lines with the number that the amending act leaves out of its quotation."""
    words = _FORM[level].format(number)
    label = Mapped(words, [lines[0].start] * len(words))
    if level == "article":
        return [label, *lines]
    return [Mapped.join([label, lines[0]], ""), *lines[1:]]


def _paragraphs(words: Mapped) -> list[Mapped]:
    """The lines of a quotation; one that a page or a gap broke is whole again."""
    lines = [words[m.start() : m.end()].strip() for m in re.finditer(r"[^\n]+", words.text)]
    found: list[Mapped] = []
    for line in lines:
        if not line.text:
            continue
        if found and _broken(found[-1].text, line.text):
            found[-1] = Mapped.join([found[-1], line])
        else:
            found.append(line)
    if not found:
        raise UnreadableError("the quotation is empty")
    return found


def _broken(before: str, line: str) -> bool:
    ended = before.endswith((".", ";", ":", "!", "?")) or bool(grammar.ARTICLE.match(before))
    return not ended and not grammar.opens_unit(line)
