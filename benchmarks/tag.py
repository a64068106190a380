"""How long tagging takes: loading, and tokens a second in batches, by language and engine.

Every engine runs in a process of its own, on one core. The clauses are those of the folder; the
first pass meets every word for the first time, the second has met them all.

Example:
    PYTHONPATH=. python benchmarks/tag.py ../shared/corpus --clauses 500
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

from pipeline.errors import BilikError
from pipeline.language.engine import ENGINES
from pipeline.vocabulary import Lang

ROOT = Path(__file__).resolve().parents[1]
OFFICIAL = ROOT.parent / "shared" / "corpus"
FIRST = {Lang.RUS: "Парламент принимает законы.", Lang.KAZ: "Парламент заңдар қабылдайды."}


def main() -> int:
    """Print a line an engine and language."""
    arguments = _arguments()
    if not arguments.folder.is_dir():
        print(f"no texts at {arguments.folder}; name a folder", file=sys.stderr)
        return 1
    if arguments.one:
        lang, engine = arguments.one.split("-")
        try:
            print(_measured(arguments.folder, Lang(lang), engine, arguments.clauses))
        except BilikError as error:
            print(f"{lang} {engine:<8} {error}")
        return 0
    print(f"{'engine':<12} {'load, s':>8} {'tokens':>8} {'new words/s':>12} {'known words/s':>14}")
    for lang in Lang:
        for engine in ENGINES:
            command = [sys.executable, __file__, str(arguments.folder)]
            command += ["--clauses", str(arguments.clauses), "--one", f"{lang}-{engine}"]
            subprocess.run(command, check=True)
    return 0


def _measured(folder: Path, lang: Lang, engine: str, clauses: int) -> str:
    texts = _texts(folder, lang)[:clauses]
    begun = time.perf_counter()
    from pipeline.language import docs

    docs([FIRST[lang]], lang, engine)
    loading = time.perf_counter() - begun
    rates = []
    for _ in range(2):
        begun = time.perf_counter()
        tokens = sum(len(doc) for doc in docs(texts, lang, engine))
        rates.append(tokens / (time.perf_counter() - begun))
    return f"{lang} {engine:<8} {loading:8.2f} {tokens:8,} {rates[0]:12,.0f} {rates[1]:14,.0f}"


def _texts(folder: Path, lang: Lang) -> list[str]:
    """The clauses of one language's texts, in the order of the files."""
    from pipeline.parse import parse
    from pipeline.parse.sourcetext import MEDIA_TYPES, read_text

    texts = []
    for path in sorted(folder.rglob(f"*.{lang}.*")):
        if path.suffix in MEDIA_TYPES:
            media_type, name = MEDIA_TYPES[path.suffix], path.relative_to(folder).as_posix()
            parsed = parse(read_text(path.read_bytes(), media_type, name), media_type, name)
            texts += [clause.text for clause in parsed.clauses]
    return texts


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    default = OFFICIAL if OFFICIAL.is_dir() else ROOT / "corpus" / "restated"
    parser.add_argument(
        "folder", nargs="?", type=Path, default=default, help="folder of texts (%(default)s)"
    )
    parser.add_argument("--clauses", type=int, default=1000, help="how many (%(default)s)")
    parser.add_argument("--one", metavar="LANG-ENGINE", help="only one, for example rus-trained")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
