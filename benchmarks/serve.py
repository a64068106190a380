"""How fast the explorer answers under load: many people at once, each page asked for as it comes.

Requests go out at a fixed rate, whether or not earlier ones were answered, and their time counts
from the moment they were due; half are home pages of any measure and holder, half pages of powers,
taken at random. A lookup of the release is made first, where there is none, and is not part of the
figures.

Example:
    python benchmarks/enlarged.py W LARGE --powers 200000 && python benchmarks/serve.py LARGE
"""

from __future__ import annotations

import argparse
import asyncio
import random
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import httpx  # noqa: E402

from pipeline import dataset  # noqa: E402
from pipeline.explorer.served import opened  # noqa: E402
from pipeline.workspace import Workspace  # noqa: E402

READERS = ("en", "ru", "kk")
PORT = 8977
PATIENCE = 30  # seconds for the server to start


def pages(workspace: Path, number: int) -> tuple[list[str], int]:
    """Addresses, the same each time; and how many powers the release has."""
    rooms = Workspace(workspace)
    shown = opened(dataset.latest(rooms.releases), rooms.cache / "explorer")
    chance = random.Random(0)
    held = int(shown.lookup.value("SELECT count(*) FROM powers"))
    told = shown.lookup.rows(
        "SELECT DISTINCT series, scheme, holder FROM scores"
        " WHERE holder IS NOT NULL AND value IS NOT NULL ORDER BY 1, 2, 3"
    )
    found = []
    for n in range(number):
        reader = chance.choice(READERS)
        if n % 2:
            one = chance.choice(told)
            asked = f"scheme={one['scheme']}&holder={one['holder']}"
            found.append(f"/{reader}/{one['series']}?{asked}")
        else:
            rowid = chance.randint(1, held)
            power = shown.lookup.value("SELECT power_id FROM powers WHERE rowid = ?", [rowid])
            found.append(f"/{reader}/power/{power}")
    return found, held


async def load(paths: list[str], rate: float) -> tuple[dict[str, list[float]], int]:
    """Seconds that each answer took, by kind of page; and how many were no answer."""
    times: dict[str, list[float]] = {"home": [], "power": []}
    failed = 0
    limits = httpx.Limits(max_connections=200, max_keepalive_connections=200)
    headers = {"accept-encoding": "gzip"}
    address = f"http://127.0.0.1:{PORT}"
    async with httpx.AsyncClient(
        base_url=address, limits=limits, headers=headers, timeout=PATIENCE
    ) as client:
        start = time.perf_counter()

        async def ask(n: int, path: str) -> None:
            nonlocal failed
            due = start + n / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            try:
                answer = await client.get(path)
                failed += answer.status_code != 200
            except httpx.HTTPError:
                failed += 1
            kind = "power" if "/power/" in path else "home"
            times[kind].append(time.perf_counter() - due)

        await asyncio.gather(*(ask(n, path) for n, path in enumerate(paths)))
    return times, failed


def started(workspace: Path) -> tuple[subprocess.Popen[bytes], float]:
    """A server in a process of its own, and the seconds until its first home page."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "pipeline.cli", "serve", "--workspace", str(workspace)]
    server = subprocess.Popen([*command, "--port", str(PORT), "--quiet"], cwd=ROOT)
    while time.perf_counter() - begun < PATIENCE:
        try:
            with urlopen(f"http://127.0.0.1:{PORT}/"):
                return server, time.perf_counter() - begun
        except OSError:
            time.sleep(0.02)
    server.terminate()
    raise TimeoutError("the server did not start")


def main() -> int:
    """Print the figures of the newest release of a workspace."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("workspace", nargs="?", type=Path, default=ROOT / "workspace")
    parser.add_argument("--rate", type=float, default=50, help="Requests a second.")
    parser.add_argument("--seconds", type=int, default=30)
    options = parser.parse_args()
    releases = Workspace(options.workspace).releases
    if not (releases / "LATEST").exists():
        print(f"no release at {releases}; name a workspace that has one", file=sys.stderr)
        return 0
    asked, held = pages(options.workspace, int(options.rate * options.seconds))
    server, start = started(options.workspace)
    try:
        times, failed = asyncio.run(load(asked, options.rate))
    finally:
        server.terminate()
        server.wait(PATIENCE)
    print(f"{held:,} powers; first home page {start:.2f} s after the start")
    print(f"{len(asked):,} requests, {options.rate:g} a second, {failed} failed")
    print("page      p50      p95      p99      worst   (ms)")
    for kind, taken in times.items():
        taken.sort()
        marks = [taken[min(len(taken) - 1, int(p * len(taken)))] for p in (0.5, 0.95, 0.99, 1)]
        print(f"{kind:6}" + "".join(f"{1000 * mark:9.1f}" for mark in marks))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
