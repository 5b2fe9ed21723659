"""The rules of guardians and delegations: who may be entrusted with a child, and by whom."""

from datetime import date
from typing import Any
from uuid import UUID

from tenants.clock import today
from tenants.database.transactions import Writing
from tenants.errors import Problem, ProblemCode, Rejected
from tenants.kinds.exposed import record_of
from tenants.kinds.kind import Fields
from tenants.kinds.mutation import adds, fill_out, updates
from tenants.records.child.kind import CHILD
from tenants.records.guardian.kind import CHECKED, DELEGATED, GUARDIAN
from tenants.records.keeping import OPEN_FILE, find_file
from tenants.writing.changes import add, change, find, find_named, refuse_if
from tenants.writing.rule import Values
from tenants.writing.standing import is_empty

PERSON = GUARDIAN.form(
    "name", "relation", "from_on", "lives_with_child", "identity_number", "phone", "address", "capacity"
)
NAMED: Fields = {"name": PERSON.pop("name").with_options(required=True), **PERSON}
ADDED: Fields = {**NAMED, **GUARDIAN.form("legal_guardian")}
ENTRUSTED: Fields = {
    **NAMED,
    **{
        name: DELEGATED[name].with_options(required=True) for name in ("delegation_reason", "delegated_until", *CHECKED)
    },
    **{name: DELEGATED[name] for name in ("child_opinion", "school_told_on", "village_told_on", "review_on")},
}
CHANGED: Fields = {**ADDED, **GUARDIAN.form(*DELEGATED)}
# From then on a child can say what it thinks of it (民法典, article 19).
HEARD_FROM = 8


@adds(GUARDIAN, GUARDIAN.form("child") | ADDED, "An adult around a child.", standing=OPEN_FILE)
async def add_guardian(writing: Writing, values: Values) -> UUID:
    """Adds a guardian. A grandmother who cares for a child is as a rule no legal guardian."""
    kept = await find_file(writing, add_guardian, values)
    return await add(writing, record_of(GUARDIAN), values, {**kept, **fill_out(ADDED, values)})


@adds(
    GUARDIAN,
    {
        **GUARDIAN.form("child"),
        "delegated_by_id": GUARDIAN.fields["delegated_by"].with_options(required=True),
        **ENTRUSTED,
    },
    "Whom a legal guardian entrusts with a child, and what was looked into before.",
    standing=OPEN_FILE,
    zh="委托照护",
)
async def delegate_care(writing: Writing, values: Values) -> UUID:
    """Records that a legal guardian entrusts somebody with a child; who may not be is refused.

    School and village are told in writing; those not told yet are on the list of what is due.
    """
    kept = await find_file(writing, delegate_care, values)
    columns = fill_out(ENTRUSTED, values)
    by = await find_named(writing, record_of(GUARDIAN), values, "delegated_by_id")
    refuse_if(by["child_id"] != kept["child_id"], ProblemCode.NOT_FOUND, "delegated_by_id")
    refuse_if(not by["legal_guardian"] or by["until_on"], ProblemCode.NOT_LEGAL_GUARDIAN, "delegated_by_id")
    refuse_unfit(columns)
    child = await find(writing, record_of(CHILD), kept["child_id"], "child_id", None)
    heard = age_on(child["birth_date"], today()) >= HEARD_FROM
    refuse_if(heard and not columns.get("child_opinion"), ProblemCode.REQUIRED, "child_opinion")
    refuse_if(columns["delegated_until"] <= columns["from_on"], ProblemCode.OUT_OF_ORDER, "delegated_until")
    entrusted = {**kept, **columns, "delegated_by_id": by["id"], "legal_guardian": False}
    return await add(writing, record_of(GUARDIAN), values, entrusted)


@updates(GUARDIAN, CHANGED, standing=(is_empty("until_on"),))
async def update_guardian(writing: Writing, values: Values) -> UUID:
    """Changes what is given."""
    found = await update_guardian.find(writing, values)
    columns = fill_out(CHANGED, values)
    if found["delegated_by_id"]:
        refuse_unfit({name: columns.get(name, found[name]) for name in CHECKED})
        refuse_if(columns.get("legal_guardian"), ProblemCode.NOT_LEGAL_GUARDIAN, "legal_guardian")
    return await change(writing, record_of(GUARDIAN), found, columns)


def refuse_unfit(columns: dict[str, Any]) -> None:
    """Raises Rejected for each of the four that was not found to be so."""
    problems = [Problem(ProblemCode.UNFIT, (name,)) for name in CHECKED if not columns[name]]
    if problems:
        raise Rejected(problems)


def age_on(birth_date: date, day: date) -> int:
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


RULES = (add_guardian, delegate_care, update_guardian)
