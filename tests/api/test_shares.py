"""One user does not stop the others: neither by what she reads, nor by what is new about it."""

import asyncio
from contextlib import closing
from datetime import timedelta

import asyncpg
import pytest

from api.planning import Planner
from schema.build import graphql_schema
from schema.caller import Caller
from schema.engine.engine import Engine, Request
from tenants.administration.operator import NewGrant, grant_role
from tenants.errors import TooMany
from tests.api.service import COUNTY, COUNTY_NAME, code_of, serve, settle
from tests.api.sockets import PATIENCE_SECONDS
from tests.callers import add_person
from tests.conftest import ScratchDatabase

READ, WAITING = "{ children { totalCount } }", "select count(distinct pid) from pg_locks where not granted"
OTHER = "330127.other"
ENOUGH_TURNS = 10
FIELDS = "id name sex birthDate state riskLevel identifiedOn pairings { nodes { id visits { nodes { id kind } } } }"


def large(number: int) -> str:
    """An operation that nobody has asked for, and takes long to plan."""
    lists = " ".join(f"a{number}_{n}: children(first: 1) {{ nodes {{ {FIELDS} }} }}" for n in range(14))
    return f"{{ {lists} }}"


async def test_a_users_reads_leave_connections_to_others(database: ScratchDatabase, owner: asyncpg.Connection) -> None:
    """Twelve of hers wait for a table that is locked, and take half of the connections."""
    await settle(owner)
    await add_person(owner, OTHER)
    await grant_role(owner, OTHER, NewGrant("CASEWORKER", COUNTY))
    async with serve(owner, database.application_url, pool_size=4) as service:
        token, other = await service.token(), (await service.sign_in(OTHER))["accessToken"]
        assert "errors" not in (await service.ask(COUNTY_NAME, other)).json()
        locking = await asyncpg.connect(database.owner_url)
        async with locking.transaction():
            await locking.execute("lock table children in access exclusive mode")
            reading = [asyncio.create_task(service.ask(READ, token)) for _ in range(12)]
            async with asyncio.timeout(PATIENCE_SECONDS):
                while await service.owner.fetchval(WAITING) < 2:  # noqa: ASYNC110  # nobody tells of it
                    await asyncio.sleep(0.01)
            assert "errors" not in (await service.ask(COUNTY_NAME, other)).json()
            assert await service.owner.fetchval(WAITING) == 2
            assert not any(task.done() for task in reading)
        await locking.close()
        answered = await asyncio.gather(*reading)
        assert {one.status_code for one in answered} <= {200, 503}
        assert any(one.status_code == 200 for one in answered)


@pytest.mark.usefixtures("settled")
async def test_while_a_plan_is_made_the_event_loop_turns(caseworker: Caller) -> None:
    """A loop that makes it itself turns once, to begin it."""
    turns = 0
    with closing(Planner(Engine(graphql_schema()), PATIENCE_SECONDS)) as planner:
        planning = asyncio.create_task(planner.prepare(Request(large(0)), caseworker, "her"))
        while not planning.done():
            await asyncio.sleep(0)
            turns += 1
    assert (await planning).reads
    assert turns > ENOUGH_TURNS


async def test_the_budget_is_of_a_minute(caseworker: Caller) -> None:
    """Also for a user who goes on asking: what she spent before counts no more."""
    now = [0.0]
    with closing(Planner(Engine(graphql_schema()), PATIENCE_SECONDS, lambda: now[0])) as planner:
        await planner.prepare(Request(large(0)), caseworker, "her")
        (planner.most_seconds,) = planner.spent.values()
        now[0] = 40.0
        await planner.prepare(Request(large(1)), caseworker, "her")
        with pytest.raises(TooMany):
            await planner.prepare(Request(large(2)), caseworker, "her")
        now[0] = 80.0
        await planner.prepare(Request(large(3)), caseworker, "her")


async def test_new_operations_have_a_budget_and_known_ones_none(
    database: ScratchDatabase, owner: asyncpg.Connection
) -> None:
    await settle(owner)
    await add_person(owner, OTHER)
    async with serve(owner, database.application_url, queue_timeout=timedelta(seconds=PATIENCE_SECONDS)) as service:
        token = await service.token()
        service.app.state.graphql.answering.planner.most_seconds = 0.0
        assert "errors" not in (await service.ask(READ, token)).json()
        refused = await service.ask("{ children { totalCount pageInfo { hasNextPage } } }", token)
        assert (refused.status_code, code_of(refused)) == (200, "TOO_MANY")
        assert refused.headers["retry-after"] == "60"
        assert "errors" not in (await service.ask(READ, token)).json()
        await grant_role(owner, OTHER, NewGrant("CASEWORKER", COUNTY))
        other = (await service.sign_in(OTHER))["accessToken"]
        assert "errors" not in (await service.ask("{ children(first: 1) { totalCount } }", other)).json()
