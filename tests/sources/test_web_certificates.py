"""Certificates: verified always, by the usual authorities or by those in the settings."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("cryptography", reason="certificates are made with it")

from pipeline.errors import InputError
from tests.sources.asking import Asking
from tests.sources.certificates import made, serving, written
from tests.sources.server import Server

Shown = dict[str, ssl.SSLContext]
PAGE = "<h1>О порядке</h1>"


@pytest.fixture
def server() -> Iterator[Server]:
    """A server that shows no certificate."""
    with Server() as one:
        yield one


class TestCertificates:
    @pytest.fixture(scope="class")
    @classmethod
    def folder(cls, tmp_path_factory: pytest.TempPathFactory) -> Path:
        """Bundles: of the root, of what it vouches for, and of another root."""
        return tmp_path_factory.mktemp("certificates")

    @pytest.fixture(scope="class")
    @classmethod
    def shown(cls, folder: Path) -> Shown:
        """What servers show, by whether they remember the certificate between."""
        root = made("root")
        between = made("between", by=root)
        written(folder / "root.pem", root)
        written(folder / "between.pem", between)
        written(folder / "other.pem", made("other"))
        own = made("server", by=between, address="127.0.0.1")
        named = made("server", by=between, address="127.0.0.2")
        return {
            "whole": serving(folder, own, between),
            "incomplete": serving(folder, own),
            "of another": serving(folder, named, between),
        }

    @pytest.mark.parametrize(
        ("kind", "bundle"),
        [("whole", "root.pem"), ("whole", "between.pem"), ("incomplete", "between.pem")],
    )
    def test_hold_by_the_bundle_in_the_settings(
        self, folder: Path, shown: Shown, kind: str, bundle: str
    ) -> None:
        with Server(shown[kind]) as server:
            server.serve("/a", PAGE)
            with Asking(server, ca_bundle=str(folder / bundle)) as asking:
                assert asking.client.get(server.url + "/a").body.decode() == PAGE
        assert server.url.startswith("https://")

    @pytest.mark.parametrize(
        ("kind", "bundle", "why"),
        [
            ("incomplete", "root.pem", "unable to get local issuer certificate"),
            ("whole", "other.pem", "unable to get local issuer|self-signed"),
            ("whole", "", "self-signed certificate|unable to get"),
            ("of another", "root.pem", "IP address mismatch"),
        ],
    )
    def test_that_do_not_hold_end_it(
        self, folder: Path, shown: Shown, kind: str, bundle: str, why: str
    ) -> None:
        with Server(shown[kind]) as server:
            server.serve("/a", PAGE)
            path = str(folder / bundle) if bundle else ""
            with (
                Asking(server, ca_bundle=path, attempts=5) as asking,
                pytest.raises(InputError, match=why) as told,
            ):
                asking.client.get(server.url + "/a")
        assert "ca_bundle" in told.value.remedy
        assert "intermediate" in told.value.remedy
        assert asking.asked["requests"] == 1  # another attempt would not help
        assert server.log == []

    def test_are_asked_for_where_none_are_shown(self, server: Server) -> None:
        with Asking(server) as asking, pytest.raises(InputError, match="no connection") as told:
            asking.client.get(server.url.replace("http:", "https:") + "/a")
        assert "SSL" in told.value.what

    @pytest.mark.parametrize("text", [None, "", "no certificate"])
    def test_that_cannot_be_read_are_told_at_once(
        self, server: Server, tmp_path: Path, text: str | None
    ) -> None:
        bundle = tmp_path / "bundle.pem"
        if text is not None:
            bundle.write_text(text)
        with pytest.raises(InputError, match="certificates cannot be read") as told:
            Asking(server, ca_bundle=str(bundle))
        assert told.value.where == str(bundle)
        assert "ca_bundle" in told.value.remedy
