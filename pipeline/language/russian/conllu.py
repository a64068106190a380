"""CoNLL-U files to sentences of plain words."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

# Typewriter marks of one treebank, put into the form that printed texts have.
MARKS = {"``": "«", "''": "»", "--": "—"}
SPACES_AFTER = re.compile(r"SpacesAfter=([^|]+)")


@dataclass(slots=True)
class Word:
    """One line of a treebank."""

    form: str
    lemma: str
    upos: str
    feats: dict[str, str]
    head: int  # 0 for the root, else the place of the head counted from 1
    deprel: str
    space: bool = True


@dataclass(slots=True)
class Sentence:
    """The words of a sentence and whether a new document starts with it."""

    words: list[Word] = field(default_factory=list)
    new_doc: bool = False
    source: str = ""

    @property
    def text(self) -> str:
        return "".join(w.form + (" " if w.space else "") for w in self.words).rstrip()


def read(path: Path) -> Iterator[Sentence]:
    """Read the sentences of a file; multi-word and empty nodes are left out."""
    sentence = Sentence(source=path.stem)
    for line in path.read_text(encoding="utf8").split("\n"):
        if line.startswith("#"):
            sentence.new_doc |= line.startswith(("# newdoc", "# newpar"))
        elif not line.strip():
            if sentence.words:
                yield sentence
            sentence = Sentence(source=path.stem)
        else:
            word = _word(line)
            if word:
                sentence.words.append(word)
    if sentence.words:
        yield sentence


def _word(line: str) -> Word | None:
    place, form, lemma, upos, _, feats, head, deprel, _, misc = line.split("\t")
    if not place.isdigit():
        return None
    form, lemma = html.unescape(form), html.unescape(lemma)
    return Word(
        form=MARKS.get(form, form),
        lemma=MARKS.get(lemma, lemma),
        upos=upos,
        feats={} if feats == "_" else dict(item.split("=", 1) for item in feats.split("|")),
        head=int(head),
        deprel=deprel,
        space="SpaceAfter=No" not in misc,
    )
