"""Damage to a databank document: other types, missing and doubled parts, deep nesting."""

from __future__ import annotations

import copy
import json
from typing import Any

from tests.parse.fuzzing_markup import words_of
from tests.parse.fuzzing_text import ODD, Rng

_VALUES: tuple[Any, ...] = (
    *(None, True, 0, -1, 2**63, 10**400, 1e308, float("nan"), "", "а", [], {}, [[]], [None], ["а"]),
    *(
        {"text": "а"},
        {"type": "text", "text": ["а"]},
        "article",
        "tableCell",
        "toc",
        "</p",
        "<table>",
    ),
    *("\ud800", "\x00", "&#0;", "&#xD800;", "<!--", "<script>", "1) ", *ODD),
)


def damage(rng: Rng, document: Any) -> str:
    """A document as JSON, with some faults."""
    for _ in range(rng.randint(1, 3)):
        if document:
            _fault(rng, document)
    said = json.dumps(document, ensure_ascii=rng.random() < 0.5)
    if rng.random() < 0.05:
        depth = rng.choice((100, 5000))
        said = said.replace('"content": [', '"content": [' + "[" * depth + "]" * depth + ",", 1)
    return said


def _fault(rng: Rng, document: Any) -> None:
    """Change some part of a document."""
    part, key = _place(rng, document)
    fault = rng.randrange(6) if rng.random() < 0.5 else 3
    if fault == 0:
        del part[key]
    elif fault == 1 and isinstance(part, list):
        part.insert(key, copy.deepcopy(part[rng.randrange(len(part))]))
    elif fault == 2 and isinstance(part, dict):
        part[f"{key}s"] = part.pop(key)
    elif fault == 3 and isinstance(part[key], str):
        part[key] += rng.choice(("<p>", "</b>", "&lt;", "<br>", "<!--", "\n\n", *ODD))
    elif fault == 4:
        part[key] = json.loads("[" * 200 + "]" * 200)
    else:
        part[key] = rng.choice(_VALUES)


def _place(rng: Rng, part: Any) -> tuple[Any, Any]:
    """A part of a document and a key in it, found by going down at random."""
    while True:
        keys: list[Any] = list(part) if isinstance(part, dict) else list(range(len(part)))
        key = rng.choice(keys)
        # Most of a document is its content, most of that the words.
        for much in ("pages", "content", "text"):
            key = much if much in keys and rng.random() < 0.8 else key
        inner = part[key]
        if not isinstance(inner, dict | list) or not inner or rng.random() < 0.1:
            return part, key
        part = inner


def missing(data: bytes, form: str, text: str) -> list[str]:
    """Words of a document's content that are not in its source text."""
    if form != "json":
        return []
    units = [unit for page in json.loads(data)["pages"] for unit in page["content"]]
    said, contents = [], None  # the table of contents, and what stands below it, are left out
    for unit in units:
        level = unit.get("level", 0)
        if contents is not None and level <= contents:
            contents = None
        if contents is None and unit.get("type") == "toc":
            contents = level
        if contents is None:
            said.append(unit.get("text") or "")
    return [words for each in said for words in words_of(each) if words not in text]
