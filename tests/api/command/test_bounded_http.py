"""The head of a request: as large as it may be and no larger, as long as it may take and no longer."""

import asyncio

import pytest

from api.command import bounded_http
from api.command.bounded_http import MOST_HEAD_BYTES
from tests.api.sockets import PATIENCE_SECONDS, Served

HEAD = b"GET /health/live HTTP/1.1\r\nhost: circle\r\n"
ANSWERED = b"HTTP/1.1 200 OK"


async def said(served: Served, *pieces: bytes, pause: float = 0.02) -> bytes:
    """The first line of what is answered to what is sent in these pieces; empty where the connection just ends."""
    host, _, port = served.host.partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    line = asyncio.create_task(reader.readline())
    for piece in pieces:
        if not line.done():
            writer.write(piece)
            await asyncio.sleep(pause)
    answer = await asyncio.wait_for(line, PATIENCE_SECONDS)
    writer.close()
    return answer.strip()


@pytest.mark.parametrize("pieces", [1, 7])
@pytest.mark.parametrize(
    ("size", "answer"), [(0, ANSWERED), (30_000, ANSWERED), (40_000, b"HTTP/1.1 431 Request Header Fields Too Large")]
)
async def test_a_head_of_many_headers(served: Served, size: int, answer: bytes, pieces: int) -> None:
    head = HEAD + b"".join(b"x-%03d: %s\r\n" % (n, b"y" * 90) for n in range(size // 96)) + b"\r\n"
    step = len(head) // pieces + 1
    assert await said(served, *(head[start : start + step] for start in range(0, len(head), step))) == answer


async def test_a_line_that_does_not_end(served: Served) -> None:
    assert (await said(served, HEAD + b"x: ", *[b"y" * 10_000] * 4)).startswith(b"HTTP/1.1 431")


@pytest.mark.parametrize("sent", [b"", b"\r\n", b"G", HEAD, HEAD + b"x: y"])
async def test_a_head_that_does_not_come(served: Served, monkeypatch: pytest.MonkeyPatch, sent: bytes) -> None:
    monkeypatch.setattr(bounded_http, "MOST_HEAD_SECONDS", 0.2)
    assert (await said(served, sent)).startswith(b"HTTP/1.1 408")


async def test_a_head_that_comes_byte_by_byte(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each byte is in time, and the whole is not."""
    monkeypatch.setattr(bounded_http, "MOST_HEAD_SECONDS", 0.3)
    drips = [HEAD[n : n + 1] for n in range(20)]
    assert (await said(served, *drips, pause=0.03)).startswith(b"HTTP/1.1 408")


async def test_one_request_after_another_on_one_connection(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each head has the whole of the bounds, and a long answer or a long body none of them."""
    monkeypatch.setattr(bounded_http, "MOST_HEAD_SECONDS", 0.4)
    head = HEAD + b"x: " + b"y" * (MOST_HEAD_BYTES // 2) + b"\r\n"
    body = b"z" * 100_000
    requests = [head + b"content-length: %d\r\n\r\n" % len(body), body[:50_000], body[50_000:]] * 3
    host, _, port = served.host.partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    for piece in requests:
        writer.write(piece)
        await asyncio.sleep(0.15)
    writer.write(HEAD + b"connection: close\r\n\r\n")
    answers = await asyncio.wait_for(reader.read(), PATIENCE_SECONDS)
    writer.close()
    assert answers.count(ANSWERED) == 4


CHUNKED = (
    b"POST /graphql HTTP/1.1\r\nhost: circle\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"
)


@pytest.mark.parametrize("endless", [b"0\r\n", b"0\r\nx: ", b"1;x="], ids=["trailers", "a trailer", "an extension"])
async def test_a_body_that_ends_in_more_than_it_may(served: Served, endless: bytes) -> None:
    """Neither trailers nor what stands beside a piece's size is of any use here; both would be kept."""
    more = b"x: yyyyyy\r\n" * 1000 if endless == b"0\r\n" else b"y" * 10_000
    assert (await said(served, CHUNKED + b"2\r\n{}\r\n", endless, *[more] * 5)).startswith(b"HTTP/1.1 431")


async def test_a_body_in_the_smallest_pieces(served: Served) -> None:
    """What is told of their sizes is many times what they hold."""
    pieces = b"1\r\n \r\n" * 20_000
    assert (await said(served, CHUNKED, pieces, b"2\r\n{}\r\n0\r\n\r\n")).startswith(b"HTTP/1.1 400")
