"""How long parsing takes: bytes to text, text to provisions and clauses, for each file of a folder.

Example:
    python benchmarks/parse.py ../shared/corpus --repeat 3
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from pipeline.errors import BilikError
from pipeline.parse import parse
from pipeline.parse.sourcetext import read_text
from pipeline.sources import Received
from pipeline.sources.folder import Folder

ROOT = Path(__file__).resolve().parents[1]
DEFAULT = ROOT.parent / "shared" / "corpus"


def main() -> int:
    """Print a line a file and one for all."""
    arguments = _arguments()
    if not arguments.folder.exists():
        print(f"no texts at {arguments.folder}; name a folder, for example corpus/restated")
        return 0
    print(f"{'seconds':>8} {'chars':>9} {'chars/s':>11} {'clauses':>8}  file")
    seconds = characters = 0.0
    try:
        for received in Folder(str(arguments.folder)).receive():
            if isinstance(received, BilikError):
                raise received
            took, size, clauses = _best(received, arguments.repeat)
            seconds, characters = seconds + took, characters + size
            print(f"{took:8.3f} {size:9,} {size / took:11,.0f} {clauses:8,}  {received.name}")
    except BilikError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{seconds:8.3f} {characters:9,.0f} {characters / seconds:11,.0f} {'':8}  total")
    return 0


def _best(received: Received, repeat: int) -> tuple[float, int, int]:
    """Shortest time of several runs, characters of the text, number of its clauses."""
    times = []
    for _ in range(repeat):
        begin = time.perf_counter()
        text = read_text(received.data, received.media_type, received.name)
        parsed = parse(text, received.media_type, received.name)
        times.append(time.perf_counter() - begin)
    return min(times), len(text), len(parsed.clauses)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "folder", nargs="?", type=Path, default=DEFAULT, help="folder of texts (../shared/corpus)"
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
