"""GraphQL over HTTP: a POST of JSON in, an answer of JSON out, every failure with a code and a status of its own."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

import orjson
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from uuid_utils import uuid7

from api.body import DEFAULT_BOUNDS, NOT_JSON, BodyRefused, Bounds, body_of
from api.event_stream import event_stream
from api.failures import without_values
from api.live import Live, LiveLimits, Sender
from api.negotiation import EVENT_STREAM, GRAPHQL_RESPONSE, JSON, answer_language, answer_type, is_json
from api.recognition import Recognition, named_grant
from schema.caller import Caller, Language
from schema.engine.documents import Documents
from schema.engine.engine import Engine, Request
from schema.engine.failing import Failure, PartlyDone
from schema.engine.operation import InvalidOperation
from schema.words import error_text
from tenants.access.acting import NO_OCCASION, Occasion
from tenants.access.rules import SignInRules
from tenants.database import Database
from tenants.errors import BadRequest, CircleError, Code, LimitExceeded, Stale, Unavailable

STATUS = {
    Code.UNAUTHENTICATED: 401,
    Code.FORBIDDEN: 403,
    Code.BAD_REQUEST: 400,
    Code.UNKNOWN_DOCUMENT: 400,
    Code.TOO_MANY: 429,
    Code.LIMIT_EXCEEDED: 400,
    Code.UNAVAILABLE: 503,
    Code.INTERNAL: 500,
}
OK, BAD_REQUEST, NOT_ACCEPTABLE = 200, 400, 406

# After a body that was not read to its end, the next request could not be found.
CLOSING = {"connection": "close"}

log = logging.getLogger("circle.graphql")


class Malformed(BadRequest):
    """A body that is no GraphQL request."""


class GraphQLEndpoint:
    """The endpoint of one engine and one database, within the bounds of a request."""

    def __init__(
        self,
        engine: Engine,
        database: Database,
        rules: SignInRules,
        limits: LiveLimits,
        bounds: Bounds = DEFAULT_BOUNDS,
    ) -> None:
        self.engine = engine
        self.database = database
        self.rules = rules
        self.recognition = Recognition(database, rules)
        self.live = Live(self, limits)
        self.bounds = bounds

    async def __call__(self, http: HttpRequest) -> Response:
        media_type = answer_type(http.headers.get("accept"))
        if media_type is None:
            return Response(status_code=NOT_ACCEPTABLE)
        if not is_json(http.headers.get("content-type")):
            return Response(status_code=NOT_JSON)
        try:
            body = await body_of(http, self.bounds)
        except BodyRefused as refused:
            return Response(status_code=refused.status, headers=CLOSING)
        address = http.client.host if http.client else None
        if media_type == EVENT_STREAM:
            return event_stream(self.live, body, Sender(http.headers, address))
        return await self.answer(body, http.headers, media_type, address)

    async def answer(
        self,
        body: bytes,
        headers: Mapping[str, str],
        media_type: str,
        address: str | None,
        *,
        subscribing: bool = False,
    ) -> Response:
        answer = Answer(answer_language(headers.get("accept-language")), media_type)
        occasion = Occasion(answer.request_id, address)
        try:
            request = request_in(body, self.engine.documents, subscribing=subscribing)
            return answer.data(await self.execute(request, headers, answer, occasion))
        except PartlyDone as partly:
            return answer.partly(partly)
        except Malformed as error:
            return answer.malformed(error)
        except InvalidOperation as invalid:
            return answer.invalid(invalid)
        except CircleError as error:
            return answer.error(error)
        except Exception as error:  # noqa: BLE001  # the last resort: nothing internal goes out
            return answer.error(answer.internal(error))

    async def execute(
        self, request: Request, headers: Mapping[str, str], answer: "Answer", occasion: Occasion
    ) -> dict[str, Any]:
        """Runs the request; if the remembered session turns out stale, looks it up and runs the request again."""
        deadline = asyncio.get_running_loop().time() + self.bounds.most_seconds

        async def run(*, anew: bool) -> dict[str, Any]:
            try:
                async with asyncio.timeout_at(deadline):
                    caller = await self.caller(headers, answer.language, occasion, anew=anew)
            except TimeoutError:
                raise Unavailable("TIMEOUT") from None
            prepared = self.engine.prepare(request, caller)
            answer.cost = prepared.cost, self.engine.limits.cost
            return await prepared.run(deadline)

        try:
            return await run(anew=False)
        except Stale:
            return await run(anew=True)

    async def caller(self, headers: Mapping[str, str], language: Language, occasion: Occasion, *, anew: bool) -> Caller:
        session = await self.recognition.session(headers, anew=anew)
        return Caller(self.database, self.rules, session, named_grant(headers), language, occasion)

    async def caller_of(self, headers: Mapping[str, str]) -> Caller:
        """Who sent the headers, looked up anew. Raises Unauthenticated for a token that does not hold."""
        return await self.caller(headers, answer_language(headers.get("accept-language")), NO_OCCASION, anew=True)

    def subscribes(self, body: bytes) -> bool:
        try:
            return self.engine.subscribes(request_in(body, self.engine.documents))
        except (CircleError, InvalidOperation):
            return False

    def refusal(self, error: CircleError, headers: Mapping[str, str]) -> Response:
        return Answer(answer_language(headers.get("accept-language")), GRAPHQL_RESPONSE).error(error)


class Answer:
    """The response to one request, in its language and media type; `cost` is its cost and the limit, once known."""

    def __init__(self, language: Language, media_type: str) -> None:
        self.language = language
        self.media_type = media_type
        self.cost: tuple[int, int] | None = None
        self.request_id = str(uuid7())

    def data(self, data: dict[str, Any]) -> Response:
        return self.response({"data": data}, OK)

    def partly(self, partly: PartlyDone) -> Response:
        errors = [self.failed(failure) for failure in partly.errors.values()]
        return self.response({"data": partly.data, "errors": errors}, OK)

    def failed(self, failure: Failure) -> dict[str, Any]:
        error = failure.error if isinstance(failure.error, CircleError) else self.internal(failure.error)
        places = {"locations": failure.locations} if failure.locations else {}
        return {**self.said(error), "path": failure.path, **places}

    def internal(self, error: Exception) -> CircleError:
        """What is said of an error that nobody expected: nothing of it goes out."""
        log.error("request %s failed: %s", self.request_id, without_values(error))
        return CircleError(request_id=self.request_id)

    def malformed(self, error: Malformed) -> Response:
        """What is no GraphQL request at all has status 400 in either media type."""
        return self.response({"errors": [self.said(error)]}, BAD_REQUEST)

    def invalid(self, invalid: InvalidOperation) -> Response:
        errors = []
        for error in invalid.errors:
            said = self.said(BadRequest(error.message))
            errors.append({**error.formatted, **said})
        return self.response({"errors": errors}, self.status(BAD_REQUEST))

    def error(self, error: CircleError) -> Response:
        if isinstance(error, LimitExceeded) and error.limit == "cost":
            self.cost = error.requested, error.most
        response = self.response({"errors": [self.said(error)]}, self.status(STATUS[error.code]))
        if "retry_after" in error.details:
            response.headers["retry-after"] = str(error.details["retry_after"])
        return response

    def status(self, status: int) -> int:
        """A client of plain JSON reads the errors instead; statuses that a proxy may act on stay."""
        return OK if self.media_type == JSON and status < STATUS[Code.INTERNAL] else status

    def said(self, error: CircleError) -> dict[str, Any]:
        extensions: dict[str, Any] = {"code": error.code, "requestId": self.request_id}
        if error.code in {Code.TOO_MANY, Code.UNAVAILABLE}:
            extensions["retryable"] = True
        if "retry_after" in error.details:
            extensions["retryAfterSeconds"] = error.details["retry_after"]
        if isinstance(error, LimitExceeded):
            extensions |= {"limit": error.limit, "most": error.most}
        return {"message": error_text(error, self.language), "extensions": extensions}

    def response(self, answer: dict[str, Any], status: int) -> Response:
        headers = {"x-request-id": self.request_id, "cache-control": "no-store"}
        if status == STATUS[Code.UNAUTHENTICATED]:
            headers["www-authenticate"] = "Bearer"
        if self.cost:
            answer["extensions"] = {"cost": dict(zip(("requested", "limit"), self.cost, strict=True))}
        return Response(orjson.dumps(answer), status, headers, f"{self.media_type}; charset=utf-8")


def request_in(body: bytes, documents: Documents, *, subscribing: bool = False) -> Request:
    """The request in a body of JSON. Raises Malformed or UnknownDocument."""
    try:
        given = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise Malformed("BODY_NOT_JSON") from None
    if not isinstance(given, dict):
        raise Malformed("BODY_NOT_OBJECT")
    variables, name = given.get("variables"), given.get("operationName")
    if not isinstance(variables, dict | None):
        raise Malformed("VARIABLES_NOT_OBJECT")
    if not isinstance(name, str | None):
        raise Malformed("OPERATION_NAME_NOT_STRING")
    if not isinstance(given.get("extensions"), dict | None):
        raise Malformed("EXTENSIONS_NOT_OBJECT")
    return Request(text_in(given, documents), variables or {}, name, subscribing)


def text_in(given: Mapping[str, Any], documents: Documents) -> str:
    """The text that was sent, or the known one of the id that was. Raises Malformed or UnknownDocument."""
    query, id_ = given.get("query"), given.get("documentId")
    match query, id_:
        case (None, str()):
            return documents.text(id_)
        case (_, None) if documents.only:
            raise Malformed("DOCUMENT_ID_MISSING")
        case (str(), None):
            return query
        case (_, None):
            raise Malformed("QUERY_MISSING")
        case (None, _):
            raise Malformed("DOCUMENT_ID_NOT_STRING")
    raise Malformed("QUERY_AND_DOCUMENT_ID")
