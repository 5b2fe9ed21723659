"""The limits: the largest operation within each is answered, a larger one refused by name before anything is made."""

import sys
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace

import pytest
from graphql import parse

from schema.build import graphql_schema
from schema.caller import Caller
from schema.engine.engine import Engine, Request
from schema.engine.guard import check_document
from schema.engine.introspection import Introspection
from schema.engine.limits import DEFAULTS, Limits
from schema.engine.operation import Operations
from tenants.errors import LimitExceeded
from tenants.records.child.enums import Sex
from tests.callers import UNLIMITED
from tests.hostile.documents import BOMBS, fan
from tests.schema.engine.asking import ask, refusal
from tests.schema.engine.drawing import PROVINCE
from tests.schema.engine.records_world import World

# Calls of functions, which no other work on the machine can move. The event loop waits meanwhile.
MOST_CALLS, MOST_CALLS_REFUSED = 1_200_000, 250_000
SIZES: list[tuple[str, int, str]] = [
    ("characters", 30, "{ __typename #" + "x" * 14 + "\n}"),
    ("tokens", 7, "{ __typename __typename a: __typename }"),
    ("operations", 2, "query A { __typename } query B { ...F } fragment F on Query { __typename }"),
    ("fragments", 2, "{ ...F } fragment F on Query { ...G } fragment G on Query { __typename }"),
    ("fragments", 2, "{ ...F } fragment F on Query { __typename } fragment F on Query { __typename }"),
    ("selections", 4, "{ ...F ... { __typename } } fragment F on Query { __typename }"),
    (
        "selections",
        6,
        "{ ...F } fragment F on Query { ...G ...G ...G } fragment G on Query { __typename a: __typename }",
    ),
    ("depth", 2, "{ viewer { grants { id } } }"),
    ("depth", 2, "{ ...F } fragment F on Query { viewer { ... { grants { id } } } }"),
    ("root_fields", 3, fan(3)),
    ("root_fields", 2, "{ a: __typename ...F } fragment F on Query { a: __typename b: __typename }"),
    ("aliases", 3, "{ a: __typename ...F } fragment F on Query { b: __typename ... { c: __typename } }"),
    (
        "directives",
        3,
        "query @a { __typename @include(if: true) ...F @skip(if: false) } fragment F on Query { __typename }",
    ),
    ("directives", 2, "query ($v: Int @a) { __typename } fragment F on Query @b { __typename }"),
    ("literals", 4, "{ children(first: 1, filter: { category: [OTHER] }) { totalCount } }"),
    ("literals", 3, "query ($v: [Int] = [1, 2]) { __typename } fragment F on Query { __typename }"),
    ("literals", 2, "{ ...F } fragment F on Query { children(first: 1, after: $v) { totalCount } }"),
    ("repeats", 3, "{ __typename __typename __typename }"),
    ("repeats", 2, "{ viewer { name } ...F } fragment F on Query { viewer { name } }"),
    ("repeats", 1, "{ __typename } fragment F on Query { __typename __typename }"),
]


@pytest.mark.parametrize(("limit", "size", "text"), SIZES, ids=str)
def test_a_document_is_measured_exactly(limit: str, size: int, text: str) -> None:
    """Within its size it passes the guard; one less, and it is refused for just that."""

    def check(limits: Limits) -> None:
        limits.check("characters", len(text))
        check_document(parse(text, max_tokens=limits.tokens), limits)

    check(replace(UNLIMITED, **{limit: size}))
    refused = replace(UNLIMITED, **{limit: size - 1})
    if limit == "tokens":
        with pytest.raises(LimitExceeded) as raised:
            Operations(graphql_schema(), refused).find(text, None)
    else:
        with pytest.raises(LimitExceeded) as raised:
            check(refused)
    assert (raised.value.limit.lower(), raised.value.most) == (limit.replace("_", ""), size - 1)


COSTS = [
    # A field is 1, and so is each of what it holds; a page is as long as asked, and a count is of all of it.
    ("{ children { totalCount } }", 1 + 20),
    ("{ children(first: 5) { nodes { id name } } }", 1 + 5 * 3),
    ("{ children(last: 7) { edges { cursor node { id } } } }", 1 + 7 * 4),
    ("{ children(first: 5) { nodes { visits(first: 3) { nodes { id } } } } }", 1 + 5 * (2 + 3 * 2)),
    ('{ tenant(code: "33") { statistics { visits childrenBySex { count } } } }', 1 + 10 + 1 + (1 + len(Sex))),
    # What is asked of many kinds alike is of one of them.
    ('{ node(id: "x") { id ... on Child { name } ... on Visit { tenant { id } } } }', 1 + 1 + 2 + 3),
    ('{ nodes(ids: ["x", "y", "z"]) { id ... on Child { name } } }', 1 + 3 * (1 + 2)),
    ("mutation { signOut { signedOut } }", 2),
    ('{ __type(name: "Child") { name fields { name } } }', 1 + 2 + 5),
]


@pytest.mark.parametrize(("text", "cost"), COSTS, ids=str)
def test_what_an_operation_costs(engine: Engine, caseworker: Caller, text: str, cost: int) -> None:
    assert engine.prepare(Request(text), caseworker).cost == cost


async def test_a_page_size_in_a_variable_costs_what_it_says(engine: Engine, caseworker: Caller) -> None:
    text = "query ($n: Int, $m: Int = 200) { children(first: $n) { nodes { visits(last: $m) { nodes { id } } } } }"
    narrow = Engine(engine.schema, replace(DEFAULTS, cost=10_000))
    assert await ask(narrow, caseworker, text, {"n": 20})
    assert await refusal(narrow, caseworker, text, {"n": 200}) == "cost"
    assert await ask(narrow, caseworker, text, {"n": 200, "m": 10})
    assert await refusal(narrow, caseworker, text, {"m": 5000}) == "BAD_PAGE_SIZE"


async def test_values_are_counted_wherever_they_are(engine: Engine, caseworker: Caller) -> None:
    text = "query ($f: ChildFilter) { children(filter: $f) { totalCount } }"
    narrow = Engine(engine.schema, replace(DEFAULTS, values=5))
    for size, said in ((3, "answered"), (4, "values")):
        given = {"f": {"category": ["OTHER"] * size}}
        assert (await refusal(narrow, caseworker, text, given)).startswith(said)


@dataclass
class Called:
    times: int = 0


@contextmanager
def counting() -> Iterator[Called]:
    """How often functions are called meanwhile, ours and those of libraries."""
    called = Called()

    def count(_frame: object, event: str, _argument: object) -> None:
        called.times += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        yield called
    finally:
        sys.setprofile(None)


@pytest.mark.parametrize("name", BOMBS)
async def test_a_bomb_is_refused_at_once(engine: Engine, caseworker: Caller, name: str) -> None:
    """By a limit, in little time and little memory; without the guard some of these take seconds, or forever."""
    tracemalloc.start()
    with counting() as called:
        said = await refusal(engine, caseworker, BOMBS[name])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert said in {field.name for field in fields(Limits)} | {"rootFields"}, said
    assert peak < 20_000_000
    assert called.times < MOST_CALLS_REFUSED


LARGEST = {
    "connections": fan(40, "children { nodes { id } }"),
    "all of a page": fan(32, "children { nodes { id } pageInfo { endCursor hasNextPage } totalCount }"),
    "leaves": "{ children { nodes { name sex " + fan(100, "ageBand")[1:-1] + " } } }",
    "figures": '{ tenant(code: "33") ' + fan(80, "statistics { visits children pairings }") + " }",
    "nodes": fan(50, 'node(id: "x") { __typename id ... on Child { name sex ageBand paired category } }'),
    "nested": "{ " + "visits(first: 1) { nodes { child { " * 9 + "id" + " } } }" * 9 + " }",
}


@pytest.mark.parametrize("name", LARGEST)
def test_the_largest_that_is_answered_is_planned_soon(engine: Engine, caseworker: Caller, name: str) -> None:
    """The event loop waits meanwhile, once for each new operation."""
    fresh = Engine(engine.schema)
    with counting() as called:
        fresh.prepare(Request(LARGEST[name]), caseworker)
    assert called.times < MOST_CALLS


async def test_introspection_is_for_whom_it_is_set(world: World) -> None:
    schema = graphql_schema()
    someone, nobody = world.caller("ANALYST", PROVINCE), replace(world.caller("ANALYST", PROVINCE), session=None)
    asked = (
        '{ __type(name: "Child") { name } }',
        "query ($n: String!) { ...F } fragment F on Query { __type(name: $n) { name } }",
    )
    expected = {
        Introspection.ANYONE: ("answered", "answered"),
        Introspection.USERS: ("answered", "UNAUTHENTICATED"),
        Introspection.NOBODY: ("NO_INTROSPECTION", "NO_INTROSPECTION"),
    }
    for setting, answers in expected.items():
        engine = Engine(schema, introspection=setting)
        for text in asked:
            said = [await refusal(engine, caller, text, {"n": "Child"}) for caller in (someone, nobody)]
            assert [each.partition(":")[0] for each in said] == list(answers)
            assert await ask(engine, nobody, "{ __typename }") == {"__typename": "Query"}
