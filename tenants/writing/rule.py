"""A rule of writing: one change that a person may ask for, the verb of the policy that it requires, what it answers."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tenants.access.scope import Verb
from tenants.database.transactions import Writing
from tenants.errors import Forbidden, Problem

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PayloadField:
    """A record that a rule changed, by its field in the payload, or a list of `most` at most.

    A list `per_item` has one entry for each item of the input, null where that was refused.
    """

    name: str
    kind: str
    description: str | None = None
    most: int | None = None
    per_item: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """The ids of what a rule changed, by the fields of its payload; `problems` say which items it refused, and why.

    `warnings` are what was written as it was given, and somebody should look at again. A rule that writes nothing, and
    is to leave a trace of that, has no id for its record: raised, the problems would take back the trace as well.
    """

    ids: Mapping[str, UUID | Sequence[UUID | None] | None]
    problems: Sequence[Problem] = ()
    warnings: Sequence[Problem] = ()


Change = Callable[[Writing, Values], Awaitable[UUID | Changed]]


@dataclass(frozen=True, slots=True)
class Rule:
    """`change` takes the given values (absent, null and value are three things).

    It returns what it changed, or the id where that is one record of the resource. It raises Rejected with everything
    that a person has to correct, and Forbidden for what is visible but not allowed.
    """

    resource: str
    verb: Verb
    change: Change
    payload: tuple[PayloadField, ...]

    async def __call__(self, writing: Writing, values: Values) -> Changed:
        role = writing.actor.grant.role
        if not role.scopes(self.resource, self.verb):
            raise Forbidden(role=role.name, resource=self.resource)
        done = await self.change(writing, values)
        return done if isinstance(done, Changed) else Changed({self.resource: done})
