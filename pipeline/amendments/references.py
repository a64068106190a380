"""Which units an instruction names: chains of units, nested under the heads that stand above."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from pipeline.amendments.scan import Event

LEVELS = ("preamble", "article", "point", "subpoint", "paragraph", "sentence")
_ABBREVIATION = {"article": "art", "point": "pt", "subpoint": "sub", "paragraph": "par"}
NEXT = "next"  # number of a paragraph that is added after the last one

Path = tuple[tuple[str, str], ...]  # (level, number) from the outermost level to the innermost


def paths(events: Sequence[Event], heads: Sequence[Path] = ((),)) -> list[Path]:
    """The units that events name, each under each head.

    Numbers of a list make one path each; a level that one of several coordinated units leaves out
    is taken from the others, or from the head.
    """
    chains = _chains(events)
    if not chains:
        return list(heads)
    found = []
    for chain in chains:
        levels = _completed(chain, chains)
        for numbers in product(*levels.values()):
            found += [under(head, tuple(zip(levels, numbers, strict=True))) for head in heads]
    return list(dict.fromkeys(found))


def under(head: Path, path: Path) -> Path:
    """A path below the levels of the head that are further out."""
    if not path:
        return head
    top = LEVELS.index(path[0][0])
    return (*(step for step in head if LEVELS.index(step[0]) < top), *path)


def eid(path: Path) -> str:
    """The eid of a path; a sentence is no unit of its own.

    The first paragraph of a point is the point itself, and so its second is `par_1`; paragraphs
    of an article, which stand below its heading, count from `par_2`.

    >>> eid((("article", "41"), ("point", "2"), ("paragraph", "2")))
    'art_41__pt_2__par_1'
    """
    steps = []
    for n, (level, number) in enumerate(path):
        if level == "preamble":
            steps.append("preamble")
        elif level == "paragraph" and number.isdigit():
            if int(number) > 1:
                own = n and path[n - 1][0] not in ("article", "preamble")
                steps.append(f"par_{int(number) - bool(own)}")
        elif level != "sentence":
            steps.append(f"{_ABBREVIATION[level]}_{number}")
    return "__".join(steps)


def sentence(path: Path) -> int:
    """Number of the sentence that a path ends in, 0 for none."""
    return int(path[-1][1]) if path and path[-1][0] == "sentence" else 0


def _chains(events: Iterable[Event]) -> list[dict[str, tuple[str, ...]]]:
    """Units in a row make a chain ("point 2 of article 5"); `and` begins the next one."""
    chains: list[dict[str, tuple[str, ...]]] = []
    joint = ""
    for event in events:
        if event.kind == "and":
            joint = event.name
        elif event.kind == "unit" or (event.kind, event.name) == ("also", "preamble"):
            fresh = not chains or event.name in chains[-1]
            if fresh or joint == "word" or (joint == "comma" and _outward(event, chains[-1])):
                chains.append({})
            chains[-1][event.name] = event.numbers or ("",)
            joint = ""
    return chains


def _outward(event: Event, chain: dict[str, tuple[str, ...]]) -> bool:
    """Whether a unit is no part of the one before: `в статье 5, пункте 2` goes on inward."""
    return LEVELS.index(event.name) <= max(LEVELS.index(level) for level in chain)


def _completed(
    chain: dict[str, tuple[str, ...]], chains: list[dict[str, tuple[str, ...]]]
) -> dict[str, tuple[str, ...]]:
    own = {LEVELS.index(level) for level in chain}
    levels = dict(chain)
    for other in chains:
        inner = max(LEVELS.index(level) for level in other)
        for level, numbers in other.items():
            if LEVELS.index(level) < min(min(own), inner):
                levels.setdefault(level, numbers)
    return dict(sorted(levels.items(), key=lambda item: LEVELS.index(item[0])))
