"""How far two annotators agree who labelled the same clauses apart from each other.

python benchmarks/agreement.py
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.classifier.annotations import Annotation, read_annotations
from pipeline.classifier.examples import ANNOTATIONS
from pipeline.classifier.measures import FIELDS, f1
from pipeline.vocabulary import Label, Lang

Pair = tuple[Annotation, Annotation]


def kappa(pairs: Sequence[tuple[Label, Label]]) -> float:
    """Agreement beyond chance (Cohen 1960)."""
    same = sum(one is other for one, other in pairs) / len(pairs)
    ones, others = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(ones[label] * others[label] for label in Label) / len(pairs) ** 2
    return (same - chance) / (1 - chance)


def main() -> None:
    """Print a line for each act and language."""
    firsts = {one.key: one for path in ANNOTATIONS.glob("const*.jsonl")
              for one in read_annotations(path)}  # fmt: skip
    seconds = read_annotations(ANNOTATIONS / "second" / "pairs.jsonl")
    groups: dict[tuple[str, Lang], list[Pair]] = {}
    for one in seconds:
        groups.setdefault((one.act, one.lang), []).append((firsts[one.key], one))
    for (act, lang), pairs in sorted(groups.items()):
        figures = [f"kappa {kappa([(a.label, b.label) for a, b in pairs]):.2f}"]
        for name, facts in FIELDS.items():
            told = [(facts(a.powers), facts(b.powers)) for a, b in pairs]
            hits = sum(len(a & b) for a, b in told)
            figures.append(
                f"{name} {f1(hits, sum(len(a) for a, _ in told), sum(len(b) for _, b in told)):.2f}"
            )
        print(f"{act} {lang.value} {len(pairs)} clauses: " + ", ".join(figures))


if __name__ == "__main__":
    main()
