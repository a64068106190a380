"""What a repository says about a version: in `meta.yaml`, in front matter, and in the commit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import yaml

from pipeline.errors import InputError
from pipeline.vocabulary import Lang

NO_DATE = date(2222, 2, 22)  # the publishers' sentinel

# The databank's address of a version, in `source`: number, and day except for the current version.
_ADDRESS = re.compile(r"/doc/(?P<code>\d+)/(?:rus|kaz)(?:/(?P<day>\d\d\.\d\d\.\d{4}))?")
_CODE = re.compile(rb"^act_code:[ \t]*['\"]?([\w-]+)['\"]?[ \t]*\r?$", re.MULTILINE)
# YAML nests by brackets and by `- - -` on one line. The parser in C ends the process where that
# goes thousands deep, so that it is not given what no publisher writes.
_MOST_BRACKETS = 200
_NEST = re.compile(rb"^[ \t]*(?:[-?:][ \t]+){9}", re.MULTILINE)
_LAST_COMMIT_TIME = 2**31  # a time before 1970 comes back as one after 2038

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Meta:
    """The fields of one place and language, each from the first table that has it."""

    tables: tuple[tuple[str, Table, bool], ...]  # where found; fields; whether in this language
    lang: Lang
    where: str  # named in errors

    def text(self, *names: str, translated: bool = False, within: str = "") -> str:
        """A field under the first of its names that says something, "" for none.

        Args:
            names: of the field; builds of different age name it differently.
            translated: its value is in a language, so that another language's does not do.
            within: the field that holds the fields.
        """
        return next((value for _, value in self._said(names, translated, within)), "")

    def code(self) -> str:
        """The act's code, from `act_code` or from the databank's address."""
        return self.text("act_code") or self._address("code")[1]

    def day(self) -> tuple[date, str] | None:
        """The version's day and where it was found; None where neither table says it.

        Raises:
            InputError: what stands there is no day.
        """
        for found, value in self._said(("version_date",), translated=False):
            day = self._day(value)
            if day != NO_DATE:
                return day, found
        found, value = self._address("day")
        if value:
            day = self._day("-".join(reversed(value.split("."))))
            if day != NO_DATE:
                return day, found
        return None

    def adopted(self) -> date | None:
        """The day of adoption.

        Raises:
            InputError: what stands there is no day.
        """
        said = self.text("approved_on", "approval_date")
        day = self._day(said) if said else NO_DATE
        return None if day == NO_DATE else day

    def cause(self, trailers: Mapping[str, str]) -> dict[str, str]:
        """Code, title and requisites of the act that made the version; trailers come last.

        A first version is said to be caused by the act itself: that is no cause.
        """
        fields = ("code", "title", "requisite")
        said = {
            field: self.text(field, translated=field != "code", within="caused_by")
            for field in fields
        }
        committed = {
            field: _one_line(trailers.get(f"Cause-Act-{field.title()}")) for field in fields
        }
        if said["code"] in ("", committed["code"]):
            said = {field: said[field] or committed[field] for field in fields}
        return {} if said["code"] == self.code() else said

    def _said(
        self, names: tuple[str, ...], translated: bool, within: str = ""
    ) -> Iterator[tuple[str, str]]:
        for found, table, own in self.tables:
            fields = table.get(within) if within else table
            if not isinstance(fields, Mapping):
                continue
            for name in names:
                value = fields.get(name)
                if own or isinstance(value, Mapping) or not translated:
                    said = _one_line(_in(value, self.lang))
                    if said:
                        yield found, said

    def _address(self, part: str) -> tuple[str, str]:
        for found, value in self._said(("source",), translated=part == "day"):
            match = _ADDRESS.search(value)
            if match and match[part]:
                return found, match[part]
        return "", ""

    def _day(self, said: str) -> date:
        try:
            return date.fromisoformat(said[:10])
        except ValueError:
            raise InputError(
                f"'{said}' is no day", self.where, "look at version_date and approved_on there"
            ) from None


def read_table(data: bytes, where: str) -> Table:
    """The fields of a YAML document; every value stays a string.

    Raises:
        InputError: it is no YAML, is nested too deep, or holds no fields.
    """
    if data.count(b"[") + data.count(b"{") > _MOST_BRACKETS or _NEST.search(data):
        raise InputError("the fields are nested too deep", where, "look at the commit")
    try:
        table = yaml.load(data, Loader=yaml.CBaseLoader)  # makes strings only
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        what = " ".join(str(error).split())
        raise InputError(f"the fields are no YAML ({what})", where, "look at the commit") from None
    if table and not isinstance(table, dict):
        raise InputError("there are no fields", where, "look at the commit")
    return table or {}


def code_at_a_glance(data: bytes) -> str:
    """The act's code as it stands in most files, found without reading the rest; else ""."""
    match = _CODE.search(data)
    return match[1].decode("ascii", "replace") if match else ""


def commit_day(time: int, offset: int) -> date | None:
    """The day of a commit where it was made; None where git could not date it.

    Args:
        time: seconds since 1970.
        offset: minutes east of Greenwich.

    >>> commit_day(907718400, 0), commit_day(0, 300), commit_day(2**32 - 86400, 0)
    (datetime.date(1998, 10, 7), None, None)
    """
    if not 0 < time < _LAST_COMMIT_TIME:
        return None
    return date(1970, 1, 1) + timedelta(seconds=time + 60 * offset)


def _in(value: object, lang: Lang) -> object:
    return value.get(lang.value) if isinstance(value, Mapping) else value


def _one_line(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
