"""How long it takes to follow a git repository of laws, and what memory: walk, texts, nothing new.

The repository is made first, in another process: a folder an act, a commit a version of one act in
both languages, all in one pack as a clone has it. Checking and storing the texts is not measured
here; see benchmarks/parse.py for the larger part of that.

Example:
    python benchmarks/gitlaw.py --commits 2000 --acts 400 --registered 40
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pygit2
from pygit2.enums import FileMode

from pipeline.records import Act
from pipeline.sources import Looked, Received
from pipeline.sources.gitlaw import GitLaw
from pipeline.sources.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
TEXT = ROOT / "corpus" / "restated" / "const-law-elections-1995" / "2007-06-19.{}.md"
START = date(1995, 1, 1)


class Memory:
    """What a source remembers, kept in this process."""

    def __init__(self) -> None:
        self.entries: dict[str, Mapping[str, str]] = {}
        self.versions: set[str] = set()

    def held(self, version_id: str) -> bool:
        return version_id in self.versions

    def recall(self, key: str) -> Mapping[str, str]:
        return self.entries.get(key, {})


def main() -> int:
    """Print a line a run."""
    options = _arguments()
    folder = Path(tempfile.mkdtemp())
    try:
        making = multiprocessing.get_context("spawn").Process(
            target=make, args=(folder, options.commits, options.acts, options.size)
        )
        making.start()
        making.join()
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        print(
            f"{options.commits} commits, {options.acts} acts, {options.size:,} characters a text, "
            f"{size / 2**20:.1f} MiB packed"
        )
        heads = ("seconds", "CPU", "commits/CPU s", "texts", "MiB read", "peak MiB")
        print(f"{'run':24}", *(f"{head:>13}" for head in heads))
        for registered in (options.registered, options.acts):
            memory = Memory()
            follow(f"first, {registered} registered", folder, registered, memory)
            follow("nothing new", folder, registered, memory)
    finally:
        shutil.rmtree(folder)
    return 0


def follow(title: str, folder: Path, registered: int, memory: Memory) -> None:
    """One run of the source, its texts thrown away as they come."""
    acts = {f"act-{n}": _act(n) for n in range(registered)}
    source = GitLaw(Settings("gitlaw", "gitlaw", str(folder)), acts)
    began, worked, texts = time.perf_counter(), time.process_time(), 0
    for item in source.receive(memory):
        if isinstance(item, Received):
            texts += 1
            memory.versions.add(item.group)
        elif isinstance(item, Looked):
            memory.entries |= item.remember
        else:
            raise item
    took, work = time.perf_counter() - began, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    commits = f"{source.asked['commits'] / work:,.0f}" if source.asked["commits"] else "-"
    row = (f"{took:.2f}", f"{work:.2f}", commits, texts, f"{source.asked['bytes'] / 2**20:.1f}")
    print(f"{title:24}", *(f"{each:>13}" for each in (*row, f"{peak:.0f}")))


def make(folder: Path, commits: int, acts: int, size: int) -> None:
    """A repository in which each commit is the next version of one act after the other."""
    git = pygit2.init_repository(str(folder), bare=True)
    texts = {}
    for lang in ("rus", "kaz"):
        text = Path(str(TEXT).format(lang)).read_text("utf8")
        texts[lang] = (text * (size // len(text) + 1))[:size]
    tiers: dict[int, dict[str, pygit2.Oid]] = {}
    parent: list[pygit2.Oid] = []
    for n in range(commits):
        act, day = n % acts, START + timedelta(days=n)
        tier = act % 20
        made = git.TreeBuilder()
        for lang in ("rus", "kaz"):
            words = f"# {act}\n\n{texts[lang]}\n\n{n}. {n // acts}\n"
            made.insert(f"{lang}.md", git.create_blob(words.encode()), FileMode.BLOB)
        made.insert("meta.yaml", git.create_blob(_meta(act, day).encode()), FileMode.BLOB)
        tiers.setdefault(tier, {})[f"0101-act-{act}"] = made.write()
        years = git.TreeBuilder()
        for number, folders in tiers.items():
            year = git.TreeBuilder()
            for name, oid in folders.items():
                year.insert(name, oid, FileMode.TREE)
            years.insert(str(1990 + number), year.write(), FileMode.TREE)
        root = git.TreeBuilder()
        root.insert("03-laws", years.write(), FileMode.TREE)
        when = int((day - date(1970, 1, 1)).total_seconds())
        who = pygit2.Signature("corpus", "corpus@example.org", when, 0)
        message = f"Редакция {n}\n\nCause-Act-Code: {n}\nCause-Act-Title: О законе {n}\n"
        parent = [git.create_commit(None, who, who, message, root.write(), parent)]
    git.references.create("refs/heads/main", parent[0])
    git.set_head("refs/heads/main")
    git.pack()
    for loose in (folder / "objects").glob("[0-9a-f][0-9a-f]"):
        shutil.rmtree(loose)


def _act(number: int) -> Act:
    return Act(f"act-{number}", "law", {}, START, databank=number + 1)


def _meta(act: int, day: date) -> str:
    return (
        f"act_code: '{act + 1}'\nrequisite: Закон № {act}\n"
        f"title:\n  rus: О законе {act}\n  kaz: Заң туралы {act}\nform: ЗАК\n"
        f"approved_on: {START}\nversion_date:\n  kaz: {day}\n  rus: {day}\n"
        f"source:\n  kaz: x\n  rus: x\ncaused_by:\n  code: '{act}'\n"
        "  title:\n    rus: О перемене\n    kaz: Өзгеріс туралы\n"
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--commits", type=int, default=2000)
    parser.add_argument("--acts", type=int, default=400)
    parser.add_argument("--registered", type=int, default=40, help="acts that the registry knows")
    parser.add_argument("--size", type=int, default=20000, help="characters of a text")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
