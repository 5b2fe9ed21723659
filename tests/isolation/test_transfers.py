"""Files that were handed over: who keeps one reads all that was done for the child, who kept it only what she did."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from tenants.database.transactions import Database
from tests.conftest import ScratchDatabase
from tests.isolation.roles import ROLES
from tests.isolation.stage import Stage, set_stage
from tests.isolation.test_raw_sql import acting_as
from tests.keys import KEYS
from tests.world import OWN

ACCEPT = "update transfers set state = 'ACCEPTED', decided_on = today(), pairings_continue = true"
DONE = ("pairings", "visits", "needs", "supports", "wishes")
ROWS = """select r.id, r.tenant_code / 1000000 as county, c.tenant_code / 1000000 as keeper
    from {} r join children c on c.id = r.child_id"""
# At the county, those of its own tenant stand for all that it keeps itself; below it a director sees no more than that.
READ = """query ($id: ID!) { child(id: $id) { address visits { nodes { findings hiddenFields } }
    needs { nodes { detail } } pairings { nodes { handoverNote } } } }"""


@pytest.fixture
async def stage(database: ScratchDatabase, owner: asyncpg.Connection) -> AsyncIterator[Stage]:
    pool = await Database.connect(database.application_url, pool_size=1, keys=KEYS)
    yield await set_stage(owner, pool)
    await pool.close()


@pytest.fixture
async def application(database: ScratchDatabase) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(database.application_url)
    yield connection
    await connection.close()


async def test_row_security_follows_the_file(stage: Stage, application: asyncpg.Connection) -> None:
    await stage.owner.execute(ACCEPT)
    here = OWN // 1000000
    for table in DONE:
        rows = await stage.owner.fetch(ROWS.format(table))
        # The world has both: what was done here for a child that has left, and elsewhere for one that came.
        assert {(row["county"] == here, row["keeper"] == here) for row in rows} > {(True, False), (False, True)}
        for role in ROLES:
            wanted = {row["id"] for row in rows if here in (row["county"], row["keeper"])}
            async with acting_as(application, stage, role):
                seen = {row["id"] for row in await application.fetch(f"select id from {table}")}
            if role in ("DIRECTOR", "CASEWORKER"):
                assert seen == wanted, f"{role} {table}"
            elif role != "CARING_MOTHER":
                assert seen == set(), f"{role} {table}"


async def test_the_query_follows_it_as_far(stage: Stage) -> None:
    """A child that came to the tenant itself is read in full; one that came below it, by a caseworker alone."""
    before = {one.row["child_id"]: one.row for one in stage.world.of("transfer")}
    await stage.owner.execute(ACCEPT)
    for child, transfer in before.items():
        to, of = transfer["receiver_code"], transfer["tenant_code"]
        for role in ("DIRECTOR", "CASEWORKER"):
            found = (await stage.ask(role, READ, {"id": str(child)}))["child"]
            if to // 1000000 != OWN // 1000000:
                assert found is None, f"{role} {of} {to}"
                continue
            in_full = role == "CASEWORKER" or to == OWN
            assert (found["address"] is not None) is in_full
            assert found["visits"]["nodes"]
            assert all((one["findings"] is not None) is in_full for one in found["visits"]["nodes"])
            assert all((one["detail"] is not None) is in_full for one in found["needs"]["nodes"])
            assert all((one["handoverNote"] is not None) is in_full for one in found["pairings"]["nodes"])
