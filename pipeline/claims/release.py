"""A release's rows as the records that claims are checked against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from pipeline import dataset, registry
from pipeline.claims.evidence import Evidence
from pipeline.index.counting import Statement
from pipeline.records import Change, Constraint, Power, Proof, TierRule, Version
from pipeline.records_index import Score, ScoreComponent
from pipeline.vocabulary import (
    Action,
    Autonomy,
    ChangeKind,
    Choice,
    ConstraintType,
    Domain,
    Holder,
    Lang,
    Polarity,
    Scheme,
    Shown,
    TextState,
    Tier,
)

Row = dict[str, Any]


def evidence(release: Path) -> Evidence:
    """All that a release holds for and against claims.

    Raises:
        ReleaseError: the release cannot be opened.
        InputError: its copy of the registry cannot be used.
    """
    return Evidence(
        acts=registry.load(release / "acts.toml"),  # the one it was built with
        versions=[_version(row) for row in _rows(release, "SELECT * FROM versions ORDER BY rowid")],
        powers=_powers(release),
        changes=list(_changes(release)),
        tiers=[_tier(row) for row in _rows(release, "SELECT * FROM tiers ORDER BY rowid")],
        scores=[_score(row) for row in _rows(release, "SELECT * FROM scores ORDER BY rowid")],
        components=[
            ScoreComponent(
                row["score_id"],
                row["power_id"] or "",
                row["contribution"],
                row["component"],
                row["rule"] or "",
            )
            for row in _rows(release, "SELECT * FROM score_components")
        ],
    )


def _version(row: Row) -> Version:
    return Version(
        act=row["act"],
        date=row["version_date"],
        lang=Lang(row["lang"]),
        state=TextState(row["text_state"]),
        sha256=row["snapshot"],
    )


def _powers(release: Path) -> dict[str, list[Statement]]:
    limits: dict[str, list[Constraint]] = {}
    for row in _rows(release, "SELECT * FROM constraints ORDER BY power_id, n"):
        limits.setdefault(row["power_id"], []).append(
            Constraint(ConstraintType(row["type"]), _or_none(Holder, row["actor"]), row["value"])
        )
    found: dict[str, list[Statement]] = {}
    for row in _rows(release, "SELECT * FROM powers ORDER BY rowid"):
        power = Power(
            holder=_or_none(Holder, row["holder"]),
            action=_or_none(Action, row["action"]),
            object=row["object"],
            domain=_or_none(Domain, row["domain"]),
            polarity=Polarity(row["polarity"]),
            constraints=tuple(limits.get(row["power_id"], ())),
            autonomy=Autonomy(row["autonomy"]),
        )
        statement = (row["power_id"], row["clause_id"], power)
        found.setdefault(row["version_id"], []).append(statement)
    return found


def _changes(release: Path) -> Iterator[Change]:
    proofs: dict[str, list[Proof]] = {}
    for row in _rows(release, "SELECT * FROM change_proofs ORDER BY change_id, n"):
        proof = Proof(Shown(row["shown"]), row["act"] or "", row["ref"] or "")
        proofs.setdefault(row["change_id"], []).append(proof)
    codes = {
        "kind": ChangeKind, "holder": Holder, "holder_to": Holder, "action": Action,
        "domain": Domain, "polarity": Polarity,
    }  # fmt: skip
    words = [field.name for field in fields(Change) if field.type == "str"]
    for row in _rows(release, "SELECT * FROM changes ORDER BY rowid"):
        values = {name: row[name] for name in _names(Change) if name != "proofs"}
        values |= {name: _or_none(kind, row[name]) for name, kind in codes.items()}
        values |= {name: row[name] or "" for name in words}
        values["differs"] = tuple(row["differs"] or ())
        yield Change(**values, proofs=tuple(proofs.get(row["change_id"], ())))


def _tier(row: Row) -> TierRule:
    values = {name: row[name] for name in _names(TierRule)}
    values |= {name: tuple(row[name] or ()) for name in ("powers", "clauses")}
    values |= {
        "lang": Lang(row["lang"]),
        "tier": Tier(row["tier"]),
        "choice": Choice(row["choice"]),
        "release": tuple(map(Holder, row["release"] or ())),
    }
    return TierRule(**values)


def _score(row: Row) -> Score:
    values = {name: row[name] for name in _names(Score)}
    codes = {"scheme": Scheme(row["scheme"]), "lang": Lang(row["lang"])}
    return Score(**values | codes | {"holder": _or_none(Holder, row["holder"])})


def _names(record: type) -> list[str]:
    return [field.name for field in fields(record)]


def _or_none(kind: Any, code: str | None) -> Any:
    return kind(code) if code else None


def _rows(release: Path, sql: str) -> list[Row]:
    columns, rows = dataset.query(release, sql)
    return [dict(zip(columns, row, strict=True)) for row in rows]
