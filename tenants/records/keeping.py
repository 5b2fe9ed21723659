"""Where a record is kept that belongs to a child's file: found before it is written."""

from typing import Any

from tenants.access.scope import Verb
from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.kinds.exposed import record_of
from tenants.kinds.kind import Kind
from tenants.records.child.kind import CHILD
from tenants.writing.changes import find_named, refuse_if
from tenants.writing.rule import Values


async def find_file(writing: Writing, kind: Kind, values: Values, verb: Verb = Verb.MANAGE) -> dict[str, Any]:
    """The columns that a record has of the child that an input names. Raises as `find` does, and CLOSED."""
    child = await find_named(writing, record_of(CHILD), values, "child_id", (kind.single, verb))
    refuse_if(child["closed_on"], ProblemCode.CLOSED, "child_id")
    return {"tenant_code": child["tenant_code"], "child_id": child["id"]}
