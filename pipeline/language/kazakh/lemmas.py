"""A lemma as a small edit of the word, or as the stem of a reading that fits the features."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from pipeline.language.kazakh.morphology import VOWELS, readings

VERBAL = frozenset({"VERB", "AUX"})
VOICED = {"ғ": "қ", "г": "к", "б": "п"}
CASES = {"Gen": "gen", "Acc": "acc", "Dat": "dat", "Loc": "loc", "Abl": "abl", "Ins": "ins"}
VOICES = {"Pass": "pass", "Rfl": "pass", "Cau": "caus", "Caus": "caus", "Rcp": "rcp"}
# Suffixes that features tell of, so that a reading must have them exactly when a word does.
OWNERS = {"p3": "3", "p1s": "1", "p1p": "1", "p2s": "2", "p2f": "2", "p2p": "2"}
GERUNDS = frozenset({"ger", "past", "past.ger", "hab", "aor", "aor.neg", "inf"})


def script(form: str, lemma: str) -> str:
    """The edit from a form to its lemma: case, letters to cut, letters to add.

    >>> script("Кітабын", "кітап")
    'l3п'
    """
    low = form.lower()
    if lemma == low and form != low:
        return "l0"
    keep = "k" if lemma[:1] == form[:1] else "l"
    source = form if keep == "k" else low
    shared = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(source, lemma, strict=False))
    )
    if not shared:
        return f"={lemma}"
    return f"{keep}{len(source) - shared}{lemma[shared:]}"


def apply(form: str, edit: str) -> str | None:
    """The lemma that an edit makes of a form, or None where it does not fit."""
    if edit.startswith("="):
        return edit[1:]
    digits = len(edit[1:]) - len(edit[1:].lstrip("0123456789"))
    cut, added = int(edit[1 : 1 + digits]), edit[1 + digits :]
    source = form if edit[0] == "k" else form.lower()
    if cut >= len(source):
        return None
    return source[: len(source) - cut] + added


def stems(form: str, upos: str, feats: str) -> Iterator[str]:
    """Stems of the readings whose suffixes agree with the features, as they stand in the form.

    >>> list(stems("азаматтығынан", "NOUN", "Case=Abl|Number[psor]=Plur,Sing|Person[psor]=3"))
    ['азаматтығ']
    """
    values = dict(pair.split("=") for pair in feats.split("|") if "=" in pair)
    verbal = upos in VERBAL
    expected = _expected(values, verbal)
    for reading in readings(form.lower()):
        if (reading.kind == "V") != verbal or not set(reading.stem) & set(VOWELS):
            continue
        names = ["loc" if name == "attr" else name for name in reading.chain]
        found = {OWNERS.get(name, name) for name in names if name in TOLD or name in OWNERS}
        if found == expected and (not verbal or _form_fits(names, values.get("VerbForm", ""))):
            yield reading.stem


def bare(stem: str, form: str) -> str:
    """An unlisted stem as a dictionary would show it: мектеб-і is мектеп."""
    after = form.lower()[len(stem) : len(stem) + 1]
    if stem[-1] in VOICED and after and after in VOWELS:
        return stem[:-1] + VOICED[stem[-1]]
    return stem


TOLD = frozenset({*CASES.values(), *VOICES.values(), "pl", "neg"})


def _expected(values: dict[str, str], verbal: bool) -> set[str]:
    expected = {CASES.get(values.get("Case", ""), ""), values.get("Person[psor]", "")}
    if verbal:
        expected |= {VOICES.get(voice, "") for voice in values.get("Voice", "").split(",")}
        expected.add("neg" if values.get("Polarity") == "Neg" else "")
    elif values.get("Number") == "Plur":
        expected.add("pl")
    return expected - {""}


def _form_fits(names: list[str], form: str) -> bool:
    if form == "Ger":
        return bool(GERUNDS & set(names))
    return form != "Conv" or any(name.startswith("conv") for name in names)
