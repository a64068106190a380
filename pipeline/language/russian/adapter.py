"""What was read of a text as a spaCy `Doc`, character for character the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.language.russian.mapping import Feats
from pipeline.language.russian.segment import Piece
from pipeline.language.working import Tree, plant

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

Lemma = Callable[[str, str, Feats], str]


@dataclass(slots=True)
class Text:
    """A text on its way: its length, its pieces, and the same pieces sentence by sentence."""

    length: int
    pieces: list[Piece]
    sentences: list[list[Piece]]

    @property
    def words(self) -> list[list[str]]:
        """The words of each sentence; white space is none."""
        return [[p.text for p in span if not p.blank] for span in self.sentences]


def to_doc(
    vocab: Vocab, text: Text, labels: Sequence[Sequence[tuple[str, Feats]]], lemma: Lemma
) -> Doc:
    """A doc with the tags of each sentence and without trees."""
    from spacy.tokens import Doc

    words = [piece.text for piece in text.pieces]
    count = len(words)
    tags, morphs, lemmas, starts = ["SPACE"] * count, [""] * count, list(words), [False] * count
    place = 0
    for span, found in zip(text.sentences, labels, strict=True):
        starts[place] = True
        read = iter(found)
        for token, piece in enumerate(span, start=place):
            if not piece.blank:
                upos, feats = next(read)
                tags[token], morphs[token] = upos, "|".join(f"{k}={v}" for k, v in feats)
                lemmas[token] = lemma(piece.text, upos, feats)
        place += len(span)
    return Doc(
        vocab,
        words=words,
        spaces=_spaces(text),
        pos=tags,
        morphs=morphs,
        lemmas=lemmas,
        sent_starts=starts,  # type: ignore[arg-type]
    )


def add_trees(doc: Doc, text: Text, trees: Sequence[Tree]) -> None:
    """Give a doc the trees of its sentences; white space hangs on its sentence's first word."""
    count = len(text.pieces)
    heads, relations = list(range(count)), ["dep"] * count
    place = 0
    for span, tree in zip(text.sentences, trees, strict=True):
        real = [token for token, piece in enumerate(span, start=place) if not piece.blank]
        for token, head, relation in zip(real, tree.heads, tree.relations, strict=True):
            heads[token] = real[head - 1] if head else token
            relations[token] = relation if head else "ROOT"
        anchor = real[0] if real else place
        for token, piece in enumerate(span, start=place):
            if piece.blank:
                heads[token] = anchor
        place += len(span)
    plant(doc, heads, relations)


def _spaces(text: Text) -> list[bool]:
    """Whether one plain space follows each piece."""
    following = [*(piece.start for piece in text.pieces[1:]), text.length] if text.pieces else []
    return [piece.end < after for piece, after in zip(text.pieces, following, strict=True)]
