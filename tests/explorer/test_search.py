"""Search over words in any of their forms, in Russian, Kazakh and English."""

from __future__ import annotations

import re
import sqlite3

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from pipeline.explorer.find import powers as find
from pipeline.explorer.find.powers import Wanted
from pipeline.explorer.lookup import schema
from pipeline.explorer.lookup.lemmas import places, words_asked, words_of
from pipeline.explorer.lookup.open import Lookup
from pipeline.explorer.served import Fixed


def finds(query: str, text: str, lang: str) -> bool:
    db = sqlite3.connect(":memory:")
    db.execute(schema.WORDS)
    db.execute("INSERT INTO words (rowid, forms) VALUES (1, ?)", (words_of(text, lang),))
    asked = [word.match for word in words_asked(query)]
    found = [db.execute("SELECT 1 FROM words WHERE words MATCH ?", (one,)) for one in asked]
    return bool(asked) and all(one.fetchone() for one in found)


@pytest.fixture(scope="module")
def lookup(shown: Fixed) -> Lookup:
    return shown.now.lookup


@pytest.mark.parametrize(
    ("query", "text", "lang"),
    [
        ("аким", "Назначает акимов.", "rus"),
        ("акимов", "Аким подотчётен.", "rus"),
        ("подотчетен", "Аким подотчётен.", "rus"),
        ("назначать судью", "Сенат назначает судей.", "rus"),
        ("Премьер-Министр", "с согласия премьер-министра", "rus"),
        ("әкім", "Облыс әкімдерін тағайындайды.", "kaz"),
        ("әкімдерін", "Әкім есеп береді.", "kaz"),
        ("тағайындау", "Әкімдерді тағайындайды.", "kaz"),
        ("келісім", "Сенаттың келісімімен", "kaz"),
        ("мектептер", "мектебіміздің", "kaz"),
        ("жою", "Шешімнің күшін жоюға құқылы.", "kaz"),
        ("әкiмдi", "Әкім есеп береді.", "kaz"),  # Latin i
        ("Пpезидент", "Президенту", "rus"),  # Latin p
        ("44-1", "44-1-бап", "kaz"),
        ('("аким"* ^суд: -{', "Акимы, суды", "rus"),
        ("аким и суд", "Аким, суды", "rus"),
    ],
)
def test_a_word_is_found_in_its_other_forms(query: str, text: str, lang: str) -> None:
    assert finds(query, text, lang)


@pytest.mark.parametrize(
    ("query", "text", "lang"),
    [
        ("аким", "Акимат принимает решение.", "rus"),
        ("әкім", "Әкімдік шешім қабылдайды.", "kaz"),
        ("суд", "Министр принимает решение.", "rus"),
        ("аким суд", "Аким принимает решение.", "rus"),
    ],
)
def test_other_words_are_not_found(query: str, text: str, lang: str) -> None:
    assert not finds(query, text, lang)


@example("ab\u19b0cd")  # a letter that FTS5 takes for a sign
@given(st.text(max_size=60) | st.text(alphabet="\"*()^:-+ANDORTaбқ {}.,'", max_size=60))
def test_whatever_is_typed_is_a_question_that_can_be_asked(query: str) -> None:
    db = sqlite3.connect(":memory:")
    db.execute(schema.WORDS)
    for word in words_asked(query):
        for match in filter(None, (word.match, word.begun)):
            db.execute("SELECT rowid FROM words WHERE words MATCH ?", (match,)).fetchall()


@given(st.text(alphabet="аким бІқə aA.-", max_size=40), st.sampled_from(["rus", "kaz"]))
def test_places_are_words_of_the_text(text: str, lang: str) -> None:
    for start, end in places("аким қа", text, lang):
        assert text[start:end].isalpha()


@pytest.mark.parametrize(
    ("query", "holder"),
    [
        ("akim", "akim"),
        ("prime minister", "prime_minister"),
        ("Сенат", "senate"),
        ("сенаттың", "senate"),
    ],
)
def test_names_of_the_vocabulary_are_found_in_any_language(
    lookup: Lookup, query: str, holder: str
) -> None:
    for lang in ("rus", "kaz"):
        every = find.count(lookup, Wanted("restated", lang=lang, holder=(holder,)))
        assert find.count(lookup, Wanted("restated", query, lang, holder=(holder,))) == every > 0


def test_english_names_of_actions_and_objects_narrow_together(lookup: Lookup) -> None:
    rows = list(find.every(lookup, Wanted("restated", "appoints judges")))
    assert rows
    assert all("appoint" in (row["action"], row["domain"][:7]) for row in rows)
    assert all("judge" in row["object"] for row in rows)


def test_a_word_that_was_begun_is_found(lookup: Lookup) -> None:
    begun = find.count(lookup, Wanted("restated", "президен", lang="rus"))
    assert 0 < begun <= find.count(lookup, Wanted("restated", "президент", lang="rus"))


@pytest.mark.parametrize(
    ("reader", "query", "marked"),
    [
        ("ru", "судей", "суд"), ("kk", "судьялар", "судья"), ("en", "judges", None),
    ],
)  # fmt: skip
def test_a_reader_searches_in_their_language(
    page: Page, reader: str, query: str, marked: str | None
) -> None:
    page.goto(f"/{reader}/restated/powers")
    page.locator("#q").fill(query)
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_contain_text(query)
    expect(page).to_have_url(re.compile(r"\?q="))
    assert page.locator("table.powers tbody").count() > 0
    if marked:
        expect(page.locator("mark.match").first).to_have_text(re.compile(marked, re.IGNORECASE))
