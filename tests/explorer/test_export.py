"""The explorer as files: whole, with links that lead somewhere, the same each time."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterator
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser

from pipeline.dataset import publish
from pipeline.errors import InputError
from pipeline.explorer.export import MARK, export
from pipeline.explorer.files import downloads
from pipeline.explorer.served import Fixed
from tests.dataset.sample import sample_contents

_LINK = re.compile(r'\b(?:href|src)="([^"]*)"')


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Fixed:
    """A small release."""
    folder = tmp_path_factory.mktemp("small")
    return Fixed(publish(sample_contents(), folder / "releases", "0123456789ab"), folder / "caches")


@pytest.fixture(scope="module")
def exported(small: Fixed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("host") / "in" / "some folder"
    export(small, folder, processes=1)
    return folder


def test_every_link_leads_to_a_file(exported: Path) -> None:
    pages = list(exported.rglob("index.html"))
    assert len(pages) > 100
    dead = set()
    for page in pages:
        here = f"/{page.relative_to(exported).as_posix()}"
        for link in map(unescape, _LINK.findall(page.read_text(encoding="utf8"))):
            parts = urlsplit(link)
            if parts.scheme or not parts.path:
                continue
            assert not parts.query, (here, link)
            assert not link.startswith("/"), (here, link)
            target = unquote(urljoin(here, parts.path))
            file = exported / f"{target[1:]}{'index.html' if target.endswith('/') else ''}"
            if not file.is_file():
                dead.add((here, link))
    assert dead == set()


def test_every_power_has_its_page_in_each_language(small: Fixed, exported: Path) -> None:
    ids = small.now.lookup.rows("SELECT power_id FROM powers")
    assert ids
    for code in ("en", "kk", "ru"):
        for row in ids:
            assert (exported / code / "power" / row["power_id"] / "index.html").is_file()


def test_the_files_of_the_release_are_in_it(small: Fixed, exported: Path) -> None:
    for name in downloads(small.now.path):
        assert (exported / "data" / name).read_bytes() == (small.now.path / name).read_bytes()


def test_the_same_release_gives_the_same_files(
    small: Fixed, exported: Path, tmp_path: Path
) -> None:
    export(small, tmp_path / "again", processes=2)
    assert _sums(tmp_path / "again") == _sums(exported)


def _sums(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_an_export_is_replaced_whole_and_nothing_else_is(
    small: Fixed, exported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.explorer.export.crawl", lambda *_: ["/en/restated/"])
    folder = tmp_path / "site"
    folder.mkdir()
    export(small, folder, "https://example.org/bilik/")  # an empty folder is no loss
    assert (folder / MARK).read_text() == f"{small.now.name}\n"
    assert (folder / "sitemap.txt").read_text() == "https://example.org/bilik/en/restated/\n"
    assert 'href="https://example.org/bilik/en/' in (folder / "404.html").read_text()
    (folder / "stale.html").touch()
    export(small, folder)
    assert not (folder / "stale.html").exists()
    assert not (folder / "sitemap.txt").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]

    other = tmp_path / "mine"
    other.mkdir()
    (other / "thesis.txt").touch()
    with pytest.raises(InputError, match="something else than an export is here"):
        export(small, other)
    assert [path.name for path in other.iterdir()] == ["thesis.txt"]


def test_what_fails_leaves_the_old_export(
    small: Fixed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.explorer.export.crawl", lambda *_: [])
    folder = tmp_path / "site"
    export(small, folder)

    def fail(*_: object) -> list[str]:
        raise RuntimeError("links lead nowhere")

    monkeypatch.setattr("pipeline.explorer.export.crawl", fail)
    with pytest.raises(RuntimeError):
        export(small, folder)
    assert (folder / "index.html").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def host(exported: Path) -> Iterator[str]:
    """A plain web host that has the export in a folder."""
    root = exported.parent.parent
    handler = functools.partial(_Quiet, directory=str(root))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/in/some%20folder/"
        server.shutdown()


def test_a_plain_host_is_enough(browser: Browser, host: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(host)
    page.wait_for_url("**/en/*/")
    for name in ("Powers", "Acts", "Review", "About"):
        page.get_by_role("link", name=name, exact=True).first.click()
        assert page.locator("h1").count() == 1
    page.get_by_role("link", name="Қазақша").click()
    assert page.locator("html").get_attribute("lang") == "kk"
    context.close()
    assert said == []


def test_an_export_may_have_one_language(small: Fixed, tmp_path: Path) -> None:
    export(small, tmp_path / "site", readers=["ru"], processes=1)
    assert (tmp_path / "site" / "ru").is_dir()
    assert not any((tmp_path / "site" / code).exists() for code in ("en", "kk"))
    assert "url=ru/" in (tmp_path / "site" / "index.html").read_text()
