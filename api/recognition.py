"""Whose bearer token a sender has: looked up once and then remembered for a while.

What is remembered is proven again by the database at every transaction, so an ended session ends at once.
"""

import asyncio
from contextlib import suppress
from uuid import UUID

from cachetools import TTLCache

from api.sender import Sender
from tenants.access.actor import Session
from tenants.accounts.rules import SignInRules
from tenants.accounts.sessions import recognize
from tenants.accounts.tokens import hash_token
from tenants.database.transactions import Database
from tenants.errors import Unavailable

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

    async def session(
        self, sender: Sender, grant_id: UUID | None, *, anew: bool, deadline: float | None = None
    ) -> Session | None:
        """The session of the sender; None without a token, or with one that does not hold, for it opens nothing.

        It is looked up again where the grant may not be its own. Raises Unavailable for what is not found by then.
        """
        proof = proof_of(sender)
        if proof is None:
            return None
        try:
            known: Session | None = self.remembered[proof]
        except KeyError:
            known = None
        if known and not anew and self.holds(known, grant_id):
            return known
        try:
            async with asyncio.timeout_at(deadline):
                return await self.looked_up(proof)
        except TimeoutError:
            raise Unavailable("TIMEOUT") from None

    async def looked_up(self, proof: bytes) -> Session | None:
        self.remembered.pop(proof, None)
        session = await recognize(self.database, proof)
        # A token of before is good for a moment, and not for as long as it would be remembered.
        if session and session.proof == proof:
            with suppress(ValueError):  # heavier than all that may be remembered
                self.remembered[proof] = session
        return session

    def holds(self, session: Session, grant_id: UUID | None) -> bool:
        """Whether the session may act under the grant, or under any if none is named; if not, that may have changed."""
        granted = any(grant_id in (None, grant.id) for grant in session.grants)
        return granted and not self.rules.confines(session)


def proof_of(sender: Sender) -> bytes | None:
    """What would prove the sender's session."""
    if sender.connection_key:
        return sender.connection_key
    scheme, _, token = (sender.authorization or "").partition(" ")
    return hash_token(token.strip()) if scheme.lower() == "bearer" and token else None


def named_grant(text: str | None) -> UUID | None:
    """The grant that a request names; a name that is none is a grant nobody holds."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return NO_GRANT


def weigh(session: Session) -> int:
    return 1 + len(session.grants)
