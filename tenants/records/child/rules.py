"""The rules of a child's file: opened, kept up to date, put on file, closed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import aggregate_order_by

from tenants.access.scope import Verb
from tenants.database.compiling import compile_statement
from tenants.database.transactions import Writing
from tenants.encryption.columns import hash_column
from tenants.errors import Problem, ProblemCode, Rejected
from tenants.kinds.exposed import record_of
from tenants.kinds.field import Field, day
from tenants.kinds.kind import KEEPING_TENANT, Fields
from tenants.kinds.mutation import adds, ends, fill_out, updates
from tenants.kinds.table import table_of
from tenants.reading.roots import parse_uuid
from tenants.records.child.enums import CategorySource, ChildCategory, FileClosing
from tenants.records.child.kind import CHILD
from tenants.records.child.likely import MOST, find_likely
from tenants.records.child.merging import merge_children
from tenants.records.child.particulars import BASIS, BEYOND_LEAST, PARTICULARS, IdentityKind
from tenants.records.identity import NUMBER, find_doubts, hash_number, read_stored_number, unless_on_file
from tenants.records.pairing.enums import PairingEnding
from tenants.records.pairing.kind import PAIRING
from tenants.writing.changes import (
    add,
    change,
    find_keeping_tenant,
    make_conflict,
    refuse_if,
    run,
    run_text,
)
from tenants.writing.rule import Changed, PayloadField, Values
from tenants.writing.standing import is_empty, is_filled

FILE = CHILD.form(
    *("name", "sex", "birth_date", "identified_on", "on_file_on", "identity_number", "phone", "address", "school"),
    *("health", "parents_whereabouts", *PARTICULARS, *BASIS),
)
CATEGORY = CHILD.form("category", "category_source", "category_since")
REGISTERED: Fields = {
    "tenant": KEEPING_TENANT.with_options(hint="Normally a village."),
    **CHILD.form("name", "sex", "birth_date"),
    "category": CATEGORY["category"].with_options(required=True, hint="The first; others are added later."),
    "category_source": CATEGORY["category_source"].with_options(required=True),
    "category_since": CATEGORY["category_since"].with_options(hint="The day of identification if left out."),
    **FILE,
    "on_file_on": FILE["on_file_on"].with_options(
        hint="The day of the consent; without it the child is identified only."
    ),
}
MOST_APART = 200
APART: Fields = {
    "differs_from": Field(
        type=list[UUID],
        zh="非同一儿童的档案",
        description="The files that were shown to you as `likely`, and are other children's.",
    )
}
LIKELY = PayloadField(
    "likely", "Child", "Where nothing was written: the files that may be the same child's.", most=MOST
)
REOPENING: Fields = {"reopened_on": day("恢复建档日期", required=True, hint="From this day on it is open again.")}
REOPEN = "select reopen_file($1, $2, $3)"

REFUSED = "select keeping_refused($1) as held"
PAIRINGS = table_of(PAIRING)
ENDED = (
    update(PAIRINGS)
    .where(PAIRINGS.c.child_id == bindparam("of_child"), PAIRINGS.c.until_on.is_(None))
    .values(
        version=PAIRINGS.c.version + 1,
        until_on=bindparam("closed_on", type_=Date),
        ended_reason=PairingEnding.CHILD_FILE_CLOSED,
    )
    .returning(PAIRINGS.c.id)
    .cte("ended")
)
END_PAIRINGS = compile_statement(select(func.array_agg(aggregate_order_by(ENDED.c.id, ENDED.c.id)).label("ids")))
ENDED_PAIRINGS = PayloadField("ended_pairings", "Pairing", "The pairings that it ended, the oldest first.", most=20)


@adds(CHILD, REGISTERED | APART, "A child identified in a tenant.", Verb.MANAGE, LIKELY, zh="登记儿童")
async def register_child(writing: Writing, values: Values) -> Changed:
    """Opens the file of a child identified in the tenant, unless one that you see is likely to be the same child's."""
    tenant = await find_keeping_tenant(writing, record_of(CHILD), values["tenant"])
    since = values.get("category_since") or values["identified_on"]
    columns = fill_out(REGISTERED, {**values, "category_since": since})
    refuse_underived(columns)
    refuse_unexplained(columns)
    on_file_on = columns.get("on_file_on")
    refuse_if(on_file_on and since > on_file_on, ProblemCode.OUT_OF_ORDER, "on_file_on")
    apart = read_apart(values.get("differs_from") or [])
    likely = await find_likely(writing, columns, apart)
    # The same sent at once was done meanwhile.
    refuse_if(parse_uuid(values.get("id") or "") in likely, ProblemCode.ALREADY_EXISTS, "id")
    if likely:
        return Changed({"child": None, "likely": likely}, [Problem(ProblemCode.LIKELY_ON_FILE, ("differs_from",))])
    kept = {"tenant_code": tenant, **columns}
    added = await unless_on_file(
        writing, hash_given(writing, columns), lambda: add(writing, record_of(CHILD), values, kept)
    )
    if added is None:
        return Changed({"child": None, "likely": []}, refused_number(NUMBER).problems)
    doubts = await find_doubts(writing, CHILD, added, columns)
    return Changed({"child": added, "likely": []}, warnings=doubts)


def read_apart(ids: Sequence[str]) -> list[UUID]:
    """Raises Rejected for more than anybody was shown."""
    if len(ids) > MOST_APART:
        raise Rejected([Problem(ProblemCode.TOO_LARGE, ("differs_from",), {"most": MOST_APART})])
    return [found for one in ids if (found := parse_uuid(one))]


def hash_given(writing: Writing, columns: Values) -> bytes | None:
    number = columns.get(NUMBER)
    return None if number is None else hash_number(writing, CHILD, number)


def refused_number(field: str) -> Changed:
    """Nothing was written but the trace of it: the number is in another open file."""
    return Changed({"child": None}, [Problem(ProblemCode.ALREADY_ON_FILE, (field,))])


def refuse_underived(columns: Values) -> None:
    """Raises Rejected for what follows from the parents' circumstances, of which there are none in a new file."""
    by_itself = columns["category"] == ChildCategory.DE_FACTO_UNATTENDED
    own = columns["category_source"] == CategorySource.FEDERATION
    refuse_if(by_itself and own, ProblemCode.NOT_BORNE_OUT, "category")


def refuse_unexplained(columns: Values) -> None:
    """Raises Rejected for a child without papers, where nobody says why."""
    without = columns.get("identity_kind") == IdentityKind.NONE
    refuse_if(without and not columns.get("no_identity_reason"), ProblemCode.REQUIRED, "no_identity_reason")


async def refuse_beyond_least(writing: Writing, child: UUID, columns: Values) -> None:
    """Raises Rejected for what a file may not hold once its keeping was refused."""
    given = [name for name in BEYOND_LEAST if columns.get(name)]
    if given:
        refused = await writing.fetch_text(REFUSED, [child])
        if refused and refused["held"]:
            raise Rejected([Problem(ProblemCode.KEEPING_REFUSED, (name,)) for name in given])


@updates(CHILD, FILE, standing=(is_empty("closed_on"),))
async def update_child(writing: Writing, values: Values) -> Changed:
    """Changes what is given. Categories, risk and the like are records of their own."""
    found = await update_child.find(writing, values)
    columns = fill_out(FILE, values)
    refuse_if(found["on_file_on"] and columns.get("on_file_on", True) is None, ProblemCode.REQUIRED, "on_file_on")
    refuse_unexplained({name: columns.get(name, found[name]) for name in ("identity_kind", "no_identity_reason")})
    await refuse_beyond_least(writing, found["id"], columns)
    given = hash_given(writing, columns)
    number_hash = None if given == found[hash_column(NUMBER)] else given
    changed = await unless_on_file(writing, number_hash, lambda: change(writing, record_of(CHILD), found, columns))
    if changed is None:
        return refused_number(NUMBER)
    return Changed({"child": changed}, warnings=await find_doubts(writing, CHILD, changed, columns, found))


@ends(
    CHILD,
    CHILD.closing_form,
    "The closing of a child's file; ends the child's open pairings.",
    Verb.MANAGE,
    ENDED_PAIRINGS,
    standing=(is_empty("closed_on"),),
    zh="结案",
)
async def close_child(writing: Writing, values: Values) -> Changed:
    """Closes the file, and with it the child's open pairings."""
    found = await close_child.find(writing, values)
    columns = fill_out(CHILD.closing_form, values)
    refuse_if(columns["closed_reason"] == FileClosing.MERGED, ProblemCode.MALFORMED, "closed_reason")
    closed = await change(writing, record_of(CHILD), found, columns)
    ending = {"of_child": closed, "closed_on": columns["closed_on"]}
    ended = await run(writing, END_PAIRINGS, ending, {"until_on": "closed_on"})
    return Changed({"child": closed, "ended_pairings": (ended and ended["ids"]) or []})


@ends(
    CHILD,
    REOPENING,
    "A closed file that is to be open again.",
    standing=(
        is_filled("closed_on", ProblemCode.ALREADY_DONE),
        is_empty("erased_on"),
        is_empty("merged_into_id"),
    ),
    zh="恢复建档",
)
async def reopen_child(writing: Writing, values: Values) -> Changed:
    """Opens a closed file again from a day on; nothing changes of the days on which it was open before.

    It stays with the tenant that closed it. Pairings that ended with it stay ended.
    """
    found = await reopen_child.find(writing, values)
    since = fill_out(REOPENING, values)["reopened_on"]
    refuse_if(since < found["closed_on"], ProblemCode.OUT_OF_ORDER, "reopened_on")
    number_hash = found[hash_column(NUMBER)]
    reopened = await unless_on_file(writing, number_hash, lambda: open_again(writing, found, since))
    if reopened is None:
        return refused_number("id")
    number = await read_stored_number(writing, CHILD, found)
    columns = {NUMBER: number} if number else {}
    return Changed({"child": reopened}, warnings=await find_doubts(writing, CHILD, reopened, columns, found))


async def open_again(writing: Writing, found: Mapping[str, Any], since: date) -> UUID:
    reopened = await run_text(writing, REOPEN, found["id"], found["version"], since)
    if not isinstance(reopened, UUID):
        raise make_conflict(found["version"])
    return reopened


RULES = (register_child, update_child, close_child, reopen_child, merge_children)
