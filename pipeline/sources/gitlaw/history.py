"""The commits of a local clone, read with libgit2 alone: no program, hook or filter is run."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pygit2
from pygit2.enums import RepositoryOpenFlag, SortMode

from pipeline.errors import InputError

# A folder with `rus.md`, `kaz.md`, their parts or `meta.yaml`; or one file an act, `rus/<code>.md`.
_FOLDER = re.compile(r"(?P<place>.+)/(?:meta\.yaml|(?:rus|kaz)(?:\.md|/[^/]+\.md)?)")
_FILE = re.compile(r"(?P<place>(?:rus|kaz)/[^/]+\.md)")
_PIECE = 2**16  # bytes of a stream that are looked at together


class History:
    """A clone, bare or not, as it stands at its HEAD."""

    def __init__(self, folder: str) -> None:
        """Open the clone.

        Raises:
            InputError: there is none, or it is empty, shallow or damaged.
        """
        self.folder = folder
        try:
            # Without NO_SEARCH a folder inside another checkout would be taken for that one.
            self.repository = pygit2.Repository(folder, RepositoryOpenFlag.NO_SEARCH)
        except pygit2.GitError as error:
            raise InputError(
                f"no git repository can be opened here ({error})",
                folder,
                "clone it with `git clone --mirror ADDRESS FOLDER` and name the folder",
            ) from None
        with self.undamaged():
            if self.repository.is_empty or self.repository.head_is_unborn:
                raise InputError("the repository has no commit", folder, "fetch its history")
            if self.repository.is_shallow:
                raise InputError(
                    "the clone is shallow: its older versions are missing",
                    folder,
                    "complete it with `git fetch --unshallow`",
                )
            self.head = str(self.repository.head.target)
        self._checked = False

    def commits(self, since: str) -> Iterator[pygit2.Commit]:
        """The commits after another and up to HEAD, parents first, merges left out.

        A merge brings no words of its own: what it joins was committed before it, and is walked.

        Args:
            since: commit that was walked to before; all commits where HEAD does not descend from
                it, as after the history was rebuilt.

        Raises:
            InputError: the repository is damaged.
        """
        with self.undamaged():
            self._check()
            walker = self.repository.walk(
                pygit2.Oid(hex=self.head), SortMode.TOPOLOGICAL | SortMode.REVERSE
            )
            if self.follows(since):
                walker.hide(pygit2.Oid(hex=since))
            for commit in walker:
                if len(commit.parent_ids) < 2:
                    yield commit

    def follows(self, since: str) -> bool:
        """Whether HEAD is a commit that was walked to before, or descends from it."""
        if since == self.head:
            return True
        try:
            return self.repository.descendant_of(self.head, since) if since else False
        except (pygit2.GitError, KeyError, ValueError):  # it is not here any more
            return False

    def commit(self, commit_id: str) -> pygit2.Commit:
        """A commit by its id.

        Raises:
            InputError: the repository does not hold it.
        """
        with self.undamaged():
            self._check()
            return self.repository[commit_id].peel(pygit2.Commit)

    def _check(self) -> None:
        """Look once through the objects that lie in files of their own.

        libgit2 goes round for ever in one that is cut off, as a full disk or a crash leaves it.

        Raises:
            OSError: one of them is no whole stream.
        """
        if not self._checked:
            for path in Path(self.repository.path).glob("objects/[0-9a-f][0-9a-f]/*"):
                _check_stream(path)
            self._checked = True

    def touched(self, commit: pygit2.Commit) -> list[str]:
        """The places of acts in which a commit changed something, sorted.

        Names that are not UTF-8, or hold characters that do not show, are passed over.

        Raises:
            InputError: the repository is damaged.
        """
        with self.undamaged():
            if commit.parents:
                changes = commit.tree.diff_to_tree(commit.parents[0].tree)
            else:
                changes = commit.tree.diff_to_tree(swap=True)
            # Without a search for renames both sides of a change have one name.
            return sorted({place for each in changes.deltas if (place := _place(each.new_file))})

    @contextmanager
    def undamaged(self) -> Iterator[None]:
        """Tell what libgit2 cannot read.

        Raises:
            InputError: the repository is damaged.
        """
        try:
            yield
        except (pygit2.GitError, KeyError, OSError, ValueError) as error:
            raise InputError(
                f"the repository is damaged ({error})",
                self.folder,
                "check it with `git fsck`, or clone it again, whole",
            ) from error


def _check_stream(path: Path) -> None:
    stream = zlib.decompressobj()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                while piece:
                    stream.decompress(piece, _PIECE)
                    piece = stream.unconsumed_tail
    except zlib.error as error:
        raise OSError(f"object {path.parent.name}{path.name}: {error}") from None
    if not stream.eof:
        raise OSError(f"object {path.parent.name}{path.name} is cut off")


def _place(file: pygit2.DiffFile) -> str:
    """The place that a file belongs to, "" for none."""
    try:
        path = file.raw_path.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    match = _FOLDER.fullmatch(path) or _FILE.fullmatch(path)
    return match["place"] if match and path.isprintable() else ""
