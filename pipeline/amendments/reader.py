"""An amending act read into instructions: heads give the place, sentences give the edits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.amendments.lexicon import Lexicon, lexicon
from pipeline.amendments.make import Origin, instructions
from pipeline.amendments.provisions import Passage, passages
from pipeline.amendments.records import Amendments, Instruction, Unparsed
from pipeline.amendments.references import LEVELS, Path, paths
from pipeline.amendments.scan import Event, scan
from pipeline.amendments.sentences import UnreadableError, draft, segments
from pipeline.ingest import version_of
from pipeline.normalize import Mapped, repair_letters
from pipeline.parse import Parsed


@dataclass(frozen=True, slots=True)
class Context:
    """What the heads above a provision say."""

    heads: tuple[Path, ...] = ((),)
    act: str = ""  # the amended act as printed
    told: bool = False  # some head stands above


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
        """Read one provision: a head, instructions, or neither."""
        events = scan(passage.body.text, self.words)
        context = self._context(passage, events)
        before = len(self.instructions) + len(self.unparsed)
        for part in _sentences(events):
            context, rest = self._head(passage, part, context)
            self._sentence(passage, rest, context)
        self._under[passage.eid] = context
        if passage.body.text.endswith(":"):
            if passage.is_paragraph:
                self._open[passage.parent] = context
        elif before == len(self.instructions) + len(self.unparsed):
            self._otherwise(passage, events, context)

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
        words = passage.body[head[0].start : head[-1].end].tidy().text
        names_act = any(e.kind == "act" for e in head)
        heads = tuple(paths([e for e in head if not e.instrument], context.heads))
        return Context(heads, words if names_act else context.act, told=True)

    def _sentence(self, passage: Passage, events: Sequence[Event], context: Context) -> None:
        for segment, mine in segments(events, self.words, context.heads):
            words = passage.body[mine[0].start : mine[-1].end]
            ends_act = segment.targets == ((),) and segment.has("act")
            act_words = words.tidy().text if ends_act else context.act
            origin = Origin(
                self._version_id,
                self.words.lang,
                passage.eid,
                self._amended(act_words),
                act_words,
                self._unread(passage, mine),
            )
            try:
                made = list(instructions(passage.body, words, draft(segment), origin))
            except UnreadableError as error:
                self._leave(passage, words, str(error))
                continue
            first = 1 + sum(one.eid == passage.eid for one in self.instructions)
            self.instructions += [replace(one, n=n) for n, one in enumerate(made, first)]

    def _unread(self, passage: Passage, events: Sequence[Event]) -> tuple[str, ...]:
        """Words that the grammar passes over and that are not known to be idle."""
        words = [passage.body.text[e.start : e.end] for e in events if e.kind == "word"]
        return tuple(w for w in words if not self.words.idle.fullmatch(repair_letters(w).lower()))

    def _otherwise(self, passage: Passage, events: Sequence[Event], context: Context) -> None:
        """A provision that orders nothing: one that should, or one of the act's own rules."""
        names_unit = any(e.kind in ("unit", "bare", "also") for e in events)
        own = self.words.commencement.search(repair_letters(passage.body.text).lower())
        if context.told and names_unit and not own:
            self._leave(passage, passage.body, "no edit that is known")
        else:
            self.rest.append(passage.eid)

    def _leave(self, passage: Passage, words: Mapped, why: str) -> None:
        self.unparsed.append(Unparsed(passage.eid, words.start, words.end, words.tidy().text, why))


def _sentences(events: Sequence[Event]) -> Iterator[list[Event]]:
    sentence: list[Event] = []
    for event in events:
        if event.kind == "stop":
            yield sentence
            sentence = []
        else:
            sentence.append(event)
    yield sentence
