"""How often the reader errs where it has the label right, as measured on annotated clauses."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.vocabulary import Lang

_FILE = Path(__file__).with_name("rates.toml")


@dataclass(frozen=True, slots=True)
class Rates:
    """Rates of one language, as parts of one."""

    precision: float = 1.0  # of the powers read, those that the text states
    recall: float = 1.0  # of the powers that the text states, those read

    @property
    def missed(self) -> float:
        """Powers missed for each one rightly read."""
        return (1 - self.recall) / self.recall


@cache
def measured() -> dict[Lang, Rates]:
    """The rates of rates.toml."""
    tables = tomllib.loads(_FILE.read_text(encoding="utf8"))
    return {lang: Rates(tables[lang]["precision"], tables[lang]["recall"]) for lang in Lang}
