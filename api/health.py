"""Liveness and readiness: whether the process answers, and whether its database does."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from tenants.database.transactions import UPGRADED, Database
from tenants.errors import Unavailable


async def is_live(_: Request) -> Response:
    return PlainTextResponse("live")


async def is_ready(request: Request) -> Response:
    database: Database = request.app.state.database
    try:
        await database.check()
    except Unavailable as error:
        upgraded = error.reason == UPGRADED
        said = "the database was upgraded, this program was not" if upgraded else "the database does not answer"
        return PlainTextResponse(said, 503)
    return PlainTextResponse("ready")
