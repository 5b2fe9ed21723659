"""Users, grants and sessions by their ids, for those who see them in lists."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from schema.accounts.grants import show_grant
from schema.administration.granting import show_awaited
from schema.administration.users import show_users
from schema.caller import Caller
from schema.engine.beyond import Found
from tenants.access.scope import Verb
from tenants.accounts import sessions
from tenants.administration import finding


async def find_accounts(caller: Caller, ids: Sequence[UUID]) -> Mapping[str, Found]:
    """Of the ids those that the caller sees: sessions and grants of her own, and what she administers or confirms."""
    session = caller.signed_in
    own = [
        *(("Session", one) for one in await sessions.list_sessions(caller.database, session)),
        *(("Grant", show_grant(one)) for one in await sessions.list_grants(caller.database, session)),
    ]
    found = [*own, *(await find_administered(caller, ids))]
    asked = set(map(str, ids))
    return {payload["id"]: (type_, payload) for type_, payload in found if payload["id"] in asked}


async def find_administered(caller: Caller, ids: Sequence[UUID]) -> Sequence[Found]:
    role = caller.actor.grant.role
    if role.scopes("user", Verb.MANAGE):
        async with caller.database.reading(caller.actor) as reading:
            users = await show_users(reading, await finding.find_users(reading, ids))
            grants = await finding.find_grants(reading, ids)
        return [*(("User", one) for one in users), *(("Grant", show_grant(one)) for one in grants)]
    if role.scopes("CASEWORKER", Verb.APPROVE):
        async with caller.database.reading(caller.actor) as reading:
            return [("AwaitedGrant", show_awaited(one)) for one in await finding.find_awaited(reading, ids)]
    return []
