"""A client that sends what no well-behaved one would, byte by byte as it is given, and takes whatever comes back."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

PATIENCE_SECONDS = 30
JSON_HEADERS = {"content-type": "application/json", "accept": "application/graphql-response+json"}


@dataclass(frozen=True, slots=True)
class Message:
    """A request: sent as it is, its length declared, in chunks, or not told at all."""

    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=lambda: JSON_HEADERS)
    method: str = "POST"
    path: str = "/graphql"
    length: int | None = None
    chunked: bool = False

    def encoded(self, token: str | None) -> bytes:
        headers = {"host": "circle", "connection": "close", **self.headers}
        if token:
            headers["authorization"] = f"Bearer {token}"
        if self.chunked:
            headers["transfer-encoding"] = "chunked"
        else:
            headers["content-length"] = str(len(self.body) if self.length is None else self.length)
        lines = [f"{self.method} {self.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + (chunks(self.body) if self.chunked else self.body)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; status 0 where the connection was closed without a word."""

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def json(self) -> Any:  # noqa: ANN401  # JSON
        try:
            return orjson.loads(self.body)
        except orjson.JSONDecodeError:
            return None

    @property
    def errors(self) -> list[dict[str, Any]]:
        errors: list[dict[str, Any]] = self.json.get("errors", []) if isinstance(self.json, dict) else []
        return errors

    @property
    def outcome(self) -> str:
        """The status, the code of the first error, and the limit that it met, as far as there are any."""
        extensions = self.errors[0]["extensions"] if self.errors else {}
        told = (self.status or "closed", extensions.get("code"), extensions.get("limit"))
        return " ".join(str(one) for one in told if one)


def chunks(body: bytes, size: int = 65_536) -> bytes:
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in [*pieces, b""])


async def send(address: tuple[str, int], data: bytes) -> Answer:
    """Sends the bytes over a connection of its own and reads one answer."""
    reader, writer = await asyncio.open_connection(*address)
    sending = asyncio.create_task(sent(writer, data))
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await answer(reader)
    except (ConnectionError, asyncio.IncompleteReadError):
        return Answer()
    finally:
        sending.cancel()
        writer.close()
        await asyncio.gather(sending, writer.wait_closed(), return_exceptions=True)


async def sent(writer: asyncio.StreamWriter, data: bytes) -> None:
    """Sends, while the answer is read already: a server need not read what it refuses."""
    writer.write(data)
    await writer.drain()


async def answer(reader: asyncio.StreamReader) -> Answer:
    """Raises IncompleteReadError where the connection ends before it does."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
    body = b""
    if headers.get("transfer-encoding") == "chunked":
        while size := int(await reader.readline(), 16):
            body += (await reader.readexactly(size + 2))[:-2]
    else:
        # What answers a HEAD has a length and no body.
        while len(body) < int(headers.get("content-length", 0)) and (more := await reader.read(65_536)):
            body += more
    return Answer(int(head[0].split()[1]), headers, body)
