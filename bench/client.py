"""A small asyncio client: an open loop at a constant rate, and a closed loop for want of wrk."""

import asyncio
import time
from typing import Any

from bench.sides import Request

CONNECTIONS = 64


class Connection:
    """One connection that is kept."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def ask(self, request: bytes) -> bool:
        """Sends a request and reads its answer; whether it was a good one."""
        return (await self.head(request)).startswith(b"http/1.1 200")

    async def head(self, request: bytes) -> bytes:
        """The head of the answer, in lower case; its body is read and forgotten."""
        if self.reader is None or self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.writer.write(request)
        head = (await self.reader.readuntil(b"\r\n\r\n")).lower()
        length = head.partition(b"content-length:")[2].split(b"\r\n")[0]
        if length:
            await self.reader.readexactly(int(length))
        else:
            await self.chunks(self.reader)
        return head

    async def chunks(self, reader: asyncio.StreamReader) -> None:
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()

    def close(self) -> None:
        if self.writer:
            self.writer.close()


def raw(request: Request) -> bytes:
    headers = {**request.headers, "Host": "127.0.0.1", "Content-Length": str(len(request.body))}
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST {request.path} HTTP/1.1\r\n{head}\r\n".encode() + request.body


async def open_loop(port: int, requests: list[Request], rate: float, seconds: float) -> dict[str, Any]:
    """Requests at a constant rate. One that waits for a free connection waits on the clock: nothing is omitted."""
    free: asyncio.Queue[Connection] = asyncio.Queue()
    connections = [Connection(port) for _ in range(CONNECTIONS)]
    for one in connections:
        free.put_nowait(one)
    took: list[float] = []
    errors = 0

    async def one_request(due: float, request: bytes) -> None:
        nonlocal errors
        connection = await free.get()
        try:
            errors += not await connection.ask(request)
        except (OSError, EOFError):
            errors += 1
        took.append(time.perf_counter() - due)
        free.put_nowait(connection)

    texts = [raw(request) for request in requests]
    began = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for number in range(int(rate * seconds)):
            due = began + number / rate
            await asyncio.sleep(max(0, due - time.perf_counter()))
            group.create_task(one_request(due, texts[number % len(texts)]))
    for one in connections:
        one.close()
    return summary(took, time.perf_counter() - began, errors)


async def closed_loop(port: int, requests: list[Request], connections: int, seconds: float) -> dict[str, Any]:
    """Each connection asks again as soon as it is answered."""
    texts = [raw(request) for request in requests]
    took: list[float] = []
    began = time.perf_counter()
    errors = 0

    async def ask_again(first: int) -> None:
        nonlocal errors
        connection = Connection(port)
        number = first
        while (now := time.perf_counter()) - began < seconds:
            errors += not await connection.ask(texts[number % len(texts)])
            took.append(time.perf_counter() - now)
            number += connections
        connection.close()

    async with asyncio.TaskGroup() as group:
        for first in range(connections):
            group.create_task(ask_again(first))
    return summary(took, time.perf_counter() - began, errors)


def summary(took: list[float], seconds: float, errors: int) -> dict[str, Any]:
    """The fields of a Measured."""
    ordered = sorted(took) or [0.0]
    p50, p99 = (1000 * ordered[int(share * (len(ordered) - 1))] for share in (0.5, 0.99))
    return {"answers": len(took), "seconds": seconds, "p50": p50, "p99": p99, "errors": errors}
