"""Liveness and readiness: whether the process answers, and whether its database does."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from tenants.database import Database
from tenants.errors import Unavailable


async def live(_: Request) -> Response:
    return PlainTextResponse("live")


class Ready:
    """Ready as long as the database answers."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def __call__(self, _: Request) -> Response:
        try:
            await self.database.check()
        except Unavailable:
            return PlainTextResponse("the database does not answer", 503)
        return PlainTextResponse("ready")
