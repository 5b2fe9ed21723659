"""Content negotiation: which media type and language an answer takes, and whether a body is JSON."""

from collections.abc import Iterator
from email.message import Message
from functools import lru_cache

from schema.caller import Language

# Clients send the same few headers again and again.
REMEMBERED = 256

GRAPHQL_RESPONSE = "application/graphql-response+json"
JSON = "application/json"
EVENT_STREAM = "text/event-stream"
# A media range and the type it is answered with.
ANSWERS = {
    GRAPHQL_RESPONSE: GRAPHQL_RESPONSE,
    JSON: JSON,
    EVENT_STREAM: EVENT_STREAM,
    "application/*": JSON,
    "*/*": JSON,
}


def preferences(header: str) -> Iterator[str]:
    """The entries of an Accept header, most wanted first, those with q=0 left out."""
    weighted = []
    for place, entry in enumerate(header.split(",")):
        value, _, parameters = entry.strip().partition(";")
        weighted.append((-quality(parameters), place, value.strip().lower()))
    return (value for weight, _, value in sorted(weighted) if weight < 0 and value)


def quality(parameters: str) -> float:
    for parameter in parameters.split(";"):
        name, _, value = parameter.strip().partition("=")
        if name == "q":
            try:
                return float(value)
            except ValueError:
                return 0
    return 1


@lru_cache(REMEMBERED)
def answer_type(accept: str | None) -> str | None:
    """The media type to answer with; None where the client takes neither."""
    if not accept:
        return JSON
    return next((ANSWERS[wanted] for wanted in preferences(accept) if wanted in ANSWERS), None)


@lru_cache(REMEMBERED)
def answer_language(accept_language: str | None) -> Language:
    """The wanted one of Chinese and English; Chinese where the client does not say."""
    for wanted in preferences(accept_language or ""):
        name = wanted.partition("-")[0]
        if name in Language.__members__.values():
            return Language(name)
    return Language.ZH


@lru_cache(REMEMBERED)
def is_json(content_type: str | None) -> bool:
    """Whether a body is JSON in UTF-8."""
    message = Message()
    message["Content-Type"] = content_type or ""
    charset = message.get_content_charset("utf-8")
    return message.get_content_type() == JSON and charset in ("utf-8", "utf8") and bool(content_type)
