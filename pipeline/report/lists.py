"""Schemes with items of their own, such as Shugart and Carey's dimensions: what decides each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.dataset import query
from pipeline.report.evidence import Evidence
from pipeline.vocabulary import Domain, Holder

_SHARED = {*Domain, *Holder, "all"}  # components that are no items of a list


@dataclass(frozen=True, slots=True)
class ItemSpan:
    """An item's value over some days, with the powers that decide it."""

    start: date
    end: date | None  # exclusive
    value: float | None  # None: the texts cannot tell
    rule: str
    powers: tuple[int, ...]  # numbers in the evidence


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list, with its spans by language of the text."""

    code: str
    names: dict[str, str]  # by language of the reader
    maximum: float | None
    spans: dict[str, tuple[ItemSpan, ...]]

    def now(self, lang: str) -> ItemSpan | None:
        """The newest span of one language's texts."""
        spans = self.spans.get(lang)
        return spans[-1] if spans else None


@dataclass(frozen=True, slots=True)
class Checklist:
    """A scheme that goes through a list of items."""

    scheme: str
    names: dict[str, str]
    source: str
    items: tuple[Item, ...]

    def as_json(self) -> dict[str, Any]:
        """Spans by item and language, for the page to open."""
        return {
            item.code: {
                "names": [item.names[language] for language in ("kaz", "rus", "eng")],
                "maximum": item.maximum,
                "spans": {
                    lang: [
                        [span.start, span.end, span.value, span.rule,
                         list(span.powers)]
                        for span in spans
                    ]
                    for lang, spans in item.spans.items()
                },
            }
            for item in self.items
        }  # fmt: skip


def checklists(release: Path, series: str, evidence: Evidence) -> tuple[Checklist, ...]:
    """The schemes of a release that go through a list, for the President or for all together."""
    _, schemes = query(release, "SELECT scheme, name_kaz, name_rus, name_eng, source FROM schemes")
    _, components = query(
        release, "SELECT scheme, component, name_kaz, name_rus, name_eng, maximum FROM components"
    )
    by_scheme: dict[str, list[Any]] = {}
    for scheme, *component in components:
        by_scheme.setdefault(scheme, []).append(component)
    found = []
    for scheme, *names, source in schemes:
        listed = by_scheme.get(scheme, [])
        if not listed or all(code in _SHARED for code, *_ in listed):
            continue
        spans = _spans(release, series, scheme, evidence)
        items = [
            Item(code, _by_language(told[:3]), told[3], spans[code])
            for code, *told in listed
            if code in spans
        ]
        if items:
            found.append(Checklist(scheme, _by_language(names), source, tuple(items)))
    return tuple(found)


def _by_language(names: Sequence[str]) -> dict[str, str]:
    return dict(zip(("kaz", "rus", "eng"), names, strict=True))


def _spans(
    release: Path, series: str, scheme: str, evidence: Evidence
) -> dict[str, dict[str, tuple[ItemSpan, ...]]]:
    """Spans by item and language; neighbours that are alike are one."""
    _, rows = query(
        release,
        """
        SELECT k.component, s.lang, s.valid_from, s.valid_to,
            CASE WHEN bool_or(k.contribution IS NULL) THEN NULL ELSE sum(k.contribution) END,
            coalesce(string_agg(DISTINCT k.rule, ', ' ORDER BY k.rule), ''),
            list(k.power_id ORDER BY k.power_id) FILTER (k.power_id IS NOT NULL)
        FROM score_components k JOIN scores s USING (score_id)
        WHERE s.series = ? AND s.scheme = ? AND coalesce(s.holder, 'president') = 'president'
        GROUP BY ALL ORDER BY 1, 2 DESC, 3
        """,
        parameters=[series, scheme],
    )
    found: dict[str, dict[str, list[ItemSpan]]] = {}
    for component, lang, start, end, value, rule, powers in rows:
        found_ = map(evidence.power, powers or [])
        numbers = tuple(number for number in found_ if number is not None)
        told = ItemSpan(start, end, value, rule, numbers)
        spans = found.setdefault(component, {}).setdefault(lang, [])
        if spans and _joins(spans[-1], told):
            told = ItemSpan(spans.pop().start, end, value, rule, numbers)
        spans.append(told)
    return {
        code: {lang: tuple(spans) for lang, spans in by_lang.items()}
        for code, by_lang in found.items()
    }


def _joins(before: ItemSpan, after: ItemSpan) -> bool:
    same = (before.value, before.rule, before.powers) == (after.value, after.rule, after.powers)
    return same and before.end == after.start
