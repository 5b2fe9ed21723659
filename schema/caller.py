"""Who asks, in which language and of which database: all that answering a request may depend on."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self
from uuid import UUID

from tenants.access.actor import NO_REQUEST_INFO, Actor, Grant, RequestInfo, Session
from tenants.accounts.rules import SignInRules
from tenants.database.transactions import Database
from tenants.errors import Forbidden, Unauthenticated


class Language(StrEnum):
    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Caller:
    """The caller of one request; `grant_id` is the grant that it named, if any."""

    database: Database
    rules: SignInRules
    session: Session | None
    grant_id: UUID | None
    language: Language
    request_info: RequestInfo = NO_REQUEST_INFO

    @property
    def grant(self) -> Grant | None:
        """The grant that is acted under: the named one, or else the default; None if there is neither."""
        for grant in self.session.grants if self.session else ():
            if self.grant_id in (None, grant.id):
                return grant
        return None

    @property
    def confined(self) -> Session:
        """The session, even one that can do nothing but add a second factor. Raises Unauthenticated."""
        if self.session is None:
            raise Unauthenticated
        return self.session

    @property
    def signed_in(self) -> Session:
        """The session. Raises Unauthenticated, and Forbidden for one that lacks a required second factor."""
        if self.rules.confines(self.confined):
            raise Forbidden("SECOND_FACTOR_REQUIRED")
        return self.confined

    @property
    def actor(self) -> Actor:
        """The session under its grant. Raises Unauthenticated, and Forbidden if it may not act."""
        session = self.signed_in
        if self.grant is None:
            raise Forbidden("NO_GRANT")
        return Actor(session, self.grant, self.request_info, self.rules.confining_roles(session))

    def with_operation(self, operation: str | None) -> Self:
        """The same caller, running an operation of that name."""
        request_info = RequestInfo(self.request_info.request_id, self.request_info.address, operation)
        return type(self)(self.database, self.rules, self.session, self.grant_id, self.language, request_info)
