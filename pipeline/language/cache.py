"""Tagged clauses kept on disk, so that no clause is tagged twice by the same engine.

The store is a convenience: it may be deleted at any time, and a damaged one is made anew.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.language import docs
from pipeline.language.engine import version
from pipeline.vocabulary import Lang

if TYPE_CHECKING:
    from spacy.tokens import Doc

_FILE = "tags.sqlite"
_MANY = 500  # keys asked for at once; SQLite bounds the variables of a statement


class TagCache:
    """`docs` with a memory in a folder; clauses are known by text, language and engine version."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / _FILE

    def __call__(self, texts: Iterable[str], lang: Lang) -> list[Doc]:
        """Tag texts of one language; those tagged before are read from the store."""
        from spacy.tokens import Doc
        from spacy.vocab import Vocab

        texts = list(texts)
        engine = version(lang)
        keys = [hashlib.sha256(f"{lang} {engine} {text}".encode()).hexdigest() for text in texts]
        known = self._read(set(keys))
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        fresh = dict(zip(new, docs(list(new.values()), lang), strict=True))
        self._write({key: doc.to_bytes() for key, doc in fresh.items()})
        vocab = Vocab()
        return [fresh[key] if key in fresh else Doc(vocab).from_bytes(known[key]) for key in keys]

    def _read(self, keys: set[str]) -> dict[str, bytes]:
        if not self.path.exists():
            return {}
        ordered = sorted(keys)
        found: dict[str, bytes] = {}
        try:
            with closing(sqlite3.connect(self.path)) as db:
                for start in range(0, len(ordered), _MANY):
                    part = ordered[start : start + _MANY]
                    marks = ", ".join("?" * len(part))
                    found |= dict(
                        db.execute(f"SELECT key, doc FROM docs WHERE key IN ({marks})", part)
                    )
        except sqlite3.DatabaseError:
            self.path.unlink(missing_ok=True)
            return {}
        return found

    def _write(self, tagged: dict[str, bytes]) -> None:
        if not tagged:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.path)) as db, db:
            db.execute("CREATE TABLE IF NOT EXISTS docs (key TEXT PRIMARY KEY, doc BLOB NOT NULL)")
            db.executemany("INSERT OR REPLACE INTO docs VALUES (?, ?)", sorted(tagged.items()))
