r"""Measure the reader on one part of the annotated clauses, or list its errors there.

python benchmarks/read.py dev --gold ../shared/gold --texts ../shared/corpus
python benchmarks/read.py dev --texts ../shared/corpus --errors domain --lang kaz

The rules read alone, unless --classifier; the champion has learned from all parts but `held-out`,
and `bilik models evaluate classifier` measures it on articles that it has not seen.

`gold` and `dev` may be looked at while rules are written. `val` is for figures only, and the
Constitution of 2026, `held-out`, for one last figure (docs/annotation.md, Parts).
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from pipeline.classifier.examples import ANNOTATIONS, Example, collect
from pipeline.classifier.measures import FIELDS, Judged, judged, scores
from pipeline.classifier.store import champion_or_none
from pipeline.language.cache import TagCache
from pipeline.powers import Reader
from pipeline.records import Reading
from pipeline.vocabulary import Lang

HELD_OUT = "constitution-2026"
# Restated acts that no rule was written for. Of the Constitution of 1995 the articles whose number
# four divides are set apart (before, all even ones were: the others were then taken into dev).
TEST_ACTS = {
    "law-1990-04-24", "decree-2001-633", "decree-2006-130", "decree-2011-86", "decree-2022-912",
    "law-local-government-2001", "const-law-president-1995", "delegation-1993",
}  # fmt: skip
PARTS = ("gold", "dev", "val", "held-out")
SHOWN = ("macro-F1", "remove F1", "grant F1", "constrain F1", "none F1", *FIELDS, "ECE")


def part_of(example: Example, gold: frozenset[tuple[str, str]]) -> str:
    """The part that an annotated clause belongs to."""
    clause = example.clause
    if clause.act == HELD_OUT:
        return "held-out"
    if not clause.restated and (clause.act, clause.version) in gold:
        return "gold"
    if clause.act in TEST_ACTS:
        return "val"
    if clause.act != "constitution-1995":
        return "dev"
    article = clause.eid.split("__")[0].removeprefix("art_").split("-")[0]
    return "val" if article.isdecimal() and int(article) % 4 == 0 else "dev"


def main() -> None:
    """Print a line of measures for each language and, if asked, the clauses read wrongly."""
    options = _options()
    files = sorted(p for p in ANNOTATIONS.glob("*.jsonl") if not p.name.startswith("tags."))
    examples = collect(files, options.texts, options.gold)
    gold = frozenset(
        (e.clause.act, e.clause.version)
        for e in examples.labelled
        if e.annotation and options.gold and str(options.gold) in e.annotation.place
    )
    started = time.perf_counter()
    reader = Reader(TagCache(options.cache), champion_or_none() if options.classifier else None)
    readings = list(reader.read(example.clause for example in examples.rows))
    spent = time.perf_counter() - started
    for lang in Lang:
        mine = [
            (example, reading)
            for example, reading in zip(examples.rows, readings, strict=True)
            if example.annotation
            and example.clause.lang is lang
            and part_of(example, gold) == options.part
        ]
        rows = [_judged(example, reading) for example, reading in mine]
        found = scores(rows)
        figures = "  ".join(f"{name} {100 * found[name]:.1f}" for name in SHOWN if name in found)
        print(f"{lang} {options.part} {len(rows)} clauses  {figures}")
        if options.errors and (options.lang in (None, lang.value)):
            _show(mine, rows, options.errors)
    print(f"{len(examples.stale)} stale, {len(examples.without_text)} without text; {spent:.1f} s")


def _judged(example: Example, reading: Reading) -> Judged:
    assert example.annotation
    return judged(reading, example.annotation.label, example.annotation.powers)


def _show(mine: list[tuple[Example, Reading]], rows: list[Judged], field: str) -> None:
    seen: set[tuple[str, str]] = set()
    for (example, _), row in zip(mine, rows, strict=True):
        clause = example.clause
        if field == "label":
            read, right = {row.label.value}, {row.right_label.value}
        else:
            read, right = FIELDS[field](row.powers), FIELDS[field](row.right_powers)
        if read == right or (clause.lead_in, clause.text) in seen:
            continue
        seen.add((clause.lead_in, clause.text))
        print(f"[{clause.clause_id}] {clause.lead_in[:80]} | {clause.text}")
        print(f"    missed {_plain(right - read)}\n    extra  {_plain(read - right)}")


def _plain(facts: set[object]) -> list[str]:
    return sorted(" ".join(map(str, f)) if isinstance(f, tuple) else str(f) for f in facts)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("part", choices=PARTS)
    parser.add_argument("--gold", type=Path, help="folder of gold clauses")
    parser.add_argument("--texts", type=Path, action="append", default=[], help="official texts")
    parser.add_argument("--errors", choices=("label", *FIELDS), help="list the clauses read wrong")
    parser.add_argument("--classifier", action="store_true", help="let the champion decide labels")
    parser.add_argument("--lang", choices=[lang.value for lang in Lang])
    parser.add_argument("--cache", type=Path, default=Path("workspace/cache"), help="tagged texts")
    return parser.parse_args()


if __name__ == "__main__":
    main()
