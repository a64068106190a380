"""What one place of a repository holds at one commit: an act, in one language or both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

import pygit2
from pygit2.enums import FileMode

from pipeline.errors import InputError
from pipeline.records import Act, Facts
from pipeline.sources.facts import day_in_registry
from pipeline.sources.gitlaw import meta, parts
from pipeline.sources.gitlaw.history import History
from pipeline.vocabulary import Lang

META = "meta.yaml"
_META_BYTES = 2**16  # of fields, in a file of their own or at the head of another
_FILES = (FileMode.BLOB, FileMode.BLOB_EXECUTABLE)


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a place in one language."""

    data: bytes
    words: str  # the same without front matter and the space around
    paths: tuple[str, ...]


class Place:
    """A folder (`.../rus.md`, `kaz.md`, `meta.yaml`) or a file (`rus/<code>.md`) at a commit.

    Nothing is read before it is asked for, no name is ever a path on disk, and a link or a
    submodule where a file should be is an error.
    """

    def __init__(self, history: History, commit: pygit2.Commit, path: str, max_bytes: int) -> None:
        self.history = history
        self.commit = commit
        self.path = path
        self.max_bytes = max_bytes
        self.read: dict[str, bytes] = {}  # files by name
        self.tables: dict[str, meta.Table] = {}  # the fields of these files
        self.single = False  # a file an act
        self.entries = self._entries(commit)

    @property
    def languages(self) -> list[Lang]:
        """The languages in which there is a text."""
        return [lang for lang in Lang if f"{lang}.md" in self.entries or lang in self.entries]

    def code(self) -> str:
        """The act's code, "" where nothing says it.

        Raises:
            InputError: the fields cannot be read.
        """
        if self.single:
            return PurePosixPath(self.path).stem
        if META in self.entries:
            data = self._read(META, _META_BYTES)
            if code := meta.code_at_a_glance(data):
                return code
        return next((code for lang in self.languages if (code := self._meta(lang).code())), "")

    def day(self, lang: Lang, act: Act) -> tuple[date, str]:
        """The first day of the text, and where it was found.

        Raises:
            InputError: no day is said, or what is said is none.
        """
        told = self._meta(lang).day()
        if told:
            day = day_in_registry(told[0], act)
            return (day, "registry") if day != told[0] else told
        committed = self.committed()
        if committed is None:
            raise InputError(
                "no day is said, and git cannot date what is older than 1970",
                self._where(),
                "look at the commit",
            )
        return committed, "commit"

    def committed(self) -> date | None:
        """The day of the commit; None where git could not date it."""
        return meta.commit_day(self.commit.commit_time, self.commit.commit_time_offset)

    def said_day(self, lang: Lang) -> str:
        """The day that is said of the text, before it is held against the registry; "" for none."""
        told = self._meta(lang).day()
        return told[0].isoformat() if told else ""

    def facts(self, lang: Lang, act: Act, source: str) -> Facts:
        """What is told of the text.

        Raises:
            InputError: the fields cannot be read, or no day is said.
        """
        said = self._meta(lang)
        day, dated_by = self.day(lang, act)
        cause = said.cause(self._trailers())
        return Facts(
            act=act.key,
            day=day,
            lang=lang,
            source=source,
            url=f"{self.commit.id}:{self._main(lang)}",
            dated_by=dated_by,
            code=self.code(),
            kind=said.text("form"),
            title=said.text("title", translated=True),
            adopted=said.adopted(),
            cause_code=cause.get("code", ""),
            cause_title=cause.get("title", ""),
            cause_requisites=cause.get("requisite", ""),
        )

    def text(self, lang: Lang) -> Text:
        """The text: a single file as it is, a split one put together.

        Raises:
            InputError: a part is missing, too large, no file, or not in the repository.
        """
        name = f"{lang}.md"
        data = self._read(name, self.max_bytes) if name in self.entries else b""
        text = data.decode("utf-8", "surrogateescape")
        split = self._parts(lang, self.max_bytes - len(data))
        if split:
            text = parts.joined(text, split, self._where(lang))
            data = text.encode("utf-8", "surrogateescape")
        return Text(
            data,
            parts.without_front_matter(text).strip(),
            (self._main(lang), *(f"{self.path}/{lang}/{part}" for part in sorted(split))),
        )

    def _parts(self, lang: Lang, room: int) -> dict[str, str]:
        """The parts of a split text by file name; none where it is not split."""
        found = {}
        if lang in self.entries:
            for name, entry in self._tree(self.entries[lang], lang).items():
                if name.endswith(".md"):
                    data = self._load(entry, f"{lang}/{name}", room)
                    room -= len(data)
                    found[name] = data.decode("utf-8", "surrogateescape")
        return found

    # -- fields ----------------------------------------------------------------------------------

    def _meta(self, lang: Lang) -> meta.Meta:
        return meta.Meta(tuple(self._tables(lang)), lang, self._where())

    def _tables(self, lang: Lang) -> Iterator[tuple[str, meta.Table, bool]]:
        """The tables that speak of a language: `meta.yaml` and its own front matter.

        Where there is no `meta.yaml`, the other language's front matter may speak of both.
        """
        if META in self.entries:
            yield "meta", self._table(META), True
        for other in sorted(self.languages, key=lambda each: each is not lang):
            if f"{other}.md" in self.entries and (other is lang or META not in self.entries):
                yield "front_matter", self._table(f"{other}.md"), other is lang

    def _table(self, name: str) -> meta.Table:
        if name not in self.tables:
            if name == META:
                data = self._read(name, _META_BYTES)
            else:
                head = self._read(name, self.max_bytes)[:_META_BYTES]
                match = parts.FRONT_MATTER.match(head.decode("utf-8-sig", "replace"))
                data = match[1].encode() if match else b""
            self.tables[name] = meta.read_table(data, self._where(name))
        return self.tables[name]

    def _trailers(self) -> dict[str, str]:
        try:
            return self.commit.message_trailers
        except (pygit2.GitError, UnicodeDecodeError, ValueError):  # a message that is not UTF-8
            return {}

    # -- files -----------------------------------------------------------------------------------

    def _entries(self, commit: pygit2.Commit) -> dict[str, pygit2.Object]:
        """What lies here by name; nothing where the place is gone."""
        try:
            found = commit.tree[self.path]
        except KeyError:
            return {}
        if isinstance(found, pygit2.Tree):
            return _by_name(found)
        folder = str(PurePosixPath(self.path).parent)
        self.single = folder in list(Lang)
        # A link in place of an act's folder stands for both texts, so that it is refused as these.
        return {f"{lang}.md": found for lang in Lang if lang == folder or not self.single}

    def _tree(self, entry: pygit2.Object, name: str) -> dict[str, pygit2.Object]:
        if entry.filemode != FileMode.TREE:
            raise InputError("a link or submodule is no text", self._where(name), "look at it")
        with self.history.undamaged():
            return _by_name(self.history.repository[entry.id].peel(pygit2.Tree))

    def _read(self, name: str, most: int) -> bytes:
        return self._load(self.entries[name], name, most)

    def _load(self, entry: pygit2.Object, name: str, most: int) -> bytes:
        if name in self.read:
            return self.read[name]
        if entry.filemode not in _FILES:
            raise InputError("a link or submodule is no text", self._where(name), "look at it")
        try:
            _, size = self.history.repository.odb.read_header(entry.id)
            if size > most:
                raise InputError(
                    f"the text has more than {self.max_bytes:,} bytes",
                    self._where(name),
                    "raise `max_bytes` in the settings if that is right",
                )
            _, data = self.history.repository.odb.read(entry.id)
        except (pygit2.GitError, KeyError, OSError, ValueError) as error:
            raise InputError(
                f"the repository does not hold this file ({error})",
                self._where(name),
                "check the clone with `git fsck`, or clone it again, whole",
            ) from error
        self.read[name] = data
        return data

    def _main(self, lang: Lang) -> str:
        """The path of a language's text, as it is told of."""
        if self.single:
            return self.path
        return f"{self.path}/{lang}.md" if f"{lang}.md" in self.entries else f"{self.path}/{lang}"

    def _where(self, name: str = "") -> str:
        return f"{self.commit.short_id}:{self.path}" + (f"/{name}" if name else "")


def _by_name(tree: pygit2.Tree) -> dict[str, pygit2.Object]:
    """The entries of a tree; names that are not UTF-8 or do not show are passed over."""
    found = {}
    for entry in tree:
        try:
            name = (entry.raw_name or b"").decode("utf-8")
        except UnicodeDecodeError:
            continue
        if name.isprintable():
            found[name] = entry
    return found
