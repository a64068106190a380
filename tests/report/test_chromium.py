"""The page in a real browser: it opens from a file, asks for nothing, shows what it promises."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import dataset
from pipeline.report import write_report
from tests.report.browser import Tab, executable, running

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(executable() is None, reason="Chromium is not installed"),
]

LANGUAGES = {"kaz": "kk", "rus": "ru", "eng": "en"}
TITLES = {"kaz": "Қазақстан", "rus": "Казахстана", "eng": "Kazakhstan"}
ROOT = "document.documentElement"
HERE = f"document.querySelector(`.language[data-language=${{{ROOT}.dataset.language}}]`)"
CHART = f"{HERE}.querySelector('.chart svg.marks')"  # the first: the share over time
MARKS = f"""[...{HERE}.querySelectorAll('.series:not([hidden]) .figure')].map(figure => [
    figure.dataset.figure,
    figure.querySelectorAll('svg [class*="mark-"] path, svg [class*="mark-"] text').length])"""


@pytest.fixture(scope="session")
def page(built_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    release = dataset.latest(built_workspace / "releases")
    return write_report(release, tmp_path_factory.mktemp("chromium") / "report.html")


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    program = executable()
    assert program
    with running(program, tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.fixture
def tab(address: str, page: Path) -> Iterator[Tab]:
    """The page, open and drawn; afterwards it must have asked and complained of nothing."""
    found = Tab(address)
    found.resize(1440)
    found.open(page)
    yield found
    asked = [url for url in found.requests if not url.startswith((page.as_uri(), "about:"))]
    assert [url for url in asked if not url.startswith(("data:", "blob:"))] == []
    assert found.complaints == []
    found.close()


def opened(tab: Tab) -> str:
    """The words of the open panel."""
    assert tab.look("document.querySelector('#panel').open")
    return str(tab.look("document.querySelector('#panel').innerText"))


def press(tab: Tab, kind: str, nth: int = 0) -> None:
    """Press a button of the page that opens the panel."""
    tab.look(f"[...{HERE}.querySelectorAll('.open[data-open={kind}]')].at({nth}).click()")


def test_a_request_would_be_seen(address: str, tmp_path: Path) -> None:
    """So that the silence in the other tests means something."""
    bad = tmp_path / "bad.html"
    bad.write_text(
        "<script>document.documentElement.dataset.drawn = 1; fetch('http://127.0.0.1:9/x');"
        "console.error('no')</script>",
        encoding="utf8",
    )
    tab = Tab(address)
    tab.open(bad)
    tab.wait("new Promise(done => setTimeout(() => done(true), 200))")
    assert "http://127.0.0.1:9/x" in tab.requests
    assert any("no" in complaint for complaint in tab.complaints)
    tab.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_shown_with_all_its_charts(tab: Tab, language: str) -> None:
    tab.look(f"{HERE}.querySelector('.to-language[data-to={language}]').click()")
    tab.drawn()
    assert tab.look("document.documentElement.lang") == LANGUAGES[language]
    assert TITLES[language] in tab.look("document.title")
    assert TITLES[language] in tab.look(f"{HERE}.querySelector('h1').innerText")
    shown = "[...document.querySelectorAll('h1')].filter(h1 => h1.offsetParent).length"
    assert tab.look(shown) == 1
    assert tab.look("location.hash").startswith(f"#{language}")
    marks = tab.look(MARKS)
    assert len(marks) >= 4
    assert [name for name, number in marks if not number] == []


def test_the_address_remembers_language_and_section(tab: Tab, page: Path) -> None:
    tab.open(page, "#kaz-restated-reforms")
    assert tab.look("document.documentElement.lang") == "kk"
    top = "document.querySelector('#kaz-restated-reforms').getBoundingClientRect().top"
    tab.wait(f"Math.abs({top}) < 250")


def test_the_charts_follow_the_language(tab: Tab) -> None:
    words = f"{CHART}.textContent"
    english = tab.look(words)
    tab.look(f"{HERE}.querySelector('.to-language[data-to=rus]').click()")
    tab.drawn()
    assert "Русский" in tab.look(words)
    assert "Русский" not in english


def test_a_reform_shows_its_changes_with_both_texts(tab: Tab) -> None:
    press(tab, "reform", -1)
    told = opened(tab)
    assert "Given to the President" in told
    tab.look("document.querySelector('#panel .change').open = true")
    tab.wait("document.querySelectorAll('#panel .change .text mark.action').length")
    told = opened(tab)
    for words in ("Before", "After", "Russian text", "Kazakh text", "Article"):
        assert words in told
    alone = tab.look("document.querySelectorAll('#panel .change').length")
    tab.look("document.querySelectorAll('#panel .group .switch')[1].click()")
    assert tab.look("document.querySelectorAll('#panel .change').length") > alone


def test_a_click_on_a_chart_opens_the_powers_of_that_day(tab: Tab) -> None:
    tab.look(f"{CHART}.scrollIntoView({{block: 'center', behavior: 'instant'}})")
    # Between two reforms, well inside the chart.
    box = tab.look(
        "(box => [box.x, box.y, box.width, box.height])"
        f"({CHART}.querySelector('g.root').getBoundingClientRect())"
    )
    tab.click(box[0] + 0.47 * box[2], box[1] + 0.6 * box[3])
    told = opened(tab)
    assert "The President's powers" in told
    tab.look("document.querySelector('#panel details').open = true")
    tab.look("document.querySelector('#panel .power').click()")
    told = opened(tab)
    assert "Russian text" in told
    assert "Kazakh text" in told
    assert (
        tab.look("document.querySelectorAll('#panel mark.holder, #panel mark.action').length") >= 2
    )
    tab.look("document.querySelector('#panel .back').click()")
    assert "The President's powers" in opened(tab)


def test_a_reform_in_the_chart_opens_its_changes(tab: Tab) -> None:
    tab.look(f"{CHART}.scrollIntoView({{block: 'center', behavior: 'instant'}})")
    label = tab.look(
        f"(b => [b.x + b.width / 2, b.y + b.height / 2])([...{CHART}"
        ".querySelectorAll('.mark-text text')].find(t => /2007/.test(t.textContent))"
        ".getBoundingClientRect())"
    )
    tab.click(*label)
    assert "21 May 2007" in opened(tab)


def test_a_cell_of_a_checklist_opens_what_decides_it(tab: Tab) -> None:
    cell = f"{HERE}.querySelector('.figure[data-figure^=shugart] .mark-rect path')"
    tab.look(f"{cell}.scrollIntoView({{block: 'center', behavior: 'instant'}})")
    place = tab.look(
        f"(box => [box.x + box.width / 2, box.y + box.height / 2])({cell}.getBoundingClientRect())"
    )
    tab.click(*place)
    assert "value" in opened(tab)
    tab.look("document.querySelectorAll('#panel details').forEach(one => one.open = true)")
    tab.look("document.querySelector('#panel .power').click()")
    assert tab.look("document.querySelectorAll('#panel mark.action').length") >= 1


def test_the_panel_is_worked_by_keys(tab: Tab) -> None:
    button = f"{HERE}.querySelector('.open[data-open=point]')"
    tab.look(f"{button}.closest('details').open = true; {button}.focus()")
    tab.key("Enter")
    tab.wait("document.querySelector('#panel').open")
    assert tab.look("document.activeElement.id") == "panel-title"
    tab.key("Escape")
    tab.wait("!document.querySelector('#panel').open")
    assert tab.look("document.activeElement.dataset.open") == "point"


def test_every_button_opens_something(tab: Tab) -> None:
    kinds = f"new Set([...{HERE}.querySelectorAll('.open')].map(one => one.dataset.open)).size"
    assert tab.look(kinds) > 2
    script = f"""[...{HERE}.querySelectorAll('.open')].filter(button => {{
        document.querySelector('#panel .panel-body').replaceChildren();
        button.click();
        if (!document.querySelector('#panel').open) return true;
        const words = document.querySelector('#panel .panel-body').innerText;
        document.querySelector('#panel').close();
        return words.length < 40 || /undefined|NaN|null/.test(words);
    }}).map(button => JSON.stringify(button.dataset))"""
    assert tab.look(script) == []


def test_dark_follows_the_system_and_the_switch(tab: Tab) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    ink = f"{CHART}.querySelector('.role-axis-label text').getAttribute('fill')"
    assert tab.look(ground) == "rgb(255, 255, 255)"
    light = tab.look(ink)
    tab.dark(True)
    tab.wait(f"{ground} !== 'rgb(255, 255, 255)'")
    tab.wait(f"{ink} !== '{light}'")
    tab.look(f"{HERE}.querySelector('.theme').click()")
    tab.wait(f"{ground} === 'rgb(255, 255, 255)'")
    tab.wait(f"{ink} === '{light}'")
    tab.look("localStorage.clear()")
    tab.dark(False)


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_no_page_is_wider_than_the_window(tab: Tab, page: Path, width: int) -> None:
    tab.resize(width)
    for language in LANGUAGES:
        tab.open(page, f"#{language}")
        tab.look("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert tab.look("document.documentElement.scrollWidth - innerWidth") <= 0, language
        too_wide = f"""[...{HERE}.querySelectorAll('.chart svg.marks')]
            .filter(svg => svg.getBoundingClientRect().right > innerWidth).length"""
        assert tab.look(too_wide) == 0, language


def test_without_scripts_the_main_figure_and_the_tables_are_seen(address: str, page: Path) -> None:
    tab = Tab(address)
    tab.scripts(False)
    tab.call("Page.navigate", url=page.as_uri())
    high = "filter(one => one.getBoundingClientRect().height > 100).length"
    assert tab.wait(f"[...document.querySelectorAll('.static svg')].{high}") == 1
    assert tab.look(f"[...document.querySelectorAll('table.reforms')].{high}") == 1
    buttons = "[...document.querySelectorAll('button')].filter(one => one.offsetParent).length"
    assert tab.look(buttons) == 0
    tab.close()


def test_it_prints(tab: Tab) -> None:
    told = tab.pdf()
    assert told.startswith(b"%PDF")
    assert len(told) > 20_000
