"""Damaged files of every form: read without loss or refused with words; no crash, no hang."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.parse import parse, pdftext
from pipeline.parse.coverage import unaccounted
from pipeline.parse.sourcetext import MEDIA_TYPES, read_text
from tests.parse.fuzzing import FORMS, HangError, Outcome, check, damaged, limited
from tests.parse.pdf_maker import pdf
from tests.parse.reading import FRONT
from tests.sources.editions import RESTATED, Edition, edition

FILES = 1000  # a form
LARGE = 100_000  # characters


@cache
def texts(folder: Path) -> Sequence[Edition]:
    return [edition(path) for path in sorted(folder.rglob("*.md"))]


def outcomes(form: str, folder: Path, seeds: range) -> list[Outcome]:
    """What became of damaged files; a failure names the seed that makes the file again."""
    found, failures = [], []
    for seed in seeds:
        data, name = damaged(form, texts(folder), seed)
        try:
            found.append(_checked(data, form, name))
        except (Exception, HangError) as error:  # noqa: BLE001 - whatever it is, the file is named
            failures.append(f"damaged({form!r}, ..., {seed}): {type(error).__name__} {error}")
    assert not failures, "\n".join(failures[:10])
    return found


def _checked(data: bytes, form: str, name: str) -> Outcome:
    try:
        return check(data, form, name)
    except HangError:
        if form != "pdf":
            raise
    # What holds up the reading of a PDF is the affair of the process that reads it.
    return check(data, form, name, own_process=True)


@pytest.mark.parametrize("form", FORMS)
def test_damaged_restated_texts(form: str) -> None:
    found = outcomes(form, RESTATED, range(FILES))
    read = sum(each.parsed is not None for each in found)
    assert len(found) == FILES
    # Some damage is harmless, some is not: the files are neither all good nor all hopeless.
    assert FILES / 5 < read < FILES * 9 / 10


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_damaged_official_texts(form: str, shared_corpus: Path) -> None:
    found = outcomes(form, shared_corpus, range(FILES))
    assert FILES / 5 < sum(each.parsed is not None for each in found) < FILES * 9 / 10


def test_the_same_seed_gives_the_same_file() -> None:
    for form in FORMS:
        assert damaged(form, texts(RESTATED), 7) == damaged(form, texts(RESTATED), 7)


def test_damaged_pdfs_in_a_process_of_their_own() -> None:
    found = []
    for seed in range(40):
        data, name = damaged("pdf", texts(RESTATED), seed)
        found.append(check(data, "pdf", name, own_process=True))
    assert any(each.parsed for each in found)
    assert any("the PDF cannot be read" in each.refused for each in found)


def test_a_pdf_that_would_be_read_for_hours_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    page = ["Совет Союза ведет дела народа."] * 40
    data = pdf(page).replace(b"/Kids [6 0 R]", b"/Kids [" + b"6 0 R " * 3000 + b"]")
    monkeypatch.setattr(pdftext, "SECONDS", 1)
    with pytest.raises(InputError, match="it takes more than 1 s or 2048 MiB"):
        read_text(data, "application/pdf", "x.pdf")


# -- nothing is lost in whole texts ---------------------------------------------------------------


def lost(folder: Path) -> dict[Path, list[tuple[int, int]]]:
    """What each text of a folder loses."""
    found = {}
    for path in (path for path in folder.rglob("*.*") if path.suffix in MEDIA_TYPES):
        media_type = MEDIA_TYPES[path.suffix]
        text = read_text(path.read_bytes(), media_type, path.as_posix())
        found[path] = unaccounted(text, parse(text, media_type, path.as_posix()))
    return found


def test_nothing_of_a_restated_text_is_lost() -> None:
    found = lost(RESTATED)
    assert found
    assert not any(found.values()), found


def test_nothing_of_an_official_text_is_lost(shared_corpus: Path) -> None:
    found = lost(shared_corpus)
    assert found
    assert not any(found.values()), found


# -- large texts made to be slow ------------------------------------------------------------------

HEAD = FRONT.format(lang="rus", more="") + "Статья 1\n\n1. Совет ведет дела народа и города.\n\n"
# A parser that looks back or ahead at each step takes time by the square of their length.
SLOW = {
    "lines of one paragraph": "а\n",
    "lines broken by hyphens": "про-\n",
    "empty items of one list": "1) \n",
    "items that each open a list": "1) а:\n\n",
    "lettered items that each open a list": "а) б:\n\n",
    "quotations that are never closed": "«а:\n\n",
    "straight quotations": '"а:\n\n',
    "lines of a preamble": "аа\n\n",
    "sentences": "а. А ",
    "sentences in brackets that are never closed": "(а. А ",
    "anchors that are never closed": "<a ",
    "a note of laws": "Сноска. Закон",
    "one number": "1",
    "one word": "а",
    "white space": " ",
    "quoted marks": "«",
}


@pytest.mark.slow
@pytest.mark.parametrize("media_type", ["text/markdown", "text/plain"])
@pytest.mark.parametrize("unit", SLOW.values(), ids=SLOW)
def test_large_texts_take_time_in_step_with_their_length(unit: str, media_type: str) -> None:
    text = HEAD + unit * (LARGE // len(unit)) + "\n\n2. Совет судит.\n"
    with limited():
        parsed = parse(text, media_type, "x")
    assert unaccounted(text, parsed) == []


# -- front matter made to unfold ------------------------------------------------------------------

BOMB = "k0: &k0 [x, x]\n" + "".join(f"k{n}: &k{n} [*k{n - 1}, *k{n - 1}]\n" for n in range(1, 40))


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        pytest.param("x: " + "[" * 3000 + "\n", "the front matter is no YAML", id="nested"),
        pytest.param("x: &a [*a]\n", "the front matter is no YAML", id="holds itself"),
        pytest.param("x: v\n" * 5000, "the front matter has more than", id="long"),
        pytest.param(BOMB, "", id="doubles with each line"),
    ],
)
def test_front_matter_made_to_unfold(more: str, wrong: str) -> None:
    text = FRONT.format(lang="rus", more=more) + "Статья 1\n\nСовет ведет дела народа и города.\n"
    outcome = check(text.encode(), "markdown", "x")
    assert wrong in outcome.refused
    assert bool(wrong) != bool(outcome.parsed)


# -- the tools of these tests ---------------------------------------------------------------------


def endless() -> None:
    while True:
        pass


def test_the_watchdog_ends_what_hangs() -> None:
    with pytest.raises(HangError), limited(0.05):
        endless()
    assert signal.getitimer(signal.ITIMER_PROF)[0] == 0


def test_a_loss_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    data = (HEAD + "1) Совет;\n\n## Раздел II Суд\n\nСтатья 2\n\nСуд.\n").encode()
    assert check(data, "markdown", "x").parsed
    monkeypatch.setattr("pipeline.parse.structure._Builder._leave", lambda *_: None)
    with pytest.raises(AssertionError, match=r"lost: .*Раздел"):
        check(data, "markdown", "x")
