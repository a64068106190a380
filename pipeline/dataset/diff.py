"""What changed between two releases: inputs, texts, clauses, and every score with its reason.

Both releases are read from their Parquet files, so that a database which others hold open, or one
that is damaged, is no hindrance. Scores are compared by the day: the value that held in either
release on each day on which a span begins or ends, whatever the span is in the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.dataset import diff_sql as sql
from pipeline.dataset.layout import check_layout
from pipeline.errors import ReleaseError

if TYPE_CHECKING:
    import duckdb

_TABLES = (
    "runs", "models", "versions", "clauses", "powers", "constraints", "scores", "score_components",
)  # fmt: skip
# The texts' words, by far the most of a release, are compared by their hashes.
_COLUMNS = {"clauses": ["version_id", "clause_id", "text_sha256", "lead_in", "label"]}
_INPUTS = (
    "bilik", "code_sha256", "registry_sha256", "weights_sha256", "claims_sha256", "readers",
    "packages",
)  # fmt: skip
_LAST = {  # named only where nothing nearer explains a score
    "registry_sha256": "registry",
    "code_sha256": "code",
    "packages": "code",
}


@dataclass(frozen=True, slots=True)
class InputChange:
    """An input of the build that differs."""

    name: str  # code_sha256, weights_sha256, readers, packages ...
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TextChange:
    """A version that is in one release alone, or has another text or other days in force."""

    version_id: str
    what: str  # added, removed, text, dates
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause, of a version in both releases, whose words or reading differ."""

    clause_id: str
    what: str  # added, removed, text, reading
    label_before: str | None
    label_after: str | None
    powers_before: tuple[str, ...]  # holder/action/object/domain, polarity, autonomy, constraints
    powers_after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PowerChange:
    """A power whose part in a score came, went or changed, with its clause and rule."""

    what: str  # came, went, changed
    component: str
    power: str  # holder/action/object/domain; "" where no power decides
    clause_before: str | None
    clause_after: str | None
    before: float | None  # contribution
    after: float | None
    rule_before: str | None
    rule_after: str | None
    cause: str | None  # text or reading; None where its own clause does not explain it


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """A score that differs on a day, and why."""

    score_id: str  # scheme/series/lang/holder/day
    scheme: str
    moment: str  # series/lang/day, under which `Difference.around` tells of other clauses
    what: str  # came, went, changed
    before: float | None
    after: float | None
    causes: tuple[str, ...]  # text, reading, registry, weights, code; see docs/releases.md
    powers: tuple[PowerChange, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs between two releases."""

    older: str
    newer: str
    inputs: tuple[InputChange, ...]
    texts: tuple[TextChange, ...]
    clauses: tuple[ClauseChange, ...]
    scores: tuple[ScoreChange, ...]
    around: Mapping[str, tuple[str, ...]]  # texts and clauses in force that differ, by moment
    same_scores: int  # days and schemes with the same value in both
    intervals: int  # of these, how many have another interval


def diff(older: Path, newer: Path) -> Difference:
    """Compare two releases.

    Raises:
        ReleaseError: one is damaged or of another layout.
    """
    import duckdb

    try:
        return _compare(older, newer)
    except duckdb.Error as error:
        first = " ".join(str(error).split("\n\n")[0].split())
        raise ReleaseError(
            f"cannot be compared ({first})", f"{older} and {newer}", "see `bilik release verify`"
        ) from error


def _compare(older: Path, newer: Path) -> Difference:
    with _opened(older, newer) as db:
        for statement in sql.PREPARE:
            db.execute(statement)
        inputs = tuple(_inputs(db))
        near = {
            moment: (causes, tuple(ids))
            for moment, causes, ids in db.execute(sql.AROUND).fetchall()
        }
        causes = {moment: found for moment, (found, _) in near.items()}
        ((same, intervals),) = db.execute(sql.SAME).fetchall()
        return Difference(
            older.name,
            newer.name,
            inputs,
            tuple(TextChange(*row) for row in db.execute(sql.TEXTS).fetchall()),
            tuple(_clause(*row) for row in db.execute(sql.CLAUSES).fetchall()),
            tuple(_scores(db, causes, {one.name for one in inputs})),
            {moment: ids for moment, (_, ids) in near.items()},
            same,
            intervals,
        )


def _scores(
    db: duckdb.DuckDBPyConnection, causes: Mapping[str, Iterable[str]], differing: set[str]
) -> Iterator[ScoreChange]:
    powers: dict[str, list[PowerChange]] = {}
    for score_id, *fields in db.execute(sql.POWERS).fetchall():
        powers.setdefault(score_id, []).append(PowerChange(*fields))
    for key, scheme, moment, what, before, after, known in db.execute(sql.SCORES).fetchall():
        parts = tuple(powers.get(key, ()))
        why = _causes(parts, causes.get(moment, ()), differing) if known else ("code",)
        yield ScoreChange(key, scheme, moment, what, before, after, why, parts)


@contextmanager
def _opened(older: Path, newer: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    import duckdb
    import pyarrow as pa
    import pyarrow.parquet as pq

    with duckdb.connect(config={"enable_external_access": False}) as db:
        for side, release in (("a", older), ("b", newer)):
            check_layout(release)
            for table in _TABLES:
                path = release / f"{table}.parquet"
                try:
                    rows = pq.read_table(path, columns=_COLUMNS.get(table))
                    db.register(f"{side}_{table}", rows)
                except (OSError, ValueError, pa.ArrowException) as cause:
                    raise ReleaseError(
                        f"cannot be read ({cause})", path, "see `bilik release verify`"
                    ) from cause
        yield db


def _inputs(db: duckdb.DuckDBPyConnection) -> Iterator[InputChange]:
    before, after = ({**_run(db, side), **_models(db, side)} for side in "ab")
    for name in before | after:
        old, new = before.get(name), after.get(name)
        if isinstance(old, list) and isinstance(new, list):
            old, new = (
                [one for one in old if one not in new],
                [one for one in new if one not in old],
            )
        if old != new:
            yield InputChange(name, _told(old), _told(new))


def _run(db: duckdb.DuckDBPyConnection, side: str) -> dict[str, Any]:
    result = db.execute(f"SELECT {', '.join(_INPUTS)} FROM {side}_runs WHERE kind = 'build'")
    return dict(zip(_INPUTS, result.fetchone() or (), strict=False))


def _models(db: duckdb.DuckDBPyConnection, side: str) -> dict[str, Any]:
    found = db.execute(f"SELECT 'model ' || model, sha256 FROM {side}_models ORDER BY model")
    return dict(found.fetchall())


def _told(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _clause(
    clause_id: str,
    what: str,
    label_before: str | None,
    label_after: str | None,
    powers_before: list[str] | None,
    powers_after: list[str] | None,
) -> ClauseChange:
    return ClauseChange(
        clause_id,
        what,
        label_before,
        label_after,
        tuple(powers_before or ()),
        tuple(powers_after or ()),
    )


def _causes(
    parts: tuple[PowerChange, ...], around: Iterable[str], differing: set[str]
) -> tuple[str, ...]:
    """Why a score changed: what its own powers show and, where these do not tell, what else does.

    A part whose own clause is the same changed because of another one: a total that it is divided
    by, a limit that stands elsewhere, a weight.
    """
    found = {part.cause for part in parts if part.cause}
    if not parts or any(part.cause is None for part in parts):
        found |= set(around)
        if "registry_sha256" not in differing:
            found.discard("registry")
        if "weights_sha256" in differing:
            found.add("weights")
    if not found:
        found = {cause for name, cause in _LAST.items() if name in differing}
    return tuple(sorted(found))
