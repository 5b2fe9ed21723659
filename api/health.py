"""Liveness and readiness: whether the process answers, and whether its database does; of replicas, how they stand."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from tenants.database.lost import READ_ONLY
from tenants.database.transactions import UPGRADED, Database
from tenants.errors import RETRY_AFTER_SECONDS, Code, Unavailable

SAID = {
    UPGRADED: "the database was upgraded, this program was not",
    READ_ONLY: "the database can only be read: it is a copy of another, or was told to be so",
}


async def is_live(_: Request) -> Response:
    return PlainTextResponse("live")


async def is_ready(request: Request) -> Response:
    database: Database = request.app.state.database
    try:
        await database.check()
    except Unavailable as error:
        code = error.reason if error.reason in SAID else Code.UNAVAILABLE
        said = SAID.get(code, "the database does not answer")
        return PlainTextResponse(f"{code}: {said}", 503, {"Retry-After": str(RETRY_AFTER_SECONDS)})
    # Without replicas it goes on, so that they are no reason not to be ready.
    replicas = database.replicas.told() if database.replicas else []
    return PlainTextResponse("\n".join(["ready", *replicas]))
