"""The words of `lexicon.toml`, compiled: one pattern of whole words a list."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.normalize import repair_letters
from pipeline.vocabulary import Lang

_FILE = Path(__file__).with_name("lexicon.toml")


def plain(text: str) -> str:
    """A text in small letters, look-alike letters repaired and ё as е; its length stays."""
    return repair_letters(text).lower().replace("ё", "е")


@cache
def pattern(lang: Lang, *path: str) -> re.Pattern[str]:
    """The pattern of one list, such as `pattern(Lang.RUS, "choice", "people")`.

    It matches whole words; LEAVES in an entry stands for any word that begins with one of
    `leaves`. A list without words matches nothing.
    """
    entries: Any = table(lang)
    for key in path:
        entries = entries[key]
    joined = "|".join(entries) or "(?!)"
    leaves = "|".join(start for starts in table(lang)["leaves"].values() for start in starts)
    joined = joined.replace("LEAVES", rf"(?:{leaves})\w*")
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)")


@cache
def table(lang: Lang) -> dict[str, Any]:
    """All lists of one language."""
    found: dict[str, Any] = tomllib.loads(_FILE.read_text(encoding="utf8"))[lang.value]
    return found
