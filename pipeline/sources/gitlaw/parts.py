"""The text of a large act, put together from its parts.

A split act is a folder of parts and, beside it, a file with title, preamble and an index of the
parts. Parts are named after their first heading (`pt001`, `sec006-ch001`, `ch009-1`), so that names
change from version to version and sections stand beside chapters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from pipeline.errors import InputError

FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)

_LINK = re.compile(r"\]\((?:\./)?(?:rus|kaz)/([^\[\]()#\s]{1,100}\.md)\)")
_BACK = re.compile(r"^[^\w\[\n]*\[[^\]\n]*\]\(\.\./(?:rus|kaz)\.md\)[ \t\r]*$", re.MULTILINE)
_INDEX_HEADING = re.compile(r"##+\s.*(?:[Чч]аст|[Бб]өлі)")
_HEADING = re.compile(r"#+\s")
_STEP = re.compile(r"([a-z]+)(\d+)(?:-(\d+))?")
_ARTICLE = re.compile(
    r"<a id=\"st(\d+)(?:-(\d+))?\">|^[#* \t]*Статья[ \t]+(\d+)(?:-(\d+))?|"
    r"^[#* \t]*(\d+)(?:-(\d+))?-бап",
    re.MULTILINE,
)

Article = tuple[int, int]  # 44-1 is (44, 1)


def joined(main: str, parts: Mapping[str, str], where: str) -> str:
    """The parts in their order, a blank line between two, led by what the main file says itself.

    What only leads from file to file is no law and is left out: the index, the way back to it, and
    the front matter of the parts.

    Args:
        main: the file beside the folder of parts, "" for none.
        parts: text by file name.
        where: named in errors.

    Raises:
        InputError: the index names a part that is not there.
    """
    texts = {name: _BACK.sub("", without_front_matter(text)) for name, text in parts.items()}
    pieces = [_without_index(main), *(texts[name] for name in _in_order(main, texts, where))]
    return "\n\n".join(piece.strip("\r\n") for piece in pieces if piece.strip()) + "\n"


def without_front_matter(text: str) -> str:
    """A file's text after its front matter."""
    return FRONT_MATTER.sub("", text.removeprefix("\ufeff"), count=1)


def _in_order(main: str, parts: Mapping[str, str], where: str) -> list[str]:
    """The names of the parts as the index has them, else by name and by their articles."""
    listed = list(dict.fromkeys(_LINK.findall(main)))
    if missing := [name for name in listed if name not in parts]:
        raise InputError(
            f"the index names parts that are not there: {', '.join(missing)}",
            where,
            "look at the commit; the text cannot be taken without them",
        )
    if len(listed) == len(parts):
        return listed
    return _by_articles(sorted(parts, key=_steps), parts)


def _steps(name: str) -> tuple[list[tuple[str, int, int]], str]:
    """Sort key of a name: `sec006` before `sec006-ch001` before `sec006-1`, `ch9` before `ch10`."""
    found = _STEP.findall(name.lower())
    return [(kind, int(number), int(more or 0)) for kind, number, more in found], name


def _by_articles(names: list[str], parts: Mapping[str, str]) -> list[str]:
    """The same names, those with articles in the order of these, if that is one.

    Annexes count their articles anew; where the parts' articles overlap the names decide alone.
    """
    spans = {name: span for name in names if (span := _articles(parts[name]))}
    ordered = sorted(spans, key=lambda name: spans[name])
    if any(spans[a][1] >= spans[b][0] for a, b in pairwise(ordered)):
        return names
    following = iter(ordered)
    return [next(following) if name in spans else name for name in names]


def _articles(text: str) -> tuple[Article, Article] | None:
    """The lowest and the highest number of the articles of a part."""
    found = []
    for groups in _ARTICLE.findall(text):
        number, more = next(pair for pair in zip(groups[::2], groups[1::2], strict=True) if pair[0])
        found.append((int(number), int(more or 0)))
    return (min(found), max(found)) if found else None


def _without_index(main: str) -> str:
    """The main file without the table of links to its parts, and without that table's heading."""
    lines = main.splitlines(keepends=True)
    links = [number for number, line in enumerate(lines) if _LINK.search(line)]
    if not links:
        return main
    start = links[0]
    while start and lines[start - 1].strip():
        start -= 1
    headings = [number for number in range(start) if _HEADING.match(lines[number])]
    if headings and _INDEX_HEADING.match(lines[headings[-1]]):
        start = headings[-1]
    return "".join(lines[:start] + lines[links[-1] + 1 :])
