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

from api.answering import refusal
from api.live import Held, Live
from api.negotiation import answer_language
from api.origins import may_open
from api.sender import Sender
from tenants.errors import CircleError, Code, LimitExceeded, Unavailable

PROTOCOL = "graphql-transport-ws"
INIT_SECONDS = 10
BAD_REQUEST, FORBIDDEN, UNAVAILABLE = 400, 403, 503


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


# Clients try again after either of the two, with a token that they ask their front end for anew.
REFUSED = {
    Code.UNAUTHENTICATED: Close.FORBIDDEN,
    Code.FORBIDDEN: Close.FORBIDDEN,
    Code.UNAVAILABLE: Close.TRY_AGAIN_LATER,
}
# After the end of a session, trying again is of no use.
ENDED = {**REFUSED, Code.UNAUTHENTICATED: Close.UNAUTHORIZED}


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
    language = answer_language(websocket.headers.get("accept-language"))
    with live.holding(Sender(language=language, address=address_of(websocket))) as held:
        await Socket(websocket, live, held).serve()


def refusal_of(websocket: WebSocket, live: Live, origins: frozenset[str]) -> Response | None:
    if not may_open(websocket.headers, origins):
        return PlainTextResponse("This origin may not open a socket.", FORBIDDEN)
    if PROTOCOL not in websocket.scope["subprotocols"]:
        return PlainTextResponse(f"The one protocol spoken here is {PROTOCOL}.", BAD_REQUEST)
    if live.is_full(address_of(websocket)):
        return PlainTextResponse("Too many connections are open.", UNAVAILABLE)
    return None


class Socket:
    """One connection, and the operations under way on it by their ids."""

    def __init__(self, websocket: WebSocket, live: Live, held: Held) -> None:
        self.websocket = websocket
        self.live = live
        self.held = held
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
        if not ended.done() and not self.held.actor:
            await self.close(Close.INIT_TIMEOUT)
            return
        reason = await ended
        if reason:
            errors = refusal(reason, self.held.sender).errors
            for operation in list(self.operations):
                await self.send({"type": "error", "id": operation, "payload": errors})
        await self.close(ENDED[reason.code] if reason else Close.GOING_AWAY)

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
            case "ping", _, {"authorization": str()}:
                await self.renew(message["payload"])
                await self.send({"type": "pong"})
            case "ping", _, None | dict():
                await self.send({"type": "pong"})
            case "pong", _, None | dict():
                pass
            case _:
                raise Closed(Close.INVALID_MESSAGE)

    async def begin(self, payload: Mapping[str, Any]) -> None:
        """Admits the caller, once. Raises Closed."""
        if self.held.actor:
            raise Closed(Close.TOO_MANY_INITS)
        await self.admit(sender_of(payload, self.held.sender))
        await self.send({"type": "connection_ack"})

    async def renew(self, payload: Mapping[str, Any]) -> None:
        """Goes on in the session of another token, of the same user, under the same grant. Raises Closed."""
        before = self.held.actor
        if before is None:
            raise Closed(Close.UNAUTHORIZED)
        sender = sender_of(payload, self.held.sender)
        await self.admit(replace(sender, actor_grant=sender.actor_grant or str(before.grant.id)))

    async def admit(self, sender: Sender) -> None:
        try:
            await self.live.admit(self.held, sender)
        except CircleError as error:
            raise Closed(REFUSED[error.code]) from error

    async def subscribe(self, operation: str, payload: Mapping[str, Any]) -> None:
        if not self.held.actor:
            raise Closed(Close.UNAUTHORIZED)
        if operation in self.operations:
            raise Closed(Close.SUBSCRIBER_EXISTS)
        most = self.live.limits.operations
        if len(self.tasks) >= most:
            refused = refusal(LimitExceeded("openOperations", most, most + 1), self.held.sender)
            await self.send({"type": "error", "id": operation, "payload": refused.errors})
            return
        task = asyncio.create_task(self.run(operation, payload))
        self.operations[operation] = task
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def complete(self, operation: str) -> None:
        task = self.operations.pop(operation, None)
        if task:
            task.cancel()

    async def run(self, operation: str, payload: Mapping[str, Any]) -> None:
        """Runs one operation, and tells the client of its answers and its end."""
        end: dict[str, Any] = {"type": "complete", "id": operation}
        async with aclosing(self.live.answers(payload, self.held)) as answers:
            async for answer in answers:
                if answer.code is None:
                    await self.send({"type": "next", "id": operation, "payload": orjson.Fragment(answer.json())})
                else:
                    end = {"type": "error", "id": operation, "payload": answer.errors}
                if answer.code in (Code.UNAUTHENTICATED, Code.FORBIDDEN):
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


def address_of(websocket: WebSocket) -> str | None:
    return websocket.client.host if websocket.client else None


def sender_of(payload: Mapping[str, Any], before: Sender) -> Sender:
    """Who says `connection_init`: a page cannot set headers on a socket, so what they would say is in its payload."""
    given = {name: value for name, value in payload.items() if isinstance(value, str)}
    return Sender(
        given.get("authorization"),
        given.get("actingGrant"),
        answer_language(given["acceptLanguage"]) if "acceptLanguage" in given else before.language,
        before.address,
    )


def names_what_to_run(payload: Mapping[str, Any]) -> bool:
    persisted = isinstance(payload.get("extensions"), dict) and "persistedQuery" in payload["extensions"]
    return persisted or any(isinstance(payload.get(name), str) for name in ("query", "documentId"))
