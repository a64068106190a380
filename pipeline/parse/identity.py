"""Which act, version and language a file is: from its front matter, else from its path.

The path form is `<act>/<version date>.<lang>.<ext>`, as in
`constitution-1995/2007-05-21.kaz.md`. Where both speak they must agree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

import yaml

from pipeline.errors import InputError
from pipeline.records import Facts
from pipeline.vocabulary import Lang, TextState

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_PATH = re.compile(
    r"(?:^|/)(?:(?P<act>[\w-]+)/)?(?P<date>\d{4}-\d{2}-\d{2})\.(?P<lang>\w+)\.\w+$", re.ASCII
)
_LONGEST_FRONT_MATTER = 20_000  # characters
_ACT_KEY = re.compile(r"[a-z0-9][a-z0-9-]*")
# The publishers' sentinel for "no date".
_NO_DATE = date(2222, 2, 22)


@dataclass(frozen=True, slots=True)
class Identity:
    """What a file says about itself."""

    act: str
    date: date
    lang: Lang
    state: TextState
    source: str = ""
    amended_by: str = ""
    rests_on: str = ""
    note: str = ""
    body: int = 0  # position in the source text at which the front matter ends

    @property
    def key(self) -> tuple[str, str, str, bool]:
        """Two texts with the same key claim to be the same version."""
        return self.act, self.date.isoformat(), self.lang.value, self.state is TextState.RESTATED


def told_by(facts: Facts) -> Identity:
    """The identity of a text of which its publisher says what it is."""
    return Identity(
        act=facts.act,
        date=facts.day,
        lang=facts.lang,
        state=TextState.IN_FORCE,
        source=facts.url,
        amended_by=facts.cause_requisites or facts.cause_title or facts.cause_code,
    )


def identify(text: str, name: str, told: Identity | None = None) -> Identity:
    """Read the identity of a source text.

    Args:
        text: the source text.
        name: how the source named it.
        told: the identity, where the source has said it; front matter is then passed over.

    Raises:
        InputError: act, date or language is missing, malformed, or said twice differently.
    """
    if told is not None:
        match = _FRONT_MATTER.match(text)
        return replace(told, body=match.end() if match else 0)
    matter, body = _front_matter(text, name)
    path = _PATH.search(name.replace("\\", "/"))
    named = path.groupdict() if path else {}
    act = _one(name, "act", matter.get("act"), named.get("act"))
    day = _one(name, "version_date", matter.get("version_date"), named.get("date"))
    lang = _one(name, "language", matter.get("language"), named.get("lang"))
    if not _ACT_KEY.fullmatch(act):
        raise InputError(
            f"'{act}' is no key of an act",
            name,
            "use lower-case Latin letters, digits and hyphens, as in corpus/acts.toml",
        )
    if lang not in list(Lang):
        raise InputError(f"the language is '{lang}'", name, "name it rus or kaz")
    return Identity(
        act=act,
        date=_date(day, name),
        lang=Lang(lang),
        state=_state(matter, name),
        body=body,
        **{key: matter.get(key, "") for key in ("source", "amended_by", "rests_on", "note")},
    )


def _front_matter(text: str, name: str) -> tuple[dict[str, str], int]:
    match = _FRONT_MATTER.match(text)
    if not match:
        return {}, 0
    if match.end() > _LONGEST_FRONT_MATTER:
        raise InputError(
            f"the front matter has more than {_LONGEST_FRONT_MATTER} characters",
            name,
            "write the fields alone between the two ---",
        )
    try:
        matter = yaml.load(match.group(1), Loader=yaml.BaseLoader)  # every value stays a string
    except (yaml.YAMLError, RecursionError) as error:
        raise InputError(
            f"the front matter is no YAML ({error})", name, "mend the lines between the two ---"
        ) from None
    if not isinstance(matter, dict):
        raise InputError("the front matter holds no fields", name, "write lines like `act: KEY`")
    # A list or a table is no field of ours; written out, it may be of any size.
    return {str(key): value for key, value in matter.items() if isinstance(value, str)}, match.end()


def _one(name: str, field: str, *said: str | None) -> str:
    values = sorted({value for value in said if value})
    if not values:
        raise InputError(
            f"neither front matter nor file name gives the {field}",
            name,
            f"add `{field}:` to the front matter, or name the file ACT/YYYY-MM-DD.LANG.EXT",
        )
    if len(values) > 1:
        raise InputError(
            f"front matter and file name disagree on the {field}: {' and '.join(values)}",
            name,
            "correct one of them",
        )
    return values[0]


def _date(value: str, name: str) -> date:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        day = _NO_DATE
    if day == _NO_DATE:
        raise InputError(
            f"'{value}' is no date of a version", name, "write the day it took effect, YYYY-MM-DD"
        )
    return day


def _state(matter: dict[str, str], name: str) -> TextState:
    said = matter.get("text", "")
    if said:
        try:
            return TextState(said)
        except ValueError:
            raise InputError(
                f"`text: {said}` is no state of a text",
                name,
                f"use one of {', '.join(TextState)}, or leave the line out",
            ) from None
    note = matter.get("note", "").lower()
    if note.startswith("excerpt"):
        return TextState.EXCERPT
    return TextState.AS_ENACTED if note.startswith("whole") else TextState.IN_FORCE
