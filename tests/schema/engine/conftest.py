"""The world of these tests, in a database of its own that nothing changes."""

from collections.abc import AsyncIterator

import pytest
from graphql import GraphQLSchema, build_schema

from api import embedded
from schema.build import graphql_schema, print_sdl
from schema.caller import Caller
from schema.engine.engine import Engine
from tests.conftest import scratch
from tests.schema.engine.drawing import COUNTY
from tests.schema.engine.memory import Records, load
from tests.schema.engine.records_world import World, open_world


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-pinned", action="store_true", help="write the pinned answers and statements anew")


@pytest.fixture(scope="session")
async def world(template: embedded.Addresses) -> AsyncIterator[World]:
    """Fill a database that the tests only read."""
    async with scratch(template) as made:
        opened = await open_world(made.owner_url, made.application_url)
        yield opened
        await opened.database.close()


@pytest.fixture(scope="session")
async def records(world: World) -> Records:
    return await load(world.owner_url)


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine(graphql_schema())


@pytest.fixture(scope="session")
def printed_schema() -> GraphQLSchema:
    """The schema as its clients read it, with nothing behind it."""
    return build_schema(print_sdl())


@pytest.fixture
def caseworker(world: World) -> Caller:
    return world.caller("CASEWORKER", COUNTY)
