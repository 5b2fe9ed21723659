"""What no list holds: documents broken token by token, variables of any shape, bytes, and frames; all from a seed."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import hypothesis
from graphql import (
    GraphQLInputType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_composite_type,
    is_enum_type,
    is_input_object_type,
    is_list_type,
    is_non_null_type,
)
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st

from tests.hostile.corpus import ID
from tests.hostile.documents import MALFORMED

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[Any]], Any]
TOKEN = re.compile(r'"[^"\n]*"|[\w$@]+|\.\.\.|[^\w\s]|\s+')
STRAY = ("{", "}", "(", ")", "[", "]", ":", "!", "=", "|", "&", "...", "@skip(if: true)", "$v", "null", "-1", "1e400")
STRAYS = (*STRAY, '"', '"""', "\\", "\0", "\ufeff", "#", "on", "fragment F on Query", "subscription", "__schema", "\n")
TEXTS = (
    "",
    " ",
    "a",
    "王",
    "👧",
    "\0",
    "%",
    "_",
    "\\",
    "'",
    "'; drop table children; --",
    "330127",
    "33",
    ID,
    "a" * 5000,
)
DATES = ("2024-02-30", "0001-01-01", "9999-12-31", "2024-06", "2024-Q9", "2024-06-01", "2024-06-01T00:00:00Z", "now")
NUMBERS = (0, 1, -1, 200, 2**31 - 1, 2**31, -(2**31), 2**53, 2**63, 10**30, 0.5, 1e300, True, None)
SCALARS: st.SearchStrategy[Any] = st.sampled_from(
    (*TEXTS, *DATES, *NUMBERS, "12.50", "-0", "1e5", "NaN", "13800000000")
)
ANYTHING = st.recursive(
    SCALARS | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def examples(strategy: st.SearchStrategy[T], seed: int, count: int) -> list[T]:
    """So many of them, the same for the same seed: drawn here, and tried by whoever asks for them."""
    drawn: list[T] = []

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @hypothesis.given(strategy)
    def draw(one: T) -> None:
        drawn.append(one)

    draw()
    return drawn


@st.composite
def broken(draw: Draw, texts: st.SearchStrategy[str]) -> str:
    """A document with some of its tokens lost, doubled, exchanged or replaced."""
    tokens = TOKEN.findall(draw(texts))
    for _ in range(draw(st.integers(1, 4))):
        place, other = (draw(st.integers(0, max(len(tokens) - 1, 0))) for _ in range(2))
        match draw(st.sampled_from(("lose", "double", "exchange", "replace", "add"))):
            case "lose":
                del tokens[place : place + 1]
            case "double":
                tokens[place:place] = tokens[place : place + 3]
            case "exchange" if tokens:
                tokens[place], tokens[other] = tokens[other], tokens[place]
            case "replace":
                tokens[place : place + 1] = [draw(st.sampled_from(STRAYS))]
            case _:
                tokens.insert(place, draw(st.sampled_from(STRAYS) | st.text(max_size=5)))
    return "".join(tokens)


def fields_of(schema: GraphQLSchema, *, writing: bool) -> Iterator[tuple[str, str, GraphQLInputType]]:
    """Each operation of one root field, with one argument in a variable, and the argument's type."""
    roots: list[tuple[str, GraphQLObjectType | None]] = [("query", schema.query_type)]
    if writing:
        roots.append(("mutation", schema.mutation_type))
    for kind, root in roots:
        for name, field in (root.fields if root else {}).items():
            for argument, of in field.args.items():
                below = "{ __typename }" if is_composite_type(get_named_type(field.type)) else ""
                yield f"{kind} ($v: {of.type}) {{ {name}({argument}: $v) {below} }}", name, of.type


def value_of(type_: GraphQLInputType, depth: int = 0) -> st.SearchStrategy[Any]:
    """Mostly of the type's shape, with the values that are not often thought of."""
    if is_non_null_type(type_):
        return value_of(type_.of_type, depth)
    if is_list_type(type_):
        return st.lists(value_of(type_.of_type, depth), max_size=3) | ANYTHING
    if is_enum_type(type_):
        return st.sampled_from(sorted(type_.values)) | SCALARS
    if is_input_object_type(type_) and depth < 3:
        fields = {name: value_of(field.type, depth + 1) for name, field in type_.fields.items()}
        required = {name for name, field in type_.fields.items() if is_non_null_type(field.type)}
        likely = {name: of for name, of in fields.items() if name in required}
        unlikely = {name: of for name, of in fields.items() if name not in required}
        return st.fixed_dictionaries(likely, optional=unlikely) | st.dictionaries(
            st.sampled_from(sorted(fields)), ANYTHING
        )
    return SCALARS


@st.composite
def variables(draw: Draw, among: Sequence[tuple[str, str, GraphQLInputType]]) -> dict[str, Any]:
    text, _, type_ = draw(st.sampled_from(among))
    return {"query": text, "variables": {"v": draw(value_of(type_))}}


def requests(schema: GraphQLSchema, texts: st.SearchStrategy[str], *, writing: bool) -> st.SearchStrategy[bytes]:
    """Bodies: of documents as they are and broken, of variables, and of bytes that are no request at all."""
    among = list(fields_of(schema, writing=writing))
    documents = (texts | broken(texts) | broken(st.sampled_from(sorted(MALFORMED.values())))).map(
        lambda text: {"query": text}
    )
    shapeless = st.fixed_dictionaries({"query": ANYTHING}, optional={"variables": ANYTHING, "operationName": ANYTHING})
    return st.one_of(
        (documents | variables(among) | variables(among) | shapeless).map(encoded),
        st.binary(max_size=200),
        (documents | shapeless).map(encoded).flatmap(torn),
    )


def encoded(value: object) -> bytes:
    return json.dumps(value).encode()


def torn(body: bytes) -> st.SearchStrategy[bytes]:
    """A body with some bytes in the middle that are none of its own."""
    return st.tuples(st.integers(0, len(body)), st.binary(max_size=6)).map(
        lambda where: body[: where[0]] + where[1] + body[where[0] :]
    )


def frames(bodies: st.SearchStrategy[bytes]) -> st.SearchStrategy[list[str | bytes]]:
    """What is sent on a socket, one after the other."""
    kinds = ("subscribe", "complete", "ping", "pong", "next", "connection_init", "connection_ack", "x")
    message = st.fixed_dictionaries(
        {"type": st.sampled_from(kinds) | ANYTHING},
        optional={"id": st.sampled_from("12") | ANYTHING, "payload": ANYTHING},
    )
    asked = bodies.map(lambda body: b'{"type": "subscribe", "id": "1", "payload": ' + body + b"}")
    text = (message.map(encoded) | asked).map(lambda body: body.decode(errors="replace"))
    frame: st.SearchStrategy[str | bytes] = text | st.binary(max_size=50) | st.text(max_size=50)
    return st.lists(frame, min_size=1, max_size=4)
