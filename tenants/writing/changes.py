"""Adds and changes records: found as a reader would find them, then written under the version that was found."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any
from uuid import UUID

import asyncpg
from uuid_utils.compat import uuid7

from tenants.access.scope import Scope, Verb
from tenants.database.compiling import Compiled
from tenants.database.transactions import Writing
from tenants.encryption.columns import encrypt_columns, without_unchanged
from tenants.errors import Forbidden, Problem, ProblemCode, Rejected
from tenants.hierarchy.exposed import TENANT_RECORD
from tenants.reading.disclosure import disclosure_of
from tenants.reading.logging import log_access
from tenants.reading.record import Record
from tenants.reading.roots import parse_uuid
from tenants.reading.selection import Selection
from tenants.writing.rule import Values
from tenants.writing.standing import Standing, is_empty
from tenants.writing.statements import compile_add, compile_change, compile_find
from tenants.writing.violations import rejection_of

UUID_VERSION = 7
# Of a tenant that is given a new record.
OPEN_TENANT = (is_empty("closed_on"),)


async def find(  # noqa: PLR0913  # what, where and how it stands
    writing: Writing,
    record: Record,
    key: object,
    field: str,
    scopes: frozenset[Scope] | None,
    *,
    standing: tuple[Standing, ...] = (),
) -> asyncpg.Record:
    """The row of a visible record, within the scopes, or wherever it is if it is only referred to (None).

    Raises Rejected (NOT_FOUND) for the field, and Forbidden for a record that is visible but out of reach.
    """
    role = writing.actor.grant.role
    found = await writing.fetch_compiled(compile_find(record, role, scopes, standing), {"key": key})
    if found is None:
        raise Rejected([Problem(ProblemCode.NOT_FOUND, (field,))])
    if not found["allowed"]:
        raise Forbidden(role=role.name, resource=record.single)
    return found


async def find_named(  # noqa: PLR0913  # what, where and how it stands
    writing: Writing,
    record: Record,
    values: Values,
    field: str,
    scope: tuple[str, Verb] | None = None,
    *,
    standing: tuple[Standing, ...] = (),
) -> asyncpg.Record:
    """The visible record whose id a field holds, as far as a verb on a resource goes, or anywhere (None).

    Raises as `find` does.
    """
    scopes = None if scope is None else writing.actor.grant.role.scopes(*scope)
    return await find(writing, record, require_uuid(values[field], field), field, scopes, standing=standing)


async def find_own(
    writing: Writing, record: Record, values: Values, verb: Verb = Verb.MANAGE, standing: tuple[Standing, ...] = ()
) -> asyncpg.Record:
    """The record that an update names by `id`, at the version it expects, and standing as it has to.

    Raises as `find` does, and Rejected (CONFLICT, or what is said of one that stands otherwise).
    """
    found = await find_named(writing, record, values, "id", (record.single, verb), standing=standing)
    refuse_stale(found, values)
    refuse_unmet(writing, record.single, found, standing)
    return found


async def find_parent(  # noqa: PLR0913  # what is added to what, and how that stands
    writing: Writing,
    record: Record,
    values: Values,
    field: str,
    scope: tuple[str, Verb],
    *,
    standing: tuple[Standing, ...],
) -> asyncpg.Record:
    """The record that one is added to, which a field names, as far as the verb goes, and standing as it has to.

    Raises as `find` does, and Rejected with what is said of one that stands otherwise.
    """
    found = await find_named(writing, record, values, field, scope, standing=standing)
    refuse_unmet(writing, scope[0], found, standing, field)
    return found


async def find_keeping_tenant(
    writing: Writing, record: Record, code: int, verb: Verb = Verb.MANAGE, standing: tuple[Standing, ...] = ()
) -> int:
    """The code of an open tenant that may be given a new record of the kind, named by the field `tenant`."""
    scopes, asked = writing.actor.grant.role.scopes(record.single, verb), (*OPEN_TENANT, *standing)
    found = await find(writing, TENANT_RECORD, code, "tenant", scopes, standing=asked)
    refuse_unmet(writing, record.single, found, asked, "tenant")
    return code


async def add(writing: Writing, record: Record, values: Values, columns: dict[str, Any]) -> UUID:
    """Adds a record under the client's own id, or a new one. Raises Rejected for what the database refuses."""
    given = values.get("id")
    key = uuid7() if given is None else parse_uuid(given)
    if key is None or key.version != UUID_VERSION:
        raise Rejected([Problem(ProblemCode.MALFORMED, ("id",))])
    row = {"id": key, **encrypt_columns(writing.keys, record.table, key, columns)}
    await run(writing, compile_add(record.table, frozenset(row)), row)
    return key


async def change(writing: Writing, record: Record, found: asyncpg.Record, columns: dict[str, Any]) -> UUID:
    """Changes a found record, and its version, if there is anything to change.

    Raises Rejected when somebody else did so meanwhile (CONFLICT), or took it out of sight (NOT_FOUND).
    """
    key: UUID = found["id"]
    opened = without_unchanged(writing.keys, record.table, found, columns)
    await log_unchanged(writing, record, found, [name for name in columns.keys() - opened.keys() if columns[name]])
    changed = {name: value for name, value in opened.items() if found[name] != value}
    if not changed:
        return key
    encrypted = encrypt_columns(writing.keys, record.table, key, changed)
    statement = compile_change(record.table, frozenset(encrypted))
    if await run(writing, statement, {"found_id": key, "found_version": found["version"], **encrypted}) is None:
        raise make_conflict((await find(writing, record, key, "id", None))["version"])
    return key


async def log_unchanged(writing: Writing, record: Record, found: asyncpg.Record, names: Sequence[str]) -> None:
    """Logs that encrypted values are those given: another leaves a change, and this would leave no trace."""
    for subject in record.subjects:
        disclosure = disclosure_of(record, subject, [Selection(name, name) for name in names])
        if disclosure:
            await log_access(writing, disclosure, found[subject.key], found[record.tenant_column])


async def run(
    writing: Writing, statement: Compiled, values: Values, fields: Mapping[str, str] = MappingProxyType({})
) -> asyncpg.Record | None:
    """Runs what writes. Raises Rejected for what the database refuses; `fields` as in rejection_of."""
    try:
        return await writing.fetch_compiled(statement, values)
    except asyncpg.IntegrityConstraintViolationError as error:
        raise rejection_of(error, fields) from None


async def run_text(writing: Writing, text: str, *values: object) -> Any:  # noqa: ANN401  # one value of a row
    """Calls a function of the owner that writes. Raises Rejected for what the database refuses."""
    try:
        return await writing.connection.fetchval(text, *values)
    except asyncpg.IntegrityConstraintViolationError as error:
        raise rejection_of(error, {}) from None


def make_conflict(version: int) -> Rejected:
    return Rejected([Problem(ProblemCode.CONFLICT, ("expected_version",), {"version": version})])


def refuse_stale(found: asyncpg.Record, values: Values) -> None:
    """Raises Rejected (CONFLICT) for a row at another version than the one expected."""
    if found["version"] != values["expected_version"]:
        raise make_conflict(found["version"])


def require_uuid(text: str, field: str) -> UUID:
    """The id; one that is none is an id of nothing."""
    found = parse_uuid(text)
    if found is None:
        raise Rejected([Problem(ProblemCode.NOT_FOUND, (field,))])
    return found


def refuse_unmet(
    writing: Writing, resource: str, found: asyncpg.Record, standing: tuple[Standing, ...], field: str | None = None
) -> None:
    """Raises Rejected, for the field or the standing's own, or Forbidden, for what stands otherwise than it has to."""
    if not standing or found["unmet"] is None:
        return
    unmet = standing[found["unmet"]]
    if unmet.otherwise is None:
        raise Forbidden(role=writing.actor.grant.role.name, resource=resource)
    raise Rejected([Problem(unmet.otherwise, (field or unmet.field,))])


def refuse_if(condition: object, code: ProblemCode, field: str) -> None:
    if condition:
        raise Rejected([Problem(code, (field,))])
