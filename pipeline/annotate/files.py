"""What annotators are given and give back, wherever it lies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pipeline.classifier import annotations as standoff
from pipeline.classifier.annotations import Annotation, read_annotations
from pipeline.errors import InputError
from pipeline.files import write_whole


def write_text(path: Path, text: str) -> None:
    """Write a file in UTF-8; an old one stays until the new one is whole.

    Raises:
        InputError: it cannot be written.
    """
    with _writable(path):
        write_whole(path, text)


def write_annotations(path: Path, annotations: Iterable[Annotation]) -> None:
    """The same for annotations.

    Raises:
        InputError: the file cannot be written.
    """
    with _writable(path):
        standoff.write_annotations(path, annotations)


@contextmanager
def _writable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError(
            f"cannot be written ({error.strerror})", path, "name a place where you may write"
        ) from None


def known_annotations(places: Sequence[Path]) -> list[Annotation]:
    """The annotations of files, and of all files of folders except tagged words (`tags.*`).

    Raises:
        InputError: a place is missing, or a file is wrong.
    """
    found = []
    for place in places:
        if not place.exists():
            raise InputError("there is nothing here", place, "name a file or a folder")
        inside = sorted(place.glob("*.jsonl")) if place.is_dir() else [place]
        for path in inside:
            if not path.name.startswith("tags."):
                found += read_annotations(path)
    return found
