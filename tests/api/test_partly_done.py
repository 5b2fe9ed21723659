"""An operation of several mutations, of which some are done and others not, says which."""

from collections.abc import AsyncIterator
from datetime import timedelta

import asyncpg
import orjson
import pytest

from api.graphql_endpoint import GraphQLEndpoint
from api.negotiation import JSON
from schema.build import graphql_schema
from schema.engine.engine import Engine
from tenants.access.users import NewGrant, add_user, grant_role, start_session
from tenants.database import Database
from tests.callers import LIMITS, RULES
from tests.conftest import ScratchDatabase
from tests.keys import KEYS

COUNTY = 330127000000
INPUT = 'tenant: "{tenant}", name: "x", kind: CAMP, focus: SAFETY, plannedOn: "2026-01-01"'
PLAN = "{name}: planActivity(input: {{" + INPUT + "}}) {{ activity {{ name }} userErrors {{ code }} }}"
HERE, FORBIDDEN_BELOW = PLAN.format(name="here", tenant=COUNTY), PLAN.format(name="below", tenant=330127101201)
BROKEN = PLAN.format(name="broken", tenant=COUNTY).replace('"x"', '"y"')
DONE = {"activity": {"name": "x"}, "userErrors": []}


@pytest.fixture
async def endpoint(database: ScratchDatabase) -> AsyncIterator[GraphQLEndpoint]:
    opened = await Database.connect(database.application_url, 2, KEYS)
    yield GraphQLEndpoint(Engine(graphql_schema()), opened, RULES, LIMITS)
    await opened.close()


@pytest.fixture
async def headers(owner: asyncpg.Connection) -> dict[str, str]:
    """A director of a county with one village; plans in her own tenant only."""
    tenants = [(COUNTY, "县", "COUNTY", None), (330127101201, "村", "VILLAGE", COUNTY)]
    await owner.executemany("insert into tenants (code, name, level, parent_code) values ($1, $2, $3, $4)", tenants)
    await add_user(owner, "director", None)
    await grant_role(owner, "director", NewGrant("DIRECTOR", COUNTY))
    return {"authorization": f"Bearer {await start_session(owner, 'director', timedelta(1), timedelta(1))}"}


@pytest.mark.parametrize(
    "fields", [(HERE, FORBIDDEN_BELOW), (FORBIDDEN_BELOW, HERE)], ids=["last fails", "first fails"]
)
async def test_what_was_done_is_told_beside_what_was_not(
    endpoint: GraphQLEndpoint, headers: dict[str, str], owner: asyncpg.Connection, fields: tuple[str, str]
) -> None:
    body = orjson.dumps({"query": f"mutation {{ {' '.join(fields)} }}"})
    response = await endpoint.answer(body, headers, JSON, None)
    answer = orjson.loads(response.body)
    assert answer["data"] == {"here": DONE, "below": None}
    assert [(error["path"], error["extensions"]["code"]) for error in answer["errors"]] == [(["below"], "FORBIDDEN")]
    assert await owner.fetchval("select count(*) from activities") == 1


async def test_what_was_not_done_is_null_beside_its_error(
    endpoint: GraphQLEndpoint, headers: dict[str, str], owner: asyncpg.Connection
) -> None:
    response = await endpoint.answer(orjson.dumps({"query": f"mutation {{ {FORBIDDEN_BELOW} }}"}), headers, JSON, None)
    answer = orjson.loads(response.body)
    assert (response.status_code, answer["data"]) == (200, {"below": None})
    (error,) = answer["errors"]
    assert (error["extensions"]["code"], error["path"]) == ("FORBIDDEN", ["below"])
    assert error["locations"] == [{"line": 1, "column": 12}]
    assert await owner.fetchval("select count(*) from activities") == 0


async def test_what_nobody_expected_hides_nothing_that_was_done_before(
    endpoint: GraphQLEndpoint, headers: dict[str, str], owner: asyncpg.Connection
) -> None:
    await owner.execute("""create function broken() returns trigger language plpgsql as
        $$ begin raise exception 'secret'; end $$""")
    await owner.execute(
        "create trigger broken before insert on activities for each row when (new.name = 'y') execute function broken()"
    )
    text = f"mutation {{ {HERE} {BROKEN} }}"
    response = await endpoint.answer(orjson.dumps({"query": text}), headers, JSON, None)
    answer = orjson.loads(response.body)
    assert (response.status_code, answer["data"]) == (200, {"here": DONE, "broken": None})
    (error,) = answer["errors"]
    assert (error["extensions"]["code"], error["path"]) == ("INTERNAL", ["broken"])
    assert error["extensions"]["requestId"] in error["message"]
    assert b"secret" not in response.body
    assert await owner.fetchval("select count(*) from activities") == 1
