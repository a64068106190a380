"""Where no holder is named, the legislature is the one that the text itself speaks of."""

from __future__ import annotations

import pytest

from pipeline.powers.legislature import own_legislature
from pipeline.vocabulary import Holder
from tests.powers.making import read_all

UNNAMED = {
    "rus": "Президент может быть досрочно освобождён от должности",
    "kaz": "Мұндай заң жобалары екі айдың ішінде қабылданады",
}
NAMED = {
    ("rus", Holder.KURULTAI): "Курултай принимает законы",
    ("kaz", Holder.KURULTAI): "Құрылтай заңдарды қабылдайды",
    ("rus", Holder.SUPREME_SOVIET): "Верховный Совет утверждает бюджет",
    ("kaz", Holder.SUPREME_SOVIET): "Жоғарғы Кеңес бюджетті бекітеді",
    ("rus", Holder.PARLIAMENT): "Парламент утверждает бюджет",
    ("kaz", Holder.PARLIAMENT): "Парламент бюджетті бекітеді",
}


@pytest.mark.parametrize(("lang", "holder"), NAMED)
def test_an_unnamed_legislature_is_the_text_s_own(lang: str, holder: Holder) -> None:
    readings = read_all([UNNAMED[lang], NAMED[lang, holder]], lang)
    found = own_legislature(readings)
    assert found[0].powers[0].holder is holder
    assert found[1] == readings[1]


@pytest.mark.parametrize("lang", UNNAMED)
def test_a_text_that_names_none_means_the_parliament(lang: str) -> None:
    [reading] = own_legislature(read_all([UNNAMED[lang]], lang))
    assert reading.powers[0].holder is Holder.PARLIAMENT
