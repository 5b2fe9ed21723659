"""A pairing opens a file, and adds a visit, only while it is in force: for every kind of a file, by every way in."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import asyncpg
import pytest

from api import embedded
from tenants.database.connections import Connections
from tenants.database.transactions import Database
from tests.conftest import ScratchDatabase, scratch
from tests.hostile.inside import attempt
from tests.isolation.stage import Stage, Staged, on_other_database
from tests.isolation.test_raw_sql import acting_as, count
from tests.keys import KEYS
from tests.test_house import MODULES

HER_CHILDREN = "id in (select child_id from pairings where caring_mother_id = $1 and until_on is null)"
# What ends it, done by the owner's own SQL. No rule closes a registration that is paired: it is tried anyway.
ENDED = {
    "the pairings ended": """update pairings set until_on = today(), ended_reason = 'COMPLETED'
        where caring_mother_id = $1 and until_on is null""",
    "she was rejected": """update caring_mothers set screening_state = 'REJECTED', screening_until = null
        where id = $1""",
    "she is screened anew": """update caring_mothers set screening_state = 'PENDING', screening_until = null
        where id = $1""",
    "her screening lapsed": "update caring_mothers set screening_until = today() - 1 where id = $1",
    "her registration closed": """update caring_mothers set closed_on = today(), closed_reason = 'WITHDREW'
        where id = $1""",
    "the files closed": f"""update children set closed_on = today(), closed_reason = 'MOVED_OUT'
        where {HER_CHILDREN}""",
    "the children are not on file": f"update children set on_file_on = null where {HER_CHILDREN}",
}
KINDS = ("children", "pairings", "visits")
READ = """query ($child: ID!, $pairing: ID!) {
    children { totalCount } pairings { totalCount } visits { totalCount }
    child(id: $child) { id } pairing(id: $pairing) { id } node(id: $child) { id } }"""
RECORD = """mutation ($pairing: ID!) { recordVisit(input: {pairingId: $pairing, visitedOn: "2024-02-02", kind: HOME,
    contactMade: true, accompaniedBy: "李主任", lateReason: "山区无信号"}) {
    visit { id } userErrors { code field } } }"""
INSERT = """insert into visits (id, tenant_code, pairing_id, child_id, caring_mother_id, visited_on, kind, contact_made)
    values (gen_random_uuid(), $1, $2, $3, $4, '2024-02-02', 'HOME', true)"""
SPELLED = """
    select proname::text as name from pg_proc
    where pronamespace = 'public'::regnamespace and prokind = 'f' and pg_get_functiondef(oid) ~ 'screening_[su]'
    union all select relname::text from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'v' and pg_get_viewdef(oid) ~ 'screening_[su]'
    union all select polname || ' on ' || polrelid::regclass from pg_policy
    where concat(pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) ~ 'screening_[su]'"""
# Where Python writes and shows it; what it means is the database's to say.
SHOWN = (Path("tenants/records/caring_mother"), Path("tenants/demo"))
NOTHING = {**{kind: {"totalCount": 0} for kind in KINDS}, "child": None, "pairing": None, "node": None}


@pytest.fixture
async def database(template: embedded.Addresses, staged: Staged) -> AsyncIterator[ScratchDatabase]:
    async with scratch(template, staged.database.name) as made:
        yield made


@pytest.fixture(params=["both layers", "policy alone"])
async def stage(
    request: pytest.FixtureRequest, staged: Staged, database: ScratchDatabase, owner: asyncpg.Connection
) -> AsyncIterator[Stage]:
    """A stage of the test's own, to change; and with row-level security out of the way."""
    if request.param == "both layers":
        pool = await Database.connect(database.application_url, pool_size=2, keys=KEYS)
    else:
        pool = Database(Connections(await asyncpg.create_pool(database.owner_url, min_size=0, max_size=2)), KEYS)
    yield replace(on_other_database(staged.stage, pool), owner=owner)
    await pool.close()


@pytest.fixture
async def application(database: ScratchDatabase) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(database.application_url)
    yield connection
    await connection.close()


@pytest.fixture
async def pairing(stage: Stage) -> asyncpg.Record:
    """One of hers, in force."""
    return await stage.owner.fetchrow(
        "select * from pairings where caring_mother_id = $1 and until_on is null order by id limit 1", stage.world.me
    )


async def test_in_force_it_opens_the_file_and_adds_a_visit(
    stage: Stage, application: asyncpg.Connection, pairing: asyncpg.Record
) -> None:
    given = {"child": str(pairing["child_id"]), "pairing": str(pairing["id"])}
    answer = await stage.ask("CARING_MOTHER", READ, given)
    assert [kind for kind in KINDS if not answer[kind]["totalCount"]] == []
    assert [name for name in ("child", "pairing", "node") if answer[name] is None] == []
    done = (await stage.ask("CARING_MOTHER", RECORD, {"pairing": given["pairing"]}))["recordVisit"]
    assert (done["visit"] is not None, done["userErrors"]) == (True, [])
    async with acting_as(application, stage, "CARING_MOTHER"):
        assert [kind for kind in KINDS if not await count(application, kind)] == []
        assert await add_visit(application, pairing) == "INSERT 0 1"


@pytest.mark.parametrize("ended", ENDED)
async def test_not_in_force_it_does_nothing(
    stage: Stage, application: asyncpg.Connection, pairing: asyncpg.Record, ended: str
) -> None:
    await stage.owner.execute("alter table caring_mothers drop constraint caring_mothers_closed_on_while_paired")
    await stage.owner.execute(ENDED[ended], stage.world.me)
    given = {"child": str(pairing["child_id"]), "pairing": str(pairing["id"])}
    assert await stage.ask("CARING_MOTHER", READ, given) == NOTHING
    done = (await stage.ask("CARING_MOTHER", RECORD, {"pairing": given["pairing"]}))["recordVisit"]
    assert done == {"visit": None, "userErrors": [{"code": "NOT_FOUND", "field": ["input", "pairingId"]}]}
    async with acting_as(application, stage, "CARING_MOTHER"):
        assert [kind for kind in KINDS if await count(application, kind)] == []
        assert await add_visit(application, pairing) == "InsufficientPrivilegeError"


async def add_visit(application: asyncpg.Connection, pairing: asyncpg.Record) -> str:
    parties = (pairing[name] for name in ("tenant_code", "id", "child_id", "caring_mother_id"))
    return await attempt(application, INSERT, *parties)


async def test_what_keeps_a_caring_mother_is_said_once(owner: asyncpg.Connection) -> None:
    # The others say where an approval stands, and keep it as the screenings say; none says what follows from it.
    kept = {"record_approvals", "screening_decided", "screening_followed", "screenings_told"}
    assert {row["name"] for row in await owner.fetch(SPELLED)} - kept == {"obstacles_of_caring_mothers"}
    spelled = re.compile("screening_(state|until)")
    assert [m for m in MODULES if spelled.search(m.text) and m.path.parent not in SHOWN] == []
