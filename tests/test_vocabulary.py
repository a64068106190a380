"""Every code of the closed lists has words for people, in three languages."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from enum import StrEnum
from pathlib import Path

import pytest

from pipeline import vocabulary
from pipeline.vocabulary import LABEL_LANGUAGES, Action, Holder, Lang, Polarity, label

ENUMS = [
    thing
    for thing in vars(vocabulary).values()
    if isinstance(thing, type) and issubclass(thing, StrEnum) and thing is not StrEnum
]
CODES = [code for enum in ENUMS for code in enum]
TABLES = tomllib.loads(
    Path(vocabulary.__file__).with_name("labels.toml").read_text(encoding="utf8")
)

CYRILLIC = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһіА-ЯЁӘҒҚҢӨҰҮҺІ -]*")
LATIN = re.compile(r"[A-Z][A-Za-z' -]*")
SCRIPTS = {"kaz": CYRILLIC, "rus": CYRILLIC, "eng": LATIN}


def test_every_list_is_labelled_and_nothing_else() -> None:
    assert len(ENUMS) == 18
    assert {name: set(table) for name, table in TABLES.items()} == {
        enum.__name__: {code.value for code in enum} for enum in ENUMS
    }


@pytest.mark.parametrize("code", CODES, ids=lambda code: f"{type(code).__name__}.{code.value}")
def test_every_code_has_a_label_in_the_right_script(code: StrEnum) -> None:
    assert set(TABLES[type(code).__name__][code.value]) == set(LABEL_LANGUAGES)
    for language, script in SCRIPTS.items():
        words = label(code, language)
        assert script.fullmatch(words), f"{language}: {words!r}"
        assert words == " ".join(words.split())


@pytest.mark.parametrize("language", LABEL_LANGUAGES)
@pytest.mark.parametrize("enum", ENUMS, ids=lambda enum: enum.__name__)
def test_no_two_codes_of_a_list_share_their_words(enum: type[StrEnum], language: str) -> None:
    words = Counter(label(code, language).casefold() for code in enum)
    assert [word for word, times in words.items() if times > 1] == []


@pytest.mark.parametrize(
    ("code", "kaz", "rus", "eng"),
    [
        (Holder.AKIM, "Әкім", "Аким", "Akim"),
        (Holder.PROSECUTOR_GENERAL, "Бас Прокурор", "Генеральный Прокурор", "Prosecutor General"),
        (Action.APPOINT, "Тағайындау", "Назначение", "Appoint"),
        (Polarity.GIVES, "Өкілеттік береді", "Даёт полномочие", "Gives"),
        (Lang.KAZ, "Қазақша", "Казахский", "Kazakh"),
    ],
)
def test_label_gives_the_words_for_a_code(code: StrEnum, kaz: str, rus: str, eng: str) -> None:
    assert (label(code, "kaz"), label(code, "rus"), label(code)) == (kaz, rus, eng)


def test_a_language_without_labels_is_an_error() -> None:
    with pytest.raises(KeyError, match="deu"):
        label(Holder.AKIM, "deu")
