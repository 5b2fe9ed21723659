"""The role that serves requests: refused where row-level security would not hold it, or it could make that so."""

import asyncpg

# Membership counts, whether it inherits or not: SET ROLE is enough.
WEAKNESS = """select current_user as name, case
    when exists (select from pg_roles where rolsuper and pg_has_role(oid, 'member'))
        then 'is a superuser, or a member of one'
    when exists (select from pg_roles where rolbypassrls and pg_has_role(oid, 'member'))
        then 'has BYPASSRLS, or is a member of a role that has'
    when exists (select from pg_roles where rolcreaterole and pg_has_role(oid, 'member'))
        then 'has CREATEROLE, or is a member of a role that has'
    when exists (select from pg_class where relnamespace = 'public'::regnamespace and pg_has_role(relowner, 'member'))
        or exists (select from pg_namespace where nspname = 'public' and pg_has_role(nspowner, 'member'))
        then 'owns tables, or is a member of the role that owns them'
    end as weakness"""


class UnfitRole(Exception):
    """Nothing is served as this role; the message is one line for a person."""


async def refuse_unfit_role(connection: asyncpg.Connection) -> None:
    """Raises UnfitRole where the connection's role could read or write what row-level security keeps from it."""
    found = await connection.fetchrow(WEAKNESS)
    if found["weakness"]:
        raise UnfitRole(f"CIRCLE_DATABASE_URL: the role {found['name']} {found['weakness']}; it needs a plain role")
