"""Letting clients in, many each time that the event loop turns.

Libuv takes one each time (libuv/libuv#3696), and a busy loop turns slowly: of thousands, many would wait for long.
"""

import asyncio
import logging
import socket
from collections.abc import Callable

# As many as are taken at once, so that another worker gets some, and what is under way goes on.
MOST_A_TURN = 32
# How long nobody is let in where the process may open no more.
PAUSE_SECONDS = 1.0
log = logging.getLogger("circle.load")


class LettingIn:
    """Takes connections from a socket that listens, which others may share, until it is to end."""

    def __init__(self, listening: socket.socket, protocol: Callable[[], asyncio.Protocol]) -> None:
        self._loop = asyncio.get_running_loop()
        self._listening, self._protocol = listening, protocol
        self._coming: set[asyncio.Task[object]] = set()
        self._pause: asyncio.TimerHandle | None = None
        listening.settimeout(0)
        self._go_on()

    async def end(self) -> None:
        """Lets nobody in any more; who was taken is there."""
        if self._pause:
            self._pause.cancel()
        self._loop.remove_reader(self._listening)
        await asyncio.gather(*self._coming, return_exceptions=True)

    def _go_on(self) -> None:
        self._pause = None
        self._loop.add_reader(self._listening, self._let_in)

    def _let_in(self) -> None:
        for _ in range(MOST_A_TURN):
            try:
                client, _ = self._listening.accept()
            except (BlockingIOError, InterruptedError, ConnectionAbortedError):
                return
            except OSError as error:
                log.warning("nobody is let in for %g s: %s", PAUSE_SECONDS, error.strerror)
                self._loop.remove_reader(self._listening)
                self._pause = self._loop.call_later(PAUSE_SECONDS, self._go_on)
                return
            client.settimeout(0)
            coming = self._loop.create_task(self._loop.connect_accepted_socket(self._protocol, client))
            self._coming.add(coming)
            coming.add_done_callback(self._come)

    def _come(self, coming: asyncio.Task[object]) -> None:
        self._coming.discard(coming)
        # Who has gone by then is nobody's fault.
        if not coming.cancelled():
            coming.exception()
