"""Answers one operation, whatever carries it: a request and its sender in, an answer out, every failure with a code."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import Any

from api.answer import Answer
from api.logs import REQUEST_ID
from api.measuring import measured
from api.planning import Planner
from api.recognition import Recognition, named_grant
from api.request import request_in
from api.sender import Sender
from schema.caller import Caller
from schema.engine.engine import Engine, Request
from schema.engine.failing import PartlyDone
from schema.engine.operation import InvalidOperation
from tenants.access.actor import NO_REQUEST_INFO, Actor, RequestInfo
from tenants.accounts.rules import SignInRules
from tenants.database.transactions import Database
from tenants.database.turns import WAITED, Waited
from tenants.errors import CircleError, Stale, Unavailable
from tenants.reading.statement import Shown

MOST_SECONDS = 20.0
NOTHING = nullcontext()

log = logging.getLogger("circle.graphql")

Traced = Callable[[Answer, Sender], AbstractContextManager[None]]


class Answering:
    """The answers of one engine and one database; finding one may take `most_seconds`."""

    def __init__(
        self, engine: Engine, database: Database, rules: SignInRules, most_seconds: float = MOST_SECONDS
    ) -> None:
        self.planner = Planner(engine, database.connections.most_seconds)
        self.engine = engine
        self.database = database
        self.rules = rules
        self.recognition = Recognition(database, rules)
        self.most_seconds = most_seconds
        # Around each answer, where the operator wants traces.
        self.traced: Traced = untraced

    async def answer(self, given: object, sender: Sender, shown: Shown | None = None) -> Answer:
        """The answer to a request in JSON; where it may be a subscription, beside what that showed last."""
        answer = Answer(sender.language)
        REQUEST_ID.set(answer.request_id)
        with measured(answer), self.traced(answer, sender):
            await self.fill(answer, given, sender, shown)
        return answer

    async def fill(self, answer: Answer, given: object, sender: Sender, shown: Shown | None) -> None:
        """Finds what is answered, or why nothing is."""
        try:
            answer.asked = request = request_in(given, self.engine.documents, shown)
            answer.data = await self.execute(request, sender, answer)
        except PartlyDone as partly:
            answer.partly(await self.explained_in(partly))
        except InvalidOperation as invalid:
            answer.invalid(invalid)
        except CircleError as error:
            if isinstance(error, Unavailable) and error.reason != "OVERLOADED":
                log.warning("request %s was not answered: %s", answer.request_id, error.reason or "UNAVAILABLE")
            answer.refuse(error)
        except Exception as error:  # noqa: BLE001  # the last resort: nothing internal goes out
            explained = await self.explained(error)
            answer.refuse(explained if isinstance(explained, CircleError) else answer.internal(explained))

    async def explained_in(self, partly: PartlyDone) -> PartlyDone:
        errors = {
            key: replace(failure, error=await self.explained(failure.error)) for key, failure in partly.errors.items()
        }
        return PartlyDone(partly.data, errors, answered=partly.answered)

    async def explained(self, error: Exception) -> Exception:
        """What nobody expected is expected of a database that was upgraded, or made a copy of another, a moment ago."""
        if isinstance(error, CircleError):
            return error
        try:
            await self.database.check()
        except Unavailable as unavailable:
            return unavailable
        return error

    async def execute(self, request: Request, sender: Sender, answer: Answer) -> dict[str, Any]:
        """Runs the request; if the remembered session turns out stale, looks it up and runs the request again."""
        request_info = RequestInfo(answer.request_id, sender.address)
        deadline = asyncio.get_running_loop().time() + self.most_seconds
        WAITED.set(Waited())

        async def run(*, anew: bool) -> dict[str, Any]:
            self.database.refuse_unfit()
            caller = await self.caller(sender, request_info, anew=anew, deadline=deadline)
            whose = caller.session.user_id if caller.session else sender.address
            prepared = await self.planner.prepare(request, caller, whose)
            answer.cost, answer.reads = (prepared.cost, self.engine.limits.cost), prepared.reads
            # Signing in has a queue of its own, and a proxy has one address.
            share = self.database.shares.of((whose, prepared.reads)) if caller.session else nullcontext()
            async with share:
                return await prepared.run(deadline)

        try:
            return await run(anew=False)
        except Stale:
            return await run(anew=True)

    async def caller(
        self, sender: Sender, request_info: RequestInfo, *, anew: bool, deadline: float | None = None
    ) -> Caller:
        grant_id = named_grant(sender.actor_grant)
        session = await self.recognition.session(sender, grant_id, anew=anew, deadline=deadline)
        return Caller(self.database, self.rules, session, grant_id, sender.language, request_info)

    async def actor(self, sender: Sender) -> Actor:
        """Under which session and grant the sender acts now. Raises Unauthenticated and Forbidden."""
        return (await self.caller(sender, NO_REQUEST_INFO, anew=True)).actor

    def subscribes(self, given: object) -> bool:
        """Whether the request is a valid subscription."""
        try:
            return self.engine.subscribes(request_in(given, self.engine.documents))
        except (CircleError, InvalidOperation):
            return False


def untraced(_: Answer, __: Sender) -> AbstractContextManager[None]:
    return NOTHING


def refusal(error: CircleError, sender: Sender) -> Answer:
    """The answer of an error alone."""
    answer = Answer(sender.language)
    answer.refuse(error)
    return answer
