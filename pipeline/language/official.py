"""A spaCy pipeline that the user has on disk, in place of our own model. Nothing is downloaded."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import json
from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.vocabulary import Lang

if TYPE_CHECKING:
    from spacy.tokens import Doc

CODES = {Lang.RUS: "ru", Lang.KAZ: "kk"}
META = "meta.json"
BATCH = 128  # texts


def place(name: str) -> Path | None:
    """The folder of a pipeline named by folder or package, if there is one on disk."""
    folder = Path(name)
    if (folder / META).is_file():
        return folder
    if not name.isidentifier():
        return None
    spec = importlib.util.find_spec(name)
    homes = list(spec.submodule_search_locations or ()) if spec else []
    return next((Path(home) for home in homes if (Path(home) / META).is_file()), None)


def load(name: str, lang: Lang) -> Callable[[Sequence[str]], list[Doc]]:
    """A function from texts to docs by a pipeline on disk.

    Raises:
        ValueError: it is for another language.
    """
    import spacy

    folder = place(name)
    if folder is None or folder == Path(name):
        nlp = spacy.load(Path(name), exclude=["ner"])
    else:
        nlp = importlib.import_module(name).load(exclude=["ner"])
    if nlp.lang != CODES[lang]:
        raise ValueError(f"it is for '{nlp.lang}', not for '{CODES[lang]}'")
    nlp.max_length = 10**9  # the reader bounds its clauses itself

    def tag(texts: Sequence[str]) -> list[Doc]:
        found = list(nlp.pipe(texts, batch_size=BATCH))
        for doc in found:
            for token in doc:
                if token.is_space:
                    token.pos_ = "SPACE"
        return found

    return tag


def version(name: str) -> str:
    """What a tagged text depends on: the pipeline's name and version, and its files."""
    folder = place(name)
    if folder is None:
        return name
    meta = json.loads((folder / META).read_text(encoding="utf8"))
    return f"{meta.get('name')}-{meta.get('version')}-{fingerprint(folder)}"


def fingerprint(folder: Path) -> str:
    """Twelve letters that tell a folder's files apart by name, size and time."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    sizes = [
        (path.relative_to(folder).as_posix(), path.stat().st_size, path.stat().st_mtime_ns)
        for path in files
        if path.suffix != ".pyc"
    ]
    return hashlib.sha256(repr(sizes).encode()).hexdigest()[:12]


def spacy_version() -> str:
    """The version of spaCy that a pipeline must be made for."""
    return metadata.version("spacy")
