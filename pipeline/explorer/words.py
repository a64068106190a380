"""What the explorer says in three languages: a file of words for each page, in `words/`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from pipeline.report.words import HTML_CODES, Words
from pipeline.vocabulary import Action, label

READERS = {code: language for language, code in HTML_CODES.items()}  # of an address: en -> eng


@cache
def _said() -> dict[str, dict[str, str]]:
    files = sorted((Path(__file__).parent / "words").glob("*.toml"))
    return {
        key: said
        for file in files
        for key, said in tomllib.loads(file.read_text(encoding="utf8")).items()
    }


class Said(Words):
    """The explorer's words in one language; those it does not have are the report's.

    >>> Said("eng")("nav_powers")
    'Powers'
    """

    def __call__(self, key: str, **values: object) -> str:
        if key not in _said():
            return super().__call__(key, **values)
        return _said()[key][self.language].format(**values)

    def count(self, key: str, n: int) -> str:
        """A number with its noun as the language wants it: `KEY_one`, `_few`, `_many`."""
        return self(f"{key}_{_form(n, self.language)}", n=self.whole(n))

    def whole(self, n: int) -> str:
        """A whole number, its thousands apart: 10,285, in Russian and Kazakh 10 285."""
        return f"{n:,}" if self.language == "eng" else f"{n:,}".replace(",", "\u00a0")


def object_name(code: str, language: str) -> str:
    """What an object of powers is called; one without a name, by its code.

    >>> object_name("akim_region", "rus")
    'акимы областей'
    """
    said = _said().get(f"object_{code}")
    return said[language] if said else code.replace("_", " ")


def done(action: str, code: str | None, language: str) -> str:
    """What is done, and to what; where nouns decline, the object stands apart.

    >>> done("appoint", "akim_region", "rus")
    'назначение (акимы областей)'
    """
    does = label(Action(action), language).lower()
    if not code or code == action:
        return does
    what = object_name(code, language)
    return f"{does} {what}" if language == "eng" and action != "other" else f"{does} ({what})"


def _form(n: int, language: str) -> str:
    if language == "kaz":  # nouns after numbers are always singular
        return "one"
    if language == "eng":
        return "one" if n == 1 else "many"
    if n % 10 == 1 and n % 100 != 11:
        return "one"
    return "few" if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else "many"
