"""Bounds on connections that uvicorn has none for: how long a client may not read, and how many there may be."""

import asyncio
import logging
from collections import Counter
from collections.abc import Sequence
from ipaddress import ip_address, ip_network
from typing import Any

# In this time, a client has to take this much of what waits for it, or all that is left after the end.
MOST_UNREAD_SECONDS = 20
LEAST_BYTES = 20_000
log = logging.getLogger(__name__)


class Doors:
    """How many connections are open in this process, in all and from each address; a proxy counts its own clients."""

    def __init__(self, most: int, most_of_address: int, proxies: Sequence[str] = ()) -> None:
        self.most = most
        self.most_of_address = most_of_address
        self.proxies = [ip_network(proxy) for proxy in proxies]
        self.open: Counter[str] = Counter()
        self.count = 0

    def enter(self, address: str) -> bool:
        """Counts one more, if there may be one."""
        many = self.open[address] >= self.most_of_address and not self.is_proxy(address)
        if many or self.count >= self.most:
            return False
        self.open[address] += 1
        self.count += 1
        return True

    def leave(self, address: str) -> None:
        self.open[address] -= 1
        self.count -= 1
        if not self.open[address]:
            del self.open[address]

    def is_proxy(self, address: str) -> bool:
        return any(ip_address(address) in proxy for proxy in self.proxies)


class BoundedConnection(asyncio.Protocol):
    """Mixed into a protocol of uvicorn: leaves a client that does not read, and counts each while it is there."""

    doors: Doors
    client: tuple[str, int] | None
    counted = True
    loop: asyncio.AbstractEventLoop
    transport: asyncio.Transport
    judging: asyncio.TimerHandle | None = None
    waiting_to_write = was_closing = False
    # How much waited to be written when that was last looked at, where the writer has to wait as well.
    left: int | None = None

    def connection_made(self, transport: Any) -> None:  # noqa: ANN401  # a transport, which uvicorn types in two ways
        super().connection_made(transport)
        self.judge_later()

    def connection_lost(self, exc: Exception | None) -> None:
        self.judge_no_more()
        if self.counted:
            self.doors.leave(self.address)
        super().connection_lost(exc)

    @property
    def address(self) -> str:
        return self.client[0] if self.client else ""

    def pause_writing(self) -> None:
        self.waiting_to_write = True
        super().pause_writing()

    def resume_writing(self) -> None:
        self.waiting_to_write, self.left = False, None
        super().resume_writing()

    def judge_later(self) -> None:
        self.judging = self.loop.call_later(MOST_UNREAD_SECONDS, self.judge)

    def judge_no_more(self) -> None:
        if self.judging:
            self.judging.cancel()

    def judge(self) -> None:
        left, closing = self.transport.get_write_buffer_size(), self.transport.is_closing()
        unread = self.waiting_to_write and self.left is not None and left > self.left - LEAST_BYTES
        if unread or (closing and self.was_closing):
            log.warning("a client that does not read what it asked for was left: %d bytes", left)
            self.transport.abort()
        else:
            self.left, self.was_closing = left if self.waiting_to_write else None, closing
            self.judge_later()
