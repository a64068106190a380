"""The connection: to a public address only, with TLS verified, and never longer than allowed.

The address that is checked is the very one that is connected to: a name is resolved here, once a
connection, and by nobody after.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import httpcore
import httpx

from pipeline.errors import InputError
from pipeline.sources.web.hosts import is_public
from pipeline.sources.web.pace import Clock
from pipeline.sources.web.trouble import Trouble

Resolve = Callable[[str, int], list[str]]  # host and port to numeric addresses; raises OSError

_KEPT_OPEN = 60.0  # seconds that a connection may lie idle


def resolved(host: str, port: int) -> list[str]:
    """The numeric addresses of a host, as the system knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


def trusted(ca_bundle: str) -> ssl.SSLContext:
    """Verify certificates, by a file of those to trust or else by the usual ones.

    Raises:
        InputError: the file is missing, or holds no certificates.
    """
    if not ca_bundle:
        return _usual()
    try:
        context = ssl.create_default_context(cafile=Path(ca_bundle).expanduser())
    except OSError as error:  # ssl.SSLError is one
        why = error.strerror or "it holds no certificate in PEM form"
        raise InputError(
            f"the certificates cannot be read ({why})",
            ca_bundle,
            "correct [web] `ca_bundle` in the file of settings",
        ) from error
    # So that a file with no more than the intermediate certificate that a host forgets will do.
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return context


@cache
def _usual() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


class Backend(httpcore.NetworkBackend):
    """Connects for one request after the other; `until` is when the present one must be over."""

    def __init__(self, allow_private: bool, clock: Clock, resolve: Resolve) -> None:
        self.allow_private = allow_private
        self.clock = clock
        self.resolve = resolve
        self.until = 0.0
        self._inner = httpcore.SyncBackend()

    def left(self, timeout: float | None) -> float:
        """Seconds that a step may take.

        Raises:
            httpcore.ReadTimeout: none are left.
        """
        left = self.until - self.clock.now()
        if left <= 0:
            raise httpcore.ReadTimeout("the whole answer took too long")
        return left if timeout is None else min(timeout, left)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            found = self.resolve(host, port)
        except OSError as error:
            raise httpcore.ConnectError(error) from error
        public = [address for address in found if self.allow_private or is_public(address)]
        if not public:
            raise Trouble(
                f"the host {host} is at {', '.join(found) or 'no address'}, which is not public",
                "private addresses are not asked: check the name and who resolves it",
            )
        failed: list[Exception] = []
        for address in public:
            wait = self.left(timeout) / len(public)
            try:
                stream = self._inner.connect_tcp(address, port, wait, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed.append(error)
            else:
                return _Stream(stream, self)
        raise failed[-1]


class _Stream(httpcore.NetworkStream):
    """A connection each step of which ends when the request must be over."""

    def __init__(self, inner: httpcore.NetworkStream, backend: Backend) -> None:
        self._inner = inner
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._backend.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._backend.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._backend.left(timeout)
        try:
            inner = self._inner.start_tls(ssl_context, server_hostname, left)
        except httpcore.ConnectError as error:
            if not isinstance(error.__cause__, ssl.SSLCertVerificationError):
                raise
            raise Trouble(
                f"the certificate does not hold ({error.__cause__.verify_message})",
                "the host may leave out an intermediate certificate: save it to a file and name "
                "that in [web] `ca_bundle` in the settings; verification is never switched off",
            ) from error
        return _Stream(inner, self._backend)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class Transport(httpx.BaseTransport):
    """Carries httpx's requests over a backend of ours; raises the exceptions of httpcore."""

    def __init__(self, backend: Backend, context: ssl.SSLContext) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=context, network_backend=backend, keepalive_expiry=_KEPT_OPEN
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            stream=_Body(answer.stream),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __iter__(self) -> Iterator[bytes]:
        yield from self._inner

    def close(self) -> None:
        self._inner.close()
