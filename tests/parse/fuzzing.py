"""Damaged files: what a publisher, a disk, a converter or a hand may make of a text.

`damaged(form, texts, seed)` is the same file for the same seed, so that a file that broke something
can be made again. `check` reads it as an ingest does.
"""

from __future__ import annotations

import json
import random
import signal
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import FrameType

from pipeline.errors import InputError
from pipeline.parse import Parsed, parse, pdfchild
from pipeline.parse.coverage import KINDS, unaccounted
from pipeline.parse.sourcetext import read_text
from tests.parse import fuzzing_json, fuzzing_markup, fuzzing_pdf
from tests.parse.fuzzing_text import Rng, damage_bytes, damage_text, excerpt
from tests.sources.editions import Edition
from tests.sources.publisher import act_page, databank_bytes, document

SECONDS = 5  # of processor time, more than which no file may take
FORMS = {
    "markdown": "text/markdown",
    "plain": "text/plain",
    "html": "text/html",
    "json": "application/json",
    "pdf": "application/pdf",
}


class HangError(BaseException):
    """A file takes too long; not an `Exception`, so that nothing takes it for its own."""


@dataclass(frozen=True)
class Outcome:
    """What became of a file: it was read, or refused with words."""

    text: str = ""
    parsed: Parsed | None = None
    refused: str = ""


def damaged(form: str, texts: Sequence[Edition], seed: int) -> tuple[bytes, str]:
    """A damaged file of a form, and its name."""
    rng = random.Random(f"{form} {seed}")
    one, other = rng.choice(texts), rng.choice(texts)
    text = excerpt(rng, one.text)
    if form in ("markdown", "plain", "pdf") or rng.random() < 0.4:
        text = damage_text(rng, text, excerpt(rng, other.text))
    edition = replace(one, text=text)
    data = _WRITERS[form](rng, edition)
    if form != "pdf" and rng.random() < 0.2:
        data = damage_bytes(rng, data)
    return data, f"{edition.act}/{edition.day.isoformat()}.{edition.lang}.{form}"


def _markdown(rng: Rng, edition: Edition) -> bytes:
    head = f"---\nact: {edition.act}\nversion_date: {edition.day}\nlanguage: {edition.lang}\n---\n"
    if rng.random() < 0.2:
        head = damage_text(rng, head, "text: restated\nnote: [a, {b: c}]\n&x *x !!python/name:x\n")
    return (head + edition.text).encode("utf-8", "surrogatepass")


def _plain(rng: Rng, edition: Edition) -> bytes:
    words, width = edition.text.split(" "), rng.randint(3, 12)  # words a line
    lines = (" ".join(words[at : at + width]) for at in range(0, len(words), width))
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def _html(rng: Rng, edition: Edition) -> bytes:
    page = act_page(replace(edition, text=_encodable(edition.text))).decode()
    return fuzzing_markup.damage(rng, page).encode("utf-8", "surrogatepass")


def _json(rng: Rng, edition: Edition) -> bytes:
    pages = document(
        replace(edition, text=_encodable(edition.text)),
        page_size=rng.choice((50, 200)),
        flat=rng.random() < 0.5,
    )
    whole = json.loads(databank_bytes(pages))
    return fuzzing_json.damage(rng, whole).encode("utf-8", "surrogatepass")


def _pdf(rng: Rng, edition: Edition) -> bytes:
    return fuzzing_pdf.damage(rng, _encodable(edition.text).splitlines())


_WRITERS: dict[str, Callable[[Rng, Edition], bytes]] = {
    "markdown": _markdown,
    "plain": _plain,
    "html": _html,
    "json": _json,
    "pdf": _pdf,
}


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def check(data: bytes, form: str, name: str, own_process: bool = False) -> Outcome:
    """Read a file, in a limited time, and find that nothing of it is lost.

    Args:
        data: the file.
        form: of `FORMS`.
        name: of the file.
        own_process: whether a PDF is read by a process of its own, as always but in these tests.

    Raises:
        HangError: it takes more than `SECONDS`.
        Exception: whatever the parser lets out that is no `InputError`.
    """
    with limited():
        try:
            text = _pdf_text(data) if form == "pdf" and not own_process else _text(data, form, name)
            parsed = parse(text, FORMS[form], name)
        except InputError as error:
            return Outcome(refused=str(error))
    lost = unaccounted(text, parsed)
    assert not lost, f"lost: {[text[start:end] for start, end in lost[:5]]}"
    _holds_together(text, parsed)
    for check_source in (fuzzing_markup.missing, fuzzing_json.missing):
        missing = check_source(data, form, text)
        assert not missing, f"missing in the source text: {missing[:5]}"
    return Outcome(text, parsed)


def _text(data: bytes, form: str, name: str) -> str:
    return read_text(data, FORMS[form], name)


def _pdf_text(data: bytes) -> str:
    try:
        return pdfchild.extract(data)
    except Exception as error:
        raise InputError(f"the PDF cannot be read ({error})", "x.pdf", "fetch it again") from error


def _holds_together(text: str, parsed: Parsed) -> None:
    eids = [unit.eid for unit in parsed.provisions]
    assert len(eids) == len(set(eids))
    text.encode()  # no half characters
    assert {one.kind for one in parsed.remainders} <= set(KINDS)
    for part in (*parsed.provisions, *parsed.notes, *parsed.clauses):
        assert 0 <= part.start <= part.end <= len(text)
        # Between its words there may be notes, anchors and marks, but its words are all there.
        there = iter(letters(text[part.start : part.end]))
        assert all(letter in there for letter in letters(part.text)), part


def letters(text: str) -> str:
    """The letters and digits of a text, raised digits as plain ones."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


@contextmanager
def limited(seconds: float = SECONDS) -> Iterator[None]:
    """Raise HangError in what runs for longer; processor time, so that no other task counts."""

    def stop(signum: int, frame: FrameType | None) -> None:
        raise HangError(f"more than {seconds} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
