"""Time opening a release and asking it, at the size of a real release or of a made one.

python benchmarks/query.py workspace           # a workspace, or a release's folder
python benchmarks/query.py --powers 200000     # made for this: so many powers, and all else

Each round is a fresh process: opening and a point query, questions as people ask them, the whole
`bilik` command. The engine holds nothing before, but files are in the system's cache. Milliseconds:
the best of the rounds, the middle one, and the worst.
"""

from __future__ import annotations

import argparse
import importlib
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline import open_release
from pipeline.dataset import Contents, VersionRow, power_ids, publish
from pipeline.records import (
    Act,
    Change,
    Clause,
    Constraint,
    Life,
    Power,
    Provision,
    Reading,
    Snapshot,
    Step,
    Version,
)
from pipeline.records_index import Score, ScoreComponent, ScoreDifference, ScoreInterval
from pipeline.vocabulary import (
    Action,
    Autonomy,
    ChangeKind,
    ConstraintType,
    Domain,
    Doubt,
    Holder,
    Label,
    Lang,
    Polarity,
    Scheme,
    TextState,
)

ROUNDS = 7
A_TEXT, AN_ACT = 100, 10  # powers in a made text; texts of a made act, in each language
BEGIN, APART = date(1990, 1, 1), timedelta(days=13)
HOLDERS, ACTIONS, DOMAINS = list(Holder), list(Action), list(Domain)
SCORED = [(scheme, holder) for scheme in list(Scheme)[:5] for holder in HOLDERS[:16]]
WORDS = (
    "The holder decides on the matter within the days that the law lays down and tells the chamber "
    "of it; where the chamber objects, the matter is put to it again with the reasons."
)


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("release", nargs="?", type=Path, help="a workspace or a release's folder")
    parser.add_argument("--powers", type=int, default=200_000, help="in the made release")
    parser.add_argument("--round", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.round:
        print(json.dumps(one_round(options.release, *options.round)))
        return
    with tempfile.TemporaryDirectory() as folder:
        place = options.release or made(options.powers, Path(folder))
        with open_release(place) as r:
            release = str(r.path)
            powers = r.powers(columns=["power_id"])["power_id"]
            power = powers[len(powers) // 2].as_py()
            day = max(r.reforms(holder="president", series="restated")["day"].to_pylist())
        command = [sys.executable, __file__, release, "--round", power, str(day)]
        rounds = [json.loads(run(*command)) for _ in range(ROUNDS)]
    print(f"{'best':>8} {'middle':>8} {'worst':>8}  ms")
    for name in rounds[0]:
        times = [one[name] for one in rounds]
        print(f"{min(times):8.1f} {statistics.median(times):8.1f} {max(times):8.1f}  {name}")


def run(*command: str) -> bytes:
    """What a command prints."""
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def one_round(release: Path, power: str, day: str) -> dict[str, float]:
    """Milliseconds of each step, by its name."""
    times: dict[str, float] = {}

    def timed(name: str, step: Callable[[], object]) -> None:
        start = time.perf_counter()
        step()
        times[name] = 1000 * (time.perf_counter() - start)

    def open_and_ask() -> None:
        with open_release(release) as r:
            r.sql(point)

    point = f"SELECT holder, action, object, text FROM powers_read WHERE power_id = '{power}'"
    imports = "import duckdb, pyarrow, pipeline.api"
    timed("a process that imports what reading needs", lambda: run(sys.executable, "-c", imports))
    importlib.import_module("pyarrow")
    importlib.import_module("duckdb")
    timed("open and a point query", open_and_ask)
    held: dict[str, Any] = {"holder": "president", "series": "restated", "lang": "rus"}
    with open_release(release) as r:
        [score] = r.scores(scheme="share", on=day, columns=["score_id"], **held)["score_id"]
    with open_release(release) as r:
        timed("a point query", lambda: r.sql(point))
        timed("the President's powers on a day", lambda: r.powers(on=day, **held))
        timed("limits on them", lambda: r.constraints(on=day, **held))
        timed("his share by day", lambda: r.scores(scheme="share", **held))
        timed("his share by year", lambda: r.scores(scheme="share", by="year", **held))
        timed("his changes on a day", lambda: r.changes(on=day, **held))
        timed("what each reform gave and took", lambda: r.reforms(**held))
        timed("components of a score", lambda: r.components(score.as_py()))
        timed("clauses behind a score", lambda: r.evidence(score.as_py()))
    bilik = (sys.executable, "-m", "pipeline.cli", "query", "--release", str(release), point)
    timed("bilik query, from start to end", lambda: run(*bilik))
    return times


def made(powers: int, folder: Path) -> Path:
    """Publish a release with so many powers; nothing in it is real."""
    start = time.perf_counter()
    release = publish(contents(max(2, powers // A_TEXT // len(Lang))), folder, "0123456789abcdef")
    size = (release / "bilik.duckdb").stat().st_size / 2**20
    print(f"made in {time.perf_counter() - start:.0f} s; its DuckDB file has {size:.0f} MiB")
    print(json.loads((release / "log.json").read_text(encoding="utf8"))["rows"])
    return release


def contents(texts: int) -> Contents:
    """So many texts in each language, and what follows from them about as in a real release."""
    acts = -(-texts // AN_ACT)
    versions = {lang: [version(n, acts, lang) for n in range(texts)] for lang in Lang}
    every = [one for rows in versions.values() for one in rows]
    readings = {one.version_id: [reading(one, k) for k in range(A_TEXT)] for one in every}
    ids = {key: [one for each in rows for one in power_ids(each)] for key, rows in readings.items()}
    scores = {one.version_id: scores_of(one) for one in every}
    return Contents(
        acts=[act(n) for n in range(acts)],
        snapshots=[Snapshot(one.sha256, one.sha256, "made", "text/plain", "", 1) for one in every],
        versions=[VersionRow(one, one.date, one.date + APART * acts) for one in every],
        provisions={key: [provision(one.clause) for one in rows] for key, rows in readings.items()},
        readings=readings,
        scores=[score for rows in scores.values() for score in rows],
        components=[
            ScoreComponent(score.score_id, power_id, 0.01, DOMAINS[k % len(DOMAINS)])
            for key, rows in scores.items()
            for score in rows
            for k, power_id in enumerate(ids[key][:18])
        ],
        intervals=[
            ScoreInterval(score.score_id, doubt, 0.1, 0.3)
            for rows in scores.values()
            for score in rows
            for doubt in Doubt
        ],
        differences=[
            ScoreDifference(a.score_id, b.score_id, 0.1, 0.0, 0.2, 0.9, 0.1, False, (later.act,))
            for rows in versions.values()
            for earlier, later in pairwise(rows)
            for a, b in zip(scores[earlier.version_id], scores[later.version_id], strict=True)
        ],
        changes=[
            change(earlier, later, ids, k)
            for rows in versions.values()
            for earlier, later in zip(rows, rows[acts:], strict=False)
            for k in range(0, A_TEXT, 3)
        ],
        lives=[
            Life(
                f"power/{n}/{k}",
                "restated",
                lang,
                tuple(Step(one.version_id, ids[one.version_id][k]) for one in rows[n::acts]),
            )
            for lang, rows in versions.items()
            for n in range(acts)
            for k in range(A_TEXT)
        ],
    )


def act(n: int) -> Act:
    """A made act; the first is a constitution."""
    kind = "constitution" if n == 0 else "law"
    return Act(f"made-{n}", kind, {"eng": f"Made {n}"}, adopted=BEGIN, in_force=BEGIN + APART * n)


def version(n: int, acts: int, lang: Lang) -> Version:
    """Texts begin one after another; act by act, then the next text of each."""
    day = BEGIN + APART * n
    return Version(f"made-{n % acts}", day, lang, TextState.RESTATED, f"{n:060}{lang}x")


def reading(text: Version, k: int) -> Reading:
    """A clause that gives one power; every third is the President's, every second is limited."""
    words = f"{k}. {WORDS} {WORDS}"
    clause = Clause(
        text.act, text.date.isoformat(), text.lang, f"art_{k}", 0, "", words, 0, len(words), True
    )
    limits = (Constraint(ConstraintType.CONSENT, Holder.PARLIAMENT),) if k % 2 else ()
    power = Power(
        holder=HOLDERS[0] if k % 3 == 0 else HOLDERS[k % len(HOLDERS)],
        action=ACTIONS[k % len(ACTIONS)],
        object=f"object_{k}",
        domain=DOMAINS[k % len(DOMAINS)],
        polarity=Polarity.GIVES,
        constraints=limits,
        autonomy=Autonomy.CONSENT if limits else Autonomy.ALONE,
    )
    proba = {label: 0.97 if label is Label.GRANT else 0.01 for label in Label}
    return Reading(clause, Label.GRANT, proba, (power,), needs_review=False)


def provision(clause: Clause) -> Provision:
    """The article that holds the clause."""
    return Provision(
        clause.eid, "article", clause.eid[4:], "", clause.text, clause.start, clause.end
    )


def scores_of(text: Version) -> list[Score]:
    """Scores of the days until the next text begins."""
    end = text.date + APART
    return [
        Score(scheme, text.series, text.lang, holder, 0.2, text.date, end, False, 0.1, 0.3)
        for scheme, holder in SCORED
    ]


def change(earlier: Version, later: Version, ids: Mapping[str, Sequence[str]], k: int) -> Change:
    """What became of a power between two texts of an act; none is passed on."""
    kinds = [kind for kind in ChangeKind if kind is not ChangeKind.TRANSFERRED]
    return Change(
        change_id=f"{earlier.version_id}..{later.version_id}/{k}",
        kind=kinds[k % len(kinds)],
        older=earlier.version_id,
        newer=later.version_id,
        date=later.date,
        exact=True,
        power=f"power/{k}",
        power_from=ids[earlier.version_id][k],
        power_to=ids[later.version_id][k],
        holder=HOLDERS[0],
        holder_to=None,
        action=ACTIONS[k % len(ACTIONS)],
        object=f"object_{k}",
        domain=DOMAINS[k % len(DOMAINS)],
        polarity=Polarity.GIVES,
        differs=(),
        proofs=(),
        other_language="",
        similarity=1.0,
        partial=False,
    )


if __name__ == "__main__":
    main()
