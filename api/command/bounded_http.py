"""Uvicorn's HTTP protocol with bounds on a request's head and trailers, and an end that loses no request."""

import asyncio
from collections.abc import Sequence
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from api.command.bounded_connection import BoundedConnection

MOST_HEAD_BYTES = 32_768
MOST_HEAD_SECONDS = 10
# For how long a server that ends waits for what comes over idle connections.
IDLE_SECONDS = 0.5
TIMEOUT, TOO_LARGE = 408, 431


class HeadTooLarge(Exception):
    """Ends the parsing; the parser drops any message of it."""


class BoundedHttp(BoundedConnection, HttpToolsProtocol):
    """Refuses a head that is too large or never ends; between requests uvicorn's own timeout applies."""

    waiting: asyncio.TimerHandle | None = None
    in_body = too_large = ending = False
    received_bytes = 0
    # What is answered, and what waits for its turn.
    unanswered: Sequence[RequestResponseCycle] = ()

    def connection_made(self, transport: Any) -> None:  # noqa: ANN401  # a transport, as in what is bounded
        super().connection_made(transport)
        self.counted = self.doors.enter(self.address)
        if self.counted:
            self.wait()
        else:
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Uvicorn tells the newest request alone that nobody is there, which is not the one that is answered."""
        self.wait_no_more()
        for one in self.unanswered:
            one.disconnected = True
            one.message_event.set()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if not self.in_body:
            self.wait()
        self.received_bytes += len(data)
        super().data_received(data)
        # The parser says nothing of a line until it ends.
        if self.received_bytes > MOST_HEAD_BYTES and (self.waiting or self.in_body):
            self.refuse(TOO_LARGE)

    def shutdown(self) -> None:
        """A request that is on its way over an idle connection is still answered, as the last one there."""
        self.ending = True
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.keep_alive = False
        else:
            self.loop.call_later(IDLE_SECONDS, self.end_idle)

    def end_idle(self) -> None:
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()

    def on_headers_complete(self) -> None:
        self.wait_no_more()
        self.in_body = True
        # What has arrived may be a small head and much of a body.
        if self.received_bytes > MOST_HEAD_BYTES and self.head_bytes() > MOST_HEAD_BYTES:
            self.too_large = True
            raise HeadTooLarge
        super().on_headers_complete()
        self.unanswered = [one for one in (*self.unanswered, self.cycle) if one and not one.response_complete]
        if self.ending and self.cycle is not None:
            self.cycle.keep_alive = False

    def handle_websocket_upgrade(self) -> None:
        self.judge_no_more()
        super().handle_websocket_upgrade()

    def on_body(self, body: bytes) -> None:
        # What comes between two pieces of it, or after the last, has the same bound as a head.
        self.received_bytes = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        self.in_body = False
        self.received_bytes = 0
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        if self.too_large:
            self.refuse(TOO_LARGE)
        else:
            super().send_400_response(msg)

    def head_bytes(self) -> int:
        return len(self.url) + sum(len(name) + len(value) for name, value in self.headers)

    def wait(self) -> None:
        if self.waiting is None:
            self.waiting = self.loop.call_later(MOST_HEAD_SECONDS, self.refuse, TIMEOUT)

    def wait_no_more(self) -> None:
        if self.waiting:
            self.waiting.cancel()
            self.waiting = None

    def refuse(self, status: int) -> None:
        self.wait_no_more()
        if not self.transport.is_closing():
            self.transport.write(STATUS_LINE[status] + b"content-length: 0\r\nconnection: close\r\n\r\n")
            self.transport.close()
