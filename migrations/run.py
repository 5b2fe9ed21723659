"""Brings a database up to the code's revision, and says how the two stand to each other."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import Enum
from pathlib import Path
from typing import cast

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from migrations import repeatable
from migrations.fitness import faults
from migrations.sql import LOCK_TIMEOUT, STATEMENT_TIMEOUT

FOLDER = Path(__file__).parent
# One migration at a time in a database, whoever starts it; any number will do, as long as it stays.
MIGRATING = 4_715_226_033
# The revisions of the time before the first release, which are no more.
UNRELEASED = re.compile(r"00[012]\d")


class MigrationError(Exception):
    """The database cannot be brought to the code's revision; the message is one line for a person."""


class Standing(Enum):
    """How a database stands to the code."""

    EQUAL = "the database is of this program's version"
    OLDER = "the database is older than this program: run `circle migrate`"
    OTHER = "the database's functions are not those of this program: run `circle migrate` of the newer of the two"
    NEWER = "the database is newer than this program: install the program's newer version"
    UNRELEASED = (
        "the database is of a version that was never released, and cannot be brought up: "
        "keep it for that version, and begin with an empty one"
    )


async def upgrade(owner_url: str, application_role: str) -> None:
    """Bring the database of `owner_url` to the newest revision and give `application_role` its privileges anew.

    All of it is one transaction. Raises MigrationError when the database cannot be one of ours, is newer than the code
    or of no released version, the role may not serve as the application's or a step fails; ConnectionError when the
    database does not answer.
    """
    async with _asking(owner_url) as connection:
        for fault in await faults(connection):
            raise MigrationError(fault)
    stands = await standing(owner_url)
    if stands in {Standing.NEWER, Standing.UNRELEASED}:
        raise MigrationError(stands.value)
    engine = create_async_engine(
        "postgresql+asyncpg://", async_creator=lambda: _connect_alone(owner_url), poolclass=NullPool
    )
    try:
        async with engine.connect() as connection:
            await _refuse_unfit(connection, application_role)
            await _migrate(connection, application_role)
            await connection.commit()
    except (asyncpg.PostgresError, DBAPIError) as error:
        reason = str(error).partition("\n")[0]
        raise MigrationError(f"migrating stopped, and nothing of it was kept: {reason}") from error


async def current_revision(url: str) -> str | None:
    """Name the revision of the database at `url`, which either role may ask; None when it was never migrated."""
    try:
        async with _asking(url) as connection:
            revision: str | None = await connection.fetchval("select version_num from alembic_version")
    except (asyncpg.UndefinedTableError, asyncpg.InsufficientPrivilegeError):
        return None
    return revision


async def standing(url: str) -> Standing:
    """Say whether the database at `url` is of the code's revision, an older one, or one the code does not know."""
    revision = await current_revision(url)
    script = ScriptDirectory.from_config(_config())
    if revision == script.get_current_head():
        return Standing.EQUAL if await _has_the_same_functions(url) else Standing.OTHER
    if revision is not None and UNRELEASED.fullmatch(revision):
        return Standing.UNRELEASED
    try:
        return Standing.OLDER if revision is None or script.get_revision(revision) else Standing.NEWER
    except CommandError:
        return Standing.NEWER


async def _has_the_same_functions(url: str) -> bool:
    async with _asking(url) as connection:
        return await repeatable.applied(connection) == repeatable.digests()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _upgrade_to_head(connection: Connection) -> bool:
    """Run the pending revisions; whether there were any."""
    config = _config()
    config.attributes["connection"] = connection
    before = MigrationContext.configure(connection).get_current_revision()
    command.upgrade(config, "head")
    return before != ScriptDirectory.from_config(config).get_current_head()


async def _connect(url: str, wish: str | None = None) -> asyncpg.Connection:
    try:
        return await asyncpg.connect(url, statement_cache_size=0, target_session_attrs=wish)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        reason = str(error).partition("\n")[0] or "in time"
        raise ConnectionError(f"the database does not answer: {reason}") from error


@asynccontextmanager
async def _asking(url: str) -> AsyncIterator[asyncpg.Connection]:
    """In one transaction, because a pooler may lend another server for the next."""
    connection = await _connect(url)
    try:
        async with connection.transaction(readonly=True):
            yield connection
    finally:
        await connection.close()


async def _connect_alone(url: str) -> asyncpg.Connection:
    connection = await _connect(url, "read-write")
    async with connection.transaction():
        backend = await connection.fetchval("select pg_backend_pid()")
    if backend != connection.get_server_pid():
        await connection.close()
        raise MigrationError("CIRCLE_OWNER_URL goes through a pooler: migrating needs the server itself")
    await connection.execute(f"select pg_advisory_lock({MIGRATING})")
    return connection


async def _refuse_unfit(connection: AsyncConnection, role: str) -> None:
    found = await connection.execute(
        text("""select exists (select from pg_roles
                    where (rolsuper or rolbypassrls or rolcreaterole or rolname = current_user)
                      and pg_has_role(role.oid, oid, 'member'))
                from pg_roles role where rolname = :role"""),
        {"role": role},
    )
    unfit = found.scalar()
    await connection.rollback()
    if unfit is None:
        raise MigrationError(f"the application's role {role} does not exist in the database")
    if unfit:
        raise MigrationError(f"the application's role {role} could pass row-level security: it needs a plain role")


async def _migrate(connection: AsyncConnection, role: str) -> None:
    """Run what is pending. The two settings are not only limits: they open the transaction that all of it is in."""
    await connection.execute(text(f"set local lock_timeout = '{LOCK_TIMEOUT}'"))
    await connection.execute(text(f"set local statement_timeout = '{STATEMENT_TIMEOUT}'"))
    raw = cast("asyncpg.Connection", (await connection.get_raw_connection()).driver_connection)
    known = await repeatable.applied(raw)
    await repeatable.apply_before_tables(raw, known)
    if await connection.run_sync(_upgrade_to_head):
        known = {}
        await raw.execute("delete from applied_sql")
    quoted = connection.dialect.identifier_preparer.quote_identifier(role)
    await repeatable.apply(raw, known, quoted)
