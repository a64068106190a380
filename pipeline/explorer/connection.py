"""One connection of a client, who may be slow, or mean."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD = 15.0  # seconds within which the head of a request must have come
ANSWER = 60.0  # seconds within which a client must take the last of an answer, or 64 KiB on the way
END = 2.0  # seconds that are left to clients when the server ends
MOST_HEAD = 32 * 1024  # bytes
MOST_BODY = 16 * 1024  # bytes; nothing is ever sent to this site, so none are read
MOST_WAITING = 8  # requests that may wait behind the one that is answered; browsers send none


class Connection(HttpToolsProtocol):
    """Uvicorn's connection with bounds on what a client may send, and on how long it may take.

    A client that is neither sending nor taking holds a few kilobytes and no thread, and is gone
    after its time.
    """

    _deadline: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None
    _head = 0  # bytes of the present request's head, with what came along with it
    _body = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._within(HEAD)

    def data_received(self, data: bytes) -> None:
        self._head += len(data)
        super().data_received(data)
        if self._head > MOST_HEAD and not self.transport.is_closing():
            self.send_400_response("The head of the request is too long.")

    def on_message_begin(self) -> None:
        if len(self.pipeline) >= MOST_WAITING:
            self.transport.abort()
            raise OverflowError("too many requests at once")  # ends the reading of what was sent
        super().on_message_begin()
        self._body = 0
        self._within(HEAD)

    def on_headers_complete(self) -> None:
        self._head = 0
        self._within(None)
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        super().on_body(body)
        self._head = 0
        self._body += len(body)
        if self._body > MOST_BODY:
            self.transport.close()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.cycle.response_complete:  # no other request waits behind it
            self._within(ANSWER)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._unread = self.loop.call_later(ANSWER, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._stop_unread()

    def shutdown(self) -> None:
        super().shutdown()
        self._within(END)

    def connection_lost(self, exc: Exception | None) -> None:
        self._within(None)
        self._stop_unread()
        super().connection_lost(exc)

    def _within(self, seconds: float | None) -> None:
        """What is waited for must happen within this time; None where nothing is."""
        if self._deadline:
            self._deadline.cancel()
        # Closing would wait until the client has taken all that was sent.
        self._deadline = self.loop.call_later(seconds, self.transport.abort) if seconds else None

    def _stop_unread(self) -> None:
        if self._unread:
            self._unread.cancel()
            self._unread = None
