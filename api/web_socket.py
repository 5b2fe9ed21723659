"""GraphQL over WebSocket: the protocol graphql-transport-ws, in which each operation is a request of its own."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing, suppress
from dataclasses import replace
from enum import IntEnum
from typing import Any

import orjson
from starlette.responses import PlainTextResponse, Response
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from api.live import OK, Held, Live, Sender
from api.origins import may_open
from tenants.errors import CircleError, Code, LimitExceeded, Unavailable

PROTOCOL = "graphql-transport-ws"
INIT_SECONDS = 10
BAD_REQUEST, UNAUTHENTICATED, FORBIDDEN, UNAVAILABLE = 400, 401, 403, 503
# What a client sends along in place of the headers that a page cannot set on a socket.
CREDENTIALS = {"authorization": "authorization", "actingGrant": "x-acting-grant", "acceptLanguage": "accept-language"}


class Close(IntEnum):
    """Why a socket is closed, by the numbers of the protocol."""

    GOING_AWAY = 1001
    TRY_AGAIN_LATER = 1013
    INVALID_MESSAGE = 4400
    UNAUTHORIZED = 4401
    FORBIDDEN = 4403
    INIT_TIMEOUT = 4408
    SUBSCRIBER_EXISTS = 4409
    TOO_MANY_INITS = 4429


REFUSED = {
    Code.UNAUTHENTICATED: Close.UNAUTHORIZED,
    Code.FORBIDDEN: Close.FORBIDDEN,
    Code.UNAVAILABLE: Close.TRY_AGAIN_LATER,
}


class Closed(Exception):
    """The socket is to be closed."""

    def __init__(self, code: Close) -> None:
        super().__init__(code.name)
        self.code = code


async def serve_socket(websocket: WebSocket, live: Live, origins: frozenset[str]) -> None:
    """Serves one connection from its handshake to its end."""
    refused = refusal_of(websocket, live, origins)
    if refused:
        await websocket.send_denial_response(refused)
        return
    await websocket.accept(PROTOCOL)
    with live.holding() as held:
        await Socket(websocket, live, held).serve()


def refusal_of(websocket: WebSocket, live: Live, origins: frozenset[str]) -> Response | None:
    if not may_open(websocket.headers, origins):
        return PlainTextResponse("This origin may not open a socket.", FORBIDDEN)
    if PROTOCOL not in websocket.scope["subprotocols"]:
        return PlainTextResponse(f"The one protocol spoken here is {PROTOCOL}.", BAD_REQUEST)
    if live.full:
        return PlainTextResponse("Too many connections are open.", UNAVAILABLE)
    return None


class Socket:
    """One connection, and the operations under way on it by their ids."""

    def __init__(self, websocket: WebSocket, live: Live, held: Held) -> None:
        self.websocket = websocket
        self.live = live
        self.held = held
        address = websocket.client.host if websocket.client else None
        self.sender = Sender({"accept-language": websocket.headers.get("accept-language", "")}, address)
        self.operations: dict[str, asyncio.Task[None]] = {}
        self.tasks: set[asyncio.Task[None]] = set()

    async def serve(self) -> None:
        ending = asyncio.create_task(self.end_when_told())
        try:
            with suppress(WebSocketDisconnect):
                await self.follow()
        finally:
            under_way = [ending, *self.tasks]
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)

    async def follow(self) -> None:
        """Handles the client's messages until either side closes the connection."""
        try:
            async for message in self.messages():
                await self.handle(message)
        except Closed as closed:
            await self.close(closed.code)

    async def end_when_told(self) -> None:
        """Closes the connection if nobody signs in in time, if the session or grant ends, or if the server stops."""
        ended = self.held.ended
        await asyncio.wait({ended}, timeout=INIT_SECONDS)
        if not ended.done() and not self.held.acting:
            await self.close(Close.INIT_TIMEOUT)
            return
        reason = await ended
        if reason:
            refusal = self.live.endpoint.refusal(reason, self.sender.headers)
            for operation in list(self.operations):
                await self.send({"type": "error", "id": operation, "payload": errors_of(refusal)})
        await self.close(REFUSED[reason.code] if reason else Close.GOING_AWAY)

    async def messages(self) -> AsyncIterator[dict[str, Any]]:
        """The client's messages until it leaves. Raises Closed for a malformed one."""
        while (received := await self.websocket.receive())["type"] == "websocket.receive":
            try:
                message = orjson.loads(received.get("text") or b"")
            except orjson.JSONDecodeError:
                raise Closed(Close.INVALID_MESSAGE) from None
            if not isinstance(message, dict):
                raise Closed(Close.INVALID_MESSAGE)
            yield message

    async def handle(self, message: Mapping[str, Any]) -> None:
        match message.get("type"), message.get("id"), message.get("payload"):
            case "connection_init", _, None:
                await self.begin({})
            case "connection_init", _, dict() as payload:
                await self.begin(payload)
            case "subscribe", str() as operation, dict() as payload if operation and names_what_to_run(payload):
                await self.subscribe(operation, payload)
            case "complete", str() as operation, _:
                self.complete(operation)
            case "ping", _, None | dict():
                await self.send({"type": "pong"})
            case "pong", _, None | dict():
                pass
            case _:
                raise Closed(Close.INVALID_MESSAGE)

    async def begin(self, payload: Mapping[str, Any]) -> None:
        """Admits the caller, once. Raises Closed."""
        if self.held.acting:
            raise Closed(Close.TOO_MANY_INITS)
        given = {header: payload[name] for name, header in CREDENTIALS.items() if isinstance(payload.get(name), str)}
        try:
            sender = replace(self.sender, headers={**self.sender.headers, **given})
            self.sender = await self.live.admit(self.held, sender)
        except CircleError as error:
            raise Closed(REFUSED[error.code]) from error
        await self.send({"type": "connection_ack"})

    async def subscribe(self, operation: str, payload: Mapping[str, Any]) -> None:
        if not self.held.acting:
            raise Closed(Close.UNAUTHORIZED)
        if operation in self.operations:
            raise Closed(Close.SUBSCRIBER_EXISTS)
        most = self.live.limits.operations
        if len(self.tasks) >= most:
            refusal = self.live.endpoint.refusal(LimitExceeded("openOperations", most, most + 1), self.sender.headers)
            await self.send({"type": "error", "id": operation, "payload": errors_of(refusal)})
            return
        task = asyncio.create_task(self.run(operation, orjson.dumps(payload)))
        self.operations[operation] = task
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def complete(self, operation: str) -> None:
        task = self.operations.pop(operation, None)
        if task:
            task.cancel()

    async def run(self, operation: str, body: bytes) -> None:
        """Runs one operation, and tells the client of its answers and its end."""
        end: dict[str, Any] = {"type": "complete", "id": operation}
        async with aclosing(self.live.answers(body, self.sender)) as answers:
            async for answer in answers:
                if answer.status_code == OK:
                    await self.send({"type": "next", "id": operation, "payload": orjson.Fragment(answer.body)})
                else:
                    end = {"type": "error", "id": operation, "payload": errors_of(answer)}
                if answer.status_code in (UNAUTHENTICATED, FORBIDDEN):
                    # If not only this operation is refused, the connection ends.
                    with suppress(Unavailable):
                        await self.live.prove([self.held])
        self.operations.pop(operation, None)
        await self.send(end)

    async def send(self, message: Mapping[str, Any]) -> None:
        """Sends a message as text, unless the connection is closed."""
        if self.websocket.application_state is WebSocketState.CONNECTED:
            with suppress(WebSocketDisconnect):
                await self.websocket.send_text(orjson.dumps(message).decode())

    async def close(self, code: Close) -> None:
        if self.websocket.application_state is WebSocketState.CONNECTED:
            with suppress(WebSocketDisconnect):
                await self.websocket.close(code, code.name)


def errors_of(answer: Response) -> Any:  # noqa: ANN401  # JSON
    return orjson.loads(answer.body)["errors"]


def names_what_to_run(payload: Mapping[str, Any]) -> bool:
    return any(isinstance(payload.get(name), str) for name in ("query", "documentId"))
