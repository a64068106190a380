"""What was read of a text as a spaCy `Doc`, character for character the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from pipeline.language.working import Tree, plant

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab


class Span(Protocol):
    """Anything with a place in a text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=Span)


class Label(Protocol):
    """Anything with a tag."""

    @property
    def upos(self) -> str: ...
    @property
    def xpos(self) -> str: ...
    @property
    def feats(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Piece:
    """One entry of a `Doc`: a token by its number, or odd white space (no number)."""

    text: str
    space: bool
    token: int | None


class Text(Generic[S]):
    """A text on its way: its sentences of tokens, and its pieces, the white space among them."""

    def __init__(self, text: str, sentences: Sequence[Sequence[S]]) -> None:
        self.sentences = sentences
        self.pieces = list(cut(text, [token for sentence in sentences for token in sentence]))


def to_doc(vocab: Vocab, text: Text[Any], tags: Sequence[Label], lemmas: Sequence[str]) -> Doc:
    """A doc with the tags of all tokens and without trees."""
    from spacy.tokens import Doc

    count = len(text.pieces)
    pos, xpos, morphs = ["SPACE"] * count, ["_SP"] * count, [""] * count
    bases, starts = [piece.text for piece in text.pieces], [False] * count
    opening = set(_bases(text.sentences)[1:-1])
    for at, piece in enumerate(text.pieces):
        if piece.token is None:
            continue
        tag = tags[piece.token]
        pos[at], xpos[at], bases[at] = tag.upos, tag.xpos, lemmas[piece.token]
        morphs[at] = "" if tag.feats == "_" else tag.feats
        starts[at] = piece.token in opening
    starts[:1] = [True] * bool(starts)  # white space in front belongs to the first sentence
    return Doc(
        vocab,
        [piece.text for piece in text.pieces],
        [piece.space for piece in text.pieces],
        pos=pos,
        tags=xpos,
        lemmas=bases,
        morphs=morphs,
        sent_starts=starts,  # type: ignore[arg-type]
    )


def add_trees(doc: Doc, text: Text[Any], trees: Sequence[Tree]) -> None:
    """Give a doc the trees of its sentences.

    White space hangs on the token before it, or on the first token of the text.
    """
    place = [at for at, piece in enumerate(text.pieces) if piece.token is not None]
    heads, relations = [], []
    for base, tree in zip(_bases(text.sentences)[:-1], trees, strict=True):
        for number, head in enumerate(tree.heads):
            heads.append(place[base + (head - 1 if head else number)])
        relations += ["ROOT" if name == "root" else name for name in tree.relations]
    all_heads, all_relations = [], []
    last = place[0] if place else 0
    for at, piece in enumerate(text.pieces):
        if piece.token is None:
            all_heads.append(last)
            all_relations.append("dep" if place else "ROOT")
        else:
            last = at
            all_heads.append(heads[piece.token])
            all_relations.append(relations[piece.token])
    plant(doc, all_heads, all_relations)


def _bases(sentences: Sequence[Sequence[Span]]) -> list[int]:
    """How many tokens stand before each sentence, and behind the last."""
    return [0, *accumulate(len(sentence) for sentence in sentences)]


def cut(text: str, tokens: Sequence[Span]) -> Iterator[Piece]:
    """Tokens and the white space between them, with one blank kept as a flag."""
    if not tokens:
        if text:
            yield Piece(text, False, None)
        return
    if tokens[0].start:
        yield Piece(text[: tokens[0].start], False, None)
    ends = [*(token.start for token in tokens[1:]), len(text)]
    for number, (token, end) in enumerate(zip(tokens, ends, strict=True)):
        gap = text[token.end : end]
        space = gap.startswith(" ")
        yield Piece(text[token.start : token.end], space, number)
        if gap[space:]:
            yield Piece(gap[space:], False, None)
