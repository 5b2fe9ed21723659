"""The rules of the parents' circumstances: contact is lost for six months before it counts as lost."""

from datetime import timedelta
from uuid import UUID

from tenants.clock import today
from tenants.database.transactions import Writing
from tenants.errors import Problem, ProblemCode, Rejected
from tenants.kinds.exposed import record_of
from tenants.kinds.mutation import adds, fill_out, updates
from tenants.records.circumstance.kind import PARENT_CIRCUMSTANCE, Circumstance
from tenants.records.keeping import OPEN_FILE, find_file
from tenants.writing.changes import add, change, refuse_if
from tenants.writing.rule import Values
from tenants.writing.standing import is_empty

FORM = PARENT_CIRCUMSTANCE.form("parent", "circumstance", "from_on", "place", "evidence", "expected_end_on")
# Six months, whichever they are.
LOST_AFTER = timedelta(days=184)


@adds(PARENT_CIRCUMSTANCE, PARENT_CIRCUMSTANCE.form("child") | FORM, "What became of a parent.", standing=OPEN_FILE)
async def add_parent_circumstance(writing: Writing, values: Values) -> UUID:
    """Records what became of a parent. Contact is lost after six months, as the police have confirmed it."""
    kept = await find_file(writing, add_parent_circumstance, values)
    columns = fill_out(FORM, values)
    refuse_unproven(columns)
    return await add(writing, record_of(PARENT_CIRCUMSTANCE), values, {**kept, **columns})


@updates(PARENT_CIRCUMSTANCE, FORM, standing=(is_empty("until_on"),))
async def update_parent_circumstance(writing: Writing, values: Values) -> UUID:
    """Corrects what is given."""
    found = await update_parent_circumstance.find(writing, values)
    columns = fill_out(FORM, values)
    refuse_unproven({name: columns.get(name, found[name]) for name in ("circumstance", "from_on", "evidence")})
    return await change(writing, record_of(PARENT_CIRCUMSTANCE), found, columns)


def refuse_unproven(columns: Values) -> None:
    """Raises Rejected for contact that was lost lately, or of which nobody has a paper."""
    if columns["circumstance"] != Circumstance.LOST_CONTACT:
        return
    latest = today() - LOST_AFTER
    if columns["from_on"] > latest:
        raise Rejected([Problem(ProblemCode.TOO_LATE, ("from_on",), {"most": latest})])
    refuse_if(not columns.get("evidence"), ProblemCode.REQUIRED, "evidence")


RULES = (add_parent_circumstance, update_parent_circumstance)
