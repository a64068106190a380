"""How long parsing takes: bytes to text, text to provisions and clauses, for each file of a folder.

Example:
    python benchmarks/parse.py ../shared/corpus --repeat 3
    python benchmarks/parse.py corpus/restated --form html
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from pipeline.errors import BilikError
from pipeline.parse import parse
from pipeline.parse.sourcetext import MEDIA_TYPES, read_text
from pipeline.sources import Item, Received
from pipeline.sources.folder import Folder

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # for the makers of pages, which are part of the tests
DEFAULT = ROOT.parent / "shared" / "corpus"


def main() -> int:
    """Print a line a file and one for all."""
    arguments = _arguments()
    if not arguments.folder.exists():
        print(f"no texts at {arguments.folder}; name a folder, for example corpus/restated")
        return 0
    print(f"{'seconds':>8} {'chars':>9} {'chars/s':>11} {'to text':>9} {'clauses':>8}  file")
    seconds = characters = reading = size = 0.0
    try:
        for received in _texts(arguments.folder, arguments.form):
            if isinstance(received, BilikError):
                raise received
            took, read, length, clauses = _best(received, arguments.repeat)
            seconds, characters = seconds + took, characters + length
            reading, size = reading + read, size + len(received.data)
            print(_row(took, length, len(received.data) / read, f"{clauses:8,}", received.name))
    except BilikError as error:
        print(error, file=sys.stderr)
        return 1
    print(_row(seconds, int(characters), size / reading, " " * 8, "total"))
    return 0


def _row(took: float, length: int, speed: float, clauses: str, name: str) -> str:
    return (
        f"{took:8.3f} {length:9,} {length / took:11,.0f} {speed / 1e6:4.0f} MB/s {clauses}  {name}"
    )


def _texts(folder: Path, form: str) -> Iterable[Item]:
    """The texts of a folder, or its Markdown texts as a publisher would give them."""
    if not form:
        yield from Folder(str(folder)).receive()
        return
    from tests.sources.publisher import act_page, databank_bytes, document, edition

    for path in sorted(folder.rglob("*.md")):
        one = edition(path)
        data = act_page(one) if form == "html" else databank_bytes(document(one))
        yield Received(f"{one.act}/{one.day}.{one.lang}.{form}", data, MEDIA_TYPES[f".{form}"])


def _best(received: Received, repeat: int) -> tuple[float, float, int, int]:
    """Shortest time of several runs, that of the reading in it, characters of the text, clauses."""
    times = []
    for _ in range(repeat):
        begin = time.perf_counter()
        text = read_text(received.data, received.media_type, received.name)
        read = time.perf_counter()
        parsed = parse(text, received.media_type, received.name)
        times.append((time.perf_counter() - begin, read - begin))
    return *min(times), len(text), len(parsed.clauses)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "folder", nargs="?", type=Path, default=DEFAULT, help="folder of texts (../shared/corpus)"
    )
    parser.add_argument(
        "--form", choices=("html", "json"), default="", help="as pages made from Markdown texts"
    )
    parser.add_argument(
        "--repeat", type=_positive, default=1, help="runs a file, the best counts (%(default)s)"
    )
    return parser.parse_args()


def _positive(word: str) -> int:
    number = int(word)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


if __name__ == "__main__":
    sys.exit(main())
