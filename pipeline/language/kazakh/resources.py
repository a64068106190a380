"""Stanza's official Kazakh resources, where the user has them on disk. Nothing is downloaded."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.language.kazakh.adapter import Text, add_trees, to_doc
from pipeline.language.kazakh.model import Token
from pipeline.language.official import fingerprint
from pipeline.language.working import Tree

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

CODE, INDEX = "kk", "resources.json"
NEEDED, OPTIONAL = ("tokenize", "pos", "lemma", "depparse"), "mwt"


def place(name: str) -> Path | None:
    """The folder that a setting names, if it is the name of one, whether it is there or not."""
    folder = Path(name)
    return folder if folder.is_dir() or len(folder.parts) > 1 else None


def load(folder: Path) -> Callable[[Sequence[str]], list[Doc]]:
    """A function from texts to docs by Stanza's own pipeline.

    Raises:
        FileNotFoundError: the folder or a part of it is not there.
        ModuleNotFoundError: Stanza or torch is not installed.
    """
    processors = _processors(folder)
    import stanza
    from spacy.vocab import Vocab

    nlp = stanza.Pipeline(
        lang=CODE,
        dir=str(folder),
        processors=",".join(processors),
        download_method=None,
        use_gpu=False,
        logging_level="ERROR",
    )
    vocab = Vocab()

    def tag(texts: Sequence[str]) -> list[Doc]:
        written = [text for text in texts if text.strip()]
        read = iter(nlp.bulk_process(written) if written else [])
        return [
            whole_doc(vocab, text, sentences(next(read), text) if text.strip() else [])
            for text in texts
        ]

    return tag


def whole_doc(vocab: Vocab, source: str, sentences: Sequence[Sequence[Token]]) -> Doc:
    """The sentences of one text as a doc."""
    text = Text(source, sentences)
    tokens = [token for sentence in sentences for token in sentence]
    doc = to_doc(vocab, text, tokens, [token.lemma for token in tokens])
    add_trees(doc, text, [_tree(sentence) for sentence in sentences])
    return doc


def version(folder: Path) -> str:
    """What a tagged text depends on: the folder's files."""
    return f"stanza-{fingerprint(folder)}"


def sentences(document: Any, text: str) -> list[list[Token]]:
    """The sentences of a Stanza document; a multiword token stays one token of the text."""
    return [list(_tokens(sentence, text)) for sentence in document.sentences]


def _tree(sentence: Sequence[Token]) -> Tree:
    heads = [0 if token.head == at else token.head + 1 for at, token in enumerate(sentence)]
    return Tree(heads, [token.deprel for token in sentence])


def _tokens(sentence: Any, text: str) -> Iterator[Token]:
    place = {word.id: at for at, token in enumerate(sentence.tokens) for word in token.words}
    for at, token in enumerate(sentence.tokens):
        inside = {word.id for word in token.words}
        top = next((w for w in token.words if w.head not in inside), token.words[0])
        shown = text[token.start_char : token.end_char]
        yield Token(
            text=shown,
            start=token.start_char,
            end=token.end_char,
            lemma=(top.lemma or top.text) if len(token.words) == 1 else shown.lower(),
            upos=top.upos or "X",
            xpos=top.xpos or "",
            feats=top.feats or "_",
            head=place[top.head] if top.head else at,
            deprel=top.deprel or "dep",
        )


def _processors(folder: Path) -> list[str]:
    """The processors to run, after a look whether their files are there."""
    if not folder.is_dir():
        raise FileNotFoundError("there is no such folder")
    if not (folder / INDEX).is_file():
        raise FileNotFoundError(f"{INDEX} is missing")
    known = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    if CODE not in known:
        raise FileNotFoundError(f"{INDEX} has no '{CODE}'")
    here = {name for name in (*NEEDED, OPTIONAL) if any((folder / CODE / name).glob("*.pt"))}
    missing = [name for name in NEEDED if name not in here]
    if missing:
        raise FileNotFoundError(f"no model for {', '.join(missing)} in {CODE}/")
    return [name for name in ("tokenize", OPTIONAL, *NEEDED[1:]) if name in here]
