"""A small client of a real Chromium, by the DevTools protocol."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
    "--disable-background-networking", "--disable-component-update", "--disable-default-apps",
    "--disable-extensions", "--disable-sync", "--no-first-run", "--mute-audio",
    "--remote-debugging-port=0",
)  # fmt: skip
PATIENCE = 30  # seconds that a page or the browser itself may take


def executable() -> str | None:
    """The path of an installed Chromium."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def running(program: str, profile: Path) -> Iterator[str]:
    """A browser; gives the address at which it listens."""
    command = [program, *FLAGS, f"--user-data-dir={profile}", "about:blank"]
    with (profile / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            port, path = _told(profile / "DevToolsActivePort", process)
            yield f"ws://127.0.0.1:{port}{path}"
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _told(file: Path, process: subprocess.Popen[bytes]) -> list[str]:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if file.exists() and len(lines := file.read_text().splitlines()) == 2:
            return lines
        assert process.poll() is None, file.with_name("log").read_text()
        time.sleep(0.05)
    raise TimeoutError("Chromium did not start")


class Tab:
    """One page of the browser, with everything that it asked for and complained of."""

    def __init__(self, address: str) -> None:
        self._socket: ClientConnection = connect(address, max_size=None, open_timeout=PATIENCE)
        self._ids = count(1)
        self._session = ""
        self.requests: list[str] = []
        self.complaints: list[str] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send one command and give its result; events on the way are kept."""
        number = next(self._ids)
        message = {"id": number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        self._socket.send(json.dumps(message))
        while True:
            answer = json.loads(self._socket.recv(timeout=PATIENCE))
            if answer.get("id") == number:
                assert "error" not in answer, answer["error"]
                return answer["result"]
            self._note(answer)

    def _note(self, event: dict[str, Any]) -> None:
        told = event.get("params", {})
        match event.get("method"):
            case "Network.requestWillBeSent":
                self.requests.append(told["request"]["url"])
            case "Log.entryAdded":
                self.complaints.append(told["entry"]["text"])
            case "Runtime.exceptionThrown":
                self.complaints.append(told["exceptionDetails"]["text"])
            case "Runtime.consoleAPICalled" if told["type"] in ("error", "warning"):
                self.complaints.append(str([arg.get("value") for arg in told["args"]]))

    def look(self, script: str) -> Any:
        """The value of an expression in the page; a promise is awaited."""
        result = self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in result, result["exceptionDetails"]
        return result["result"].get("value")

    def wait(self, script: str) -> Any:
        """The first value of an expression that is true."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if value := self.look(script):
                return value
            time.sleep(0.03)
        raise TimeoutError(script)

    def open(self, page: Path, fragment: str = "") -> None:
        """Open a file and wait until its charts are drawn."""
        self.call("Page.navigate", url="about:blank")
        self.call("Page.navigate", url=page.as_uri() + fragment)
        self.drawn()

    def drawn(self) -> None:
        """Wait until all charts in sight are drawn."""
        self.wait("document.documentElement && document.documentElement.dataset.drawn")

    def resize(self, width: int, height: int = 900) -> None:
        """Give the window a width, in CSS pixels."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=False,
        )  # fmt: skip

    def dark(self, wanted: bool) -> None:
        """Let the system ask for dark or for light pages."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if wanted else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])

    def scripts(self, wanted: bool) -> None:
        """Let pages run scripts, or not."""
        self.call("Emulation.setScriptExecutionDisabled", value=not wanted)

    def click(self, x: float, y: float) -> None:
        """Press and release the left button at a place of the window."""
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.call(
                "Input.dispatchMouseEvent", type=kind, x=x, y=y,
                button="none" if kind == "mouseMoved" else "left", clickCount=1,
            )  # fmt: skip

    def screenshot(self, path: Path, whole: bool = False) -> None:
        """Save what is seen, or the whole page, as PNG."""
        told = self.call("Page.captureScreenshot", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(told["data"]))

    def pdf(self) -> bytes:
        """The page as it prints."""
        return base64.b64decode(self.call("Page.printToPDF", printBackground=True)["data"])

    def key(self, name: str) -> None:
        """Press a key such as Enter or Escape."""
        text = {"text": "\r"} if name == "Enter" else {}
        code = {"Enter": 13, "Escape": 27}[name]
        self.call(
            "Input.dispatchKeyEvent", type="keyDown", key=name, code=name,
            windowsVirtualKeyCode=code, **text,
        )  # fmt: skip
        self.call("Input.dispatchKeyEvent", type="keyUp", key=name, code=name)

    def close(self) -> None:
        """Close the page."""
        self._session = ""
        self._socket.close()
