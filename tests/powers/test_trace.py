"""A text without a trace of any holder is told before it is parsed, and never wrongly."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from pipeline.language.light.build import docs
from pipeline.parse import parse
from pipeline.parse.sourcetext import read_text
from pipeline.powers.holders import find_holders
from pipeline.powers.lexicon import spell_out, table
from pipeline.powers.trace import NOBODY, have_trace
from pipeline.powers.words import passage
from pipeline.vocabulary import Lang

RUS, KAZ = Lang.RUS, Lang.KAZ


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (RUS, "Министр утверждает правила."),
        (RUS, "по представлению ПРЕЗИДЕНТА"),
        (RUS, "внесено Президентoм"),  # a Latin o
        (RUS, "решение Прези\u00adдента"),
        (RUS, "решение Прези-\n   дента опубликовано"),
        (RUS, "решения судьями не принимались"),
        (RUS, "Верховному\nСуду направлено"),
        (RUS, "«Сенат» собирается"),
        (RUS, "Глава\u00a0государства подписал"),
        (RUS, "Совет\u2009Безопасности собран"),
        (RUS, "решение Прези-\u00a0\nдента опубликовано"),
        (RUS, "Глава **государства** подписал"),
        (RUS, 'Пре**зидент** и <a id="st1"></a>народ'),
        (KAZ, "Мемлекет\u00a0басшысы қол қойды"),
        (KAZ, "әкімдердің шешімдері"),
        (KAZ, "соттарға жіберіледі"),
        (KAZ, "Үкiметтiң қаулысы"),  # Latin i
        (KAZ, "МӘСЛИХАТ отырысы"),
    ],
)
def test_a_holder_leaves_a_trace_however_printed(lang: Lang, text: str) -> None:
    assert have_trace([text], lang) == [True]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (RUS, "Длина линии составляет девять метров, цена зерна указана в таблице."),
        (RUS, "Организация работ, сотрудники, рассудительность и устав общества."),
        (KAZ, "Желі ұзындығы тоғыз метрге тең, астық бағасы кестеде көрсетілген."),
        (RUS, ""),
    ],
)
def test_other_words_leave_none(lang: Lang, text: str) -> None:
    assert have_trace([text], lang) == [False]


def test_texts_are_answered_one_by_one() -> None:
    texts = ["Цена зерна.", "Указ Президента.", "Длина моста."]
    assert have_trace(texts, RUS) == [False, True, False]
    assert have_trace([], RUS) == []


@pytest.mark.parametrize("lang", list(Lang))
def test_every_pattern_of_the_lexicon_leaves_a_trace(lang: Lang) -> None:
    """Each way to write each pattern, with the shortest words that fit it."""
    written = []
    for row in table("holders")["holder"]:
        for pattern in row[lang.value] if row["code"] != NOBODY else ():
            for spelled in spell_out(pattern, lang):
                parts = [part.removeprefix("^").split("@")[0] for part in spelled.split()]
                parts = [part for part in parts if part[0] != "<" and part[-1] != "?"]
                places = [part.replace("*", "").split("|") for part in parts]
                written += [" ".join(words) for words in product(*places)]
    assert len(written) > 100
    missed = [
        text for text, found in zip(written, have_trace(written, lang), strict=True) if not found
    ]
    assert missed == []


def clauses_of(folder: Path, lang: Lang) -> list[str]:
    found: dict[str, None] = {}
    for path in sorted(folder.glob(f"*/*.{lang}.md")):
        text = read_text(path.read_bytes(), "text/markdown", path.name)
        name = f"{path.parent.name}/{path.name}"
        found |= dict.fromkeys(clause.text for clause in parse(text, "text/markdown", name).clauses)
    return list(found)


def missed(texts: list[str], lang: Lang) -> list[str]:
    """The texts without a trace in which the reader finds a holder's name."""
    left = [text for text, found in zip(texts, have_trace(texts, lang), strict=True) if not found]
    tagged = zip(left, docs(left, lang), strict=True)
    return [text for text, doc in tagged if find_holders(passage(doc, lang))]


@pytest.mark.parametrize("lang", list(Lang))
def test_no_clause_of_the_restated_texts_names_a_holder_without_a_trace(
    root: Path, lang: Lang
) -> None:
    texts = clauses_of(root / "corpus" / "restated", lang)
    assert len(texts) > 500
    assert missed(texts, lang) == []


@pytest.mark.official
@pytest.mark.parametrize("lang", list(Lang))
def test_no_clause_of_the_official_texts_does(shared_corpus: Path, lang: Lang) -> None:
    texts = clauses_of(shared_corpus, lang)
    assert texts
    assert missed(texts, lang) == []
