"""The words of instructions, from rus.toml and kaz.toml, compiled to one scanner a language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.amendments.quotations import FILLER
from pipeline.vocabulary import Lang

_DIGITS = r"(?:\d+(?:-\d+)*\)?|[а-я]\))"
_DASH = r"\s*[-–—]\s*"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """How one language words its instructions."""

    lang: Lang
    verb_last: bool
    scanner: re.Pattern[str]  # one named group for each kind of event, see `scan`
    number: re.Pattern[str]  # one number, digits or ordinal
    ordinals: Mapping[str, str]  # stem to number
    instrument: re.Pattern[str]
    plural: re.Pattern[str]
    commencement: re.Pattern[str]
    idle: re.Pattern[str]
    closes: re.Pattern[str]  # what may follow a quotation
    lists: re.Pattern[str]  # what goes on with a list of numbers: `және 5)`


@cache
def lexicon(lang: Lang) -> Lexicon:
    """The lexicon of a language."""
    data = tomllib.loads((Path(__file__).parent / f"{lang.value}.toml").read_text(encoding="utf8"))
    ordinal = _ordinal(data["ordinals"], data["tens"])
    joint = rf"(?:\s*,\s*|\s+{_any(data['other']['and'])}\s+|{_DASH})"
    digits, ordinals = (rf"(?<!\w){n}(?:{joint}{n})*(?!\w)" for n in (_DIGITS, ordinal))
    verbs = {f"verb_{name}": _any(forms) for name, forms in data["verbs"].items()}
    marks = {f"mark_{name}": _any(forms) for name, forms in data["marks"].items()}
    groups = {
        "quote": f"{FILLER}+",
        **_units(data["levels"], digits, ordinals, data["number_first"]),
        **verbs,
        **marks,
        **{f"sign_{name}": _any(forms) for name, forms in data["signs"].items()},
        **{f"also_{name}": _any(forms) for name, forms in data["also"].items()},
        **{f"bare_{name}": _any(forms) for name, forms in data["levels"].items()},
        "and_comma": ",",
        "and_word": _any(data["other"]["and"]),
        # A full stop ends a sentence where no abbreviation stands before it.
        "stop": rf";|(?:(?<=\w\w\w\w)|(?<={FILLER}))\.(?=\s|$)",
        "colon": ":",
        "act": _any(data["other"]["acts"]),
        "word": r"\w[\w-]*",
    }
    ends = "|".join([*verbs.values(), *marks.values()])
    return Lexicon(
        lang=lang,
        verb_last=data["verb_last"],
        scanner=re.compile("|".join(rf"(?P<{name}>{form})" for name, form in groups.items())),
        number=re.compile(rf"(?P<digits>{_DIGITS})|(?P<ordinal>{ordinal})|(?P<dash>{_DASH})"),
        ordinals={form: n for n, form in _ordinals(data["ordinals"], data["tens"]).items()},
        instrument=re.compile(_any(data["forms"]["instrument"])),
        plural=re.compile(_any(data["forms"]["plural"])),
        commencement=re.compile(_any(data["other"]["commencement"])),
        idle=re.compile(_any(data["other"]["idle"])),
        closes=re.compile(rf"\s*(?:[;.]\s*(?:\n|$)|$|{ends})", re.IGNORECASE),
        lists=re.compile(rf"(?:,|[-–—]|{_any(data['other']['and'])})\s*{_DIGITS}"),
    )


def _any(forms: Iterable[str]) -> str:
    listed = "|".join(forms).replace(" ", r"\s+")
    return rf"(?<!\w)(?:{listed or '(?!)'})(?!\w)"


def _ordinals(ones: Mapping[str, str], tens: Mapping[str, str]) -> dict[str, str]:
    """Number to the words that begin its ordinal: 21 to `двадцать перв`."""
    simple = {n: stem for n, stem in ones.items() if int(n) < 10}
    both = {
        str(int(ten) + int(n)): rf"{word}\s+{stem}"
        for ten, word in tens.items()
        for n, stem in simple.items()
    }
    return {**both, **ones}


def _ordinal(ones: Mapping[str, str], tens: Mapping[str, str]) -> str:
    return rf"(?<!\w)(?:{'|'.join(_ordinals(ones, tens).values())})\w{{0,4}}(?!\w)"


def _units(
    levels: Mapping[str, list[str]], digits: str, ordinals: str, number_first: bool
) -> dict[str, str]:
    """A pattern for each level: a unit's name with its numbers before or after it."""
    found = {}
    for level, names in levels.items():
        name = rf"(?<!\w)(?:{'|'.join(names)})(?!\w)"
        forms = [rf"{ordinals}\s+{name}"]
        if number_first:
            forms.append(rf"{digits}\s*-?\s*{name}")
        else:
            forms.append(rf"{name}\s+(?:{digits}|{ordinals})")
        found[f"unit_{level}"] = "|".join(forms)
    return found
