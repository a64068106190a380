"""Why a clause got its label, as a person wants to see it: rules, features, powers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pipeline.classifier.model import LabelModel
from pipeline.errors import InputError
from pipeline.jsonl import reading_row
from pipeline.powers import Reader, Trace
from pipeline.records import Clause, Power, Reading, Span
from pipeline.vocabulary import Lang, Polarity

SHOWN = 8  # features
LEAST = 0.005  # a part that would be shown as 0.00


@dataclass(frozen=True, slots=True)
class Explained:
    """A reading with what it rests on."""

    reading: Reading
    trace: Trace
    model: str  # what decided the label, as in "classifier 3"
    parts: tuple[tuple[str, float], ...]  # of the label's score against the others, largest first

    def as_json(self) -> dict[str, Any]:
        steps = [dict(zip(("step", "rule", "words"), step, strict=True)) for step in self._steps]
        parts = [{"feature": name, "part": round(part, 4)} for name, part in self.parts]
        return {
            **reading_row(self.reading),
            "decided_by": self.model,
            "steps": steps,
            "features": parts,
        }

    def as_text(self) -> str:
        clause, label = self.reading.clause, self.reading.label
        chances = sorted(self.reading.proba.items(), key=lambda item: -item[1])
        others = ", ".join(f"{name.value} {p:.2f}" for name, p in chances if name is not label)
        lead_in = [f"  [{clause.lead_in}]"] if clause.lead_in else []
        lines = [
            clause.clause_id,
            *lead_in,
            f"  {clause.text}",
            f"label: {label.value} {self.reading.proba[label]:.2f} ({others}), by {self.model}"
            + (", needs a person's look" if self.reading.needs_review else ""),
            "rules:",
            *_columns(self._steps),
        ]
        shown = [part for part in self.parts if abs(part[1]) >= LEAST][:SHOWN]
        if shown:
            lines.append(f"features for (+) and against (-) {label.value}:")
            lines += [f"  {part:+.2f}  {name}" for name, part in shown]
        lines.append("powers:" if self.reading.powers else "powers: none")
        for power in self.reading.powers:
            lines += self._power(power)
        return "\n".join(lines)

    @property
    def _steps(self) -> list[tuple[str, str, str]]:
        """The decisions; first what the rules alone would have said, where the model differs."""
        told = {name.split("=")[0]: name.split("=")[1] for name in _decisions(self.trace)}
        if told.get("verdict", self.reading.label.value) == self.reading.label.value:
            return list(self.trace.steps)
        return [("rules alone", told.get("rule", ""), told["verdict"]), *self.trace.steps]

    def _power(self, power: Power) -> list[str]:
        if power.action is None and power.holder is None:
            return ["  what the repealed words held is not told"]
        sign = "gives" if power.polarity is Polarity.GIVES else "limits"
        head = " : ".join(str(code or "?") for code in (power.holder, power.action, power.object))
        fields = (
            ("holder", power.holder, power.holder_span),
            ("action", power.action, power.action_span),
            ("object", power.object, power.object_span),
        )
        rows = [(name, self._words(span)) for name, code, span in fields if code or span]
        for limit in power.constraints:
            codes = " ".join(str(code) for code in (limit.type, limit.actor, limit.value) if code)
            rows.append((codes, self._words(limit.span)))
        about = f"  {head} ({power.domain or 'no domain'}, {sign}, {power.autonomy.value})"
        return [about, *_columns(rows, "    ")]

    def _words(self, span: Span | None) -> str:
        if span is None:
            return "implied"
        clause = self.reading.clause
        text = {"clause": clause.text, "lead_in": clause.lead_in}.get(span.where)
        return f"in the clause {span.where}" if text is None else f"«{text[span.start : span.end]}»"


def explain(
    clauses: Iterable[Clause],
    model: LabelModel | None,
    name: str,
    eid: str | None = None,
    n: int | None = None,
) -> Iterator[Explained]:
    """Explain clauses, by default all.

    Args:
        clauses: a text's clauses in document order.
        model: the classifier; without one the rules decide.
        name: what to call it.
        eid: only clauses of this unit.
        n: only the clause of this number in its unit.

    Raises:
        InputError: there is no such clause.
    """

    def wanted(clause: Clause) -> bool:
        return eid in {None, clause.eid} and n in {None, clause.n}

    reader = Reader(judge=model)
    found = 0
    for part in _articles(clauses, eid):
        if not any(map(wanted, part)):
            continue
        for reading, trace in reader.explain(part):
            if wanted(reading.clause):
                found += 1
                parts = model.parts(trace.features, reading.label) if model else []
                yield Explained(reading, trace, name, tuple(parts))
    if not found:
        place = eid if n is None else f"{eid}/{n}"
        raise InputError(
            f"there is no clause {place}" if eid else "there are no clauses",
            "the clauses given",
            "`bilik parse FILE --format text` shows which there are",
        )


def _articles(clauses: Iterable[Clause], eid: str | None) -> Iterator[Sequence[Clause]]:
    """Articles whole, because a clause is read by what stands before it in its article."""
    if eid is None:
        yield list(clauses)
        return
    clauses = list(clauses)
    for lang in Lang:
        mine = (clause for clause in clauses if clause.lang is lang)
        for _, part in groupby(mine, lambda one: (one.version_id, one.eid.split("__")[0])):
            yield list(part)


def _decisions(trace: Trace) -> list[str]:
    return [name for name in trace.features if name.startswith(("verdict=", "rule="))]


def _columns(rows: Sequence[Sequence[str]], indent: str = "  ") -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        (indent + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))
        .rstrip()
        for row in rows
    ]  # fmt: skip
