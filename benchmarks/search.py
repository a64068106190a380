"""How well a search for one form of a word finds the others, by treebanks; how fast it is.

Every lemma with three forms or more is asked for by each of its forms. Recall is the share of
the sentences with another form of it that are found; precision the share of the sentences found
that have the lemma; noise how many other lemmas brought a sentence in, per question. Sentences
stand in the same kind of index as clauses do. Lemmas weigh alike, however frequent they are.

`tune` are the treebanks that the rules were made with, `test` the others; the Kazakh one is cut in
two, as its training part has 31 sentences.

Example:
    python benchmarks/search.py ../shared/ud
    python benchmarks/search.py ../shared/ud --lookup workspace/cache/explorer/NAME.sqlite
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.explorer.lookup import schema
from pipeline.explorer.lookup.lemmas import known, words_asked, words_of
from pipeline.explorer.lookup.open import Lookup
from pipeline.language.conllu import Sentence, read

ROOT = Path(__file__).parent.parent
BANKS = {
    "rus": {
        "tune": ("ru_gsd-dev", "ru_taiga-dev"),
        "test": ("ru_gsd-test", "ru_taiga-test", "ru_pud-test"),
    },
    "kaz": {"tune": ("kk_ktb-train", "kk_ktb-test:first"), "test": ("kk_ktb-test:second",)},
}
PARTS = {"NOUN", "PROPN", "VERB", "ADJ"}
FORMS = 3  # that a lemma must have
QUESTIONS = (
    "аким", "акимов", "президент", "назначение судей", "әкім", "әкімдерін", "бюджет",
    "роспуск парламента", "үкімет", "national bank",
)  # fmt: skip


@dataclass(frozen=True)
class Figures:
    """Means over lemmas."""

    lemmas: int
    recall: float
    precision: float
    noise: float


def main() -> int:
    """Print one line a language, part and way of searching; with a lookup, its times."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "treebanks",
        nargs="?",
        type=Path,
        default=ROOT.parent / "shared" / "ud",
        help="their folder",
    )
    parser.add_argument("--only", choices=["tune", "test"], help="one part of the treebanks")
    parser.add_argument("--lookup", type=Path, help="a lookup file to search")
    given = parser.parse_args()
    if not given.treebanks.is_dir():
        print(f"no treebanks at {given.treebanks}; name their folder", file=sys.stderr)
        return 0
    for lang, parts in BANKS.items():
        for part, names in parts.items():
            if given.only not in (None, part):
                continue
            sentences = [one for name in names for one in _bank(given.treebanks, name)]
            for name, found in measure(sentences, lang).items():
                print(
                    f"{lang} {part} {name:<6} {found.lemmas:>5} lemmas  recall {found.recall:6.1%}"
                    f"  precision {found.precision:6.1%}  noise {found.noise:.2f}"
                )
    if given.lookup:
        times(Lookup(given.lookup))
    return 0


def _bank(folder: Path, name: str) -> list[Sentence]:
    """The sentences of a treebank, or of the first or second half of one."""
    name, _, half = name.partition(":")
    found = read(folder / f"{name}.conllu")
    middle = len(found) // 2
    return {"": found, "first": found[:middle], "second": found[middle:]}[half]


def measure(sentences: Sequence[Sentence], lang: str) -> dict[str, Figures]:
    """The figures of words as they are typed alone, and of our search."""
    db = sqlite3.connect(":memory:")
    db.execute(schema.WORDS)
    db.executemany(
        "INSERT INTO words (rowid, forms) VALUES (?, ?)",
        enumerate(words_of(sentence.text, lang) for sentence in sentences),
    )
    holding: dict[str, set[int]] = defaultdict(set)  # lemma -> sentences
    spelled: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    lemmas_of: dict[str, set[str]] = defaultdict(set)
    for number, sentence in enumerate(sentences):
        for word in sentence.words:
            if word.upos in PARTS and word.form.isalpha():
                form, lemma = plain(word.form), plain(word.lemma)
                holding[lemma].add(number)
                spelled[lemma][form].add(number)
                lemmas_of[form].add(lemma)
    in_sentence = [
        {(plain(w.form), plain(w.lemma)) for w in sentence.words} for sentence in sentences
    ]

    def searched(query: str) -> set[int]:
        word = words_asked(query)[0]
        return matching(word.match) or matching(word.begun or word.match)

    def matching(match: str) -> set[int]:
        found = db.execute("SELECT rowid FROM words WHERE words MATCH ?", (match,))
        return {rowid for (rowid,) in found}

    def alone(query: str) -> set[int]:
        return {n for n, words in enumerate(in_sentence) if any(query == w for w, _ in words)}

    def brought(query: str, number: int) -> set[str]:
        wanted = words_asked(query)[0].forms
        return {lemma for form, lemma in in_sentence[number] if wanted & known(form, lang)}

    ways: dict[str, tuple[Callable[[str], set[int]], bool]] = {
        "typed": (alone, False), "search": (searched, True)
    }  # fmt: skip
    return {
        name: _means(way, brought if told else None, spelled, lemmas_of, holding)
        for name, (way, told) in ways.items()
    }


def _means(
    search: Callable[[str], set[int]],
    brought: Callable[[str, int], set[str]] | None,
    spelled: dict[str, dict[str, set[int]]],
    lemmas_of: dict[str, set[str]],
    holding: dict[str, set[int]],
) -> Figures:
    recalls, precisions, noises = [], [], []
    for forms in spelled.values():
        if len(forms) < FORMS:
            continue
        recall, precision, noise = [], [], []
        for form in forms:
            others = set().union(*(at for other, at in forms.items() if other != form))
            right = set().union(*(holding[lemma] for lemma in lemmas_of[form]))
            found = search(form)
            recall.append(len(found & others) / len(others))
            precision.append(len(found & right) / len(found) if found else 1.0)
            wrong = set().union(*(brought(form, n) for n in found - right)) if brought else set()
            noise.append(len(wrong - lemmas_of[form]))
        recalls.append(statistics.mean(recall))
        precisions.append(statistics.mean(precision))
        noises.append(statistics.mean(noise))
    mean = statistics.mean
    return Figures(len(recalls), mean(recalls), mean(precisions), mean(noises))


def plain(word: str) -> str:
    """A word as the search knows it."""
    return word.lower().replace("ё", "е")


def times(lookup: Lookup) -> None:
    """Print how long a search takes: the full-text part, and the whole question of a page."""
    from pipeline.explorer.find import powers

    series = lookup.value("SELECT series FROM powers GROUP BY series ORDER BY count(*) DESC")
    powers.count(lookup, powers.Wanted(series))  # reads the columns
    for query in QUESTIONS:
        powers._said.cache_clear()
        start = time.perf_counter()
        wanted = powers.Wanted(series, query)
        number = powers.count(lookup, wanted)
        first = time.perf_counter() - start
        start = time.perf_counter()
        powers.facets(lookup, wanted)
        powers.rows(lookup, wanted)
        rest = time.perf_counter() - start
        print(
            f"{query:<20} {number:>7} powers  search {1000 * first:6.1f} ms,"
            f" counts and rows {1000 * rest:6.1f} ms"
        )


if __name__ == "__main__":
    sys.exit(main())
