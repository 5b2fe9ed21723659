"""The answer to one operation, whatever carries it: data or errors, and what a transport needs to know of them."""

import logging
from collections.abc import Mapping
from typing import Any

import orjson
from uuid_utils import uuid7

from api.failures import without_values
from schema.caller import Language
from schema.engine.engine import Request
from schema.engine.failing import Failure, PartlyDone
from schema.engine.operation import InvalidOperation
from schema.messages import error_text
from tenants.errors import BadRequest, CircleError, Code, HiddenCondition, LimitExceeded

log = logging.getLogger("circle.graphql")


class Malformed(BadRequest):
    """What was sent is no GraphQL request."""


class Answer:
    """The answer in the sender's language, filled in while it is found.

    `code` says why nothing was answered at all; `well_formed`, whether there was a GraphQL request, which is `asked`;
    `reads`, whether its operation only reads; `cost` is the operation's cost and the limit. The last two are known once
    it runs.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self.request_id = str(uuid7())
        self.data: Mapping[str, Any] | None = None
        self.errors: list[dict[str, Any]] = []
        self.code: Code | None = None
        self.well_formed = True
        self.asked: Request | None = None
        self.reads = False
        self.retry_after: object = None
        self.cost: tuple[int, int] | None = None

    def partly(self, partly: PartlyDone) -> None:
        self.data = partly.data
        self.errors = [self.failed(failure) for failure in partly.errors.values()]

    def failed(self, failure: Failure) -> dict[str, Any]:
        error = failure.error if isinstance(failure.error, CircleError) else self.internal(failure.error)
        places = {"locations": failure.locations} if failure.locations else {}
        return {**self.described(error), "path": failure.path, **places}

    def internal(self, error: Exception) -> CircleError:
        """What is said of an error that nobody expected: nothing of it goes out."""
        log.error("request %s failed: %s", self.request_id, without_values(error))
        return CircleError(request_id=self.request_id)

    def invalid(self, invalid: InvalidOperation) -> None:
        self.code = Code.BAD_REQUEST
        self.errors = [{**error.formatted, **self.described(BadRequest(error.message))} for error in invalid.errors]

    def refuse(self, error: CircleError) -> None:
        self.code, self.errors = error.code, [self.described(error)]
        self.well_formed = not isinstance(error, Malformed)
        self.retry_after = error.details.get("retry_after")
        if isinstance(error, LimitExceeded) and error.limit == "cost":
            self.cost = error.requested, error.most

    def described(self, error: CircleError) -> dict[str, Any]:
        extensions: dict[str, Any] = {"code": error.code, "requestId": self.request_id}
        if error.code in {Code.TOO_MANY, Code.UNAVAILABLE}:
            extensions["retryable"] = True
        if "retry_after" in error.details:
            extensions["retryAfterSeconds"] = error.details["retry_after"]
        if isinstance(error, HiddenCondition):
            extensions["condition"] = error.condition
        if isinstance(error, LimitExceeded):
            extensions |= {"limit": error.limit, "most": error.most}
        return {"message": error_text(error, self.language), "extensions": extensions}

    def json(self) -> bytes:
        """The response of GraphQL; what the database has made JSON is spliced in as it is."""
        response: dict[str, Any] = {}
        if self.code is None:
            response["data"] = self.data
        if self.errors:
            response["errors"] = self.errors
        if self.cost:
            response["extensions"] = {"cost": dict(zip(("requested", "limit"), self.cost, strict=True))}
        return orjson.dumps(response)
