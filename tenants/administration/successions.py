"""Successions by people: an administrator above proposes which tenants take over, a director above carries it out."""

from collections.abc import Sequence
from uuid import UUID

import asyncpg
from uuid_utils.compat import uuid7

from tenants.access.scope import Verb
from tenants.administration.managed_users import require
from tenants.clock import today
from tenants.database.transactions import Reading, Writing
from tenants.division import end_of
from tenants.errors import Forbidden, Problem, ProblemCode, Rejected
from tenants.hierarchy.exposed import TENANT_RECORD
from tenants.hierarchy.succeeding import BadSuccession, Succession, find_successors
from tenants.reading.statement import check_text
from tenants.writing.changes import find, make_conflict, refuse_if, refuse_stale, require_uuid, run_text
from tenants.writing.form import LONGEST_LIST, Entry, check_form, make_most_check
from tenants.writing.rule import Values

RESOURCE = "succession"
FORM = {"reason": Entry((make_most_check(500),), required=True)}
KEEPING = "select * from keeping_below($1)"
PROPOSALS = "select * from succession_proposals()"
PROPOSE = "select propose_succession($1, $2, $3, $4, $5, $6)"
DECLINE = "select decline_succession($1, $2)"
CARRY_OUT = "select carry_out_succession($1, $2, $3, $4)"
PROPOSED = "PROPOSED"


async def propose_succession(writing: Writing, values: Values) -> UUID:
    """Proposes that tenants take over from another one; nothing is handed over yet."""
    require(writing, RESOURCE, Verb.GIVE)
    check_text(values["reason"])
    reason = check_form(FORM, values)["reason"]
    old, new, on = values["old"], list(values["new"]), values.get("on") or today()
    await find_below(writing, old, "old")
    refuse_if(not new, ProblemCode.REQUIRED, "new")
    refuse_if(len(new) > LONGEST_LIST, ProblemCode.TOO_LARGE, "new")
    for code in new:
        tenant = await find_below(writing, code, "new")
        refuse_if(tenant["closed_on"], ProblemCode.CLOSED, "new")
        refuse_if(old <= code < end_of(old) or code <= old < end_of(code), ProblemCode.MALFORMED, "new")
    refuse_if(on > today(), ProblemCode.IN_THE_FUTURE, "on")
    key = uuid7()
    await run_text(writing, PROPOSE, key, old, new, on, bool(values.get("closes")), reason)
    return key


async def find_below(writing: Writing, code: int, field: str) -> asyncpg.Record:
    """A tenant below the administrator's own. Raises Rejected, and Forbidden for one that is not below it."""
    tenant = await find(writing, TENANT_RECORD, code, field, None)
    grant = writing.actor.grant
    if not grant.covers(RESOURCE, Verb.GIVE, code):
        raise Forbidden(role=grant.role_name, resource=RESOURCE)
    return tenant


async def list_proposals(reading: Reading) -> Sequence[asyncpg.Record]:
    """The newest proposals that are within reach. Raises Forbidden."""
    role = reading.actor.grant.role
    asked = ((RESOURCE, Verb.GIVE), (RESOURCE, Verb.APPROVE), ("administration", Verb.READ))
    if not any(role.scopes(resource, verb) for resource, verb in asked):
        raise Forbidden(role=role.name, resource=RESOURCE)
    rows: Sequence[asyncpg.Record] = await reading.connection.fetch(PROPOSALS)
    return rows


async def carry_out_succession(writing: Writing, values: Values) -> Succession:
    """Hands over what a proposal names, or only says how much that is."""
    require(writing, RESOURCE, Verb.APPROVE)
    found = await find_proposed(writing, values)
    refuse_if(found["proposed_by"] == writing.actor.session.user_name, ProblemCode.SAME_PERSON, "id")
    if not values.get("dry_run"):
        return await hand_over(writing, found)
    await writing.connection.execute("savepoint foreseen")
    moved = await hand_over(writing, found)
    await writing.connection.execute("rollback to savepoint foreseen")
    return moved


async def hand_over(writing: Writing, found: asyncpg.Record) -> Succession:
    try:
        successors = await find_successors(writing.connection, found["from_code"], found["to_codes"], keeping=KEEPING)
    except BadSuccession as bad:
        raise Rejected([Problem(ProblemCode.UNCLEAR_SUCCESSOR, ("id",), {"tenants": bad.tenants})]) from None
    lists = list(successors), list(successors.values())
    moved = await run_text(writing, CARRY_OUT, found["id"], found["version"], *lists)
    if moved is None:
        raise make_conflict(found["version"] + 1)
    return Succession(*moved)


async def decline_succession(writing: Writing, values: Values) -> UUID:
    """Ends a proposal, by its director or by an administrator: nothing is handed over."""
    role = writing.actor.grant.role
    if not (role.scopes(RESOURCE, Verb.GIVE) or role.scopes(RESOURCE, Verb.APPROVE)):
        raise Forbidden(role=role.name, resource=RESOURCE)
    found = await find_proposed(writing, values)
    if not await run_text(writing, DECLINE, found["id"], found["version"]):
        raise make_conflict(found["version"] + 1)
    key: UUID = found["id"]
    return key


async def find_proposed(writing: Writing, values: Values) -> asyncpg.Record:
    """The proposal named by `id`, at the version expected, on which nobody has decided."""
    proposals = {row["id"]: row for row in await list_proposals(writing)}
    found = proposals.get(require_uuid(values["id"], "id"))
    if found is None:
        raise Rejected([Problem(ProblemCode.NOT_FOUND, ("id",))])
    refuse_if(found["state"] != PROPOSED, ProblemCode.ALREADY_DONE, "id")
    refuse_stale(found, values)
    return found
