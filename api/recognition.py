"""Whose bearer token a request has: looked up once and then remembered for a while.

What is remembered is proven again by the database at every transaction, so an ended session ends at once.
"""

import time
from collections.abc import Mapping
from uuid import UUID

from tenants.access.acting import Session
from tenants.access.rules import SignInRules
from tenants.access.sessions import recognize
from tenants.access.tokens import hash_token
from tenants.database import Database
from tenants.errors import Unauthenticated

REMEMBERED_SECONDS = 30
MOST_REMEMBERED = 10_000
NO_GRANT = UUID(int=0)


class Recognition:
    """The sessions seen by this process."""

    def __init__(self, database: Database, rules: SignInRules) -> None:
        self.database = database
        self.rules = rules
        self.remembered: dict[bytes, tuple[float, Session]] = {}

    async def session(self, headers: Mapping[str, str], *, anew: bool) -> Session | None:
        """The session of the request, or None without a token.

        Raises Unauthenticated for a token that does not hold.
        """
        authorization = headers.get("authorization")
        if authorization is None:
            return None
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Unauthenticated
        access_hash = hash_token(token.strip())
        until, known = self.remembered.get(access_hash, (0.0, None))
        if known and until > time.monotonic() and not anew and self.holds(known, named_grant(headers)):
            return known
        return await self.looked_up(access_hash)

    async def looked_up(self, access_hash: bytes) -> Session:
        self.remembered.pop(access_hash, None)
        session = await recognize(self.database, access_hash)
        if session is None:
            raise Unauthenticated
        if len(self.remembered) >= MOST_REMEMBERED:
            self.remembered.clear()
        self.remembered[access_hash] = (time.monotonic() + REMEMBERED_SECONDS, session)
        return session

    def holds(self, session: Session, grant_id: UUID | None) -> bool:
        """Whether the session may act under the grant, or under any if none is named; if not, that may have changed."""
        granted = any(grant_id in (None, grant.id) for grant in session.grants)
        return granted and not self.rules.confines(session)


def named_grant(headers: Mapping[str, str]) -> UUID | None:
    """The grant that the request names; a name that is none is a grant nobody holds."""
    text = headers.get("x-acting-grant")
    try:
        return UUID(text) if text else None
    except ValueError:
        return NO_GRANT
