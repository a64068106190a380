"""Whatever a clause holds: no crash, no hang, and offsets that are right."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from pipeline.language import docs
from pipeline.language.engine import ENGINES
from pipeline.vocabulary import Lang

BOTH = [(lang, name) for lang in Lang for name in ENGINES]
RUSSIAN = "Президент назначает акимов, "
KAZAKH = "Президент әкімдерді тағайындайды, "
BAD = {
    "empty": "",
    "space": " ",
    "lines": "\n\n\n\t",
    "control characters": "\x00\x07\x1bСенат\x7f\x85",
    "emoji": "🇰🇿 👍🏽 Сенат 👨‍👩‍👧‍👦",
    "mixed scripts": "Пpeзидент Latin қазақ 総理 العربية",
    "no name in Unicode": chr(0x17000) + " а" + chr(0x17000) + " \ue000 \U000f0000",
    "combining": "и\u0301" * 5 + "\u0301\u0301",
    "a bracket": ")",
    "numbers alone": "1. 10-1) №",
    "white space around": " Сенат  созывает\tсессию\u00a0\u2028 ",
    "a long word": "Ә" * 3000,
    "Russian": "Парламент принимает законы. Сенат созывает сессию.",
    "Kazakh": "Парламент заңдар қабылдайды. Сенат сессияны шақырады.",
    "English": "The President appoints the Prime Minister.",
}


def check(doc: Doc, text: str) -> None:
    assert len(doc.text) == len(text)
    assert all(0 <= token.idx <= len(text) - len(token.text) for token in doc)
    assert all(a.idx + len(a.text) <= b.idx for a, b in pairwise(doc))
    assert all(token.pos_ for token in doc)
    if doc.has_annotation("DEP"):
        assert all(token.head in token.sent for token in doc)
        assert sum(len(sentence) for sentence in doc.sents) == len(doc)


@pytest.fixture(params=BOTH, ids=lambda pair: f"{pair[0]}-{pair[1]}")
def engine(request: pytest.FixtureRequest) -> tuple[Lang, str]:
    lang, name = request.param
    if (lang, name) == (Lang.KAZ, "trained"):
        pytest.importorskip("stanza")
    return lang, name


@pytest.mark.parametrize("name", BAD)
def test_bad_input(engine: tuple[Lang, str], name: str) -> None:
    check(docs([BAD[name]], *engine)[0], BAD[name])


def test_all_at_once(engine: tuple[Lang, str]) -> None:
    texts = list(BAD.values())
    for doc, text in zip(docs(texts, *engine), texts, strict=True):
        check(doc, text)


def test_nothing(engine: tuple[Lang, str]) -> None:
    assert docs([], *engine) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", [RUSSIAN, KAZAKH, "а", "1) ", "(", "\n"], ids=lambda piece: repr(piece[-9:])
)
def test_a_hundred_thousand_characters(engine: tuple[Lang, str], piece: str) -> None:
    text = (piece * (100_000 // len(piece) + 1))[:100_000]
    doc = docs([text], *engine)[0]
    check(doc, text)


TEXTS = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.text(st.sampled_from("аәБ1-)№ .\n\u00a0«;i🙂\x00\u0301"), max_size=60),
    ),
    max_size=4,
)


@given(texts=TEXTS, pair=st.sampled_from(BOTH))
@settings(max_examples=120, deadline=None)
def test_offsets_are_exact(texts: list[str], pair: tuple[Lang, str]) -> None:
    if pair == (Lang.KAZ, "trained"):
        pytest.importorskip("stanza")
    for doc, text in zip(docs(texts, *pair), texts, strict=True):
        check(doc, text)
