"""Merging: two files of one child become one, with the records and the days on file of both."""

from dataclasses import replace
from uuid import UUID

from tenants.access.scope import Verb
from tenants.database.transactions import Writing
from tenants.errors import Problem, ProblemCode, Rejected
from tenants.kinds.exposed import record_of
from tenants.kinds.field import number, reference
from tenants.kinds.kind import Fields
from tenants.kinds.mutation import ends, fill_out
from tenants.records.child.kind import CHILD
from tenants.writing.changes import find_named, refuse_if, run_text
from tenants.writing.rule import Changed, PayloadField, Values
from tenants.writing.standing import is_empty

MERGING: Fields = {
    "merge_id": reference(
        "并入的档案", "Child", "merged_into_id", required=True, description="The other file of the same child."
    ),
    "merge_version": number(
        "并入档案的版本", 1, 2**31 - 1, required=True, description="The version of it that you saw."
    ),
}
MERGED = PayloadField("merged", "Child", "The file that was merged, closed.")
MERGE = "select merge_files($1, $2, $3, $4)"


@ends(
    CHILD,
    MERGING,
    "The file of a child that is kept, and another one of the same child.",
    Verb.MANAGE,
    MERGED,
    standing=(is_empty("closed_on"),),
    zh="并档",
)
async def merge_children(writing: Writing, values: Values) -> Changed:
    """Merges another file of the same child into this one, with all its records; that one is closed for its history.

    Both are kept by one tenant. A day on which both were on file counts once from then on.
    """
    keep = await merge_children.find(writing, values)
    merge = await find_named(writing, record_of(CHILD), values, "merge_id", (CHILD.single, Verb.MANAGE))
    seen = fill_out(MERGING, values)["merge_version"]
    refuse_if(merge["merged_into_id"] or merge["erased_on"], ProblemCode.CLOSED, "merge_id")
    refuse_if(merge["id"] == keep["id"], ProblemCode.MALFORMED, "merge_id")
    refuse_if(merge["tenant_code"] != keep["tenant_code"], ProblemCode.KEPT_APART, "merge_id")
    refuse_if(keep["on_file_on"] is None and merge["on_file_on"], ProblemCode.NOT_ON_FILE, "id")
    if not await merge_files(writing, (keep["id"], keep["version"]), (merge["id"], seen)):
        raise Rejected([Problem(ProblemCode.CONFLICT, ("merge_version",), {"version": merge["version"]})])
    return Changed({"child": keep["id"], "merged": merge["id"]})


async def merge_files(writing: Writing, keep: tuple[UUID, int], merge: tuple[UUID, int]) -> bool:
    """Each at the version that was seen. Raises Rejected for records of both that cannot be one child's."""
    try:
        return await run_text(writing, MERGE, *keep, *merge) is not None
    except Rejected as rejected:
        raise Rejected([replace(problem, field=("merge_id",)) for problem in rejected.problems]) from None
