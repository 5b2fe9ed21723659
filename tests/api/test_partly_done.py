"""An operation of several mutations, of which some are done and others not, says which."""

from collections.abc import AsyncIterator, Iterable
from datetime import timedelta
from typing import Any

import asyncpg
import orjson
import pytest

from api.answering import Answering
from api.sender import Sender
from schema.build import graphql_schema
from schema.engine.engine import Engine
from tenants.administration.operator import NewGrant, add_user, grant_role, start_session
from tenants.database.transactions import Database
from tests.callers import RULES
from tests.conftest import ScratchDatabase
from tests.keys import KEYS

COUNTY = 330127000000
INPUT = 'tenant: "{tenant}", name: "x", kind: CAMP, focus: SAFETY, plannedOn: "2026-01-01"'
PLAN = "{name}: planActivity(input: {{" + INPUT + "}}) {{ activity {{ name }} userErrors {{ code }} }}"
HERE, FORBIDDEN_BELOW = PLAN.format(name="here", tenant=COUNTY), PLAN.format(name="below", tenant=330127101201)
BROKEN = PLAN.format(name="broken", tenant=COUNTY).replace('"x"', '"y"')
DONE = {"activity": {"name": "x"}, "userErrors": []}


@pytest.fixture
async def answering(database: ScratchDatabase) -> AsyncIterator[Answering]:
    opened = await Database.connect(database.application_url, 2, KEYS)
    yield Answering(Engine(graphql_schema()), opened, RULES)
    await opened.close()


@pytest.fixture
async def sender(owner: asyncpg.Connection) -> Sender:
    """A director of a county with one village; plans in her own tenant only."""
    tenants = [(COUNTY, "县", "COUNTY", None), (330127101201, "村", "VILLAGE", COUNTY)]
    await owner.executemany("insert into tenants (code, name, level, parent_code) values ($1, $2, $3, $4)", tenants)
    await add_user(owner, "director", None)
    await grant_role(owner, "director", NewGrant("DIRECTOR", COUNTY))
    return Sender(f"Bearer {await start_session(owner, 'director', timedelta(1), timedelta(1))}")


async def answered(answering: Answering, sender: Sender, fields: Iterable[str]) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads(
        (await answering.answer({"query": f"mutation {{ {' '.join(fields)} }}"}, sender)).json()
    )
    return found


@pytest.mark.parametrize(
    "fields", [(HERE, FORBIDDEN_BELOW), (FORBIDDEN_BELOW, HERE)], ids=["last fails", "first fails"]
)
async def test_what_was_done_is_told_beside_what_was_not(
    answering: Answering, sender: Sender, owner: asyncpg.Connection, fields: tuple[str, str]
) -> None:
    answer = await answered(answering, sender, fields)
    assert answer["data"] == {"here": DONE, "below": None}
    assert [(error["path"], error["extensions"]["code"]) for error in answer["errors"]] == [(["below"], "FORBIDDEN")]
    assert await owner.fetchval("select count(*) from activities") == 1


async def test_what_was_not_done_is_null_beside_its_error(
    answering: Answering, sender: Sender, owner: asyncpg.Connection
) -> None:
    answer = await answered(answering, sender, (FORBIDDEN_BELOW,))
    assert answer["data"] == {"below": None}
    (error,) = answer["errors"]
    assert (error["extensions"]["code"], error["path"]) == ("FORBIDDEN", ["below"])
    assert error["locations"] == [{"line": 1, "column": 12}]
    assert await owner.fetchval("select count(*) from activities") == 0


async def test_what_nobody_expected_hides_nothing_that_was_done_before(
    answering: Answering, sender: Sender, owner: asyncpg.Connection
) -> None:
    await owner.execute("""create function broken() returns trigger language plpgsql as
        $$ begin raise exception 'secret'; end $$""")
    await owner.execute(
        "create trigger broken before insert on activities for each row when (new.name = 'y') execute function broken()"
    )
    answer = await answered(answering, sender, (HERE, BROKEN))
    assert answer["data"] == {"here": DONE, "broken": None}
    (error,) = answer["errors"]
    assert (error["extensions"]["code"], error["path"]) == ("INTERNAL", ["broken"])
    assert error["extensions"]["requestId"] in error["message"]
    assert "secret" not in str(answer)
    assert await owner.fetchval("select count(*) from activities") == 1
