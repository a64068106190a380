"""What the intervals cost, and how wide they are by source of doubt.

Example:
    python benchmarks/uncertainty.py ../shared/corpus corpus/restated
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from statistics import median

from pipeline import dataset, registry
from pipeline.index import score
from pipeline.index.uncertainty import REPLICATES, uncertainty
from pipeline.index.weights import load as load_weights
from pipeline.ingest import ingest
from pipeline.language.cache import TagCache
from pipeline.reading import parse_texts, read_otherwise_cut, read_powers
from pipeline.records_index import Score, ScoreInterval
from pipeline.sources import source
from pipeline.vocabulary import Doubt, Holder, Scheme
from pipeline.workspace import Workspace

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Read some folders, draw their scores, print seconds and the President's widths."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", nargs="*", type=Path, default=[ROOT / "corpus" / "restated"])
    parser.add_argument("--replicates", type=int, default=REPLICATES)
    options, acts, weights = parser.parse_args(), registry.load(), load_weights()
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder))
        for corpus in options.corpora:
            ingest(source(f"folder:{corpus}"), workspace, acts, False, lambda _: None)
        texts = parse_texts(workspace, workspace.versions())
        versions, tag = [text.version for text in texts], TagCache(workspace.cache)
        started = time.process_time()
        readings = read_powers(texts, tag)
        started = _told(f"reading {len(texts)} texts, with models loaded", started)
        otherwise = read_otherwise_cut(texts, readings, tag)
        started = _told(f"{sum(map(len, otherwise.values()))} other cuts, read", started)
        scores, _ = score(acts, versions, dataset.statements(readings), weights)
        started = _told(f"{len(scores)} scores", started)
        found = uncertainty(
            acts, versions, readings, weights, scores, otherwise, replicates=options.replicates
        )
        _told(f"{len(found.intervals)} intervals, {len(found.differences)} differences", started)
    _print_widths(found.scores, found.intervals)


def _told(what: str, started: float) -> float:
    print(f"{what:<44} {time.process_time() - started:6.2f} s of CPU")
    return time.process_time()


def _print_widths(scores: Iterable[Score], intervals: Iterable[ScoreInterval]) -> None:
    """The median width for the President or for all holders together, beside the median score."""
    shown = {one.score_id: one for one in scores if one.holder in (Holder.PRESIDENT, None)}
    widths: dict[tuple[str, Scheme], dict[Doubt, list[float]]] = {}
    values: dict[tuple[str, Scheme], list[float]] = {}
    for one in intervals:
        score = shown.get(one.score_id)
        if score is None or score.value is None:
            continue
        key = (score.series, score.scheme)
        widths.setdefault(key, {}).setdefault(one.doubt, []).append(one.high - one.low)
        values.setdefault(key, []).append(score.value)
    print(f"{'median width':<38} {'score':>10}", *(f"{doubt:>10}" for doubt in Doubt))
    for (series, scheme), found in sorted(widths.items()):
        cells = [median(values[series, scheme]), *(median(found[doubt]) for doubt in Doubt)]
        print(f"{series} {scheme:<29}", *(f"{cell:10.3f}" for cell in cells))


if __name__ == "__main__":
    main()
