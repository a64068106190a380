"""What the trained engines of both languages do alike: portions, threads, trees put into docs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc

Parse = Callable[["Doc"], bool]  # whether a tagged doc needs a tree
PORTION = 200_000  # characters of the texts that are worked on together: what bounds memory


@dataclass(frozen=True, slots=True)
class Tree:
    """Heads and relations of a sentence's words; heads count from 1, 0 is the root."""

    heads: list[int]
    relations: list[str]


def portions(texts: Iterable[str], most: int = PORTION) -> Iterator[list[str]]:
    """Texts in groups of about so many characters; a longer text makes a group of its own.

    >>> list(portions(["ab", "c", "defg", "h"], 3))
    [['ab', 'c'], ['defg'], ['h']]
    """
    group: list[str] = []
    size = 0
    for text in texts:
        if group and size + len(text) > most:
            yield group
            group, size = [], 0
        group.append(text)
        size += len(text)
    if group:
        yield group


def single_thread() -> AbstractContextManager[Any]:
    """Numpy's matrices on one thread for the length of a block, and as before after it.

    The layers are small: on a machine that is busy, threads that wait for one another take up to
    ten times as long, and what they compute differs in the last digits by their number.
    """
    limit: AbstractContextManager[Any] = _pools().limit(limits=1, user_api="blas")
    return limit


@cache
def _pools() -> Any:
    """The libraries that have threads, looked up once: numpy is among them when this is called."""
    import numpy as np  # noqa: F401
    from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

    return ThreadpoolController()


def plant(doc: Doc, heads: Sequence[int], relations: Sequence[str]) -> None:
    """Give a tagged doc its tree: for each token the place of its head, a root's being its own."""
    import numpy as np

    if not heads:
        return
    offsets = np.array(heads, dtype="int64") - np.arange(len(heads))
    names = [doc.vocab.strings.add(relation) for relation in relations]
    values: Any = np.column_stack([offsets.astype("uint64"), np.array(names, dtype="uint64")])
    doc.from_array(["HEAD", "DEP"], values)
