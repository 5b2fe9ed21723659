"""GraphQL over HTTP: a POST of JSON in, an answer of JSON out, with the status that the answer calls for."""

from collections.abc import Mapping

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.answer import Answer, Malformed
from api.answering import Answering, refusal
from api.body import BodyRefused, Bounds, body_of
from api.compression import compressed
from api.event_stream import event_stream
from api.live import Live
from api.negotiation import EVENT_STREAM, GRAPHQL_RESPONSE, JSON, answer_language, answer_type
from api.sender import Sender
from tenants.errors import BadRequest, CircleError, Code, TooMany

STATUS = {
    Code.UNAUTHENTICATED: 401,
    Code.FORBIDDEN: 403,
    Code.BAD_REQUEST: 400,
    Code.HIDDEN_CONDITION: 400,
    Code.UNKNOWN_DOCUMENT: 400,
    Code.PERSISTED_QUERY_NOT_FOUND: 400,
    Code.TOO_MANY: 429,
    Code.LIMIT_EXCEEDED: 400,
    Code.UNAVAILABLE: 503,
    Code.INTERNAL: 500,
}
OK, METHOD_NOT_ALLOWED, NOT_ACCEPTABLE = 200, 405, 406
# How long a client waits before it opens a stream where there are too many.
PATIENCE_SECONDS = 5

# After a body that was not read to its end, the next request could not be found.
CLOSING = {"connection": "close"}
NOTHING: Mapping[str, str] = {}


class GraphQLEndpoint:
    """The endpoint of what answers, within the bounds of a body; streams are kept with all that is open."""

    def __init__(self, answering: Answering, live: Live, bounds: Bounds) -> None:
        self.answering = answering
        self.live = live
        self.bounds = bounds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self.respond(Request(scope, receive))
        await response(scope, receive, send)

    async def respond(self, http: Request) -> ASGIApp:
        headers = headers_of(http)
        address, _ = http.scope.get("client") or (None, None)
        sender = sender_of(headers, address)
        if http.method != "POST":
            return refused_by(METHOD_NOT_ALLOWED, BadRequest("ONLY_POST"), sender, {"allow": "POST"})
        media_type = answer_type(headers.get("accept"))
        if media_type is None:
            return refused_by(NOT_ACCEPTABLE, BadRequest("NOT_ACCEPTABLE"), sender)
        try:
            given = orjson.loads(await body_of(http, headers, self.bounds))
        except BodyRefused as refused:
            return refused_by(refused.status, refused, sender, CLOSING)
        except orjson.JSONDecodeError:
            return response_of(refusal(Malformed("BODY_NOT_JSON"), sender), media_type)
        if media_type == EVENT_STREAM:
            return self.stream(given, sender)
        answer = await self.answering.answer(given, sender)
        response = response_of(answer, media_type)
        return compressed(response) if answer.reads and "accept-encoding" in headers else response

    def stream(self, given: object, sender: Sender) -> Response:
        if self.live.is_full(sender.address):
            too_many = TooMany("TOO_MANY_OPEN", retry_after=PATIENCE_SECONDS)
            return response_of(refusal(too_many, sender), EVENT_STREAM)
        return event_stream(self.live, given, sender)


def headers_of(http: Request) -> Mapping[str, str]:
    """By name, the first of each: asked for so often that going through all of them each time would be felt."""
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in reversed(http.scope["headers"])}


def sender_of(headers: Mapping[str, str], address: str | None) -> Sender:
    language = answer_language(headers.get("accept-language"))
    authorization, grant = headers.get("authorization"), headers.get("x-acting-grant")
    return Sender(authorization, grant, language, address, trace_parent=headers.get("traceparent"))


def refused_by(status: int, error: CircleError, sender: Sender, headers: Mapping[str, str] = NOTHING) -> Response:
    """The answer to what HTTP alone refuses, in JSON whatever was wanted."""
    response = response_of(refusal(error, sender), JSON)
    response.status_code = status
    response.headers.update(headers)
    return response


def response_of(answer: Answer, media_type: str) -> Response:
    """The answer as a response of its own; one that is no stream is JSON, whatever was wanted."""
    if media_type == EVENT_STREAM:
        media_type = GRAPHQL_RESPONSE
    status = status_of(answer, media_type)
    headers = {"x-request-id": answer.request_id, "cache-control": "no-store"}
    if status == STATUS[Code.UNAUTHENTICATED]:
        headers["www-authenticate"] = "Bearer"
    if answer.retry_after is not None:
        headers["retry-after"] = str(answer.retry_after)
    return Response(answer.json(), status, headers, f"{media_type}; charset=utf-8")


def status_of(answer: Answer, media_type: str) -> int:
    """A client of plain JSON reads the errors instead, but of what was no request; what a proxy may act on stays."""
    if answer.code is None:
        return OK
    status = STATUS[answer.code]
    return OK if media_type == JSON and answer.well_formed and status < STATUS[Code.INTERNAL] else status
