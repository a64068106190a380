"""How many clauses a second are read for powers, tagging included, and what a cached clause costs.

python benchmarks/read_speed.py ../shared/corpus
python benchmarks/read_speed.py corpus/restated --clauses 1000 --processes 2
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from pipeline.classifier.store import champion_or_none
from pipeline.language import docs
from pipeline.language.cache import TagCache
from pipeline.parse import parse
from pipeline.parse.sourcetext import MEDIA_TYPES, read_text
from pipeline.powers import Reader
from pipeline.records import Clause
from pipeline.vocabulary import Lang

WARM = 30  # clauses read first, so that models and lexicons are loaded


def clauses(folder: Path, lang: Lang, limit: int) -> list[Clause]:
    """Clauses of a folder's texts, each wording once."""
    found: dict[tuple[str, str], Clause] = {}
    for path in sorted(folder.rglob(f"*.{lang.value}.*")):
        media_type = MEDIA_TYPES.get(path.suffix)
        if media_type is None:
            continue
        text = read_text(path.read_bytes(), media_type, str(path))
        for clause in parse(text, media_type, str(path)).clauses:
            found.setdefault((clause.lead_in, clause.text), clause)
    return list(found.values())[: limit + WARM]


def seconds(reader: Reader, wanted: Sequence[Clause]) -> float:
    """How long it takes to read clauses."""
    started = time.perf_counter()
    for _ in reader.read(wanted):
        pass
    return time.perf_counter() - started


def together(wanted: Sequence[Clause], warm: Sequence[Clause], processes: int) -> float:
    """How long several processes take, each with a share of the clauses and its models loaded."""
    shares = [wanted[at::processes] for at in range(processes)]
    with ProcessPoolExecutor(processes, get_context("spawn"), _load, (warm,)) as pool:
        list(pool.map(_share, [warm] * processes))
        started = time.perf_counter()
        list(pool.map(_share, shares))
        return time.perf_counter() - started


def _load(warm: Sequence[Clause]) -> None:
    _share(warm)


def _share(wanted: Sequence[Clause]) -> float:
    return seconds(Reader(docs, champion_or_none()), wanted)


def main() -> None:
    """Print a line of figures for each language."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="texts, as <act>/<version>.<language>.<ext>")
    parser.add_argument("--clauses", type=int, default=1000, help="at most so many a language")
    parser.add_argument("--processes", type=int, default=1, help="how many read side by side")
    options = parser.parse_args()
    judge = champion_or_none()
    for lang in Lang:
        rows = clauses(options.folder, lang, options.clauses)
        warm, wanted = rows[:WARM], rows[WARM:]
        seconds(Reader(docs, judge), warm)
        if options.processes > 1:
            new = together(wanted, warm, options.processes)
        else:
            new = seconds(Reader(docs, judge), wanted)
        with tempfile.TemporaryDirectory() as folder:
            cached = TagCache(Path(folder))
            seconds(Reader(cached, judge), wanted)
            again = seconds(Reader(cached, judge), wanted)
        print(
            f"{lang.value}: {len(wanted)} clauses, {len(wanted) / new:.0f} a second; "
            f"tagged before: {1000 * again / len(wanted):.2f} ms a clause"
        )


if __name__ == "__main__":
    main()
