"""Who asks, in which language, and of which database: all that a resolver may know of its request."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from tenants.access.acting import Acting, Session
from tenants.access.sessions import Lifetimes
from tenants.database import Database
from tenants.errors import Forbidden, Unauthenticated


class Language(StrEnum):
    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Caller:
    """One request's caller; `grant_id` is the grant it named, if it named one."""

    database: Database
    lifetimes: Lifetimes
    session: Session | None
    grant_id: UUID | None
    language: Language

    @property
    def acting(self) -> Acting:
        """The session under one grant: the named one, else the default. Raises where there is neither."""
        if self.session is None:
            raise Unauthenticated
        for grant in self.session.grants:
            if self.grant_id in (None, grant.id):
                return Acting(self.session, grant)
        raise Forbidden("NO_GRANT")

    @property
    def role_name(self) -> str | None:
        """The role that a plan is made for; None where there is none to act under."""
        grants = self.session.grants if self.session else ()
        return next((grant.role_name for grant in grants if self.grant_id in (None, grant.id)), None)
