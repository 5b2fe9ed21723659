"""Attacks from within: SQL as the application's role, without a token, with names and ids, or under one's own grant."""

from collections.abc import AsyncIterator, Mapping

import asyncpg

from tests.hostile.attack import Tried
from tests.isolation.roles import ROLES
from tests.isolation.stage import Stage
from tests.world import TABLES

# Of an account whose id is known, and what has to come of it: a token, a password or a code would have to come before.
UNPROVEN: Mapping[str, str] = {
    "select password_hash from users": "InsufficientPrivilegeError",
    "select secret from second_factors": "InsufficientPrivilegeError",
    "select * from sign_in_proofs": "InsufficientPrivilegeError",
    "select key from actor_key": "InsufficientPrivilegeError",
    "select actor_setting()": "InsufficientPrivilegeError",
    "select act_as('DIRECTOR', 0, 10, null, null, null)": "InsufficientPrivilegeError",
    "select live_grants('{user}')": "InsufficientPrivilegeError",
    "insert into sign_in_proofs (user_id, second_factor) values ('{user}', true)": "InsufficientPrivilegeError",
    "insert into sessions (user_id) values ('{user}')": "InsufficientPrivilegeError",
    "select start_session('{user}', 'f', 'a', '1h', 'r', '1h', '1h', null)": "InsufficientPrivilegeError",
    "select start_session(gen_random_uuid(), 'f', 'a', '1h', 'r', '1h', '1h', null)": "InsufficientPrivilegeError",
    "select take_second_factor('{user}', 'SECOND_FACTOR_RESET', null)": "InsufficientPrivilegeError",
    "select void_proofs('{user}', 'x', null)": "InsufficientPrivilegeError",
    "select note_account_event('{user}', 'SIGNED_IN', null, null)": "InsufficientPrivilegeError",
    "select keep_places('{user}', array['a'::bytea])": "InsufficientPrivilegeError",
    "select find_identity('https://provider.example', 'wang')": "InsufficientPrivilegeError",
}
# What a registration is approved for.
REWRITTEN = (
    *(
        "capacity = 21 - capacity",
        "service_code = case service_code when 330000000000 then 330100000000 else 330000000000 end",
        "name = name || 'x'",
        "identity_number = null",
    ),
    "birth_date = birth_date - 1",
)


async def attempt(connection: asyncpg.Connection, statement: str, *arguments: object) -> str:
    """The status of a statement, or the kind of its error; nothing else of the transaction is lost."""
    try:
        async with connection.transaction():
            status: str = await connection.execute(statement, *arguments)
    except asyncpg.PostgresError as error:
        return type(error).__name__
    return status


async def try_inside(stage: Stage, url: str) -> AsyncIterator[Tried]:
    """As the application's role of the database at `url`."""
    connection = await asyncpg.connect(url)
    try:
        for attack in (try_forged, try_unproven, try_approved):
            yield await attack(connection, stage)
    finally:
        await connection.close()


async def try_forged(connection: asyncpg.Connection, stage: Stage) -> Tried:
    """By settings of every name that there is a function for."""
    tried = Tried("SQL as the application: settings that say who acts")
    functions = await connection.fetch("select substr(proname, 7) as name from pg_proc where proname ~ '^actor_'")
    names = [*(row["name"] for row in functions), "actor", "a"]
    for role in ROLES:
        actor = stage.callers[role].actor
        low, high = 0, 10**13
        told = f"{role}|{low}|{high}|[{low},{high})|{actor.session.user_id}|{actor.grant.id}|"
        async with connection.transaction():
            for name, value in (*((one, told) for one in names), ("role", role), ("low", low), ("high", high)):
                await connection.execute("select set_config($1, $2, true)", f"circle.{name}", str(value))
            for table in TABLES.values():
                seen = await connection.fetchval(f"select count(*) from {table}")
                tried.add(f"{role} by hand", [f"shows {seen} of {table}"] if seen else [])
    return tried


async def try_unproven(connection: asyncpg.Connection, stage: Stage) -> Tried:
    """By the owner's functions and tables."""
    tried = Tried("SQL as the application: somebody's hash, session or factor")
    for role in ROLES:
        user = stage.callers[role].actor.session.user_id
        for statement, wanted in UNPROVEN.items():
            came = await attempt(connection, statement.format(user=user))
            tried.add(statement, [] if came == wanted else [came])
    return tried


async def try_approved(connection: asyncpg.Connection, stage: Stage) -> Tried:
    """What was approved is changed, alone or with the terms of its approval."""
    tried = Tried("SQL under a grant: an approval that outlasts what was approved")
    approved = [one for one in stage.world.of("caring_mother") if one.row["screening_state"] == "APPROVED"]
    for role in ("CASEWORKER", "DIRECTOR"):
        for change in (*REWRITTEN, *(f"{one}, screening_until = screening_until - 1" for one in REWRITTEN)):
            transaction = connection.transaction()
            await transaction.start()
            await connection.execute(stage.callers[role].actor.settings_statement)
            for one in approved:
                came = await attempt(connection, f"update caring_mothers set {change} where id = $1", one.id)
                state = await state_of(connection, one.id) if came == "UPDATE 1" else "PENDING"
                tried.add(f"{role}: {change}", [] if state == "PENDING" else [f"is {state}"])
            await transaction.rollback()
    return tried


async def state_of(connection: asyncpg.Connection, mother: object) -> str:
    state: str = await connection.fetchval("select screening_state from caring_mothers where id = $1", mother)
    return state
