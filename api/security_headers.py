"""Headers on every answer that keep browsers from storing, sniffing, framing or running it."""

from datetime import timedelta

from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
)
HSTS = b"strict-transport-security"


class SecurityHeaders:
    """Adds the headers that an answer does not set itself; `hsts` is how long browsers are to use HTTPS only."""

    def __init__(self, app: ASGIApp, hsts: timedelta | None) -> None:
        self.app = app
        self.headers = [*HEADERS]
        if hsts:
            self.headers.append((HSTS, f"max-age={hsts // timedelta(seconds=1)}; includeSubDomains".encode()))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(one for one in self.headers if one[0] not in own)]
            await send(message)

        return await self.app(scope, receive, send_with_headers)
