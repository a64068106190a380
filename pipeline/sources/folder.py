"""A folder of texts, or a single file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import InputError
from pipeline.parse.sourcetext import MAX_BYTES, MEDIA_TYPES
from pipeline.sources import Memory, Received

# What lies beside the texts and is none of them.
_ASIDE = {".toml", ".json", ".jsonl", ".yaml", ".yml", ".csv"}


class Folder:
    """Texts in a folder and the folders below it, in the order of their paths.

    Hidden files, files named README and registries (`.toml` and the like) are passed over.
    """

    speaks_for_publisher = False
    accept = ()

    def __init__(self, place: str) -> None:
        self.root = Path(place)
        self.name = f"folder:{place}"
        self.asked: Counter[str] = Counter()

    def receive(self, memory: Memory | None = None) -> Iterator[Received | InputError]:  # noqa: ARG002
        """Yield each text; an unreadable file comes as the error that it is.

        A file costs no more to read than to look up, so nothing is remembered.

        Raises:
            InputError: the folder does not exist or holds no text.
        """
        if not self.root.exists():
            raise InputError("there is no such folder", self.root, "check the path")
        root = self.root.resolve()
        paths = [root] if root.is_file() else sorted(filter(self._is_text, root.rglob("*")))
        if not paths:
            raise InputError("no text lies here", self.root, "name a folder with .md, .txt or .pdf")
        # The folder's own name is kept: it may be the act's.
        base = root.parent.parent if root.is_file() else root.parent
        for path in paths:
            yield self._read(path, path.relative_to(base).as_posix())

    def _is_text(self, path: Path) -> bool:
        parts = path.relative_to(self.root.resolve()).parts
        hidden = any(part.startswith(".") for part in parts)
        aside = path.suffix.lower() in _ASIDE or path.stem.upper() == "README"
        return path.is_file() and not hidden and not aside

    def _read(self, path: Path, name: str) -> Received | InputError:
        try:
            if path.stat().st_size > MAX_BYTES:
                return InputError(f"more than {MAX_BYTES >> 20} MiB", name, "split it by act")
            media_type = MEDIA_TYPES.get(path.suffix.lower(), f"unknown ({path.suffix or 'none'})")
            return Received(name, path.read_bytes(), media_type)
        except OSError as error:
            return InputError(
                f"the file cannot be read ({error.strerror})", name, "check its permissions"
            )
