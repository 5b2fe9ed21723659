"""What protects a kind, word for word, and which kinds stand for all that are protected alike.

The whole matrix is tried with those; of the others it is compared that nothing but their names is different.
"""

import re
from collections.abc import Iterable, Mapping

import asyncpg
from sqlalchemy import func, select

from tenants.access.policy import Role
from tenants.access.scope import Scope, Verb
from tenants.database.compiling import compile_statement
from tenants.errors import Forbidden
from tenants.reading.record import Record
from tenants.reading.visibility import is_fully_visible, is_visible
from tenants.records.kinds import KINDS
from tests.isolation.roles import CLASSES, class_of

Texts = Mapping[str, str]

# What is protected by more than its class stands for itself: of pairings a Caring Mother sees her own, to which
# alone she adds visits; a view has no policies.
ALONE = {"pairing", "visit", "incident_amendment"} | {kind.single for kind in KINDS if kind.read_only}

# The database says these itself: a statement that gives one is refused before row security is asked.
ITS_OWN = (
    *("created_at", "created_by", "updated_at", "updated_by", "paired_on", "stays", "counted_in", "erased_on"),
    "handed_over",
    *("screening_state", "screening_until", "cleared_on", "trained_on", "training_days"),
    *("category_history", "risk_level", "risk_history", "untargeted_on", "merged_into_id"),
)
POLICIES = """
select format('%s %s %s %s', polname, polcmd, polpermissive, polroles::regrole[]) as name,
    coalesce(pg_get_expr(polqual, polrelid), '') || ' / ' || coalesce(pg_get_expr(polwithcheck, polrelid), '') as said
from pg_policy where polrelid = $1::regclass
"""
# On the table, and on its columns: those that whoever writes gives, and those that the database fills.
RIGHTS = """
select format('%s %s %s', relacl, relrowsecurity, relforcerowsecurity) as of_table,
    array_agg(distinct attacl::text) filter (where attname <> all ($2) and attgenerated = '') as given,
    array_agg(distinct attacl::text) filter (where attname = any ($2) or attgenerated <> '') as filled
from pg_class join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
where pg_class.oid = $1::regclass group by pg_class.oid
"""
OPENS = "select prosrc from pg_proc where proname = 'actor_opens'"


def stands_for(kind: str) -> str:
    """The kind that the whole matrix is tried with."""
    return kind if kind in ALONE else next(one for one in CLASSES[class_of(kind)] if one not in ALONE)


def is_standing(kind: str) -> bool:
    """Whether it is one that the whole matrix is tried with; so is what is no kind of record."""
    return all(kind not in kinds for kinds in CLASSES.values()) or stands_for(kind) == kind


def standing(cells: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of roles and kinds those with a kind that the whole matrix is tried with."""
    return [(role, kind) for role, kind in cells if is_standing(kind)]


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
    said = [compile_statement(select(func.count()).select_from(row).where(one)).text for one in conditions]
    return nameless(f"{listed} {said}", record)


async def catalog_of(owner: asyncpg.Connection, record: Record) -> Texts:
    """What the database itself has of the kind's table: policies, rights, and whether a record is open."""
    policies = {row["name"]: row["said"] for row in await owner.fetch(POLICIES, record.table.name)}
    opens = re.search(rf"when '{record.code}' then (?:.* where id = \$2 and )?(.*);", await owner.fetchval(OPENS))
    rights = await owner.fetchrow(RIGHTS, record.table.name, ITS_OWN)
    told = {**policies, "rights": str(dict(rights or {})), "opens": opens[1] if opens else ""}
    return {name: nameless(said, record) for name, said in told.items()}


def nameless(said: str, record: Record) -> str:
    """The same without the names of the table and of the column that tells whom a record is about."""
    about = record.subjects[0].key if record.subjects else record.key
    unqualified = re.sub(rf"(?<=FROM ){record.table.name}\b|\b{record.table.name}\.", "", said)
    return re.sub(rf"\b{about}\b", "ABOUT", unqualified)


def differences(of_kinds: Mapping[str, Texts]) -> list[str]:
    """Where a kind is not protected as the one that stands for it."""
    return sorted(
        f"{kind} {name}"
        for kind, texts in of_kinds.items()
        for name in texts.keys() | of_kinds[stands_for(kind)].keys()
        if texts.get(name) != of_kinds[stands_for(kind)].get(name)
    )
