"""Uvicorn's HTTP protocol with bounds for the one thing that it waits for and keeps without any: a request's head."""

import asyncio

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

MOST_HEAD_BYTES = 32_768
MOST_HEAD_SECONDS = 10
TIMEOUT, TOO_LARGE = 408, 431


class HeadTooLarge(Exception):
    """Ends the parsing; the parser lets no message of it through."""


class BoundedHttp(HttpToolsProtocol):
    """Refuses a head that is too large or never ends; between two requests uvicorn's own patience holds."""

    waiting: asyncio.TimerHandle | None = None
    in_body = False
    head_bytes = received_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        self.wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self.wait_no_more()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if not self.in_body:
            self.wait()
            self.received_bytes += len(data)
        super().data_received(data)
        # A line that does not end is not known to the parser's callbacks yet.
        if self.waiting and self.received_bytes > MOST_HEAD_BYTES:
            self.refuse(TOO_LARGE)

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        self.count(len(url))

    def on_header(self, name: bytes, value: bytes) -> None:
        super().on_header(name, value)
        self.count(len(name) + len(value))

    def on_headers_complete(self) -> None:
        self.wait_no_more()
        self.in_body = True
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self.in_body = False
        self.head_bytes = self.received_bytes = 0
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        if self.head_bytes > MOST_HEAD_BYTES:
            self.refuse(TOO_LARGE)
        else:
            super().send_400_response(msg)

    def count(self, more: int) -> None:
        self.head_bytes += more
        if self.head_bytes > MOST_HEAD_BYTES:
            raise HeadTooLarge

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
