"""The model's tokens as a spaCy `Doc`, character for character the text that was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from pipeline.language.kazakh.model import Token


class Span(Protocol):
    """Anything with a place in a text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Piece:
    """One entry of a `Doc`: a token by its number, or odd white space (no number)."""

    text: str
    space: bool
    token: int | None


def to_doc(vocab: Vocab, text: str, sentences: Sequence[Sequence[Token]]) -> Doc:
    """Put the sentences of one text into a `Doc`; white space beyond one blank is a `SPACE` token.

    A `SPACE` token hangs on the token before it, or on the first token of the text.
    """
    from spacy.tokens import Doc

    tokens = [token for sentence in sentences for token in sentence]
    pieces = list(cut(text, tokens))
    place = {piece.token: at for at, piece in enumerate(pieces) if piece.token is not None}
    bases = [base for sentence, base in _bases(sentences) for _ in sentence]
    heads, deps, tags, lemmas, morphs, pos = [], [], [], [], [], []
    last = min(place.values(), default=0)
    for at, piece in enumerate(pieces):
        if piece.token is None:
            heads.append(last if place else at)
            deps.append("dep" if place else "ROOT")
            pos.append("SPACE")
            tags.append("_SP")
            lemmas.append(piece.text)
            morphs.append("")
            continue
        token, last = tokens[piece.token], at
        heads.append(place[bases[piece.token] + token.head])
        deps.append("ROOT" if token.deprel == "root" else token.deprel)
        pos.append(token.upos)
        tags.append(token.xpos)
        lemmas.append(token.lemma)
        morphs.append("" if token.feats == "_" else token.feats)
    return Doc(
        vocab,
        [p.text for p in pieces],
        [p.space for p in pieces],
        heads=heads,
        deps=deps,
        pos=pos,
        tags=tags,
        lemmas=lemmas,
        morphs=morphs,
    )


def _bases(sentences: Sequence[Sequence[Token]]) -> Iterator[tuple[Sequence[Token], int]]:
    """Each sentence and the number of tokens before it."""
    base = 0
    for sentence in sentences:
        yield sentence, base
        base += len(sentence)


def cut(text: str, tokens: Sequence[Span]) -> Iterator[Piece]:
    """Tokens and the white space between them, with one blank kept as a flag."""
    if not tokens:
        if text:
            yield Piece(text, False, None)
        return
    if tokens[0].start:
        yield Piece(text[: tokens[0].start], False, None)
    for number, token in enumerate(tokens):
        end = tokens[number + 1].start if number + 1 < len(tokens) else len(text)
        gap = text[token.end : end]
        space = gap.startswith(" ")
        yield Piece(text[token.start : token.end], space, number)
        if gap[space:]:
            yield Piece(gap[space:], False, None)
