"""What stays at a tenant that others took over from: what was done there and is over, which its successor reads."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date

import asyncpg

from tenants.database.transactions import Database
from tenants.hierarchy.loading import load_tenants
from tenants.hierarchy.succeeding import succeed
from tests.callers import add_caller
from tests.conftest import ScratchDatabase
from tests.keys import KEYS
from tests.kinds import WITH_TABLES, value
from tests.tenants.hierarchy.test_succeeding import BEFORE, DAY
from tests.world import BRANCH, OWN, TENANTS, TOWNSHIP, build_world

NEW = 330199000000
MOVED = date(2024, 6, 15)
# Another code for the county, and for all below it.
LIKE = {code: code - OWN + NEW for code in (OWN, TOWNSHIP, BRANCH)}
TABLES = "select record_table::text from record_kinds order by 1"
ROWS = "select tenant_code, count(*) from {} where tenant_code >= $1 and tenant_code < $2 group by 1 order by 1"
# What has happened counts in its month, and what stands, until the month of the succession.
FIGURES = """select tenant_code, figure, dimension, month, sum(amount)::bigint as amount from recounted_shares
    where month < '2024-06-01' or not figure = any ($1)
    group by 1, 2, 3, 4 having sum(amount) <> 0 order by 1, 2, 3, 4"""
STOCKS = (
    *("caring_mothers", "children", "children_paired", "pairing_targets", "pairings", "needs_open"),
    *("venues", "projects", "projects_by_programme", "organizations"),
)
DIFFERENCES = ("statistics_differences", "account_differences", "budget_differences")
# What a tenant was set, or asks of those below it, is its own.
SETTINGS = {"targets", "checklist_items", "clearance_requirements"}
# What was done for a child is where it was done; who has the file reads it.
DONE = {"visits", "supports", "subsidies", "pairings", "needs", "wishes"}
# A file's way is told by both ends of it.
WAYS = {"transfers"}
ISSUED = "select count(*) from certificates c, verify_certificate(c.code) v where v.issuer = $1"
REOPENED = """select reopen_file(id, version, '2024-07-01') from children
    where tenant_code = $1 and closed_on is not null limit 1"""
FIRST, SECOND, THIRD, FOURTH = (330127100000 + number for number in range(1, 5))
ORGANIZATION = """insert into organizations (id, tenant_code, name, kind, credit_code, registered_on)
    values (gen_random_uuid(), $1, '县书店', 'ENTERPRISE', $2, '2024-01-05')"""
FILE_CLOSED = """update children c set closed_on = $1, closed_reason = 'MOVED_OUT'
    where tenant_code = $2 and not exists (select from pairings p where p.child_id = c.id)"""
LEFT_REGISTER = """update caring_mothers m set closed_on = $1, closed_reason = 'WITHDREW'
    where tenant_code = $2 and not exists (select from pairings p where p.caring_mother_id = m.id)"""


async def close_at_the_branch(owner: asyncpg.Connection) -> set[str]:
    """Of each kind what can be closed there: what is over is looked at, too."""
    day, closed = date(2024, 6, 1), set()
    for text in (FILE_CLOSED, LEFT_REGISTER):
        assert not (await owner.execute(text, day, BRANCH)).endswith(" 0")
    for kind in WITH_TABLES:
        if kind.closing is None:
            continue
        reason = value(kind.closing.reason, kind.fields[kind.closing.reason], 0)
        text = f"""update {kind.plural} set {kind.closing.day} = $1, {kind.closing.reason} = '{reason}'
            where {kind.closing.day} is null and tenant_code = $2"""
        with suppress(asyncpg.IntegrityConstraintViolationError):
            async with owner.transaction():
                if not (await owner.execute(text, day, BRANCH)).endswith(" 0"):
                    closed.add(kind.plural)
    return closed


async def kept(connection: asyncpg.Connection, tables: Iterable[str], county: int) -> Mapping[str, Mapping[int, int]]:
    """How many rows of each table are seen of each tenant of a county."""
    rows = {table: await connection.fetch(ROWS.format(table), county, county + 10**6) for table in tables}
    return {table: dict(of) for table, of in rows.items() if of}


async def test_nothing_is_left_behind_but_what_was_done_there(
    owner: asyncpg.Connection, database: ScratchDatabase
) -> None:
    """Of every kind of record, open or over: at the county, and at the village below it."""
    await build_world(owner)
    for code, new in LIKE.items():
        name, level, parent, _ = TENANTS[code]
        told = (new, f"新{name}", level, LIKE.get(parent or 0, parent))
        await owner.execute("insert into tenants (code, name, level, parent_code) values ($1, $2, $3, $4)", *told)
    closed = await close_at_the_branch(owner)
    assert {"venues", "organizations", "programmes", "teams", "service_offers", "care_plans", "stories"} <= closed
    tables = [row["record_table"] for row in await owner.fetch(TABLES)]
    before, figures = await kept(owner, tables, OWN), await owner.fetch(FIGURES, STOCKS)
    assert set(before) == set(tables)
    await succeed(owner, OWN, [NEW], MOVED)

    left, taken = await kept(owner, tables, OWN), await kept(owner, tables, NEW)
    assert set(left) == SETTINGS | DONE | WAYS
    for table in set(tables) - set(left):
        assert taken[table] == {LIKE[code]: count for code, count in before[table].items()}, table
    assert all(left[table] == before[table] for table in SETTINGS)
    assert await owner.fetch(FIGURES, STOCKS) == figures
    for differing in DIFFERENCES:
        assert await owner.fetch(f"select * from {differing}()") == [], differing
    assert await owner.fetchval(ISSUED, TENANTS[BRANCH][0]) == before["certificates"][BRANCH]

    pool = await Database.connect(database.application_url, pool_size=2, keys=KEYS)
    for role in ("CASEWORKER", "DIRECTOR"):
        caller = await add_caller(owner, pool, role, NEW)
        async with pool.reading(caller.actor) as reading:
            assert await kept(reading.connection, DONE, OWN) == {table: left[table] for table in DONE}
    # A closed file is the successor's to open again.
    caseworker = await add_caller(owner, pool, "CASEWORKER", NEW)
    async with pool.writing(caseworker.actor) as writing:
        assert await writing.connection.fetchval(REOPENED, LIKE[BRANCH])
    await pool.close()
    assert await owner.fetch(FIGURES, STOCKS) == figures
    assert await owner.fetch("select * from statistics_differences()") == []


async def test_a_register_has_each_organisation_once(owner: asyncpg.Connection, database: ScratchDatabase) -> None:
    """Of the same one at both, one goes over closed; and whose it was is told by name, however often it went over."""
    await load_tenants(owner, BEFORE, DAY)
    for village in (FIRST, SECOND):
        for credit_code in ("same", f"only {village % 10}"):
            await owner.execute(ORGANIZATION, village, credit_code)
    await succeed(owner, FIRST, [SECOND], MOVED)
    rows = await owner.fetch("select credit_code, closed_reason from organizations where tenant_code = $1", SECOND)
    assert {*map(tuple, rows)} == {("only 1", None), ("only 2", None), ("same", None), ("same", "MERGED")}
    await succeed(owner, SECOND, [THIRD], MOVED)
    pool = await Database.connect(database.application_url, pool_size=2, keys=KEYS)
    for village, names in ((THIRD, {"第1村", "第2村", "第3村"}), (FOURTH, {"第4村"})):
        caseworker = await add_caller(owner, pool, "CASEWORKER", village)
        async with pool.reading(caseworker.actor) as reading:
            rows = await reading.connection.fetch("select name from tenants where level = 'VILLAGE'")
            assert {row["name"] for row in rows} == names
    await pool.close()
