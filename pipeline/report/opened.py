"""What opens on a click: the evidence, and the words to tell it in three languages."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.dataset import query
from pipeline.report import told
from pipeline.report.evidence import POWERS, Evidence
from pipeline.report.series import Part
from pipeline.report.table import act_titles
from pipeline.report.words import words_beginning
from pipeline.vocabulary import (
    LABEL_LANGUAGES,
    Action,
    Autonomy,
    ChangeKind,
    Domain,
    Holder,
    label,
)

_CODES: tuple[type[StrEnum], ...] = (Action, Autonomy, ChangeKind, Domain, Holder)


def opened(
    release: Path,
    parts: Sequence[Part],
    evidence: Evidence,
    changes: list[dict[str, Any]],
) -> dict[str, Any]:
    """Everything that opens on a click, with the words to tell it in three languages."""
    points = {part.series: _points(release, part, evidence) for part in parts}
    collected = evidence.as_json()
    differs = {code for change in changes for code in change.get("differs", ())}
    limits = {limit for clause in collected["clauses"] for power in clause[7] for limit in power[9]}
    eids = {clause[1] for clause in collected["clauses"]}
    lists = {part.series: {one.scheme: one.as_json() for one in part.checklists} for part in parts}
    return collected | {
        "per": POWERS,
        "changes": changes,
        "points": points,
        "lists": lists,
        "objects": evidence.objects(),
        "differs": {code: _said(told.difference, code) for code in sorted(differs)},
        "limits": {code: _said(told.limit, code) for code in sorted(limits)},
        "places": {eid: _said(told.place, eid) for eid in sorted(eids)},
        "acts": _acts(release),
        "conditions": conditions(release),
        "labels": _labels(),
        "words": words_beginning("panel_") | words_beginning("text_"),
    }


def _points(release: Path, part: Part, evidence: Evidence) -> dict[str, list[Any]]:
    """The powers behind every share of the President, by language: what a click opens."""
    _, rows = query(
        release,
        """
        SELECT s.lang, s.valid_from, list(k.power_id ORDER BY k.power_id),
            list(k.contribution ORDER BY k.power_id)
        FROM scores s JOIN score_components k USING (score_id)
        WHERE s.scheme = 'share' AND s.holder = 'president' AND s.series = ?
        GROUP BY ALL ORDER BY ALL
        """,
        parameters=[part.series],
    )
    behind = {(lang, day): (powers, added) for lang, day, powers, added in rows}
    found: dict[str, list[Any]] = {lang: [] for lang in part.langs}
    for row in part.rows:
        if row.share is None:
            continue
        powers, added = behind.get((row.lang, row.valid_from), ([], []))
        found[row.lang].append(
            {
                "day": row.valid_from,
                "until": row.valid_to,
                "share": row.share,
                "low": row.low,
                "high": row.high,
                "partial": row.partial,
                "powers": [
                    [evidence.power(power), round(one, 6)]
                    for power, one in zip(powers, added, strict=True)
                ],
            }
        )
    return found


def _said(tell: Callable[[str, str], str], code: str) -> list[str]:
    return [tell(code, language) for language in LABEL_LANGUAGES]


@cache
def _labels() -> dict[str, dict[str, list[str]]]:
    return {
        kind.__name__: {
            code.value: [label(code, language) for language in LABEL_LANGUAGES] for code in kind
        }
        for kind in _CODES
    }


def _acts(release: Path) -> dict[str, list[str]]:
    titles = [act_titles(release, language) for language in LABEL_LANGUAGES]
    return {act: [by_act[act] for by_act in titles] for act in titles[0]}


def conditions(release: Path) -> dict[str, list[str]]:
    """The registry's conditions by their English words, which are those of the tables."""
    registry = toml_of(release / "acts.toml")
    return {
        said["eng"]: [said[language] for language in LABEL_LANGUAGES]
        for said in registry.get("conditions", {}).values()
    }


def toml_of(file: Path) -> dict[str, Any]:
    """A file that a release keeps of what it was made from; empty where it keeps none."""
    return tomllib.loads(file.read_text(encoding="utf8")) if file.is_file() else {}
