"""当前用户: who is signed in, and what she may act as."""

import strawberry

from schema.access.account import Session
from schema.access.events import AccountEvent
from schema.access.identities import LinkedIdentity
from schema.access.second_factor import SecondFactor, second_factor_of
from schema.answered import Arguments, Payload, answered_query
from schema.caller import Caller
from schema.scalars import DivisionCode
from tenants.access import acting, events, identities, sessions
from tenants.access.roles import RoleName
from tenants.errors import Unauthenticated
from tenants.hierarchy.division import format_code


@strawberry.type(
    description="A role at a tenant. A request acts under one: the first, or the one that X-Acting-Grant names."
)
class Grant:
    id: strawberry.ID
    role: RoleName
    tenant_code: DivisionCode
    tenant_name: str


@strawberry.type(description="Who is signed in.")
class Viewer:
    name: str
    grants: list[Grant] = strawberry.field(description="The grants in effect now, the default first.")
    sessions: list[Session] = strawberry.field(description="Where you are signed in, the last used first.")
    events: list[AccountEvent] = strawberry.field(description="The newest 100 events of your account.")
    second_factor: SecondFactor
    identities: list[LinkedIdentity] = strawberry.field(description="Your identities at OpenID providers.")


async def viewer(caller: Caller, _: Arguments) -> Payload:
    """What takes a look of its own at the database is a function, called only where it is asked for."""
    session = await sessions.recognize(caller.database, caller.confined.proof)
    if session is None:
        raise Unauthenticated
    return {
        "name": session.user_name,
        "grants": [shown(grant) for grant in session.grants],
        "sessions": lambda: sessions.list_sessions(caller.database, session),
        "events": lambda: events.list_own_events(caller.database, session),
        "second_factor": lambda: second_factor_of(caller, session),
        "identities": lambda: identities.list_identities(caller.database, session),
    }


def shown(grant: acting.Grant) -> Payload:
    tenant = {"tenant_code": format_code(grant.low), "tenant_name": grant.tenant_name}
    return {"id": str(grant.id), "role": grant.role_name, **tenant}


@strawberry.type
class ViewerQueries:
    viewer: Viewer | None = answered_query(Viewer, viewer, "Who you are.")
