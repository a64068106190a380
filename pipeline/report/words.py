"""The report's own words in three languages, and numbers as people write them."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from pipeline.errors import InputError
from pipeline.vocabulary import LABEL_LANGUAGES


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf8"))


class Words:
    """What the report says in one language.

    >>> Words("eng")("now", date="1995-09-05")
    'In the newest text, from 1995-09-05'
    >>> Words("rus").number(1.4, 2)
    '1,40'
    """

    def __init__(self, language: str) -> None:
        if language not in LABEL_LANGUAGES:
            raise InputError(
                f"there is no report in '{language}'",
                "report",
                f"choose one of {', '.join(LABEL_LANGUAGES)}",
            )
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        return _words()[key][self.language].format(**values)

    def number(self, value: float | None, decimals: int) -> str:
        if value is None:
            return "–"
        written = f"{value:.{decimals}f}"
        return written if self.language == "eng" else written.replace(".", ",")

    def percent(self, value: float | None) -> str:
        """A share; Russian and Kazakh set a narrow no-break space before the sign."""
        if value is None:
            return "–"
        return self.number(100 * value, 1) + ("%" if self.language == "eng" else "\u202f%")
