"""当前用户: who is signed in, and what she may act as."""

import strawberry

from schema.accounts.account import AccountEvent, Session
from schema.accounts.grants import Grant, show_grant
from schema.accounts.identities import LinkedIdentity
from schema.accounts.second_factor import SecondFactor, second_factor_of
from schema.caller import Caller
from schema.connection import related_field
from schema.root_fields import Arguments, Payload, query_field
from tenants.access import actor
from tenants.accounts import events, identities, sessions
from tenants.errors import Unauthenticated


@strawberry.type(description="What you act as in this request.")
class ActingGrant:
    grant: Grant = strawberry.field(description="The grant that you act under.")
    tenant = related_field("Tenant", "Its tenant.", nullable=True)


@strawberry.type(description="Who is signed in.")
class Viewer:
    name: str = strawberry.field(description="The name that you sign in with.")
    grants: list[Grant] = strawberry.field(description="The grants in effect now, the default first.")
    acting_grant: ActingGrant | None = strawberry.field(
        description="The grant that you act under, with its tenant: a first screen in one request."
    )
    sessions: list[Session] = strawberry.field(description="Where you are signed in, the last used first.")
    events: list[AccountEvent] = strawberry.field(description="The newest 100 events of your account.")
    second_factor: SecondFactor = strawberry.field(description="Whether you have one, and need one.")
    identities: list[LinkedIdentity] = strawberry.field(description="Your identities at OpenID providers.")


async def viewer(caller: Caller, _: Arguments) -> Payload:
    """What takes a look of its own at the database is a function, called only where it is asked for."""
    session = await sessions.recognize(caller.database, caller.confined.proof)
    if session is None:
        raise Unauthenticated
    return {
        "name": session.user_name,
        "grants": lambda: list_grants(caller, session),
        "acting_grant": lambda: find_acting(caller, session),
        "sessions": lambda: sessions.list_sessions(caller.database, session),
        "events": lambda: events.list_own_events(caller.database, session),
        "second_factor": lambda: second_factor_of(caller, session),
        "identities": lambda: identities.list_identities(caller.database, session),
    }


async def find_acting(caller: Caller, session: actor.Session) -> Payload | None:
    """The engine reads its tenant beside the records."""
    held = await list_grants(caller, session)
    acting = next((one for one in held if caller.grant and one["id"] == str(caller.grant.id)), None)
    return acting and {"grant": acting, "tenant": None}


async def list_grants(caller: Caller, session: actor.Session) -> list[Payload]:
    return [show_grant(one) for one in await sessions.list_grants(caller.database, session)]


@strawberry.type
class ViewerQueries:
    viewer: Viewer | None = query_field(Viewer, viewer, "Who you are.")
