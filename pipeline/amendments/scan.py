"""From an instruction's words to events: quotations, units, verbs, and the words between them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.amendments.lexicon import Lexicon
from pipeline.amendments.quotations import quotations, skeleton
from pipeline.normalize import repair_letters

_LONGEST = 1000  # a range of more units than this is a misprint


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that the scanner sees, at a place of the text.

    `kind` is quote, unit, bare (a unit without a number), also, verb, mark, sign, and, stop, colon
    or word; `name` says which unit, verb, mark or sign.
    """

    kind: str
    name: str
    start: int
    end: int
    numbers: tuple[str, ...] = ()
    instrument: bool = False  # "with point 5": a unit that is added, or the new number of one
    role: str = ""  # of a quotation: old, new, after, before; "" where no mark says it


def scan(text: str, lexicon: Lexicon) -> list[Event]:
    """The events of a text, in order; quotations know their roles."""
    repaired = repair_letters(text)
    spans = quotations(repaired, lexicon.closes)
    bare = skeleton(repaired.lower(), spans)
    events = [_event(match, lexicon) for match in lexicon.scanner.finditer(bare)]
    return _with_roles(events, lexicon)


def _event(match: re.Match[str], lexicon: Lexicon) -> Event:
    group = match.lastgroup or "word"
    kind, _, name = group.partition("_")
    words = match.group()
    if kind not in ("unit", "bare"):
        return Event(kind, name, *match.span())
    found = [m for m in lexicon.number.finditer(words) if not m["dash"]]
    noun = lexicon.number.sub(" ", words).replace("-", " ")
    numbers = _numbers(words, lexicon, bool(lexicon.plural.search(noun))) if found else ()
    instrument = bool(lexicon.instrument.search(noun))
    return Event(kind, name, *match.span(), numbers, instrument)


def _numbers(words: str, lexicon: Lexicon, plural: bool) -> tuple[str, ...]:
    """The numbers of a unit's name: `3, 4 и 6` as they stand, a range in full.

    >>> from pipeline.amendments.lexicon import lexicon
    >>> from pipeline.vocabulary import Lang
    >>> _numbers("подпункты 3) – 5)", lexicon(Lang.RUS), True)
    ('3', '4', '5')
    >>> _numbers("он бірінші абзац", lexicon(Lang.KAZ), False)
    ('11',)
    """
    numbers: list[str] = []
    ranged = False
    for match in lexicon.number.finditer(words):
        if match["dash"]:
            ranged = bool(numbers)
            continue
        number = (match["digits"] or _ordinal(match["ordinal"], lexicon)).rstrip(")")
        numbers += _range(numbers[-1], number)[1:] if ranged else [number]
        ranged = False
    if plural and len(numbers) == 1 and (ends := re.fullmatch(r"(\d+)-(\d+)", numbers[0])):
        first, last = ends.groups()  # "пункты 3-5"; but 44-1 is one number
        return tuple(_range(first, last)) if int(first) < int(last) else tuple(numbers)
    return tuple(numbers)


def _ordinal(words: str, lexicon: Lexicon) -> str:
    return next(n for form, n in lexicon.ordinals.items() if re.match(form, words))


def _range(first: str, last: str) -> list[str]:
    if first.isdigit() and last.isdigit() and int(first) < int(last) < int(first) + _LONGEST:
        return [str(n) for n in range(int(first), int(last) + 1)]
    return [first, last]


def _with_roles(events: list[Event], lexicon: Lexicon) -> list[Event]:
    """Give every quotation the role that its mark tells: `слова «А», «Б» и «В»` are all old."""
    ordered = events[::-1] if lexicon.verb_last else events
    role, found = "", list[Event]()
    for event in ordered:
        if event.kind == "mark":
            role = event.name
        elif event.kind == "quote":
            event = Event("quote", "", event.start, event.end, role=role)
        elif event.kind != "and":
            role = ""
        found.append(event)
    return found[::-1] if lexicon.verb_last else found
