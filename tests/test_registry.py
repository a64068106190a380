"""The registry of acts, and what is said of one that cannot be used."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from pipeline import registry
from pipeline.errors import InputError

TITLE = 'title = { kaz = "Жарғы", rus = "Устав", eng = "Charter" }'
LEAST = f'kind = "law"\n{TITLE}\nadopted = 2001-02-03\n'


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf8")
    return path


def test_an_act_with_the_least_that_it_needs(tmp_path: Path) -> None:
    acts = registry.load(write(tmp_path / "acts.toml", f"[acts.charter]\n{LEAST}"))
    act = acts["charter"]
    assert (act.key, act.kind, act.adopted) == ("charter", "law", date(2001, 2, 3))
    assert act.title == {"kaz": "Жарғы", "rus": "Устав", "eng": "Charter"}
    assert (act.number, act.code, act.in_force, act.ended, act.succeeds) == (None,) * 5
    assert (act.amends, act.amended_on) == ((), ())


def test_an_act_with_everything(tmp_path: Path) -> None:
    text = f"""
[acts.old]
{LEAST}
[acts.new]
{LEAST}
number = "5"
code = "Z010000005_"
in_force = 2001-03-01
ended = 2005-01-01
amends = ["old"]
succeeds = "old"
amended_on = [2003-01-01, 2002-01-01]
note = "fields that nobody knows pass unread"
"""
    act = registry.load(write(tmp_path / "acts.toml", text))["new"]
    assert (act.number, act.code) == ("5", "Z010000005_")
    assert (act.in_force, act.ended) == (date(2001, 3, 1), date(2005, 1, 1))
    assert (act.amends, act.succeeds) == (("old",), "old")
    assert act.amended_on == (date(2002, 1, 1), date(2003, 1, 1))  # in order


@pytest.mark.parametrize(
    ("text", "entry", "wrong"),
    [
        # a field that is missing
        (f'[acts.charter]\n{TITLE}\nkind = "law"\n', "charter", "the field 'adopted' is missing"),
        ('[acts.charter]\nkind = "law"\nadopted = 2001-02-03\n', "charter", "'title' is missing"),
        (
            '[acts.charter]\nkind = "law"\ntitle = { rus = "Устав" }\nadopted = 2001-02-03\n',
            "charter",
            "the field 'kaz' is missing",
        ),
        # a value of the wrong type
        (f"[acts.charter]\n{LEAST}number = 5\n", "charter", "number is 5, not a str"),
        (f'[acts.charter]\n{LEAST}ended = "2005"\n', "charter", "ended is '2005', not a date"),
        (f'[acts.charter]\n{LEAST}amends = "old"\n', "charter", "amends is 'old', not a list"),
        (
            f'[acts.charter]\n{LEAST}amended_on = ["2005"]\n',
            "charter",
            "amended_on holds '2005', not a date",
        ),
        (f"[acts.charter]\n{LEAST}amends = [5]\n", "charter", "amends holds 5, not a str"),
        ("[acts]\ncharter = 5\n", "charter", "not subscriptable"),
        # a reference to an act that is not there
        (f'[acts.charter]\n{LEAST}amends = ["old"]\n', None, "[acts.charter] refers to 'old'"),
        (f'[acts.charter]\n{LEAST}succeeds = "old"\n', None, "[acts.charter] refers to 'old'"),
        # no registry at all
        ("acts = 5\n", None, "`acts` is no table"),
        ("[acts.charter\n", None, "the registry is no TOML"),
        ("[acts.charter]\nkind = 'ю'\n".encode("cp1251"), None, "the registry is no TOML"),
        (None, None, "the registry cannot be read (No such file or directory)"),
    ],
)
def test_errors_name_file_and_entry(
    tmp_path: Path, text: str | bytes | None, entry: str | None, wrong: str
) -> None:
    path = tmp_path / "acts.toml"
    if text is not None:
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(InputError, match=re.escape(wrong)) as error:
        registry.load(path)
    assert error.value.where == (f"{path}, [acts.{entry}]" if entry else str(path))
    assert error.value.remedy


def test_a_registry_without_acts_is_empty(tmp_path: Path) -> None:
    assert registry.load(write(tmp_path / "acts.toml", "# nothing yet\n")) == {}


def test_our_own_registry_holds_together() -> None:
    acts = registry.load()
    assert {"constitution-1995", "constitution-2026", "delegation-1993"} <= set(acts)
    for act in acts.values():
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", act.key)
        assert all(act.title[language].strip() for language in ("kaz", "rus", "eng"))
        assert act.adopted < date(2100, 1, 1)  # no publisher's sentinel
        assert not (act.in_force and act.ended) or act.in_force < act.ended
