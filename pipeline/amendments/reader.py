"""An amending act read into instructions: heads give the place, sentences give the edits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.amendments.lexicon import Lexicon, lexicon
from pipeline.amendments.make import Origin, instructions
from pipeline.amendments.provisions import Passage, passages
from pipeline.amendments.records import Amendments, Instruction, Kind, Unparsed
from pipeline.amendments.references import LEVELS, Path, paths
from pipeline.amendments.scan import Event, scan
from pipeline.amendments.sentences import Segment, UnreadableError, draft, segments
from pipeline.normalize import Mapped, repair_letters
from pipeline.parse import Parsed
from pipeline.parse.structure import PREAMBLE
from pipeline.taking import version_of


@dataclass(frozen=True, slots=True)
class Context:
    """What the heads above a provision say."""

    heads: tuple[Path, ...] = ((),)
    act: str = ""  # the amended act as printed
    told: bool = False  # some head of an amendment stands above


def read(
    parsed: Parsed,
    source: str,
    media_type: str,
    amended: Callable[[str], str] = lambda _: "",
) -> Amendments:
    """Read an amending act into its instructions.

    Args:
        parsed: the amending act.
        source: the source text that `parsed` was made from; its lines tell the paragraphs of
            quoted new text apart.
        media_type: form of the source.
        amended: key of the act that some words name (see `amended_act`).
    """
    reader = _Reader(parsed, amended)
    for passage in passages(parsed, source, media_type, reader.words):
        reader.take(passage)
    return Amendments(
        parsed.identity, tuple(reader.instructions), tuple(reader.unparsed), tuple(reader.rest)
    )


class _Reader:
    """Goes through the provisions in order and keeps the heads that are open."""

    def __init__(self, parsed: Parsed, amended: Callable[[str], str]) -> None:
        self.words: Lexicon = lexicon(parsed.identity.lang)
        self.instructions: list[Instruction] = []
        self.unparsed: list[Unparsed] = []
        self.rest: list[str] = []
        self._version_id = version_of(parsed, "").version_id
        self._amended = amended
        self._under: dict[str, Context] = {}  # by eid of the amending act's provision
        self._open: dict[str, Context] = {}  # heads that are paragraphs, by their parent

    def take(self, passage: Passage) -> None:
        """Read one provision: heads and instructions, or neither."""
        events = scan(passage.body.text, self.words)
        context = self._context(passage, events)
        before = len(self.instructions) + len(self.unparsed)
        for part in _sentences(events):
            context, rest = self._head(passage, part, context)
            for segment in segments(rest, self.words, context.heads):
                if self._orders(passage, segment, context):
                    self._segment(passage, segment, context)
        self._under["" if passage.eid == PREAMBLE else passage.eid] = context
        if passage.body.text.endswith(":"):
            if passage.is_paragraph:
                self._open[passage.parent] = context
        elif before == len(self.instructions) + len(self.unparsed):
            self.rest.append(passage.eid)

    def _context(self, passage: Passage, events: Sequence[Event]) -> Context:
        """What stands above: an open paragraph's head, unless this names a unit further out."""
        above = self._under.get(passage.parent, Context())
        head = self._open.get(passage.parent) if passage.is_paragraph else None
        if head is None:
            return above
        named = [LEVELS.index(e.name) for e in events if e.kind == "unit"]
        inmost = max((LEVELS.index(path[-1][0]) for path in head.heads if path), default=-1)
        if named and min(named) <= inmost:
            del self._open[passage.parent]
            return above
        return head

    def _head(
        self, passage: Passage, events: list[Event], context: Context
    ) -> tuple[Context, list[Event]]:
        """Take heads off a sentence: what stands before a colon without ordering an edit."""
        while colon := next((n for n, e in enumerate(events) if e.kind == "colon"), None):
            head, rest = events[:colon], events[colon + 1 :]
            # A quotation without a role is the title of an act.
            orders = any(e.role or (e.kind == "verb" and e.name != "head") for e in head)
            if orders or (rest and rest[0].kind == "quote"):
                break
            context, events = self._entered(passage, head, context), rest
        return context, events

    def _entered(self, passage: Passage, head: Sequence[Event], context: Context) -> Context:
        if passage.eid == PREAMBLE and not any(e.name == "head" for e in head):
            return context  # "under article 44 of the Constitution I decree:"
        words = passage.body[head[0].start : head[-1].end].tidy().text
        names_act = any(e.kind == "act" for e in head)
        heads = tuple(paths([e for e in head if not e.instrument], context.heads))
        told = context.told or any(e.kind in ("unit", "act") or e.name == "head" for e in head)
        return Context(heads, words if names_act else context.act, told)

    def _orders(self, passage: Passage, segment: Segment, context: Context) -> bool:
        """Whether words order an edit, or should: outside all heads an act has rules of its own."""
        if segment.verb:
            ends_act = segment.verb == "exclude" and segment.has("act")
            return context.told or ends_act or segment.has("quote") or segment.has("unit")
        words = passage.body.text[segment.events[0].start : segment.events[-1].end]
        own = self.words.commencement.search(repair_letters(words).lower())
        return context.told and not own and not segment.has("verb", "head")

    def _segment(self, passage: Passage, segment: Segment, context: Context) -> None:
        words = passage.body[segment.events[0].start : segment.events[-1].end]
        try:
            drafts = draft(segment)
            ends_act = drafts[0].kind is Kind.REPEAL_ACT
            act_words = words.tidy().text if ends_act else context.act
            origin = Origin(
                self._version_id,
                self.words.lang,
                passage.eid,
                self._amended(act_words),
                act_words,
                self._unread(passage, segment.events),
            )
            made = list(instructions(passage.body, words, drafts, origin))
        except UnreadableError as error:
            self._leave(passage, words, str(error))
            return
        first = 1 + sum(one.eid == passage.eid for one in self.instructions)
        self.instructions += [replace(one, n=n) for n, one in enumerate(made, first)]

    def _unread(self, passage: Passage, events: Sequence[Event]) -> tuple[str, ...]:
        """Words that the grammar passes over and that are not known to be idle."""
        words = [passage.body.text[e.start : e.end] for e in events if e.kind == "word"]
        return tuple(w for w in words if not self.words.idle.fullmatch(repair_letters(w).lower()))

    def _leave(self, passage: Passage, words: Mapped, why: str) -> None:
        self.unparsed.append(Unparsed(passage.eid, words.start, words.end, words.tidy().text, why))


def _sentences(events: Sequence[Event]) -> Iterator[list[Event]]:
    """Events up to each stop; quoted units that follow one another belong together."""
    sentence: list[Event] = []
    for n, event in enumerate(events):
        if event.kind != "stop":
            sentence.append(event)
        elif not (_is_wording(sentence[-1:]) and _is_wording(events[n + 1 : n + 3])):
            yield sentence
            sentence = []
    yield sentence


def _is_wording(events: Sequence[Event]) -> bool:
    """Whether this is a quotation that no word says the part of, and no more."""
    kinds = [event.kind for event in events]
    return kinds in (["quote"], ["quote", "stop"]) and not events[0].role
