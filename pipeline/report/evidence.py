"""What is behind each point of the page: clauses in both languages with the powers read in them.

The page holds each clause and each text once. A clause is a number, its place in `clauses`; a power
is `POWERS` times its clause plus its number in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline import dataset
from pipeline.errors import ReleaseError
from pipeline.report.ledger import Entry

POWERS = 100  # more than any clause has
_OTHER = {"rus": "kaz", "kaz": "rus"}

_CLAUSES = """
SELECT clause_id, version_id, eid, c.n, lead_in, text,
       lag(text) OVER (PARTITION BY version_id ORDER BY c.rowid) AS text_before
FROM clauses c
"""
_POWERS = """
SELECT p.clause_id, p.power_id, p.holder, p.action, p.object, p.domain, p.polarity, p.autonomy,
       p.object_words,
       [p.holder_start, p.holder_end], p.holder_where, [p.action_start, p.action_end],
       p.action_where, [p.object_start, p.object_end], p.object_where,
       coalesce(k.limits, [])
FROM powers p LEFT JOIN (
    SELECT power_id, list(type || ':' || coalesce(actor, '') || ':' || coalesce(value, '')
                          ORDER BY n) AS limits
    FROM constraints GROUP BY power_id
) k USING (power_id)
ORDER BY p.clause_id, p.power_id
"""
_VERSIONS = "SELECT version_id, act, version_date, lang, series FROM versions ORDER BY version_id"


@dataclass
class Evidence:
    """Collects the clauses that the page can open, each once, with its twin in the other language.

    Raises:
        ReleaseError: the release cannot be read.
    """

    release: Path
    texts: dict[str, int] = field(default_factory=dict)
    clauses: list[list[Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._clause_rows = {row[0]: row for row in _rows(self.release, _CLAUSES)}
        self._power_rows: dict[str, list[tuple[Any, ...]]] = {}
        for clause_id, *power in _rows(self.release, _POWERS):
            self._power_rows.setdefault(clause_id, []).append(tuple(power))
        self._version_rows = _rows(self.release, _VERSIONS)
        self._versions = {row[0]: n for n, row in enumerate(self._version_rows)}
        self._places: dict[str, int] = {}

    def clause(self, clause_id: str) -> int | None:
        """The clause's number; None where the release has no such clause."""
        if clause_id not in self._clause_rows:
            return None
        if clause_id not in self._places:
            self._add(clause_id)
            twin = self._twin(clause_id)
            if twin is not None and twin not in self._places:
                self._add(twin)
            if twin is not None:
                here, there = self._places[clause_id], self._places[twin]
                self.clauses[here][6], self.clauses[there][6] = there, here
        return self._places[clause_id]

    def power(self, power_id: str | None) -> int | None:
        """The power's number; None where there is no such power."""
        clause_id, _, number = (power_id or "").rpartition("/")
        place = self.clause(clause_id)
        if place is None:
            return None
        if int(number) >= POWERS:
            raise ReleaseError(
                f"a clause has {POWERS} powers or more", clause_id, "raise POWERS in evidence.py"
            )
        return POWERS * place + int(number)

    def change(self, entry: Entry) -> dict[str, Any]:
        """One change of the ledger, with the powers before and after in each language."""
        names = (
            "series", "kind", "holder", "holder_to", "action", "object", "domain", "differs",
            "exact", "acts", "effective_for",
        )  # fmt: skip
        told = {name: value for name in names if (value := getattr(entry, name)) not in (None, [])}
        sides = {
            lang: [self.power(side.power_from), self.power(side.power_to)]
            for lang, side in entry.sides.items()
        }
        return told | {"day": entry.date, "sides": sides}

    def objects(self) -> dict[str, list[str]]:
        """What the texts call each object most often, in Kazakh and Russian, and its code.

        For readers of a language in which a power's own text has no words for its object.
        """
        said: dict[str, dict[str, Counter[str]]] = {}
        for clause_id, powers in self._power_rows.items():
            lang = clause_id.partition(".")[2][:3]
            for _, _, _, code, _, _, _, words, *_ in powers:
                if code and words:
                    said.setdefault(code, {}).setdefault(lang, Counter())[words] += 1
        return {
            code: [*(_commonest(by_lang.get(lang)) for lang in ("kaz", "rus")), code]
            for code, by_lang in sorted(said.items())
        }

    def as_json(self) -> dict[str, Any]:
        """Everything collected so far, ready for the page."""
        return {"versions": self._version_rows, "texts": list(self.texts), "clauses": self.clauses}

    def _add(self, clause_id: str) -> None:
        _, version_id, eid, n, lead_in, text, before = self._clause_rows[clause_id]
        powers = self._power_rows.get(clause_id, [])
        told = [_power(power) for power in powers]
        uses_before = any(mark and mark[2] == "before" for power in told for mark in power[8])
        self._places[clause_id] = len(self.clauses)
        self.clauses.append(
            [
                self._versions[version_id], eid, n, self._text(lead_in), self._text(text),
                self._text(before if uses_before else None), None, told,
            ]
        )  # fmt: skip

    def _text(self, text: str | None) -> int | None:
        return self.texts.setdefault(text, len(self.texts)) if text else None

    def _twin(self, clause_id: str) -> str | None:
        """The clause at the same place of the same version in the other language."""
        version_id, _, place = clause_id.partition("/")
        head, _, tail = version_id.partition(".")
        lang, dot, restated = tail.partition(".")
        twin = f"{head}.{_OTHER[lang]}{dot}{restated}/{place}"
        return twin if twin in self._clause_rows else None


def _commonest(words: Counter[str] | None) -> str:
    """The words said most often; of several the shortest."""
    return min(words, key=lambda one: (-words[one], len(one), one)) if words else ""


def _power(row: Iterable[Any]) -> list[Any]:
    power_id, *fields, holder, holder_in, action, action_in, object_, object_in, limits = row
    marks = [
        [*span, where] if where else None
        for span, where in ((holder, holder_in), (action, action_in), (object_, object_in))
    ]
    return [int(power_id.rpartition("/")[2]), *fields, marks, limits]


def _rows(release: Path, sql: str) -> list[tuple[Any, ...]]:
    return dataset.query(release, sql)[1]
