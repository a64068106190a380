"""How often a site is asked, again and at all: the pace, the retries, robots.txt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.sources.web import StatusError, robots
from pipeline.sources.web.pace import Pace
from pipeline.sources.web.retrying import JITTER, PASSING, retry_after
from tests.sources.asking import Asking, Notes, Time
from tests.sources.server import (
    Handler,
    Server,
    page,
    redirect,
    reset,
    sequence,
    stall,
    status,
    truncated,
)

PAGE = "<h1>О порядке</h1>"
ROBOTS = "/robots.txt"


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as one:
        one.serve("/a", PAGE)
        one.serve("/b", PAGE)
        yield one


class TestThePace:
    def test_is_one_request_a_delay_from_start_to_start(self, server: Server) -> None:
        with Asking(server, delay=1.0) as asking:
            for path in ("/a", "/b", "/a"):
                asking.client.get(server.url + path)
        assert asking.asked["requests"] == 4  # robots.txt is one
        assert asking.time.waits == [1.0, 1.0, 1.0]

    def test_counts_redirects_too(self, server: Server) -> None:
        server.answer("/old", redirect("/a"))
        with Asking(server, delay=1.0) as asking:
            asking.client.get(server.url + "/old")
        assert asking.time.waits == [1.0, 1.0]

    def test_takes_time_that_passed_off_the_wait(self) -> None:
        time = Time()
        pace = Pace(1.0, time.clock)
        pace.start("a")
        time.at += 0.75
        pace.start("a")
        time.at += 5
        pace.start("a")
        assert time.waits == [0.25]

    def test_is_kept_for_each_host_alone(self) -> None:
        time = Time()
        pace = Pace(1.0, time.clock)
        for host in ("a", "b", "a"):
            pace.start(host)
        assert time.waits == [1.0]

    @given(
        st.lists(
            st.tuples(
                st.sampled_from(["start", "hold", "slow", "pass"]),
                st.sampled_from("ab"),
                st.integers(0, 64).map(lambda n: n / 8),
            )
        )
    )
    def test_is_never_faster_than_any_of_its_bounds(
        self, steps: list[tuple[str, str, float]]
    ) -> None:
        time = Time()
        pace = Pace(1.0, time.clock)
        last: dict[str, float] = {}
        held: dict[str, float] = {}
        slow = {"a": 1.0, "b": 1.0}
        for step, host, seconds in steps:
            if step == "start":
                pace.start(host)
                assert time.at >= last.get(host, -1e9) + slow[host]
                assert time.at >= held.get(host, 0.0)
                last[host] = time.at
            elif step == "hold":
                pace.hold(host, seconds)
                held[host] = max(held.get(host, 0.0), time.at + seconds)
            elif step == "slow":
                pace.slow(host, seconds)
                slow[host] = max(slow[host], seconds)
            else:
                time.at += seconds


class TestAnotherAttempt:
    @pytest.mark.parametrize("code", sorted(PASSING))
    def test_is_made_after_a_status_that_may_pass(self, server: Server, code: int) -> None:
        server.answer("/a", sequence(status(code), status(code), page(PAGE)))
        with Asking(server, attempts=5) as asking:
            assert asking.client.get(server.url + "/a").body.decode() == PAGE
        assert asking.asked["retries"] == 2
        assert asking.asked["requests"] == 4

    @pytest.mark.parametrize(
        "fault",
        [reset(), truncated(PAGE), stall(), stall(PAGE)],
        ids=["rst", "cut", "mute", "half"],
    )
    def test_is_made_after_a_broken_connection(self, server: Server, fault: Handler) -> None:
        server.answer("/a", sequence(fault, page(PAGE)))
        with Asking(server, attempts=2, timeout=0.1) as asking:
            assert asking.client.get(server.url + "/a").body.decode() == PAGE
        assert asking.asked["retries"] == 1

    def test_is_not_made_after_the_last(self, server: Server) -> None:
        server.answer("/a", status(503))
        with (
            Asking(server, attempts=3) as asking,
            pytest.raises(StatusError, match=r"503 .*, at attempt 3") as told,
        ):
            asking.client.get(server.url + "/a")
        assert told.value.status == 503
        assert server.paths.count("/a") == 3
        assert len(asking.time.waits) == 2

    def test_is_not_made_without_end_where_none_is_allowed(self, server: Server) -> None:
        server.answer("/a", status(503))
        with Asking(server, attempts=0) as asking, pytest.raises(StatusError, match="503"):
            asking.client.get(server.url + "/a")
        assert server.paths.count("/a") == 1

    def test_comes_after_twice_the_wait_and_a_little_more(self, server: Server) -> None:
        server.answer("/a", status(500))
        with Asking(server, attempts=6, longest_wait=10.0) as asking, pytest.raises(StatusError):
            asking.client.get(server.url + "/a")
        waits = asking.time.waits
        for wait, least in zip(waits, [1.0, 2.0, 4.0, 8.0, 10.0], strict=True):
            assert least <= wait <= min(10.0, least + JITTER)
        assert len({wait % 1 for wait in waits[:4]}) == 4  # never the same little more

    def test_comes_when_the_server_says(self, server: Server) -> None:
        server.answer("/a", sequence(status(429, {"Retry-After": "30"}), page(PAGE)))
        with Asking(server, attempts=2) as asking:
            asking.client.get(server.url + "/a")
        assert asking.time.waits == [30.0]

    def test_comes_no_later_than_the_settings_say(self, server: Server) -> None:
        server.answer("/a", sequence(status(503, {"Retry-After": "86400"}), page(PAGE)))
        with Asking(server, attempts=2, longest_wait=60.0) as asking:
            asking.client.get(server.url + "/a")
        assert asking.time.waits == [60.0]

    def test_of_one_address_is_waited_for_by_the_others(self, server: Server) -> None:
        server.answer("/a", status(429, {"Retry-After": "30"}))
        with Asking(server) as asking:
            with pytest.raises(StatusError):
                asking.client.get(server.url + "/a")
            asking.client.get(server.url + "/b")
        assert asking.time.waits == [30.0]

    @pytest.mark.parametrize(
        ("said", "date", "seconds"),
        [
            ("7", "", 7.0),
            ("Sun, 01 Mar 2026 12:00:45 GMT", "", 45.0),
            ("Sun, 01 Mar 2026 12:00:45 GMT", "Sun, 01 Mar 2026 12:00:40 GMT", 5.0),
            ("Sun, 01 Mar 2026 11:00:00 GMT", "", 0.0),  # over
            ("-7", "", 0.0),
            ("7.5", "", 0.0),
            ("٧", "", 0.0),
            ("soon", "", 0.0),
            ("Sun, 01 Mar 99999999999 12:00:45 GMT", "", 0.0),
            ("", "", 0.0),
        ],
    )
    def test_is_asked_for_in_seconds_or_by_a_date(
        self, said: str, date: str, seconds: float
    ) -> None:
        headers = httpx.Headers([("Retry-After", said), ("Date", date)], encoding="utf-8")
        assert retry_after(headers, datetime(2026, 3, 1, 12, tzinfo=UTC)) == seconds

    @given(
        st.tuples(*[st.integers(0, bound) for bound in (32, 10**12, 25, 61, 61, 10**5)]),
        st.sampled_from(["+", "-"]),
        st.text(st.characters(codec="latin-1")),
    )
    def test_is_never_asked_for_in_less_than_nothing(
        self, numbers: tuple[int, ...], sign: str, date: str
    ) -> None:
        day, year, hour, minute, second, zone = numbers
        said = f"Sun, {day} Mar {year} {hour}:{minute}:{second} {sign}{zone}"
        headers = httpx.Headers([("Retry-After", said), ("Date", date)], "latin-1")
        assert retry_after(headers, datetime(2026, 3, 1, tzinfo=UTC)) >= 0


class TestRobots:
    def test_are_told_what_not_to_read(self, server: Server) -> None:
        server.serve(ROBOTS, "User-agent: *\nDisallow: /b", "text/plain")
        with Asking(server) as asking:
            assert asking.client.get(server.url + "/a").status == 200
            with pytest.raises(InputError, match=r"robots\.txt does not allow it") as told:
                asking.client.get(server.url + "/b")
        assert told.value.where == server.url + "/b"
        assert server.paths == [ROBOTS, "/a"]

    def test_are_told_on_the_way_of_a_redirect(self, server: Server) -> None:
        server.serve(ROBOTS, "User-agent: *\nDisallow: /b", "text/plain")
        server.answer("/a", redirect("/b"))
        with Asking(server) as asking, pytest.raises(InputError, match="does not allow"):
            asking.client.get(server.url + "/a")
        assert server.paths == [ROBOTS, "/a"]

    def test_are_told_once_a_run(self, server: Server) -> None:
        with Asking(server) as asking:
            for path in ("/a", "/b", "/a"):
                asking.client.get(server.url + path)
        assert server.paths == [ROBOTS, "/a", "/b", "/a"]

    @pytest.mark.parametrize("code", [400, 401, 403, 404, 410])
    def test_may_read_all_where_nothing_is_said(self, server: Server, code: int) -> None:
        server.answer(ROBOTS, status(code))
        with Asking(server) as asking:
            assert asking.client.get(server.url + "/a").status == 200

    @pytest.mark.parametrize(
        ("fault", "what"),
        [
            (status(500), "the answer is 500"),
            (status(429), "the answer is 429"),
            (reset(), "broke off"),
            (redirect("https://elsewhere.example/"), "not among those that may be asked"),
        ],
        ids=["500", "429", "rst", "elsewhere"],
    )
    def test_read_nothing_where_they_cannot_be_told(
        self, server: Server, fault: Handler, what: str
    ) -> None:
        server.answer(ROBOTS, fault)
        with Asking(server, attempts=2) as asking:
            for path in ("/a", "/b"):
                with pytest.raises(InputError, match=what) as told:
                    asking.client.get(server.url + path)
                assert ROBOTS in told.value.what
                assert told.value.where == server.url + path
        assert not {"/a", "/b"} & set(server.paths)
        assert len(server.paths) <= 2  # and do not ask for it again

    def test_slow_down_as_they_are_told(self, server: Server) -> None:
        server.serve(ROBOTS, "User-agent: *\nCrawl-delay: 2.5", "text/plain")
        with Asking(server, delay=1.0) as asking:
            asking.client.get(server.url + "/a")
            asking.client.get(server.url + "/b")
        assert asking.time.waits == [2.5, 2.5]

    def test_do_not_hurry_where_they_are_told_less(self, server: Server) -> None:
        server.serve(ROBOTS, "User-agent: *\nCrawl-delay: 0.1", "text/plain")
        with Asking(server, delay=1.0) as asking:
            asking.client.get(server.url + "/a")
        assert asking.time.waits == [1.0]

    def test_do_not_wait_without_end(self, server: Server) -> None:
        server.serve(ROBOTS, "User-agent: *\nCrawl-delay: 86400", "text/plain")
        with Asking(server) as asking, pytest.raises(InputError, match="86400 s between") as told:
            asking.client.get(server.url + "/a")
        assert "longest_wait" in told.value.remedy
        assert server.paths == [ROBOTS]

    def test_remember_what_they_were_told(self, server: Server) -> None:
        server.serve(ROBOTS, "User-agent: *\nDisallow: /b", "text/plain", etag="r1")
        with Asking(server) as first:
            first.client.get(server.url + "/a")
            remembered = first.client.to_remember()
        with Asking(server, Notes(remembered)) as second:
            second.client.get(server.url + "/a")
            with pytest.raises(InputError, match="does not allow"):
                second.client.get(server.url + "/b")
            assert second.client.to_remember() == remembered
        assert second.asked["not_modified"] == 1
        assert server.log[2][2]["if-none-match"] == '"r1"'

    def test_are_told_anew_when_it_changed(self, server: Server) -> None:
        server.serve(ROBOTS, "User-agent: *\nDisallow: /b", "text/plain", etag="r1")
        with Asking(server) as first:
            first.client.get(server.url + "/a")
        server.serve(ROBOTS, "User-agent: *\nDisallow: /a", "text/plain", etag="r2")
        with Asking(server, Notes(first.client.to_remember())) as second:
            assert second.client.get(server.url + "/b").status == 200
            with pytest.raises(InputError, match="does not allow"):
                second.client.get(server.url + "/a")

    def test_remember_nothing_that_cannot_be_asked_again(self, server: Server) -> None:
        server.serve(ROBOTS, "User-agent: *\nDisallow: /b", "text/plain")
        with Asking(server) as asking:
            asking.client.get(server.url + "/a")
        assert asking.client.to_remember() == {}


class TestTheRules:
    @pytest.mark.parametrize(
        ("text", "path", "leave"),
        [
            ("", "/a", True),
            ("Disallow: /", "/a", True),  # addressed to nobody
            ("User-agent: *\nDisallow:", "/a", True),
            ("User-agent: *\nDisallow: /", "/a", False),
            ("user-AGENT: *\nDISALLOW : /  # all", "/a", False),
            ("\ufeffUser-agent: *\r\nDisallow: /", "/a", False),
            ("<html>\nUser-agent: other\nDisallow: /", "/a", True),
            ("User-agent: *\nDisallow: /\nUser-agent: Bilik\nAllow: /", "/a", True),
            ("User-agent: *\nAllow: /\nUser-agent: bilik/1.0\nDisallow: /", "/a", False),
            ("User-agent: bilikbot\nDisallow: /", "/a", True),
            ("User-agent: bilik\nUser-agent: x\nDisallow: /", "/a", False),
            ("User-agent: bilik\nSitemap: /s\nUser-agent: x\nDisallow: /", "/a", False),
            ("User-agent: bilik\nDisallow: /x\nUser-agent: x\nDisallow: /", "/a", True),
            ("User-agent: bilik\nDisallow: /x\n\nUser-agent: bilik\nDisallow: /a", "/a", False),
            ("User-agent: bilik\nDisallow: /x\nUser-agent: *\nDisallow: /a", "/a", True),
            # the longest rule, wherever it stands; in doubt the leave
            ("User-agent: *\nDisallow: /\nAllow: /rus/docs", "/rus/docs/K1", True),
            ("User-agent: *\nAllow: /rus\nDisallow: /rus/docs", "/rus/docs/K1", False),
            ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
            # patterns
            ("User-agent: *\nDisallow: /*/download", "/rus/docs/K1/download/pdf", False),
            ("User-agent: *\nDisallow: /*/download", "/download", True),
            ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
            ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", True),
            ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf/b.pdf", False),
            ("User-agent: *\nDisallow: /a$", "/a", False),
            ("User-agent: *\nDisallow: /a$", "/ab", True),
            ("User-agent: *\nDisallow: /ab*ba$", "/aba", True),
            ("User-agent: *\nDisallow: /*?page=", "/api?page=2", False),
            ("User-agent: *\nDisallow: /" + "*a" * 500 + "$", "/" + "a" * 499 + "b", True),
            # one way of writing a character
            ("User-agent: *\nDisallow: /құжат", "/%D2%9B%d2%b1%D0%B6%D0%B0%D1%82/1", False),
            ("User-agent: *\nDisallow: /%61", "/a", False),
            ("User-agent: *\nDisallow: /a%2fb", "/a/b", True),
            ("User-agent: *\nDisallow: /a%2fb", "/a%2Fb", False),
        ],
    )
    def test_say_whether_a_path_may_be_read(self, text: str, path: str, leave: bool) -> None:
        assert robots.read(robots.decoded(text.encode())).allows(path) is leave

    @pytest.mark.parametrize(
        ("said", "delay"),
        [("3", 3.0), ("0.5", 0.5), ("-1", 0.0), ("inf", 0.0), ("nan", 0.0), ("slow", 0.0)],
    )
    def test_say_how_fast(self, said: str, delay: float) -> None:
        assert robots.read(f"User-agent: *\nCrawl-delay: {said}").delay == delay

    @given(st.text(), st.text())
    def test_of_any_text_and_path_give_an_answer(self, text: str, path: str) -> None:
        rules = robots.read(f"User-agent: *\nDisallow: {text}\n{text}")
        assert rules.allows("/" + path) in (True, False)
        assert rules.delay >= 0
