r"""Measure the changes found against those listed by hand, or list what differs.

python benchmarks/changes.py --texts ../shared/corpus
python benchmarks/changes.py --texts ../shared/corpus --gold ../shared/gold --powers labelled
python benchmarks/changes.py --texts ../shared/corpus --errors rus
python benchmarks/changes.py --agreement

A change counts as found when its two texts, its kind, its holder (of a transfer both), its action
and the clause on one of its sides are those of the list. `--powers labelled` matches the powers that
people read in place of those that the reader reads: what is lost there is lost in the matching.
Changes in articles with an even number are for figures only: `--errors` shows the others.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import registry
from pipeline.build import parse_texts, read_powers
from pipeline.changes import changes
from pipeline.classifier.annotations import PowerLabel
from pipeline.classifier.examples import ANNOTATIONS, collect
from pipeline.ingest import ingest
from pipeline.language.cache import TagCache
from pipeline.normalize import text_hash
from pipeline.powers.autonomy import autonomy
from pipeline.records import Change, Constraint, Power, Reading
from pipeline.sources import source
from pipeline.vocabulary import Label, Lang
from pipeline.workspace import Workspace

LISTS = ANNOTATIONS / "changes"
SECOND = ANNOTATIONS / "second" / "changes.jsonl"


@dataclass(frozen=True)
class Told:
    """One change in one language, as a list or the matcher tells it."""

    texts: tuple[str, str]
    lang: Lang
    kind: str
    holder: str | None
    holder_to: str | None
    action: str | None
    before: str | None  # eid/n
    after: str | None
    what: str

    @property
    def article(self) -> str:
        return (self.after or self.before or "").split("__")[0].split("/")[0]

    @property
    def held_out(self) -> bool:
        number = self.article.removeprefix("art_").split("-")[0]
        return number.isdecimal() and int(number) % 2 == 0

    def is_one_with(self, other: Told) -> bool:
        same = ("texts", "lang", "kind", "holder", "holder_to", "action")
        if any(getattr(self, name) != getattr(other, name) for name in same):
            return False
        sides = ((self.before, other.before), (self.after, other.after))
        return any(one and one == two for one, two in sides)


def listed(paths: Iterable[Path]) -> list[Told]:
    """The changes that people listed."""
    found = []
    for path in sorted(paths):
        for line in path.read_text(encoding="utf8").splitlines():
            row = json.loads(line)
            for lang in Lang:
                if side := row[lang]:
                    found.append(
                        Told(
                            (row["older"], row["newer"]), lang, row["kind"], row["holder"],
                            row["holder_to"], row["action"], side["from"], side["to"],
                            " ".join(row["differs"]),
                        )
                    )  # fmt: skip
    return found


def as_told(change: Change) -> Told:
    lang = change.series_and_lang[1]

    def place(power_id: str) -> str | None:
        return "/".join(power_id.split("/")[1:3]) if power_id else None

    return Told(
        (change.older.removesuffix(f".{lang}"), change.newer.removesuffix(f".{lang}")), lang,
        change.kind, change.holder, change.holder_to, change.action, place(change.power_from),
        place(change.power_to), f"{change.object} {' '.join(change.differs)}",
    )  # fmt: skip


def labelled(
    readings: Mapping[str, list[Reading]], texts: Path, gold: Path | None
) -> dict[str, list[Reading]]:
    """The readings with the powers that people read, where any of them read the same words."""
    files = sorted(p for p in ANNOTATIONS.glob("*.jsonl") if not p.name.startswith("tags."))
    known: dict[tuple[str, str, str], tuple[Label, tuple[PowerLabel, ...]]] = {}
    for example in collect(files, [texts], gold).labelled:
        clause = example.clause
        key = (clause.lang, text_hash(clause.text), text_hash(clause.lead_in))
        known[key] = (example.annotation.label, example.annotation.powers)
    found = {}
    missing = 0
    for version_id, here in readings.items():
        rows = []
        for reading in here:
            clause = reading.clause
            key = (clause.lang, text_hash(clause.text), text_hash(clause.lead_in))
            missing += key not in known
            label, powers = known.get(key, (reading.label, None))
            made = reading.powers if powers is None else tuple(map(_power, powers))
            rows.append(replace(reading, label=label, powers=made))
        found[version_id] = rows
    print(f"{missing} clauses without a hand label keep what was read")
    return found


def _power(label: PowerLabel) -> Power:
    limits = tuple(Constraint(*limit) for limit in label.constraints)
    return Power(
        label.holder, label.action, label.object, label.domain, label.polarity, limits,
        autonomy(label.action, limits),
    )  # fmt: skip


def matched(gold: Iterable[Told], found: Iterable[Told]) -> list[tuple[Told | None, Told | None]]:
    """Each listed and each found change, in pairs where they are one."""
    waiting: dict[tuple[object, ...], list[Told]] = defaultdict(list)
    for one in found:
        waiting[one.texts, one.lang, one.kind].append(one)
    rows: list[tuple[Told | None, Told | None]] = []
    for one in gold:
        here = waiting[one.texts, one.lang, one.kind]
        same = [other for other in here if one.is_one_with(other)]
        best = max(
            same, key=lambda o: (o.before == one.before) + (o.after == one.after), default=None
        )
        if best:
            here.remove(best)
        rows.append((one, best))
    return rows + [(None, one) for rest in waiting.values() for one in rest]


def f1(rows: Iterable[tuple[Told | None, Told | None]]) -> str:
    """Listed, found, precision, recall and F1 of some rows."""
    rows = list(rows)
    both = sum(bool(one and other) for one, other in rows)
    gold, found = sum(bool(one) for one, _ in rows), sum(bool(other) for _, other in rows)
    if not gold or not found:
        return f"{gold:6} {found:6}      -      -      -"
    p, r = both / found, both / gold
    return f"{gold:6} {found:6} {p:6.1%} {r:6.1%} {2 * p * r / (p + r) if both else 0:6.1%}"


def agreement() -> None:
    """How far the second annotator's list agrees with the first, in the articles that both did."""
    second = listed([SECOND])
    scope = {(one.texts, one.article) for one in second}
    first = [one for one in listed(LISTS.glob("*.jsonl")) if (one.texts, one.article) in scope]
    rows = matched(first, second)
    print(f"{'second annotator against the first':52} listed  found   prec    rec     F1")
    for lang in Lang:
        print(f"{lang:52} {f1(row for row in rows if _of(row).lang == lang)}")
    kept = [row for row in rows if _of(row).kind != "reworded"]
    print(f"{'all but reworded':52} {f1(kept)}")


def main() -> None:
    """Print the measures by pair of texts, language and kind."""
    options = _options()
    if options.agreement:
        agreement()
        return
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder))
        acts = registry.load()
        ingest(source(f"folder:{options.texts}"), workspace, acts, False, lambda _: None)
        texts = parse_texts(workspace, workspace.versions())
        readings = read_powers(texts, TagCache(options.cache or workspace.cache))
    if options.powers == "labelled":
        readings = labelled(readings, options.texts, options.gold)
    found = changes(
        acts,
        [text.version for text in texts],
        {text.version.version_id: text.parsed.provisions for text in texts},
        {text.version.version_id: text.parsed.notes for text in texts},
        readings,
    ).changes
    gold = listed(LISTS.glob("*.jsonl"))
    pairs = sorted({one.texts for one in gold})
    rows = matched(gold, [one for one in map(as_told, found) if one.texts in pairs])
    if options.errors:
        shown = [row for row in rows if not any(one and one.held_out for one in row)]
        for one, other in sorted(shown, key=_by_place):
            told = one or other
            if told and told.lang == options.errors and not (one and other):
                print("missed" if one else "wrong ", *told.texts, told.kind, told.holder,
                      told.holder_to or "", told.action, told.before, told.after, told.what)  # fmt: skip
        return
    print(f"{'':52} listed  found   prec    rec     F1")
    groups = {
        f"{older} {newer.split('@')[1]} {lang}": (lambda t, o=older, n=newer, g=lang: t.texts == (o, n) and t.lang == g)
        for older, newer in pairs for lang in Lang
    }  # fmt: skip
    groups |= {f"all {lang}": (lambda t, g=lang: t.lang == g) for lang in Lang}
    groups |= {
        f"even articles (held out) {lang}": (lambda t, g=lang: t.held_out and t.lang == g)
        for lang in Lang
    }
    kinds = sorted({one.kind for one in gold})
    groups |= {kind: (lambda t, k=kind: t.kind == k) for kind in kinds}
    groups["all but reworded"] = lambda t: t.kind != "reworded"
    for name, keep in groups.items():
        print(f"{name:52} {f1(row for row in rows if keep(_of(row)))}")


def _of(row: tuple[Told | None, Told | None]) -> Told:
    one = row[0] or row[1]
    assert one is not None  # a row has at least one side
    return one


def _by_place(row: tuple[Told | None, Told | None]) -> tuple[object, ...]:
    one = _of(row)
    return one.texts, one.after or one.before, one.action or ""


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--agreement", action="store_true", help="Two people's lists compared.")
    parser.add_argument(
        "--texts", type=Path, default=Path("../shared/corpus"), help="Folder of the official texts."
    )
    parser.add_argument("--gold", type=Path, help="Folder of the gold set.")
    parser.add_argument("--powers", choices=("read", "labelled"), default="read")
    parser.add_argument("--errors", choices=tuple(Lang), help="List errors in this language.")
    parser.add_argument("--cache", type=Path, help="Folder of tags kept from an earlier run.")
    return parser.parse_args()


if __name__ == "__main__":
    main()
