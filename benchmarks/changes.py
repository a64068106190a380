r"""Measure the changes found against those listed by hand, or list what differs.

python benchmarks/changes.py --texts ../shared/corpus
python benchmarks/changes.py --texts ../shared/corpus --gold ../shared/gold --powers labelled
python benchmarks/changes.py --texts ../shared/corpus --errors rus
python benchmarks/changes.py --agreement

`--powers labelled` matches the powers that people read in place of those that the reader reads:
what is lost there is lost in the matching. Changes in articles with an even number are for figures
only: `--errors` shows the others.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pipeline import registry
from pipeline.changes import changes
from pipeline.changes.evaluation import Row, found, listed, matched, of, score
from pipeline.classifier.annotations import PowerLabel
from pipeline.classifier.examples import ANNOTATIONS, collect
from pipeline.ingest import ingest
from pipeline.language.cache import TagCache
from pipeline.normalize import text_hash
from pipeline.powers.autonomy import autonomy
from pipeline.reading import parse_texts, read_powers
from pipeline.records import Change, Clause, Constraint, Power, Reading
from pipeline.sources import source
from pipeline.vocabulary import Lang
from pipeline.workspace import Workspace

LISTS = ANNOTATIONS / "changes"
SECOND = ANNOTATIONS / "second" / "changes.jsonl"


def main() -> None:
    """Print the measures by pair of texts, language and kind."""
    options = _options()
    gold = listed(LISTS.glob("*.jsonl"))
    if options.agreement:
        second = listed([SECOND])
        scope = {(one.texts, one.article) for one in second}
        kept = [one for one in gold if (one.texts, one.article) in scope]
        _table(matched(kept, second))
        return
    if not options.texts.is_dir():
        print(f"no texts at {options.texts}; name their folder with --texts", file=sys.stderr)
        return
    rows = matched(gold, found(_changes(options)))
    listed_texts = {one.texts for one in gold}
    rows = [row for row in rows if of(row).texts in listed_texts]
    if options.errors:
        _errors([row for row in rows if of(row).lang == options.errors])
    else:
        _table(rows)


def _changes(options: argparse.Namespace) -> tuple[Change, ...]:
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder))
        acts = registry.load()
        ingest(source(f"folder:{options.texts}"), workspace, acts, False, lambda _: None)
        texts = parse_texts(workspace, workspace.versions())
        readings = read_powers(texts, TagCache(options.cache or workspace.cache))
    if options.powers == "labelled":
        readings = _labelled(readings, options.texts, options.gold)
    return changes(
        acts,
        [text.version for text in texts],
        {text.version.version_id: text.parsed.provisions for text in texts},
        {text.version.version_id: text.parsed.notes for text in texts},
        readings,
    ).changes


def _labelled(
    readings: Mapping[str, list[Reading]], texts: Path, gold: Path | None
) -> dict[str, list[Reading]]:
    """The readings with the powers that people read, where any of them read the same words."""
    files = sorted(p for p in ANNOTATIONS.glob("*.jsonl") if not p.name.startswith("tags."))
    known = {
        _words(example.clause): tuple(map(_power, example.annotation.powers))
        for example in collect(files, [texts], gold).labelled
        if example.annotation
    }
    missing = sum(_words(one.clause) not in known for here in readings.values() for one in here)
    print(f"{missing} clauses without a hand label keep what was read")
    return {
        version_id: [replace(one, powers=known.get(_words(one.clause), one.powers)) for one in here]
        for version_id, here in readings.items()
    }


def _words(clause: Clause) -> tuple[str, ...]:
    return clause.lang, text_hash(clause.text), text_hash(clause.lead_in)


def _power(label: PowerLabel) -> Power:
    limits = tuple(Constraint(*limit) for limit in label.constraints)
    level = autonomy(label.action, limits)
    return Power(
        label.holder, label.action, label.object, label.domain, label.polarity, limits, level
    )


def _errors(rows: list[Row]) -> None:
    shown = [row for row in rows if not any(one and one.held_out for one in row)]
    for row in sorted(
        shown, key=lambda row: (of(row).texts, of(row).after or of(row).before or "")
    ):
        one = of(row)
        if not (row[0] and row[1]):
            what = (
                one.kind,
                one.holder,
                one.holder_to,
                one.action,
                one.before,
                one.after,
                one.what,
            )
            print("missed" if row[0] else "wrong ", *one.texts, *(part or "-" for part in what))


def _table(rows: list[Row]) -> None:
    print(f"{'':46} listed  found   prec    rec     F1")
    for texts in sorted({of(row).texts for row in rows}):
        for lang in Lang:
            here = [row for row in rows if (of(row).texts, of(row).lang) == (texts, lang)]
            _line(f"{texts[0]} {texts[1].split('@')[1]} {lang}", here)
    for lang in Lang:
        here = [row for row in rows if of(row).lang == lang]
        _line(f"all {lang}", here)
        _line(f"even articles (held out) {lang}", [row for row in here if of(row).held_out])
    for kind in sorted({of(row).kind for row in rows}):
        _line(kind, [row for row in rows if of(row).kind == kind])
    _line("all but reworded", [row for row in rows if of(row).kind != "reworded"])


def _line(name: str, rows: list[Row]) -> None:
    told = score(rows)
    measures = " ".join(f"{value:6.1%}" for value in told[2:])
    print(f"{name:46} {told.listed:6} {told.found:6} {measures}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--texts", type=Path, default=Path("../shared/corpus"), help="Folder of official texts."
    )
    parser.add_argument("--gold", type=Path, help="Folder of the gold set.")
    parser.add_argument("--powers", choices=("read", "labelled"), default="read")
    parser.add_argument("--errors", choices=tuple(Lang), help="List errors in this language.")
    parser.add_argument("--agreement", action="store_true", help="Two people's lists compared.")
    parser.add_argument("--cache", type=Path, help="Folder of tags kept from an earlier run.")
    return parser.parse_args()


if __name__ == "__main__":
    main()
