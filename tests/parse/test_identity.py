"""Which act, version and language a file says it is."""

from __future__ import annotations

import re
from datetime import date

import pytest

from pipeline.errors import InputError
from pipeline.parse.identity import identify
from pipeline.vocabulary import Lang, TextState

MATTER = "---\nact: charter\nversion_date: 2001-02-03\nlanguage: kaz\n---\nМәтін\n"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (MATTER, "anything.md"),  # front matter alone
        ("Мәтін", "charter/2001-02-03.kaz.md"),  # path alone
        ("Мәтін", "texts/charter/2001-02-03.kaz.pdf"),  # deeper
        ("Мәтін", "texts\\charter\\2001-02-03.kaz.txt"),  # a path of Windows
        (MATTER, "charter/2001-02-03.kaz.md"),  # both agree
        (MATTER.replace("language: kaz\n", ""), "2001-02-03.kaz.md"),  # each tells a part
        ("---\nact: charter\n---\nМәтін", "2001-02-03.kaz.txt"),
        (MATTER.replace("\n", "\r\n"), "x.md"),  # lines end in CRLF
        (MATTER.replace("2001-02-03", "'2001-02-03'"), "x.md"),  # a quoted date
    ],
)
def test_identity_from_front_matter_and_path(text: str, name: str) -> None:
    found = identify(text, name)
    assert (found.act, found.date, found.lang) == ("charter", date(2001, 2, 3), Lang.KAZ)
    assert text[found.body :].strip() == "Мәтін"


@pytest.mark.parametrize(
    ("text", "name", "wrong"),
    [
        # something is missing: each field in turn
        ("Мәтін", "text.md", "neither front matter nor file name gives the act"),
        ("Мәтін", "2001-02-03.kaz.md", "gives the act"),
        ("---\nact: charter\nlanguage: kaz\n---\n", "x.md", "gives the version_date"),
        ("---\nact: charter\nversion_date: 2001-02-03\n---\n", "x.md", "gives the language"),
        # front matter and path disagree on each
        (MATTER, "decree/2001-02-03.kaz.md", "disagree on the act: charter and decree"),
        (MATTER, "charter/2001-02-04.kaz.md", "disagree on the version_date"),
        (MATTER, "charter/2001-02-03.rus.md", "disagree on the language: kaz and rus"),
        # the publishers' sentinel for "no date", and what is no date at all
        ("Мәтін", "charter/2222-02-22.kaz.md", "'2222-02-22' is no date of a version"),
        (MATTER.replace("2001-02-03", "2222-02-22"), "x.md", "is no date of a version"),
        ("Мәтін", "charter/2001-02-30.kaz.md", "'2001-02-30' is no date"),
        (MATTER.replace("2001-02-03", "03.02.2001"), "x.md", "'03.02.2001' is no date"),
        # malformed
        (MATTER.replace("charter", "The Charter"), "x.md", "'The Charter' is no key of an act"),
        (MATTER.replace("charter", "../x"), "x.md", "is no key of an act"),
        ("Мәтін", "charter/2001-02-03.eng.md", "the language is 'eng'"),
        (MATTER.replace("act: ", "text: final\nact: "), "x.md", "`text: final` is no state"),
        ("---\nact: [\n---\n", "x.md", "the front matter is no YAML"),
        ("---\njust words\n---\n", "x.md", "the front matter holds no fields"),
    ],
)
def test_what_cannot_be_identified_is_refused(text: str, name: str, wrong: str) -> None:
    with pytest.raises(InputError, match=re.escape(wrong)) as error:
        identify(text, name)
    assert error.value.where == name
    assert error.value.remedy


@pytest.mark.parametrize(
    ("lines", "state"),
    [
        ("", TextState.IN_FORCE),
        ("text: restated", TextState.RESTATED),
        ("text: excerpt", TextState.EXCERPT),
        ("note: 'excerpt: articles 1-3'", TextState.EXCERPT),
        ("note: Excerpt", TextState.EXCERPT),
        ("note: 'whole text'", TextState.AS_ENACTED),
        ("note: checked twice", TextState.IN_FORCE),
        ("text: restated\nnote: 'excerpt: articles 1-3'", TextState.RESTATED),  # `text` wins
    ],
)
def test_state_of_the_text(lines: str, state: TextState) -> None:
    assert identify(MATTER.replace("act:", f"{lines}\nact:"), "x.md").state is state


def test_front_matter_may_tell_more() -> None:
    more = "source: a databank\namended_by: Law 5\nrests_on: Articles 1-3\nnote: a note\n"
    found = identify(MATTER.replace("act:", f"{more}unknown: 1\nact:"), "x.md")
    assert (found.source, found.amended_by) == ("a databank", "Law 5")
    assert (found.rests_on, found.note) == ("Articles 1-3", "a note")


def test_lines_of_hyphens_inside_the_text_are_no_front_matter() -> None:
    found = identify("Мәтін\n---\nact: decree\n---\n", "charter/2001-02-03.kaz.md")
    assert (found.act, found.body) == ("charter", 0)


def test_a_restated_and_an_official_text_are_different_versions() -> None:
    official = identify(MATTER, "x.md")
    restated = identify(MATTER.replace("act:", "text: restated\nact:"), "x.md")
    assert official.key != restated.key
    assert identify("Мәтін", "charter/2001-02-03.kaz.md").key == official.key
