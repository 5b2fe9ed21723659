"""Attacks by those who are inside already: with a grant, an account that was made for another, or the owner's SQL."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import UUID

import asyncpg

from tenants.administration.operator import NewGrant, add_user, grant_role
from tenants.audit import seals
from tenants.audit.chaining import chain
from tenants.audit.sealing import seal
from tenants.audit.verifying import verify
from tenants.database.unsealed import Unsealed
from tenants.division import end_of
from tests.hostile.attack import Tried
from tests.hostile.inside import attempt
from tests.isolation.roles import View, view_of
from tests.isolation.stage import Stage
from tests.isolation.test_access_log import FORGED
from tests.isolation.test_in_force import ENDED, INSERT, KINDS, NOTHING, READ
from tests.keys import KEYS
from tests.schema.administration.bureau import HERS, Bureau
from tests.schema.administration.test_taking_over import WAYS, Account
from tests.tenants.audit.test_sealing import REMAKE, SEALS, TAMPERING
from tests.world import OWN

# What ends by her own row or the pairing's, and is as it was when that is; what else does is tried by its own test.
TOUCHED = ("caring_mothers", "pairings")
UNDOABLE = {
    name: statement
    for name, statement in ENDED.items()
    if "update children" not in statement and "closed_on = today()" not in statement
}
READS = "{ children(first: 20) { nodes { id name phone } } }"
CHANGED = "query ($id: ID!) { caringMother(id: $id) { version createdAt updatedAt } }"
END = "update pairings set until_on = today(), ended_reason = 'COMPLETED' where id = any ($1)"
BEGIN_AGAIN = "update pairings set until_on = null, ended_reason = null where id = any ($1)"
LOGS = "truncate access_log, access_log_unchained, access_log_chain, access_log_days, access_log_seals"
HIDDEN, EXACT = ("ANALYST", "PROJECT_MANAGER"), ("CASEWORKER", "DIRECTOR")


async def try_insiders(stage: Stage, url: str) -> AsyncIterator[Tried]:
    """In this process, with SQL as the application's role of the database at `url`."""
    connection = await asyncpg.connect(url)
    try:
        yield await try_taken_over(stage)
        yield await try_ended(connection, stage)
        yield await try_pairings_elsewhere(stage)
        yield await try_two_grants(stage)
        yield await try_log(connection, stage)
    finally:
        await connection.close()


async def try_taken_over(stage: Stage) -> Tried:
    """An administrator keeps what opened an account before its holder entered the director's code."""
    tried = Tried("an administrator in an account that she made")
    bureau = await bureau_of(stage)
    for name, prepare in WAYS.items():
        account_name, made = await bureau.create()
        account = Account(bureau, account_name, UUID(made["user"]["id"]), made["invitation"])
        opens = await prepare(account)
        code = await bureau.confirm(await bureau.give(made["user"]["id"], "PARTNER", OWN))
        await bureau.done(await bureau.caller(account_name), "acceptGrant", code=code, password=HERS)
        tried.add(name, ["still opens it"] if await opens() else [])
    return tried


async def bureau_of(stage: Stage) -> Bureau:
    staff = {"administrator": "ADMINISTRATOR", "director": "DIRECTOR"}
    known = {row["name"] for row in await stage.owner.fetch("select name from users")}
    for name in staff.keys() - known:
        await add_user(stage.owner, name, None)
        await grant_role(stage.owner, name, NewGrant(staff[name], OWN))
    return Bureau(stage.owner, stage.database, stage.engine, {})


async def try_ended(connection: asyncpg.Connection, stage: Stage) -> Tried:
    """A Caring Mother whose pairing, approval or child's file is in force no longer."""
    tried = Tried("a Caring Mother who serves no more")
    pairing = await stage.owner.fetchrow(
        "select * from pairings where caring_mother_id = $1 and until_on is null order by id limit 1", stage.world.me
    )
    given = {"child": str(pairing["child_id"]), "pairing": str(pairing["id"])}
    parties = [pairing[name] for name in ("tenant_code", "id", "child_id", "caring_mother_id")]
    for name, statement in UNDOABLE.items():
        async with changed(stage.owner, statement, stage.world.me):
            answer = await stage.ask("CARING_MOTHER", READ, given)
            faults = [f"reads {part}" for part, empty in NOTHING.items() if answer[part] != empty]
            async with connection.transaction():
                await connection.execute(stage.callers["CARING_MOTHER"].actor.settings_statement)
                seen = [kind for kind in KINDS if await connection.fetchval(f"select count(*) from {kind}")]
                written = await attempt(connection, INSERT, *parties)
            faults += [f"reads {kind} in SQL" for kind in seen]
            tried.add(name, faults + ([] if written == "InsufficientPrivilegeError" else [f"writes: {written}"]))
    return tried


async def try_pairings_elsewhere(stage: Stage) -> Tried:
    """Who sees a registration in summary watches it, while a branch out of sight ends a pairing of hers."""
    tried = Tried("pairings elsewhere, told by when a registration changed")
    elsewhere = """select id from pairings where caring_mother_id = $1 and until_on is null
                   and (tenant_code < $2 or tenant_code >= $3)"""
    for role in ("CASEWORKER", "DIRECTOR"):
        for mother in stage.world.of("caring_mother"):
            pairings = await stage.owner.fetch(elsewhere, mother.id, OWN, end_of(OWN))
            if view_of(role, mother) is View.SUMMARY and pairings:
                before = await stage.ask(role, CHANGED, {"id": str(mother.id)})
                for statement in (END, BEGIN_AGAIN):
                    await stage.owner.execute(statement, [row["id"] for row in pairings])
                    after = await stage.ask(role, CHANGED, {"id": str(mother.id)})
                    tried.add(f"{role} {mother}", [] if after == before else ["changes"])
    return tried


@asynccontextmanager
async def changed(owner: asyncpg.Connection, statement: str, *arguments: object) -> AsyncIterator[None]:
    """Rows as a statement of the owner's leaves them, and as they were behind the block, with no trigger's doing."""
    for table in TOUCHED:
        await owner.execute(f"create temp table kept_{table} as select * from {table}")
    await without_triggers(owner, statement, *arguments)
    try:
        yield
    finally:
        for table in TOUCHED:
            columns = await owner.fetchval(
                """select string_agg(quote_ident(attname), ', ') from pg_attribute where attrelid = $1::text::regclass
                   and attnum > 0 and not attisdropped and attgenerated = ''""",
                table,
            )
            back = f"update {table} t set ({columns}) = (select {columns} from kept_{table} k where k.id = t.id)"
            await without_triggers(owner, back)
            await owner.execute(f"drop table kept_{table}")


async def without_triggers(owner: asyncpg.Connection, statement: str, *arguments: object) -> None:
    async with owner.transaction():
        for table in TOUCHED:
            await owner.execute(f"alter table {table} disable trigger user")
        await owner.execute(statement, *arguments)
        for table in TOUCHED:
            await owner.execute(f"alter table {table} enable trigger user")


async def try_log(connection: asyncpg.Connection, stage: Stage) -> Tried:
    """The log's keeper, who can hash and has no key; and SQL that says somebody was shown what nobody was."""
    tried = Tried("the log, made again by its owner")
    await fresh_log(stage)
    for _ in range(2):
        for role in ("CASEWORKER", "DIRECTOR"):
            await stage.ask(role, READS)
        await log_on(stage)
    tried.add("as it is", await faults_of_log(stage))
    for name, (tampering, remade) in changes_of_log().items():
        transaction = stage.owner.transaction()
        await transaction.start()
        await stage.owner.execute(tampering)
        if remade:
            await stage.owner.execute(REMAKE)
        tried.add(name, [] if await faults_of_log(stage) else ["does not show"])
        await transaction.rollback()
    await stage.ask("CASEWORKER", READS)
    await stage.owner.execute("delete from access_log_unchained")
    await log_on(stage)
    tried.add("removed before it is chained", [] if await faults_of_log(stage) else ["does not show"])
    await fresh_log(stage)
    async with connection.transaction():
        await connection.execute(stage.callers["CASEWORKER"].actor.settings_statement)
        await connection.execute(FORGED)
    await log_on(stage)
    tried.add("logged by SQL", [] if await faults_of_log(stage) else ["does not show"])
    await fresh_log(stage)
    return tried


def changes_of_log() -> Mapping[str, tuple[str, bool]]:
    reason = "another reason"
    return {
        **{name: (statement, True) for name, statement in TAMPERING.items() if name != reason},
        **{f"seals: {name}": (statement, False) for name, statement in SEALS.items()},
    }


async def fresh_log(stage: Stage) -> None:
    await stage.owner.execute(LOGS)
    stage.database.unsealed = Unsealed()


async def log_on(stage: Stage) -> None:
    await chain(stage.database)
    await seal(stage.database)


async def faults_of_log(stage: Stage) -> list[str]:
    """Nothing is waited for."""
    waited, seals.ON_ITS_WAY = seals.ON_ITS_WAY, timedelta(0)
    try:
        return (await verify(stage.owner, KEYS)).faults
    finally:
        seals.ON_ITS_WAY = waited


async def try_two_grants(stage: Stage) -> Tried:
    """One person is given figures with the small ones hidden, and below them the exact ones."""
    tried = Tried("small figures, taken apart by two grants of one person")
    below = await stage.owner.fetchval("select min(code) from tenants where parent_code = $1", OWN)
    give = "insert into grants (user_id, role, tenant_code) select id, $2, $3 from users where name = $1"
    for hidden in HIDDEN:
        for exact in EXACT:
            for first, second in (((hidden, OWN), (exact, below)), ((exact, below), (hidden, OWN))):
                transaction = stage.owner.transaction()
                await transaction.start()
                await add_user(stage.owner, "somebody with two", None)
                await stage.owner.execute(give, "somebody with two", *first)
                came = await attempt(stage.owner, give, "somebody with two", *second)
                tried.add(f"{first[0]}, then {second[0]}", [] if came == "CheckViolationError" else [came])
                await transaction.rollback()
    return tried
