"""Open connections: their subscriptions are answered again when figures change, their sessions proven repeatedly."""

import asyncio
from collections.abc import AsyncGenerator, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Protocol

from starlette.responses import Response

from api.negotiation import GRAPHQL_RESPONSE
from schema.caller import Caller
from tenants.access.acting import Acting
from tenants.access.proving import prove
from tenants.database import Database
from tenants.errors import CircleError, LimitExceeded

OK, UNAVAILABLE = 200, 503
# Changes that no figure reflects, such as a name or an opening that expires, are seen this much later at most.
REVISITED = timedelta(seconds=30)
# How many are answered at the same time, so that ordinary requests find a free connection in the pool.
TURNS = 2


class Endpoint(Protocol):
    """What answers one operation, as over HTTP."""

    database: Database

    async def answer(
        self, body: bytes, headers: Mapping[str, str], media_type: str, address: str | None, *, subscribing: bool
    ) -> Response: ...

    def subscribes(self, body: bytes) -> bool: ...

    def refusal(self, error: CircleError, headers: Mapping[str, str]) -> Response: ...

    async def caller_of(self, headers: Mapping[str, str]) -> Caller: ...


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends the operations of a connection: the headers, which hold for each of them, and the address."""

    headers: Mapping[str, str]
    address: str | None


@dataclass(frozen=True, slots=True)
class LiveLimits:
    """How long a subscription pauses between two answers, and how much is open at once.

    `subscriptions` and `connections` are counted in this process, `operations` on one connection.
    """

    interval: timedelta
    subscriptions: int
    connections: int
    operations: int


@dataclass(eq=False, slots=True)
class Held:
    """An open connection; `ended` says why it has to end: the error that its caller would get, or None at a stop."""

    acting: Acting | None = None
    ended: asyncio.Future[CircleError | None] = field(default_factory=asyncio.Future)

    def end(self, reason: CircleError | None) -> None:
        if not self.ended.done():
            self.ended.set_result(reason)


class Live:
    """All open connections of this process."""

    def __init__(self, endpoint: Endpoint, limits: LiveLimits) -> None:
        self.endpoint = endpoint
        self.limits = limits
        self.held: set[Held] = set()
        self.moved = asyncio.Event()
        self.turns = asyncio.Semaphore(TURNS)
        self.subscriptions = 0

    def wake(self) -> None:
        """Has every subscription answered again."""
        self.moved.set()
        self.moved = asyncio.Event()

    def stop(self) -> None:
        """Ends whatever is open, because the server stops."""
        for one in self.held:
            one.end(None)

    @contextmanager
    def holding(self) -> Iterator[Held]:
        """Keeps a connection among those that are proven and told of a stop."""
        held = Held()
        self.held.add(held)
        try:
            yield held
        finally:
            self.held.discard(held)

    async def admit(self, held: Held, sender: Sender) -> Sender:
        """The sender with the grant named that the connection is held under, for as long as it is open.

        Raises Unauthenticated or Forbidden.
        """
        caller = await self.endpoint.caller_of(sender.headers)
        held.acting = caller.acting
        return replace(sender, headers={**sender.headers, "x-acting-grant": str(caller.acting.grant.id)})

    @property
    def full(self) -> bool:
        """Whether as many connections are open as may be."""
        return len(self.held) >= self.limits.connections

    async def prove_all(self) -> None:
        """Ends connections whose session or grant has ended, idle ones as well.

        Raises Unavailable while the database does not answer.
        """
        await self.prove(self.held)

    async def prove(self, some: Iterable[Held]) -> None:
        """Ends those of the connections whose session or grant has ended. Raises Unavailable."""
        acting = {one: one.acting for one in some if one.acting}
        if not acting:
            return
        refusals = await prove(self.endpoint.database, list(acting.values()))
        for one, refusal in zip(acting, refusals, strict=True):
            if refusal:
                one.end(refusal)

    async def answers(self, body: bytes, sender: Sender) -> AsyncGenerator[Response]:
        """The answer to an operation; for a subscription again and again, whenever it differs from the last.

        Each is a request of its own, under the caller's session and grant as they are then; an error is the last.
        """
        if not self.endpoint.subscribes(body):
            yield await self.answer(body, sender)
            return
        most = self.limits.subscriptions
        if self.subscriptions >= most:
            yield self.endpoint.refusal(LimitExceeded("openOperations", most, most + 1), sender.headers)
            return
        with self.counted():
            last = None
            while True:
                moved = self.moved
                async with self.turns:
                    answer = await self.answer(body, sender)
                if answer.body != last and not (last and answer.status_code == UNAVAILABLE):
                    yield answer
                    if answer.status_code != OK:
                        return
                    last = answer.body
                await asyncio.sleep(self.limits.interval.total_seconds())
                with suppress(TimeoutError):
                    await asyncio.wait_for(moved.wait(), REVISITED.total_seconds())

    @contextmanager
    def counted(self) -> Iterator[None]:
        self.subscriptions += 1
        try:
            yield
        finally:
            self.subscriptions -= 1

    async def answer(self, body: bytes, sender: Sender) -> Response:
        return await self.endpoint.answer(body, sender.headers, GRAPHQL_RESPONSE, sender.address, subscribing=True)
