"""GraphQL as server-sent events: one operation a request, its answers as events (graphql-sse, distinct connections)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, suppress
from typing import Any

from starlette.responses import Response, StreamingResponse

from api.answer import Answer
from api.answering import refusal
from api.live import Live
from api.negotiation import EVENT_STREAM
from api.sender import Sender
from tenants.errors import CircleError

# Proxies close silent connections, and buffer small pieces.
HEARTBEAT_SECONDS = 15
HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}
HEARTBEAT, COMPLETE = b":\n\n", b"event: complete\ndata:\n\n"


def event_stream(live: Live, given: object, sender: Sender) -> Response:
    return StreamingResponse(events(live, given, sender), headers=HEADERS, media_type=EVENT_STREAM)


async def events(live: Live, given: object, sender: Sender) -> AsyncIterator[bytes]:
    """The events of an operation, until the operation, its session or the server ends."""
    with live.holding(sender) as held:
        # A caller who is refused is told in the answer; some operations need no caller.
        with suppress(CircleError):
            await live.admit(held, sender)
        async with aclosing(live.answers(given, held)) as answers:
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
            yield event(refusal(reason, held.sender))
    yield COMPLETE


def event(answer: Answer) -> bytes:
    """The answer as an event; the database puts line breaks between records, which may not stand in `data`."""
    return b"event: next\ndata: " + answer.json().replace(b"\n", b" ") + b"\n\n"
