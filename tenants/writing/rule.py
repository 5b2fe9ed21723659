"""A rule of writing: one change that a person may ask for, and the verb of the policy that it requires."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tenants.access.reach import Verb
from tenants.database import Writing
from tenants.errors import Forbidden

Values = Mapping[str, Any]
Change = Callable[[Writing, Values], Awaitable[UUID]]


@dataclass(frozen=True, slots=True)
class Rule:
    """`change` takes the given values (absent, null and value are three things) and returns the record's id.

    It raises Rejected with everything that a person has to correct, and Forbidden for what is visible but not allowed.
    """

    resource: str
    verb: Verb
    change: Change

    async def __call__(self, writing: Writing, values: Values) -> UUID:
        role = writing.acting.grant.role
        if not role.reach(self.resource, self.verb):
            raise Forbidden(role=role.name, resource=self.resource)
        return await self.change(writing, values)


def rule(resource: str, verb: Verb) -> Callable[[Change], Rule]:
    """Declares what a change requires; without it, no mutation can use the change."""
    return lambda change: Rule(resource, verb, change)
