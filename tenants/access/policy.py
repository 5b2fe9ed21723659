"""The policy: Casbin's, compiled into one frozen table per role; requests never ask Casbin."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import casbin

from tenants.access.scope import Scope, Verb
from tenants.division import TenantLevel

HERE = Path(__file__).parent


@dataclass(frozen=True, eq=False, slots=True)
class Role:
    """What a role may do: for each resource and verb the scopes, of which one is enough; where it may be granted."""

    name: str
    permissions: Mapping[tuple[str, Verb], frozenset[Scope]]
    highest_level: TenantLevel

    def scopes(self, resource: str, verb: Verb) -> frozenset[Scope]:
        """How far the verb goes on the resource; empty where it is denied."""
        return self.permissions.get((resource, verb), frozenset())


def compile_policy(policy: Path = HERE / "policy.csv") -> Mapping[str, Role]:
    """Every role of the policy file, by name. Raises ValueError for an unknown verb, scope or level."""
    enforcer = casbin.Enforcer(str(HERE / "model.conf"), str(policy))
    kinds = [(kind, protection) for kind, protection in enforcer.get_grouping_policy()]
    rows = {name: enforcer.get_permissions_for_user(name) for name in enforcer.get_all_subjects()}
    return {name: compile_role(name, expand_classes(rows[name], kinds)) for name in rows}


def expand_classes(rows: Iterable[Sequence[str]], kinds: Sequence[tuple[str, str]]) -> Iterator[tuple[str, Verb, str]]:
    """Resource, verb and scope of each row; of a class of protection once for each of its kinds."""
    for _, resource, verb, scope in rows:
        for of_class in [kind for kind, protection in kinds if protection == resource] or [resource]:
            yield of_class, Verb(verb), scope


def compile_role(name: str, rows: Iterable[tuple[str, Verb, str]]) -> Role:
    scopes: dict[tuple[str, Verb], frozenset[Scope]] = {}
    highest = None
    for resource, verb, scope in rows:
        if verb is Verb.HOLD:
            highest = TenantLevel(scope)
        else:
            key = (resource, verb)
            scopes[key] = scopes.get(key, frozenset()) | {Scope(scope)}
    if highest is None:
        raise ValueError(f"the policy does not say where {name} may be granted")
    return Role(name, scopes, highest)


@cache
def load_policy() -> Mapping[str, Role]:
    """The shipped policy, compiled once per process."""
    return compile_policy()
