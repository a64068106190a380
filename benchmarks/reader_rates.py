"""How often the reader misreads a power or misses one where it has the label right.

These are the rates of pipeline/index/uncertainty/rates.toml. Doubt about the label is left out: the
classifier's probabilities stand for it. A power is a holder with an action and a domain.

python benchmarks/reader_rates.py --texts ../shared/corpus --gold ../shared/gold
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from pipeline.classifier.crossing import Crossed, cross, see
from pipeline.classifier.examples import ANNOTATIONS, collect
from pipeline.classifier.folds import FOLDS
from pipeline.classifier.measures import FIELDS, as_label
from pipeline.language.cache import TagCache
from pipeline.vocabulary import Label, Lang


def main() -> None:
    """Print precision and recall for each language, from five folds of whole articles."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", type=Path, action="append", default=[], help="official texts")
    parser.add_argument("--gold", type=Path, help="folder of gold clauses")
    parser.add_argument("--cache", type=Path, default=Path("workspace/cache"), help="tagged texts")
    options = parser.parse_args()
    files = sorted(p for p in ANNOTATIONS.glob("*.jsonl") if not p.name.startswith("tags."))
    examples = collect(files, options.texts, options.gold)
    tag = TagCache(options.cache)
    crossed = cross(see(examples, tag), tag, FOLDS, lambda _: None)
    for lang in Lang:
        print(lang, *told(one for one in crossed if one.annotation.lang is lang))


def told(rows: Iterable[Crossed]) -> list[str]:
    """Precision and recall of the powers of clauses that are rightly read as giving some."""
    hits = read = right = clauses = 0
    for one in rows:
        if not one.reading.label is one.annotation.label is Label.GRANT:
            continue
        mine = FIELDS["domain"]([as_label(power) for power in one.reading.powers])
        theirs = FIELDS["domain"](one.annotation.powers)
        hits, read, right = hits + len(mine & theirs), read + len(mine), right + len(theirs)
        clauses += 1
    return [
        f"{clauses} clauses",
        f"precision {hits / read:.3f} ({hits} of {read})",
        f"recall {hits / right:.3f} ({hits} of {right})",
    ]


if __name__ == "__main__":
    main()
