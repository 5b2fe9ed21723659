"""An upgrade from a version that sealed nothing: all is sealed, nothing is lost, and it may be broken off."""

from collections.abc import Mapping

import asyncpg
import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from api import embedded
from migrations import run
from tenants.sealing.kept import count_by_key
from tenants.sealing.resealing import seal_plaintext
from tests.api.command.conftest import Circle, circle
from tests.conftest import ScratchDatabase
from tests.keys import KEYS, opened
from tests.planted import CHILD, MOTHER, SECRETS
from tests.tenants.sealing.test_kept import backup

__all__ = ["circle"]

COLUMNS = {"identityNumber": "identity_number", "phone": "phone", "address": "address", "health": "health"}
# What this version, or one since, has added.
ADDED = {"identity_number_hash", "phone_hash", "erased_on"}
# Each planted value is in its record and in its history; one phone is in the history alone.
VALUES = 2 * (1200 * 3 + 3 * 4)
ROWS = """
insert into tenants (code, name, level) values (330000000000, '浙江省', 'PROVINCE');
insert into caring_mothers (id, tenant_code, service_code, name, recruited_through, sector, registered_on, updated_at)
    select gen_random_uuid(), 330000000000, 330000000000, '王', 'OFFICIAL', 'OTHER', '2024-01-01', '2024-02-03'
    from generate_series(1, 1200);
insert into children (id, tenant_code, name, sex, birth_date, category, category_source, category_since, identified_on,
                      updated_at)
    select gen_random_uuid(), 330000000000, '张', 'MALE', '2015-01-01', 'ORPHAN', 'FEDERATION', '2024-01-01',
           '2024-01-01', '2024-02-03'
    from generate_series(1, 3);
"""


@pytest.fixture
async def former(database: ScratchDatabase, owner: asyncpg.Connection) -> asyncpg.Connection:
    """The test's database as the version before had it, with people in it; two children have the same text or none."""
    script = ScriptDirectory.from_config(run._config())  # noqa: SLF001  # there is one way of ours to it
    sealing = next(one for one in script.walk_revisions() if one.path.endswith("_sealing.py"))
    await owner.execute("drop schema public cascade; create schema public")
    engine = create_async_engine(
        "postgresql+asyncpg://", async_creator=lambda: asyncpg.connect(database.owner_url), poolclass=NullPool
    )
    async with engine.connect() as connection:
        await connection.run_sync(lambda synchronous: upgrade_to(synchronous, str(sealing.down_revision)))
    await owner.execute(ROWS)
    await plant(owner, "caring_mothers", MOTHER)
    await plant(owner, "children", CHILD)
    await owner.execute("update children set phone = null where id = (select min(id::text)::uuid from children)")
    return owner


def upgrade_to(connection: Connection, revision: str) -> None:
    config = run._config()  # noqa: SLF001
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


async def plant(owner: asyncpg.Connection, table: str, secrets: Mapping[str, str]) -> None:
    changed = ", ".join(f"{COLUMNS[field]} = '{secret}'" for field, secret in secrets.items())
    await owner.execute(f"alter table {table} disable trigger touched; update {table} set {changed}")
    await owner.execute(f"alter table {table} enable trigger touched")


async def plain(owner: asyncpg.Connection, table: str) -> list[dict[str, object]]:
    """The rows as they were before anything was sealed."""
    rows = [opened(table, row) for row in await owner.fetch(f"select * from {table} order by id")]
    return [{name: value for name, value in row.items() if name not in ADDED} for row in rows]


async def test_all_is_sealed_and_nothing_is_lost(former: asyncpg.Connection, circle: Circle) -> None:
    tables = ("caring_mothers", "children")
    before = [[dict(row) for row in await former.fetch(f"select * from {table} order by id")] for table in tables]
    everything = await backup(former)
    assert all(secret in everything for secret in SECRETS)
    assert circle("migrate").returncode == 0
    assert [secret for secret in SECRETS if secret in await backup(former)] == []
    assert [await plain(former, table) for table in tables] == before
    assert await former.fetchval("select count(*) from children where phone_hash is not null") == 2
    assert await count_by_key(former) == {"tests": VALUES}
    status = circle("keys", "status")
    assert (status.returncode, status.stdout) == (0, f"tests: {VALUES} values, and all new ones\n")


async def test_until_it_is_finished_nothing_serves(
    former: asyncpg.Connection, database: ScratchDatabase, circle: Circle
) -> None:
    await run.upgrade(database.owner_url, embedded.APPLICATION)
    assert await run.standing(database.application_url) is run.Standing.UNFINISHED
    assert circle("serve").stderr == f"circle: {run.Standing.UNFINISHED.value}\n"
    assert f"{VALUES} values are not sealed: run `circle migrate`" in circle("keys", "status").stderr
    with pytest.raises(asyncpg.CheckViolationError):
        await former.execute("update children set address = address")
    await seal_plaintext(database.owner_url, KEYS)
    assert await run.standing(database.application_url) is run.Standing.EQUAL
