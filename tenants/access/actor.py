"""Who makes a request, and under which grant: plain facts, which the database proves again in every transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from tenants.access.policy import Role, load_policy
from tenants.access.scope import Scope, Verb

# What the session acts by, the grant's id, role and range, whether the session began with a second factor, and the
# roles that call for one.
ActorClaim = tuple[bytes, UUID, str, int, int, bool, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Grant:
    """A role at a tenant, as one half-open range of division codes `[low, high)`."""

    id: UUID
    role_name: str
    low: int
    high: int
    line: tuple[int, ...]
    tenant_name: str
    caring_mother_id: UUID | None

    @property
    def role(self) -> Role:
        return load_policy()[self.role_name]

    def covers(self, resource: str, verb: Verb, code: int) -> bool:
        """Whether the verb on the resource covers the tenant of the code, which need not exist."""
        scopes = self.role.scopes(resource, verb)
        lowest = self.low if Scope.SUBTREE in scopes else self.low + 1
        return bool(scopes & {Scope.SUBTREE, Scope.BELOW}) and lowest <= code < self.high


@dataclass(frozen=True, slots=True)
class Session:
    """A user's live session and the grants in effect now, the default first.

    `second_factor` tells whether the session was begun with more than one factor. `proof` is what it acts by: the hash
    of its access token, or the key of an open connection, which lasts as long as the session. Where a user changes her
    own account, the token has to hold.
    """

    access_hash: bytes = field(repr=False)
    proof: bytes = field(repr=False)
    connection_key: bytes = field(repr=False)
    user_id: UUID
    user_name: str
    grants: tuple[Grant, ...]
    second_factor: bool


@dataclass(frozen=True, slots=True)
class RequestInfo:
    """The request in which somebody acts, as the access log names it; the operation's name is the client's."""

    request_id: str | None = None
    address: str | None = None
    operation: str | None = None


NO_REQUEST_INFO = RequestInfo()


@dataclass(frozen=True, slots=True)
class Actor:
    """A session acting under one of its grants, and the request it acts in.

    `confining_roles` require a second factor, where the session lacks one: none of them is the user's.
    """

    session: Session
    grant: Grant
    request_info: RequestInfo
    confining_roles: tuple[str, ...]

    @property
    def proof(self) -> ActorClaim:
        """What `prove_actor` proves; only values that came from the database itself."""
        session, grant = self.session, self.grant
        held = (grant.id, grant.role_name, grant.low, grant.high)
        return session.proof, *held, session.second_factor, self.confining_roles

    @property
    def settings_statement(self) -> str:
        """The SQL that proves the actor in a transaction of several statements."""
        session, grant, role, low, high, second_factor, calling = self.proof
        proven = f"'\\x{session.hex()}', '{grant}', '{role}', {low}, {high}, {second_factor}"
        return f"select prove_actor({proven}, '{{{','.join(calling)}}}')"

    @property
    def counted_commit(self) -> str:
        """The SQL of a COMMIT by which a replica tells whether it has what the session wrote."""
        return f"select count_write('\\x{self.session.proof.hex()}'); commit"
