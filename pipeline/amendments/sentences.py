"""From the events of one sentence to drafts: one verb, what stands before it and what after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.amendments.lexicon import Lexicon
from pipeline.amendments.records import Kind, Part, Place
from pipeline.amendments.references import NEXT, Path, paths, under
from pipeline.amendments.scan import Event

Span = tuple[int, int]
_ARGUMENTS = ("quote", "unit", "bare", "also", "sign", "mark")


class UnreadableError(Exception):
    """An instruction that the grammar cannot read; the message says why."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An instruction whose words are still places in the text, and whose targets are paths."""

    kind: Kind
    targets: tuple[Path, ...]
    part: Part = Part.TEXT
    old: Span | None = None
    new: Span | None = None
    anchor: Span | None = None
    place: Place = Place.END
    to: tuple[Path, ...] = ()
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """One verb with its arguments, in the order of the text."""

    verb: str  # "" where the act leaves it out
    events: tuple[Event, ...]
    heads: tuple[Path, ...]

    def quotes(self, *roles: str) -> list[Span]:
        return [(e.start, e.end) for e in self.events if e.kind == "quote" and e.role in roles]

    def has(self, kind: str, name: str = "") -> bool:
        return any(e.kind == kind and name in ("", e.name) for e in self.events)

    @property
    def targets(self) -> tuple[Path, ...]:
        """What the sentence names as its place, apart from what it adds."""
        return tuple(paths([e for e in self.events if not e.instrument], self.heads))

    @property
    def part(self) -> Part:
        return Part.HEADING if self.has("also", "heading") else Part.TEXT


def segments(events: Sequence[Event], lexicon: Lexicon, heads: Sequence[Path]) -> list[Segment]:
    """The verbs of a sentence with their arguments; what no verb takes is a segment without one.

    A segment that names no place works on the place of the one before.
    """
    verbs = [n for n, e in enumerate(events) if e.kind == "verb" and e.name != "head"]
    found, begin, here = list[Segment](), 0, tuple(heads)
    for verb, after in pairwise([*verbs, len(events)]):
        end = verb + 1 + _taken(events[begin:verb], events[verb + 1 : after], lexicon)
        begin += events[begin].kind == "and"
        found.append(Segment(events[verb].name, tuple(events[begin:end]), here))
        here = found[-1].targets
        begin = end
        if said_once := _pairs(found[-1].verb, events[end:after], lexicon):
            begin += said_once
            found.append(Segment("replace", tuple(events[end:begin]), here))
            here = found[-1].targets
    left = tuple(events[begin:])
    if any(e.kind in ("quote", "unit", "also") for e in left):
        found.append(Segment("", left, here))
    return found


def _taken(before: Sequence[Event], after: Sequence[Event], lexicon: Lexicon) -> int:
    """How many of the events after a verb belong to it."""
    led = any(e.kind in _ARGUMENTS for e in before)
    if not (led or lexicon.verb_last):
        return len(after)
    anchored = any(e.role in ("after", "before") for e in before)
    taken = 0
    for n, event in enumerate(after):
        mine = _complement(event, lexicon, anchored)
        if mine is False:
            break
        if mine:
            taken = n + 1
    return taken


def _pairs(verb: str, after: Sequence[Event], lexicon: Lexicon) -> int:
    """How many events replace more words without the verb: `слово «в» – словом «г»`."""
    if verb != "replace" or lexicon.verb_last:
        return 0
    return max(
        (n for n, e in enumerate(after, 1) if e.kind == "quote" and e.role == "new"), default=0
    )


def _complement(event: Event, lexicon: Lexicon, anchored: bool) -> bool | None:
    """Whether an event behind the verb belongs to it; None if that hangs on what follows."""
    if event.kind == "quote":
        if lexicon.verb_last:
            return event.role == ""
        return event.role in ("new", "") or (event.role in ("after", "before") and not anchored)
    if event.kind in ("unit", "bare"):
        return event.instrument and not lexicon.verb_last
    return False if event.kind in ("also", "verb", "stop") else None


def draft(segment: Segment) -> list[Draft]:
    """The edits that one verb orders.

    Raises:
        UnreadableError: the verb lacks what it needs.
    """
    if segment.has("also", "section") and not segment.has("unit"):
        raise UnreadableError("sections and chapters are no units of the text")
    drafts = _READERS[segment.verb](segment)
    used = {span for one in drafts for span in (one.old, one.new, one.anchor)}
    # A quotation without a mark may be the title of an act.
    titles = segment.has("act")
    for e in segment.events:
        if e.kind == "quote" and (e.role or not titles) and (e.start, e.end) not in used:
            raise UnreadableError("one of its quotations has no part in the edit")
    return drafts


def _replace(segment: Segment) -> list[Draft]:
    olds, news = segment.quotes("old"), segment.quotes("new") or segment.quotes("")
    if len(news) == 1:
        news = news * len(olds)
    if not olds or len(olds) != len(news):
        raise UnreadableError(f"{len(olds)} old and {len(news)} new words")
    everywhere = segment.has("sign", "throughout")
    kind = Kind.REPLACE_THROUGHOUT if everywhere else Kind.REPLACE_WORDS
    return [
        Draft(kind, segment.targets, segment.part, old=old, new=new)
        for old, new in zip(olds, news, strict=True)
    ]


def _exclude(segment: Segment) -> list[Draft]:
    if words := segment.quotes("old"):
        everywhere = segment.has("sign", "throughout")
        kind = Kind.REPLACE_THROUGHOUT if everywhere else Kind.EXCLUDE_WORDS
        return [Draft(kind, segment.targets, segment.part, old=old) for old in words]
    if segment.targets == ((),):
        if not segment.has("act"):
            raise UnreadableError("it names neither words nor a unit nor an act")
        return [Draft(Kind.REPEAL_ACT, ((),))]
    return [Draft(Kind.EXCLUDE_UNIT, segment.targets, segment.part)]


def _restate(segment: Segment) -> list[Draft]:
    olds, news = segment.quotes("old"), segment.quotes("", "new")
    if olds and len(olds) == len(news):
        return _replace(segment)
    if olds or segment.targets == ((),):
        raise UnreadableError("it names no unit")
    return _worded(Kind.RESTATE_UNIT, segment.targets, segment.part, news)


def _worded(kind: Kind, targets: Sequence[Path], part: Part, news: Sequence[Span]) -> list[Draft]:
    """Units with their new wording: one quotation for all, or one for each."""
    if not news:
        raise UnreadableError("no new wording is quoted")
    if len(news) == 1:
        return [Draft(kind, tuple(targets), part, new=news[0])]
    if len(news) != len(targets):
        raise UnreadableError(f"{len(news)} new wordings for {len(targets)} units")
    return [Draft(kind, (path,), part, new=new) for path, new in zip(targets, news, strict=True)]


def _add(segment: Segment) -> list[Draft]:
    anchors = segment.quotes("after", "before")
    added = [e for e in segment.events if e.instrument and e.kind in ("unit", "bare")]
    news = segment.quotes("new") or segment.quotes("")
    if not news:
        raise UnreadableError("no new words are quoted")
    if added:
        return _added_units(segment, added, news)
    if segment.has("also", "preamble") and not (anchors or segment.quotes("new")):
        return _worded(Kind.ADD_UNIT, segment.targets, Part.TEXT, news)
    anchors = anchors or segment.quotes("old")
    place = Place.BEFORE if segment.quotes("before") else Place.AFTER if anchors else Place.END
    if len(news) != 1 or len(anchors) > 1:
        raise UnreadableError(f"{len(anchors)} places for {len(news)} new words")
    anchor = anchors[0] if anchors else None
    return [
        Draft(Kind.ADD_WORDS, segment.targets, segment.part, None, news[0], anchor, place=place)
    ]


def _added_units(segment: Segment, added: Sequence[Event], news: Sequence[Span]) -> list[Draft]:
    first = added[0]
    if first.name == "sentence":
        at = [
            under(head, (("sentence", n),)) for head in segment.targets for n in first.numbers[:1]
        ]
        return _worded(Kind.ADD_SENTENCE, at or segment.targets, segment.part, news)
    numbers = [n for event in added for n in event.numbers] or [NEXT]
    targets = [under(head, ((first.name, n),)) for head in segment.targets for n in numbers]
    return _worded(Kind.ADD_UNIT, targets, Part.TEXT, news)


def _renumber(segment: Segment) -> list[Draft]:
    units = [e for e in segment.events if e.kind == "unit"]
    becoming = [e for e in units if e.instrument] or units[-1:]
    old = paths([e for e in segment.events if e not in becoming], segment.heads)
    new = [under(old[0], ((event.name, number),)) for event in becoming for number in event.numbers]
    if not becoming or len(old) != len(new) or old == [()]:
        raise UnreadableError(f"{len(old)} old and {len(new)} new numbers")
    return [Draft(Kind.RENUMBER_UNIT, tuple(old), to=tuple(new))]


def _verbless(segment: Segment) -> list[Draft]:
    """One quotation after the name of a unit: what was left out can only be "add the words"."""
    roles = [e.role for e in segment.events if e.kind == "quote"]
    if roles not in ([""], ["new"]) or not segment.has("unit") or segment.has("colon"):
        raise UnreadableError("the verb is missing")
    return [replace(one, inferred=True) for one in _add(segment)]


_READERS: dict[str, Callable[[Segment], list[Draft]]] = {
    "replace": _replace,
    "exclude": _exclude,
    "restate": _restate,
    "add": _add,
    "renumber": _renumber,
    "": _verbless,
}
