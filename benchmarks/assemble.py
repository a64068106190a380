"""Time of what follows the reading: versions compared, languages, akims, scores, claims.

Example:
    python benchmarks/assemble.py ../shared/corpus corpus/restated
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from pipeline import claims, dataset, registry
from pipeline.changes import changes
from pipeline.claims.load import DEFAULT
from pipeline.divergences import divergences
from pipeline.index import score
from pipeline.index.weights import load as load_weights
from pipeline.ingest import ingest
from pipeline.language.cache import TagCache
from pipeline.reading import amending_texts, parse_texts, read_amendments, read_powers
from pipeline.sources import source
from pipeline.tiers import tiers
from pipeline.workspace import Workspace

ROOT = Path(__file__).parent.parent


class Clock:
    """Prints the seconds since it was last asked."""

    def __init__(self) -> None:
        self._last = time.perf_counter()

    def __call__(self, what: str) -> None:
        now = time.perf_counter()
        print(f"{what:<34} {now - self._last:6.2f} s")
        self._last = time.perf_counter()


def main() -> None:
    """Read the texts of some folders once, and time each step after that."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", nargs="*", type=Path, default=[ROOT / "corpus" / "restated"])
    options, acts = parser.parse_args(), registry.load()
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder))
        for corpus in options.corpora:
            ingest(source(f"folder:{corpus}"), workspace, acts, False, lambda _: None)
        texts = parse_texts(workspace, workspace.versions())
        tag = TagCache(workspace.cache)
        readings = read_powers(texts, tag)
        versions = [text.version for text in texts]
        provisions = {text.version.version_id: text.parsed.provisions for text in texts}
        notes = {text.version.version_id: text.parsed.notes for text in texts}
        powers = dataset.statements(readings)
        print(f"{len(texts)} texts, {sum(map(len, readings.values()))} clauses")
        clock = Clock()
        amending = read_amendments(workspace, acts, amending_texts(acts, texts), tag)
        clock("instructions of amending acts, read")
        found = changes(acts, versions, provisions, notes, readings, amending)
        clock(f"{len(found.changes)} changes, {len(found.lives)} lives")
        listed = divergences(provisions, readings, versions)
        clock(f"{len(listed)} divergences")
        akims = tiers(acts, versions, readings)
        clock(f"{len(akims)} rows on akims")
        scored = score(acts, versions, powers, load_weights())
        clock(f"{len(scored[0])} scores")
        evidence = claims.Evidence(acts, versions, powers, found.changes, akims, *scored)
        verdicts = claims.check(claims.load(DEFAULT, acts), evidence)
        clock(f"{len(verdicts)} verdicts on claims")


if __name__ == "__main__":
    main()
