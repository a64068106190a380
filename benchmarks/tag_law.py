"""Accuracy of the taggers on hand-tagged clauses of law (stand-off, `corpus/annotations/tags.*`).

The words come from the official texts, so these must be at hand. Scores are the CoNLL-18 ones:
F1 over tokens aligned by their characters; features exact; relations without subtypes.

Example:
    python benchmarks/tag_law.py ../shared/corpus
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.language import ENGINES, docs
from pipeline.normalize import text_hash
from pipeline.parse import parse
from pipeline.parse.sourcetext import MEDIA_TYPES, read_text
from pipeline.vocabulary import Lang

ROOT = Path(__file__).parent.parent
FIELDS = ("tokens", "upos", "feats", "lemma", "uas", "las")


def main() -> int:
    """Print one line an engine and language."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "corpus", nargs="?", type=Path, default=ROOT.parent / "shared" / "corpus", help="texts"
    )
    corpus = parser.parse_args().corpus
    if not corpus.is_dir():
        print(f"no official texts at {corpus}; name their folder", file=sys.stderr)
        return 0
    texts = _texts(corpus)
    for lang in Lang:
        path = ROOT / "corpus" / "annotations" / f"tags.{lang}.jsonl"
        rows = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]
        found = [(row, texts[row["sha256"]]) for row in rows if row["sha256"] in texts]
        for engine in ENGINES:
            scores = score(found, lang, engine)
            figures = "  ".join(f"{field} {100 * scores[field]:5.1f}" for field in FIELDS)
            print(f"{lang} {engine:<8} {len(found)} of {len(rows)} clauses  {figures}")
    return 0


def _texts(corpus: Path) -> dict[str, str]:
    """Every clause's text by its hash."""
    texts = {}
    for path in sorted(corpus.rglob("*")):
        if path.suffix in MEDIA_TYPES:
            media_type, name = MEDIA_TYPES[path.suffix], path.relative_to(corpus).as_posix()
            parsed = parse(read_text(path.read_bytes(), media_type, name), media_type, name)
            texts |= {text_hash(clause.text): clause.text for clause in parsed.clauses}
    return texts


def score(found: Iterable[tuple[dict[str, Any], str]], lang: Lang, engine: str) -> dict[str, float]:
    """F1 of each field over all clauses, in [0, 1]."""
    rows = list(found)
    right: Counter[str] = Counter()
    wanted = given = 0
    for (row, _), doc in zip(rows, docs([text for _, text in rows], lang, engine), strict=True):
        gold = {(t[0], t[1]): t for t in row["tokens"]}
        places = [(t[0], t[1]) for t in row["tokens"]]
        tokens = [token for token in doc if token.pos_ != "SPACE"]
        wanted, given = wanted + len(gold), given + len(tokens)
        for token in tokens:
            place = (token.idx, token.idx + len(token.text))
            if place not in gold:
                continue
            _, _, upos, feats, head, relation, lemma = gold[place]
            base = token.head
            at = (0, 0) if base.i == token.i else (base.idx, base.idx + len(base.text))
            attached = at == (places[head - 1] if head else (0, 0))
            same = token.dep_.lower().split(":")[0] == relation.split(":")[0]
            right["tokens"] += 1
            right["upos"] += token.pos_ == upos
            right["feats"] += (str(token.morph) or "_") == _sorted(feats)
            right["lemma"] += hashlib.sha256(token.lemma_.lower().encode()).hexdigest()[:8] == lemma
            right["uas"] += attached
            right["las"] += attached and same
    return {field: 2 * right[field] / max(wanted + given, 1) for field in FIELDS}


def _sorted(feats: str) -> str:
    """Features in spaCy's order."""
    return "|".join(sorted(feats.split("|"), key=str.lower)) if feats != "_" else feats


if __name__ == "__main__":
    sys.exit(main())
