"""The body of a request, read within bounds of size and time."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import ClientDisconnect, Request

from api.negotiation import is_json
from tenants.errors import BadRequest

BAD_REQUEST, UNFINISHED, TOO_LARGE, NOT_JSON = 400, 408, 413, 415


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many bytes a body may have, and how many seconds reading it may take."""

    most_bytes: int
    most_seconds: float


WHY = {
    BAD_REQUEST: "BODY_UNFINISHED",
    UNFINISHED: "BODY_UNFINISHED",
    TOO_LARGE: "BODY_TOO_LARGE",
    NOT_JSON: "UNSUPPORTED_BODY",
}


class BodyRefused(BadRequest):
    """A body that is refused, with the HTTP status that says why."""

    def __init__(self, status: int) -> None:
        super().__init__(WHY[status])
        self.status = status


async def body_of(http: Request, headers: Mapping[str, str], bounds: Bounds) -> bytes:
    """Raises BodyRefused for one that is no JSON, compressed, too large, or never comes to its end."""
    if not is_json(headers.get("content-type")) or headers.get("content-encoding", "identity") != "identity":
        raise BodyRefused(NOT_JSON)
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > bounds.most_bytes:
        raise BodyRefused(TOO_LARGE)
    chunks, size = [], 0
    try:
        async with asyncio.timeout(bounds.most_seconds):
            async for chunk in http.stream():
                size += len(chunk)
                if size > bounds.most_bytes:
                    raise BodyRefused(TOO_LARGE)
                chunks.append(chunk)
    except TimeoutError:
        raise BodyRefused(UNFINISHED) from None
    except ClientDisconnect:
        raise BodyRefused(BAD_REQUEST) from None
    return b"".join(chunks)
