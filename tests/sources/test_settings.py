"""The settings of sources: what is wrong in them is told before anyone is asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.sources import source
from pipeline.sources.settings import CONTACT, DEFAULT, KINDS, Settings, Web, load, named
from pipeline.vocabulary import Lang

SITE = '[sources.site]\nkind = "adilet"\nplace = "https://site.example"\n'


@pytest.fixture
def written(tmp_path: Path):
    def write(text: str) -> Path:
        path = tmp_path / "sources.toml"
        path.write_text(text, encoding="utf8")
        return path

    return write


@pytest.fixture(autouse=True)
def no_contact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CONTACT, raising=False)


def test_the_settings_that_come_with_the_project_name_every_kind() -> None:
    assert {one.kind for one in load().values()} == set(KINDS)
    for one in load().values():
        assert (one.languages, one.acts, one.web.delay) == ((Lang.RUS, Lang.KAZ), (), 1.0)
        assert not one.web.contact  # nobody is asked in our name
        assert not one.web.allow_private


def test_what_a_source_says_goes_before_what_holds_for_all(written) -> None:
    path = written(f"[web]\ndelay = 2\ntimeout = 3.5\n{SITE}[sources.site.web]\ndelay = 0\n")
    assert load(path) == {
        "site": Settings("site", "adilet", "https://site.example", web=Web(delay=0.0, timeout=3.5))
    }


def test_who_asks_may_stand_in_the_environment(written, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CONTACT, "Someone")
    assert load(written(SITE))["site"].web.contact == "Someone"
    assert load(written('[web]\ncontact = "Another"\n' + SITE))["site"].web.contact == "Another"


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("", "sources.toml", "`sources` is missing"),
        ("[web]\nspeed = 1\n" + SITE, "[web]", "no setting `speed`"),
        ("[web]\ndelay = -1\n" + SITE, "[web]", "`delay` is -1"),
        ("[web]\ntimeout = 0\n" + SITE, "[web]", "`timeout` is 0"),
        ("[web]\nattempts = 0\n" + SITE, "[web]", "`attempts` is 0"),
        ("[web]\nattempts = 1.5\n" + SITE, "[web]", "`attempts` is 1.5"),
        (SITE + "act = ['x']\n", "[sources.site]", "no setting `act`"),
        (SITE + "languages = ['eng']\n", "[sources.site]", "`languages` holds 'eng'"),
        (SITE.replace("adilet", "ftp"), "[sources.site]", "`kind` is 'ftp'"),
        ('[sources.site]\nkind = "zan"\n', "[sources.site]", "`place` is missing"),
        (SITE + "[sources.site.paths]\ncurrent = 1\n", "[sources.site]", "`current` is 1"),
    ],
)
def test_a_wrong_setting_is_told_with_its_place(written, text: str, where: str, what: str) -> None:
    with pytest.raises(InputError) as caught:
        load(written(text))
    assert where in caught.value.where
    assert what in caught.value.what


def test_a_source_is_named_alone_or_with_another_place() -> None:
    sources = load()
    assert named(sources, "adilet") == sources["adilet"]
    assert named(sources, "gitlaw:/laws") == replace(sources["gitlaw"], place="/laws")
    for wrong in ("ftp", "adilet:", "folder"):
        with pytest.raises(InputError, match="names no source"):
            named(sources, wrong)


def test_each_kind_has_its_source(tmp_path: Path) -> None:
    for name in load():
        assert source(name).name == name
    assert source(f"folder:{tmp_path}").name == f"folder:{tmp_path}"
    assert DEFAULT.is_file()
