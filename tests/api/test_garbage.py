"""What plans are made of is thrown away with them, and not kept for a look through everything that lives."""

import gc
from collections import Counter
from contextlib import closing

import pytest

from api.planning import Planner
from schema.build import graphql_schema
from schema.caller import Caller
from schema.engine.engine import Engine, Request
from schema.engine.limits import DEFAULTS
from schema.engine.operation import valid_document
from tests.api.sockets import PATIENCE_SECONDS

PLANS, OLDEST = 40, 2
# By default it is looked through every dozen plans.
MOST_FULL = PLANS // 20


def operation(number: int) -> str:
    fields = "id name sex birthDate pairings { nodes { id visits { nodes { id kind } } } }"
    return " ".join(("{", *(f"a{number}_{n}: children {{ nodes {{ {fields} }} }}" for n in range(2)), "}"))


@pytest.mark.usefixtures("settled")
async def test_plans_call_for_few_full_collections(caseworker: Caller) -> None:
    with closing(Planner(Engine(graphql_schema()), PATIENCE_SECONDS)) as planner:
        await planner.prepare(Request(operation(PLANS)), caseworker, "her")
        before, objects = gc.get_stats()[OLDEST]["collections"], len(gc.get_objects())
        for number in range(PLANS):
            await planner.prepare(Request(operation(number)), caseworker, number)
        assert gc.get_stats()[OLDEST]["collections"] - before <= MOST_FULL
        # Each is remembered by some hundreds, and made of thousands.
        assert len(gc.get_objects()) - objects < 1000 * PLANS


def test_a_document_that_is_forgotten_is_gone_at_once() -> None:
    """However long it was remembered."""
    gc.collect()
    before = tokens()
    remembered = [valid_document(graphql_schema(), operation(0), DEFAULTS)]
    gc.collect()
    assert tokens() > before
    gc.disable()
    try:
        remembered.clear()
        assert tokens() <= before
    finally:
        gc.enable()


def tokens() -> int:
    return Counter(type(one).__name__ for one in gc.get_objects())["Token"]
