"""Whose bearer token a sender has: looked up once and then remembered for a while.

What is remembered is proven again by the database at every transaction, so an ended session ends at once.
"""

from contextlib import suppress
from uuid import UUID

from cachetools import TTLCache

from tenants.access.acting import Session
from tenants.access.rules import SignInRules
from tenants.access.sessions import recognize
from tenants.access.tokens import hash_token
from tenants.database import Database
from tenants.errors import Unauthenticated

REMEMBERED_SECONDS = 30
# Sessions and their grants.
MOST_REMEMBERED = 20_000
NO_GRANT = UUID(int=0)


class Recognition:
    """The sessions seen by this process."""

    def __init__(self, database: Database, rules: SignInRules) -> None:
        self.database = database
        self.rules = rules
        self.remembered: TTLCache[bytes, Session] = TTLCache(MOST_REMEMBERED, REMEMBERED_SECONDS, getsizeof=weigh)

    async def session(self, authorization: str | None, grant_id: UUID | None, *, anew: bool) -> Session | None:
        """The session of the token, or None without one; it is looked up again where the grant may not be its own.

        Raises Unauthenticated for a token that does not hold.
        """
        if authorization is None:
            return None
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Unauthenticated
        access_hash = hash_token(token.strip())
        known = self.remembered.get(access_hash)
        if known and not anew and self.holds(known, grant_id):
            return known
        return await self.looked_up(access_hash)

    async def looked_up(self, access_hash: bytes) -> Session:
        self.remembered.pop(access_hash, None)
        session = await recognize(self.database, access_hash)
        if session is None:
            raise Unauthenticated
        with suppress(ValueError):  # heavier than all that may be remembered
            self.remembered[access_hash] = session
        return session

    def holds(self, session: Session, grant_id: UUID | None) -> bool:
        """Whether the session may act under the grant, or under any if none is named; if not, that may have changed."""
        granted = any(grant_id in (None, grant.id) for grant in session.grants)
        return granted and not self.rules.confines(session)


def named_grant(text: str | None) -> UUID | None:
    """The grant that a request names; a name that is none is a grant nobody holds."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return NO_GRANT


def weigh(session: Session) -> int:
    return 1 + len(session.grants)
