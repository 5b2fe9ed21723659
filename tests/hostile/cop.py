"""The thirteen checks of graphql-cop (github.com/dolevf/graphql-cop), each with what it takes for a weakness.

Each is sent as that tool sends it, and beside each stands what is answered here.
"""

import json
from collections.abc import Callable
from typing import Any

from tests.hostile.corpus import Hostile
from tests.hostile.wire import JSON_HEADERS, Answer, Message

Weakness = Callable[[Answer], Any]
ACCEPTING = {**JSON_HEADERS, "accept": "*/*"}
FORM = {"accept": "*/*", "content-type": "application/x-www-form-urlencoded"}
PAGE_WORDS = (b"graphiql.min.css", b"GraphQL Playground", b"GraphiQL", b"graphql-playground")


def asked(query: str) -> Message:
    return Message(json.dumps({"query": query, "operationName": "cop"}).encode(), ACCEPTING)


def got(query: str, accept: str = "*/*") -> Message:
    return Message(method="GET", path=f"/graphql?query={query}", headers={"accept": accept})


def shown(*keys: str | int) -> Weakness:
    """Whether the answer holds something there."""

    def found(answer: Answer) -> bool:
        value = answer.json
        try:
            for key in keys:
                value = value[key]
        except (KeyError, IndexError, TypeError):
            return False
        return bool(value)

    return found


CIRCLE = "__schema { types { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } }"

COP: tuple[tuple[Hostile, Weakness], ...] = (
    # A limit: at most 100 aliases.
    (
        Hostile(
            "alias_overloading",
            "200 LIMIT_EXCEEDED aliases",
            asked("query cop { " + "".join(f"alias{n}:__typename \n" for n in range(101)) + " }"),
        ),
        shown("data", "alias100"),
    ),
    # A body is one object.
    (
        Hostile(
            "batch_query",
            "400 BAD_REQUEST",
            Message(json.dumps([{"query": "query cop { __typename }"}] * 10).encode(), ACCEPTING),
        ),
        lambda answer: isinstance(answer.json, list) and len(answer.json) >= 10,
    ),
    # Lists of the schema in one another are no valid query; and not for nobody.
    (
        Hostile("circular_query_introspection", "200 BAD_REQUEST", asked(f"query cop {{ {CIRCLE} }}")),
        shown("data", "__schema", "types"),
    ),
    # As many errors as directives would mean that each was looked at; five are told at most.
    (
        Hostile("directive_overloading", "200 BAD_REQUEST", asked("query cop { __typename " + "@aa" * 10 + " }")),
        lambda answer: len(answer.errors) == 10,
    ),
    # A limit: pairs of one field.
    (
        Hostile(
            "field_duplication", "200 LIMIT_EXCEEDED repeats", asked("query cop { " + "__typename \n" * 500 + "} ")
        ),
        shown("data", "__typename"),
    ),
    # Told that there is none such, and nothing that is like it.
    (
        Hostile("field_suggestions", "200 BAD_REQUEST", asked("query cop { __schema { directive } }")),
        lambda answer: b"Did you mean" in answer.body,
    ),
    # No GET.
    (Hostile("get_based_mutation", "405", got("mutation+cop+%7B__typename%7D")), shown("data", "__typename")),
    (Hostile("get_method_support", "405", got("query+cop+%7B__typename%7D")), shown("data", "__typename")),
    # No page at this address.
    (
        Hostile("detect_graphiql", "405", got("", accept="text/html")),
        lambda answer: any(word in answer.body for word in PAGE_WORDS),
    ),
    # Not for nobody.
    (
        Hostile(
            "introspection", "200 UNAUTHENTICATED", asked("query cop { __schema { types { name fields { name } } } }")
        ),
        shown("data", "__schema", "types"),
    ),
    # JSON alone.
    (
        Hostile("post_based_csrf", "415", Message(b"query=query+cop+%7B+__typename+%7D", FORM)),
        shown("data", "__typename"),
    ),
    # Answered, with its cost and no trace.
    (
        Hostile("trace_mode", "200", asked("query cop { __typename }")),
        lambda answer: shown("errors", 0, "extensions", "tracing")(answer) or b'"tracing"' in answer.body,
    ),
    # A syntax error, and no exception.
    (
        Hostile("unhandled_error_detection", "200 BAD_REQUEST", asked("qwerty cop { abc }")),
        lambda answer: shown("errors", 0, "extensions", "exception")(answer) or b'"exception"' in answer.body,
    ),
)
