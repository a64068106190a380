"""How right the list of divergences is, and what it misses.

The figures: the share of listed rows that a person who read both texts called right, by kind, for
the versions that the rules were first made on (dev) and for the others (test); the share of the
differences that reading found which are listed; of the rows kept apart, how many are errors of
reading; rows listed in the restated texts, which were written to agree; and the share found of
differences planted in the Russian words. The judgements stand off in
`corpus/annotations/divergences/official.jsonl` and name units by hash.

Example:
    python benchmarks/divergences.py ../shared/corpus
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from pipeline import registry  # noqa: E402
from pipeline.divergences import READING, TEXTS, divergences  # noqa: E402
from pipeline.ingest import ingest  # noqa: E402
from pipeline.language.cache import TagCache  # noqa: E402
from pipeline.normalize import text_hash  # noqa: E402
from pipeline.reading import parse_texts, read_powers  # noqa: E402
from pipeline.records import Divergence, Provision, Reading, Version  # noqa: E402
from pipeline.sources import source  # noqa: E402
from pipeline.vocabulary import Lang  # noqa: E402
from pipeline.workspace import Workspace  # noqa: E402

JUDGED = ROOT / "corpus" / "annotations" / "divergences" / "official.jsonl"
TEST = {"2007-05-21", "2023-01-01"}  # versions read last
Key = tuple[str, str, str, int | None, str]  # act, version, eid, clause, kind

# Words put in place of others, and the kind of the row that should tell it.
PLANTED: Mapping[str, Mapping[str, str]] = {
    "number": {r"\bдвух\b": "шести", r"\bтрех\b": "восьми", r"\bпяти\b": "девяти",
               r"\bпять\b": "девять", r"\bсеми\b": "четырех", r"\bсемь\b": "четыре",
               r"\bдесяти\b": "сорока"},
    "bound": {"не позднее": "не ранее", "не ранее": "не позднее", "не менее": "не более",
              "не более": "не менее"},
    "negation": {"не вправе": "вправе", "не может": "может", "не могут": "могут",
                 "не допускается": "допускается", "не должны": "должны"},
    "modality": {r"(?<!не )вправе": "обязан", r"(?<!не )обязан[аы]?\b": "вправе"},
    "limit": {r"\b(?:лишь|только) ": "", "за исключением": "включая", r"\bкроме\b": "включая"},
    "holder": {r"\bСената?\b": "Мажилис", r"\bМажилиса?\b": "Сенат",
               "Верховный Суд": "Национальный Банк"},
    "constraint": {"с согласия": "на глазах", "по представлению": "на глазах",
                   "по предложению": "на глазах"},
    "action": {"освобождает от должности": "утверждает", "распустить": "утвердить"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Corpus:
    """Texts of one folder, read."""

    versions: Sequence[Version]
    provisions: Mapping[str, Sequence[Provision]]
    readings: Mapping[str, Sequence[Reading]]

    def listed(self, cause: str = TEXTS) -> list[Divergence]:
        """The rows of one cause; by default what the words show."""
        found = divergences(self.provisions, self.readings, self.versions)
        return [row for row in found if row.cause == cause]


def main() -> int:
    """Print the figures of every folder that is there."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "corpus", nargs="?", type=Path, default=ROOT.parent / "shared" / "corpus",
        help="official texts",
    )  # fmt: skip
    official = parser.parse_args().corpus
    corpora = {}
    for name, folder in (("official", official), ("restated", ROOT / "corpus" / "restated")):
        if folder.is_dir():
            corpora[name] = read(folder)
        else:
            print(f"no texts at {folder}", file=sys.stderr)
    if "official" in corpora:
        judged(corpora["official"])
    if "restated" in corpora:
        texts = corpora["restated"]
        clauses = sum(map(len, texts.readings.values()))
        rows = texts.listed()
        print(f"restated: {len(rows)} rows in {clauses} clauses of both languages")
    for name, texts in corpora.items():
        planted(name, texts)
    speed(corpora.values())
    return 0


def read(folder: Path) -> Corpus:
    """Ingest, parse and read a folder of texts."""
    with tempfile.TemporaryDirectory() as room:
        workspace = Workspace(Path(room))
        ingest(source(f"folder:{folder}"), workspace, registry.load(registry.DEFAULT))
        texts = parse_texts(workspace, workspace.versions())
        readings = read_powers(texts, TagCache(workspace.cache))
    return Corpus(
        [text.version for text in texts],
        {text.version.version_id: text.parsed.provisions for text in texts},
        readings,
    )


def judged(texts: Corpus) -> None:
    """Precision of the list by kind, and recall against what reading found."""
    rows = [json.loads(line) for line in JUDGED.read_text(encoding="utf8").splitlines()]
    hashes = {
        (version.act, version.date.isoformat(), version.lang.value, unit.eid): text_hash(unit.text)
        for version in texts.versions
        for unit in texts.provisions[version.version_id]
    }
    stale = [row for row in rows if not _same(row, hashes)]
    rows = [row for row in rows if _same(row, hashes)]
    verdicts = {_key(row): row["verdict"] for row in rows if row["source"] == "list"}
    listed = {(d.act, d.version, d.eid, d.n, d.kind): d for d in texts.listed()}
    print(f"official: {len(listed)} rows listed, {len(listed.keys() - verdicts.keys())} not judged,"
          f" {len(stale)} judgements of other words")  # fmt: skip
    counts: Counter[tuple[str, str, str]] = Counter()
    for key in listed.keys() & verdicts.keys():
        half = "test" if key[1] in TEST else "dev"
        for part in ("all", half):
            counts[part, "all", verdicts[key]] += 1
            counts[part, key[4], verdicts[key]] += 1
    for part in ("all", "dev", "test"):
        for kind in sorted({kind for half, kind, _ in counts if half == part}):
            right, wrong = counts[part, kind, "right"], counts[part, kind, "wrong"]
            print(f"  precision {part:<5}{kind:<11}{right:>3} of {right + wrong}")
    for part, inside in (("dev", False), ("test", True)):
        known = [_key(row) for row in rows
                 if row["source"] == "read" and (row["version"] in TEST) == inside]  # fmt: skip
        print(f"  recall    {part:<5}{sum(key in listed for key in known):>3} of {len(known)}")
    apart = {(d.act, d.version, d.eid, d.n, d.kind) for d in texts.listed(READING)}
    told = [row["verdict"] for row in rows if row["source"] == "apart" and _key(row) in apart]
    print(
        f"  kept apart as errors of reading: {told.count('reading')} of {len(told)} judged are so"
    )
    alike = {_key(row)[:3] for row in rows if row["verdict"] == "alike"}
    false = sum(key[:3] in alike for key in listed)
    print(f"  rows in {len(alike)} units drawn by chance that say the same: {false}")


def _key(row: Mapping[str, object]) -> Key:
    return row["act"], row["version"], row["eid"], row["n"], row["kind"]  # type: ignore[return-value]


def _same(row: Mapping[str, object], hashes: Mapping[tuple[str, str, str, str], str]) -> bool:
    """Whether the judgement is of these very words."""
    told = row["sha256"]
    assert isinstance(told, dict)
    place = str(row["act"]), str(row["version"])
    return all(hashes.get((*place, lang, str(row["eid"]))) == told[lang] for lang in told)


def planted(name: str, texts: Corpus) -> None:
    """The share of planted differences that the list tells, by kind."""
    before = {(row.act, row.version, row.eid, row.kind) for row in texts.listed()}
    for kind, changes in PLANTED.items():
        changed, places = _plant(texts, changes)
        found = {(row.act, row.version, row.eid, row.kind) for row in changed.listed()} - before
        hits = sum((*place, kind) in found for place in places)
        if places:
            share = hits / len(places)
            print(f"{name}, planted {kind:<11}{hits:>4} of {len(places):>4} {share:.0%}")


def _plant(texts: Corpus, changes: Mapping[str, str]) -> tuple[Corpus, set[tuple[str, str, str]]]:
    """The texts with one place changed in every Russian clause that has one."""
    readings, places = dict(texts.readings), set()
    for version in texts.versions:
        if version.lang is not Lang.RUS:
            continue
        made = []
        for reading in texts.readings[version.version_id]:
            words = _changed(reading.clause.text, changes)
            if words != reading.clause.text:
                places.add((version.act, version.date.isoformat(), reading.clause.eid))
            made.append(replace(reading, clause=replace(reading.clause, text=words)))
        readings[version.version_id] = made
    return replace(texts, readings=readings), places


def _changed(text: str, changes: Mapping[str, str]) -> str:
    for old, new in changes.items():
        if re.search(old, text):
            return re.sub(old, new, text, count=1)
    return text


def speed(corpora: Iterable[Corpus]) -> None:
    """Seconds of processor time for all pairs, in a process that has compared nothing yet."""
    from pipeline.divergences import marks, names, words

    for known in (marks.marks_of, names.may_be_named, names.surely_named, words.words_of):
        known.cache_clear()
    started = time.process_time()
    for texts in corpora:
        texts.listed()
    print(f"all pairs compared in {time.process_time() - started:.2f} s")


if __name__ == "__main__":
    sys.exit(main())
