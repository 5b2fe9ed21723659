"""Open connections: their subscriptions are answered again when figures change, their sessions proven repeatedly."""

import asyncio
from collections.abc import AsyncGenerator, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta

from api.answer import Answer
from api.answering import Answering, refusal
from api.sender import Sender
from tenants.access.actor import Actor
from tenants.accounts.proving import prove_actors
from tenants.errors import CircleError, Code, Forbidden, LimitExceeded
from tenants.reading.statement import Shown

# Changes that no figure reflects, such as a name or an opening that expires, are seen this much later at most.
REVISITED = timedelta(seconds=30)
# How many are answered at the same time, so that ordinary requests find a free connection in the pool.
TURNS = 2


@dataclass(frozen=True, slots=True)
class LiveLimits:
    """How long a subscription pauses between two answers, and how much is open at once.

    `subscriptions` and `connections` are counted in this process, `address_connections` of them from one address,
    `operations` on one connection.
    """

    interval: timedelta
    subscriptions: int
    connections: int
    address_connections: int
    operations: int


@dataclass(eq=False, slots=True)
class Held:
    """An open connection and who sends on it; `actor` once that is proven.

    `ended` says why it has to end: the error that its sender would get, or None at a stop.
    """

    sender: Sender
    actor: Actor | None = None
    ended: asyncio.Future[CircleError | None] = field(default_factory=asyncio.Future)

    def end(self, reason: CircleError | None) -> None:
        if not self.ended.done():
            self.ended.set_result(reason)


class Live:
    """All open connections of this process."""

    def __init__(self, answering: Answering, limits: LiveLimits) -> None:
        self.answering = answering
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
    def holding(self, sender: Sender) -> Iterator[Held]:
        """Keeps a connection among those that are proven and told of a stop."""
        held = Held(sender)
        self.held.add(held)
        try:
            yield held
        finally:
            self.held.discard(held)

    async def admit(self, held: Held, sender: Sender) -> None:
        """Has the connection act for the sender, under the grant that is hers now, for as long as her session lasts.

        Raises Unauthenticated or Forbidden.
        """
        actor = await self.answering.actor(sender)
        if held.actor and held.actor.session.user_id != actor.session.user_id:
            raise Forbidden("NO_GRANT")
        key = actor.session.connection_key
        kept = replace(sender, connection_key=key, authorization=None, actor_grant=str(actor.grant.id))
        held.actor, held.sender = await self.answering.actor(kept), kept

    def is_full(self, address: str | None) -> bool:
        """Whether as many connections are open as may be, in all or from the address."""
        from_there = sum(held.sender.address == address for held in self.held)
        return len(self.held) >= self.limits.connections or from_there >= self.limits.address_connections

    async def prove_all(self) -> None:
        """Ends connections whose session or grant has ended, idle ones as well.

        Raises Unavailable while the database does not answer.
        """
        await self.prove(self.held)

    async def prove(self, some: Iterable[Held]) -> None:
        """Ends those of the connections whose session or grant has ended. Raises Unavailable."""
        actor = {one: one.actor for one in some if one.actor}
        if not actor:
            return
        reasons = await prove_actors(self.answering.database, list(actor.values()))
        for one, reason in zip(actor, reasons, strict=True):
            if reason:
                one.end(reason)

    async def answers(self, given: object, held: Held) -> AsyncGenerator[Answer]:
        """The answer to an operation; for a subscription again and again, whenever it differs from the last.

        Each is a request of its own, under the sender's session and grant as they are then; an error is the last.
        """
        if not self.answering.subscribes(given):
            yield await self.answering.answer(given, held.sender)
            return
        most = self.limits.subscriptions
        if self.subscriptions >= most:
            yield refusal(LimitExceeded("openOperations", most, most + 1), held.sender)
            return
        with self.counted():
            last, shown = None, Shown()
            while True:
                moved = self.moved
                async with self.turns:
                    answer = await self.answering.answer(given, held.sender, shown)
                text = answer.json()
                if text != last and not (last and answer.code is Code.UNAVAILABLE):
                    yield answer
                    if answer.code:
                        return
                    last = text
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
