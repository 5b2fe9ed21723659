"""How people sign in: what an installation may set."""

from dataclasses import dataclass
from datetime import timedelta

from tenants.access.actor import Session

# Roles that open many files, give grants, or read who did.
IN_CHARGE = frozenset({"DIRECTOR", "CASEWORKER", "AUDITOR", "ADMINISTRATOR"})


@dataclass(frozen=True, slots=True)
class SignInRules:
    """How long tokens and sessions last, how long passwords have to be, and which roles need a second factor.

    `refresh` is how long a session may be idle, `session` how long it may last in all.
    """

    access: timedelta = timedelta(minutes=15)
    refresh: timedelta = timedelta(days=14)
    session: timedelta = timedelta(days=30)
    password_length: int = 10
    second_factor_roles: frozenset[str] = IN_CHARGE

    @property
    def takes_enrolment_code(self) -> bool:
        """Whether a way to sign in beside the password takes more than it: where any role calls for a second factor."""
        return bool(self.second_factor_roles)

    def requires_second_factor(self, session: Session) -> bool:
        """Whether a role that the user holds now requires a second factor."""
        return not self.second_factor_roles.isdisjoint(grant.role_name for grant in session.grants)

    def confining_roles(self, session: Session) -> tuple[str, ...]:
        """The roles that would confine the session, were one of them its user's; none where it has a second factor."""
        return () if session.second_factor else tuple(sorted(self.second_factor_roles))

    def confines(self, session: Session) -> bool:
        """Whether the session can do nothing but add a second factor, because it lacks a required one."""
        return not session.second_factor and self.requires_second_factor(session)
