"""A caller whom the policy lets do everything everywhere, while the transaction acts under a narrow grant."""

from dataclasses import dataclass
from itertools import product

from schema.caller import Caller
from tenants.access.acting import Acting, Claim, Grant
from tenants.access.catalogue import Role
from tenants.access.reach import Reach, Verb
from tenants.hierarchy.division import Level
from tests.isolation.fields import SHAPES

LOWEST, HIGHEST = 0, 10**13
RESOURCES = (*SHAPES, "statistics")
WIDE = Role(
    "WIDE",
    {(resource, verb): frozenset({Reach.SUBTREE}) for resource, verb in product(RESOURCES, Verb)},
    Level.PROVINCE,
)


class WideGrant(Grant):
    """A grant of every verb on everything, as far as statements are built."""

    @property
    def role(self) -> Role:
        return WIDE


@dataclass(frozen=True, slots=True)
class Pretending(Acting):
    """Statements are built for the wide grant; the database is told of the true one."""

    true: Acting

    @property
    def proof(self) -> Claim:
        return self.true.proof


@dataclass(frozen=True)
class Unguarded(Caller):
    """Asks as the caller with the policy out of the way, so that row-level security stands alone."""

    @property
    def acting(self) -> Acting:
        true = super().acting
        grant = true.grant
        wide = WideGrant(grant.id, "WIDE", LOWEST, HIGHEST, grant.line, grant.tenant_name, grant.caring_mother_id)
        return Pretending(true.session, wide, true.occasion, true.calling, true)

    @property
    def role_name(self) -> str | None:
        return "WIDE"


def unguarded(caller: Caller) -> Unguarded:
    return Unguarded(caller.database, caller.rules, caller.session, caller.grant_id, caller.language)
