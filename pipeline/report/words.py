"""The report's own words in three languages, and numbers and days as people write them."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

from pipeline.errors import InputError
from pipeline.vocabulary import LABEL_LANGUAGES

HTML_CODES = {"kaz": "kk", "rus": "ru", "eng": "en"}
_NARROW_SPACE = "\u202f"


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf8"))


def words_beginning(prefix: str) -> dict[str, list[str]]:
    """All words whose key begins so, in the order Kazakh, Russian, English."""
    return {
        key: [said[language] for language in LABEL_LANGUAGES]
        for key, said in _words().items()
        if key.startswith(prefix)
    }


class Words:
    """What the report says in one language.

    >>> Words("eng")("gap", date="5 Sep 1995")
    'No text at hand until 5 Sep 1995'
    >>> Words("rus").number(1.4, 2)
    '1,40'
    >>> Words("kaz").day(date(1995, 9, 5))
    '05.09.1995'
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

    @property
    def html_code(self) -> str:
        """The language as HTML's `lang` names it."""
        return HTML_CODES[self.language]

    def number(self, value: float | None, decimals: int) -> str:
        if value is None:
            return "–"
        written = f"{value:.{decimals}f}".replace("-", "\u2212")
        return written if self.language == "eng" else written.replace(".", ",")

    def percent(self, value: float | None) -> str:
        """A share; Russian and Kazakh set a narrow no-break space before the sign."""
        if value is None:
            return "–"
        return self.number(100 * value, 1) + self._sign

    def points(self, value: float) -> str:
        """A difference of shares in percentage points, with its sign."""
        rounded = round(100 * value, 1) + 0.0  # no sign of a zero
        return ("+" if rounded > 0 else "") + self.number(rounded, 1)

    def day(self, day: date | None) -> str:
        """A day: 05.09.1995, in English 5 Sep 1995."""
        if day is None:
            return "…"
        if self.language == "eng":
            return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
        return day.strftime("%d.%m.%Y")

    @property
    def _sign(self) -> str:
        return "%" if self.language == "eng" else f"{_NARROW_SPACE}%"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
