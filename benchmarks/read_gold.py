r"""Measure the reader against gold clauses, or against stand-off annotations of texts.

python benchmarks/read_gold.py ../shared/gold --errors 20 --field domain --articles odd
python benchmarks/read_gold.py --annotations corpus/annotations/restated.jsonl \
    --texts corpus/restated --acts law-1990-11-20,decree-2007-339
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from pipeline.normalize import text_hash
from pipeline.parse import parse
from pipeline.parse.sourcetext import read_text
from pipeline.powers import Reader
from pipeline.records import Clause, Reading
from pipeline.vocabulary import Label, Lang

Facts = Callable[[list[dict[str, Any]]], set[Any]]

MEASURES: dict[str, Facts] = {
    "holder": lambda powers: {p["holder"] for p in powers if p["holder"]},
    "holder+action": lambda powers: {(p["holder"], p["action"]) for p in powers if p["holder"]},
    "domain": lambda powers: {
        (p["holder"], p["action"], p["domain"]) for p in powers if p["holder"]
    },
    "constraint": lambda powers: {
        (c["type"], c["actor"]) for p in powers for c in p["constraints"]
    },
    "object": lambda powers: {p["object"] for p in powers if p["object"]},
}


def gold(folder: Path) -> Iterator[tuple[Clause, dict[str, Any]]]:
    """Clauses and their annotations, file by file in document order."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf8").splitlines():
            row = json.loads(line)
            yield Clause(
                row["act"], row["version"], Lang(row["lang"]), row["eid"], row["n"],
                row["lead_in"], row["text"],
            ), row  # fmt: skip


def annotated(path: Path, texts: Path) -> Iterator[tuple[Clause, dict[str, Any] | None]]:
    """All clauses of the texts that annotations name, each with its row or None.

    Clauses without a row are read too: pronouns look back at them. A row whose clause is gone or
    has other words is stale; it is counted and printed, and never scored.
    """
    rows: defaultdict[tuple[str, str, str], dict[tuple[str, int], dict[str, Any]]]
    rows = defaultdict(dict)
    for line in path.read_text(encoding="utf8").splitlines():
        row = json.loads(line)
        rows[row["act"], row["version"], row["lang"]][row["eid"], row["n"]] = row
    stale = 0
    for (act, version, lang), mine in sorted(rows.items()):
        name = f"{act}/{version}.{lang}.md"
        text = read_text((texts / name).read_bytes(), "text/markdown", name)
        for clause in parse(text, "text/markdown", name).clauses:
            row = mine.pop((clause.eid, clause.n), None)
            if row and row["sha256"] != text_hash(clause.text):
                stale += 1
                row = None
            yield clause, row and {**row, "text": clause.text, "lead_in": clause.lead_in}
        stale += len(mine)
    print(f"{stale} stale annotations left out")


def article(clause: Clause) -> int:
    """Number of the article, 0 where there is none; splits are made by article."""
    digits = clause.eid.split("__")[0].removeprefix("art_").split("-")[0]
    return int(digits) if digits.isdecimal() else 0


def as_rows(reading: Reading) -> list[dict[str, Any]]:
    """Powers of a reading in the shape of the gold set."""
    return [
        {
            "holder": p.holder and p.holder.value, "action": p.action and p.action.value,
            "object": p.object, "domain": p.domain and p.domain.value,
            "constraints": [{"type": c.type.value, "actor": c.actor and c.actor.value,
                             "value": c.value} for c in p.constraints],
        }
        for p in reading.powers
    ]  # fmt: skip


def f1(hits: int, found: int, wanted: int) -> float:
    """Harmonic mean of precision and recall, from counts."""
    return 2 * hits / (found + wanted) if found + wanted else 0.0


def measure(pairs: Iterable[tuple[Reading, dict[str, Any]]]) -> dict[str, float]:
    """Label accuracy, macro-F1, F1 a label, and micro-F1 of every field."""
    confusion: Counter[tuple[str, str]] = Counter()
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for reading, row in pairs:
        confusion[row["label"], reading.label.value] += 1
        rows = as_rows(reading)
        for name, facts in MEASURES.items():
            found, wanted = facts(rows), facts(row["powers"])
            for place, value in enumerate((len(found & wanted), len(found), len(wanted))):
                counts[name][place] += value
    total = sum(confusion.values())
    if not total:
        return {}
    scores = {"clauses": float(total)}
    scores["accuracy"] = sum(n for (a, b), n in confusion.items() if a == b) / total
    by_label = {}
    for label in Label:
        hit = confusion[label.value, label.value]
        found = sum(n for (_, b), n in confusion.items() if b == label.value)
        wanted = sum(n for (a, _), n in confusion.items() if a == label.value)
        by_label[label.value] = f1(hit, found, wanted)
        scores[f"{label.value} P"] = hit / found if found else 0.0
        scores[f"{label.value} R"] = hit / wanted if wanted else 0.0
    scores["macro-F1"] = sum(by_label.values()) / len(by_label)
    scores |= {f"F1 {name}": value for name, value in by_label.items()}
    scores |= {f"F1 {name}": f1(*values) for name, values in counts.items()}
    return scores


def show_errors(pairs: list[tuple[Reading, dict[str, Any]]], field: str, limit: int) -> None:
    """Print clauses where the label or one field is wrong."""
    shown: set[tuple[str, str]] = set()
    for reading, row in pairs:
        rows = as_rows(reading)
        if field == "label":
            wrong = reading.label.value != row["label"]
            found, wanted = {reading.label.value}, {row["label"]}
        else:
            found, wanted = MEASURES[field](rows), MEASURES[field](row["powers"])
            wrong = found != wanted
        key = (row["text"], row["lead_in"])
        if not wrong or key in shown or len(shown) >= limit:
            continue
        shown.add(key)
        print(
            f"[{row['lang']} {row['version'][:4]} {row['eid']}/{row['n']}] {row['lead_in'][:60]} "
            f"| {row['text']}\n    missed {sorted(map(str, wanted - found))}\n"
            f"    extra  {sorted(map(str, found - wanted))}"
        )


def scored(
    wanted: list[tuple[Clause, dict[str, Any] | None]], articles: str = "all"
) -> list[tuple[Reading, dict[str, Any]]]:
    """Read every clause and keep those that have an annotation."""
    readings = Reader().read(clause for clause, _ in wanted)
    return [
        (reading, row)
        for reading, (clause, row) in zip(readings, wanted, strict=True)
        if row and (articles == "all" or article(clause) % 2 == (articles == "odd"))
    ]


def main() -> None:
    """Read all clauses and print the figures of each language."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--annotations", type=Path, help="stand-off annotations (JSON lines)")
    parser.add_argument("--texts", type=Path, default=Path("corpus/restated"))
    parser.add_argument("--acts", help="only these acts, by key, with commas between")
    parser.add_argument("--errors", type=int, default=0, help="how many mistakes to print")
    parser.add_argument("--field", default="label", choices=["label", *MEASURES])
    parser.add_argument("--lang", choices=["rus", "kaz"])
    parser.add_argument("--articles", choices=["all", "even", "odd"], default="all")
    options = parser.parse_args()
    found: Iterable[tuple[Clause, dict[str, Any] | None]] = gold(options.folder)
    if options.annotations:
        found = annotated(options.annotations, options.texts)
    acts = set(options.acts.split(",")) if options.acts else None
    wanted = [pair for pair in found if acts is None or pair[0].act in acts]
    start = time.perf_counter()
    pairs = scored(wanted, options.articles)
    seconds = time.perf_counter() - start
    for lang in ("rus", "kaz"):
        mine = [pair for pair in pairs if pair[1]["lang"] == lang]
        if options.lang in (None, lang):
            print(lang, "  ".join(f"{k} {v:.3f}" for k, v in measure(mine).items()))
            show_errors(mine, options.field, options.errors)
    print(f"{len(wanted)} clauses in {seconds:.1f} s")


if __name__ == "__main__":
    main()
