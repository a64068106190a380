"""Tagged clauses kept on disk, so that no clause is tagged twice by the same engine.

The store is a convenience: it may be deleted at any time, a damaged one is made anew, and one that
cannot be used (locked by another program, on a full disk) is passed over with a warning. A doc
whose tree was left out is kept apart, and serves only callers who need no tree of it either.
"""

from __future__ import annotations

import hashlib
import json
import logging
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.language import Parse, docs
from pipeline.language.engine import version
from pipeline.vocabulary import Lang

if TYPE_CHECKING:
    from spacy.tokens import Doc

_TABLE = "CREATE TABLE IF NOT EXISTS docs (key TEXT PRIMARY KEY, doc BLOB NOT NULL)"
_log = logging.getLogger(__name__)
_FILE = "tags-2.sqlite"  # the number is that of the form of a stored doc
# What our docs never hold. spaCy packs some of it in a way that looks for plug-ins each time.
_LEFT_OUT = ("tensor", "spans", "cats", "sentiment", "user_data")
_BESIDE = ("", "-journal", "-wal", "-shm")  # a journal left behind would spoil the next store
_MANY = 500  # keys asked for at once; SQLite bounds the variables of a statement


class TagCache:
    """`docs` with a memory in a folder; clauses are known by text, language and engine version."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / _FILE
        self._usable = True

    def __call__(
        self, texts: Iterable[str], lang: Lang, *, parse: Parse | None = None
    ) -> list[Doc]:
        """Tag texts of one language; those tagged before are read from the store."""
        texts = list(texts)
        engine = version(lang)
        whole = {text: _key(lang, engine, text) for text in texts}
        bare = {text: _key(lang, f"{engine} without tree", text) for text in texts}
        known = self._known(whole)
        if parse is not None:
            left = self._known({text: bare[text] for text in whole if text not in known})
            known |= {text: doc for text, doc in left.items() if not parse(doc)}
        new = [text for text in whole if text not in known]
        fresh = dict(zip(new, docs(new, lang, parse=parse), strict=True))
        complete = {
            text
            for text, doc in fresh.items()
            if parse is None or doc.has_annotation("DEP") or parse(doc)
        }
        self._write(
            {(whole if t in complete else bare)[t]: _packed(doc) for t, doc in fresh.items()}
        )
        found = known | fresh
        return [found[text] for text in texts]

    def _known(self, keys: Mapping[str, str]) -> dict[str, Doc]:
        """The docs in the store of those texts whose keys are given."""
        from spacy.tokens import Doc
        from spacy.vocab import Vocab

        stored = self._read(set(keys.values()))
        vocab = Vocab()
        return {
            text: _unpacked(Doc(vocab), stored[key]) for text, key in keys.items() if key in stored
        }

    def _read(self, keys: set[str]) -> dict[str, bytes]:
        if not self._usable:
            return {}
        ordered = sorted(keys)
        found: dict[str, bytes] = {}
        try:
            if not self.path.exists():
                return {}
            with closing(sqlite3.connect(self.path)) as db:
                for start in range(0, len(ordered), _MANY):
                    part = ordered[start : start + _MANY]
                    marks = ", ".join("?" * len(part))
                    found |= dict(
                        db.execute(f"SELECT key, doc FROM docs WHERE key IN ({marks})", part)
                    )
        except (sqlite3.Error, OSError) as error:
            self._mend(error)
            return {}
        return found

    def _write(self, tagged: dict[str, bytes]) -> None:
        if not tagged or not self._usable:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path)) as db, db:
                db.execute(_TABLE)
                db.executemany("INSERT OR REPLACE INTO docs VALUES (?, ?)", sorted(tagged.items()))
        except (sqlite3.Error, OSError) as error:
            self._mend(error)

    def _mend(self, error: Exception) -> None:
        """Delete a damaged store; pass over one that cannot be used now, and say so once."""
        if isinstance(error, sqlite3.OperationalError | OSError):
            if "no such table" in str(error):  # its process was killed before it wrote anything
                return
            self._usable = False
            _log.warning("%s: tags are not kept in this run (%s)", self.path, error)
            return
        for suffix in _BESIDE:
            with suppress(OSError):
                self.path.with_name(f"{_FILE}{suffix}").unlink()


def _packed(doc: Doc) -> bytes:
    made = doc.to_dict(exclude=_LEFT_OUT)
    made["array_body"] = made["array_body"].tolist()
    return json.dumps(made).encode()


def _unpacked(empty: Doc, data: bytes) -> Doc:
    import numpy as np

    made = json.loads(data)
    shape = (-1, len(made["array_head"]))  # an empty doc has no row to tell it
    made["array_body"] = np.array(made["array_body"], dtype=np.uint64).reshape(shape)
    return empty.from_dict(made, exclude=_LEFT_OUT)


def _key(lang: Lang, engine: str, text: str) -> str:
    return hashlib.sha256(f"{lang} {engine} {text}".encode()).hexdigest()
