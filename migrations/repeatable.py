"""The SQL that is applied again wherever it changed: functions, views, triggers, policies, privileges.

A file whose name begins with 0 needs no table, and tables may need it: it is applied before the revisions, too. The
last one is applied at every migrate.
"""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import asyncpg

FOLDER = Path(__file__).parent / "repeatable"
BEFORE_TABLES, EVERY_TIME = "0", "99"


def digests() -> dict[str, str]:
    """Give the digest of each file, in the order in which they are applied."""
    return {file.name: sha256(file.read_bytes()).hexdigest() for file in sorted(FOLDER.glob("*.sql"))}


async def applied(connection: asyncpg.Connection) -> dict[str, str]:
    """Ask the database for the digests of the files as they were applied last; none where it was never migrated."""
    if not await connection.fetchval("select to_regclass('applied_sql') is not null"):
        return {}
    rows = await connection.fetch("select name, digest from applied_sql where name like '%.sql'")
    return {row["name"]: row["digest"] for row in rows}


async def apply_before_tables(connection: asyncpg.Connection, known: Mapping[str, str]) -> None:
    """Apply what tables need, where it is not the same as `known`."""
    for name, digest in digests().items():
        if name.startswith(BEFORE_TABLES) and known.get(name) != digest:
            await _run(connection, name)


async def apply(connection: asyncpg.Connection, known: Mapping[str, str], application: str) -> None:
    """Apply every file that is not the same as `known`; `application` is the role's name, quoted."""
    files = digests()
    for name, digest in files.items():
        if known.get(name) != digest or name.startswith(EVERY_TIME):
            await _run(connection, name, application)
    await connection.execute("delete from applied_sql where name like '%.sql'")
    await connection.executemany("insert into applied_sql values ($1, $2)", files.items())


async def _run(connection: asyncpg.Connection, name: str, application: str = "") -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    await connection.execute(text.replace('"{application}"', application))
