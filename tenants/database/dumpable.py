"""Whether a dump by the owner would be whole, and whether a database is empty enough to restore one into."""

import asyncpg


async def hidden_tables(owner: asyncpg.Connection) -> list[str]:
    """The tables of which a policy might keep rows from the owner, and so from its dump."""
    rows = await owner.fetch("""
        select relname from pg_class c
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relforcerowsecurity and not (
            exists (select from pg_policy where polrelid = c.oid and polpermissive and polcmd in ('*', 'r')
                and polroles = array[current_user::regrole::oid] and pg_get_expr(polqual, polrelid) = 'true')
            and not exists (select from pg_policy where polrelid = c.oid and not polpermissive))
        order by relname""")
    return [row["relname"] for row in rows]


async def is_empty(owner: asyncpg.Connection) -> bool:
    found: bool = await owner.fetchval(
        "select not exists (select from pg_class where relnamespace = 'public'::regnamespace)"
    )
    return found
