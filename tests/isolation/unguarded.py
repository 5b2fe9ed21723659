"""A caller whom the policy lets do everything everywhere, while the transaction acts under a narrow grant."""

from dataclasses import dataclass
from itertools import product

from schema.caller import Caller
from tenants.access.actor import Actor, ActorClaim, Grant
from tenants.access.policy import Role
from tenants.access.scope import Scope, Verb
from tenants.division import TenantLevel
from tests.isolation.fields import SHAPES

LOWEST, HIGHEST = 0, 10**13
RESOURCES = (*SHAPES, "statistics")
WIDE = Role(
    "WIDE",
    {(resource, verb): frozenset({Scope.SUBTREE}) for resource, verb in product(RESOURCES, Verb)},
    TenantLevel.PROVINCE,
)


class WideGrant(Grant):
    """A grant of every verb on everything, as far as statements are built."""

    @property
    def role(self) -> Role:
        return WIDE


@dataclass(frozen=True, slots=True)
class Pretending(Actor):
    """Statements are built for the wide grant; the database is told of the true one."""

    true: Actor

    @property
    def proof(self) -> ActorClaim:
        return self.true.proof


@dataclass(frozen=True)
class Unguarded(Caller):
    """Asks as the caller with the policy out of the way, so that row-level security stands alone."""

    @property
    def actor(self) -> Actor:
        true = super().actor
        grant = true.grant
        wide = WideGrant(grant.id, "WIDE", LOWEST, HIGHEST, grant.line, grant.tenant_name, grant.caring_mother_id)
        return Pretending(true.session, wide, true.request_info, true.confining_roles, true)

    @property
    def role_name(self) -> str | None:
        return "WIDE"


def unguarded(caller: Caller) -> Unguarded:
    return Unguarded(caller.database, caller.rules, caller.session, caller.grant_id, caller.language)
