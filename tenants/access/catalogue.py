"""The role catalogue: Casbin's policy, compiled into one frozen table per role; requests never ask Casbin."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import casbin

from tenants.access.reach import Reach, Verb
from tenants.hierarchy.division import Level

HERE = Path(__file__).parent


@dataclass(frozen=True, eq=False, slots=True)
class Role:
    """What a role may do: for each resource and verb the reaches, of which one is enough; where it may be granted."""

    name: str
    reaches: Mapping[tuple[str, Verb], frozenset[Reach]]
    highest_level: Level

    def reach(self, resource: str, verb: Verb) -> frozenset[Reach]:
        """How far the verb goes on the resource; empty where it is denied."""
        return self.reaches.get((resource, verb), frozenset())


def compile_catalogue(policy: Path = HERE / "policy.csv") -> Mapping[str, Role]:
    """Every role of the policy file, by name. A row with an unknown verb, reach or level raises ValueError."""
    enforcer = casbin.Enforcer(str(HERE / "model.conf"), str(policy))
    kinds = [(kind, protection) for kind, protection in enforcer.get_grouping_policy()]
    rows = {name: enforcer.get_permissions_for_user(name) for name in enforcer.get_all_subjects()}
    return {name: compile_role(name, rows_of_kinds(rows[name], kinds)) for name in rows}


def rows_of_kinds(rows: Iterable[Sequence[str]], kinds: Sequence[tuple[str, str]]) -> Iterator[tuple[str, Verb, str]]:
    """Resource, verb and reach of each row; of a class of protection once for each of its kinds."""
    for _, resource, verb, reach in rows:
        for of_class in [kind for kind, protection in kinds if protection == resource] or [resource]:
            yield of_class, Verb(verb), reach


def compile_role(name: str, rows: Iterable[tuple[str, Verb, str]]) -> Role:
    reaches: dict[tuple[str, Verb], frozenset[Reach]] = {}
    highest = None
    for resource, verb, reach in rows:
        if verb is Verb.HOLD:
            highest = Level(reach)
        else:
            key = (resource, verb)
            reaches[key] = reaches.get(key, frozenset()) | {Reach(reach)}
    if highest is None:
        raise ValueError(f"the policy does not say where {name} may be granted")
    return Role(name, reaches, highest)


@cache
def catalogue() -> Mapping[str, Role]:
    """The shipped catalogue, compiled once per process."""
    return compile_catalogue()
