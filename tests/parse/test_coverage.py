"""What each letter of a text became: a unit's, a note's, or a remainder with a name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.parse import Parsed, parse
from pipeline.parse.coverage import KINDS, unaccounted
from tests.parse.reading import FRONT

TEXT = (
    FRONT.format(lang="rus", more="")
    + """# Устав Союза

## Общие слова

> *Сноска. Весь устав.*

Раздел I

О Главе

<a id="st1"></a>
### Статья 1. О <*> Главе

Статья 1. Глава <a href="#st2">ведет совет</a>: <*>

1) судит. Сноска. О суде.

II бөлім Одақ

Глава 3

Совет ведет дела.

Статья 2 (исключена)
"""
)


def read() -> Parsed:
    return parse(TEXT, "text/markdown", "charter")


def test_every_remainder_has_a_name_and_its_place() -> None:
    parsed = read()
    found = [(one.kind, TEXT[one.start : one.end]) for one in parsed.remainders]
    assert found[0] == ("front_matter", FRONT.format(lang="rus", more="").rstrip("\n") + "\n")
    assert found[1:] == [
        ("title", "Устав Союза"),
        ("heading", "Общие слова"),
        ("section", "Раздел I"),
        ("section", "О Главе"),
        ("markup", '<a id="st1">'),
        ("markup", "</a>"),
        ("mark", "<*>"),
        ("markup", '<a href="#st2">'),
        ("markup", "</a>"),
        ("mark", "<*>"),
        ("section", "II бөлім Одақ"),
        ("section", "Глава 3"),
    ]
    assert {one.kind for one in parsed.remainders} == set(KINDS)


def test_nothing_is_unaccounted_for() -> None:
    assert unaccounted(TEXT, read()) == []


@pytest.mark.parametrize("kind", ["front_matter", "title", "heading", "section", "markup"])
def test_words_without_a_remainder_are_unaccounted_for(kind: str) -> None:
    parsed = read()
    kept = tuple(one for one in parsed.remainders if one.kind != kind)
    lost = unaccounted(TEXT, replace(parsed, remainders=kept))
    assert lost
    for start, end in lost:
        assert TEXT[start:end].isalnum()
        assert any(
            one.start <= start and end <= one.end for one in set(parsed.remainders) - set(kept)
        )


def test_words_inside_a_units_range_that_are_not_its_own_are_unaccounted_for() -> None:
    parsed = read()
    unit = next(unit for unit in parsed.provisions if unit.text == "Глава ведет совет:")
    # The link stands between the unit's first and last word.
    place = TEXT.index("<a href")
    assert unit.start < place < unit.end
    kept = tuple(one for one in parsed.remainders if one.start != place)
    lost = unaccounted(TEXT, replace(parsed, remainders=kept))
    assert [TEXT[start:end] for start, end in lost] == ["a", "href", "st2"]


def test_units_and_notes_account_for_no_more_than_their_words() -> None:
    words = [TEXT[start:end] for start, end in read().words]
    assert "судит." in " ".join(words)
    assert "Сноска. О суде." in words
    assert not any("Раздел" in each or "Общие" in each for each in words)
