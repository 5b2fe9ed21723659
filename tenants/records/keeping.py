"""Where a record is kept that belongs to a child's file: found before it is written."""

from typing import Any

from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.kinds.mutation import Mutation
from tenants.records.child.enums import ChildState
from tenants.records.child.kind import CHILD
from tenants.writing.rule import Values
from tenants.writing.standing import is_empty, is_in

OPEN_FILE = (is_empty("closed_on"),)
ON_FILE = (is_in("state", ChildState.ON_FILE, ProblemCode.NOT_ON_FILE),)


async def find_file(writing: Writing, rule: Mutation, values: Values) -> dict[str, Any]:
    """The columns that a record has of the child that it is added to. Raises as the rule's `find_parent` does."""
    child = await rule.find_parent(writing, CHILD, values)
    return {"tenant_code": child["tenant_code"], "child_id": child["id"]}
