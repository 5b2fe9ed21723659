"""Whoever sends slowly, or nothing at all, so that connections are held until there are none for anybody else."""

import asyncio
import time
from collections.abc import Mapping
from contextlib import suppress

from tests.api.sockets import PROTOCOL
from tests.hostile.attack import Tried
from tests.hostile.process import Process

# Longer than the server's own bounds as they are set by default.
MOST_SECONDS = 30.0
PAUSE_SECONDS = 0.3
NEXT_SECONDS = 2.0

POST = b"POST /graphql HTTP/1.1\r\nhost: circle\r\ncontent-type: application/json\r\n"
LIVE = b"GET /health/live HTTP/1.1\r\nhost: circle\r\nconnection: close\r\n\r\n"
HANDSHAKE = {
    "connection": "upgrade",
    "upgrade": "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
    "sec-websocket-protocol": PROTOCOL,
}
SOCKET = "\r\n".join(
    ["GET /graphql HTTP/1.1", "host: circle", *(f"{name}: {value}" for name, value in HANDSHAKE.items()), "", ""]
).encode()
# The first byte of a frame that closes a socket.
CLOSE = b"\x88"
# What is said at once, and what follows piece by piece; nothing does where it is empty.
SLOW: Mapping[str, tuple[bytes, bytes]] = {
    "nothing at all": (b"", b""),
    "a head that does not end": (POST, b""),
    "a head byte by byte": (b"", POST + b"x: " + b"y" * 10_000),
    "a header after the other": (POST, b"x: y\r\n" * 10_000),
    "a body that does not come": (POST + b"content-length: 100\r\n\r\n", b""),
    "a body byte by byte": (POST + b"content-length: 10000\r\n\r\n{", b" " * 9_000),
    "a body chunk by chunk": (POST + b"transfer-encoding: chunked\r\n\r\n", b"1\r\n \r\n" * 2_000),
    "a socket that never begins": (SOCKET, b""),
}


async def try_slow(server: Process, patience: float = MOST_SECONDS, *, each: int) -> Tried:
    """Many of each at once: all are ended in time, and meanwhile others are answered."""
    tried = Tried("slow requests")
    held = [
        (name, asyncio.create_task(seconds_of(server, *said, patience)))
        for name, said in SLOW.items()
        for _ in range(each)
    ]
    await asyncio.sleep(1)
    waited = await answered(server, patience)
    tried.add("somebody else", [] if waited < NEXT_SECONDS else [f"waited {waited:.1f} s"])
    for name, one in held:
        seconds = await one
        tried.add(name, [] if seconds < patience else [f"is held for {patience:.0f} s and more"])
    return tried


async def seconds_of(server: Process, head: bytes, rest: bytes, patience: float) -> float:
    """How long the server puts up with it."""
    began = time.monotonic()
    reader, writer = await asyncio.open_connection(*server.address)
    sending = asyncio.create_task(drip(writer, head, rest))
    with suppress(TimeoutError, ConnectionError):
        async with asyncio.timeout(patience):
            while CLOSE not in (await reader.read(65_536) or CLOSE):
                pass
    sending.cancel()
    writer.close()
    await asyncio.gather(sending, return_exceptions=True)
    return time.monotonic() - began


async def drip(writer: asyncio.StreamWriter, head: bytes, rest: bytes) -> None:
    size = 6 if b"\r\n" in rest[:8] else 1
    writer.write(head)
    for start in range(0, len(rest), size):
        await writer.drain()
        await asyncio.sleep(PAUSE_SECONDS)
        writer.write(rest[start : start + size])


async def answered(server: Process, patience: float) -> float:
    """How long an ordinary request waits for its answer."""
    began = time.monotonic()
    reader, writer = await asyncio.open_connection(*server.address)
    with suppress(TimeoutError, ConnectionError):
        async with asyncio.timeout(patience):
            writer.write(LIVE)
            await reader.read()
    writer.close()
    return time.monotonic() - began
