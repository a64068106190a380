"""The site over a release of one restated constitution: asked, served, and in a browser."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from pipeline.dataset import latest
from pipeline.explorer.served import Fixed
from pipeline.explorer.site import create
from tests.report.browser import executable


@pytest.fixture(scope="session")
def shown(built_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Fixed:
    """The release that the site shows."""
    return Fixed(latest(built_workspace / "releases"), tmp_path_factory.mktemp("lookups"))


@pytest.fixture(scope="session")
def site(shown: Fixed) -> ASGIApp:
    return create(shown)


@pytest.fixture(scope="session")
def client(site: ASGIApp) -> TestClient:
    """Asks the site without a network; redirects are not followed."""
    return TestClient(site, raise_server_exceptions=True, follow_redirects=False)


@pytest.fixture(scope="session")
def address(site: ASGIApp) -> Iterator[str]:
    """Where the site is served, on loopback."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(site, log_level="warning"))
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    program = executable()
    if program is None:
        pytest.skip("no Chromium is installed")
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """An empty tab; at the end nothing may have been complained of, or asked from elsewhere."""
    context = browser.new_context(base_url=address)
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("console", lambda said: complaints.append(said.text) if said.type != "log" else None)
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("request", lambda asked: complaints.append(asked.url)
           if not asked.url.startswith((address, "data:", "blob:")) else None)  # fmt: skip
    yield tab
    context.close()
    assert complaints == []
