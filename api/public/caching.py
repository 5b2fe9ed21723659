"""Answers that may be kept: with an entity tag of what they hold, and none of it for who has it already."""

from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

NOT_MODIFIED = 304


def cached(request: Request, body: bytes, media_type: str, cache_control: str) -> Response:
    """The body, or that it is as it was."""
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": cache_control}
    if tag in tags_in(request.headers.get("if-none-match", "")):
        return Response(status_code=NOT_MODIFIED, headers=headers)
    return Response(body, headers=headers, media_type=media_type)


def tags_in(if_none_match: str) -> list[str]:
    """The tags that a client has; a weak one is as good where only its body matters (RFC 9110, 8.8.3.2)."""
    return [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
