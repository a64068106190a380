"""Whom a client asks and how much it takes: hosts, addresses, limits."""

from __future__ import annotations

import gzip
import tracemalloc
from collections.abc import Iterator

import pytest

from pipeline.errors import InputError
from pipeline.sources.web.hosts import is_public
from pipeline.sources.web.pace import Clock
from tests.sources.asking import Asking
from tests.sources.server import (
    Connection,
    Handler,
    Server,
    drip,
    endless,
    gzip_bomb,
    large,
    page,
    redirect,
    stall,
)

PAGE = "<h1>О порядке</h1>"


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as one:
        one.serve("/a", PAGE)
        yield one


class TestHosts:
    @pytest.mark.parametrize(
        ("address", "what"),
        [
            ("https://elsewhere.example/a", "elsewhere.example is not among those"),
            ("https://{host}.elsewhere.example/a", "no web address"),
            ("https://127.0.0.1/a", "127.0.0.1 is not among those"),  # another port
            ("https://127.0.0.1:99999/a", "not among those"),
            ("https://elsewhere.example#@{host}/a", "not among those"),
            ("https://elsewhere.example\\@{host}/a", "password"),
            ("https://{host}@elsewhere.example/a", "user name or password"),
            ("http://name:secret@{host}/a", "user name or password"),
            ("ftp://{host}/a", "the scheme is 'ftp'"),
            ("file:/etc/hosts", "the scheme is 'file'"),
            ("//{host}/a", "the scheme is ''"),
            ("/a", "the scheme is ''"),
            ("", "the scheme is ''"),
            ("https:///a", "not among those"),
            ("https://{host}/\r\nHost: b", "no web address"),
            ("https://[::1/a", "no web address"),
        ],
    )
    def test_not_in_the_settings_are_not_asked(
        self, server: Server, address: str, what: str
    ) -> None:
        with Asking(server) as asking, pytest.raises(InputError, match=what) as told:
            asking.client.get(address.format(host=server.host))
        assert "secret" not in str(told.value)
        assert asking.asked["requests"] == 0
        assert server.log == []

    def test_are_asked_by_https_alone(self, server: Server) -> None:
        with (
            Asking(server, allow_private=False) as asking,
            pytest.raises(InputError, match="not https"),
        ):
            asking.client.get(server.url + "/a")
        assert server.log == []

    def test_are_compared_as_names_not_as_text(self, server: Server) -> None:
        with (
            Asking(server, hosts=("Law.Example",), resolve=lambda host, port: []) as asking,
            pytest.raises(InputError, match=r"law\.example is at no address"),
        ):
            asking.client.get("https://LAW.example:443/a")

    def test_are_none_where_the_settings_name_none(self, server: Server) -> None:
        with (
            Asking(server, hosts=()) as asking,
            pytest.raises(InputError, match="not among"),
        ):
            asking.client.get(server.url + "/a")
        assert server.log == []

    @pytest.mark.parametrize(
        "entry",
        ["https://law.example", "law.example/rus", "a@law.example", "", "law.example:x", "*"],
    )
    def test_that_are_none_are_told_at_once(self, server: Server, entry: str) -> None:
        with pytest.raises(InputError, match="is no host") as told:
            Asking(server, hosts=(entry,))
        assert told.value.where == "[web] `hosts`"

    @pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
    def test_elsewhere_are_not_followed_to(self, server: Server, code: int) -> None:
        with Server() as other:
            other.serve("/a", PAGE)
            server.answer("/old", redirect(other.url + "/a", code))
            with Asking(server) as asking, pytest.raises(InputError, match="not among") as told:
                asking.client.get(server.url + "/old")
            assert other.log == []
            assert other.host in told.value.what
            assert told.value.where == server.url + "/old"

    def test_elsewhere_are_followed_to_if_the_settings_name_them(self, server: Server) -> None:
        with Server() as other:
            other.serve("/a", PAGE)
            server.answer("/old", redirect(other.url + "/a"))
            with Asking(server, hosts=(server.host, other.host)) as asking:
                assert asking.client.get(server.url + "/old").url == other.url + "/a"
            assert other.paths == ["/robots.txt", "/a"]

    @pytest.mark.parametrize("to", ["file:/etc/hosts", "gopher://x/", "http://[::1", "//u:p@x/"])
    def test_are_not_left_by_a_strange_redirect(self, server: Server, to: str) -> None:
        server.answer("/old", redirect(to))
        with Asking(server) as asking, pytest.raises(InputError) as told:
            asking.client.get(server.url + "/old")
        assert told.value.where == server.url + "/old"


class TestAddresses:
    @pytest.mark.parametrize(
        "address",
        [
            *("0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.9.9.9", "169.254.169.254"),
            *("172.16.0.1", "192.0.0.192", "192.168.1.1", "198.18.0.1", "203.0.113.5"),
            *("224.0.0.1", "240.0.0.1", "255.255.255.255"),
            *("::", "::1", "::127.0.0.1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "fe80::1"),
            *("fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1", "100::1"),
            *("64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001::1"),
        ],
    )
    def test_that_are_not_public(self, address: str) -> None:
        assert not is_public(address)

    @pytest.mark.parametrize(
        "address", ["8.8.8.8", "::ffff:8.8.8.8", "2606:2800::1", "64:ff9b::808:808"]
    )
    def test_that_are(self, address: str) -> None:
        assert is_public(address)

    @pytest.mark.parametrize(
        "found", [["127.0.0.1"], ["10.0.0.1", "::1"], ["::ffff:127.0.0.1"], ["169.254.169.254"]]
    )
    def test_behind_a_name_are_not_connected_to_unless_public(
        self, server: Server, found: list[str]
    ) -> None:
        port = server.host.rpartition(":")[2]
        name = f"law.example:{port}"
        with (
            Asking(
                server, hosts=(name,), allow_private=False, resolve=lambda host, at: found
            ) as asking,
            pytest.raises(InputError, match=r"law\.example is at .*, which is not public") as told,
        ):
            asking.client.get(f"https://{name}/a")
        assert found[0] in told.value.what
        assert server.log == []

    def test_given_as_such_are_not_connected_to_either(self, server: Server) -> None:
        with (
            Asking(server, allow_private=False) as asking,
            pytest.raises(InputError, match="not public"),
        ):
            asking.client.get(f"https://{server.host}/a")

    def test_are_looked_up_once_a_connection_and_by_nobody_else(self, server: Server) -> None:
        """What a name resolves to a second time cannot matter: nobody asks."""
        port = int(server.host.rpartition(":")[2])
        looked: list[tuple[str, int]] = []

        def resolve(host: str, port: int) -> list[str]:
            looked.append((host, port))
            return ["127.0.0.1"] if len(looked) == 1 else ["10.0.0.1"]

        name = f"law.example:{port}"  # which the system does not know
        with Asking(server, hosts=(name,), resolve=resolve) as asking:
            assert asking.client.get(f"http://{name}/a").body.decode() == PAGE
        assert looked == [("law.example", port)]
        assert server.log[-1][2]["host"] == name

    def test_are_tried_one_after_the_other(self, server: Server) -> None:
        name = f"law.example:{server.host.rpartition(':')[2]}"
        both = ["127.0.0.2", "127.0.0.1"]  # nobody listens at the first
        with Asking(server, hosts=(name,), resolve=lambda host, port: both) as asking:
            assert asking.client.get(f"http://{name}/a").body.decode() == PAGE

    def test_that_cannot_be_found_are_told(self, server: Server) -> None:
        def resolve(host: str, port: int) -> list[str]:
            raise OSError("name not known")

        with (
            Asking(server, hosts=("law.example",), resolve=resolve, attempts=2) as asking,
            pytest.raises(InputError, match="name not known"),
        ):
            asking.client.get("https://law.example/a")
        assert asking.asked["retries"] == 1

    def test_where_nobody_listens_are_told(self, server: Server) -> None:
        with Server() as gone:
            pass
        with (
            Asking(server, hosts=(gone.host,)) as asking,
            pytest.raises(InputError, match="no connection could be made"),
        ):
            asking.client.get(gone.url + "/a")

    def test_of_proxies_in_the_environment_are_passed_over(
        self, server: Server, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with Server() as proxy:
            for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
                monkeypatch.setenv(name, proxy.url)
            with Asking(server) as asking:
                assert asking.client.get(server.url + "/a").status == 200
            assert proxy.log == []


def slow_head() -> Handler:
    """A header that never ends."""

    def fault(connection: Connection) -> None:
        connection.send(b"HTTP/1.1 200 OK\r\nX: ")
        while not connection.wait(0.02):
            connection.send(b"x")

    return lambda method, headers, body, nth: fault


def late() -> Handler:
    """An answer, whole, but later than it is waited for."""

    def fault(connection: Connection) -> None:
        connection.wait(0.5)
        connection.head(200, {"Content-Length": "0"})

    return lambda method, headers, body, nth: fault


class TestLimits:
    @pytest.mark.parametrize(
        "fault",
        [drip(), slow_head(), endless(), late()],
        ids=["body", "head", "fast", "late"],
    )
    def test_of_time_hold_for_the_whole_answer(self, server: Server, fault: Handler) -> None:
        server.answer("/a", fault)
        with (
            Asking(server, deadline=0.2, attempts=5, max_bytes=2**40, clock=Clock()) as asking,
            pytest.raises(InputError, match=r"not whole after 0\.2 s") as told,
        ):
            asking.client.get(server.url + "/a")
        assert "deadline" in told.value.remedy
        assert server.paths.count("/a") == 1  # so much time is not taken twice

    def test_of_time_are_not_passed(self, server: Server) -> None:
        server.answer("/a", drip(0.02))
        with Asking(server, deadline=0.2, clock=Clock()) as asking, pytest.raises(InputError):
            asking.client.get(server.url + "/a")
        assert asking.asked["bytes"] <= 10  # no more come in that time

    @pytest.mark.parametrize("sent", [None, "", PAGE], ids=["nothing", "head", "half"])
    def test_of_time_hold_without_a_byte(self, server: Server, sent: str | None) -> None:
        server.answer("/a", stall(sent))
        with (
            Asking(server, timeout=0.1) as asking,
            pytest.raises(InputError, match=r"nothing came for 0\.1 s"),
        ):
            asking.client.get(server.url + "/a")

    @pytest.mark.parametrize(
        ("fault", "stated"),
        [(large(), True), (endless(), False), (gzip_bomb(), False)],
        ids=["stated", "endless", "packed"],
    )
    def test_of_size_hold_for_what_is_unpacked(
        self, server: Server, fault: Handler, stated: bool
    ) -> None:
        server.answer("/a", fault)
        with Asking(server, max_bytes=2**20, attempts=5) as asking:
            tracemalloc.start()
            try:
                with pytest.raises(InputError, match="larger than 1,048,576 bytes") as told:
                    asking.client.get(server.url + "/a")
                peak = tracemalloc.get_traced_memory()[1]
            finally:
                tracemalloc.stop()
        assert "max_bytes" in told.value.remedy
        assert peak < 10 * 2**20  # of 50 MiB
        assert asking.asked["bytes"] <= (0 if stated else 2**20 + 2**16)
        assert server.paths.count("/a") == 1

    @pytest.mark.parametrize("more", [0, 1])
    @pytest.mark.parametrize("packed", [False, True])
    def test_of_size_hold_to_the_byte(self, server: Server, packed: bool, more: int) -> None:
        body = b"x" * (1000 + more)
        headers = {"Content-Encoding": "gzip"} if packed else {}
        server.answer("/a", page(gzip.compress(body) if packed else body, headers=headers))
        with Asking(server, max_bytes=1000) as asking:
            if more:
                with pytest.raises(InputError, match="larger than 1,000"):
                    asking.client.get(server.url + "/a")
            else:
                assert asking.client.get(server.url + "/a").body == body

    def test_hold_for_a_header(self, server: Server) -> None:
        def fault(connection: Connection) -> None:
            connection.send(b"HTTP/1.1 200 OK\r\n")
            while not connection.closing.is_set():
                connection.send(b"X-Long: " + b"x" * 8000 + b"\r\n")

        server.answer("/a", lambda method, headers, body, nth: fault)
        with Asking(server) as asking, pytest.raises(InputError, match="broke off"):
            asking.client.get(server.url + "/a")
