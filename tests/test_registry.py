"""The registry of acts, and what is said of one that cannot be used."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from pipeline import registry
from pipeline.errors import InputError
from pipeline.records import EffectiveFor

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
    assert (act.number, act.code, act.in_force, act.ended, act.succeeds, act.ended_by) == (
        (None,) * 6
    )
    assert (act.amends, act.amended_on, act.effective) == ((), (), ())
    assert (act.amended_by, act.commences, act.expires) == ({}, {}, {})


CONDITIONS = """
[conditions.printed]
kaz = "басылған күннен"
rus = "со дня печати"
eng = "once it is printed"

[conditions.next-head]
kaz = "келесі төрағаға"
rus = "следующий председатель"
eng = "the chair elected next"
"""


def test_an_act_with_everything(tmp_path: Path) -> None:
    text = f"""
{CONDITIONS}
[acts.old]
{LEAST}
ended = 2001-03-01
ended_by = "new"

[acts.reform]
kind = "law"
{TITLE}
adopted = 2001-12-01
amends = ["new"]

[acts.new]
{LEAST}
number = "5"
code = "Z010000005_"
commences = "printed"
in_force = 2001-03-01
expires = "next-head"
ended = 2005-01-01
succeeds = "old"
amended_on = [2002-01-01, 2003-01-01]
note = "fields that nobody knows pass unread"

[acts.new.amended_by]
2002-01-01 = "reform"
2003-01-01 = "Law 7 of 2003"

[[acts.new.effective]]
version = 2002-01-01
eids = ["art_4__pt_1", "art_5"]
for = "next-head"
from = 2002-06-01
until = 2003-01-01
said_in = "art_9"
series = "official"
"""
    act = registry.load(write(tmp_path / "acts.toml", text))["new"]
    assert (act.number, act.code) == ("5", "Z010000005_")
    assert (act.in_force, act.ended) == (date(2001, 3, 1), date(2005, 1, 1))
    assert act.commences == {
        "kaz": "басылған күннен",
        "rus": "со дня печати",
        "eng": "once it is printed",
    }
    assert act.expires["eng"] == "the chair elected next"
    assert (act.succeeds, act.ended_by) == ("old", None)
    assert act.amended_on == (date(2002, 1, 1), date(2003, 1, 1))
    assert act.amended_by == {date(2002, 1, 1): "reform", date(2003, 1, 1): "Law 7 of 2003"}
    assert act.effective == (
        EffectiveFor(
            version=date(2002, 1, 1),
            eids=("art_4__pt_1", "art_5"),
            condition=act.expires,
            start=date(2002, 6, 1),
            until=date(2003, 1, 1),
            said_in="art_9",
            series="official",
        ),
    )


@pytest.mark.parametrize(
    ("text", "entry", "wrong"),
    [
        # a field that is missing
        (f'[acts.charter]\n{TITLE}\nkind = "law"\n', "charter", "the field `adopted` is missing"),
        ('[acts.charter]\nkind = "law"\nadopted = 2001-02-03\n', "charter", "`title` is missing"),
        (
            '[acts.charter]\nkind = "law"\ntitle = { rus = "Устав" }\nadopted = 2001-02-03\n',
            "charter",
            "the field `kaz` is missing",
        ),
        # a value of the wrong type
        (f"[acts.charter]\n{LEAST}number = 5\n", "charter", "`number` is 5, not a string"),
        (f'[acts.charter]\n{LEAST}ended = "2005"\n', "charter", "`ended` is '2005', not a date"),
        (
            f"[acts.charter]\n{LEAST}ended = 2005-01-01T00:00:00\n",
            "charter",
            "`ended` is datetime.datetime(2005, 1, 1, 0, 0), not a date",
        ),
        (
            '[acts.charter]\nkind = "law"\ntitle = "Charter"\nadopted = 2001-02-03\n',
            "charter",
            "`title` is 'Charter', not a table",
        ),
        (f'[acts.charter]\n{LEAST}amends = "old"\n', "charter", "`amends` is 'old', not a list"),
        (
            f'[acts.charter]\n{LEAST}amended_on = ["2005"]\n',
            "charter",
            "`amended_on` holds '2005', not a date",
        ),
        (f"[acts.charter]\n{LEAST}amends = [5]\n", "charter", "`amends` holds 5, not a string"),
        ("[acts]\ncharter = 5\n", "charter", "`charter` is 5, not a table"),
        (f"[acts.charter]\n{LEAST}amended_by = 5\n", "charter", "`amended_by` is 5, not a table"),
        (
            f'[acts.charter]\n{LEAST}amended_by = {{ soon = "reform" }}\n',
            "charter",
            "`amended_by` has 'soon', which is no date",
        ),
        (
            f"[acts.charter]\n{LEAST}effective = [5]\n",
            "charter",
            "`effective` holds 5, not a table",
        ),
        (
            f'[acts.charter]\n{LEAST}effective = [{{ version = 2001-02-03, series = "ours" }}]\n',
            "charter",
            "`series` is 'ours'",
        ),
        # a condition that is not there, or not said in every language
        (
            f'[acts.charter]\n{LEAST}commences = "printed"\n',
            "charter",
            "`commences` is 'printed', and there is no [conditions.printed]",
        ),
        (
            '[acts]\n[conditions.printed]\neng = "once printed"\n',
            "printed",
            "the field `kaz` is missing",
        ),
        ("conditions = 5\n[acts]\n", None, "`conditions` is 5, not a table"),
        # no registry at all
        ("acts = 5\n", None, "`acts` is 5, not a table"),
        ('[claim]\nid = "C1"\n', None, "the field `acts` is missing"),
        ("[acts.charter\n", None, "the file is no TOML"),
        ("[acts.charter]\nkind = 'ю'\n".encode("cp1251"), None, "the file is no TOML"),
        (None, None, "the file cannot be read (No such file or directory)"),
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
    table = "conditions" if entry == "printed" else "acts"
    assert error.value.where == (f"{path}, [{table}.{entry}]" if entry else str(path))
    assert error.value.remedy


# -- what contradicts itself ---------------------------------------------------------------------

EFFECTIVE = 'effective = [{ version = 2001-02-03, eids = ["art_1"], from = 2002-01-01 }]'


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        # acts that are not there
        ('amends = ["old"]', "refers to 'old', which is not there"),
        ('succeeds = "old"', "refers to 'old', which is not there"),
        ('ended = 2005-01-01\nended_by = "old"', "refers to 'old', which is not there"),
        (
            'amended_on = [2002-01-01]\namended_by = { 2002-01-01 = "old" }',
            "refers to 'old', which is not there",
        ),
        # an act and itself
        ('amends = ["charter"]', "the act amends itself"),
        (
            'amended_on = [2002-01-01]\namended_by = { 2002-01-01 = "charter" }',
            "the act amends itself",
        ),
        ('succeeds = "charter"', "the act succeeds itself"),
        ('ended = 2005-01-01\nended_by = "charter"', "the act succeeds itself"),
        ('amends = ["other", "other"]', "`amends` names 'other' twice"),
        # its life
        ("in_force = 2001-02-02", "in force on 2001-02-02, before its adoption on 2001-02-03"),
        ("ended = 2001-02-03", "ended on 2001-02-03, but begins on 2001-02-03"),
        ("in_force = 2001-05-01\nended = 2001-04-01", "ended on 2001-04-01, but begins on 2001-05"),
        ('ended_by = "other"', "'other' ended it on no day"),
        # days of its texts
        ("amended_on = [2003-01-01, 2002-01-01]", "has 2002-01-01 after 2003-01-01"),
        ("amended_on = [2002-01-01, 2002-01-01]", "`amended_on` has 2002-01-01 twice"),
        ("amended_on = [2001-02-03]", "is not after its adoption on 2001-02-03"),
        ("ended = 2005-01-01\namended_on = [2005-01-01]", "before its end on 2005-01-01"),
        ('amended_by = { 2002-01-01 = "other" }', "2002-01-01, which `amended_on` has not"),
        (
            'amended_on = [2002-01-01]\namended_by = { 2002-01-01 = "other" }',
            "'other' changed the text on 2002-01-01, before its own adoption on 2004-05-06",
        ),
        # what binds only some
        (EFFECTIVE.replace("2001-02-03", "2001-02-04"), "no text took effect on that day"),
        (EFFECTIVE.replace('["art_1"]', "[]"), "`eids` names no unit"),
        (EFFECTIVE.replace(", from = 2002-01-01", ""), "neither `for` nor `from` is said"),
        (EFFECTIVE.replace("2002", "2000"), "2000-01-01 is not after its version"),
        (EFFECTIVE.replace(" }", ", until = 2001-01-01 }"), "2001-01-01 is not after its version"),
    ],
)
def test_an_act_that_contradicts_itself_is_refused(tmp_path: Path, fields: str, wrong: str) -> None:
    other = f'[acts.other]\nkind = "law"\n{TITLE}\nadopted = 2004-05-06\n'
    path = write(tmp_path / "acts.toml", f"{other}[acts.charter]\n{LEAST}{fields}\n")
    with pytest.raises(InputError, match=re.escape(wrong)) as error:
        registry.load(path)
    assert error.value.where == f"{path}, [acts.charter]"
    assert error.value.remedy


def test_a_circle_of_succession_is_refused(tmp_path: Path) -> None:
    text = f"""
[acts.first]
{LEAST}succeeds = "third"
[acts.second]
{LEAST}succeeds = "first"
[acts.third]
{LEAST}succeeds = "second"
"""
    path = write(tmp_path / "acts.toml", text)
    with pytest.raises(InputError, match="succession runs in a circle: ") as error:
        registry.load(path)
    assert error.value.where == str(path)
    assert all(key in error.value.what for key in ("first", "second", "third"))


@pytest.mark.parametrize("field", ['number = "5"', 'code = "Z010000005_"'])
def test_an_amending_act_that_is_registered_twice_is_refused(tmp_path: Path, field: str) -> None:
    entry = f"{LEAST}{field}\n"
    path = write(tmp_path / "acts.toml", f"[acts.reform]\n{entry}[acts.law-5]\n{entry}")
    with pytest.raises(InputError, match="reform and law-5 are one act, ") as error:
        registry.load(path)
    assert (error.value.where, error.value.remedy) == (str(path), "keep one of them")


def test_a_key_that_is_given_twice_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "acts.toml", f"[acts.charter]\n{LEAST}[acts.charter]\n{LEAST}")
    with pytest.raises(InputError, match="the file is no TOML"):
        registry.load(path)


# -- succession ----------------------------------------------------------------------------------


def test_an_act_may_take_the_place_of_several(tmp_path: Path) -> None:
    ended = 'ended = 2002-01-01\nended_by = "code"\n'
    text = f"""
[acts.code]
{LEAST}ended = 2003-01-01
succeeds = "on-roads"
[acts.new-code]
{LEAST}succeeds = "code"
[acts.on-roads]
{LEAST}{ended}
[acts.on-bridges]
{LEAST}{ended}
"""
    acts = registry.load(write(tmp_path / "acts.toml", text))
    assert registry.successions(acts) == [
        ("on-bridges", "code"),
        ("on-roads", "code"),  # once, though both say it
        ("code", "new-code"),
    ]


def test_our_own_registry_holds_together() -> None:
    acts = registry.load()
    assert {"constitution-1995", "constitution-2026", "delegation-1993"} <= set(acts)
    for act in acts.values():
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", act.key)
        assert all(act.title[language].strip() for language in ("kaz", "rus", "eng"))
        assert act.adopted < date(2100, 1, 1)  # no publisher's sentinel
        assert not (act.in_force and act.ended) or act.in_force < act.ended


def test_our_own_registry_leads_from_each_act_to_its_successor() -> None:
    pairs = registry.successions(registry.load())
    assert len(set(pairs)) == len(pairs)
    constitutions = [pair for pair in pairs if pair[1].startswith("constitution-")]
    assert constitutions == [
        ("law-1990-04-24", "constitution-1993"),
        ("law-1990-11-20", "constitution-1993"),
        ("constitution-1993", "constitution-1995"),
        ("constitution-1995", "constitution-2026"),
    ]
    assert {older: newer for older, newer in pairs if older.startswith("decree-")} == {
        "decree-2001-633": "decree-2004-1484",
        "decree-2004-1484": "decree-2011-86",
        "decree-2006-130": "decree-2007-339",
        "decree-2007-339": "decree-2011-86",
        "decree-2011-86": "law-local-government-2001",
        "decree-2013-555": "law-local-government-2001",
    }


def test_our_own_registry_knows_who_made_each_changed_text() -> None:
    for act in registry.load().values():
        assert set(act.amended_by) == set(act.amended_on)
