"""`bilik serve` as a person starts and ends it."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.errors import InputError
from pipeline.explorer import server


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_it_tells_where_it_is_and_ends_well(built_workspace: Path, ending: signal.Signals) -> None:
    command = [sys.executable, "-m", "pipeline.cli", "serve", "--port", "0"]
    with subprocess.Popen(
        [*command, "--workspace", str(built_workspace)], stderr=subprocess.PIPE, text=True
    ) as serving:
        assert serving.stderr is not None
        told = next(line for line in serving.stderr if line.startswith("showing "))
        found = re.search(r"http://127\.0\.0\.1:\d+/", told)
        assert found
        with urlopen(found[0]) as page:
            assert page.status == 200
            assert "server" not in page.headers
        serving.send_signal(ending)
        assert serving.wait(20) == 0
        assert serving.stderr.read() == ""


def test_a_taken_port_is_one_clear_error(built_workspace: Path) -> None:
    with server.listen("127.0.0.1", 0) as taken:
        port = str(taken.getsockname()[1])
        done = CliRunner().invoke(
            main, ["serve", "--workspace", str(built_workspace), "--port", port]
        )
    assert done.exit_code == 1
    assert "Address already in use" in done.output
    assert "Choose another --port" in done.output


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(InputError, match="nothing can be served here"):
        server.listen("192.0.2.1", 8000)  # an address for documents


def test_without_a_release_it_says_what_to_do(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["serve", "--workspace", str(tmp_path), "--port", "0"])
    assert done.exit_code == 1
    assert "there is no release here. Build a release first" in done.output
