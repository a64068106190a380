"""What a simpler method makes of the same clauses on the same folds: labels, never powers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.classifier.examples import Example
from pipeline.vocabulary import Label, Lang

NAMES = ("modal patterns", "TF-IDF", "TF-IDF, actors masked")
# Signs of the codebook's table, the first that occurs decides.
PATTERNS: dict[Lang, tuple[tuple[Label, str], ...]] = {
    Lang.RUS: (
        (Label.REMOVE, r"исключ(?:ен|ить)|утратил\w* силу"),
        (Label.CONSTRAIN, r"не вправе|не может|не могут|не допускается|обязан|не более|только"),
        (Label.GRANT, r"вправе|имеет право|может|осуществляет|относ[яи]тся"),
    ),
    Lang.KAZ: (
        (Label.REMOVE, r"алы?н?ып тасталд|күші жойыл"),
        (Label.CONSTRAIN, r"құқығы жоқ|болмайды|алмайды|жол берілмейді|міндетті|артық"),
        (Label.GRANT, r"құқылы|құқығы|мүмкін|жүзеге асырады|жатады"),
    ),
}
MASK = "holder"
FEWEST = 10  # clauses that words can be weighed on


def modal_patterns(example: Example) -> Label:
    """The label that the first modal sign of a clause or its lead-in tells, `none` without one."""
    text = f"{example.clause.lead_in} {example.clause.text}".lower()
    for label, pattern in PATTERNS[example.clause.lang]:
        if re.search(pattern, text):
            return label
    return Label.NONE


def texts(rows: Sequence[Example], masked: bool) -> list[str]:
    """Lead-in and clause of each row, with the names of holders replaced if `masked`."""
    plain = [f"{row.clause.lead_in} {row.clause.text}".lower() for row in rows]
    if not masked:
        return plain
    from pipeline.powers.lexicon import table

    stems: dict[str, str] = {}
    for lang in Lang:
        words = {
            word
            for row in table("holders")["holder"]
            for pattern in row[lang.value]
            for word in re.findall(r"[^\s|{}<>@^?]{5,}(?=\*)", pattern)
        }
        stems[lang] = rf"\b(?:{'|'.join(sorted(map(re.escape, words)))})[\w-]*"
    return [
        re.sub(stems[row.clause.lang], MASK, text) for row, text in zip(rows, plain, strict=True)
    ]


def learned(train: Sequence[Example], test: Sequence[Example], masked: bool) -> list[Label]:
    """Labels by TF-IDF of words and characters with logistic regression.

    Where there is too little to learn from it is the commonest label, `none` without any.

    Args:
        train: annotated clauses of one language.
        test: clauses of the same language.
        masked: replace the names of holders first.
    """
    right = [row.annotation.label.value for row in train if row.annotation]
    if len(right) < FEWEST or len(set(right)) < 2:
        common = Counter(right).most_common(1)
        return [Label(common[0][0]) if common else Label.NONE] * len(test)
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline, make_union

    model = make_pipeline(
        make_union(
            TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=3, sublinear_tf=True),
        ),
        LogisticRegression(C=10, max_iter=2000, class_weight="balanced", random_state=0),
    )
    model.fit(texts(train, masked), right)
    return [Label(name) for name in model.predict(texts(test, masked))]
