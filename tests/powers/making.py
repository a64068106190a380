"""Clauses for tests."""

from __future__ import annotations

from pipeline.powers import Reader, Trace
from pipeline.records import Clause, Reading
from pipeline.vocabulary import Lang


def clause(
    text: str, lang: str, lead_in: str = "", n: int = 0, act: str = "constitution-0"
) -> Clause:
    return Clause(act, "2000-01-01", Lang(lang), "art_1", n, lead_in, text)


def read_one(
    text: str, lang: str, lead_in: str = "", act: str = "constitution-0"
) -> tuple[Reading, Trace]:
    return next(Reader().explain([clause(text, lang, lead_in, act=act)]))


def read_all(texts: list[str], lang: str, lead_in: str = "") -> list[Reading]:
    clauses = [clause(text, lang, lead_in, n) for n, text in enumerate(texts)]
    return list(Reader().read(clauses))


def facts(reading: Reading) -> list[tuple[str | None, str | None, str | None, str | None]]:
    """Holder, action, object, domain of each power."""
    return [(p.holder, p.action, p.object, p.domain) for p in reading.powers]
