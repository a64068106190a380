"""The words of figures in three languages, with numbers and dates as people write them."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path

READERS = ("eng", "rus", "kaz")  # languages of those who read figures
MONTHS = {
    "eng": "January February March April May June July August September October November December",
    "rus": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "kaz": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
}
DATES = {"eng": "{d} {month} {y}", "rus": "{d} {month} {y} г.", "kaz": "{y} ж. {d} {month}"}


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf8"))


class Say:
    """What figures say in one language: eng, rus or kaz.

    >>> Say("rus").date(date(2007, 5, 21))
    '21 мая 2007 г.'
    >>> Say("kaz").number(0.4386, 2)
    '0,44'
    """

    def __init__(self, language: str) -> None:
        self.language = language
        # Russian and Kazakh set a narrow no-break space before the sign
        self.percent_sign = "%" if language == "eng" else "\u202f%"

    def __call__(self, key: str, **values: object) -> str:
        return _words()[key][self.language].format(**values)

    def date(self, day: date) -> str:
        month = MONTHS[self.language].split()[day.month - 1]
        return DATES[self.language].format(d=day.day, month=month, y=day.year)

    def dated(self, field: str = "day") -> str:
        """An expression that writes a datum's ISO date as `date` does."""
        day = f"toDate(datum.{field})"
        months = ", ".join(f"'{month}'" for month in MONTHS[self.language].split())
        parts = {"d": f"utcdate({day})", "month": f"[{months}][utcmonth({day})]"}
        parts["y"] = f"utcyear({day})"
        pieces = re.split(r"\{(\w+)\}", DATES[self.language])
        return " + ".join(parts.get(piece, f"'{piece}'") for piece in pieces if piece)

    def number(self, value: float | None, decimals: int = 0) -> str:
        """A number with the language's decimal sign and a true minus."""
        if value is None:
            return "–"
        written = f"{value:.{decimals}f}".replace("-", "−")
        return written if self.language == "eng" else written.replace(".", ",")

    def signed(self, value: float, decimals: int = 0) -> str:
        """A number with its sign, zero without one."""
        rounded = round(value, decimals) + 0.0  # no sign of a zero
        written = self.number(rounded, decimals)
        return f"+{written}" if rounded > 0 else written

    def written(self, field: str, form: str) -> str:
        """An expression that writes a datum's number as `number` does; `form` as in d3."""
        code = f"replace(format(datum.{field}, '{form}'), '-', '−')"
        return code if self.language == "eng" else f"replace({code}, '.', ',')"

    def percents(self) -> str:
        """An expression that writes an axis' parts of one."""
        code = f"format(100 * datum.value, '~r') + '{self.percent_sign}'"
        return code if self.language == "eng" else f"replace({code}, '.', ',')"

    def percent(self, value: float | None) -> str:
        """A part of one."""
        if value is None:
            return "–"
        return self.number(100 * value, 1) + self.percent_sign
