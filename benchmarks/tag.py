"""How long tagging takes: loading, and tokens a second in batches, by language and engine.

Every engine runs in a process of its own, or in several that share the texts. The texts are the
clauses of a folder, or the sentences of a CoNLL-U file. The first pass meets every word for the
first time, the second has met them all, the third leaves the trees out.

Example:
    PYTHONPATH=. python benchmarks/tag.py ../shared/corpus --clauses 500
    PYTHONPATH=. python benchmarks/tag.py ../shared/ud/ru_pud-test.conllu --processes 2
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

from pipeline.errors import BilikError
from pipeline.language import conllu
from pipeline.language.engine import ENGINES
from pipeline.vocabulary import Lang

ROOT = Path(__file__).resolve().parents[1]
OFFICIAL = ROOT.parent / "shared" / "corpus"
FIRST = {Lang.RUS: "Парламент принимает законы.", Lang.KAZ: "Парламент заңдар қабылдайды."}
PREFIXES = {Lang.RUS: "ru", Lang.KAZ: "kk"}


def main() -> int:
    """Print a line an engine, language and process."""
    arguments = _arguments()
    if not arguments.texts.exists():
        print(f"no texts at {arguments.texts}; name a folder or a file", file=sys.stderr)
        return 1
    if arguments.one:
        lang, engine, part = arguments.one.split("-")
        texts = _texts(arguments.texts, Lang(lang))[: arguments.clauses]
        try:
            print(_measured(texts[int(part) :: arguments.processes], Lang(lang), engine))
        except BilikError as error:
            print(f"{lang} {engine:<8} {error}")
        return 0
    titles = ("load, s", "tokens", "new words/s", "known words/s", "no trees/s")
    print(f"{'engine':<12}", *(f"{title:>14}" for title in titles), flush=True)
    for lang in Lang:
        if arguments.texts.is_file() and not arguments.texts.name.startswith(PREFIXES[lang]):
            continue
        for engine in ENGINES:
            command = [sys.executable, __file__, str(arguments.texts)]
            command += ["--clauses", str(arguments.clauses)]
            command += ["--processes", str(arguments.processes), "--one"]
            running = [
                subprocess.Popen([*command, f"{lang}-{engine}-{part}"])
                for part in range(arguments.processes)
            ]
            if any(process.wait() for process in running):
                return 1
    return 0


def _measured(texts: list[str], lang: Lang, engine: str) -> str:
    begun = time.perf_counter()
    from pipeline.language import docs

    docs([FIRST[lang]], lang, engine)
    loading = time.perf_counter() - begun
    rates = []
    for parse in (None, None, lambda _: False):
        begun = time.perf_counter()
        tokens = sum(len(doc) for doc in docs(texts, lang, engine, parse=parse))
        rates.append(tokens / (time.perf_counter() - begun))
    numbers = [f"{loading:14.2f}", f"{tokens:14,}", *(f"{rate:14,.0f}" for rate in rates)]
    return " ".join([f"{lang} {engine:<8}", *numbers])


def _texts(source: Path, lang: Lang) -> list[str]:
    """The clauses of one language's texts, in the order of the files, or a file's sentences."""
    if source.is_file():
        return [sentence.text for sentence in conllu.read(source)]
    from pipeline.parse import parse
    from pipeline.parse.sourcetext import MEDIA_TYPES, read_text

    texts = []
    for path in sorted(source.rglob(f"*.{lang}.*")):
        if path.suffix in MEDIA_TYPES:
            media_type, name = MEDIA_TYPES[path.suffix], path.relative_to(source).as_posix()
            parsed = parse(read_text(path.read_bytes(), media_type, name), media_type, name)
            texts += [clause.text for clause in parsed.clauses]
    return texts


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    default = OFFICIAL if OFFICIAL.is_dir() else ROOT / "corpus" / "restated"
    parser.add_argument(
        "texts", nargs="?", type=Path, default=default, help="folder or file (%(default)s)"
    )
    parser.add_argument("--clauses", type=int, default=1000, help="how many (%(default)s)")
    parser.add_argument("--processes", type=int, default=1, help="that share them (%(default)s)")
    parser.add_argument("--one", metavar="LANG-ENGINE-PART", help="only one: rus-trained-0")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
