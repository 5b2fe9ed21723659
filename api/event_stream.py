"""GraphQL as server-sent events: one operation a request, its answers as events (graphql-sse, distinct connections)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, suppress
from typing import Any

from starlette.responses import Response, StreamingResponse

from api.live import Live, Sender
from api.negotiation import EVENT_STREAM
from tenants.errors import CircleError, TooMany

# Proxies close silent connections, and buffer small pieces.
HEARTBEAT_SECONDS = 15
PATIENCE_SECONDS = 5
HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}
HEARTBEAT, COMPLETE = b":\n\n", b"event: complete\ndata:\n\n"


def event_stream(live: Live, body: bytes, sender: Sender) -> Response:
    if live.full:
        return live.endpoint.refusal(TooMany("TOO_MANY_OPEN", retry_after=PATIENCE_SECONDS), sender.headers)
    return StreamingResponse(events(live, body, sender), headers=HEADERS, media_type=EVENT_STREAM)


async def events(live: Live, body: bytes, sender: Sender) -> AsyncIterator[bytes]:
    """The events of an operation, until the operation, its session or the server ends."""
    with live.holding() as held:
        # A caller who is refused is told in the answer; some operations need no caller.
        with suppress(CircleError):
            sender = await live.admit(held, sender)
        async with aclosing(live.answers(body, sender)) as answers:
            following = asyncio.ensure_future(anext(answers, None))
            try:
                while not held.ended.done():
                    either: set[asyncio.Future[Any]] = {following, held.ended}
                    await asyncio.wait(either, timeout=HEARTBEAT_SECONDS, return_when=asyncio.FIRST_COMPLETED)
                    if following.done():
                        answer = following.result()
                        if answer is None:
                            break
                        yield event(answer)
                        following = asyncio.ensure_future(anext(answers, None))
                    elif not held.ended.done():
                        yield HEARTBEAT
            finally:
                following.cancel()
                await asyncio.gather(following, return_exceptions=True)
        reason = held.ended.result() if held.ended.done() else None
        if reason:
            yield event(live.endpoint.refusal(reason, sender.headers))
    yield COMPLETE


def event(answer: Response) -> bytes:
    """The answer as an event; the database puts line breaks between records, which may not stand in `data`."""
    return b"event: next\ndata: " + bytes(answer.body).replace(b"\n", b" ") + b"\n\n"
