"""Tokens: what a lawyer reads as one mark stays whole, and nothing of the text is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.light.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Премьер-Министр", ["Премьер-Министр"]),
        ("статья 44-1,", ["статья", "44-1", ","]),
        ("10-1) тармақша", ["10-1)", "тармақша"]),
        ("53-бабының 4)-тармақшасы", ["53-бабының", "4)-тармақшасы"]),
        ("№ 254-III Заң", ["№ 254-III", "Заң"]),
        ("N 284 от 3.04.1999 г.", ["N 284", "от", "3.04.1999", "г."]),
        ("т.б. және ст. 5", ["т.б.", "және", "ст.", "5"]),
        ("из ст.", ["из", "ст."]),
        ("мост.", ["мост", "."]),  # ends like an abbreviation and is none
        ("жарлық.", ["жарлық", "."]),  # қ ғ ұ are letters like others
        ("жарлық,ғылым", ["жарлық", ",", "ғылым"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert [token.text for token in tokenize(text)] == expected


@given(st.text(alphabet="аәб қ-.)1№Nг\n ;,", max_size=40))
def test_tokens_and_spaces_give_the_text_back(text: str) -> None:
    joined = "".join(token.text + " " * token.space for token in tokenize(text))
    assert joined == text
