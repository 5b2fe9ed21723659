"""The rules of categories: several at once, each found by somebody; what follows from the parents is confirmed."""

from datetime import date
from uuid import UUID

from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.kinds.exposed import record_of
from tenants.kinds.mutation import adds, fill_out, updates
from tenants.records.categorization.kind import CATEGORIZATION
from tenants.records.child.enums import CategorySource, ChildCategory
from tenants.records.keeping import OPEN_FILE, find_file
from tenants.writing.changes import add, change, refuse_if
from tenants.writing.rule import Values
from tenants.writing.standing import is_empty

FORM = CATEGORIZATION.form("category", "source", "from_on", "evidence")
HELD = """select exists (select from categorizations
    where child_id = $1 and category = $2 and until_on is null and id <> $3) as held"""
DERIVED = "select is_de_facto_unattended($1, $2) as held"
NO_RECORD = UUID(int=0)


@adds(
    CATEGORIZATION,
    CATEGORIZATION.form("child") | FORM,
    "A category that a child is of, beside those it has.",
    standing=OPEN_FILE,
)
async def add_categorization(writing: Writing, values: Values) -> UUID:
    """Finds that a child is of a category. De facto unattended has to follow from the parents' circumstances."""
    kept = await find_file(writing, add_categorization, values)
    columns = fill_out(FORM, values)
    await refuse_unfounded(writing, kept["child_id"], columns, NO_RECORD)
    return await add(writing, record_of(CATEGORIZATION), values, {**kept, **columns})


@updates(CATEGORIZATION, FORM, standing=(is_empty("until_on"),))
async def update_categorization(writing: Writing, values: Values) -> UUID:
    """Corrects what is given; another category that begins later is one of its own."""
    found = await update_categorization.find(writing, values)
    columns = fill_out(FORM, values)
    named = {name: found[name] for name in ("category", "source", "from_on")}
    await refuse_unfounded(writing, found["child_id"], {**named, **columns}, found["id"])
    return await change(writing, record_of(CATEGORIZATION), found, columns)


async def refuse_unfounded(writing: Writing, child: UUID, columns: Values, besides: UUID) -> None:
    """Raises Rejected for a category that the child has already, or that nothing bears out."""
    held = await writing.fetch_text(HELD, [child, columns["category"], besides])
    refuse_if(held and held["held"], ProblemCode.ALREADY_DONE, "category")
    own = columns["source"] == CategorySource.FEDERATION
    if own and columns["category"] == ChildCategory.DE_FACTO_UNATTENDED:
        since: date = columns["from_on"]
        derived = await writing.fetch_text(DERIVED, [child, since])
        refuse_if(not (derived and derived["held"]), ProblemCode.NOT_BORNE_OUT, "category")


RULES = (add_categorization, update_categorization)
