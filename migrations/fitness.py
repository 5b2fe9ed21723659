"""Why a database cannot become one of ours, each reason in one line that says what to do."""

from collections.abc import Iterator

import asyncpg

LEAST_VERSION = 15
# Everybody's day begins in Shanghai, eight hours before it does in Greenwich.
SHANGHAI = "select timestamptz '2024-01-01 00:00+00' at time zone 'Asia/Shanghai' = timestamp '2024-01-01 08:00'"
STANDS = """select current_setting('server_version_num')::int / 10000 as version, current_user as owner,
    current_database() as name, pg_encoding_to_char(encoding) as encoding, pg_is_in_recovery() as standby,
    has_schema_privilege('public', 'create') as creates
    from pg_database where datname = current_database()"""


async def faults(connection: asyncpg.Connection) -> list[str]:
    """All that is wrong with it, and how to mend it; the time zones are asked for last, because that may fail."""
    found = await connection.fetchrow(STANDS)
    wrong = [f"the database {found['name']} {reason}" for reason in reasons(found)]
    try:
        agrees = await connection.fetchval(SHANGHAI)
    except asyncpg.InvalidParameterValueError:
        agrees = False
    if not agrees:
        wrong.append("the server's time zones lack Asia/Shanghai, in which every day begins: install tzdata")
    return wrong


def reasons(found: asyncpg.Record) -> Iterator[str]:
    if found["version"] < LEAST_VERSION:
        yield f"is of PostgreSQL {found['version']}: it needs {LEAST_VERSION} or newer"
    if found["encoding"] != "UTF8":
        yield f"is in {found['encoding']}: create one with `encoding 'UTF8' template template0`"
    if found["standby"]:
        yield "is a standby, which cannot be written to: name the primary in CIRCLE_OWNER_URL"
    if not found["creates"]:
        yield f"is not {found['owner']}'s: `alter database {found['name']} owner to {found['owner']}`"
