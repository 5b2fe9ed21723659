"""What protects a kind, word for word, and which kinds stand for all that are protected alike.

The whole matrix is tried with those; of the others it is compared that nothing but their names is different.
"""

import re
from collections.abc import Mapping

import asyncpg
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import dialect

from tenants.access.policy import Role
from tenants.access.scope import Scope, Verb
from tenants.errors import Forbidden
from tenants.kinds.kind import Kind
from tenants.reading.record import Record
from tenants.reading.visibility import is_fully_visible, is_visible
from tenants.records.kinds import KINDS
from tests.isolation.roles import CLASSES, class_of

Texts = Mapping[str, str]

# Of a child's pairings a Caring Mother sees her own: what is protected by more than its class stands for itself, as does
# a view, which has no policies.
ALONE = {"pairing"} | {kind.single for kind in KINDS if kind.view}
STANDING = {kinds[0] for kinds in CLASSES.values()} | ALONE

POLICIES = """
select format('%s %s %s %s', polname, polcmd, polpermissive, polroles::regrole[]) as name,
    coalesce(pg_get_expr(polqual, polrelid), '') || ' / ' || coalesce(pg_get_expr(polwithcheck, polrelid), '') as said
from pg_policy where polrelid = $1::regclass
"""
RIGHTS = """
select format('%s %s %s %s', relacl, relrowsecurity, relforcerowsecurity, (select array_agg(format('%s %s', attname, attacl))
    from pg_attribute where attrelid = pg_class.oid and attacl is not null))
from pg_class where oid = $1::regclass
"""
OPENS = "select prosrc from pg_proc where proname = 'actor_opens'"


def stands_for(kind: str) -> str:
    """The kind that the whole matrix is tried with."""
    return kind if kind in ALONE else CLASSES[class_of(kind)][0]


def policy_of(record: Record, roles: Mapping[str, Role]) -> Texts:
    """The scopes of every verb, and the conditions that follow from them, by role."""
    scopes = {
        f"{role.name} {verb}": ", ".join(sorted(role.scopes(record.single, verb)))
        for role in roles.values()
        for verb in Verb
    }
    return scopes | {f"{role.name} sees": seen_by(record, role) for role in roles.values()}


def seen_by(record: Record, role: Role) -> str:
    row = record.table
    try:
        conditions = is_visible(role, record, row), is_fully_visible(role, record, row)
    except Forbidden:
        return "nothing"
    listed = role.scopes(record.single, Verb.VIEW_SUMMARY) | role.scopes(record.single, Verb.VIEW_FULL) != {Scope.TIED}
    said = [str(select(row.c[record.key]).where(one).compile(dialect=dialect())) for one in conditions]
    return nameless(f"{listed} {said}", record)


async def catalog_of(owner: asyncpg.Connection, record: Record) -> Texts:
    """What the database itself has of the kind's table: policies, rights, and whether a record is open."""
    policies = {row["name"]: row["said"] for row in await owner.fetch(POLICIES, record.table.name)}
    opens = re.search(rf"when '{record.code}' then (.*);", await owner.fetchval(OPENS))
    rights = await owner.fetchval(RIGHTS, record.table.name)
    told = {**policies, "rights": rights, "opens": opens[1] if opens else ""}
    return {name: nameless(said, record) for name, said in told.items()}


def nameless(said: str, record: Record) -> str:
    """The same without the names of the table and of the column that tells whom a record is about."""
    about = record.subjects[0].key if record.subjects else "id"
    return re.sub(rf"\b{about}\b", "ABOUT", re.sub(rf"\b{record.table.name}\b", "TABLE", said))


def differences(of_kinds: Mapping[str, Texts]) -> list[str]:
    """Where a kind is not protected as the one that stands for it."""
    return sorted(
        f"{kind} {name}"
        for kind, texts in of_kinds.items()
        for name in texts.keys() | of_kinds[stands_for(kind)].keys()
        if texts.get(name) != of_kinds[stands_for(kind)].get(name)
    )

