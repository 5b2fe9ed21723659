"""What no list holds: documents broken token by token, variables of any shape, bytes, and frames; all from a seed."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import hypothesis
from graphql import (
    GraphQLInputType,
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
    "王小明",
    "👧",
    "\0",
    "%",
    "_",
    "\\",
    "'",
    "'; drop table children; --",
    ID,
    "a" * 300,
    "a" * 5000,
)
VALID = ("2024-02-29", "2024-06-01", "2024-06-02", "2015-01-01", "2026-11-24", "0001-01-01", "9999-12-31")
DATES = (*VALID, *VALID, "2024-02-30", "now", "")
NUMBERS = (0, 1, 2, -1, 200, 2**31 - 1, 2**31, -(2**31), 2**53, 10**30, 0.5, 1e300)
OF_TYPE: Mapping[str, Sequence[Any]] = {
    "Boolean": (True, False),
    "Int": NUMBERS[:8],
    "Date": DATES,
    "DivisionCode": (
        "33",
        "3301",
        "330127",
        "330127101201",
        "330128",
        "36",
        "330127000000",
        "330127101000",
        "650000000000",
        "0",
    ),
    "Money": ("12.50", "1", "0", "-0", "1e5", "999999999999.99", "-1", "NaN", "0.001"),
    "Period": ("2024-06", "2024-Q2", "2024-H1", "2024", "2024-Q9", "9999"),
    "String": (*TEXTS, "13800000000", "330127201505057612"),
}
SCALARS: st.SearchStrategy[Any] = st.sampled_from((*TEXTS, *DATES, *NUMBERS, True, None))
BELOW = {"query": "{ __typename }", "mutation": "{ userErrors { code message field } }"}
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


@dataclass(frozen=True, slots=True)
class Root:
    """A root field, asked with one argument in a variable."""

    text: str
    type: GraphQLInputType


def roots_of(schema: GraphQLSchema, *, writing: bool) -> Iterator[Root]:
    for kind, root in (("query", schema.query_type), ("mutation", schema.mutation_type if writing else None)):
        for name, field in (root.fields if root else {}).items():
            of = get_named_type(field.type)
            below = BELOW[kind] if is_composite_type(of) else ""
            for argument, given in field.args.items():
                yield Root(f"{kind} ($v: {given.type}) {{ {name}({argument}: $v) {below} }}", given.type)


@st.composite
def value_of(draw: Draw, type_: GraphQLInputType, ids: Sequence[str], depth: int = 0) -> Any:  # noqa: ANN401  # JSON
    """Mostly one of the type, of those that are not often thought of."""
    if draw(st.integers(0, 49)) == 0:
        return draw(ANYTHING)
    if is_non_null_type(type_):
        return draw(value_of(type_.of_type, ids, depth))
    if is_list_type(type_):
        return [draw(value_of(type_.of_type, ids, depth)) for _ in range(draw(st.integers(0, 3)))]
    if is_enum_type(type_):
        return draw(st.sampled_from(sorted(type_.values)))
    if is_input_object_type(type_):
        wanted = [
            name for name, one in type_.fields.items() if is_non_null_type(one.type) or draw(st.integers(0, 2)) == 0
        ]
        return {name: draw(value_of(type_.fields[name].type, ids, depth + 1)) for name in wanted}
    name = get_named_type(type_).name
    return draw(st.sampled_from(ids if name == "ID" else OF_TYPE.get(name, TEXTS)))


@st.composite
def variables(draw: Draw, roots: Sequence[Root], ids: Sequence[str]) -> dict[str, Any]:
    root = draw(st.sampled_from(roots))
    return {"query": root.text, "variables": {"v": draw(value_of(root.type, ids))}}


def requests(
    schema: GraphQLSchema, texts: st.SearchStrategy[str], ids: Sequence[str], *, writing: bool
) -> st.SearchStrategy[bytes]:
    """Bodies: of documents as they are and broken, of variables, and of bytes that are no request at all."""
    given = variables(list(roots_of(schema, writing=writing)), [*ids, *TEXTS])
    documents = (texts | broken(texts) | broken(st.sampled_from(sorted(MALFORMED.values())))).map(
        lambda text: {"query": text}
    )
    shapeless = st.fixed_dictionaries({"query": ANYTHING}, optional={"variables": ANYTHING, "operationName": ANYTHING})
    bodies = [
        one.map(encoded)
        for one in (*[given] * 8, documents, documents, texts.map(lambda text: {"query": text}), shapeless)
    ]
    return st.sampled_from([*bodies, (documents | given).map(encoded).flatmap(torn), st.binary(max_size=200)]).flatmap(
        lambda chosen: chosen
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
